"""How many processes of this user draw from one account at the moment.

Each holds a file locked as long as it lives. Beside it lies one that it touches while it sends, so that one
that has stopped sending takes no share from the others.
"""

from __future__ import annotations

import math
import os
import threading
import time
from typing import TYPE_CHECKING

from .clock import Clock
from .meeting import AloneError, Meeting

if TYPE_CHECKING:
    from filelock import BaseFileLock

RECOUNT = 1.0
"""Seconds for which a count holds. Who comes to others sends nothing for as long: by then they know."""

IDLE = 6.0
"""Seconds without a request after which a process has no share. It comes back as one that is new, and does
so after half that time, so that it is never forgotten before it knows."""

REFILLED = 300.0
"""Seconds after which it does not matter any more what others have sent: 20 requests come free at the slowest
rate that CloudConnexa has named, one in 15 s."""

SLOTS = 64
"""Processes that are told apart; of more, each takes the share of one in 64."""


class Peers:
    """The processes that draw from one account, this one included.

    Where they cannot meet, the process counts as the only one.

    Args:
        meeting: Where they meet.
        clock: Where time comes from.
    """

    def __init__(self, meeting: Meeting, clock: Clock | None = None) -> None:
        self._meeting = meeting
        self._clock = clock or Clock()
        self._lock = threading.Lock()
        self._own: tuple[str, BaseFileLock] | None = None
        self._count = 1
        self._counted_at = -math.inf
        self._arrivals = 0
        self._quiet_until = -math.inf

    @property
    def arrivals(self) -> int:
        """How often this process has come to an account from which others have drawn of late."""
        with self._lock:
            return self._arrivals

    @property
    def quiet_until(self) -> float:
        """Time of the clock before which it sends nothing, as the others do not know of it yet."""
        with self._lock:
            return self._quiet_until

    def count(self) -> int:
        """Processes that draw from the account, 1 or more; at most :data:`RECOUNT` old."""
        with self._lock:
            now = self._clock.now()
            away = now - self._counted_at
            if away >= RECOUNT:
                self._counted_at = now
                try:
                    self._count, drawn = self._look(min(away, REFILLED))
                except AloneError:
                    self._count, drawn = 1, False
                if away > IDLE / 2 and (drawn or self._count > 1):
                    self._arrivals += 1
                    if self._count > 1:
                        self._quiet_until = self._clock.now() + RECOUNT
            return self._count

    def _look(self, away: float) -> tuple[int, bool]:
        """Count, and say whether others have sent something in the seconds that we were away."""
        folder, now = self._meeting.folder, time.time()
        left: list[float] = []
        try:
            # First be seen, then look: of two that come at the same moment, one at least knows of the other.
            if self._own is None:
                self._own = self._first_free()
                if self._own is not None:
                    # What a process sent that has had this place before, and is gone.
                    left = [now - path.stat().st_mtime for path in folder.glob(f"{self._own[0]}.used")]
            if self._own is not None:
                used = folder / f"{self._own[0]}.used"
                used.touch(mode=0o600)
                os.utime(used, (now, now))  # by this machine's clock, wherever the file is
            # A clock that was put back makes them younger than now: they count.
            ages = {path.stem: now - path.stat().st_mtime for path in folder.glob("*.used")}
        except OSError as error:
            self._meeting.give_up(error)
        if self._own is not None:
            ages.pop(self._own[0], None)
        drawn = any(age < away for age in (*left, *ages.values()))
        return 1 + sum(age <= IDLE and self._is_held(slot) for slot, age in ages.items()), drawn

    def _first_free(self) -> tuple[str, BaseFileLock] | None:
        for name in map(str, range(SLOTS)):
            lock = self._meeting.take(name)
            if lock is not None:
                return name, lock
        return None

    def _is_held(self, slot: str) -> bool:
        lock = self._meeting.take(slot)
        if lock is not None:
            lock.release()
        return lock is None

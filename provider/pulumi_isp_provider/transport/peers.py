"""How many processes of this user draw from one account at the moment.

Each holds a file locked as long as it lives. Beside it lies one that it touches while it sends, so that one
that has stopped sending takes no share from the others.
"""

from __future__ import annotations

import math
import os
import threading
import time
from pathlib import Path
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
        """How often this process has come to others; each time what it took for its own is theirs."""
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
                    self._count = self._look()
                except AloneError:
                    self._count, self._counted_at = 1, math.inf
                if self._count > 1 and away > IDLE / 2:
                    self._arrivals += 1
                    self._quiet_until = now + RECOUNT
            return self._count

    def _look(self) -> int:
        if self._own is None:
            free = ((name, self._meeting.take(name)) for name in map(str, range(SLOTS)))
            self._own = next(((name, lock) for name, lock in free if lock), None)
        own = self._own[0] if self._own else ""
        try:
            if own:
                self._used(own).touch(mode=0o600)
                os.utime(self._used(own), (time.time(),) * 2)  # by this machine's clock, wherever the file is
            slots = [path.stem for path in self._meeting.folder.glob("*.lock")]
            sending = [slot for slot in slots if slot != own and self._sends(slot)]
        except OSError as error:
            self._meeting.give_up(error)
        return 1 + sum(1 for slot in sending if self._is_held(slot))

    def _used(self, slot: str) -> Path:
        return self._meeting.folder / f"{slot}.used"

    def _sends(self, slot: str) -> bool:
        """Whether whoever has this slot has sent something of late, or has it and is about to say so."""
        used = self._used(slot)
        # A clock that was put back makes it younger than now: it counts.
        return not used.exists() or time.time() - used.stat().st_mtime <= IDLE

    def _is_held(self, slot: str) -> bool:
        lock = self._meeting.take(slot)
        if lock is not None:
            lock.release()
        return lock is None

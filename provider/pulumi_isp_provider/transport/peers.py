"""Counts the processes of this user that send to one account at the moment.

Each process locks one file as long as it lives, and touches a second one while it sends. So a process that
has stopped sending takes no share from the others.
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
"""Seconds for which a count is used. A process that finds others sends nothing for the same time: then the
others have counted again, and know of it."""

IDLE = 6.0
"""Seconds without a request after which a process has no share. It treats itself as new already after half
that time, so the others never forget it before it knows."""

REFILLED = 300.0
"""Seconds after which the requests of others do not matter any more. At the slowest rate that CloudConnexa
has named, one token in 15 s, 20 tokens are new by then."""

SLOTS = 64
"""Most processes that are counted; if there are more, each takes the share of one in 64."""


class Peers:
    """The processes that use one account, this one included.

    If the folder cannot be used, this process counts as the only one.

    Args:
        meeting: The folder in which they learn of each other.
        clock: Measures time.
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
        """How often this process has begun to send, and others had used the account recently."""
        with self._lock:
            return self._arrivals

    @property
    def quiet_until(self) -> float:
        """Time on the clock before which this process sends nothing, as the others do not know of it yet."""
        with self._lock:
            return self._quiet_until

    def count(self) -> int:
        """Processes that use the account, 1 or more. They are counted again after :data:`RECOUNT` seconds."""
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
        """Count, and find out whether others have sent something while this process did not.

        Args:
            away: Seconds for which this process has sent nothing.

        Returns:
            The number of processes, and whether another one has sent in that time.
        """
        folder, now = self._meeting.folder, time.time()
        left: list[float] = []
        try:
            # First write, then read: if two come at the same moment, at least one of them sees the other.
            if self._own is None:
                self._own = self._first_free()
                if self._own is not None:
                    # When the process that had this slot before, and has ended, last sent something.
                    left = [now - path.stat().st_mtime for path in folder.glob(f"{self._own[0]}.used")]
            if self._own is not None:
                used = folder / f"{self._own[0]}.used"
                used.touch(mode=0o600)
                os.utime(used, (now, now))  # this machine's clock, even if the file is on another one
            # If the clock was put back, an age may be below zero; such a process counts.
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

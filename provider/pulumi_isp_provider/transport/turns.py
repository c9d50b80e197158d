"""The processes of one user take turns at a system that allows only some of them at a time.

There are a number of places; each is a file that a process locks. If no place is free, a process locks one
more file, the door, and waits for a place. Others wait until the door is free.

When a process has had its place for the length of a turn, and somebody waits at the door, it lets no
further thread in. When its last thread has left, it gives the place up. To come back it has to wait at the
door like the others. So two processes take turns. If there are more, chance decides which of those that
wait for the door is the next.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from .logs import guarded_logger
from .meeting import AloneError, Meeting

if TYPE_CHECKING:
    from filelock import BaseFileLock

log = guarded_logger(__name__)

_DOOR = "door"

_LOOKS = 10
"""How often a process that waits looks for a free place, in the length of a turn."""

LONG_WAIT = 5.0
"""A wait of more seconds than this is announced on the log."""


class Turns:
    """A context manager: inside it, this process has a place. All threads of the process share the place.

    If the folder cannot be used, every process has a place.

    Args:
        meeting: The folder in which the processes learn of each other.
        what: The system or account, for the log.
        seconds: Length of a turn, if others wait.
        places: How many processes may have a place at the same time; 1 or more.
        leave: Called before the place is given up. With it, the process keeps its place until another one
            needs it. Without it, the process also gives its place up after a turn in which no thread used it.
        check: Called while waiting; it may raise to end the wait.
    """

    def __init__(
        self,
        meeting: Meeting,
        what: str,
        *,
        seconds: float,
        places: int = 1,
        leave: Callable[[], None] | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._meeting = meeting
        self._what = what
        self._seconds = seconds
        self._places = [str(number) for number in range(places)]
        self._leave = leave
        self._check = check
        self._changed = threading.Condition()
        self._closed = False
        """No thread is let in: one takes or gives up the place for all, or the last has yet to leave."""
        self._place: BaseFileLock | None = None
        self._users = 0
        self._used = False
        self._look_at = math.inf

    def __enter__(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._closed)
            if self._place is not None:
                self._users += 1
                return
            self._closed = True
        place = None
        try:
            place = self._take()
        except AloneError:
            pass
        except BaseException:
            self._open(None, 0)
            raise
        self._open(place, 1)
        if place is not None:
            threading.Thread(target=self._watch, args=(place,), name="turns", daemon=True).start()

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._users -= 1
            self._used = True
            place = self._place
            if place is not None and not self._closed and time.monotonic() >= self._look_at:
                self._look_at = time.monotonic() + self._seconds
                self._closed = self._is_wanted()
            if self._users or place is None or not self._closed:
                return
        self._go(place)

    def give_up(self) -> None:
        """Give the place up at once, even if threads use it, and without calling ``leave``."""
        with self._changed:
            place = self._place
        if place is not None:
            self._let_go(place)

    def _take(self) -> BaseFileLock:
        began = time.monotonic()
        door = self._wait_for([_DOOR], began)
        try:
            return self._wait_for(self._places, began)
        finally:
            door.release()

    def _wait_for(self, names: list[str], began: float) -> BaseFileLock:
        announced = False
        while True:
            self._check()
            for name in names:
                lock = self._meeting.take(name)
                if lock is not None:
                    return lock
            if not announced and time.monotonic() - began > LONG_WAIT:
                announced = True
                log.warning("%s: waits until another run of this user leaves room for one", self._what)
            time.sleep(self._seconds / _LOOKS)

    def _open(self, place: BaseFileLock | None, users: int) -> None:
        with self._changed:
            self._place = place
            self._users += users
            self._look_at = time.monotonic() + self._seconds
            self._closed = False
            self._changed.notify_all()

    def _go(self, place: BaseFileLock) -> None:
        try:
            if self._leave is not None:
                self._leave()
        finally:
            self._let_go(place)

    def _let_go(self, place: BaseFileLock) -> None:
        with self._changed:
            if self._place is place:
                place.release()
                self._place = None
                self._closed = False
                self._changed.notify_all()

    def _is_wanted(self) -> bool:
        try:
            door = self._meeting.take(_DOOR)
        except AloneError:
            return False
        if door is not None:
            door.release()
        return door is None

    def _watch(self, place: BaseFileLock) -> None:
        """Give the place up when no thread of this process needs it. Runs in a thread of its own."""
        while True:
            time.sleep(self._seconds)
            with self._changed:
                if self._place is not place:
                    return
                idle, self._used = not self._users and not self._used, False
                if self._users or self._closed or not (self._is_wanted() or (idle and self._leave is None)):
                    continue
                self._closed = True
            self._go(place)

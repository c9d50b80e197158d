"""Turns that the processes of one user take, so that together they keep to what a system allows.

There are so many places, each a locked file. Who finds none free stands at the door, which is one more file;
the others stand behind it. When a process has had its place for the length of a turn and somebody stands at
the door, it lets no further thread in, and goes when the last is out. It comes back by way of the door,
behind whoever stands there: two take turns, and of more, each of those behind the door is as likely to be
the next.
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
"""How often in the length of a turn somebody who waits looks whether a place is free."""

LONG_WAIT = 5.0
"""Seconds from which on a wait is announced."""


class Turns:
    """A context manager: inside, this process has a place. Safe under threads, all of which share it.

    Where the processes cannot meet, everybody has a place.

    Args:
        meeting: Where they meet.
        what: What there is a place at, for the log.
        seconds: Length of a turn, where others wait.
        places: How many processes at a time; 1 or more.
        leave: What has to be done before the place is given up. With it, a place is kept until somebody
            else needs it; without, until nobody has been in it for a turn.
        check: Raises what ends the wait for a place.
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
        """A thread is on its way in or out for all, or nobody is let in until the last is out."""
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
        """Give the place up, whoever is in it, with nothing to be done before."""
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
        """Leave when nobody here needs the place."""
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

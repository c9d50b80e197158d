"""Time, in one place, so that a test can move it instead of waiting."""

from __future__ import annotations

import threading
import time


class Clock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Seconds that never go backwards; only differences mean anything."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Do nothing for a while."""
        time.sleep(seconds)

    def wait(self, event: threading.Event, seconds: float) -> None:
        """Sleep, but wake up early when the event is set."""
        event.wait(seconds)


class InstantClock(Clock):
    """A clock that goes forward only when somebody waits, and then at once.

    Retries, rate limits and a breaker's recovery then cost a test no time.

    Attributes:
        waits: Every wait so far, in seconds, in order.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        """Seconds waited so far."""
        with self._lock:
            return self._now

    def advance(self, seconds: float) -> None:
        """Move time forward without anybody having waited."""
        with self._lock:
            self._now += seconds

    def sleep(self, seconds: float) -> None:
        """Move time forward instead of sleeping."""
        with self._lock:
            self._now += seconds
            self.waits.append(seconds)

    def wait(self, event: threading.Event, seconds: float) -> None:
        """Move time forward instead of sleeping, unless the event is set already."""
        if not event.is_set():
            self.sleep(seconds)

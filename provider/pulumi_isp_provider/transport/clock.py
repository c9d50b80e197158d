"""Time, so that a test can move it forward instead of waiting."""

from __future__ import annotations

import threading
import time


class Clock:
    """The machine's monotonic clock."""

    def now(self) -> float:
        """Seconds from some moment on. They never go backwards; only differences have a meaning."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def wait(self, event: threading.Event, seconds: float) -> None:
        """Wait until the event is set, at most for so many seconds."""
        event.wait(seconds)


class InstantClock(Clock):
    """A clock that moves forward only when somebody waits, and then at once.

    With it, a test does not wait for repeats, rate limits or the recovery of a breaker.

    Attributes:
        waits: All waits so far, in seconds, in order.
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
        """Move time forward without noting a wait."""
        with self._lock:
            self._now += seconds

    def sleep(self, seconds: float) -> None:
        """Move time forward instead of waiting."""
        with self._lock:
            self._now += seconds
            self.waits.append(seconds)

    def wait(self, event: threading.Event, seconds: float) -> None:
        """Move time forward instead of waiting, unless the event is set already."""
        if not event.is_set():
            self.sleep(seconds)

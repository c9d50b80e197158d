"""Time that tests can move."""

from __future__ import annotations

import threading
import time


class Clock:
    """Wall time plus the seconds added by :meth:`advance`."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since the epoch, on this clock."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> float:
        """Move the clock forward; returns the new time."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        with self._lock:
            self._ahead += seconds
        return self.now()

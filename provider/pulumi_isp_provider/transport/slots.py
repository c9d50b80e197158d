"""At most so many at a time, in the order in which they came.

A semaphore lets a thread that has just finished overtake those that wait. Under load a request would then
stand at the door with a credential that goes stale.
"""

from __future__ import annotations

import threading
from collections import deque


class Slots:
    """A context manager that lets in so many threads at a time.

    Args:
        count: How many; 1 or more.
    """

    def __init__(self, count: int) -> None:
        self._lock = threading.Lock()
        self._free = count
        self._queue: deque[threading.Event] = deque()

    @property
    def waiting(self) -> int:
        """Threads in the queue."""
        with self._lock:
            return len(self._queue)

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Event()
            self._queue.append(turn)
        try:
            turn.wait()
        except BaseException:
            with self._lock:
                if turn.is_set():
                    self._pass_on()
                else:
                    self._queue.remove(turn)
            raise

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._pass_on()

    def _pass_on(self) -> None:
        # The slot goes from hand to hand, so nobody can snatch it on the way.
        if self._queue:
            self._queue.popleft().set()
        else:
            self._free += 1

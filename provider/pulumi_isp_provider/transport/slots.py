"""Lets in a limited number of threads at a time, first come, first served.

With a semaphore, a thread that has just finished can pass the threads that wait. Under load a request would
then wait so long that its credential expires.
"""

from __future__ import annotations

import threading
from collections import deque


class Slots:
    """A context manager that lets in a limited number of threads at a time.

    Args:
        count: How many threads; 1 or more.
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
        # The slot is given to the first in the queue. If it were free for a moment, another thread could take
        # it.
        if self._queue:
            self._queue.popleft().set()
        else:
            self._free += 1

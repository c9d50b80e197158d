"""Threads for work in lanes: one piece after the other in a lane, different lanes at the same time."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, NamedTuple, TypeVar

from ...errors import client_closed

R = TypeVar("R")


class _Piece(NamedTuple):
    future: Future[Any]
    work: Callable[[], Any]


class LanePool:
    """A bounded number of threads. None of them ever waits for a busy lane.

    In a plain pool a hundred pieces of work for one node would occupy all threads, and the other nodes would
    wait.

    Args:
        workers: Maximum number of threads; they start when needed.
        width: How many pieces of one lane run at a time.
    """

    def __init__(self, workers: int, width: int) -> None:
        self._new_threads = partial(ThreadPoolExecutor, workers, thread_name_prefix="cms")
        self._threads = self._new_threads()
        self._width = width
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, deque[_Piece]] = defaultdict(deque)
        self._running: defaultdict[str, int] = defaultdict(int)
        self._closed = False

    def submit(self, lane: str, work: Callable[[], R]) -> Future[R]:
        """Run a piece of work after those that are waiting in its lane.

        If the future is cancelled before the work starts, it never starts; later it continues to its end.

        Raises:
            OperationError: The pool is closed; :meth:`open` opens it again.
        """
        future: Future[R] = Future()
        with self._lock:
            if self._closed:
                raise client_closed()
            self._waiting[lane].append(_Piece(future, work))
            if self._running[lane] < self._width:
                self._running[lane] += 1
                self._threads.submit(self._next, lane)
        return future

    def open(self) -> None:
        """Take work again after :meth:`close`."""
        with self._lock:
            if self._closed:
                self._threads = self._new_threads()
                self._closed = False

    def close(self) -> None:
        """Wait for running work. Work that has not started fails with OperationError.

        It is not cancelled, because a caller who did not cancel it might read that as a success.
        """
        with self._lock:
            self._closed = True
            left = [piece for waiting in self._waiting.values() for piece in waiting]
            self._waiting.clear()
        for piece in left:
            if piece.future.set_running_or_notify_cancel():
                piece.future.set_exception(client_closed())
        self._threads.shutdown(wait=True)

    def _next(self, lane: str) -> None:
        """Run one piece, then queue the next one behind the other lanes."""
        with self._lock:
            waiting = self._waiting[lane]
            piece = waiting.popleft() if waiting else None
        if piece is not None and piece.future.set_running_or_notify_cancel():
            try:
                result = piece.work()
            except BaseException as error:
                piece.future.set_exception(error)
            else:
                piece.future.set_result(result)
        with self._lock:
            if self._waiting[lane] and not self._closed:
                self._threads.submit(self._next, lane)
            else:
                self._running[lane] -= 1

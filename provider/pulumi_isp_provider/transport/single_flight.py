"""If several threads need the same work, one does it, and the others wait and share the outcome."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from ..errors import IspError

T = TypeVar("T")


class SingleFlight:
    """Does the same work only once at a time, in the thread that asks first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Hashable, _Flight[Any]] = {}

    def run(self, work: Callable[[], T], key: Hashable = None) -> T:
        """The outcome of the work. This thread does it, unless another one is doing it now.

        Args:
            work: The work.
            key: The name of the work; two calls with the same key share an outcome.

        Raises:
            Exception: What the work raised; each waiting thread gets its own copy.
        """
        while True:
            with self._lock:
                flight: _Flight[T] | None = self._flights.get(key)
                if flight is None:
                    mine: _Flight[T] = _Flight()
                    self._flights[key] = mine
                    break
            flight.done.wait()
            if flight.error is not None:
                raise own_copy(flight.error)
            if flight.value:
                return flight.value[0]
            # The thread that did the work was interrupted, so another one has to do it.
        try:
            value = work()
        except Exception as error:
            # A copy, because the caller of this thread may change the error while others read it.
            mine.error = own_copy(error)
            raise
        else:
            mine.value = (value,)
            return value
        finally:
            with self._lock:
                if self._flights.get(key) is mine:
                    del self._flights[key]
            mine.done.set()

    def forget(self) -> None:
        """Let later calls start anew. Threads that wait already still get the outcome they wait for."""
        with self._lock:
            self._flights.clear()


class _Flight(Generic[T]):
    def __init__(self) -> None:
        self.done = threading.Event()
        self.value: tuple[T] | tuple[()] = ()
        self.error: Exception | None = None


def own_copy(error: Exception) -> Exception:
    """A copy of an error. Threads cannot share its traceback and its context."""
    try:
        own = copy.copy(error)
    except Exception:  # an error that cannot be copied has to be shared
        return error.with_traceback(None)
    if isinstance(own, IspError):
        own.context = dict(own.context)
    return own

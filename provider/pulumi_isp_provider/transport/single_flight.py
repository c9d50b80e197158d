"""Many threads want the same piece of work: one does it, the others wait and share the outcome."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from ..errors import IspError

T = TypeVar("T")


class SingleFlight:
    """Does each piece of work once at a time, in the thread that wants it first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Hashable, _Flight[Any]] = {}

    def run(self, work: Callable[[], T], key: Hashable = None) -> T:
        """The outcome of the work, done by this thread or by another one at this moment.

        Args:
            work: The work.
            key: What tells this piece of work from others.

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
            # Its thread was interrupted. Somebody else has to do it.
        try:
            value = work()
        except Exception as error:
            # This thread goes on to write into its own, while the others have yet to look at it.
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
        """Nobody waits any more for work that has begun; those who wait already still get its outcome."""
        with self._lock:
            self._flights.clear()


class _Flight(Generic[T]):
    def __init__(self) -> None:
        self.done = threading.Event()
        self.value: tuple[T] | tuple[()] = ()
        self.error: Exception | None = None


def own_copy(error: Exception) -> Exception:
    """A copy, because a traceback and a context cannot be shared between threads."""
    try:
        own = copy.copy(error)
    except Exception:  # a class that cannot be copied; then they have to share it
        return error.with_traceback(None)
    if isinstance(own, IspError):
        own.context = dict(own.context)
    return own

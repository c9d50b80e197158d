"""One listing that serves many reads.

The engine reads resources one at a time; the vendors list in pages. With a snapshot a refresh of a
thousand resources takes a few requests: the first read lists, the others look in the list.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")


class Snapshot(Generic[T]):
    """The objects of one collection by key, listed at most once in a lifetime.

    Safe under threads: while one thread lists, the others wait for its answer. After a write of our own that
    the vendor has confirmed, call :meth:`put` or :meth:`remove`; after one whose effect is not known,
    :meth:`drop`.

    Args:
        load: Lists the whole collection as (key, object) pairs.
        by: Indexes, for :meth:`having`: their names, and functions that give the value of an object in the
            index, or None if it has none. :meth:`index` adds more.
        lifetime: Seconds for which a listing is used. Short, because other people write too.
        clock: Monotonic seconds; tests bring their own.
    """

    def __init__(
        self,
        load: Callable[[], Iterable[tuple[str, T]]],
        *,
        by: Mapping[str, Callable[[T], Hashable]] = MappingProxyType({}),
        lifetime: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._load = load
        self._by = dict(by)
        self._lifetime = lifetime
        self._clock = clock
        self._lock = threading.Lock()
        self._objects: dict[str, T] | None = None
        self._begun_at = self._listed_at = 0.0
        self._found: dict[tuple[str, Hashable], dict[str, T]] = {}
        self._indexed: dict[str, T] | None = None

    def get(self, key: str) -> T | None:
        """The object under a key, or None if the vendor has none."""
        with self._lock:
            return self._current().get(key)

    def values(self) -> tuple[T, ...]:
        """All objects, in the vendor's order."""
        with self._lock:
            return tuple(self._current().values())

    def index(self, name: str, of: Callable[[T], Hashable]) -> None:
        """Add an index; an index that exists under this name stays as it is."""
        with self._lock:
            if name not in self._by:
                self._by[name] = of
                self._indexed = None

    def having(self, index: str, value: Hashable) -> tuple[T, ...]:
        """The objects with a value in an index: none, one or several."""
        with self._lock:
            self._current()
            return tuple(self._found.get((index, value), {}).values())

    @property
    def is_listed(self) -> bool:
        """Whether there is a listing that has not expired: then a question costs nothing."""
        with self._lock:
            return self._objects is not None and self._clock() - self._listed_at < self._lifetime

    def put(self, key: str, value: T) -> None:
        """Apply a create or an update that the vendor has confirmed."""
        with self._lock:
            self._set(key, value)

    def remove(self, key: str) -> None:
        """Apply a delete that the vendor has confirmed."""
        with self._lock:
            if self._objects is not None:
                self._unindex(key)
                self._objects.pop(key, None)

    def drop(self) -> None:
        """Forget the listing; the next read lists again."""
        with self._lock:
            self._objects = None

    def now(self) -> float:
        """The time on the clock that the listing's age is measured with."""
        return self._clock()

    def renew(self, since: float) -> bool:
        """Forget a listing that was begun before a time: an object made since then would be missing in it.

        Args:
            since: A time that :meth:`now` returned.

        Returns:
            Whether the next read lists again.
        """
        with self._lock:
            if self._objects is not None and self._begun_at < since:
                self._objects = None
            return self._objects is None

    def _current(self) -> dict[str, T]:
        # The lock is held while listing: that is what makes it one listing for all waiting threads.
        if self._objects is None or self._clock() - self._listed_at >= self._lifetime:
            self._objects, begun = None, self._clock()
            objects = dict(self._load())
            self._objects, self._begun_at, self._listed_at = objects, begun, self._clock()
        if self._indexed is not self._objects:
            self._found = {}
            for key, value in self._objects.items():
                self._note(key, value)
            self._indexed = self._objects
        return self._objects

    def _set(self, key: str, value: T) -> None:
        if self._objects is not None:
            self._unindex(key)
            self._objects[key] = value
            self._note(key, value)

    def _unindex(self, key: str) -> None:
        if self._objects is not None and key in self._objects:
            for place in self._places(self._objects[key]):
                self._found.get(place, {}).pop(key, None)

    def _note(self, key: str, value: T) -> None:
        for place in self._places(value):
            self._found.setdefault(place, {})[key] = value

    def _places(self, value: T) -> Iterable[tuple[str, Hashable]]:
        return ((index, found) for index, of in self._by.items() if (found := of(value)) is not None)

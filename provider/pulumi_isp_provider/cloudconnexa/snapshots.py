"""Listings that serve many reads, with what writes need to keep them true."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ..snapshot import Snapshot

T = TypeVar("T")


class CollectionSnapshot(Snapshot[T]):
    """A snapshot that can also be looked into and corrected without listing."""

    def peek(self, key: str) -> T | None:
        """What is in hand under a key; None where nothing is, or nothing has been listed."""
        with self._lock:
            return None if self._objects is None else self._objects.get(key)

    def edit(self, key: str, change: Callable[[T], T]) -> None:
        """Change an object in hand; without a listing, or without the object, nothing happens."""
        with self._lock:
            if self._objects is not None and key in self._objects:
                self._objects[key] = change(self._objects[key])

    def merge(self, key: str, value: T, combine: Callable[[T, T], T]) -> None:
        """Apply a write that the vendor has confirmed, combined with what is in hand under the key."""
        with self._lock:
            if self._objects is not None:
                held = self._objects.get(key)
                self._objects[key] = value if held is None else combine(held, value)

    def listed_at(self) -> float:
        """When the listing in hand was made, on the snapshot's clock; lists if there is none that is good."""
        with self._lock:
            self._current()
            return self._listed_at


class DerivedSnapshot(CollectionSnapshot[T]):
    """A snapshot made from another one, without requests of its own. It is never older than its source.

    Args:
        load: Makes the objects from the source.
        source: The snapshot it is made from.
    """

    def __init__(
        self, load: Callable[[], Iterable[tuple[str, T]]], *, source: CollectionSnapshot[Any]
    ) -> None:
        super().__init__(load, lifetime=float("inf"))
        self._source = source
        self._made_from: float | None = None

    def _current(self) -> dict[str, T]:
        listed_at = self._source.listed_at()
        if listed_at != self._made_from:
            self._objects, self._made_from = None, listed_at
        return super()._current()

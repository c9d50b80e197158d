"""Listings that serve many reads, with what writes need to keep them true."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from ...core.snapshot import IndexedSnapshot

T = TypeVar("T")


class NotUnderstood:
    """Stands for an object that cannot be understood. It says which one it is; more to ask is an error.

    So whoever looks for one of the others finds it, and nobody takes this one for missing.

    Args:
        id_: Its id.
        error: Makes the error for whoever needs it.
        **known: What is known of it by other ways, such as its parent.
    """

    def __init__(self, id_: str, error: Callable[[], Exception], **known: Any) -> None:
        self.id = id_
        self.error = error
        vars(self).update(known)

    def __getattr__(self, name: str) -> NoReturn:
        raise self.error()


def understood(one: object) -> bool:
    """Whether this is an object, and not what stands for one that cannot be understood."""
    return not isinstance(one, NotUnderstood)


@dataclass(frozen=True, kw_only=True)
class Life:
    """For how long a listing is good.

    Other people write too, so a listing grows old. Our own writes do not age it, because they are applied to
    it. Where the vendor's rate limit makes a listing dear, it lives as much longer: a run that waits for its
    turns must not spend them on listing again.

    Attributes:
        seconds: Life of a listing that costs next to nothing.
        pace: Seconds after which the vendor takes one read more, as far as it is known.
        now: Monotonic seconds.
    """

    seconds: float = 60.0
    pace: Callable[[], float] = lambda: 0.0
    now: Callable[[], float] = time.monotonic

    def of(self, requests: int) -> float:
        """Seconds for which a listing is good that takes this many requests."""
        return self.seconds * max(1.0, requests * self.pace() / CHEAP)


CHEAP = 3.0
"""Seconds of the vendor's rate that a listing may cost before it lives longer: a twentieth of its life."""


class CollectionSnapshot(IndexedSnapshot[T]):
    """A snapshot that can also be looked into and corrected without listing.

    Args:
        load: Lists the whole collection as (key, object) pairs.
        life: For how long a listing is good.
        requests: How many requests the last listing took.
    """

    def __init__(
        self,
        load: Callable[[], Iterable[tuple[str, T]]],
        *,
        life: Life,
        requests: Callable[[], int] = lambda: 1,
    ) -> None:
        super().__init__(load, lifetime=life.seconds, clock=life.now)
        self._life = life
        self._listings = 0
        self._requests = requests

    def _current(self) -> dict[str, T]:
        self._lifetime = self._life.of(self._requests())
        before, current = self._objects, super()._current()
        if current is not before:
            self._listings += 1
        return current

    def get(self, key: str) -> T | None:
        """The object under a key, or None where the vendor has none.

        Raises:
            MalformedResponseError: It is there, but cannot be understood.
        """
        found = super().get(key)
        if isinstance(found, NotUnderstood):
            raise found.error()
        return found

    def peek(self, key: str) -> T | None:
        """What is in hand under a key; None where nothing is, or nothing has been listed."""
        with self._lock:
            found = None if self._objects is None else self._objects.get(key)
        return found if understood(found) else None

    def edit(self, key: str, change: Callable[[T], T]) -> None:
        """Change an object in hand; without a listing, or without the object, nothing happens."""
        with self._lock:
            held = None if self._objects is None else self._objects.get(key)
            if self._objects is not None and held is not None and understood(held):
                self._set(key, change(held))

    def merge(self, key: str, value: T, combine: Callable[[T, T], T]) -> None:
        """Apply a write that the vendor has confirmed, combined with what is in hand under the key."""
        with self._lock:
            if self._objects is not None:
                held = self._objects.get(key)
                if held is not None and understood(held):
                    value = combine(held, value)
                self._set(key, value)

    def take_out(self, field: str, owner: str) -> None:
        """Apply that the vendor has deleted what belongs to an owner, together with it.

        Where something cannot be understood, nobody knows whose it is: the next read lists again.
        """
        with self._lock:
            held = self._objects or {}
            if not all(map(understood, held.values())):
                self._objects = None
                return
            for key in [key for key, value in held.items() if getattr(value, field) == owner]:
                self._forget(key)
                del held[key]

    def listing(self) -> int:
        """Which listing is in hand, by number; lists if there is none that is good."""
        with self._lock:
            self._current()
            return self._listings


class DerivedSnapshot(CollectionSnapshot[T]):
    """A snapshot made from another one, without requests of its own. It is never older than its source.

    Args:
        load: Makes the objects from the source.
        source: The snapshot it is made from.
    """

    def __init__(
        self, load: Callable[[], Iterable[tuple[str, T]]], *, source: CollectionSnapshot[Any]
    ) -> None:
        super().__init__(load, life=Life(seconds=float("inf")))
        self._source = source
        self._made_from: int | None = None

    def now(self) -> float:
        """The time by which the source's age is told."""
        return self._source.now()

    def renew(self, since: float) -> bool:
        """Forget the source's listing, if it was begun before that time."""
        return self._source.renew(since)

    def _current(self) -> dict[str, T]:
        listing = self._source.listing()
        if listing != self._made_from:
            self._objects, self._made_from = None, listing
        return super()._current()

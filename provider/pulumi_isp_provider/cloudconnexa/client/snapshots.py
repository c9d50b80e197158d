"""Listings for many reads, which writes can update."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from ...core.snapshot import Snapshot

T = TypeVar("T")


class NotUnderstood:
    """Placeholder of an object that cannot be understood. It has the id; all other attributes raise an error.

    So a search for other objects works, and this one does not seem to be missing.

    Args:
        id_: Its id.
        error: Makes the error.
        **known: Attributes that are known, such as its parent.
    """

    def __init__(self, id_: str, error: Callable[[], Exception], **known: Any) -> None:
        self.id = id_
        self.error = error
        vars(self).update(known)

    def __getattr__(self, name: str) -> NoReturn:
        raise self.error()


def understood(one: object) -> bool:
    """Whether this is an object and not a placeholder."""
    return not isinstance(one, NotUnderstood)


@dataclass(frozen=True, kw_only=True)
class Life:
    """How long a listing is used.

    A listing expires because other people write too; our own writes are applied to it. If the vendor's rate
    limit makes a listing expensive, it is used longer, so that a run does not spend its rate on listing
    again.

    Attributes:
        seconds: Life of a cheap listing.
        pace: Seconds after which the vendor allows one more read, as far as known.
        now: Monotonic seconds.
    """

    seconds: float = 60.0
    pace: Callable[[], float] = lambda: 0.0
    now: Callable[[], float] = time.monotonic

    def of(self, requests: int) -> float:
        """Seconds for which a listing of so many requests is used."""
        return self.seconds * max(1.0, requests * self.pace() / CHEAP)


CHEAP = 3.0
"""A listing that takes more seconds of the vendor's rate is used longer; a twentieth of its life."""


class CollectionSnapshot(Snapshot[T]):
    """A snapshot that can also be read and changed without listing.

    Args:
        load: Lists the whole collection as (key, object) pairs.
        life: How long a listing is used.
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
        """The object under a key, or None if the vendor has none.

        Raises:
            MalformedResponseError: It exists, but cannot be understood.
        """
        found = super().get(key)
        if isinstance(found, NotUnderstood):
            raise found.error()
        return found

    def peek(self, key: str) -> T | None:
        """The object under a key, without listing; None if there is none or no listing."""
        with self._lock:
            found = None if self._objects is None else self._objects.get(key)
        return found if understood(found) else None

    def edit(self, key: str, change: Callable[[T], T]) -> None:
        """Change an object in the listing, if there is a listing with the object."""
        with self._lock:
            held = None if self._objects is None else self._objects.get(key)
            if self._objects is not None and held is not None and understood(held):
                self._set(key, change(held))

    def merge(self, key: str, value: T, combine: Callable[[T, T], T]) -> None:
        """Apply a write that the vendor has confirmed, combined with the object under the key."""
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
                self._unindex(key)
                del held[key]

    def listing(self) -> int:
        """The number of the present listing; it lists first if there is no valid one."""
        with self._lock:
            self._current()
            return self._listings


class DerivedSnapshot(CollectionSnapshot[T]):
    """A snapshot made from another one, without requests. It is never older than its source.

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
        """The time on the source's clock."""
        return self._source.now()

    def renew(self, since: float) -> bool:
        """Forget the source's listing, if it was begun before that time."""
        return self._source.renew(since)

    def _current(self) -> dict[str, T]:
        listing = self._source.listing()
        if listing != self._made_from:
            self._objects, self._made_from = None, listing
        return super()._current()

"""Which objects the resources of a run hold."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from .schema import has_unknown


class Holders:
    """Which objects the resources of this run hold, as far as this process has been told.

    The engine never says which resource it asks for. What it has created here it holds; so does it what was
    checked and compared here and is not to be replaced (a refresh compares too, but checks nothing).

    The engine creates and deletes at the same time, so what a create has found may be what a delete is at.
    Whoever comes first has it: the delete then keeps it, or the create looks again.
    """

    def __init__(self) -> None:
        self._lock = threading.Condition()  # its lock may be taken again by who has it
        self._created: set[tuple[str, str]] = set()
        self._staying: dict[tuple[str, str], str | None] = {}
        self._going: set[tuple[str, str]] = set()
        self._not_deleted: set[tuple[str, str]] = set()
        self._deletes = 0
        self._deleted: dict[tuple[str, str], int] = {}
        self._declared: set[str] = set()

    def declared(self, inputs: Mapping[str, Any]) -> None:
        """Note that a resource of this run declares these inputs."""
        with self._lock:
            self._declared.add(_fingerprint(inputs))

    def knows(self, inputs: Mapping[str, Any]) -> bool:
        """Whether a resource of this run declares these inputs."""
        with self._lock:
            return _fingerprint(inputs) in self._declared

    def stays(self, system: str, id_: str, inputs: Mapping[str, Any]) -> bool:
        """Note that a resource keeps its object; False where another one of this run has it too.

        Two that declare different things are two; what is not known yet may turn out to be the same.
        """
        key = (system, id_)
        declared = None if has_unknown(dict(inputs)) else _fingerprint(inputs)
        with self._lock:
            before = self._staying.get(key)
            self._staying[key] = declared or before
            another = None not in (before, declared) and before != declared
            return not another and key not in self._created

    def made(self, system: str, id_: str) -> bool:
        """Note that a resource has made an object.

        False where another one has it: it was quicker to find it than the vendor's answer to come, or it has
        not noticed that its own is gone and the number given out again.
        """
        key = (system, id_)
        with self._lock:
            if self.holds(*key):
                return False
            self._created.add(key)
            self._not_deleted.discard(key)
            return True

    def deletes(self) -> int:
        """How many deletes have ended; to be asked before an object is looked for."""
        with self._lock:
            return self._deletes

    def take_over(
        self, system: str, id_: str, *, since: int, wanted: bool
    ) -> Literal["free", "held", "gone"]:
        """Hold an object that was found, if it is wanted and no resource has it.

        Args:
            system: Where it is.
            id_: Its id.
            since: How many deletes had ended before it was looked for; "gone" where its own has ended since.
            wanted: Whether it can be taken over as it is.
        """
        key = (system, id_)
        with self._lock:
            self._lock.wait_for(lambda: key not in self._going)
            if self._deleted.get(key, 0) > since:
                return "gone"
            if self.holds(*key) or key in self._not_deleted:
                return "held"
            if wanted:
                self._created.add(key)
            return "free"

    @contextmanager
    def letting_go(self, system: str, id_: str) -> Iterator[bool]:
        """While a resource deletes its object; False where another one holds it, so that it must be kept."""
        key = (system, id_)
        with self._lock:
            self._lock.wait_for(lambda: key not in self._going)
            free = not self.holds(*key)
            if free:
                self._going.add(key)
                self._not_deleted.add(key)
        if not free:
            yield False
            return
        try:
            yield True
            with self._lock:
                self._not_deleted.discard(key)
        finally:
            with self._lock:
                self._going.discard(key)
                self._deletes += 1
                self._deleted[key] = self._deletes
                self._lock.notify_all()

    def holds(self, system: str, id_: str) -> bool:
        """Whether a resource of this run holds an object."""
        with self._lock:
            return (system, id_) in self._created or (system, id_) in self._staying


def _fingerprint(inputs: Mapping[str, Any]) -> str:
    # Numbers come back from the engine as floats, so 3 and 3.0 must look alike; and values may be secrets.
    plain = repr(sorted((key, _plain(value)) for key, value in inputs.items()))
    return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, _plain(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

"""Which objects the resources of a run hold."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal


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
        self._staying: set[tuple[str, str]] = set()
        self._going: set[tuple[str, str]] = set()
        self._gone: set[tuple[str, str]] = set()
        self._declared: set[str] = set()

    def declared(self, inputs: Mapping[str, Any]) -> None:
        """Note that a resource of this run declares these inputs."""
        with self._lock:
            self._declared.add(_fingerprint(inputs))

    def knows(self, inputs: Mapping[str, Any]) -> bool:
        """Whether a resource of this run declares these inputs."""
        with self._lock:
            return _fingerprint(inputs) in self._declared

    def stays(self, system: str, id_: str) -> bool:
        """Note that a resource keeps its object; False where another one has taken it over in this run."""
        with self._lock:
            self._staying.add((system, id_))
            return (system, id_) not in self._created

    def made(self, system: str, id_: str) -> None:
        """Note that a resource has made an object."""
        with self._lock:
            self._created.add((system, id_))
            self._gone.discard((system, id_))  # numbers are given out again

    def take_over(self, system: str, id_: str) -> Literal["taken", "held", "gone"]:
        """Hold an object that was found, unless another resource holds it or has been deleting it."""
        key = (system, id_)
        with self._lock:
            self._lock.wait_for(lambda: key not in self._going)
            if key in self._gone:
                self._gone.discard(key)  # whoever looks again sees what is there now
                return "gone"
            if self.holds(*key):
                return "held"
            self._created.add(key)
            return "taken"

    @contextmanager
    def letting_go(self, system: str, id_: str) -> Iterator[bool]:
        """While a resource deletes its object; False where another one holds it, so that it must be kept."""
        key = (system, id_)
        with self._lock:
            free = not self.holds(*key)
            if free:
                self._going.add(key)
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._going.discard(key)
                    self._gone.add(key)
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

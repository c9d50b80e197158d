"""Which objects the resources of a run hold."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from typing import Any


class Holders:
    """Which objects the resources of this run hold, as far as this process has been told.

    The engine never says which resource it asks for. What it has created here it holds; so does it what was
    checked and compared here and is not to be replaced (a refresh compares too, but checks nothing).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._created: set[tuple[str, str]] = set()
        self._staying: set[tuple[str, str]] = set()
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

    def create(self, system: str, id_: str) -> None:
        """Note that a resource has made an object, or taken it over."""
        with self._lock:
            self._created.add((system, id_))

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

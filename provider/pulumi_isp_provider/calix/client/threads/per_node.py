"""One object for each node, such as a lock or a snapshot."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class PerNode(Generic[T]):
    """One object for each node, made when it is first used.

    Args:
        make: Makes the object of a node.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: dict[str, T] = {}

    def __getitem__(self, node: str) -> T:
        with self._lock:
            if node not in self._made:
                self._made[node] = self._make(node)
            return self._made[node]

    def forget(self, node: str) -> None:
        """Drop the object of a node. The next use makes a new one."""
        with self._lock:
            self._made.pop(node, None)

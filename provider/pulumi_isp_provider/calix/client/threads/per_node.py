"""One of something for each node: its turns, its snapshot."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class PerNode(Generic[T]):
    """One of something for each node, made when it is first asked for.

    Args:
        make: Makes the one for a node.
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
        """Let go of the one for a node; whoever asks again gets a new one."""
        with self._lock:
            self._made.pop(node, None)

"""A route can be declared in two places: in its network's own list, or as a resource of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from .fields import canonical_subnet


@dataclass(frozen=True)
class _List:
    subnets: frozenset[str]
    going: frozenset[str]


_EMPTY = _List(frozenset(), frozenset())


class RouteOwners:
    """Which routes the resources of this run declare, and where. Safe under threads.

    So far as this process has been told, a route that moves from one place to the other is not lost on the
    way, and one that is declared in both is found out: it would go when either lets it go.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: dict[str, _List] = {}
        self._declared: set[tuple[str, str]] = set()

    def list(self, network_id: str, subnets: Iterable[str], before: Iterable[str]) -> None:
        """Note what a network lists, and what it listed before."""
        now, then = _canonical(subnets), _canonical(before)
        with self._lock:
            kept = {subnet for subnet in then if (network_id, subnet) in self._declared}
            self._lists[network_id] = _List(now, then - now - kept)

    def declare(self, network_id: str, subnet: str) -> None:
        """Note a route that is a resource of its own."""
        with self._lock:
            self._declared.add((network_id, canonical_subnet(subnet)))

    def is_listed(self, network_id: str, subnet: str) -> bool:
        """Whether the network lists it."""
        with self._lock:
            return canonical_subnet(subnet) in self._lists.get(network_id, _EMPTY).subnets

    def is_going(self, network_id: str, subnet: str) -> bool:
        """Whether the network deletes it, because it no longer lists it."""
        with self._lock:
            return canonical_subnet(subnet) in self._lists.get(network_id, _EMPTY).going

    def is_declared(self, network_id: str, subnet: str) -> bool:
        """Whether it is a resource of its own."""
        with self._lock:
            return (network_id, canonical_subnet(subnet)) in self._declared


def _canonical(subnets: Iterable[str]) -> frozenset[str]:
    return frozenset(map(canonical_subnet, subnets))

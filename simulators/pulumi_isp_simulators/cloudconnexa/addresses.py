"""Addresses that the tenant assigns, and subnets that must not overlap."""

from __future__ import annotations

import ipaddress
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import lru_cache

Subnet = ipaddress.IPv4Network | ipaddress.IPv6Network


@lru_cache(maxsize=65536)
def subnet_of(text: str) -> Subnet:
    """A CIDR with its host bits cleared.

    Raises:
        ValueError: It is not a CIDR.
    """
    return ipaddress.ip_network(text, strict=False)


def contains(outer: Subnet, inner: Subnet) -> bool:
    """Whether one subnet contains the other."""
    cut = inner.max_prefixlen - outer.prefixlen
    return (
        outer.version == inner.version
        and outer.prefixlen <= inner.prefixlen
        and int(outer.network_address) >> cut == int(inner.network_address) >> cut
    )


class SubnetIndex:
    """An index of subnets that finds an overlap in a few look-ups, however many there are."""

    def __init__(self) -> None:
        self._starts: dict[tuple[int, int], list[int]] = {}

    def add(self, subnet: Subnet) -> None:
        """Add a subnet; the same one may be added several times."""
        insort(self._starts.setdefault((subnet.version, subnet.prefixlen), []), int(subnet.network_address))

    def discard(self, subnet: Subnet) -> None:
        """Remove a subnet once."""
        starts = self._starts.get((subnet.version, subnet.prefixlen), [])
        start = int(subnet.network_address)
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] == start:
            del starts[at]

    def overlapping(self, subnet: Subnet) -> str | None:
        """A subnet in the index that overlaps this one."""
        first, last = int(subnet.network_address), int(subnet.broadcast_address)
        make = ipaddress.IPv4Network if subnet.version == 4 else ipaddress.IPv6Network
        for (version, prefix), starts in self._starts.items():
            if version != subnet.version:
                continue
            # A wider subnet that contains this one starts at this one's address cut to the wider prefix.
            size = 1 << (subnet.max_prefixlen - prefix)
            at = bisect_left(starts, first - first % size)
            if at < len(starts) and starts[at] <= last:
                return str(make((starts[at], prefix)))
        return None


class SystemSubnets:
    """Pairs of a v4 and a v6 subnet, numbered: what the vendor assigns as ``systemSubnets``.

    Recorded of the vendor: consecutive networks get consecutive pairs, such as ``100.96.1.64/28`` with
    ``fd:0:0:8104::/64`` and then ``100.96.1.80/28`` with ``fd:0:0:8105::/64``.
    """

    def __init__(self, first_v4: str, first_v6: str, count: int) -> None:
        self._v4 = ipaddress.IPv4Network(first_v4)
        self._v6 = ipaddress.IPv6Network(first_v6)
        self._count = count
        self._used: set[int] = set()
        self._next = 0

    def take(self) -> list[str] | None:
        """The next pair that is free, or None if none is."""
        for step in range(self._count):
            number = (self._next + step) % self._count
            if number not in self._used:
                self._used.add(number)
                self._next = number + 1
                return [str(self._pair(number, 0)), str(self._pair(number, 1))]
        return None

    def _pair(self, number: int, which: int) -> Subnet:
        base: Subnet = self._v6 if which else self._v4
        size = 1 << (base.max_prefixlen - base.prefixlen)
        make = ipaddress.IPv6Network if which else ipaddress.IPv4Network
        return make((int(base.network_address) + number * size, base.prefixlen))

    def _number(self, subnets: Sequence[str]) -> int | None:
        try:
            start = int(subnet_of(subnets[0]).network_address)
        except (ValueError, IndexError):
            return None
        number, odd = divmod(start - int(self._v4.network_address), self._v4.num_addresses)
        return number if not odd and 0 <= number < self._count else None

    def reserve(self, subnets: Sequence[str]) -> None:
        """Mark a pair as used; one outside the pool is ignored."""
        number = self._number(subnets)
        if number is not None:
            self._used.add(number)

    def free(self, subnets: Sequence[str]) -> None:
        """Mark a pair as free."""
        number = self._number(subnets)
        if number is not None:
            self._used.discard(number)


def hosts_of(subnets: Sequence[str], *, first: int) -> Iterator[tuple[str, str]]:
    """Addresses with prefix length in a pair of system subnets, starting at host number ``first``."""
    v4, v6 = subnet_of(subnets[0]), subnet_of(subnets[1])
    for number in range(first, min(v4.num_addresses, v6.num_addresses) - 1):
        yield f"{v4[number]}/{v4.prefixlen}", f"{v6[number]}/{v6.prefixlen}"

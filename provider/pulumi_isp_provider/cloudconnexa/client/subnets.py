"""Subnets, whatever notation they were written or answered in."""

from __future__ import annotations

import ipaddress


def subnet_of(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """The subnet that a text means; None where it means none."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def canonical_subnet(text: str) -> str:
    """A subnet as it is compared; what is no subnet stays as it is."""
    return str(subnet_of(text) or text)


def overlapping(one: str, other: str) -> bool:
    """Whether two subnets overlap; what is not known yet, or no subnet, may."""
    first, second = subnet_of(one), subnet_of(other)
    return first is None or second is None or first.overlaps(second)


def supernets(text: str) -> tuple[str, ...]:
    """All larger subnets that have this one within, but for the one of all addresses; none of no subnet."""
    subnet = subnet_of(text)
    if subnet is None:
        return ()
    return tuple(str(subnet.supernet(new_prefix=length)) for length in range(1, subnet.prefixlen))

"""Subnets in any notation."""

from __future__ import annotations

import ipaddress


def subnet_of(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """The subnet of a text; None if it is not one."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def canonical_subnet(text: str) -> str:
    """The form of a subnet that is compared; other text is unchanged."""
    return str(subnet_of(text) or text)


def overlapping(one: str, other: str) -> bool:
    """Whether two subnets overlap, or may overlap because one is unknown or not a subnet."""
    first, second = subnet_of(one), subnet_of(other)
    return first is None or second is None or first.overlaps(second)


def supernets(text: str) -> tuple[str, ...]:
    """All larger subnets that contain this one, except that of all addresses; empty for other text."""
    subnet = subnet_of(text)
    if subnet is None:
        return ()
    return tuple(str(subnet.supernet(new_prefix=length)) for length in range(1, subnet.prefixlen))

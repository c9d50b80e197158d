"""What several resources' inputs are made of."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any

import marshmallow

from ...core.properties import Identifier, InputSchema, Text
from ...core.schema import UNKNOWN
from ..client.subnets import canonical_subnet


class Subnet(Text):
    """An IPv4 or IPv6 subnet in CIDR form, without host bits."""

    def __init__(self, about: str = "", **options: Any) -> None:
        super().__init__(about, canonical=canonical_subnet, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            return str(ipaddress.ip_network(text.strip(), strict="/" in text))
        except ValueError:
            pass
        try:
            nearest = ipaddress.ip_network(text.strip(), strict=False)
        except ValueError:
            raise marshmallow.ValidationError(
                "must be an IPv4 or IPv6 subnet such as 10.0.0.0/24 or 2001:db8::/48"
            ) from None
        # What the vendor does with host bits is not known; the plan must not depend on it.
        raise marshmallow.ValidationError(
            f"has bits set outside its /{nearest.prefixlen} mask; write the subnet's first address"
        )


class Address(Text):
    """An IP address.

    Args:
        version: 4 or 6.
    """

    def __init__(self, version: int) -> None:
        self._version = version
        super().__init__()

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs).strip()
        try:
            found = ipaddress.ip_address(text)
        except ValueError:
            found = None
        if found is None or found.version != self._version:
            raise marshmallow.ValidationError(f"must be an IPv{self._version} address")
        return text


def canonical_addresses(addresses: Sequence[Any]) -> tuple[Any, ...]:
    """Addresses in their order, each in the one form in which it is compared."""
    return tuple(each if each is UNKNOWN else _canonical(each) for each in addresses)


def _canonical(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:  # the vendor may hold what we would not take
        return address


def canonical_subnets(subnets: Sequence[Any]) -> frozenset[Any]:
    """Subnets whose order means nothing."""
    return frozenset(each if each is UNKNOWN else canonical_subnet(each) for each in subnets)


class OfNetwork(InputSchema):
    """What belongs to a network."""

    network_id = Identifier(
        "The network. Given the network itself, destroying it takes this along without another request.",
        required=True,
        replaces=True,
        refers_to="Network",
        goes_with=True,
    )


class OfHost(InputSchema):
    """What belongs to a host."""

    host_id = Identifier(
        "The host. Given the host itself, destroying it takes this along without another request.",
        required=True,
        replaces=True,
        refers_to="Host",
        goes_with=True,
    )

"""What several resources' inputs are made of."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any, Final

import marshmallow

from ...core.properties import Choice, Identifier, InputSchema, ListOf, Text, as_set
from ..client.subnets import canonical_subnet

_V4: Final = 4


class Subnet(Text):
    """A subnet in CIDR form, without host bits.

    Args:
        about: What it is for.
        version: 4 or 6; None for either.
        options: See :class:`Text`.
    """

    def __init__(self, about: str = "", *, version: int | None = None, **options: Any) -> None:
        self._version = version
        super().__init__(about, canonical=canonical_subnet, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            nearest = ipaddress.ip_network(text.strip(), strict=False)
        except ValueError:
            nearest = None
        if nearest is None or self._version not in (None, nearest.version):
            raise marshmallow.ValidationError(
                "must be an IPv4 subnet such as 10.0.0.0/24"
                if self._version == _V4
                else "must be an IPv4 or IPv6 subnet such as 10.0.0.0/24 or 2001:db8::/48"
            )
        try:
            return str(ipaddress.ip_network(text.strip(), strict="/" in text))
        except ValueError:
            pass
        # What the vendor does with host bits is not known; the plan must not depend on it.
        raise marshmallow.ValidationError(
            f"has bits set outside its /{nearest.prefixlen} mask; write the subnet's first address"
        )


class Address(Text):
    """An IP address.

    Args:
        version: 4 or 6; None for either.
    """

    def __init__(self, version: int | None = None) -> None:
        self._version = version
        super().__init__()

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs).strip()
        try:
            found = ipaddress.ip_address(text)
        except ValueError:
            found = None
        if found is None or self._version not in (None, found.version):
            family = "IPv4 or IPv6" if self._version is None else f"IPv{self._version}"
            raise marshmallow.ValidationError(f"must be an {family} address")
        return text


# What the vendor or the program holds may be no such thing: it then means itself.


def canonical_addresses(addresses: Sequence[Any]) -> tuple[Any, ...]:
    """Addresses in their order, each in the one form in which it is compared."""
    return tuple(map(_canonical, addresses))


def _canonical(address: Any) -> Any:
    try:
        return str(ipaddress.ip_address(address)) if isinstance(address, str) else address
    except ValueError:
        return address


def lower_case(text: Any) -> Any:
    """A text in which upper and lower case mean the same."""
    return text.lower() if isinstance(text, str) else text


def canonical_names(names: Sequence[Any]) -> frozenset[str]:
    """Names of which neither order nor case mean anything."""
    return as_set(list(map(lower_case, names)))


def canonical_subnets(subnets: Sequence[Any]) -> frozenset[str]:
    """Subnets whose order means nothing."""
    return as_set([canonical_subnet(each) if isinstance(each, str) else each for each in subnets])


def internet_access(about: str) -> Choice:
    """The way to the internet.

    Args:
        about: Whose.
    """
    return Choice(
        f"{about} ``SPLIT_TUNNEL_OFF`` needs gateways.",
        "SPLIT_TUNNEL_ON",
        "SPLIT_TUNNEL_OFF",
        "RESTRICTED_INTERNET",
        default="SPLIT_TUNNEL_ON",
    )


def gateways() -> ListOf:
    """The networks that such a way leads through."""
    return ListOf(
        "The networks to reach the internet through; their order means nothing.",
        Identifier(),
        canonical=as_set,
        refers_to="Network",
    )


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

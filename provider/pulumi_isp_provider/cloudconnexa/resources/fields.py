"""Kinds of properties that several resources use."""

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
        about: Description for people.
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
        # It is not known what the vendor does with host bits, so they are refused.
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


# A value that is not valid, from the vendor or the program, stays unchanged.


def canonical_addresses(addresses: Sequence[Any]) -> tuple[Any, ...]:
    """Addresses in their order, in the spelling in which they are compared."""
    return tuple(map(_canonical, addresses))


def _canonical(address: Any) -> Any:
    try:
        return str(ipaddress.ip_address(address)) if isinstance(address, str) else address
    except ValueError:
        return address


def lower_case(text: Any) -> Any:
    """A text in lower case."""
    return text.lower() if isinstance(text, str) else text


def canonical_names(names: Sequence[Any]) -> frozenset[str]:
    """Names whose order and case do not matter."""
    return as_set(list(map(lower_case, names)))


def _canonical_subnets(subnets: Sequence[Any]) -> frozenset[str]:
    return as_set([canonical_subnet(each) if isinstance(each, str) else each for each in subnets])


def internet_access(about: str) -> Choice:
    """The property for access to the internet.

    Args:
        about: Description for people.
    """
    return Choice(
        f"{about} ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``.",
        "SPLIT_TUNNEL_ON",
        "SPLIT_TUNNEL_OFF",
        "RESTRICTED_INTERNET",
        default="SPLIT_TUNNEL_ON",
    )


def ids(about: str, kind: str | None = None, **options: Any) -> ListOf:
    """A property for the ids of objects in any order.

    Args:
        about: Description for people.
        kind: The kind of the objects, if a missing one is to be found before anything is written.
        options: See :class:`Property`.
    """
    about = f"{about} The order does not matter."
    return ListOf(about, Identifier(), canonical=as_set, refers_to=kind, **options)


def subnets(about: str, *, version: int | None = None, **options: Any) -> ListOf:
    """A property for subnets in any order.

    Args:
        about: Description for people.
        version: 4 or 6; None for both.
        options: See :class:`Property`.
    """
    about = f"{about} The order does not matter."
    return ListOf(about, Subnet(version=version), canonical=_canonical_subnets, **options)


def gateways() -> ListOf:
    """The property for the networks between it and the internet."""
    return ids("The networks through which it reaches the internet.", "Network")


class OfNetwork(InputSchema):
    """The property of objects that belong to a network."""

    network_id = Identifier(
        "The network. If the program gives the network resource, destroying it needs no request for this.",
        required=True,
        replaces=True,
        refers_to="Network",
        goes_with=True,
    )


class OfHost(InputSchema):
    """The property of objects that belong to a host."""

    host_id = Identifier(
        "The host. If the program gives the host resource, destroying the host needs no request for this.",
        required=True,
        replaces=True,
        refers_to="Host",
        goes_with=True,
    )

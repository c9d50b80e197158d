"""Who may reach what: access groups and location contexts."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Model, Part


@dataclass(frozen=True, kw_only=True)
class AccessItem(Part):
    """One side of an access rule.

    Attributes:
        type: Source: ``USER_GROUP``, ``NETWORK_SERVICE`` or ``HOST``. Destination: ``USER_GROUP``,
            ``NETWORK_SERVICE``, ``HOST_SERVICE`` or ``PUBLISHED_SERVICE``.
        all_covered: Everything of that type or, with a parent, everything in the parent.
        parent: Id of the user group, network or host; None for all of them.
        children: Ids of single services in the parent.
    """

    type: str
    all_covered: bool | None = None
    parent: str | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AccessGroup(Model):
    """A rule: the sources may reach the destinations.

    Attributes:
        name: Name.
        description: Free text, or None.
        source: Who may reach; at least one.
        destination: What may be reached; at least one.
        default_group: It is the one the vendor made; read-only.
    """

    name: str
    description: str | None = None
    source: tuple[AccessItem, ...] = ()
    destination: tuple[AccessItem, ...] = ()
    default_group: bool | None = None


@dataclass(frozen=True, kw_only=True)
class AddressRange(Part):
    """A range of addresses in a location check.

    Attributes:
        ip: CIDR.
        description: Free text, or None.
    """

    ip: str
    description: str | None = None


@dataclass(frozen=True, kw_only=True)
class IpCheck(Part):
    """Admits or refuses by address.

    Attributes:
        allowed: The listed addresses are admitted (True) or refused (False).
        ips: The addresses.
    """

    allowed: bool | None = None
    ips: tuple[AddressRange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CountryCheck(Part):
    """Admits or refuses by country.

    Attributes:
        allowed: The listed countries are admitted (True) or refused (False).
        countries: Country codes.
    """

    allowed: bool | None = None
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DefaultCheck(Part):
    """What happens to everybody else.

    Attributes:
        allowed: Admitted or refused.
    """

    allowed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LocationContext(Model):
    """The places that the users of some groups may connect from.

    Attributes:
        name: Name.
        description: Free text, or None.
        user_groups_ids: The groups it applies to.
        ip_check: Rule by address, or None.
        country_check: Rule by country, or None.
        default_check: Rule for everybody else.
    """

    name: str
    description: str | None = None
    user_groups_ids: tuple[str, ...] = ()
    ip_check: IpCheck | None = None
    country_check: CountryCheck | None = None
    default_check: DefaultCheck | None = None

"""Rules about networks, their routes and connectors, and access to the internet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from ..kinds import HOST, HOST_CONNECTOR, NETWORK, NETWORK_CONNECTOR, ROUTE, TENANT_SETTINGS, USER_GROUP
from ..resources import Plan, Resource
from ..rule import Finding, ResourceRule, StackRule, outside
from ..settings import Settings, setting
from ..values import Value

_Subnet = IPv4Network | IPv6Network


def _routes(resource: Resource) -> Iterator[tuple[Value, _Subnet]]:
    """Each subnet that a route or a network makes reachable, with the place where it is declared."""
    return _subnets(resource.values("routes.subnet" if resource.kind is NETWORK else "subnet"))


def _subnets(places: Iterable[Value]) -> Iterator[tuple[Value, _Subnet]]:
    for place in places:
        if place.is_there:
            try:
                yield place, _as_meant(ip_network(str(place.content), strict=False))
            except ValueError:
                continue  # the provider's own check refuses it


def _as_meant(net: _Subnet) -> _Subnet:
    """The subnet; an IPv4-mapped IPv6 subnet becomes the IPv4 one."""
    mapped = net.network_address.ipv4_mapped if isinstance(net, IPv6Network) else None
    return (
        net if mapped is None or net.prefixlen < _MAPPED else IPv4Network((mapped, net.prefixlen - _MAPPED))
    )


_MAPPED = 96


def _overlap(one: _Subnet, other: _Subnet) -> bool:
    return one.version == other.version and one.overlaps(other)


def _overlapping(plan: Plan, _: Settings) -> Iterator[Finding]:
    tenants: dict[str, list[tuple[_Subnet, Value, Resource]]] = defaultdict(list)
    for each in plan.of(NETWORK, ROUTE):
        if each.connection is not None:
            tenants[each.connection] += [(net, place, each) for place, net in _routes(each)]
    for found in tenants.values():
        # Two subnets are either apart, or one is inside the other. In this order a subnet that overlaps
        # anything before it is inside the last outer one.
        found.sort(key=lambda entry: (entry[0].version, int(entry[0].network_address), entry[0].prefixlen))
        outer: tuple[_Subnet, Value, Resource] | None = None
        for net, place, resource in found:
            # A route for all traffic overlaps everything. The rule route-width judges it, and may have a
            # waiver.
            if outer is not None and _overlap(net, outer[0]) and (outer[0].prefixlen or not net.prefixlen):
                yield Finding(
                    resource, f"{place.path} {place} overlaps {outer[1].path} {outer[1]} of {outer[2]}"
                )
            else:
                outer = (net, place, resource)


ROUTES_APART = StackRule(
    id="route-overlap",
    description="No two routes overlap, in the lists of networks or as resources of their own.",
    reason="If two sites have the same addresses, traffic goes to the wrong one.",
    remedy="Make one of the subnets smaller, or remove it.",
    settings=Settings,
    judge=_overlapping,
)


@dataclass(frozen=True, kw_only=True)
class WidthSettings(Settings):
    """How wide a route or a bypass of the tunnel may be."""

    ipv4: int = setting(
        8, "Shortest prefix of an IPv4 route, or bypass.", type="integer", minimum=1, maximum=32
    )
    ipv6: int = setting(32, "Shortest prefix of an IPv6 route.", type="integer", minimum=1, maximum=128)


def _wide(resource: Resource, settings: WidthSettings) -> Iterator[Finding]:
    is_bypass = resource.kind is USER_GROUP
    subnets = _subnets(resource["tunnel_bypass"].each()) if is_bypass else _routes(resource)
    for place, net in subnets:
        shortest = settings.ipv4 if net.version == 4 else settings.ipv6
        if net.prefixlen < shortest:
            everything = "leads all traffic past the tunnel" if is_bypass else "takes all traffic"
            what = f"is wider than /{shortest}" if net.prefixlen else everything
            yield Finding(resource, f"{place.path} {place} {what}")


ROUTE_WIDTH = ResourceRule(
    id="route-width",
    description="No route and no bypass of the tunnel is too wide. One for all traffic needs a waiver.",
    reason="With one digit missing in a prefix, one site gets the traffic of other sites, or all traffic. In "
    "tunnel_bypass, a group's traffic then goes past all sites.",
    remedy="Declare the subnets that you mean. For all traffic, declare internet_access, and in gateways_ids "
    "the networks through which the traffic leaves; or give the resource a waiver.",
    settings=WidthSettings,
    kinds=(NETWORK, ROUTE, USER_GROUP),
    judge=_wide,
)


@dataclass(frozen=True, kw_only=True)
class ReservedSettings(Settings):
    """Subnets that no route may overlap."""

    ranges: list[str] = setting(
        [
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::1/128",
            "fe80::/10",
            "ff00::/8",
        ],
        "Subnets that no route may overlap, such as the pools of the management network. The default has the "
        "subnets that are never routed. Add the pool of your CloudConnexa tenant.",
        type="array",
        items={"type": "string", "format": "subnet"},
    )


def _reserved(resource: Resource, settings: ReservedSettings) -> Iterator[Finding]:
    for place, net in _routes(resource):
        if net.prefixlen == 0:
            continue  # route-width judges it, and may have a waiver
        for text in settings.ranges:
            if _overlap(net, ip_network(text)):
                yield Finding(resource, f"{place.path} {place} overlaps the reserved range {text}")


ROUTE_RESERVED = ResourceRule(
    id="route-reserved",
    description="No route overlaps a reserved range.",
    reason="A route over the management network or the pool of the private network cuts off the people who "
    "would repair it.",
    remedy="Declare a subnet outside of this range, or correct `ranges` in the configuration of the pack.",
    settings=ReservedSettings,
    kinds=(NETWORK, ROUTE),
    judge=_reserved,
)


@dataclass(frozen=True, kw_only=True)
class InternetSettings(Settings):
    """How sites may reach the internet."""

    allowed: list[str] = setting(
        ["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"],
        "Values that internet_access may have.",
        type="array",
        items={"enum": ["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"]},
        minItems=1,
    )


def _internet(resource: Resource, settings: InternetSettings) -> Iterator[Finding]:
    yield from outside(resource, resource["internet_access"], settings.allowed)


def _internet_repaired(settings: InternetSettings) -> dict[str, Any]:
    only = settings.allowed[0] if len(settings.allowed) == 1 else None
    if only in (None, "SPLIT_TUNNEL_OFF"):  # it needs gateways, which a rule cannot know
        return {}
    return {"internet_access": only}


INTERNET_ACCESS = ResourceRule(
    id="internet-access",
    description="Networks, hosts and user groups reach the internet in an allowed way.",
    reason="With SPLIT_TUNNEL_ON, the traffic of a site or a user does not pass the firewall. With "
    "SPLIT_TUNNEL_OFF, they have no internet when the gateway is down.",
    remedy="Declare one of the allowed values. If only one is allowed and it needs no gateway, level "
    "`remediate` sets it.",
    settings=InternetSettings,
    kinds=(NETWORK, HOST, USER_GROUP),
    judge=_internet,
    repair=_internet_repaired,
)


@dataclass(frozen=True, kw_only=True)
class RegionSettings(Settings):
    """Regions that connectors and users may connect to."""

    allowed: list[str] = setting(
        [],
        "Regions that connectors and users may connect to, such as eu-central-1; empty for all.",
        type="array",
        items={"type": "string"},
    )


def _region(resource: Resource, settings: RegionSettings) -> Iterator[Finding]:
    for path in ("vpn_region_id", "connectors.vpn_region_id", "wpc_default_region"):
        for region in resource.values(path):
            yield from outside(resource, region, settings.allowed)
    for region in resource["vpn_region_ids"].each():
        yield from outside(resource, region, settings.allowed)
    every = resource["all_regions_included"]
    if settings.allowed and every.is_there and every.content is True:
        yield Finding(
            resource,
            f"{every.path} {every} is not allowed; allowed in vpn_region_ids are "
            f"{', '.join(settings.allowed)}",
        )


CONNECTOR_REGION = ResourceRule(
    id="connector-region",
    description="Connectors and users connect to allowed regions.",
    reason="Every packet travels to the region and back, so a distant one is slow. One in another country "
    "may break what customers were promised about their data.",
    remedy="Declare an allowed region for the connector or the tenant. For a user group, declare "
    "vpn_region_ids with allowed regions only.",
    settings=RegionSettings,
    kinds=(NETWORK, NETWORK_CONNECTOR, HOST_CONNECTOR, USER_GROUP, TENANT_SETTINGS),
    judge=_region,
)

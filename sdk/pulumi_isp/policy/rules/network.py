"""Rules about networks, their routes and connectors, and the way to the internet."""

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
                continue  # the provider's own check says so


def _as_meant(net: _Subnet) -> _Subnet:
    """An IPv4 subnet that is written as an IPv6 one, as IPv4."""
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
        # Two subnets are apart, or one is inside of the other: in this order, of the last outer one.
        found.sort(key=lambda entry: (entry[0].version, int(entry[0].network_address), entry[0].prefixlen))
        outer: tuple[_Subnet, Value, Resource] | None = None
        for net, place, resource in found:
            # What takes all traffic overlaps everything: that is another rule's, which can waive it.
            if outer is not None and _overlap(net, outer[0]) and (outer[0].prefixlen or not net.prefixlen):
                yield Finding(
                    resource, f"{place.path} {place} overlaps {outer[1].path} {outer[1]} of {outer[2]}"
                )
            else:
                outer = (net, place, resource)


ROUTES_APART = StackRule(
    id="route-overlap",
    description="No two routes overlap, whether they are listed in a network or resources of their own.",
    reason="Two sites then claim the same addresses, and traffic goes to the wrong one.",
    remedy="Make one of the subnets smaller, or remove it.",
    settings=Settings,
    judge=_overlapping,
)


@dataclass(frozen=True, kw_only=True)
class WidthSettings(Settings):
    """How wide a route may be, and a bypass of the tunnel."""

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
    reason="A digit too few in a prefix draws the traffic of other sites, or everybody's, into one of them; "
    "in tunnel_bypass, it leads a group's traffic past all of them.",
    remedy="Declare the subnets that are meant. For all traffic: internet_access, and gateways_ids of the "
    "networks that are to go out there; or a waiver.",
    settings=WidthSettings,
    kinds=(NETWORK, ROUTE, USER_GROUP),
    judge=_wide,
)


@dataclass(frozen=True, kw_only=True)
class ReservedSettings(Settings):
    """What no route may touch."""

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
        "Subnets that no route may overlap, such as the pools of the management network; the default is what "
        "is never routed. The pool of your CloudConnexa tenant belongs here too.",
        type="array",
        items={"type": "string", "format": "subnet"},
    )


def _reserved(resource: Resource, settings: ReservedSettings) -> Iterator[Finding]:
    for place, net in _routes(resource):
        if net.prefixlen == 0:
            continue  # is another rule's, which can waive it
        for text in settings.ranges:
            if _overlap(net, ip_network(text)):
                yield Finding(resource, f"{place.path} {place} overlaps the reserved range {text}")


ROUTE_RESERVED = ResourceRule(
    id="route-reserved",
    description="No route touches a reserved range.",
    reason="A route over the management network or the pool of the private network cuts off those who would "
    "have to repair it.",
    remedy="Declare a subnet outside of it, or correct `ranges` in the configuration of the pack.",
    settings=ReservedSettings,
    kinds=(NETWORK, ROUTE),
    judge=_reserved,
)


@dataclass(frozen=True, kw_only=True)
class InternetSettings(Settings):
    """How sites may reach the internet."""

    allowed: list[str] = setting(
        ["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"],
        "Values of internet_access that there may be.",
        type="array",
        items={"enum": ["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"]},
        minItems=1,
    )


def _internet(resource: Resource, settings: InternetSettings) -> Iterator[Finding]:
    yield from outside(resource, resource["internet_access"], settings.allowed)


def _internet_repaired(settings: InternetSettings) -> dict[str, Any]:
    only = settings.allowed[0] if len(settings.allowed) == 1 else None
    if only in (None, "SPLIT_TUNNEL_OFF"):  # needs gateways, which nobody can guess
        return {}
    return {"internet_access": only}


INTERNET_ACCESS = ResourceRule(
    id="internet-access",
    description="Networks, hosts and user groups reach the internet in an allowed way.",
    reason="SPLIT_TUNNEL_ON lets the traffic of a site or a user out beside the firewall; SPLIT_TUNNEL_OFF "
    "takes the internet away where the gateway is down.",
    remedy="Declare one of the allowed values. Where one alone is allowed and needs no gateway, level "
    "`remediate` sets it.",
    settings=InternetSettings,
    kinds=(NETWORK, HOST, USER_GROUP),
    judge=_internet,
    repair=_internet_repaired,
)


@dataclass(frozen=True, kw_only=True)
class RegionSettings(Settings):
    """Where connectors may dial in."""

    allowed: list[str] = setting(
        [],
        "Regions that connectors and users may dial into, such as eu-central-1; empty for all.",
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
    description="Connectors and users dial into allowed regions.",
    reason="A region far away costs each packet the way there and back; one in another country may be "
    "against what customers were promised about their data.",
    remedy="Declare an allowed region for the connector or the tenant; for a user group, vpn_region_ids with "
    "allowed ones alone.",
    settings=RegionSettings,
    kinds=(NETWORK, NETWORK_CONNECTOR, HOST_CONNECTOR, USER_GROUP, TENANT_SETTINGS),
    judge=_region,
)

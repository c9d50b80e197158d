"""An ISP with made-up names, as objects and as seeds of the simulators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pulumi_isp.command.map.objects import Object

_STREETS = ("Mill Lane", "Station Road", "Chapel Hill", "Weaver Close", "Quay Street")
_GROUPS = ("Field crew", "NOC", "Office")
_TOWNS = ("Ashford", "Brook End", "Cold Harbour", "Dunmere", "Elm Cross", "Fenwick")


def isp(*, shelves: int, onts: int, ports: int = 8, live: bool = True) -> list[Object]:
    """All of an ISP.

    Args:
        shelves: E7s.
        onts: ONTs on each of them.
        ports: GPON ports on each of them, four to a card.
        live: The ONTs were asked how they are.
    """
    plant = [_ont(shelf, number, ports, live=live) for shelf in range(shelves) for number in range(onts)]
    return [*plant, *_tenant()]


def _ont(shelf: int, number: int, ports: int, *, live: bool) -> Object:
    # Ports fill unevenly, by a rule that is the same each time.
    port = (number * number + 3 * shelf) % (ports + 3) % ports
    name = _TOWNS[shelf % len(_TOWNS)].replace(" ", "-")
    properties = {
        "network_name": name,
        "ont_id": str(number + 1),
        "serial_number": f"{0xA10000 + 5000 * shelf + number:X}",
        "subscriber_id": str(10_000 + 5000 * shelf + number),
        "description": f"{number % 90 + 1} {_STREETS[number % 5]}",
        "admin_state": "disabled" if number % 41 == 7 else "enabled",
    }
    away, down, weak = number % 37 == 5, number % 53 == 11, number % 29 == 3
    reported = {
        "op_state": "sys-disable" if down or away else "enable",
        "derived_states": () if away else ("present",),
        "receive_level": None if away else -31.4 if weak else -14.0 - number % 11,
        "model": "812G-1",
    }
    where = f"1/{port // 4 + 1}/{port % 4 + 1}"
    return Object("calix.Ont", f"{name}/{number + 1}", properties, where, reported if live else {})


def _tenant() -> Iterator[Object]:
    for number, group in enumerate(_GROUPS):
        yield _cloud("UserGroup", f"g{number}", name=group, connect_auth="EVERY_TIME")
    for number in range(100):
        group = f"g{0 if number < 62 else 1 if number < 85 else 2}"
        yield _cloud("User", f"u{number}", username=f"user{number}", group_id=group, role="MEMBER")
    for site, town in enumerate(_TOWNS):
        network = f"net{site}"
        yield _cloud("Network", network, name=f"{town} exchange", internet_access="SPLIT_TUNNEL_ON")
        yield _cloud("NetworkConnector", f"c{site}", network_id=network, name=f"gw {town}")
        for route in range(3):
            subnet = f"10.{site}.{route}.0/24"
            yield _cloud("Route", f"r{site}.{route}", network_id=network, subnet=subnet)
        yield _cloud(
            "IpService", f"s{site}", network_id=network, name="E7 management", tcp_ports=["22", "443"]
        )
    yield _cloud("Host", "h0", name="billing", domain="billing.isp.example")
    yield _cloud("HostConnector", "hc0", host_id="h0", name="billing-1")
    yield _cloud("HostIpService", "hs0", host_id="h0", name="WHMCS", tcp_ports=["443"])
    yield _cloud("DnsRecord", "d0", domain="cms.isp.example", ipv4_addresses=["10.0.0.5"])
    yield _cloud("LocationContext", "l0", name="Home countries", countries=["GB", "IE"])
    management = [f"s{site}" for site in range(len(_TOWNS))]
    yield _cloud(
        "AccessGroup", "a0", name="Shelves", source_user_groups=["g0", "g1"], destination_services=management
    )
    yield _cloud(
        "AccessGroup",
        "a1",
        name="Whole sites",
        source_user_groups=["g1"],
        destination_networks=["net0", "net3"],
    )
    yield _cloud(
        "AccessGroup", "a2", name="Billing", source_user_groups=["g2"], destination_host_services=["hs0"]
    )
    yield _cloud("AccessGroup", "a3", name="Backups", source_networks=["net5"], destination_hosts=["h0"])
    yield _cloud(
        "AccessGroup", "a4", name="Anybody", source_all=["USER_GROUP"], destination_networks=["net5"]
    )


def _cloud(kind: str, id_: str, **properties: Any) -> Object:
    return Object(f"cloudconnexa.{kind}", id_, properties)

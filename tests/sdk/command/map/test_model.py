"""What a map shows of some objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.sdk.command.map.plants import isp

from pulumi_isp.command.map.model import Item, Map, State, map_of
from pulumi_isp.command.map.objects import Object

PRESENT = {"derived_states": ("present",), "op_state": "enable", "receive_level": -20.0}


def ont(id_: str, port: str | None = None, reported: Mapping[str, Any] | None = None, **known: Any) -> Object:
    return Object("calix.Ont", id_, known, port, reported or {})


def cloud(kind: str, id_: str, **known: Any) -> Object:
    return Object(f"cloudconnexa.{kind}", id_, known)


def drawn(*found: Object) -> Map:
    return map_of(found, "title", 64)


def told(item: Item, name: str) -> list[str]:
    return [value for key, value in item.details if key == name]


def test_onts_stand_on_their_ports_in_the_order_of_numbers() -> None:
    """1/1/2 before 1/1/10; those of which no port is known come last."""
    [shelf] = drawn(
        ont("hill/10", "1/1/10"), ont("hill/9", "1/1/2"), ont("hill/100", "1/1/2"), ont("hill/1")
    ).shelves

    ports = [
        (port.item and port.item.name, [each.name for each in port.onts])
        for card in shelf.cards
        for port in card.ports
    ]
    assert ports == [("1/1/2", ["hill/9", "hill/100"]), ("1/1/10", ["hill/10"]), (None, ["hill/1"])]
    assert [card.name for card in shelf.cards] == ["1/1", ""]


@pytest.mark.parametrize(
    ("known", "reported", "state"),
    [
        ({}, {}, State.UNASKED),
        ({"admin_state": "disabled"}, PRESENT, State.OFF),
        ({}, {**PRESENT, "derived_states": ("child-prov",)}, State.AWAY),
        ({}, {**PRESENT, "op_state": "sys-disable"}, State.DOWN),
        ({}, PRESENT, State.UP),
        ({}, {**PRESENT, "receive_level": None}, State.UP),
        ({}, {**PRESENT, "receive_level": -30.1}, State.WEAK),
        ({}, {**PRESENT, "receive_level": -6.9}, State.WEAK),
        ({"low_rx_opt_pwr_ne_thresh": -19.5}, PRESENT, State.WEAK),
        ({"high_rx_opt_pwr_ne_thresh": -20.5}, PRESENT, State.WEAK),
    ],
)
def test_the_state_of_an_ont(known: dict[str, Any], reported: dict[str, Any], state: State) -> None:
    """Its receive level is held against its own limits, else an E7's defaults."""
    [shelf] = drawn(ont("hill/1", "1/1/1", reported, **known)).shelves

    assert [each.state for each in shelf.onts] == [state]


def test_an_ont_tells_of_its_services_whoever_declared_it() -> None:
    """A stack may hold a service on an ONT of another stack."""
    service = {"port_kind": "gigabit", "port": 1, "service_id": 2, "outer_tag": 100, "bandwidth_profile": "7"}
    [shelf] = drawn(
        Object("calix.EthernetService", "hill/5/gigabit/1/2", {"ont": "hill/5", **service})
    ).shelves

    [found] = shelf.onts
    assert found.name == "hill/5"
    assert told(found, "service") == ["gigabit 1/2, VLAN 100, bandwidth profile 7"]


def test_the_ends_of_an_access_group_say_what_may_reach_what() -> None:
    """By name; what is no object here stands as a note."""
    shown = drawn(
        cloud("UserGroup", "g", name="NOC"),
        cloud("User", "u", username="pat", group_id="g"),
        cloud("Network", "n", name="Site"),
        # An id is unique for its kind alone.
        cloud("IpService", "g", name="SSH", network_id="n"),
        cloud(
            "AccessGroup",
            "a",
            name="Rule",
            source_user_groups=["g"],
            source_all=["HOST"],
            destination_services=["g", "elsewhere"],
            destination_all=["USER_GROUP x1"],
        ),
    )

    [group], [site], [rule] = shown.groups, shown.sites, shown.access
    [service] = site.parts
    assert (rule.sources, rule.destinations) == ((group.item.key,), (service.key,))
    assert told(group.item, "may reach") == ["IP service SSH (through Rule)"]
    assert told(service, "reached by") == ["user group NOC (through Rule)"]
    assert sorted(rule.notes) == ["from every host", "to service elsewhere", "to user group x1"]
    assert [each.name for each in group.parts] == ["pat"]


def test_routes_and_connectors_inside_a_network_are_shown_once() -> None:
    """A network may have been declared with them; a vendor lists them as well."""
    inside = {"routes": [{"subnet": "10.0.0.0/8", "description": ""}], "connectors": [{"name": "gw"}]}
    with_both = drawn(
        cloud("Network", "n", name="Site", **inside), cloud("Route", "r", network_id="n", subnet="10.0.0.0/8")
    )

    assert [each.name for each in with_both.sites[0].parts] == ["10.0.0.0/8", "gw"]


def test_nothing_is_left_out_whose_holder_is_elsewhere() -> None:
    """A user of a group of another stack, a route of its network."""
    shown = drawn(
        cloud("User", "u", username="pat", group_id="x"), cloud("Route", "r", network_id="y", subnet="::/0")
    )

    assert [each.name for each in shown.groups[0].parts] == ["pat"]
    assert [each.name for each in shown.sites[0].parts] == ["::/0"]


def test_a_user_tells_of_the_devices_and_others_of_their_own() -> None:
    """A stack may hold a device of a user of another stack; what the tenant is set to stands beside them."""
    shown = drawn(
        cloud("User", "u", username="pat", group_id="x"),
        cloud("Device", "d", user_id="u", name="phone"),
        cloud("Device", "e", user_id="v", name="laptop"),
        cloud("TenantSettings", "settings", two_factor_auth=True),
    )

    assert told(shown.groups[0].parts[0], "device") == ["phone"]
    assert [each.name for each in shown.others] == ["settings", "laptop"]
    assert told(shown.others[0], "two factor auth") == ["yes"]


def test_networks_stand_in_the_order_of_their_names() -> None:
    """Numbers in a name count as numbers; ids are a vendor's own."""
    shown = drawn(cloud("Network", "x", name="Site 10"), cloud("Network", "y", name="Site 9"))

    assert [each.item.name for each in shown.sites] == ["Site 9", "Site 10"]


def test_the_order_of_reading_makes_no_difference() -> None:
    """And no two things have one key, nor does a key say anything of them."""
    found = isp(shelves=2, onts=30)

    shown = map_of(found, "title", 64)

    assert shown == map_of(reversed(found), "title", 64)

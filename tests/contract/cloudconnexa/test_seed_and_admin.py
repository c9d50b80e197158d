"""Seeds, the state in and out, and changes behind the client's back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, SeedError, Simulator
from pulumi_isp_simulators.cloudconnexa.options import Options, OptionValues

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]

SEED: Json = {
    "networks": [
        {
            "name": "office",
            "description": "head office",
            "routes": [{"value": "10.1.0.0/16"}, {"subnet": "10.2.0.0/16", "description": "lab"}],
            "connectors": [
                {"id": "c-1", "name": "gateway", "vpnRegionId": "it-mxp", "connectionStatus": "ONLINE"}
            ],
        },
        {"id": "n-2", "name": "branch", "internetAccess": "SPLIT_TUNNEL_OFF", "gatewaysIds": ["office"]},
    ],
    "routes": [{"networkId": "branch", "value": "10.3.0.0/16"}],
    "network-ip-services": [{"networkItemId": "office", "name": "web", "routes": [{"value": "10.1.2.0/24"}]}],
    "network-applications": [{"networkItemId": "n-2", "name": "wiki", "routes": [{"value": "wiki.example"}]}],
    "hosts": [{"name": "server", "connectors": [{"name": "c", "vpnRegionId": "us-east-1"}]}],
    "user-groups": [{"name": "field", "vpnRegionIds": ["it-mxp"], "maxDevice": 1}],
    "users": [
        {"username": "ada", "groupId": "field", "status": "ACTIVE", "devices": [{"name": "phone"}]},
        {"username": "bob"},
    ],
    "dns-records": [{"domain": "a.example", "ipv4Addresses": ["10.1.0.1"]}],
    "settings": {"wpc/topology": "CUSTOM"},
    "features": {"access-visibility": True},
    "cybershield": {"block": {"bad.example": "no"}},
}


def test_a_seed_is_what_the_api_shows(start: Start) -> None:
    """Ids and addresses are filled in, and names stand for ids."""
    _, api = start(SEED)
    office, branch = api.get("/networks").json()["content"]
    assert branch["gatewaysIds"] == [office["id"]]
    assert [route["subnet"] for route in office["routes"]] == ["10.1.0.0/16", "10.2.0.0/16"]
    assert office["connectors"][0]["connectionStatus"] == "ONLINE"
    assert api.get("/networks/routes", params={"networkId": "n-2"}).json()["totalElements"] == 1
    (service,) = api.get("/networks/ip-services").json()["content"]
    assert service["routes"][0]["parentRouteId"] == office["routes"][0]["id"]
    groups = {each["name"]: each["id"] for each in api.get("/user-groups").json()["content"]}
    ada, bob = api.get("/users").json()["content"]
    assert (ada["groupId"], bob["groupId"]) == (groups["field"], groups["Default"])
    assert (ada["devices"][0]["name"], ada["status"], bob["status"]) == ("phone", "ACTIVE", "INVITED")
    assert api.get("/settings/wpc/topology").text == "CUSTOM"


def test_a_state_can_be_loaded_again(start: Start) -> None:
    """What is dumped can be loaded, here and elsewhere, and is the same then."""
    sim, api = start(SEED)
    state = sim.state()
    listing = api.get("/networks").json()
    other, other_api = start(state)
    assert other.state() == state
    assert other_api.get("/networks").json() == listing
    sim.load({})
    assert api.get("/networks").json()["content"] == []
    sim.load(state)
    assert sim.state() == state


def test_addresses_do_not_collide_after_a_load(start: Start) -> None:
    """An object of a seed without addresses, and one made later, stay clear of those that have some."""
    given = ["100.96.1.64/28", "fd:0:0:8104::/64"]
    _, api = start({"networks": [{"name": "a"}, {"name": "b", "systemSubnets": given}]})
    api.post("/networks", json={"name": "c"})
    subnets = [each["systemSubnets"][0] for each in api.get("/networks").json()["content"]]
    assert subnets == ["100.96.1.80/28", "100.96.1.64/28", "100.96.1.96/28"]


@pytest.mark.parametrize(
    ("seed", "place"),
    [
        ({"network": []}, "network: unknown"),
        ({"networks": {}}, "networks: not a list"),
        ({"networks": [5]}, r"networks\[0\]: not an object"),
        ({"networks": [{}]}, r"networks\[0\]\.name: needed"),
        ({"networks": [{"name": "a"}, {"name": "a"}]}, r"networks\[1\]\.name: "),
        ({"networks": [{"name": "a", "id": "x"}, {"name": "b", "id": "x"}]}, r"networks\[1\]\.id: "),
        ({"networks": [{"name": "a", "colour": "red"}]}, r"networks\[0\]\.colour: unknown field"),
        ({"networks": [{"name": "a", "egress": "no"}]}, r"networks\[0\]\.egress: "),
        ({"networks": [{"name": "a", "description": "x" * 121}]}, "Length must be between 1 and 120"),
        ({"networks": [{"name": "a", "systemSubnets": ["x", "y"]}]}, r"networks\[0\]\.systemSubnets\[0\]: "),
        ({"networks": [{"name": "a", "gatewaysIds": ["b"]}]}, r"networks\[0\]\.gatewaysIds: no networks"),
        ({"networks": [{"name": "a", "routes": [{"value": "b"}]}]}, r"networks\[0\]\.routes\[0\]\.value: "),
        ({"networks": [{"name": "a", "routes": {}}]}, r"networks\[0\]\.routes: not a list"),
        ({"networks": [{"name": "a", "connectors": [{"name": "c"}, 7]}]}, r"connectors\[1\]: not an object"),
        ({"routes": [{"value": "10.0.0.0/8"}]}, r"routes\[0\]\.networkId: needed"),
        ({"routes": [{"value": "10.0.0.0/8", "networkId": "x"}]}, r"routes\[0\]\.networkId: no networks"),
        ({"users": [{"username": "a", "groupId": "x"}]}, r"users\[0\]\.groupId: no user-groups"),
        ({"settings": []}, "settings: not an object"),
        ({"settings": {"x": 1}}, r"settings\.x: unknown"),
        ({"settings": {"wpc/topology": "STAR"}}, r"settings\.wpc/topology: "),
        ({"features": {"x": True}}, r"features\.x: "),
        ({"cybershield": {"allow": {"a": 1}}}, r"cybershield\.allow: "),
    ],
)
def test_a_bad_seed_names_the_place(start: Start, seed: Json, place: str) -> None:
    """The message begins with the place, and the old state is kept."""
    sim, _ = start({"networks": [{"name": "kept"}]})
    state = sim.state()
    with pytest.raises(SeedError, match=place):
        sim.load(seed)
    assert sim.state() == state


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"not_found": "410"}, "not_found: '410' is not one of: 400, 400-old, 404"),
        ({"ipsec_delay": "soon"}, "ipsec_delay: 'soon' is not of type float"),
        ({"token_life": True}, "token_life: True is not of type int"),
        ({"token_life": "1h"}, "token_life: '1h' is not of type int"),
        ({"unique_keys": ["users", "cats"]}, "unique_keys: no such kinds: cats"),
        ({"token_life": 0}, "token_life"),
        ({"pending_profiles": -1}, "pending_profiles"),
    ],
)
def test_switches_that_are_refused(options: Json, message: str) -> None:
    """A switch does not take a word that it does not know."""
    with pytest.raises(ValueError, match=message):
        CloudConnexaVendor(**options)


def test_a_reset_brings_the_same_ids_back(start: Start) -> None:
    """Objects whose ids the tenant chose have them again after a reset to the first state."""
    sim, api = start(seed={"networks": [{"name": "a", "connectors": [{"name": "c"}]}]})
    (before,) = api.get("/networks").json()["content"]
    assert api.delete(f"/networks/{before['id']}").status_code == 204
    sim.reset(state=True)
    assert api.get(f"/networks/{before['id']}").json() == before


def test_every_switch_is_a_keyword() -> None:
    """The keywords that a type checker knows are those that there are."""
    assert set(OptionValues.__annotations__) == {each.name for each in fields(Options)}


def test_a_null_puts_a_field_back(start: Start) -> None:
    """To what a new object would have."""
    sim, _ = start({"networks": [{"name": "a", "egress": False, "description": "x"}]})
    nulls = {"egress": None, "description": None, "systemSubnets": None}
    changed = sim.change("networks", "a", nulls)
    assert (changed["egress"], "description" in changed, len(changed["systemSubnets"])) == (True, False, 2)


def test_an_object_changes_behind_the_back(start: Start) -> None:
    """By id or by name; null takes a field away; what hangs on the change follows."""
    sim, api = start(SEED)
    changed = sim.change("networks", "branch", {"name": "outpost", "egress": False, "gatewaysIds": None})
    assert (changed["id"], changed["name"]) == ("n-2", "outpost")
    shown = api.get("/networks/n-2").json()
    assert (shown["name"], shown["egress"], "gatewaysIds" in shown) == ("outpost", False, False)
    sim.change("network-connectors", "c-1", {"connectionStatus": "OFFLINE"})
    assert api.get("/networks/connectors/c-1").json()["connectionStatus"] == "OFFLINE"
    sim.change("routes", "10.3.0.0/16", {"value": "10.4.0.0/16"})
    assert api.get("/networks/n-2").json()["routes"][0]["subnet"] == "10.4.0.0/16"
    free = api.post("/networks/routes", params={"networkId": "n-2"}, json={"value": "10.3.0.0/16"})
    assert free.status_code == 201
    assert sim.change("settings", "wpc/topology", {"value": "FULL_MESH"}) == {"value": "FULL_MESH"}
    assert api.get("/settings/wpc/topology").text == "FULL_MESH"
    assert (
        sim.change("users", "bob", {"groupId": "field"})["groupId"]
        == api.get("/users").json()["content"][0]["groupId"]
    )


@pytest.mark.parametrize(
    ("kind", "key", "fields", "error"),
    [
        ("nets", "x", {}, KeyError),
        ("networks", "x", {}, KeyError),
        ("settings", "x", {"value": 1}, KeyError),
        ("settings", "wpc/topology", {}, SeedError),
        ("settings", "wpc/topology", {"value": "STAR"}, SeedError),
        ("networks", "office", {"colour": 1}, SeedError),
        ("networks", "office", {"name": "branch"}, SeedError),
        ("networks", "office", {"name": None}, SeedError),
        ("networks", "office", {"id": "other"}, SeedError),
        ("networks", "office", {"egress": "maybe"}, SeedError),
        ("routes", "10.3.0.0/16", {"networkId": "office"}, SeedError),
        ("network-ip-services", "web", {"routes": [{}]}, SeedError),
        ("users", "ada", {"groupId": "nobody"}, SeedError),
    ],
)
def test_changes_that_are_refused(
    start: Start, kind: str, key: str, fields: Json, error: type[Exception]
) -> None:
    """Unknown kinds, objects and fields, and bad values; the state stays as it was."""
    sim, _ = start(SEED)
    state = sim.state()
    with pytest.raises(error):
        sim.change(kind, key, fields)
    assert sim.state() == state


def test_an_object_goes_behind_the_back(start: Start) -> None:
    """With what hangs on it, whatever the API would have said."""
    sim, api = start(SEED)
    sim.remove("networks", "office")
    assert [each["name"] for each in api.get("/networks").json()["content"]] == ["branch"]
    assert "9-11-6" in api.get("/networks/connectors/c-1").text
    sim.remove("user-groups", "field")
    assert len({each["groupId"] for each in api.get("/users").json()["content"]}) == 1
    with pytest.raises(KeyError):
        sim.remove("networks", "office")

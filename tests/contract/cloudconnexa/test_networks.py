"""Networks, their routes and their connectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]

NETWORK_ID = "5f340000-0000-4000-8000-000000000001"
CONNECTOR_ID = "26660000-0000-4000-8000-000000000002"

RECORDED: Json = {
    "content": [
        {
            "id": NETWORK_ID,
            "name": "Office Network",
            "egress": True,
            "internetAccess": "SPLIT_TUNNEL_ON",
            "connectors": [
                {
                    "id": CONNECTOR_ID,
                    "networkItemId": NETWORK_ID,
                    "networkItemType": "NETWORK",
                    "name": "Office Connector",
                    "vpnRegionId": "us-west-1",
                    "ipV4Address": "100.96.1.82/28",
                    "ipV6Address": "fd:0:0:8105::2/64",
                    "tunnelingProtocol": "OPENVPN",
                    "licensed": True,
                }
            ],
            "systemSubnets": ["100.96.1.80/28", "fd:0:0:8105::/64"],
            "tunnelingProtocol": "OPENVPN",
        }
    ],
    "totalElements": 2,
    "totalPages": 2,
    "numberOfElements": 1,
    "page": 1,
    "size": 1,
}


def test_the_recorded_listing(start: Start) -> None:
    """A network as it was recorded of the vendor comes out field for field, in the same order."""
    seed = {
        "networks": [
            {"name": "Home"},
            {
                "id": NETWORK_ID,
                "name": "Office Network",
                "connectors": [{"id": CONNECTOR_ID, "name": "Office Connector", "vpnRegionId": "us-west-1"}],
            },
        ]
    }
    _, api = start(seed, api_version="1.1.1")
    body = api.get("/networks", params={"page": 1, "size": 1}).json()
    assert body == RECORDED
    assert list(body) == list(RECORDED)
    shown, recorded = body["content"][0], RECORDED["content"][0]
    assert list(shown) == list(recorded)
    assert list(shown["connectors"][0]) == list(recorded["connectors"][0])


def test_a_create_takes_routes_and_connectors_along(api: requests.Session, network: Json) -> None:
    """One request gives a network with ids, addresses and server defaults, which a GET repeats."""
    assert network["egress"] is True
    assert (network["internetAccess"], network["tunnelingProtocol"]) == ("SPLIT_TUNNEL_ON", "OPENVPN")
    assert network["systemSubnets"] == ["100.96.1.64/28", "fd:0:0:8104::/64"]
    route, connector = network["routes"][0], network["connectors"][0]
    assert (route["type"], route["subnet"], route["description"]) == ("IP_V4", "10.1.0.0/16", "all of it")
    assert (connector["networkItemId"], connector["networkItemType"]) == (network["id"], "NETWORK")
    assert connector["ipV4Address"] == "100.96.1.66/28"
    assert "connectionStatus" not in connector
    assert "licensed" not in connector  # came with 1.1.1
    assert api.get(f"/networks/{network['id']}").json() == network
    assert api.get(f"/networks/connectors/{connector['id']}").json() == connector
    assert api.get(f"/networks/routes/{route['id']}").json() == route


def test_nulls_are_left_out(api: requests.Session) -> None:
    """A network with nothing to show has no description, routes or gateways, but lists its connectors."""
    body = api.post("/networks", json={"name": "bare", "description": None, "routes": []}).json()
    assert list(body) == [
        "id",
        "name",
        "egress",
        "internetAccess",
        "connectors",
        "systemSubnets",
        "tunnelingProtocol",
    ]
    assert body["connectors"] == []


def test_an_empty_description_where_switched(start: Start) -> None:
    """It is accepted, shown, and part of the state."""
    sim, api = start(empty_description="accept")
    made = api.post("/networks", json={"name": "n", "description": "", "routes": [{"value": "10.0.0.0/8"}]})
    assert (made.status_code, made.json()["description"]) == (201, "")
    sim.load(sim.state())
    assert api.get("/networks").json()["content"] == [made.json()]


def test_an_empty_region_counts_as_none(api: requests.Session, network: Json) -> None:
    """An IPsec connector may be sent with one; another connector needs a real one."""
    ipsec = {"name": "i", "tunnelingProtocol": "IPSEC", "connectors": [{"name": "c", "vpnRegionId": ""}]}
    assert "vpnRegionId" not in api.post("/networks", json=ipsec).json()["connectors"][0]
    body = {"name": "c", "vpnRegionId": ""}
    answer = api.post("/networks/connectors", params={"networkId": network["id"]}, json=body)
    assert list(answer.json()["errorDetails"]) == ["vpnRegionId"]


def test_what_a_client_sends_back_is_ignored(api: requests.Session, network: Json) -> None:
    """Unknown and read-only fields and nulls in a body do no harm; a PUT does not touch the children."""
    sent = {**network, "name": "renamed", "systemSubnets": None, "connectors": None, "routes": None, "x": 1}
    answer = api.put(f"/networks/{network['id']}", json=sent | {"id": ""})
    assert answer.json() == {**network, "name": "renamed"}


@pytest.mark.parametrize(("switch", "left"), [("clear", None), ("keep", "first")])
def test_a_put_without_a_nullable_field(start: Start, switch: str, left: str | None) -> None:
    """A description left out of a PUT is cleared, or kept where so switched; flags keep their values."""
    _, api = start(put_omitted=switch)
    made = api.post("/networks", json={"name": "n", "description": "first", "egress": False}).json()
    after = api.put(f"/networks/{made['id']}", json={"name": "n"}).json()
    assert (after.get("description"), after["egress"]) == (left, False)


def test_a_delete_takes_everything_along(api: requests.Session, network: Json) -> None:
    """Routes, connectors, services and applications of a deleted network are gone."""
    of_network = {"networkId": network["id"]}
    service = {"name": "web", "routes": [{"value": "10.1.2.0/24"}], "type": "SERVICE_DESTINATION"}
    application = {"name": "wiki", "routes": [{"value": "wiki.example"}]}
    paths = [
        f"/networks/routes/{network['routes'][0]['id']}",
        f"/networks/connectors/{network['connectors'][0]['id']}",
    ]
    for path, body in (("/networks/ip-services", service), ("/networks/applications", application)):
        paths.append(f"{path}/{api.post(path, json=body, params=of_network).json()['id']}")
    paths.append(f"/networks/{network['id']}")
    assert [api.get(path).status_code for path in paths] == [200] * 5
    answer = api.delete(paths[-1])
    assert (answer.status_code, answer.content) == (204, b"")
    for path in paths:
        assert "9-11-6" in api.get(path).text
    assert api.get("/networks/routes").json()["totalElements"] == 0


def test_internet_access_through_the_tenant_needs_a_gateway(api: requests.Session, network: Json) -> None:
    """SPLIT_TUNNEL_OFF without gateways is refused in the vendor's words, and taken with one."""
    body: Json = {"name": "branch", "internetAccess": "SPLIT_TUNNEL_OFF"}
    refused = api.post("/networks", json=body)
    assert refused.status_code == 400
    assert "Such access to the internet cannot be selected" in refused.text
    made = api.post("/networks", json=body | {"gatewaysIds": [network["id"]]}).json()
    assert made["gatewaysIds"] == [network["id"]]
    unknown = api.post("/networks", json={"name": "other", "gatewaysIds": ["nope"]})
    assert "9-11-6" in unknown.text


@pytest.mark.parametrize(("switch", "status"), [("refuse", 400), ("detach", 204)])
def test_deleting_a_gateway_in_use(start: Start, switch: str, status: int) -> None:
    """It is refused, or taken out of what used it, as switched."""
    seed = {"networks": [{"id": "g", "name": "hub"}, {"id": "s", "name": "spoke", "gatewaysIds": ["hub"]}]}
    _, api = start(seed, gateway_in_use=switch)
    assert api.delete("/networks/g").status_code == status
    assert api.get("/networks/s").json().get("gatewaysIds") == (["g"] if status == 400 else None)


def test_a_route_does_not_show_its_network(api: requests.Session, network: Json) -> None:
    """A route is made under a network named in the query, and its reply has four fields at most."""
    made = api.post(
        "/networks/routes", params={"networkId": network["id"]}, json={"value": "fd00:1::/48", "type": ""}
    )
    assert made.status_code == 201
    assert made.json() == {"id": made.json()["id"], "type": "IP_V6", "subnet": "fd00:1::/48"}
    listed = api.get("/networks/routes", params={"networkId": network["id"]}).json()
    assert [each["subnet"] for each in listed["content"]] == ["10.1.0.0/16", "fd00:1::/48"]
    assert api.get("/networks/routes", params={"networkId": "other"}).json()["content"] == []


def test_a_route_needs_a_network(api: requests.Session) -> None:
    """Without the query parameter, or with an unknown network, nothing is made."""
    missing = api.post("/networks/routes", json={"value": "10.0.0.0/8"})
    assert (missing.status_code, list(missing.json()["errorDetails"])) == (400, ["networkId"])
    unknown = api.post("/networks/routes", params={"networkId": "x"}, json={"value": "10.0.0.0/8"})
    assert "9-11-6" in unknown.text


@pytest.mark.parametrize(
    "taken", ["10.1.0.0/16", "10.1.2.0/24", "10.0.0.0/8", "100.96.1.64/28", "100.80.1.0/24"]
)
def test_overlaps_are_refused(api: requests.Session, network: Json, taken: str) -> None:
    """A subnet inside, around or equal to another route or a pool of the tenant is a 400."""
    other = api.post("/networks", json={"name": "other"}).json()
    answer = api.post("/networks/routes", params={"networkId": other["id"]}, json={"value": taken})
    assert (answer.status_code, list(answer.json()["errorDetails"])) == (400, ["value"])
    embedded = api.post("/networks", json={"name": "third", "routes": [{"value": taken}]})
    assert embedded.status_code == 400
    assert api.get("/networks").json()["totalElements"] == 2


def test_overlaps_within_one_create(api: requests.Session) -> None:
    """Routes that come along with a network must not overlap with each other."""
    routes = [{"value": "10.0.0.0/8"}, {"value": "10.9.0.0/16"}]
    assert api.post("/networks", json={"name": "n", "routes": routes}).status_code == 400
    assert api.get("/networks").json()["content"] == []


@pytest.mark.parametrize(
    ("scope", "statuses"), [("tenant", [400, 400]), ("network", [400, 201]), ("off", [201, 201])]
)
def test_scope_of_overlaps(start: Start, scope: str, statuses: list[int]) -> None:
    """How far apart routes must be is a switch."""
    seed = {
        "networks": [{"id": "a", "name": "a", "routes": [{"value": "10.0.0.0/8"}]}, {"id": "b", "name": "b"}]
    }
    _, api = start(seed, route_overlap=scope)
    made = [
        api.post("/networks/routes", params={"networkId": key}, json={"value": "10.1.0.0/16"}).status_code
        for key in ("a", "b")
    ]
    assert made == statuses


def test_a_route_changes_in_place(api: requests.Session, network: Json) -> None:
    """PUT moves a route to another subnet, which frees the old one."""
    path = f"/networks/routes/{network['routes'][0]['id']}"
    changed = api.put(path, json={"value": "10.0.0.0/8"}).json()
    assert (changed["subnet"], "description" in changed) == ("10.0.0.0/8", False)
    assert api.put(path, json={"value": "10.2.0.0/16"}).status_code == 200
    free = api.post("/networks", json={"name": "other", "routes": [{"value": "10.1.0.0/16"}]})
    assert free.status_code == 201


def test_a_route_that_keeps_its_subnet(start: Start) -> None:
    """Where so switched, PUT takes a new description but no new subnet."""
    _, api = start({"routes": []}, route_value_change=False)
    made = api.post("/networks", json={"name": "n", "routes": [{"value": "10.1.0.0/16"}]}).json()
    path = f"/networks/routes/{made['routes'][0]['id']}"
    assert api.put(path, json={"value": "10.1.0.0/16", "description": "x"}).json()["description"] == "x"
    assert api.put(path, json={"value": "10.2.0.0/16"}).status_code == 400


@pytest.mark.parametrize(("switch", "result"), [("refuse", None), ("rewrite", "10.0.0.0/24")])
def test_host_bits(start: Start, switch: str, result: str | None) -> None:
    """A CIDR with host bits is refused or rewritten, as switched."""
    _, api = start({"networks": [{"id": "a", "name": "a"}]}, route_host_bits=switch)
    answer = api.post("/networks/routes", params={"networkId": "a"}, json={"value": "10.0.0.5/24"})
    assert answer.status_code == (400 if result is None else 201)
    assert answer.json().get("subnet") == result


@pytest.mark.parametrize("value", ["", "10.0.0.0", "10.0.0.0/33", "DOMAIN", "1::/129", 5, None])
def test_a_route_must_be_a_cidr(api: requests.Session, network: Json, value: object) -> None:
    """Anything else is a 400 that names the field."""
    answer = api.post("/networks/routes", params={"networkId": network["id"]}, json={"value": value})
    assert (answer.status_code, list(answer.json()["errorDetails"])) == (400, ["value"])


def test_names_of_networks_are_unique(api: requests.Session, network: Json) -> None:
    """A second network of the same name is refused; a network may keep its own name."""
    again = api.post("/networks", json={"name": "office"})
    assert (again.status_code, list(again.json()["errorDetails"])) == (400, ["name"])
    assert api.put(f"/networks/{network['id']}", json={"name": "office"}).status_code == 200


@pytest.mark.parametrize(("options", "status"), [({"unique_keys": ()}, 201), ({"conflict_status": 409}, 409)])
def test_uniqueness_is_a_switch(start: Start, options: Json, status: int) -> None:
    """Which names are unique, and the status of a conflict, are switches."""
    _, api = start({"networks": [{"name": "office"}]}, **options)
    assert api.post("/networks", json={"name": "office"}).status_code == status


def test_connectors_come_and_go(api: requests.Session, network: Json) -> None:
    """A connector takes the next address of its network's subnet, and gives it back."""
    of_network = {"networkId": network["id"]}
    body = {"name": "second", "vpnRegionId": "us-east-1", "description": "spare"}
    made = api.post("/networks/connectors", params=of_network, json=body)
    assert (made.status_code, made.json()["ipV4Address"]) == (201, "100.96.1.67/28")
    path = f"/networks/connectors/{made.json()['id']}"
    changed = api.put(path, json={"name": "renamed", "vpnRegionId": "fr-cdg"}).json()
    assert changed == {
        **{k: v for k, v in made.json().items() if k != "description"},
        "name": "renamed",
        "vpnRegionId": "fr-cdg",
    }
    assert api.get("/networks/connectors", params=of_network).json()["totalElements"] == 2
    assert api.delete(path).status_code == 204
    assert (
        api.post("/networks/connectors", params=of_network, json=body).json()["ipV4Address"]
        == "100.96.1.67/28"
    )


def test_a_connector_needs_a_region(api: requests.Session, network: Json) -> None:
    """No region, or one that does not exist, is a 400."""
    of_network = {"networkId": network["id"]}
    assert "vpnRegionId" in api.post("/networks/connectors", params=of_network, json={"name": "c"}).text
    body = {"name": "c", "vpnRegionId": "atlantis"}
    assert "9-11-6" in api.post("/networks/connectors", params=of_network, json=body).text


def test_profile_and_tokens(sim: Sim, api: requests.Session, network: Json) -> None:
    """A profile names the connector; every token is a new one; both are texts and are masked in the log."""
    connector = network["connectors"][0]["id"]
    path = f"/networks/connectors/{connector}/profile"
    profile = api.post(path)
    assert f'setenv USERNAME "acme/connector/{network["id"]}_{connector}"' in profile.text
    assert "PRIVATE KEY" in profile.text
    tokens = {api.post(f"{path}/encrypt", headers={"Accept": "text/plain"}).text for _ in range(3)}
    assert len(tokens) == 3
    assert tokens <= set(sim.vendor.secrets())
    assert api.post(f"{path}/bundle", params={"type": "DMG"}).status_code == 200
    assert api.post(f"{path}/bundle", params={"type": "EXE"}).status_code == 400
    assert api.delete(path).json() is True


def test_a_profile_that_is_still_being_made(start: Start) -> None:
    """Where so switched, a profile answers 202 without a body so many times first."""
    _, api = start(pending_profiles=2)
    made = api.post(
        "/networks", json={"name": "n", "connectors": [{"name": "c", "vpnRegionId": "it-mxp"}]}
    ).json()
    path = f"/networks/connectors/{made['connectors'][0]['id']}/profile/encrypt"
    assert [api.post(path).status_code for _ in range(4)] == [202, 202, 200, 200]


def test_ipsec(start: Start) -> None:
    """The network makes a connector an IPsec one; secrets are not echoed; start shows after a while."""
    sim, api = start(ipsec_delay=30)
    config = {
        "platform": "AWS",
        "authenticationType": "SHARED_SECRET",
        "preSharedKey": "hush-hush",
        "ikeProtocol": {"protocolVersion": "IKE_V2", "deadPeerDetection": {"timeoutSec": 30}},
    }
    body = {"name": "n", "tunnelingProtocol": "IPSEC", "connectors": [{"name": "c", "ipSecConfig": config}]}
    connector = api.post("/networks", json=body).json()["connectors"][0]
    assert connector["tunnelingProtocol"] == "IPSEC"
    assert connector["ipSecConfig"]["connectorState"] == "ACTIVE"
    assert "preSharedKey" not in connector["ipSecConfig"]
    assert "hush-hush" in sim.vendor.secrets()
    path = f"/networks/connectors/{connector['id']}"
    assert api.post(f"{path}/profile").status_code == 400
    assert api.post(f"{path}/ipsec/start").content == b""
    assert "connectionStatus" not in api.get(path).json()
    sim.clock.advance(31)
    assert api.get(path).json()["connectionStatus"] == "ONLINE"
    api.post(f"{path}/ipsec/stop")
    assert api.get(path).json()["connectionStatus"] == "ONLINE"
    sim.clock.advance(31)
    assert api.get(path).json()["connectionStatus"] == "OFFLINE"


def test_ipsec_refusals(api: requests.Session, network: Json) -> None:
    """A connector of an OPENVPN network stays one; an empty dead-peer detection is refused."""
    of_network = {"networkId": network["id"]}
    body: Json = {"name": "c", "vpnRegionId": "it-mxp", "ipSecConfig": {"platform": "AWS"}}
    made = api.post("/networks/connectors", params=of_network, json=body).json()
    assert (made["tunnelingProtocol"], "ipSecConfig" in made) == ("OPENVPN", False)
    started = api.post(f"/networks/connectors/{made['id']}/ipsec/start")
    assert "Connect/Stop actions are forbidden for non IPSEC connector" in started.text
    body["ipSecConfig"] = {"ikeProtocol": {"deadPeerDetection": {}}}
    refused = api.post("/networks/connectors", params=of_network, json=body)
    assert list(refused.json()["errorDetails"]) == ["ipSecConfig.ikeProtocol.deadPeerDetection"]


def test_a_system_subnet_has_an_end(api: requests.Session) -> None:
    """A /28 holds thirteen connectors; one more is refused and leaves nothing behind."""
    connectors = [{"name": f"c{number}", "vpnRegionId": "it-mxp"} for number in range(14)]
    assert api.post("/networks", json={"name": "n", "connectors": connectors}).status_code == 400
    full = api.post("/networks", json={"name": "n", "connectors": connectors[:13]}).json()
    addresses = {each["ipV4Address"] for each in full["connectors"]}
    assert len(addresses) == 13
    more = api.post("/networks/connectors", params={"networkId": full["id"]}, json=connectors[13])
    assert more.status_code == 400
    assert api.get("/networks/connectors").json()["totalElements"] == 13

"""Hosts, services, applications, DNS records, access groups and the checks on where and what connects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]


@pytest.fixture
def host(api: requests.Session) -> Json:
    """A host with a connector."""
    body = {
        "name": "server",
        "domain": "srv.example",
        "connectors": [{"name": "c", "vpnRegionId": "us-east-1"}],
    }
    made: Json = api.post("/hosts", json=body).json()
    return made


def test_a_host(api: requests.Session, host: Json) -> None:
    """A host shows its connector, its subnets and its (no) gateways; a delete takes all along."""
    assert list(host) == [
        "id",
        "name",
        "internetAccess",
        "domain",
        "connectors",
        "systemSubnets",
        "gatewaysIds",
    ]
    (connector,) = host["connectors"]
    assert (connector["networkItemId"], connector["networkItemType"]) == (host["id"], "HOST")
    assert "tunnelingProtocol" not in connector
    more = api.post(
        "/hosts/connectors", params={"hostId": host["id"]}, json={"name": "d", "vpnRegionId": "it-mxp"}
    )
    assert more.status_code == 201
    path = f"/hosts/connectors/{more.json()['id']}"
    assert "PRIVATE KEY" in api.post(f"{path}/profile").text
    assert api.post(f"{path}/ipsec/start").status_code == 404
    changed = api.put(f"/hosts/{host['id']}", json={"name": "renamed"}).json()
    assert (changed["name"], "domain" in changed, len(changed["connectors"])) == ("renamed", False, 2)
    assert api.delete(f"/hosts/{host['id']}").status_code == 204
    assert "9-11-6" in api.get(path).text


CONFIG: Json = {
    "serviceTypes": ["HTTPS", "CUSTOM"],
    "customServiceTypes": [
        {"protocol": "TCP", "port": [{"lowerValue": 10, "upperValue": 20}], "icmpType": None}
    ],
}


def test_an_ip_service_of_a_network(api: requests.Session, network: Json) -> None:
    """Its routes name the network's route around them and keep their ids; its parent does not change."""
    body = {"name": "web", "routes": [{"value": "10.1.2.0/24"}], "config": CONFIG, "type": "IP_SOURCE"}
    made = api.post("/networks/ip-services", params={"networkId": network["id"]}, json=body)
    assert made.status_code == 201
    service = made.json()
    (route,) = service["routes"]
    assert route == {
        "id": route["id"],
        "parentRouteId": network["routes"][0]["id"],
        "type": "IP_V4",
        "subnet": "10.1.2.0/24",
    }
    assert service["config"] == {
        "serviceTypes": ["HTTPS", "CUSTOM"],
        "customServiceTypes": [{"protocol": "TCP", "port": [{"lowerValue": 10, "upperValue": 20}]}],
    }
    changed = api.put(f"/networks/ip-services/{service['id']}", json={**body, "name": "www"}).json()
    assert changed == {**service, "name": "www"}
    api.delete(f"/networks/routes/{network['routes'][0]['id']}")
    assert api.get(f"/networks/ip-services/{service['id']}").json()["routes"] == []


def test_a_service_route_lies_in_the_network(api: requests.Session, network: Json, start: Start) -> None:
    """Outside every route of the network it is refused, unless switched."""
    body = {"name": "web", "routes": [{"value": "10.2.0.0/24"}]}
    answer = api.post("/networks/ip-services", params={"networkId": network["id"]}, json=body)
    assert (answer.status_code, list(answer.json()["errorDetails"])) == (400, ["routes[0].value"])
    _, free = start({"networks": [{"id": "n", "name": "n"}]}, service_routes_inside=False)
    made = free.post("/networks/ip-services", params={"networkId": "n"}, json=body).json()
    assert "parentRouteId" not in made["routes"][0]


def test_custom_services_need_the_word(api: requests.Session, host: Json) -> None:
    """Custom entries without CUSTOM among the types, and unknown types, are refused."""
    of_host = {"hostId": host["id"]}
    config = {**CONFIG, "serviceTypes": ["HTTPS"]}
    answer = api.post("/hosts/ip-services", params=of_host, json={"name": "s", "config": config})
    assert list(answer.json()["errorDetails"]) == ["config.serviceTypes"]
    config = {"serviceTypes": ["GOPHER"]}
    answer = api.post("/hosts/ip-services", params=of_host, json={"name": "s", "config": config})
    assert list(answer.json()["errorDetails"]) == ["config.serviceTypes[0]"]


@pytest.mark.parametrize("kind", ["networks", "hosts"])
def test_applications(api: requests.Session, network: Json, host: Json, kind: str) -> None:
    """Domains come back with an id; at least one is needed."""
    parent = {"networkId": network["id"]} if kind == "networks" else {"hostId": host["id"]}
    body = {"name": "wiki", "routes": [{"value": "wiki.example", "allowEmbeddedIp": True}], "config": CONFIG}
    made = api.post(f"/{kind}/applications", params=parent, json=body).json()
    (route,) = made["routes"]
    assert route == {"id": route["id"], "type": "DOMAIN", "domain": "wiki.example", "allowEmbeddedIp": True}
    assert made["networkItemType"] == kind.upper()[:-1]
    assert api.get(f"/{kind}/applications", params=parent).json()["content"] == [made]
    changed = api.put(f"/{kind}/applications/{made['id']}", json={**body, "name": "docs"}).json()
    assert changed == {**made, "name": "docs"}
    assert api.post(f"/{kind}/applications", params=parent, json={**body, "routes": []}).status_code == 400
    assert api.delete(f"/{kind}/applications/{made['id']}").status_code == 204


def test_dns_records(api: requests.Session) -> None:
    """Addresses keep order and spelling; at least one of the right version is needed."""
    body: Json = {
        "domain": "a.example",
        "ipv4Addresses": ["10.0.0.2", "10.0.0.1"],
        "ipv6Addresses": ["2001:db8:85a3:0:0:8a2e:370:7334"],
    }
    made = api.post("/dns-records", json=body)
    assert made.status_code == 201
    assert made.json() == {"id": made.json()["id"], **body}
    path = f"/dns-records/{made.json()['id']}"
    assert api.get(path).json() == made.json()
    changed = api.put(path, json={"domain": "b.example", "ipv4Addresses": ["10.0.0.3"]}).json()
    assert changed == {"id": made.json()["id"], "domain": "b.example", "ipv4Addresses": ["10.0.0.3"]}
    refused: tuple[Json, ...] = (
        {},
        {"ipv4Addresses": []},
        {"ipv4Addresses": ["::1"]},
        {"ipv6Addresses": ["::x"]},
    )
    for bad in refused:
        assert api.post("/dns-records", json={"domain": "c.example", **bad}).status_code == 400
    assert api.delete(path).status_code == 204


def test_access_groups(api: requests.Session) -> None:
    """Sources and destinations are replaced by PUT, and added and removed one by one."""
    (default,) = api.get("/access-groups").json()["content"]
    assert (default["name"], default["defaultGroup"]) == ("Default Full Mesh Access Group", True)
    assert api.delete(f"/access-groups/{default['id']}").status_code == 400
    everyone = {"type": "USER_GROUP", "allCovered": True}
    office = {"type": "NETWORK_SERVICE", "allCovered": False, "parent": "n", "children": ["s", "t"]}
    body: Json = {"name": "staff", "source": [everyone], "destination": [office]}
    made = api.post("/access-groups", json=body).json()
    assert made == {"id": made["id"], "defaultGroup": False, **body}
    path = f"/access-groups/{made['id']}"
    host = {"type": "HOST", "allCovered": True}
    assert api.post(f"{path}/source", json=host).json()["source"] == [everyone, host]
    assert api.delete(f"{path}/source", params={"type": "HOST"}).json()["source"] == [everyone]
    child = {"type": "NETWORK_SERVICE", "parentId": "n", "childId": "s"}
    assert api.delete(f"{path}/destination", params=child).json()["destination"][0]["children"] == ["t"]
    assert api.delete(f"{path}/destination", params=child).status_code == 400
    assert api.delete(f"{path}/source", params={"type": "USER_GROUP"}).status_code == 400
    assert api.delete(f"{path}/source").status_code == 400
    assert api.post(f"{path}/destination", json=host).status_code == 400
    assert api.put(path, json={**body, "name": "all"}).json()["name"] == "all"
    assert api.delete(path).status_code == 204


@pytest.mark.parametrize(
    "body",
    [
        {"source": []},
        {"destination": []},
        {"source": [{"type": "USER_GROUP"}]},
        {"destination": [{"type": "HOST", "allCovered": True}]},
    ],
)
def test_access_groups_that_are_refused(api: requests.Session, body: Json) -> None:
    """Both sides need an item, and an item its type and whether all is covered."""
    item = [{"type": "USER_GROUP", "allCovered": True}]
    answer = api.post("/access-groups", json={"name": "x", "source": item, "destination": item, **body})
    assert answer.status_code == 400


def test_location_contexts(api: requests.Session, group: str) -> None:
    """Create and delete answer 200; a default and one more check are needed, and CIDRs."""
    body: Json = {
        "name": "home",
        "userGroupsIds": [group],
        "ipCheck": {"allowed": True, "ips": [{"ip": "192.0.2.0/24", "description": "office"}]},
        "countryCheck": {"countries": ["IT"], "allowed": False},
        "defaultCheck": {"allowed": False},
    }
    made = api.post("/location-contexts", json=body)
    assert (made.status_code, made.json()) == (200, {"id": made.json()["id"], **body})
    path = f"/location-contexts/{made.json()['id']}"
    assert api.put(path, json={**body, "ipCheck": None}).json() == {
        name: value for name, value in made.json().items() if name != "ipCheck"
    }
    for bad in ({"defaultCheck": None}, {"ipCheck": None, "countryCheck": None}, {"userGroupsIds": ["x"]}):
        assert api.post("/location-contexts", json={**body, **bad}).status_code == 400
    host = {"allowed": True, "ips": [{"ip": "192.0.2.1"}]}
    assert list(api.post("/location-contexts", json={**body, "ipCheck": host}).json()["errorDetails"]) == [
        "ipCheck.ips[0].ip"
    ]
    gone = api.delete(path)
    assert (gone.status_code, gone.content) == (200, b"")


def test_device_postures(api: requests.Session) -> None:
    """Create and delete answer 200; what was given comes back."""
    body: Json = {
        "name": "managed",
        "windows": {
            "allowed": True,
            "version": {"version": "10", "condition": "GTE"},
            "antiviruses": ["ESET"],
            "diskEncryption": {"type": "FULL_DISK"},
        },
        "macos": {"allowed": True, "diskEncrypted": True},
        "linux": {"allowed": False},
    }
    made = api.post("/device-postures", json=body)
    assert (made.status_code, made.json()) == (200, {"id": made.json()["id"], **body})
    path = f"/device-postures/{made.json()['id']}"
    assert api.put(path, json={"name": "other"}).json() == {"id": made.json()["id"], "name": "other"}
    assert api.delete(path).status_code == 200

"""What differs between releases, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]


HOST_SEED = {"hosts": [{"id": "h", "name": "server"}]}
SERVICE: Json = {"name": "s", "type": "SERVICE_DESTINATION", "routes": [{"value": "10.0.0.0/24"}]}


@pytest.mark.parametrize("path", ["/dns-records", "/user-groups"])
def test_gets_by_id_that_came_with_1_1_0(start: Start, path: str) -> None:
    """1.0 does not have them: 404 (or 405) without a body; everything else on these paths is there."""
    body: Json = {
        "domain": "a.example",
        "ipv4Addresses": ["10.0.0.1"],
        "name": "g",
        "allRegionsIncluded": True,
    }
    for version, switch, status in (("1.1.0", 404, 200), ("1.0", 404, 404), ("1.0", 405, 405)):
        _, api = start(api_version=version, missing_get_status=switch)
        made = api.post(path, json=body)
        assert made.status_code == 201
        one = f"{path}/{made.json()['id']}"
        got = api.get(one)
        assert got.status_code == status
        assert (got.content == b"") is (status != 200)
        assert made.json() in api.get(path).json()["content"]
        assert api.delete(one).status_code == 204


def test_gets_by_id_that_1_0_has(start: Start) -> None:
    """Networks, routes and users can be read by id in 1.0."""
    _, api = start(
        {"networks": [{"id": "n", "name": "n", "routes": [{"id": "r", "value": "10.0.0.0/8"}]}]},
        api_version="1.0",
    )
    assert [api.get(path).status_code for path in ("/networks/n", "/networks/routes/r")] == [200, 200]


def test_host_ip_services_lost_their_routing(start: Start) -> None:
    """1.0 takes and shows type and routes; 1.1.0 ignores them and shows neither."""
    _, old = start(HOST_SEED, api_version="1.0")
    made = old.post("/hosts/ip-services", params={"hostId": "h"}, json=SERVICE).json()
    assert made["type"] == "SERVICE_DESTINATION"
    assert [each["subnet"] for each in made["routes"]] == ["10.0.0.0/24"]
    _, new = start(HOST_SEED, api_version="1.1.0")
    made = new.post("/hosts/ip-services", params={"hostId": "h"}, json=SERVICE).json()
    assert set(made) == {"id", "name", "networkItemId", "networkItemType"}


@pytest.mark.parametrize("version", ["1.0", "1.1.0"])
def test_network_ip_services_kept_it(start: Start, version: str) -> None:
    """Services of networks have type and routes in both releases."""
    seed = {"networks": [{"id": "n", "name": "n", "routes": [{"value": "10.0.0.0/8"}]}]}
    _, api = start(seed, api_version=version)
    made = api.post("/networks/ip-services", params={"networkId": "n"}, json=SERVICE).json()
    assert (made["type"], len(made["routes"])) == ("SERVICE_DESTINATION", 1)


@pytest.mark.parametrize(
    ("version", "status"), [("1.0", 404), ("1.1.0", 404), ("1.1.1", 200), ("1.2.3", 200)]
)
def test_what_1_1_1_added(start: Start, version: str, status: int) -> None:
    """Users can be suspended, switches can be read, and a licence shows."""
    sim, api = start({"users": [{"id": "u", "username": "ada"}]}, api_version=version)
    assert api.put("/users/u/suspend").status_code == status
    shown = api.get("/users/u").json()
    assert shown["status"] == ("SUSPENDED" if status == 200 else "INVITED")
    assert ("licensed" in shown) is (status == 200)
    assert api.get("/access-visibility/enabled").status_code == status
    assert api.get("/dns-log/user-dns-resolutions/enabled").status_code == status
    assert sim.count("users.suspend") == 1


@pytest.mark.parametrize(("version", "kept"), [("1.1.1", False), ("1.1.3", True)])
def test_what_1_1_3_added(start: Start, version: str, kept: bool) -> None:
    """Secondary groups are ignored before, kept and shown since."""
    _, api = start(api_version=version)
    group = api.get("/user-groups").json()["content"][0]["id"]
    body = {"username": "x", "email": "x@y.example", "groupId": group, "secondaryGroupIds": [group]}
    assert ("secondaryGroupIds" in api.post("/users", json=body).json()) is kept


@pytest.mark.parametrize(("version", "status"), [("1.1.3", 404), ("1.2.0", 200)])
def test_what_1_2_0_added(start: Start, version: str, status: int) -> None:
    """Connectors can be suspended and activated; a setting was added."""
    seed = {"networks": [{"name": "n", "connectors": [{"id": "c", "name": "c", "vpnRegionId": "it-mxp"}]}]}
    _, api = start(seed, api_version=version)
    for action in ("suspend", "activate"):
        answer = api.put(f"/networks/connectors/c/{action}")
        assert (answer.status_code, answer.content) == (status, b"")
    assert api.get("/settings/wpc/routes-advanced-configuration-enabled").status_code == status
    assert api.get("/settings/wpc/ip-allocation-mode").status_code == 404


def test_an_unknown_release() -> None:
    """A release that the simulator cannot play is refused with those that it can."""
    with pytest.raises(ValueError, match=r"api_version: '2\.0' is not one of: 1\.0, 1\.1\.0"):
        CloudConnexaVendor(api_version="2.0")  # type: ignore[arg-type]  # that is the point

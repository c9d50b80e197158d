"""The vendor's own Go client, and the end-to-end tests that come with it, unchanged and over TLS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp_simulators import CloudConnexaVendor, Simulator, Tls, self_signed

Drive = Callable[..., Any]

pytestmark = pytest.mark.foreign_toolchain

CLIENT = "github.com/openvpn/cloudconnexa-go-client/v2"
SEED = {"sessions": [{"id": str(at), "userName": "ada", "status": "ACTIVE"} for at in range(5)]}
ITEMS = {
    "network connectors": "spare",
    "network IP services": "web",
    "network applications": "wiki",
    "host connectors": "standby",
    "host IP services": "ssh",
    "host applications": "shop",
    "access groups": "support",
    "location contexts": "at home",
}
"""Families whose update answers with the object, with the name of the driver's."""


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    """A server certificate for 127.0.0.1 and the authority behind it."""
    return self_signed(tmp_path / "tls")


@pytest.fixture(params=["1.1.0", "1.2.3"])
def tenant(request: pytest.FixtureRequest, tls: Tls) -> Iterator[Simulator[CloudConnexaVendor]]:
    """A tenant of an old and of a new release."""
    vendor = CloudConnexaVendor(api_version=request.param, client_id="made-up.acme", client_secret="made-up")
    with Simulator(vendor, SEED, tls=tls) as sim:
        yield sim


def _about_all(told: dict[str, dict[str, Any]]) -> None:
    """What holds in each family alike."""
    for family, name in ITEMS.items():
        one = told[family]
        assert one["created"]["name"] == name, family
        assert one["updated"]["description"] == "second", family
        assert one["got"] == one["updated"] == one["by name"], family
        assert one["got"]["id"] == one["created"]["id"], family
    for family in (*ITEMS, "users", "DNS records"):
        assert told[family]["gone"].startswith("status code: 400"), family
        assert '"9-11-6"' in told[family]["gone"], family
    for family in ("networks", "hosts", "groups"):
        assert told[family]["got"] == told[family]["by name"], family
        assert told[family]["got"]["id"] == told[family]["created"]["id"], family
        assert told[family]["got"] in told[family]["listed"], family


def test_the_client_walks_through_the_api(
    tenant: Simulator[CloudConnexaVendor], tls: Tls, drive_go: Drive
) -> None:
    """Every service of the client lists, reads, creates, changes and deletes."""
    newer = tenant.vendor.options.api_version != "1.1.0"
    told = drive_go(tls.ca, url=tenant.url, id="made-up.acme", secret="made-up", newer=newer)

    _about_all(told)
    network, host = told["networks"]["created"]["id"], told["hosts"]["created"]["id"]
    assert told["networks"]["got"]["description"] == "second"
    assert [each["name"] for each in told["networks"]["created"]["connectors"]] == ["gate"]
    assert '"name"' in told["networks"]["taken"]
    assert told["hosts"]["got"]["domain"] == "server.example"
    assert [each["name"] for each in told["hosts"]["got"]["connectors"]] == ["agent"]

    routes = told["routes"]
    assert (routes["created"]["type"], routes["second"]["type"]) == ("IP_V4", "IP_V6")
    assert routes["got"] == {**routes["created"], "description": "second", "networkItemId": network}
    assert routes["listed"] == [routes["of network"]]
    assert '"value"' in routes["overlap"]

    connectors = told["network connectors"]
    assert connectors["got"]["vpnRegionId"] == "it-mxp"
    assert {each["networkItemId"] for each in connectors["all"]} == {network}
    assert f"{network}_{connectors['created']['id']}" in connectors["profile"]
    assert len(connectors["token"]) > 100
    assert "forbidden for non IPSEC connector" in connectors["no IPsec"]
    assert [each["name"] for each in connectors["listed"]] == ["gate"]
    assert [each["name"] for each in told["host connectors"]["listed"]] == ["agent"]
    assert told["IPsec"]["created"]["connectors"][0]["tunnelingProtocol"] == "IPSEC"
    assert told["IPsec"]["started"]["ipSecConfig"]["ikeProtocol"]["phase1"]["lifetimeSec"] == 3600

    service = told["network IP services"]["got"]
    assert [each["subnet"] for each in service["routes"]] == ["10.1.2.0/24"]
    assert service["routes"][0]["parentRouteId"] == routes["created"]["id"]
    assert service["config"]["customServiceTypes"][0]["port"][0]["upperValue"] == 8080
    assert told["host IP services"]["got"]["networkItemId"] == host
    assert told["network applications"]["got"]["routes"][0]["domain"] == "wiki.example"

    assert told["groups"]["updated"]["maxDevice"] == 5
    assert told["groups"]["got"]["vpnRegionIds"] == ["us-east-1", "it-mxp"]
    assert "Default" in {each["name"] for each in told["groups"]["listed"]}
    users = told["users"]
    assert users["got"] == users["by username"] == users["by role"]
    assert (users["got"]["firstName"], users["got"]["status"]) == ("Augusta", "INVITED")
    assert users["devices"]["got"]["name"] == "laptop"
    assert users["devices"]["listed"] == users["devices"]["all"] == [users["devices"]["got"]]
    if newer:
        assert (users["suspended"]["status"], users["activated"]["status"]) == ("SUSPENDED", "ACTIVE")
    assert told["DNS records"]["got"] == told["DNS records"]["by scan"]
    assert told["DNS records"]["got"]["ipv4Addresses"] == ["192.0.2.20", "192.0.2.10"]
    assert told["regions"]["got"]["countryIso"] == "IT"
    assert len(told["sessions"]["all"]) == 5
    assert told["sessions"]["first page"]["nextCursor"]

    settings = told["settings"]
    assert "[FULL_MESH, CUSTOM]" in settings.pop("no such topology")
    for name, value in settings.items():
        assert value is True or value[0] == value[1], name
    assert (settings["topology"], settings["default region"]) == (["CUSTOM"] * 2, ["it-mxp"] * 2)

    ends = told["ends"]
    assert (ends["networks"], ends["connectors"]) == (None, None)
    assert all('"9-11-6"' in ends[name] for name in ("network", "host", "group"))
    assert tenant.count("token") == 1
    assert tenant.count("unknown") == 0
    assert max(entry.status or 0 for entry in tenant.requests) == 400


def test_the_tests_of_the_client_pass(
    tenant: Simulator[CloudConnexaVendor], tls: Tls, run_go_tests: Callable[..., str]
) -> None:
    """The vendor's end-to-end tests, written for a real tenant, pass and leave nothing behind."""
    printed = run_go_tests(
        f"{CLIENT}/e2e",
        SSL_CERT_FILE=str(tls.ca),
        CLOUDCONNEXA_BASE_URL=tenant.url,
        CLOUDCONNEXA_CLIENT_ID="made-up.acme",
        CLOUDCONNEXA_CLIENT_SECRET="made-up",
    )

    passed = re.findall(r"^--- PASS: (\w+)", printed, re.MULTILINE)
    assert set(passed) == {
        "TestNewClient",
        "TestListNetworks",
        "TestListConnectors",
        "TestVPNRegions",
        "TestCreateNetwork",
    }
    assert "--- SKIP" not in printed
    assert tenant.count("networks.create") == tenant.count("routes.create") == 1
    assert "networks" not in tenant.state()

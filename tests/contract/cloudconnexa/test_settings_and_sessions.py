"""Settings, switches, regions and sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import Clock, CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]


SETTINGS: dict[str, object] = {
    "auth/trusted-devices-allowed": True,
    "auth/two-factor-auth": True,
    "dns/custom-servers": {"primaryIpV4": "10.0.0.53"},
    "dns/proxy-enabled": False,
    "dns/zones": {"zones": [{"name": "corp.example", "addresses": ["10.0.0.53"]}]},
    "user/device-allowance": 5,
    "user/device-allowance-force-update": True,
    "users/connection-timeout": 60,
    "wpc/client-options": ["dhcp-option DNS 10.0.0.53"],
    "wpc/domain-routing-subnet": {"ipV4Address": "100.64.0.0/12", "ipV6Address": "fd:0:0:4000::/50"},
    "wpc/snat": True,
    "wpc/subnet": {"ipV4Address": ["100.96.0.0/11"], "ipV6Address": ["fd:0:0:8000::/49"]},
}
WORDS = {
    "dns/default-suffix": "corp.example",
    "user/connect-auth": "EVERY_TIME",
    "user/device-enforcement": "ENFORCE",
    "user/profile-distribution": "MANUAL",
    "wpc/default-region": "it-mxp",
    "wpc/topology": "CUSTOM",
}


@pytest.mark.parametrize("path", SETTINGS)
def test_settings_that_are_json(api: requests.Session, path: str) -> None:
    """A PUT echoes the value and the next GET gives it."""
    assert api.get(f"/settings/{path}").status_code == 200
    assert api.put(f"/settings/{path}", json=SETTINGS[path]).json() == SETTINGS[path]
    assert api.get(f"/settings/{path}").json() == SETTINGS[path]
    assert api.put(f"/settings/{path}", json=[{}]).status_code == 400


@pytest.mark.parametrize("path", WORDS)
@pytest.mark.parametrize("quote", ["", '"'])
def test_settings_that_are_text(api: requests.Session, path: str, quote: str) -> None:
    """Strings are taken as text or JSON, and come back bare."""
    sent = f"{quote}{WORDS[path]}{quote}"
    echoed = api.put(f"/settings/{path}", data=sent, headers={"Content-Type": "text/plain"})
    assert (echoed.status_code, echoed.text) == (200, WORDS[path])
    assert api.get(f"/settings/{path}", headers={"Accept": "application/json"}).text == WORDS[path]


def test_text_settings_quoted(start: Start) -> None:
    """Where so switched, a client that accepts JSON gets a JSON string, another one the bare text."""
    _, api = start(string_settings="quoted", api_version="1.1.1")
    shown = [
        api.get("/settings/wpc/topology", headers={"Accept": kind}).text
        for kind in ("application/json", "*/*")
    ]
    assert shown == ['"FULL_MESH"', "FULL_MESH"]


def test_settings_that_are_refused(api: requests.Session) -> None:
    """An unknown word or region is a 400; the group mappings are not configured and cannot be written."""
    assert "Allowed value(s): [FULL_MESH, CUSTOM]" in api.put("/settings/wpc/topology", data="STAR").text
    assert api.put("/settings/wpc/default-region", data="atlantis").status_code == 400
    assert api.put("/settings/wpc/topology", data=b"\xff").status_code == 400
    assert "statusError" in api.get("/settings/auth/saml/group-mappings").json()
    assert api.put("/settings/auth/saml/group-mappings", json={}).status_code == 405


def test_group_mappings_from_a_seed(start: Start) -> None:
    """They can be seeded, and are shown then."""
    mappings = {
        "fallbackGroupId": "g",
        "mappings": [{"groupId": "g", "idpGroupNames": ["it"], "sortingOrder": 1}],
    }
    _, api = start({"settings": {"auth/ldap/group-mappings": mappings}})
    assert api.get("/settings/auth/ldap/group-mappings").json() == mappings


def test_switches(start: Start) -> None:
    """Access visibility and the DNS log go on and off."""
    _, api = start(api_version="1.1.1")
    for path in ("/access-visibility", "/dns-log/user-dns-resolutions"):
        seen = []
        for action in ("disable", "enable", "disable"):
            answer = api.put(f"{path}/{action}")
            assert (answer.status_code, answer.content) == (200, b"")
            seen.append(api.get(f"{path}/enabled").json())
        assert seen == [False, True, False]


def test_the_dns_log(api: requests.Session) -> None:
    """It is empty; its parameters are checked."""
    path = "/dns-log/user-dns-resolutions/page"
    good = {"startHour": "2026-01-01T00:00:00Z"}
    assert api.get(path, params=good).json()["content"] == []
    for bad in ({}, {"startHour": "today"}, {**good, "hoursBack": "3"}, {**good, "size": "9"}):
        assert api.get(path, params=bad).status_code == 400


def test_cyber_shield_lists(sim: Sim, api: requests.Session) -> None:
    """Domains are added and removed; there is no way to read them but the admin side."""
    added = {"domainAndComments": [{"domain": "a.example", "comment": "why"}, {"domain": "b.example"}]}
    assert api.post("/cybershield/block-list-add-domains", json=added).content == b""
    assert (
        api.post("/cybershield/block-list-remove-domains", json={"domains": ["b.example"]}).status_code == 200
    )
    assert api.post("/cybershield/allow-list-add-domains", json={}).status_code == 400
    assert sim.state()["cybershield"] == {"allow": {}, "block": {"a.example": "why"}}


def test_regions(api: requests.Session) -> None:
    """A plain array, with the regions that the vendor's own tests need; there is no single GET."""
    regions = api.get("/regions").json()
    assert {"us-east-1", "it-mxp"} <= {each["id"] for each in regions}
    assert len(regions) == 35
    assert all(list(each) == ["id", "continent", "country", "countryIso", "regionName"] for each in regions)
    assert api.get("/regions/it-mxp").status_code == 404


def test_sessions_have_a_cursor(start: Start) -> None:
    """Pages follow one another; the last one has no cursor."""
    sim, api = start({"sessions": [{"id": f"s{at}", "bytesIn": 2**40} for at in range(25)]})
    found: list[str] = []
    query: dict[str, str] = {"size": "10"}
    while True:
        body = api.get("/sessions", params=query).json()
        found += [each["id"] for each in body["sessions"]]
        if "nextCursor" not in body:
            break
        query["cursor"] = body["nextCursor"]
    assert found == [f"s{at}" for at in range(25)]
    assert sim.count("sessions.list") == 3


def test_sessions_are_filtered(start: Start) -> None:
    """By time and by status."""
    now = "2026-06-01T00:00:00Z"
    seed = [
        {"id": "old", "sessionStartTime": "2026-05-20T00:00:00Z", "status": "COMPLETED"},
        {"id": "new", "sessionStartTime": "2026-05-31T12:00:00Z", "status": "ACTIVE"},
    ]

    class Then(Clock):
        def now(self) -> float:
            return datetime.fromisoformat(now).timestamp()

    _, api = start({"sessions": seed}, clock=Then())

    def ids(**query: str) -> list[str]:
        return [each["id"] for each in api.get("/sessions", params={"size": "5", **query}).json()["sessions"]]

    assert ids() == ["new"]
    assert ids(startDate="2026-05-10T00:00:00Z") == ["old", "new"]
    assert ids(startDate="2026-05-10T00:00:00Z", endDate="2026-05-21T00:00:00+00:00") == ["old"]
    assert ids(startDate="2026-05-10T00:00:00Z", status="COMPLETED") == ["old"]
    assert api.get("/sessions", params={"size": "5", "startDate": "2026-01-01T00:00:00Z"}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"size": "0"},
        {"size": "101"},
        {"size": "5", "cursor": "?"},
        {"size": "5", "status": "x"},
        {"size": "5", "startDate": "x"},
    ],
)
def test_sessions_that_are_refused(api: requests.Session, query: dict[str, str]) -> None:
    """The size is needed; bad values are a 400."""
    assert api.get("/sessions", params=query).status_code == 400

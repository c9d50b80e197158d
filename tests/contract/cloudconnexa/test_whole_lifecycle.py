"""A whole life of everything: each operation of the API answered once, in the shape that it must have."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]

ITEM = {"type": "USER_GROUP", "allCovered": True}
ROUTING = {"type": "IP_SOURCE", "routes": [{"value": "10.1.0.0/24"}]}
APPLICATION = {"name": "wiki", "routes": [{"value": "wiki.example"}]}
MAPPING = {"fallbackGroupId": "x", "mappings": [{"groupId": "x", "idpGroupNames": ["a"], "sortingOrder": 1}]}
SESSION = {"id": "s", "userName": "ada", "status": "ACTIVE", "bytesIn": 1, "sessionDurationSeconds": 60}
SEED: Json = {
    "sessions": [SESSION, SESSION | {"id": "t"}],
    "settings": {"auth/saml/group-mappings": MAPPING, "auth/ldap/group-mappings": MAPPING},
}


def live(
    api: requests.Session, path: str, body: Json, below: Json | None = None, each: Json | None = None
) -> str:
    """Create, list, read and replace an object; gives its path, where it is still to be deleted."""
    made = api.post(path, params=below, json=body)
    assert made.ok, made.text
    one = f"{path}/{made.json()['id']}"
    assert made.json() in api.get(path, params=below).json()["content"]
    got = api.get(one, params=each)
    assert got.status_code == 404 or got.json() == made.json()
    changed = api.put(one, params=each, json=made.json() | body)
    assert changed.ok, changed.text
    return one


def live_all(api: requests.Session) -> None:
    """Everything that the API can do, once."""
    group = {"name": "field", "allRegionsIncluded": True, "maxDevice": 3}
    group |= {"internetAccess": "SPLIT_TUNNEL_ON", "connectAuth": "NO_AUTH"}
    group_path = live(api, "/user-groups", group)
    group_id = group_path.rpartition("/")[2]
    user = {"username": "ada", "email": "ada@isp.example", "groupId": group_id, "status": "ACTIVE"}
    user_path = live(api, "/users", user)
    of_user = {"userId": user_path.rpartition("/")[2]}
    device_path = live(api, "/devices", {"name": "phone"}, below=of_user, each=of_user)
    api.post(f"{device_path}/profile", params={**of_user, "regionId": "it-mxp"})
    api.delete(f"{device_path}/profile", params=of_user)
    connector = {"name": "gate", "vpnRegionId": "it-mxp"}
    owned: list[str] = []
    for kind, parent in (("networks", "networkId"), ("hosts", "hostId")):
        item_path = live(api, f"/{kind}", {"name": "office", "description": "x", "connectors": [connector]})
        below = {parent: item_path.rpartition("/")[2]}
        if kind == "networks":
            owned.append(live(api, "/networks/routes", {"value": "10.1.0.0/16"}, below))
        connector_path = live(api, f"/{kind}/connectors", connector, below)
        for action in ("", "/encrypt", "/bundle"):
            api.post(f"{connector_path}/profile{action}", params={"type": "MSI"})
        api.delete(f"{connector_path}/profile")
        service_path = live(api, f"/{kind}/ip-services", {"name": "web", **ROUTING}, below)
        application_path = live(api, f"/{kind}/applications", APPLICATION, below)
        owned = [application_path, service_path, connector_path, *owned, item_path]
        for path in owned:
            assert api.delete(path).status_code == 204
        owned = []
    ipsec = {
        "name": "site",
        "tunnelingProtocol": "IPSEC",
        "connectors": [{"name": "peer", "ipSecConfig": {}}],
    }
    peer = api.post("/networks", json=ipsec).json()["connectors"][0]["id"]
    for action in ("start", "stop"):
        api.post(f"/networks/connectors/{peer}/ipsec/{action}")
    access = live(api, "/access-groups", {"name": "all", "source": [ITEM], "destination": [ITEM]})
    for side in ("source", "destination"):
        api.post(f"{access}/{side}", json=ITEM | {"parent": "p"})
        api.delete(f"{access}/{side}", params={"type": "USER_GROUP", "parentId": "p"})
    context = {"name": "home", "countryCheck": {"countries": ["IT"], "allowed": True}}
    others = [
        access,
        live(api, "/location-contexts", context | {"defaultCheck": {"allowed": False}}),
        live(api, "/device-postures", {"name": "managed", "linux": {"allowed": True}}),
        live(api, "/dns-records", {"domain": "a.example", "ipv6Addresses": ["2001:db8::1"]}),
    ]
    for path in (*others, device_path, user_path, group_path):
        assert api.delete(path, params=of_user).status_code in (200, 204)
    for which in ("allow", "block"):
        added = {"domainAndComments": [{"domain": "a.example"}]}
        api.post(f"/cybershield/{which}-list-add-domains", json=added)
        api.post(f"/cybershield/{which}-list-remove-domains", json={"domains": ["a.example"]})
    for action in ("enable", "disable"):
        api.put(f"/dns-log/user-dns-resolutions/{action}")
    api.get("/dns-log/user-dns-resolutions/page", params={"startHour": "2026-01-01T00:00:00Z"})
    api.get("/regions")
    api.get("/sessions", params={"size": "1"})


@pytest.mark.parametrize("version", ["1.0", "1.1.0"])
def test_every_operation_answers_in_its_shape(start: Start, version: str) -> None:
    """Status, fields, their order, types and words of every reply are as the vendor describes them."""
    sim, api = start(SEED, api_version=version)
    described: Json = json.loads(Path(__file__).with_name("replies.json").read_text(encoding="utf-8"))[
        "replies"
    ]
    live_all(api)
    for operation in described:
        verb, path = operation.split(" ")
        if path.startswith("/settings/") and verb == "PUT":
            value = api.get(path)
            api.put(path, data=value.content)
        elif path.startswith("/settings/"):
            api.get(path)
    # A literal part of a path wins over a variable one: /networks/routes is no network.
    patterns = {name: re.compile(re.sub(r"\{\w+\}", "[^/]+", name)) for name in described}
    by_certainty = sorted(patterns, key=lambda name: name.count("{"))
    done = set()
    for entry in sim.requests:
        if entry.status is not None and entry.status < 300:
            seen = f"{entry.method} {entry.path.partition('?')[0].removeprefix('/api/v1')}"
            done |= {next(name for name in by_certainty if patterns[name].fullmatch(seen))}
    later = {name for name, reply in described.items() if reply.get("since") == "1.1.0"}
    assert len(described) == 144
    assert set(described) - done == (later if version == "1.0" else set())

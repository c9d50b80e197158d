"""Whatever bytes arrive, the answer is the vendor's, never a failure of the simulator."""

from __future__ import annotations

import string
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_isp_simulators import CloudConnexaVendor, SeedError, Simulator

ITEM = {"type": "USER_GROUP", "allCovered": True}
SEED: dict[str, Any] = {
    "networks": [{"id": "n", "name": "n", "routes": [{"id": "r", "value": "10.0.0.0/8"}]}],
    "network-connectors": [{"id": "c", "networkItemId": "n", "name": "c", "vpnRegionId": "it-mxp"}],
    "hosts": [{"id": "h", "name": "h"}],
    "users": [{"id": "u", "username": "u", "email": "u@x", "devices": [{"id": "d", "name": "d"}]}],
    "user-groups": [{"id": "g", "name": "g", "allRegionsIncluded": True}],
    "access-groups": [{"id": "a", "name": "a", "source": [ITEM], "destination": [ITEM]}],
}
KINDS = [
    "networks",
    "networks/routes",
    "networks/connectors",
    "networks/ip-services",
    "networks/applications",
    "hosts",
    "hosts/connectors",
    "hosts/ip-services",
    "users",
    "user-groups",
    "devices",
    "dns-records",
    "access-groups",
    "location-contexts",
    "device-postures",
    "sessions",
    "oauth/token",
    "settings/wpc/topology",
    "settings/dns/zones",
    "cybershield/allow-list-add-domains",
    "dns-log/user-dns-resolutions/page",
]
KEYS = [
    "",
    "/n",
    "/r",
    "/c",
    "/h",
    "/u",
    "/d",
    "/g",
    "/a",
    "/n/x",
    "/c/profile",
    "/d/profile",
    "/a/source",
    "/%ff%00",
]
FIELDS = """
id name description value routes connectors vpnRegionId gatewaysIds internetAccess tunnelingProtocol
egress ipSecConfig ikeProtocol deadPeerDetection username email groupId status role devices
maxDevice connectAuth allRegionsIncluded vpnRegionIds domain ipv4Addresses ipv6Addresses config
serviceTypes customServiceTypes port type source destination allCovered children ipCheck ips
countryCheck defaultCheck zones windows version domainAndComments domains systemSubnets
"""
WORDS = [
    "n",
    "g",
    "it-mxp",
    "10.9.0.0/16",
    "0.0.0.0/0",
    "::/0",
    "IPSEC",
    "SPLIT_TUNNEL_OFF",
    "OWNER",
    "\ud800",
    "\0",
    "",
]

names = st.sampled_from(FIELDS.split()) | st.text(max_size=5)
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=150)
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
    max_leaves=20,
)
GOOD: list[dict[str, Any]] = [
    {"name": "x", "vpnRegionId": "it-mxp", "ipSecConfig": {"ikeProtocol": {"phase1": {"lifetimeSec": 1}}}},
    {"name": "y", "tunnelingProtocol": "IPSEC", "routes": [{"value": "10.9.0.0/16"}], "connectors": []},
    {"value": "172.16.0.0/12"},
    {"username": "x", "email": "x", "groupId": "g", "status": "ACTIVE", "devices": [{"name": "d"}]},
    {
        "name": "z",
        "routes": [{"value": "10.1.0.0/16"}],
        "config": {"serviceTypes": ["ANY"]},
        "type": "IP_SOURCE",
    },
    {"name": "w", "source": [ITEM], "destination": [ITEM]},
    {"name": "v", "ipCheck": {"allowed": True, "ips": [{"ip": "::/0"}]}, "defaultCheck": {"allowed": True}},
    {"domain": "a.example", "ipv4Addresses": ["10.0.0.1"]},
    {"name": "u", "allRegionsIncluded": True, "internetAccess": "SPLIT_TUNNEL_ON", "maxDevice": 1},
    {"domainAndComments": [{"domain": "a"}]},
]


def nearly_good(body: dict[str, Any], field: int, value: object) -> dict[str, Any]:
    """A good body with one field replaced."""
    return {**body, list(body)[field % len(body)]: value}


bodies = values | st.builds(nearly_good, st.sampled_from(GOOD), st.integers(0, 9), values)
queries = st.dictionaries(
    st.sampled_from(["page", "size", "networkId", "hostId", "userId", "type", "cursor", "startDate", "x"]),
    st.sampled_from(["n", "h", "u", "0", "1", "-1", "9" * 30, "²", "", "NETWORK"]) | st.text(max_size=8),
    max_size=4,
)
printable = st.text(string.printable.replace("\r", "").replace("\n", ""), max_size=30).map(str.strip)


@pytest.fixture(scope="module")
def sim() -> Iterator[Simulator[CloudConnexaVendor]]:
    """One tenant for all examples: what earlier ones left behind is part of the test."""
    with Simulator(CloudConnexaVendor(api_version="1.2.3"), SEED) as running:
        yield running


@pytest.fixture(scope="module")
def client(sim: Simulator[CloudConnexaVendor]) -> Iterator[requests.Session]:
    """A client with a token, and a kept connection."""
    with requests.Session() as session:
        session.trust_env = False
        auth = ("sim.acme", "simulated-secret")
        token = session.post(f"{sim.url}/api/v1/oauth/token", auth=auth).json()["access_token"]
        session.headers["Authorization"] = f"Bearer {token}"
        yield session


def is_the_vendors(sim: Simulator[CloudConnexaVendor], answer: requests.Response) -> None:
    assert answer.status_code in (200, 201, 202, 204, 400, 401, 404, 405), answer.text
    assert not sim.requests[-1].bug
    if answer.headers.get("Content-Type") == "application/json":
        answer.json()
    sim.load(sim.state())


@settings(max_examples=400, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    kind=st.sampled_from(KINDS),
    key=st.sampled_from(KEYS),
    query=queries,
    body=bodies,
)
def test_any_json(
    sim: Simulator[CloudConnexaVendor],
    client: requests.Session,
    method: str,
    kind: str,
    key: str,
    query: dict[str, str],
    body: object,
) -> None:
    """Any JSON to any endpoint with any parameters; the state that it leaves can be loaded again."""
    answer = client.request(method, f"{sim.url}/api/v1/{kind}{key}", params=query, json=body_of(body))
    is_the_vendors(sim, answer)


def body_of(body: object) -> object:
    """Numbers that JSON does not have cannot be sent as JSON; they are tested as bytes."""
    if isinstance(body, float) and (body != body or body in (float("inf"), float("-inf"))):
        return None
    if isinstance(body, list):
        return [body_of(each) for each in body]
    if isinstance(body, dict):
        return {name: body_of(each) for name, each in body.items()}
    return body


@settings(max_examples=150, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO"]),
    kind=st.sampled_from(KINDS),
    key=st.sampled_from(KEYS),
    body=st.binary(max_size=200),
    authorization=printable | st.sampled_from(["Basic", "Basic Og==", "Basic /w==", "Bearer ", "Bearer a b"]),
    accept=printable,
    kind_of_body=printable,
)
def test_any_bytes_and_headers(
    sim: Simulator[CloudConnexaVendor],
    client: requests.Session,
    method: str,
    kind: str,
    key: str,
    body: bytes,
    authorization: str,
    accept: str,
    kind_of_body: str,
) -> None:
    """Any bytes with any headers, with the token and without it."""
    url = f"{sim.url}/api/v1/{kind}{key}"
    headers = {"Accept": accept, "Content-Type": kind_of_body}
    is_the_vendors(sim, client.request(method, url, data=body, headers=headers))
    headers["Authorization"] = authorization
    is_the_vendors(sim, client.request(method, url, data=body, headers=headers))


STATE_KINDS = [*SEED, "network-ip-services", "settings", "sessions", "x"]


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(STATE_KINDS), entries=bodies | st.lists(bodies, max_size=3))
def test_any_seed(kind: str, entries: object) -> None:
    """Any seed is loaded, or refused as a seed; what was loaded can be dumped and loaded again."""
    vendor = CloudConnexaVendor()
    with suppress(SeedError):
        vendor.load({**SEED, kind: entries})
    vendor.load(vendor.dump())


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(list(SEED)),
    fields=st.dictionaries(names, values, max_size=3) | st.sampled_from(GOOD),
)
def test_any_change(kind: str, fields: dict[str, Any]) -> None:
    """Any change of any object is made, or refused as such; the state can still be loaded."""
    vendor = CloudConnexaVendor()
    vendor.load(SEED)
    with suppress(SeedError):
        vendor.change(kind, SEED[kind][0]["id"], fields)
    vendor.load(vendor.dump())

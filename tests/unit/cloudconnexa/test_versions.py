"""Releases differ in little, and callers see less of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from tests.support.releases import SERVERS

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    ConfigurationError,
    ResourceNotFoundError,
    ValidationError,
)
from pulumi_isp_provider.cloudconnexa.client.api import DEFAULT, FEATURES, VERSIONS
from pulumi_isp_provider.cloudconnexa.client.api.base import Collection
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

Connect = Callable[..., CloudConnexaClient]
GROUP = {
    "name": "staff",
    "all_regions_included": True,
    "vpn_region_ids": [],
    "internet_access": "SPLIT_TUNNEL_ON",
    "max_device": 2,
    "connect_auth": "NO_AUTH",
}


def test_the_default() -> None:
    """Without a choice the client relies on 1.1.0: a later server has all of that too."""
    with CloudConnexaClient("https://acme.invalid", "id", "secret") as client:
        assert client.api_version == DEFAULT == "1.1.0"


@pytest.mark.parametrize("version", ["", "1", "1.1", "2.0", "latest"])
def test_unknown_version(version: str) -> None:
    """An unknown release is refused with the list of the known ones."""
    with pytest.raises(ConfigurationError, match=r"1\.0, 1\.1\.0, 1\.2"):
        CloudConnexaClient("https://acme.invalid", "id", "secret", api_version=version)


def test_the_differences() -> None:
    """The two releases differ in the three collections that the vendor's notes name, and in nothing else."""
    old, new = VERSIONS["1.0"], VERSIONS["1.1.0"]
    differing = {
        field.name
        for field in fields(old)
        if field.name not in {"version", "features"} and getattr(old, field.name) != getattr(new, field.name)
    }

    assert differing == {"dns_records", "user_groups", "host_ip_services"}
    assert old.features == set()
    for name in ("dns_records", "user_groups"):
        before: Collection[Any] = getattr(old, name)
        after: Collection[Any] = getattr(new, name)
        assert (before.single, after.single) == (False, True)
        assert (before.reply, before.create, before.update) == (after.reply, after.create, after.update)
    assert set(old.host_ip_services.reply.fields) - set(new.host_ip_services.reply.fields) == {
        "type",
        "routes",
    }


def test_what_release_1_2_adds() -> None:
    """Users and connectors that can be suspended, and two settings; the shapes are the same."""
    old, new = VERSIONS["1.1.0"], VERSIONS["1.2"]
    differing = {
        field.name: getattr(new, field.name)
        for field in fields(old)
        if field.name not in {"version", "features"} and getattr(old, field.name) != getattr(new, field.name)
    }

    assert differing.pop("settings").keys() - old.settings.keys() == {
        "wpc_ip_allocation_mode",
        "wpc_routes_advanced_configuration",
    }
    assert differing == {
        name: replace(getattr(old, name), switched=True)
        for name in ("users", "connectors", "host_connectors")
    }


def test_what_has_no_ipv6_address(scripted: Any, connect_to: Connect) -> None:
    """A tenant without IPv6 leaves those members out."""
    connector = {"id": "c-1", "name": "gate", "networkItemId": "n-1", "ipV4Address": "100.96.1.18/28"}
    network = {
        "id": "n-1",
        "name": "west",
        "systemSubnets": ["100.96.1.16/28"],
        "connectors": [{**connector, "vpnRegionId": "us-east-1"}],
    }
    page = {"content": [network], "totalElements": 1, "totalPages": 1}
    scripted.answers = [(200, {"Content-Type": "application/json"}, json.dumps(page).encode())]

    (found,) = connect_to(scripted.url, api_version="1.2").networks.list()

    assert found.system_subnets == ("100.96.1.16/28",)
    assert [(each.ip_v4_address, each.ip_v6_address) for each in found.connectors] == [
        ("100.96.1.18/28", None)
    ]


def test_features(connect_to: Connect, tenant: Tenant) -> None:
    """A client says what its release can do: more with each; it refuses features that no release has."""
    of = {
        version: {
            feature for feature in FEATURES if connect_to(tenant, api_version=version).supports(feature)
        }
        for version in VERSIONS
    }

    assert set() == of["1.0"] < of["1.1.0"] < of["1.2"] == set(FEATURES)
    with pytest.raises(ConfigurationError, match=r"dns_records\.get"):
        connect_to(tenant).supports("teleport")


@pytest.mark.parametrize("service", ["users", "connectors", "host_connectors"])
def test_suspended_and_activated_again(
    start: Callable[..., Tenant], connect_to: Connect, api_version: str, service: str, cases: list[Any]
) -> None:
    """From release 1.2 on, and seen at the next read; before, it is refused and nothing is sent."""
    tenant = start(api_version=SERVERS[api_version])
    client = connect_to(tenant)
    made = {case.service: case for case in cases}[service]
    switched = getattr(client, service)
    id_ = switched.create(made.values(client)).id
    (collection, field) = ("users", "status") if service == "users" else (service.replace("_", "-"), "state")
    collection = "network-connectors" if collection == "connectors" else collection

    def standing() -> str:
        (found,) = (each for each in tenant.state()[collection] if each["id"] == id_)
        return str(found[field])

    switched.snapshot.values()
    before = standing()
    tenant.reset_log()
    if api_version != "1.2":
        for switch in (switched.suspend, switched.activate):
            with pytest.raises(ConfigurationError, match=r"Select release 1\.2"):
                switch(id_)
        assert (standing(), tenant.requests) == (before, [])
        return

    switched.suspend(id_)
    assert standing() == "SUSPENDED"
    if service == "users":
        assert switched.snapshot.get(id_).status == "SUSPENDED"
    switched.activate(id_)
    assert standing() == "ACTIVE"
    for unusable in ("", "../users"):
        with pytest.raises(ValidationError):
            switched.suspend(unusable)
    with pytest.raises(ResourceNotFoundError):
        switched.suspend("00000000-0000-4000-8000-000000000000")


def test_a_tenant_without_ipv6(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """The setting is there from release 1.2 on."""
    tenant = start(api_version="1.2.3")
    client = connect_to(tenant)
    assert client.settings.get("wpc_ip_allocation_mode") == "BOTH"

    assert client.settings.update("wpc_ip_allocation_mode", "IP_V4_ONLY") == "IP_V4_ONLY"
    with pytest.raises(ValidationError, match=r"Release 1\.1\.0 has no setting 'wpc_ip_allocation_mode'"):
        connect_to(tenant, api_version="1.1.0").settings.get("wpc_ip_allocation_mode")


@pytest.mark.parametrize(
    ("service", "values", "single", "listing"),
    [
        (
            "dns_records",
            {"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]},
            "dns-records.get",
            "dns-records.list",
        ),
        ("user_groups", GROUP, "user-groups.get", "user-groups.list"),
    ],
)
def test_single_objects_are_listed_or_read(
    start: Callable[..., Tenant],
    connect_to: Connect,
    api_version: str,
    service: str,
    values: dict[str, Any],
    single: str,
    listing: str,
) -> None:
    """Release 1.0 lists and picks, 1.1.0 reads; both give the same object."""
    tenant = start(api_version=SERVERS[api_version])
    client = connect_to(tenant, api_version=api_version)
    made = getattr(client, service).create(values)
    tenant.reset_log()

    assert getattr(client, service).get(made.id) == made
    assert tenant.counts() == {listing if api_version == "1.0" else single: 1}


def test_host_services_look_alike(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """But for its routing a service of a host looks the same from both; an update of the older keeps that."""
    found = []
    for version in VERSIONS:
        tenant = start(api_version=SERVERS[version])
        client = connect_to(tenant, api_version=version)
        host = client.hosts.create({"name": "server"})
        made = client.host_ip_services.create(
            {"host_id": host.id, "name": "ssh", "config": {"service_types": ["SSH"]}}
        )
        changed = client.host_ip_services.update(
            made.id, {"name": "shell", "description": None, "config": {"service_types": ["SSH"]}}
        )
        shown = json.loads(tenant.requests[-1].body)
        assert ("type" in shown, "routes" in shown) == (version == "1.0", version == "1.0")
        found.append({**changed.to_dict(), "id": "", "host_id": "", "type": "", "routes": ""})
    assert found[0] == found[1] == found[2]


def test_routing_of_host_services(
    start: Callable[..., Tenant], connect_to: Connect, api_version: str
) -> None:
    """In release 1.0 type and routes are written and shown; later ones have none, and refuse them by name."""
    client = connect_to(start(api_version=SERVERS[api_version]))
    host = client.hosts.create({"name": "server"})
    plain = {"host_id": host.id, "name": "ssh", "config": {"service_types": ["SSH"]}}
    routed = {**plain, "type": "IP_SOURCE", "routes": [{"value": "10.0.0.0/24"}]}
    if api_version != "1.0":
        with pytest.raises(ValidationError) as caught:
            client.host_ip_services.create(routed)
        assert caught.value.details.keys() == {"type", "routes"}
        assert client.host_ip_services.create(plain).routes == ()
        return

    made = client.host_ip_services.create(routed)
    again = client.host_ip_services.get(made.id)
    renamed = client.host_ip_services.update(made.id, {"name": "shell"})
    changed = client.host_ip_services.update(
        made.id, {"type": "SERVICE_DESTINATION", "routes": [{"subnet": "10.1.0.0/24"}]}
    )

    for each in (made, again, renamed):
        assert each is not None
        assert (each.type, [route.subnet for route in each.routes]) == ("IP_SOURCE", ["10.0.0.0/24"])
    assert (changed.type, [route.subnet for route in changed.routes]) == (
        "SERVICE_DESTINATION",
        ["10.1.0.0/24"],
    )
    with pytest.raises(ValidationError, match="type: must be one of"):
        client.host_ip_services.update(made.id, {"type": "SIDEWAYS"})


@pytest.mark.parametrize("status", [404, 405])
def test_newer_client_on_an_older_server(
    start: Callable[..., Tenant], connect_to: Connect, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    """A client of 1.1.0 finds out that the server lacks a request, says so once, and lists instead."""
    tenant = start(api_version="1.0", missing_get_status=status)
    client = connect_to(tenant, api_version="1.1.0")
    record = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})
    group = client.user_groups.list()[0]

    assert [client.dns_records.get(record.id) for _ in range(3)] == [record] * 3
    assert client.user_groups.get(group.id) == group
    assert client.dns_records.update(record.id, {"description": "x"}).description == "x"
    assert client.dns_records.get("00000000-0000-4000-8000-000000000000") is None
    assert [r.message for r in caplog.records if "does not know" in r.message] == [
        f"The server does not know {FEATURES[name]}; from now on the list is read instead. "
        "Select its API version."
        for name in ("dns_records.get", "user_groups.get")
    ]


def test_missing_object_on_a_newer_server_that_says_404(
    start: Callable[..., Tenant], connect_to: Connect
) -> None:
    """A 404 for one missing record does not make the client think that the request is missing."""
    tenant = start(not_found="404")
    client = connect_to(tenant)
    record = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})
    assert client.dns_records.get("00000000-0000-4000-8000-000000000000") is None
    tenant.reset_log()

    assert client.dns_records.get(record.id) == record
    assert tenant.counts() == {"dns-records.get": 1}


@pytest.mark.parametrize(
    ("server", "found"), [("1.0", "1.0"), ("1.1.0", "1.1.0"), ("1.1.3", "1.1.0"), ("1.2.3", "1.2")]
)
@pytest.mark.parametrize("status", [404, 405])
def test_detection(
    start: Callable[..., Tenant], connect_to: Connect, server: str, found: str, status: int
) -> None:
    """Two or three reads tell which of the known releases a server has."""
    tenant = start(api_version=server, missing_get_status=status)

    assert connect_to(tenant).detect_api_version() == found
    asked = (
        {}
        if found == "1.0"
        else {next(name for name in tenant.counts() if "settings" in name or "unknown" in name): 1}
    )
    assert tenant.counts() == {"token": 1, "user-groups.list": 1, "user-groups.get": 1, **asked}


def test_both_releases_side_by_side(tenant: Tenant, connect_to: Connect) -> None:
    """During a migration a client for each release works on the same tenant."""
    old, new = connect_to(tenant, api_version="1.0"), connect_to(tenant, api_version="1.1.0")
    record = old.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})

    assert new.dns_records.get(record.id) == old.dns_records.get(record.id) == record

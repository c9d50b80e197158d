"""Releases differ in three things, and callers see none of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import CloudConnexaClient, ConfigurationError, ValidationError
from pulumi_isp_provider.cloudconnexa.client.api import FEATURES, LATEST, VERSIONS
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


def test_default_is_the_latest() -> None:
    """Without a choice the client relies on the latest release."""
    with CloudConnexaClient("https://acme.invalid", "id", "secret") as client:
        assert client.api_version == LATEST == list(VERSIONS)[-1]


@pytest.mark.parametrize("version", ["", "1", "1.1", "2.0", "latest"])
def test_unknown_version(version: str) -> None:
    """An unknown release is refused with the list of the known ones."""
    with pytest.raises(ConfigurationError, match=r"1\.0, 1\.1\.0"):
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
    assert new.features - old.features == set(FEATURES)
    for name in ("dns_records", "user_groups"):
        before: Collection[Any] = getattr(old, name)
        after: Collection[Any] = getattr(new, name)
        assert (before.single, after.single) == (False, True)
        assert (before.reply, before.create, before.update) == (after.reply, after.create, after.update)
    assert set(old.host_ip_services.reply.fields) - set(new.host_ip_services.reply.fields) == {
        "type",
        "routes",
    }


def test_features(connect_to: Connect, tenant: Tenant) -> None:
    """A client says what its release can do, and refuses features that no release has."""
    old, new = connect_to(tenant, api_version="1.0"), connect_to(tenant, api_version="1.1.0")

    for feature in FEATURES:
        assert not old.supports(feature)
        assert new.supports(feature)
    with pytest.raises(ConfigurationError, match=r"dns_records\.get"):
        new.supports("teleport")


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
    tenant = start(api_version=api_version)
    client = connect_to(tenant, api_version=api_version)
    made = getattr(client, service).create(values)
    tenant.reset_log()

    assert getattr(client, service).get(made.id) == made
    assert tenant.counts() == {listing if api_version == "1.0" else single: 1}


def test_host_services_look_alike(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """But for its routing a service of a host looks the same from both; an update of the older keeps that."""
    found = []
    for version in VERSIONS:
        tenant = start(api_version=version)
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
    assert found[0] == found[1]


def test_routing_of_host_services(
    start: Callable[..., Tenant], connect_to: Connect, api_version: str
) -> None:
    """In release 1.0 type and routes are written and shown; later ones have none, and refuse them by name."""
    client = connect_to(start(api_version=api_version))
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
    ("server", "found"), [("1.0", "1.0"), ("1.1.0", "1.1.0"), ("1.1.3", "1.1.0"), ("1.2.3", "1.1.0")]
)
@pytest.mark.parametrize("status", [404, 405])
def test_detection(
    start: Callable[..., Tenant], connect_to: Connect, server: str, found: str, status: int
) -> None:
    """Two reads tell which of the known releases a server has."""
    tenant = start(api_version=server, missing_get_status=status)

    assert connect_to(tenant).detect_api_version() == found
    assert tenant.counts() == {"token": 1, "user-groups.list": 1, "user-groups.get": 1}


def test_both_releases_side_by_side(tenant: Tenant, connect_to: Connect) -> None:
    """During a migration a client for each release works on the same tenant."""
    old, new = connect_to(tenant, api_version="1.0"), connect_to(tenant, api_version="1.1.0")
    record = old.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})

    assert new.dns_records.get(record.id) == old.dns_records.get(record.id) == record

"""What some services do beyond the usual: profiles, IPsec, rules, sessions and settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    APIError,
    CloudConnexaClient,
    ResourceNotFoundError,
    ValidationError,
)
from pulumi_isp_provider.cloudconnexa.client.api.settings import SETTINGS
from pulumi_isp_provider.cloudconnexa.client.models import (
    AccessItem,
    DnsServers,
    DnsZone,
    DnsZones,
    NetworkConnector,
)
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

Connect = Callable[..., CloudConnexaClient]
MISSING = "00000000-0000-4000-8000-000000000000"


def connector(client: CloudConnexaClient) -> NetworkConnector:
    network = client.networks.create({"name": "site"})
    return client.connectors.create({"network_id": network.id, "name": "gate", "vpn_region_id": "us-east-1"})


def test_profile_and_token(client: CloudConnexaClient) -> None:
    """A connector has one profile; each token is new."""
    gate = connector(client)

    assert "client" in client.connectors.profile(gate.id)
    first, second = client.connectors.token(gate.id), client.connectors.token(gate.id)
    assert first
    assert first != second
    assert client.connectors.profile_bundle(gate.id, "MSI")
    client.connectors.revoke_profile(gate.id)


def test_pending_profile(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """A profile that is still being made is waited for."""
    tenant = start(pending_profiles=3)
    clock = InstantClock()
    client = connect_to(tenant, clock=clock)
    gate = connector(client)

    assert client.connectors.token(gate.id)
    assert tenant.count("network-connectors.token") == 4
    assert len(clock.waits) == 3


def test_profile_that_never_comes(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """Waiting has an end, and the error says to come back later."""
    client = connect_to(start(pending_profiles=1000))
    gate = connector(client)

    with pytest.raises(APIError, match="still making the profile") as caught:
        client.connectors.profile(gate.id)
    assert caught.value.is_transient


def test_profile_of_nothing(client: CloudConnexaClient) -> None:
    """A connector that is not there has no profile."""
    for call in (client.connectors.profile, client.connectors.token, client.host_connectors.profile):
        with pytest.raises(ResourceNotFoundError):
            call(MISSING)


def test_ipsec(client: CloudConnexaClient) -> None:
    """IPsec connectors start and stop; others refuse, with a hint."""
    network = client.networks.create({"name": "site", "tunneling_protocol": "IPSEC"})
    gate = client.connectors.create(
        {
            "network_id": network.id,
            "name": "gate",
            "ipsec_config": {
                "platform": "OTHER",
                "authentication_type": "SHARED_SECRET",
                "remote_site_public_ip": "192.0.2.7",
                "pre_shared_key": "hush-hush-key",
                "ike_protocol": {
                    "protocol_version": "IKE_V2",
                    "phase1": {
                        "encryption_algorithms": ["AES256"],
                        "integrity_algorithms": ["SHA2_256"],
                        "diffie_hellman_groups": ["G_14"],
                        "lifetime_sec": 28800,
                    },
                    "phase2": {
                        "encryption_algorithms": ["AES256"],
                        "integrity_algorithms": ["SHA2_256"],
                        "diffie_hellman_groups": ["G_14"],
                        "lifetime_sec": 3600,
                    },
                    "startup_action": "START",
                },
            },
        }
    )
    client.connectors.start_ipsec(gate.id)
    client.connectors.stop_ipsec(gate.id)
    other = client.networks.create({"name": "plain"})
    plain = client.connectors.create({"network_id": other.id, "name": "gate", "vpn_region_id": "us-east-1"})

    assert gate.ipsec_config is not None
    assert gate.ipsec_config.ike_protocol is not None
    with pytest.raises(ValidationError) as caught:
        client.connectors.start_ipsec(plain.id)
    assert "tunneling_protocol IPSEC" in caught.value.get_troubleshooting_hint()


def test_device_profile(client: CloudConnexaClient) -> None:
    """A device gets a profile for a region, and loses it."""
    group = client.user_groups.list()[0].id
    user = client.users.create({"username": "anna", "email": "a@example.org", "group_id": group})
    device = client.devices.create({"user_id": user.id, "name": "laptop"})

    assert client.devices.profile(device.id, "us-east-1")
    client.devices.revoke_profile(device.id)
    with pytest.raises(ResourceNotFoundError):
        client.devices.profile(MISSING, "us-east-1")


@pytest.mark.parametrize("side", ["source", "destination"])
def test_removal_whose_answer_was_lost(client: CloudConnexaClient, tenant: Tenant, side: str) -> None:
    """A repeated removal that finds nothing was done by the first one; one that was never there is told."""
    both = [{"type": "USER_GROUP", "all_covered": True}, {"type": "NETWORK_SERVICE", "all_covered": True}]
    rule = client.access_groups.create({"name": "mine", "source": both, "destination": both})
    remove = getattr(client.access_groups, f"remove_{side}")
    tenant.fault(f"access-groups.remove-{side}", "reset_after", times=1)

    standing = remove(rule.id, "NETWORK_SERVICE")

    assert [item.type for item in getattr(standing, side)] == ["USER_GROUP"]
    assert client.access_groups.get(rule.id) == standing
    with pytest.raises(ResourceNotFoundError):
        remove(rule.id, "NETWORK_SERVICE")


def test_sides_of_a_rule(client: CloudConnexaClient) -> None:
    """Items come and go on either side of an access group without the rest being sent."""
    network = client.networks.create({"name": "site"})
    rule = client.access_groups.create(
        {
            "name": "mine",
            "source": [{"type": "USER_GROUP", "all_covered": True}],
            "destination": [{"type": "NETWORK_SERVICE", "all_covered": True}],
        }
    )
    item = AccessItem(type="NETWORK_SERVICE", all_covered=True, parent=network.id)

    wider = client.access_groups.add_source(rule.id, item)
    wider = client.access_groups.add_destination(
        rule.id, {"type": "USER_GROUP", "all_covered": True, "parent": client.user_groups.list()[0].id}
    )

    assert len(wider.source) == len(wider.destination) == 2
    assert client.access_groups.snapshot.get(rule.id) == wider
    narrow = client.access_groups.remove_source(rule.id, "NETWORK_SERVICE", parent_id=network.id)
    assert narrow.source == rule.source
    with pytest.raises(ValidationError, match="type"):
        client.access_groups.add_source(rule.id, {"type": "EVERYBODY"})
    with pytest.raises(ResourceNotFoundError):
        client.access_groups.add_source(MISSING, item)


def test_sessions(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """Sessions are listed to the end of their cursor, and filtered by the vendor."""
    tenant = start()
    now = datetime.now(UTC)
    begun = [
        (now - timedelta(minutes=n)).isoformat(timespec="seconds").replace("+00:00", "Z") for n in range(230)
    ]
    tenant.load(
        {
            "sessions": [
                {"id": f"s{n}", "status": "ACTIVE" if n % 2 else "COMPLETED", "sessionStartTime": at}
                for n, at in enumerate(begun)
            ]
        }
    )
    client = connect_to(tenant)

    found = client.sessions.list(start_date=now - timedelta(days=2))

    assert len({session.id for session in found}) == 230
    assert tenant.count("sessions.list") == 3
    active = client.sessions.list(
        status="ACTIVE", start_date=now - timedelta(days=2), end_date=now.isoformat()
    )
    assert {session.status for session in active} == {"ACTIVE"}
    with pytest.raises(ValidationError, match="time zone"):
        client.sessions.list(start_date=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize("string_settings", ["bare", "quoted"])
def test_all_settings(start: Callable[..., Tenant], connect_to: Connect, string_settings: str) -> None:
    """Every setting can be read, and written back as it is, texts quoted or not."""
    client = connect_to(start(string_settings=string_settings))

    found = client.settings.list()

    assert set(found) == set(SETTINGS)
    for name, value in found.items():
        if value is None or SETTINGS[name].read_only:
            continue
        assert client.settings.update(name, value) == value, name


def test_settings_change(client: CloudConnexaClient) -> None:
    """A setting of each type takes a new value."""
    changes: dict[str, Any] = {
        "wpc_snat": True,
        "user_device_allowance": 5,
        "wpc_topology": "CUSTOM",
        "wpc_client_options": ("dhcp-option DOMAIN example.org",),
        "dns_custom_servers": DnsServers(primary_ip_v4="192.0.2.53"),
        "dns_zones": DnsZones(zones=(DnsZone(name="example.org", addresses=("192.0.2.53",)),)),
    }

    for name, value in changes.items():
        assert client.settings.update(name, value) == value
        assert client.settings.get(name) == value
    assert client.settings.update("dns_custom_servers", {"primary_ip_v4": "192.0.2.54"}) == DnsServers(
        primary_ip_v4="192.0.2.54"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wpc_snat", "yes"),
        ("wpc_snat", 1),
        ("user_device_allowance", True),
        ("user_device_allowance", "3"),
        ("wpc_topology", "RING"),
        ("wpc_client_options", "one"),
        ("dns_zones", [1]),
        ("dns_zones", {"zones": [{"addresses": []}]}),
        ("saml_group_mappings", {}),
        ("colour", "red"),
    ],
)
def test_settings_refuse(client: CloudConnexaClient, tenant: Tenant, name: str, value: object) -> None:
    """A value that a setting cannot have is refused before sending."""
    with pytest.raises(ValidationError):
        client.settings.update(name, value)
    assert tenant.requests == []

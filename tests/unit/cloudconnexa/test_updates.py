"""Updates replace an object as a whole without losing what the caller did not mention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    ResourceNotFoundError,
    ValidationError,
)
from pulumi_isp_provider.cloudconnexa.client.models import Route
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]
Connect = Callable[..., CloudConnexaClient]

MISSING = "00000000-0000-4000-8000-000000000000"


def test_partial_update_reads_first(client: CloudConnexaClient, tenant: Tenant) -> None:
    """What is not mentioned is read and sent back."""
    made = client.networks.create({"name": "west", "description": "old", "egress": False})
    tenant.change("networks", made.id, {"internetAccess": "RESTRICTED_INTERNET"})
    tenant.reset_log()

    changed = client.networks.update(made.id, {"description": "new"})

    assert (changed.description, changed.egress, changed.internet_access) == (
        "new",
        False,
        "RESTRICTED_INTERNET",
    )
    assert tenant.counts() == {"networks.get": 1, "networks.update": 1}


def test_complete_update_is_one_request(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A mapping that covers everything that can be written needs no reading."""
    made = client.networks.create({"name": "west"})
    tenant.reset_log()

    client.networks.update(
        made.id,
        {
            "name": "west",
            "description": "site",
            "internet_access": "SPLIT_TUNNEL_ON",
            "egress": True,
            "tunneling_protocol": "OPENVPN",
            "gateways_ids": None,
        },
    )

    assert tenant.counts() == {"networks.update": 1}


def test_update_that_changes_nothing_is_not_sent(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Where the object stands as it is wanted, no write is sent."""
    made = client.networks.create({"name": "west", "description": "site"})
    tenant.reset_log()

    assert client.networks.update(made.id, {"description": "site", "gateways_ids": []}) == made
    assert tenant.count("networks.update") == 0


@pytest.mark.parametrize(("put_omitted", "first_name"), [("clear", None), ("keep", "Anna")])
def test_none_clears(
    start: Callable[..., Tenant],
    connect_to: Callable[..., CloudConnexaClient],
    put_omitted: str,
    first_name: str | None,
) -> None:
    """None empties a text; were the vendor to keep it all the same, the answer would not hide that."""
    client = connect_to(start(put_omitted=put_omitted))
    group = client.user_groups.list(name="Default")[0].id
    other = client.user_groups.create(
        {
            "name": "staff",
            "all_regions_included": True,
            "vpn_region_ids": [],
            "internet_access": "SPLIT_TUNNEL_ON",
            "max_device": 1,
            "connect_auth": "NO_AUTH",
        }
    )
    user = client.users.create(
        {"username": "anna", "email": "a@example.org", "first_name": "Anna", "group_id": group}
    )

    moved = client.users.update(user.id, {"first_name": None, "group_id": other.id})

    assert (moved.first_name, moved.group_id, moved.email) == (first_name, other.id, "a@example.org")


WHOLE_NETWORK = {
    "name": "west",
    "description": "x",
    "internet_access": "SPLIT_TUNNEL_ON",
    "egress": True,
    "tunneling_protocol": "OPENVPN",
    "gateways_ids": [],
}


@pytest.mark.parametrize("values", [{"description": "x"}, WHOLE_NETWORK], ids=["read first", "replaced"])
@pytest.mark.parametrize(("not_found", "status", "code"), [("400", 400, "9-11-6"), ("404", 404, "not_found")])
def test_update_of_what_is_missing(
    start: Callable[..., Tenant],
    connect_to: Connect,
    values: dict[str, Any],
    not_found: str,
    status: int,
    code: str,
) -> None:
    """The error carries the vendor's own answer: status, code, and the request that it belongs to."""
    client = connect_to(start(not_found=not_found))

    with pytest.raises(ResourceNotFoundError) as caught:
        client.networks.update(MISSING, values)

    error = caught.value
    assert (error.response.status_code, error.context["status"], error.code) == (status, status, code)
    assert error.response.request.url == error.request.url
    assert error.request.url.endswith(f"/api/v1/networks/{MISSING}")


@pytest.mark.parametrize("service", ["routes", "connectors", "devices", "dns_records"])
def test_update_of_what_is_in_no_list(
    start: Callable[..., Tenant], connect_to: Connect, service: str
) -> None:
    """Where only a list can tell, the error points at the list that was read."""
    client = connect_to(start(api_version="1.0"))

    with pytest.raises(ResourceNotFoundError, match=f"There is no .*{MISSING}") as caught:
        getattr(client, service).update(MISSING, {"description": "x"})

    assert caught.value.request.method == "GET"
    assert MISSING not in caught.value.request.url


def test_what_cannot_be_changed(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Names that an update does not have, and moves to another parent, are refused before sending."""
    first = client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})
    second = client.networks.create({"name": "b"})
    route = first.routes[0]
    tenant.reset_log()

    with pytest.raises(
        ValidationError, match=r"routes: is not a field that can be written here; there are description, "
    ):
        client.networks.update(first.id, {"routes": []})
    with pytest.raises(ValidationError, match="cannot move"):
        client.routes.update(route.id, {"network_id": second.id, "value": "10.0.0.0/24"})
    with pytest.raises(ValidationError, match="name: must not be null"):
        client.networks.update(first.id, {"name": None})

    assert tenant.count("networks.update") == tenant.count("routes.update") == 0


def test_update_takes_no_hidden_secret_away(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """What a read does not show cannot be sent back, so an update that would lose it is refused."""
    tenant = start()
    client = connect_to(tenant)
    site = client.networks.create({"name": "site", "tunneling_protocol": "IPSEC"})
    config = {"platform": "OTHER", "authentication_type": "SHARED_SECRET", "pre_shared_key": "hush-hush-key"}
    gate = client.connectors.create(
        {"network_id": site.id, "name": "gate", "vpn_region_id": "us-east-1", "ipsec_config": config}
    )

    for values in ({"description": "new"}, replace(gate, description="new")):
        with pytest.raises(ValidationError, match="ipsec_config: the vendor does not show its secrets"):
            client.connectors.update(gate.id, values)
    assert client.connectors.update(gate.id, {"name": "gate"}) == gate
    assert tenant.count("network-connectors.update") == 0

    client.connectors.update(gate.id, {"description": "new", "ipsec_config": config})
    (standing,) = tenant.state()["network-connectors"]
    assert (standing["description"], standing["ipSecConfig"]["preSharedKey"]) == ("new", "hush-hush-key")


def test_update_keeps_a_secret_that_is_shown(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """Where the vendor shows a key, it is sent back."""
    tenant = start(echo_ipsec_secrets=True)
    client = connect_to(tenant)
    site = client.networks.create({"name": "site", "tunneling_protocol": "IPSEC"})
    gate = client.connectors.create(
        {"network_id": site.id, "name": "gate", "ipsec_config": {"pre_shared_key": "hush-hush-key"}}
    )

    client.connectors.update(gate.id, {"description": "new"})

    (standing,) = tenant.state()["network-connectors"]
    assert standing["ipSecConfig"]["preSharedKey"] == "hush-hush-key"


def test_all_mistakes_at_once(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A refused create names every mistake with its place, and sends nothing."""
    with pytest.raises(ValidationError) as caught:
        client.networks.create(
            {
                "internet_access": "MAYBE",
                "egress": "yes",
                "routes": [{"value": "10.0.0.0/24"}, {"description": "without"}],
                "colour": "red",
            }
        )

    assert set(caught.value.details) == {"name", "internet_access", "egress", "routes[1].value", "colour"}
    assert not hasattr(caught.value, "response")
    assert tenant.requests == []


def test_missing_parent_is_named(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A child without a parent is refused together with its other mistakes."""
    with pytest.raises(ValidationError) as caught:
        client.routes.create({"description": "nowhere"})

    assert set(caught.value.details) == {"network_id", "value"}
    assert tenant.requests == []


def test_model_without_its_parent(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A child given as a model needs its parent just as much."""
    with pytest.raises(ValidationError, match="network_id"):
        client.routes.create(Route(id="", subnet="10.0.0.0/24"))
    assert tenant.requests == []


@pytest.mark.parametrize("not_found", ["400", "400-old", "404"])
def test_what_is_missing_in_an_update(
    start: Callable[..., Tenant], connect_to: Callable[..., CloudConnexaClient], not_found: str
) -> None:
    """An update tells apart that the object is missing, and that another one is which it names."""
    tenant = start(not_found=not_found)
    client = connect_to(tenant)
    group = client.user_groups.list()[0].id
    user = client.users.create({"username": "anna", "email": "a@example.org", "group_id": group})
    complete = {
        "first_name": "A",
        "last_name": "B",
        "email": "a@example.org",
        "group_id": group,
        "secondary_group_ids": [],
        "role": "MEMBER",
        "status": "INVITED",
    }

    with pytest.raises(ResourceNotFoundError):
        client.users.update(MISSING, complete)
    with pytest.raises(ValidationError) as caught:
        client.users.update(user.id, {**complete, "group_id": MISSING})

    assert not isinstance(caught.value, ResourceNotFoundError)


def test_update_keeps_members_of_later_releases(
    start: Callable[..., Tenant], connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """Against a newer server an update does not wipe out what came after the selected release."""
    client = connect_to(start(api_version="1.2.3"), api_version="1.1.0")
    group, other = (
        client.user_groups.create(
            {
                "name": name,
                "all_regions_included": True,
                "vpn_region_ids": [],
                "internet_access": "SPLIT_TUNNEL_ON",
                "max_device": 2,
                "connect_auth": "NO_AUTH",
                "tunnel_bypass": {"ipv4_subnets": ["192.0.2.0/24"]},
            }
        )
        for name in ("first", "second")
    )
    user = client.users.create(
        {
            "username": "anna",
            "email": "a@example.org",
            "group_id": group.id,
            "secondary_group_ids": [other.id],
        }
    )

    user = client.users.update(user.id, {"first_name": "Anna"})
    group = client.user_groups.update(group.id, {"max_device": 5})

    assert user.secondary_group_ids == (other.id,)
    assert group.tunnel_bypass is not None
    assert group.tunnel_bypass.ipv4_subnets == ("192.0.2.0/24",)


@pytest.mark.parametrize("id_", ["", "..", "../networks", "a/b", "a b", "%2e%2e"])
def test_ids_that_would_address_something_else(client: CloudConnexaClient, tenant: Tenant, id_: str) -> None:
    """What cannot be an id never reaches the vendor, because its address would mean something else."""
    for call in (
        client.networks.get,
        client.networks.delete,
        lambda i: client.networks.update(i, {"description": "x"}),
    ):
        with pytest.raises(ValidationError, match="is not the id of a network"):
            call(id_)
    assert tenant.requests == []

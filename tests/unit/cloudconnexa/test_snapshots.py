"""One listing serves many reads and stays true through our own writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    CloudConnexaError,
    RateLimitError,
    RetryPolicy,
)
from pulumi_isp_provider.cloudconnexa.client.snapshots import Life, NotUnderstood
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]


def test_networks_routes_and_connectors_share_a_listing(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Reading networks, routes and connectors costs one request in all."""
    for number in range(3):
        client.networks.create(
            {
                "name": f"n{number}",
                "routes": [{"value": f"10.{number}.0.0/24"}, {"value": f"10.{number}.1.0/24"}],
                "connectors": [{"name": f"c{number}", "vpn_region_id": "us-east-1"}],
            }
        )
    tenant.reset_log()

    routes = client.routes.snapshot.values()
    networks = client.networks.snapshot.values()
    connectors = client.connectors.snapshot.values()

    assert tenant.counts() == {"networks.list": 1}
    assert len(routes) == 6
    assert {r.network_id for r in routes} == {n.id for n in networks}
    assert [c.network_id for c in connectors] == [n.id for n in networks]


def test_writes_show_without_listing(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Own creates, updates and deletes of parents and children are in the listing at hand."""
    network = client.networks.create({"name": "a"})
    client.routes.snapshot.values()
    tenant.reset_log()

    route = client.routes.create({"network_id": network.id, "value": "10.0.0.0/24"})
    client.networks.update(network.id, {"description": "d"})
    other = client.networks.create({"name": "b", "routes": [{"value": "10.1.0.0/24"}]})

    assert {r.id for r in client.routes.snapshot.values()} == {route.id, other.routes[0].id}
    seen = client.networks.snapshot.get(network.id)
    assert seen is not None
    assert (seen.description, seen.routes) == ("d", (route,))

    client.routes.delete(route.id)
    client.networks.delete(other.id)

    assert client.routes.snapshot.values() == ()
    assert [n.id for n in client.networks.snapshot.values()] == [network.id]
    assert tenant.count("networks.list") == 0


def test_children_go_with_their_parent(client: CloudConnexaClient, tenant: Tenant) -> None:
    """What the vendor deletes along with a network is gone from every listing, and none is read again."""
    networks = [
        client.networks.create({"name": name, "routes": [{"value": f"10.{number}.0.0/16"}]})
        for number, name in enumerate("ab")
    ]
    service, other = (
        client.ip_services.create(
            {
                "network_id": network.id,
                "name": "web",
                "type": "SERVICE_DESTINATION",
                "routes": [{"value": network.routes[0].subnet}],
                "config": {"service_types": ["HTTPS"]},
            }
        )
        for network in networks
    )
    assert client.ip_services.snapshot.get(service.id) == service
    listed = tenant.count("network-ip-services.list")

    client.networks.delete(networks[0].id)

    assert client.ip_services.snapshot.values() == (other,)
    assert tenant.count("network-ip-services.list") == listed
    assert [route.subnet for route in client.routes.snapshot.values()] == ["10.1.0.0/16"]


def test_what_cannot_be_understood_may_have_gone_along(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Nobody knows whose it was, so all is listed again."""
    network = client.networks.create({"name": "a"})
    listed = client.ip_services.snapshot
    assert listed.values() == ()
    unread: Any = NotUnderstood("s1", lambda: ValueError("not understood"))
    listed.put("s1", unread)
    before = tenant.count("network-ip-services.list")

    client.networks.delete(network.id)

    assert listed.values() == ()
    assert tenant.count("network-ip-services.list") == before + 1


def test_answer_without_children_takes_none_away(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """If the vendor's answer to an update shows no routes, those that are known are not taken for gone."""
    route = {"id": "r1", "subnet": "10.0.0.0/24", "type": "IP_V4"}
    listed = {"content": [{"id": "n1", "name": "a", "routes": [route]}], "totalElements": 1, "totalPages": 1}
    answers = (listed, {"id": "n1", "name": "a"}, {"id": "n1", "name": "a", "description": "d"})
    scripted.answers = [(200, {}, json.dumps(answer).encode()) for answer in answers]
    client = connect_to(scripted.url)
    assert len(client.routes.snapshot.values()) == 1

    changed = client.networks.update("n1", {"description": "d"})

    assert [r.id for r in changed.routes] == ["r1"]
    assert [r.id for r in client.routes.snapshot.values()] == ["r1"]
    assert len(scripted.asked) == 3


def test_older_answer_about_the_parent(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """An answer to an update that was written before a route was made does not take the route away again."""
    old, new = ({"id": f"r{n}", "subnet": f"10.0.{n}.0/24"} for n in (1, 2))
    network = {"id": "n1", "name": "a", "routes": [old]}
    listed = {"content": [network], "totalElements": 1, "totalPages": 1}
    answers = (listed, new, network, {**network, "description": "d"})
    scripted.answers = [(200, {}, json.dumps(answer).encode()) for answer in answers]
    client = connect_to(scripted.url)
    client.routes.snapshot.values()
    client.routes.create({"network_id": "n1", "value": "10.0.2.0/24"})

    client.networks.update("n1", {"description": "d"})

    assert [r.id for r in client.routes.snapshot.values()] == ["r1", "r2"]
    seen = client.networks.snapshot.get("n1")
    assert seen is not None
    assert seen.description == "d"


def test_answer_without_new_children_is_checked(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """If the answer to a create does not show the routes it took along, the next read lists."""
    route = {"id": "r1", "subnet": "10.0.0.0/24", "type": "IP_V4"}
    empty = {"content": [], "totalElements": 0, "totalPages": 0}
    listed = {"content": [{"id": "n1", "name": "a", "routes": [route]}], "totalElements": 1, "totalPages": 1}
    answers = (empty, {"id": "n1", "name": "a"}, listed)
    scripted.answers = [(200, {}, json.dumps(answer).encode()) for answer in answers]
    client = connect_to(scripted.url)
    client.networks.snapshot.values()

    client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})

    assert [r.id for r in client.routes.snapshot.values()] == ["r1"]


def test_unknown_effect_forgets_the_listing(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """After a write of which nobody knows what became, the next read lists again."""
    client = connect_to(tenant, retry_policy=RetryPolicy(max_retries=0))
    network = client.networks.create({"name": "a"})
    client.networks.snapshot.values()
    tenant.fault("networks.update", "reset_after", times=1)

    with pytest.raises(CloudConnexaError):
        client.networks.update(network.id, {"description": "perhaps"})

    seen = client.networks.snapshot.get(network.id)
    assert seen is not None
    assert seen.description == "perhaps"


def test_drift_shows_after_the_lifetime(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """A listing is used for its lifetime; with none, every read lists, those of children too."""
    client = connect_to(tenant, snapshot_lifetime=0.0)
    network = client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})
    assert len(client.routes.snapshot.values()) == 1

    tenant.remove("routes", network.routes[0].id)

    assert client.routes.snapshot.values() == ()


def test_threads_share_one_listing(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Sixteen threads that all need the list cause one request."""
    network = client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})
    tenant.reset_log()
    found: list[object] = []
    reads = (client.networks.snapshot, client.routes.snapshot, client.connectors.snapshot)
    threads = [
        Thread(target=lambda snapshot=reads[number % 3]: found.append(snapshot.get(network.id)))
        for number in range(16)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 16
    assert tenant.counts() == {"networks.list": 1}


def test_parents_are_known_without_asking(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A route that this client has made or listed is read and changed with one request each."""
    network = client.networks.create({"name": "a"})
    route = client.routes.create({"network_id": network.id, "value": "10.0.0.0/24"})
    tenant.reset_log()

    read = client.routes.get(route.id)
    changed = client.routes.update(route.id, {"value": "10.0.0.0/24", "description": "x"})

    assert read == route
    assert changed.network_id == network.id
    assert tenant.counts() == {"routes.get": 1, "routes.update": 1}


def test_parents_are_found_when_they_are_not_known(
    client: CloudConnexaClient, tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """A client that has never seen a route or device learns its parent from one listing."""
    group = client.user_groups.list()[0].id
    network = client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})
    user = client.users.create({"username": "anna", "email": "a@example.org", "group_id": group})
    device = client.devices.create({"user_id": user.id, "name": "laptop"})
    route = network.routes[0]
    tenant.reset_log()

    stranger = connect_to(tenant)

    assert stranger.routes.get(route.id) == route
    assert stranger.devices.update(device.id, {"name": "desk"}).user_id == user.id
    stranger.routes.delete(route.id)
    assert tenant.counts() == {
        "token": 1,
        "networks.list": 1,
        "devices.list": 1,
        "devices.update": 1,
        "routes.delete": 1,
    }


def test_update_that_may_have_worked(tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A refusal after a lost answer says that the effect is not known, and the listing is made anew."""
    client = connect_to(tenant, retry_policy=RetryPolicy(max_retries=1))
    network = client.networks.create({"name": "a"})
    assert client.networks.snapshot.get(network.id) == network
    tenant.fault("networks.update", "reset_after", times=1)
    tenant.fault("networks.update", "throttle", every=1)

    with pytest.raises(RateLimitError) as caught:
        client.networks.update(network.id, {"description": "changed"})

    assert caught.value.effect_unknown
    held = client.networks.snapshot.get(network.id)
    assert held is not None
    assert held.description == "changed"


def in_step(tenant: Tenant) -> InstantClock:
    """A clock of the client with which the time of the vendor goes along."""

    class Both(InstantClock):
        def wait(self, event: Any, seconds: float) -> None:
            tenant.clock.advance(seconds)
            super().wait(event, seconds)

    return Both()


def test_slow_vendor_is_not_asked_for_the_list_all_the_time(
    start: Callable[..., Tenant], connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """Under the documented rate limit, creates that look first spend a twentieth of their time on looking."""
    tenant = start(rate_limit="documented")
    clock = in_step(tenant)
    client = connect_to(tenant, clock=clock)

    for number in range(60):
        assert client.networks.snapshot.get(f"n{number}") is None
        client.networks.create({"name": f"n{number}"})

    assert clock.now() > 500
    assert tenant.count("networks.list") <= 1 + clock.now() / 300
    assert {entry.status for entry in tenant.requests} <= {200, 201}


def test_life_follows_the_pace_of_the_vendor() -> None:
    """A listing of many pages at a slow vendor lives longer; one that costs little, or has none, does not."""
    pace = [0.0]
    life = Life(seconds=60, pace=lambda: pace[0])

    assert life.of(1) == life.of(3) == 60
    pace[0] = 15.0
    assert (life.of(1), life.of(2)) == (300, 600)
    pace[0] = 0.05
    assert life.of(10) == 60
    assert Life(seconds=0, pace=lambda: 15.0).of(5) == 0


def test_listing_grows_old_on_the_clients_clock(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """After a minute without a reason to live longer the list is asked for again."""
    clock = InstantClock()
    client = connect_to(tenant, clock=clock)

    client.networks.snapshot.values()
    clock.advance(59)
    client.networks.snapshot.values()
    assert tenant.count("networks.list") == 1
    clock.advance(2)
    client.networks.snapshot.values()
    assert tenant.count("networks.list") == 2

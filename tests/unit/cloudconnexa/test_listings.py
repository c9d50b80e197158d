"""Listings: pages, filters, and lists that change while they are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import CloudConnexaClient, CloudConnexaError, ValidationError
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]


def page(ids: list[str], *, number: int, pages: int, total: int) -> tuple[int, dict[str, str], bytes]:
    body = {
        "content": [{"id": each, "name": each} for each in ids],
        "totalElements": total,
        "totalPages": pages,
        "numberOfElements": len(ids),
        "page": number,
        "size": 1000,
    }
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


def test_filters(client: CloudConnexaClient) -> None:
    """Any field of the model filters; a field with several values must contain the one asked for."""
    a = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1", "192.0.2.2"]})
    b = client.dns_records.create({"domain": "b.example.org", "ipv4_addresses": ["192.0.2.2"]})

    assert client.dns_records.list(domain="b.example.org") == [b]
    assert client.dns_records.list(ipv4_addresses="192.0.2.2") == [a, b]
    assert client.dns_records.list(ipv4_addresses=["192.0.2.2"]) == [b]
    assert client.dns_records.list(record_id=a.id) == [a]
    assert list(client.dns_records.iter(id=b.id, domain="a.example.org")) == []


def test_unknown_filter(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A filter that no model field answers to is refused with the names there are."""
    with pytest.raises(ValidationError, match=r"'colour'; it can by .*first_name"):
        client.users.list(colour="red")
    assert tenant.requests == []


def test_parents_filter_on_the_server(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Children are asked for by their parent, not picked from all."""
    first = client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})
    client.networks.create({"name": "b", "routes": [{"value": "10.0.1.0/24"}]})
    tenant.reset_log()

    assert client.routes.list(network_id=first.id) == list(first.routes)
    assert [entry.operation for entry in tenant.requests] == ["routes.list"]


def test_parent_that_is_none_filters_all_out(client: CloudConnexaClient, tenant: Tenant) -> None:
    """An empty parent, which the vendor may take for no filter, has no children, and changes none."""
    network = client.networks.create({"name": "a", "routes": [{"value": "10.0.0.0/24"}]})

    assert client.routes.list(network_id="") == []
    assert list(client.routes.iter(network_id="")) == []
    assert client.routes.get(network.routes[0].id) == network.routes[0]


def test_pages_are_large(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A listing asks for the largest page there is, and for the next only if there is one."""
    scripted.answers = [
        page(["n1", "n2"], number=0, pages=2, total=3),
        page(["n3"], number=1, pages=2, total=3),
    ]

    assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n1", "n2", "n3"]
    assert scripted.asked == [
        "GET /api/v1/networks?page=0&size=1000",
        "GET /api/v1/networks?page=1&size=1000",
    ]


def test_iter_streams(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """Streaming asks for a page when the one before is used up."""
    scripted.answers = [page(["n1"], number=0, pages=2, total=2), page(["n2"], number=1, pages=2, total=2)]
    networks = connect_to(scripted.url).networks.iter()

    assert next(networks).id == "n1"
    assert len(scripted.asked) == 1
    assert next(networks).id == "n2"
    assert len(scripted.asked) == 2


def test_list_that_shifts_is_read_again(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """An object that slipped between two pages is not taken for deleted."""
    scripted.answers = [
        page(["n1", "n2"], number=0, pages=2, total=4),
        page(["n4"], number=1, pages=2, total=3),
        page(["n2", "n3"], number=0, pages=2, total=3),
        page(["n4"], number=1, pages=2, total=3),
    ]

    assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n2", "n3", "n4"]


def test_page_that_is_shorter_than_it_says(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """An only page that holds less than the total it names is not taken for the whole list at once."""
    scripted.answers = [
        page([], number=0, pages=1, total=2),
        page(["n1", "n2"], number=0, pages=1, total=2),
    ]

    assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n1", "n2"]


def test_list_that_never_settles(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A list that changes at every reading gives an error that is worth a later try."""
    scripted.answers = [page([f"n{i}"], number=i % 2, pages=2, total=5) for i in range(20)]

    with pytest.raises(CloudConnexaError, match="kept changing") as caught:
        connect_to(scripted.url).networks.list()
    assert caught.value.is_transient


def test_total_that_is_wrong_every_time(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """Two readings that agree outweigh a total that does not."""
    scripted.answers = 2 * [
        page(["n1"], number=0, pages=2, total=7),
        page(["n2"], number=1, pages=2, total=7),
    ]

    assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n1", "n2"]


def test_endless_pages_end(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A server that promises pages for ever is believed only as long as they hold something."""
    scripted.answers = [
        page(["n1"], number=0, pages=10**9, total=1),
        page([], number=1, pages=10**9, total=1),
    ]

    assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n1"]

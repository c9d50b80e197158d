"""Listings: pages, filters, and lists that change while they are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    CloudConnexaError,
    MalformedResponseError,
    ValidationError,
)
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


Read = Callable[[CloudConnexaClient], object]
WHOLE_READS: dict[str, Read] = {
    "list": lambda client: client.networks.list(),
    "children": lambda client: client.routes.list(),
    "snapshot": lambda client: client.networks.snapshot.get("n1"),
    "derived snapshot": lambda client: client.connectors.snapshot.values(),
    "look for a child": lambda client: client.routes.get("r1"),
}


@pytest.mark.parametrize("read", WHOLE_READS)
@pytest.mark.parametrize(
    ("ids", "total"),
    [(["n1", "n2", "n3"], 6), ([], 1), (["n1", "n2"], 1), (["n1", "n2", "n2"], 3), (["n1", "n2", "n2"], 2)],
    ids=["half", "none", "more", "one of them twice", "one of them twice and not counted"],
)
def test_list_that_stays_other_than_it_says(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], read: str, ids: list[str], total: int
) -> None:
    """However often it is read: an object may be missing, so nobody is told that these are all."""
    scripted.answers = [page(ids, number=0, pages=1, total=total)]

    with pytest.raises(CloudConnexaError, match=f"holds {len(set(ids))}, but the vendor counts {total}"):
        WHOLE_READS[read](connect_to(scripted.url))
    assert len(scripted.asked) == 2


def test_pages_short_every_time(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """Two readings that agree do not outweigh the vendor's own count."""
    scripted.answers = 2 * [
        page(["n1"], number=0, pages=2, total=7),
        page(["n2"], number=1, pages=2, total=7),
    ]

    with pytest.raises(CloudConnexaError, match="holds 2, but the vendor counts 7") as caught:
        connect_to(scripted.url).networks.list()
    assert caught.value.code == "incomplete_list"
    assert caught.value.context["operation"] == "networks.list"


def test_same_page_again_and_again(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """Something in between that gives the first page for every page does not make it the whole list."""
    scripted.answers = [page(["n1", "n2"], number=0, pages=3, total=6)]

    with pytest.raises(CloudConnexaError, match="holds 2, but the vendor counts 6"):
        connect_to(scripted.url).networks.list()


def test_pages_of_another_size_than_asked_for(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """A vendor that puts fewer on a page is asked until all are there, also if it does not count pages."""
    answers = [page([f"n{n}"], number=n, pages=3, total=3) for n in range(3)]
    uncounted = [(status, headers, body.replace(b"totalPages", b"x")) for status, headers, body in answers]
    scripted.answers = answers + uncounted

    for _ in range(2):
        assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n0", "n1", "n2"]


@pytest.mark.parametrize("total", [None, [], {}, "1", 1.0, True, -1])
@pytest.mark.parametrize("read", WHOLE_READS)
def test_page_without_a_total(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], read: str, total: object
) -> None:
    """Every page of this vendor has one: without it, what is there may be only the beginning."""
    body = {"content": [{"id": "n1", "name": "a"}], "totalElements": total, "totalPages": 1}
    scripted.answers = [(200, {}, json.dumps(body).encode())]

    with pytest.raises(MalformedResponseError, match="how many objects"):
        WHOLE_READS[read](connect_to(scripted.url))


def test_regions_have_no_total(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """They are the one list that the vendor gives whole, without pages and so without a count."""
    scripted.answers = [(200, {}, b'[{"id": "it-mxp"}, {"id": "us-east-1"}]')]

    assert [r.id for r in connect_to(scripted.url).vpn_regions.list()] == ["it-mxp", "us-east-1"]


def test_stream_that_is_short(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """Who streams gets each object once, and at the end the error that some are missing."""
    scripted.answers = [
        page(["n1", "n2"], number=0, pages=2, total=4),
        page(["n2"], number=1, pages=2, total=3),
    ]
    got: list[str] = []

    with pytest.raises(CloudConnexaError, match="holds 2, but the vendor counts 3 or 4"):
        got.extend(n.id for n in connect_to(scripted.url).networks.iter())
    assert got == ["n1", "n2"]


def test_sessions_come_once(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A session that stands on two pages is given once; null and left out are an empty page."""
    scripted.answers = [
        (200, {}, b'{"sessions": [{"id": "a"}, {"id": "b"}], "nextCursor": "2"}'),
        (200, {}, b'{"nextCursor": "3"}'),
        (200, {}, b'{"sessions": [{"id": "b"}, {"id": "c"}], "nextCursor": null}'),
        (200, {}, b"{}"),
    ]
    client = connect_to(scripted.url)

    assert [session.id for session in client.sessions.list()] == ["a", "b", "c"]
    assert client.sessions.list() == []


@pytest.mark.parametrize(
    "body",
    [
        {"error": "try later"},
        {"sessions": {"id": "a"}},
        [],
        {"sessions": [{"id": "a"}], "nextCursor": 0},
        {"sessions": [{"id": "a"}], "nextCursor": False},
    ],
)
def test_page_of_sessions_that_is_none(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], body: object
) -> None:
    """An answer of other things is not taken for an empty page, nor a cursor that is none for the end."""
    scripted.answers = [(200, {}, json.dumps(body).encode())]

    with pytest.raises(MalformedResponseError):
        connect_to(scripted.url).sessions.list()


def test_endless_pages_end(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A server that promises pages for ever is believed only as long as they hold something."""
    scripted.answers = [
        page(["n1"], number=0, pages=10**9, total=1),
        page([], number=1, pages=10**9, total=1),
    ]

    assert [n.id for n in connect_to(scripted.url).networks.list()] == ["n1"]

"""What the vendor sends and nobody understands spoils nothing but itself, and is never taken for missing."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    MalformedResponseError,
    ResourceNotFoundError,
    ServerError,
    ValidationError,
)

Connect = Callable[..., CloudConnexaClient]
Json = dict[str, Any]

ODD: Json = {"id": "r9", "type": "DOMAIN", "domain": "tea.example.org"}
GOOD: Json = {"id": "r1", "type": "IP_V4", "subnet": "10.0.0.0/24"}
GATE: Json = {"id": "c1", "name": "gate", "networkItemId": "n1", "vpnRegionId": "us-east-1"}
ODD_GATE: Json = {"id": "c9", "networkItemId": "n1", "nom": "gate"}


def page(*objects: Any) -> tuple[int, dict[str, str], bytes]:
    body = {"content": objects, "totalElements": len(objects), "totalPages": 1}
    return 200, {}, json.dumps(body).encode()


def answer(body: Json) -> tuple[int, dict[str, str], bytes]:
    return 200, {}, json.dumps(body).encode()


def networks(*routes: Any, **more: Any) -> tuple[int, dict[str, str], bytes]:
    odd = {"id": "n1", "name": "west", "routes": list(routes), "connectors": [GATE, ODD_GATE], **more}
    return page(odd, {"id": "n2", "name": "east", "routes": [{"id": "r2", "subnet": "10.2.0.0/24"}]})


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    "odd", [ODD, {"id": "r9"}, {"id": "r9", "subnet": 5}, None, 7, [], "r9", {"subnet": []}]
)
def test_odd_route(scripted: Any, connect_to: Connect, caplog: pytest.LogCaptureFixture, odd: object) -> None:
    """One route of an unknown shape leaves all networks readable; it is kept as it came, with one warning."""
    scripted.answers = [networks(GOOD, odd, connectors=[])]
    client = connect_to(scripted.url)

    west, east = client.networks.list()
    client.networks.list()

    assert [route.id for route in west.routes] == ["r1"]
    assert west.unread == {"routes": (odd,)}
    assert east.unread == {}
    assert [network.id for network in client.networks.snapshot.values()] == ["n1", "n2"]
    assert [route.id for route in client.routes.list()] == ["r1", "r2"]
    assert [route.id for route in client.routes.iter()] == ["r1", "r2"]
    assert len(warnings(caplog)) == 1
    assert "network n1 has 1 among its routes" in warnings(caplog)[0]


@pytest.mark.parametrize("sent", [{"r1": GOOD}, "r1", 5, True])
def test_routes_that_are_no_list(scripted: Any, connect_to: Connect, sent: object) -> None:
    """Where a network's routes are no list, its other properties are known all the same."""
    scripted.answers = [page({"id": "n1", "name": "west", "routes": sent})]

    (west,) = connect_to(scripted.url).networks.list()

    assert (west.name, west.routes, west.unread) == ("west", (), {"routes": (sent,)})


Need = Callable[[CloudConnexaClient], object]
NEEDS: dict[str, Need] = {
    "by id": lambda c: c.routes.get("r9"),
    "filter by id": lambda c: c.routes.list(id="r9"),
    "filter that must look into it": lambda c: c.routes.list(subnet="10.0.0.0/24"),
    "snapshot": lambda c: c.routes.snapshot.get("r9"),
    "all of its network": lambda c: [r.subnet for r in c.routes.snapshot.values() if r.network_id == "n1"],
    "connector": lambda c: c.connectors.snapshot.get("c9"),
    "update": lambda c: c.routes.update("r9", {"description": "x"}),
}


@pytest.mark.parametrize("need", NEEDS)
def test_who_needs_it_gets_the_error(scripted: Any, connect_to: Connect, need: str) -> None:
    """It is there, so it is never said to be missing; nothing is known of it, so nothing is said of it."""
    scripted.answers = [networks(GOOD, ODD)]
    client = connect_to(scripted.url)

    with pytest.raises(
        MalformedResponseError, match=r"(route r9|connector c9) .*cannot be understood"
    ) as caught:
        NEEDS[need](client)

    assert not caught.value.effect_unknown
    assert "tea.example.org" not in str(caught.value)


def test_who_needs_another_one_gets_it(scripted: Any, connect_to: Connect) -> None:
    """Its neighbours and what belongs to other networks are found, and what is missing is missing."""
    scripted.answers = [networks(GOOD, ODD)]
    client = connect_to(scripted.url)

    one = client.routes.snapshot.get("r1")

    assert one is not None
    assert one.subnet == "10.0.0.0/24"
    assert client.routes.snapshot.get("r7") is None
    assert [r.id for r in client.routes.snapshot.values() if r.network_id == "n2"] == ["r2"]
    assert client.routes.list(id="r1") == [one]
    assert client.connectors.snapshot.get("c1") is not None
    with pytest.raises(ResourceNotFoundError):
        client.routes.update("r7", {"description": "x"})


def test_odd_parts_outlive_our_own_writes(scripted: Any, connect_to: Connect) -> None:
    """An update whose answer shows no routes does not make an odd one look deleted."""
    scripted.answers = [networks(GOOD, ODD), answer({"id": "n1", "name": "west", "description": "d"})]
    client = connect_to(scripted.url)
    client.routes.snapshot.values()

    changed = client.networks.update(
        "n1",
        {
            "name": "west",
            "description": "d",
            "internet_access": None,
            "egress": None,
            "tunneling_protocol": None,
            "gateways_ids": None,
        },
    )

    assert changed.unread.keys() == {"routes", "connectors"}
    for find in (lambda: client.routes.snapshot.get("r9"), lambda: client.connectors.snapshot.get("c9")):
        with pytest.raises(MalformedResponseError):
            find()


SERVICE: Json = {
    "id": "s1",
    "networkItemId": "n1",
    "name": "web",
    "type": "SERVICE_DESTINATION",
    "routes": [{"id": "x", "subnet": {"of": "a new kind"}}],
    "config": {"serviceTypes": ["CUSTOM"], "customServiceTypes": [{"protocol": "TCP", "port": [8080]}]},
}


@pytest.mark.parametrize(
    ("values", "lost"),
    [
        ({"name": "www"}, {"routes", "config.custom_service_types.port"}),
        ({"routes": [{"value": "10.0.0.0/24"}]}, {"config.custom_service_types.port"}),
        ({"config": {"service_types": ["HTTPS"]}}, {"routes"}),
    ],
)
def test_update_takes_no_odd_part_away(
    scripted: Any, connect_to: Connect, values: Json, lost: set[str]
) -> None:
    """An update replaces the whole object, so one that would drop what nobody understands is refused."""
    scripted.answers = [answer(SERVICE)]
    client = connect_to(scripted.url)

    with pytest.raises(ValidationError) as caught:
        client.ip_services.update("s1", values)

    assert set(caught.value.details) == lost
    assert scripted.asked == ["GET /api/v1/networks/ip-services/s1"]


@pytest.mark.parametrize("write", ["update", "create"])
def test_model_with_odd_parts_is_not_written(scripted: Any, connect_to: Connect, write: str) -> None:
    """Neither may a model that was read be sent back without what is not understood in it."""
    scripted.answers = [answer(SERVICE)]
    client = connect_to(scripted.url)
    service = client.ip_services.get("s1")
    assert service is not None

    with pytest.raises(ValidationError, match="routes: holds something that cannot be understood"):
        client.ip_services.update("s1", service) if write == "update" else client.ip_services.create(service)

    assert len(scripted.asked) == 1


def test_update_that_gives_the_odd_parts_whole(scripted: Any, connect_to: Connect) -> None:
    """Where they are replaced on purpose, nothing is lost that was to be kept."""
    scripted.answers = [answer(SERVICE)]
    client = connect_to(scripted.url)

    client.ip_services.update(
        "s1", {"routes": [{"value": "10.0.0.0/24"}], "config": {"service_types": ["HTTPS"]}}
    )

    assert scripted.asked[-1] == "PUT /api/v1/networks/ip-services/s1"


def test_odd_object(scripted: Any, connect_to: Connect, caplog: pytest.LogCaptureFixture) -> None:
    """An object that is odd itself is left out with a warning, and is not missing to who looks for it."""
    scripted.answers = [page({"id": "u1", "username": "anna"}, {"id": "u9", "usernom": "bert"})]
    client = connect_to(scripted.url)

    assert [user.id for user in client.users.list()] == ["u1"]
    assert [user.id for user in client.users.list(id="u1")] == ["u1"]
    assert client.users.snapshot.get("u1") is not None
    for find in (
        lambda: client.users.snapshot.get("u9"),
        lambda: client.users.list(username="bert"),
        lambda: next((u for u in client.users.snapshot.values() if u.username == "bert"), None),
    ):
        with pytest.raises(MalformedResponseError, match="user u9 is there, but cannot be understood"):
            find()
    assert len(warnings(caplog)) == 1


def test_odd_object_without_an_id(scripted: Any, connect_to: Connect) -> None:
    """One that nobody could ask for makes its list an error: nobody would ever learn of it."""
    scripted.answers = [page({"id": "u1", "username": "anna"}, {"usernom": "bert"})]

    with pytest.raises(MalformedResponseError, match="not a user"):
        connect_to(scripted.url).users.list()


def test_lost_create_among_odd_objects(scripted: Any, connect_to: Connect) -> None:
    """Whether an odd object is what a lost create has made cannot be told, so nothing is made twice."""
    scripted.answers = [(500, {}, b""), page({"id": "u9", "usernom": "anna"}), (201, {}, b"{}")]

    with pytest.raises(ServerError) as caught:
        connect_to(scripted.url).users.create({"username": "anna", "email": "a@example.org", "group_id": "g"})

    assert "cannot be understood" in caught.value.context["look_up"]
    assert [line.split()[0] for line in scripted.asked] == ["POST", "GET"]


def test_names_of_odd_parts_command_no_terminal(
    scripted: Any, connect_to: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    """The ids in the warning are the vendor's, and shown as such."""
    scripted.answers = [networks({"id": "r9\x1b[2J\n"}, connectors=[])]

    connect_to(scripted.url).networks.list()

    assert "\x1b" not in warnings(caplog)[0]
    assert "\n" not in warnings(caplog)[0]

"""One object of a tenant: by id, by name; none, or several; and what may be asked at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.sdk.lookups.conftest import World
from tests.specimens import SPECIMENS

from pulumi_isp import cloudconnexa as sdk
from pulumi_isp_provider.errors import AmbiguousError, NotFoundError, ValidationError

KINDS = [
    kind
    for kind, specimen in SPECIMENS.items()
    if specimen.vendor == "cloudconnexa" and not specimen.is_only_one
]


def one(kind: str) -> Callable[..., Any]:
    """The data source for one object of a kind."""
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.partition(".")[2])
    found: Callable[..., Any] = getattr(sdk, f"get{name}")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_by_its_natural_key_it_is_the_same_as_by_its_id(world: World, kind: str) -> None:
    """Whole, as the resource finds it; where no other has the same name, the name is enough."""
    key = SPECIMENS[kind].front.lifecycle.natural_key
    declared = world.declared[kind]

    by_id = one(kind)(id=world.ids[kind])

    assert one(kind)(**{name: declared[name] for name in key}) == by_id
    assert one(kind)(**{key[-1]: declared[key[-1]]}) == by_id


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_there_is_told_with_what_is(world: World, kind: str) -> None:
    """By what it was looked for, and what there is that comes near."""
    key = SPECIMENS[kind].front.lifecycle.natural_key[-1]
    is_subnet = key == "subnet"
    wrong = "10.44.98.0/24" if is_subnet else f"{world.declared[kind][key]}s"

    with pytest.raises(sdk.CloudConnexaLookupError) as caught:
        one(kind)(**{key: wrong})
    with pytest.raises(sdk.CloudConnexaLookupError, match=r"There is no .* with id 'gone'") as gone:
        one(kind)(id="gone")

    for told in ("connection 'default'", f"with {key} {wrong!r}", "did you mean "):
        assert told in str(caught.value)
    for raised in (caught, gone):
        assert isinstance(raised.value.__cause__, NotFoundError)
        assert "What to do: " in str(raised.value)


def test_a_name_that_several_have_is_refused_with_their_ids(small: World) -> None:
    """To take one of them would be a guess."""
    ids = ["11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"]
    small.isp.cloudconnexa.fault(
        "networks.list",
        "status",
        every=1,
        status=200,
        content_type="application/json",
        body=_page([_network(ids[0], "Plant"), _network(ids[1], "Plant")]),
    )

    with pytest.raises(sdk.CloudConnexaLookupError) as caught:
        sdk.get_network(name="Plant")

    assert isinstance(caught.value.__cause__, AmbiguousError)
    assert [each for each in (*ids, "by its id") if each not in str(caught.value)] == []
    assert sdk.get_network(id=ids[1]).id == ids[1]


def test_the_name_of_a_part_is_narrowed_by_what_it_belongs_to(small: World) -> None:
    """Connectors of two networks may have one name; the network tells them apart."""
    twins = [{"id": f"c-{number}", "name": "a", "vpnRegionId": "eu-west-1"} for number in (1, 2)]
    small.isp.cloudconnexa.fault(
        "networks.list",
        "status",
        every=1,
        status=200,
        content_type="application/json",
        body=_page([{**_network(f"n-{each['id']}", each["id"]), "connectors": [each]} for each in twins]),
    )

    with pytest.raises(sdk.CloudConnexaLookupError, match="give network_id too"):
        sdk.get_network_connector(name="a")

    assert sdk.get_network_connector(name="a", network_id="n-c-2").id == "c-2"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"id": "x", "name": "y"},
        {"network_id": "x"},
        {"id": "x", "network_id": "y"},
    ],
    ids=str,
)
def test_too_little_or_too_much_is_refused_before_anything_is_asked(
    world: World, given: dict[str, str]
) -> None:
    """One way to ask for one thing."""
    with pytest.raises(sdk.CloudConnexaLookupError, match="by its id alone, or by its name") as caught:
        sdk.get_ip_service(**given)

    assert isinstance(caught.value.__cause__, ValidationError)
    assert world.asked() == {}


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: sdk.get_route(subnet="10.0.0.5/24"), "subnet: has bits set outside its /24 mask"),
        (lambda: sdk.get_sessions(status="active"), "status must be one of ACTIVE, COMPLETED, FAILED"),
    ],
    ids=["subnet", "status"],
)
def test_a_value_that_makes_no_sense_is_refused(world: World, ask: Callable[[], Any], said: str) -> None:
    """In the words in which a resource refuses it, before anything is asked."""
    with pytest.raises(sdk.CloudConnexaLookupError, match=said):
        ask()

    assert world.asked() == {}


def test_names_are_compared_as_resources_compare_them(world: World) -> None:
    """A domain in capitals is the same domain."""
    domain = world.declared["cloudconnexa.DnsRecord"]["domain"]

    assert sdk.get_dns_record(domain=domain.upper()).id == world.ids["cloudconnexa.DnsRecord"]


def test_lists_are_narrowed_by_what_the_objects_belong_to(world: World) -> None:
    """What belongs elsewhere is left out."""
    network = world.ids["cloudconnexa.Network"]
    group = sdk.get_user_group(name="contractors").id

    assert {
        each.network_id for each in sdk.get_network_connectors(network_id=network).network_connectors
    } == {network}
    assert [user.username for user in sdk.get_users(group_id=group).users] == ["ida"]
    assert sdk.get_routes(network_id="elsewhere").routes == []


def test_sessions_are_asked_for_by_their_state(world: World) -> None:
    """As the vendor sorts them; the same question once."""
    found = [sdk.get_sessions(status="ACTIVE").sessions for _ in range(3)]

    assert [[session.id for session in each] for each in found] == [["session-0"]] * 3
    assert world.asked() == {"sessions.list": 1}


def test_what_was_just_made_is_found(small: World) -> None:
    """What is not in an older listing is looked for in a new one; by any name that it is asked for with."""
    sdk.get_user_groups()
    state = small.isp.cloudconnexa.state()
    state["user-groups"].append({"id": "new", "name": "newcomers", "allRegionsIncluded": True})
    state["networks"].append({**_network("n-new", "Fresh"), "routes": [{"subnet": "10.9.0.0/24"}]})
    small.isp.cloudconnexa.load(state)

    assert sdk.get_user_group(name="newcomers").id == "new"
    assert sdk.get_user_group(id="new").name == "newcomers"
    assert small.asked()["user-groups.list"] == 2
    assert sdk.get_route(subnet="10.9.0.0/24").network_id == "n-new"


def test_what_is_missing_costs_a_listing_and_no_more(small: World) -> None:
    """The first question lists anyhow; each further one must, or what was just made would be missing."""
    for number in range(1, 4):
        with pytest.raises(sdk.CloudConnexaLookupError, match="no route with subnet"):
            sdk.get_route(subnet="10.250.0.0/24")
        assert small.asked() == {"networks.list": number}


def _network(id_: str, name: str) -> dict[str, Any]:
    return {"id": id_, "name": name, "egress": True, "internetAccess": "SPLIT_TUNNEL_ON"}


def _page(objects: list[dict[str, Any]]) -> str:
    return json.dumps({"content": objects, "totalElements": len(objects), "totalPages": 1})

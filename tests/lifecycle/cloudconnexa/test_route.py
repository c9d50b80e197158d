"""The life of a route, through the real client against the simulated CloudConnexa, in each API version."""

from __future__ import annotations

import pytest
from tests.support.isp import Isp
from tests.support.lives import Life, Step, live

from pulumi_isp_provider.cloudconnexa.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.route import RouteLifecycle
from pulumi_isp_provider.cloudconnexa.route_owners import RouteOwners
from pulumi_isp_provider.errors import AlreadyExistsError
from pulumi_isp_provider.lifecycle import Stored
from pulumi_isp_provider.schema import UNKNOWN


@pytest.fixture
def network_id(cloudconnexa: CloudConnexaClient) -> str:
    """A network to hang routes on."""
    network = NetworkLifecycle()
    return network.create(cloudconnexa, network.check({"name": "Plant"}).inputs).id


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (("description", {"subnet": "10.20.0.0/24", "description": "shelves"}, False),),
        (("subnet", {"subnet": "10.30.0.0/24"}, True),),
        (("subnet", {"subnet": "10.20.0.0/23"}, True),),
        (("subnet", {"subnet": "2001:db8::/48"}, True),),
    ],
    ids=["bare", "description", "another subnet", "an overlapping subnet", "another family"],
)
def test_life(
    cloudconnexa: CloudConnexaClient, network_id: str, steps: tuple[tuple[str, dict[str, str], bool], ...]
) -> None:
    """Create, change, replace, read and delete; after every step there is nothing to do."""
    table = tuple(
        Step({"network_id": network_id, **news}, (name,), (name,) if replaces else ())
        for name, news, replaces in steps
    )
    live(
        RouteLifecycle,
        cloudconnexa,
        Life({"network_id": network_id, "subnet": "10.20.0.0/24"}, table, computed={"type": "IP_V4"}),
    )


def test_notations_of_one_subnet_mean_the_same(cloudconnexa: CloudConnexaClient, network_id: str) -> None:
    """An IPv6 subnet written in another way is no difference."""
    life = RouteLifecycle()
    long = life.check({"network_id": network_id, "subnet": "2001:0DB8:0000::/48"})
    short = life.check({"network_id": network_id, "subnet": "2001:db8::/48"})

    stored = life.create(cloudconnexa, long.inputs)

    assert RouteLifecycle().diff(stored.id, stored.outputs, short.inputs).changes == []


@pytest.mark.parametrize(
    ("subnet", "says"),
    [
        ("10.0.0.5/24", "has bits set outside its /24 mask"),
        ("10.0.0.0/33", "must be an IPv4 or IPv6 subnet"),
        ("office", "must be an IPv4 or IPv6 subnet"),
        ("", "must be"),
    ],
)
def test_bad_subnets_are_refused(subnet: str, says: str) -> None:
    """What is not a subnet's first address with its mask is refused with what is allowed."""
    checked = RouteLifecycle().check({"network_id": "n", "subnet": subnet})

    assert checked.failures[0].path == "subnet"
    assert says in checked.failures[0].reason


def test_only_subnets_that_do_not_overlap_stand_side_by_side() -> None:
    """A replacement makes the new route first where both can exist; never where the subnet stays the same."""
    life = RouteLifecycle()
    old = {"network_id": "n", "subnet": "10.0.0.0/24"}

    assert life.coexist(old, {"network_id": "n", "subnet": "10.0.1.0/24"})
    assert not life.coexist(old, {"network_id": "n", "subnet": "10.0.0.0/23"})
    assert not life.coexist(old, old)
    assert not life.coexist(old, {"network_id": "n", "subnet": UNKNOWN})
    assert life.coexist(old, {"network_id": "n", "subnet": "2001:db8::/48"})


def test_routes_of_a_network_are_read_in_one_listing(
    cloudconnexa: CloudConnexaClient, network_id: str, isp: Isp
) -> None:
    """Fifty reads of fifty routes cost one request."""
    life = RouteLifecycle()
    stored = [
        life.create(cloudconnexa, {"network_id": network_id, "subnet": f"10.{n}.0.0/16"}) for n in range(50)
    ]
    cloudconnexa.networks.snapshot.drop()
    isp.cloudconnexa.reset_log()

    assert all(life.read(cloudconnexa, route.id, route.outputs) == route for route in stored)
    assert sum(isp.cloudconnexa.counts().values()) == 1


LAB = "10.20.0.0/24"


def keep(life: NetworkLifecycle, client: CloudConnexaClient, stored: Stored, routes: list[str]) -> Stored:
    """What a run does with a network that is there already."""
    news = life.check({"name": "Plant", "routes": [{"subnet": subnet} for subnet in routes]}).inputs
    if not life.diff(stored.id, stored.outputs, news).changes:
        return stored
    return life.update(client, stored.id, stored.outputs, news)


def subnets(isp: Isp) -> list[str]:
    return [route["subnet"] for route in isp.cloudconnexa.state().get("routes", [])]


@pytest.fixture
def site(cloudconnexa: CloudConnexaClient) -> Stored:
    """A network as the run before has left it."""
    life = NetworkLifecycle()
    return life.create(cloudconnexa, life.check({"name": "Plant"}).inputs)


def test_a_route_that_moves_into_its_networks_list_is_kept(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """The network lists it before the engine asks for the delete of the resource: nobody is cut off."""
    route = RouteLifecycle().create(cloudconnexa, {"network_id": site.id, "subnet": LAB})
    before = isp.cloudconnexa.state()
    owners = RouteOwners()

    keep(NetworkLifecycle(owners), cloudconnexa, site, [LAB])
    RouteLifecycle(owners).delete(cloudconnexa, route.id, route.outputs)

    assert isp.cloudconnexa.state() == before


def test_the_delete_is_left_out_in_a_later_run_too(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """The run that moved the route was cut short between the update and the delete."""
    route = RouteLifecycle().create(cloudconnexa, {"network_id": site.id, "subnet": LAB})
    listed = keep(NetworkLifecycle(), cloudconnexa, site, [LAB])
    owners = RouteOwners()

    keep(NetworkLifecycle(owners), cloudconnexa, listed, [LAB])
    RouteLifecycle(owners).delete(cloudconnexa, route.id, route.outputs)

    assert subnets(isp) == [LAB]


def test_a_route_that_moves_out_of_its_networks_list_is_there_afterwards(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Whichever of the two the engine comes to first."""
    for route_first in (True, False):
        listed = keep(NetworkLifecycle(), cloudconnexa, site, [LAB])
        owners = RouteOwners()
        network, life = NetworkLifecycle(owners), RouteLifecycle(owners)
        if not route_first:
            keep(network, cloudconnexa, listed, [])
        news = life.check({"network_id": site.id, "subnet": LAB})
        assert news.failures == []
        route = life.create(cloudconnexa, news.inputs)
        if route_first:
            keep(network, cloudconnexa, listed, [])

        assert RouteLifecycle().read(cloudconnexa, route.id, route.outputs) == route
        assert subnets(isp) == [LAB]


def test_a_route_that_is_also_in_its_networks_list_is_refused(
    cloudconnexa: CloudConnexaClient, site: Stored
) -> None:
    """It would go as soon as one of its two owners let it go. The refusal comes before anything is done."""
    owners = RouteOwners()
    keep(NetworkLifecycle(owners), cloudconnexa, site, ["2001:db8::/48", LAB])
    life = RouteLifecycle(owners)

    (failure,) = life.check({"network_id": site.id, "subnet": "2001:0db8:0::/48"}).failures

    assert failure.path == "subnet"
    assert "in the network's own list" in failure.reason
    assert life.check({"network_id": site.id, "subnet": "10.30.0.0/24"}).failures == []
    with pytest.raises(AlreadyExistsError, match=r"routes\[1\] of .* belongs to another resource"):
        keep(NetworkLifecycle(owners), cloudconnexa, site, [LAB, "10.30.0.0/24"])


def test_a_route_that_goes_from_the_list_but_stays_a_resource_is_made_again(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Both had it in state, after a run that was refused half way; the network is the first to let it go."""
    route = RouteLifecycle().create(cloudconnexa, {"network_id": site.id, "subnet": LAB})
    listed = keep(NetworkLifecycle(), cloudconnexa, site, [LAB])
    owners = RouteOwners()
    life = RouteLifecycle(owners)

    keep(NetworkLifecycle(owners), cloudconnexa, listed, [])
    news = life.check({"network_id": site.id, "subnet": LAB}).inputs
    difference = life.diff(route.id, route.outputs, news)

    assert difference.replaces == ["subnet"]
    assert difference.delete_before_replace
    life.delete(cloudconnexa, route.id, route.outputs)
    life.create(cloudconnexa, news)
    assert subnets(isp) == [LAB]
    assert life.diff(route.id, route.outputs, {**news, "subnet": "10.30.0.0/24"}).replaces == ["subnet"]


def test_a_route_that_is_to_be_made_again_can_be_even_if_its_network_has_left_it(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """The engine came to the route between the network's comparison and its update."""
    route = RouteLifecycle().create(cloudconnexa, {"network_id": site.id, "subnet": LAB})
    listed = keep(NetworkLifecycle(), cloudconnexa, site, [LAB])
    owners = RouteOwners()
    network, life = NetworkLifecycle(owners), RouteLifecycle(owners)

    fewer = network.check({"name": "Plant", "routes": []}).inputs
    network.diff(listed.id, listed.outputs, fewer)
    news = life.check({"network_id": site.id, "subnet": LAB}).inputs
    network.update(cloudconnexa, listed.id, listed.outputs, fewer)

    assert life.diff(route.id, route.outputs, news).replaces == ["subnet"]
    life.delete(cloudconnexa, route.id, route.outputs)
    life.create(cloudconnexa, news)
    assert subnets(isp) == [LAB]


def test_a_route_that_is_a_resource_is_not_deleted_by_its_network(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Where the engine comes to the resource first, the route stays as it is."""
    route = RouteLifecycle().create(cloudconnexa, {"network_id": site.id, "subnet": LAB})
    listed = keep(NetworkLifecycle(), cloudconnexa, site, [LAB])
    before = isp.cloudconnexa.state()
    owners = RouteOwners()
    life = RouteLifecycle(owners)

    news = life.check({"network_id": site.id, "subnet": LAB}).inputs
    keep(NetworkLifecycle(owners), cloudconnexa, listed, [])

    assert life.diff(route.id, route.outputs, news).changes == []
    assert isp.cloudconnexa.state() == before


def test_a_refresh_says_nothing_of_what_is_declared(cloudconnexa: CloudConnexaClient, site: Stored) -> None:
    """A refresh compares as well, with what was declared before: no route counts as listed by that."""
    owners = RouteOwners()
    news = {**site.inputs, "routes": [{"subnet": LAB}]}

    NetworkLifecycle(owners).diff(site.id, news, news)

    assert RouteLifecycle(owners).check({"network_id": site.id, "subnet": LAB}).failures == []

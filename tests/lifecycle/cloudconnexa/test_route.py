"""The life of a route, through the real client against the simulated CloudConnexa, in each API version."""

from __future__ import annotations

import json

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands, Reached

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.resources.route import RouteLifecycle
from pulumi_isp_provider.core.records import Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import AlreadyExistsError


@pytest.fixture
def network_id(cloudconnexa: CloudConnexaClient) -> str:
    """A network to hang routes on."""
    network = Hands(NetworkLifecycle, cloudconnexa)
    return network.create(network.check({"name": "Plant"}).inputs).id


def test_notations_of_one_subnet_mean_the_same(cloudconnexa: CloudConnexaClient, network_id: str) -> None:
    """An IPv6 subnet written in another way is no difference."""
    life = Hands(RouteLifecycle, cloudconnexa)
    long = life.check({"network_id": network_id, "subnet": "2001:0DB8:0000::/48"})
    short = life.check({"network_id": network_id, "subnet": "2001:db8::/48"})

    stored = life.create(long.inputs)

    assert Hands(RouteLifecycle).diff(stored, {}, short.inputs).changes == []


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
    checked = Hands(RouteLifecycle).check({"network_id": "n", "subnet": subnet})

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
    life = Hands(RouteLifecycle, cloudconnexa)
    stored = [life.create({"network_id": network_id, "subnet": f"10.{n}.0.0/16"}) for n in range(50)]
    cloudconnexa.networks.snapshot.drop()
    isp.cloudconnexa.reset_log()

    assert all(life.read(route) == route for route in stored)
    assert sum(isp.cloudconnexa.counts().values()) == 1


LAB = "10.20.0.0/24"


def keep(life: Hands, stored: Stored, routes: list[str]) -> Stored:
    """What a run does with a network that is there already."""
    news = life.check({"name": "Plant", "routes": [{"subnet": subnet} for subnet in routes]}).inputs
    if not life.diff(stored, {}, news).changes:
        return stored
    return life.update(stored, {}, news)


def subnets(isp: Isp) -> list[str]:
    return [route["subnet"] for route in isp.cloudconnexa.state().get("routes", [])]


@pytest.fixture
def site(cloudconnexa: CloudConnexaClient) -> Stored:
    """A network as the run before has left it."""
    life = Hands(NetworkLifecycle, cloudconnexa)
    return life.create(life.check({"name": "Plant"}).inputs)


def test_a_route_that_moves_into_its_networks_list_is_kept(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """The network lists it before the engine asks for the delete of the resource: nobody is cut off."""
    route = Hands(RouteLifecycle, cloudconnexa).create({"network_id": site.id, "subnet": LAB})
    before = isp.cloudconnexa.state()
    run = Run(Reached(cloudconnexa))

    keep(Hands(NetworkLifecycle, run=run, owner="site"), site, [LAB])
    Hands(RouteLifecycle, run=run, owner="route").delete(route)

    assert isp.cloudconnexa.state() == before


def test_the_delete_is_left_out_in_a_later_run_too(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """The run that moved the route was cut short between the update and the delete."""
    route = Hands(RouteLifecycle, cloudconnexa).create({"network_id": site.id, "subnet": LAB})
    listed = keep(Hands(NetworkLifecycle, cloudconnexa, owner="site"), site, [LAB])
    run = Run(Reached(cloudconnexa))

    keep(Hands(NetworkLifecycle, run=run, owner="site"), listed, [LAB])
    Hands(RouteLifecycle, run=run, owner="route").delete(route)

    assert subnets(isp) == [LAB]


def test_a_route_that_moves_out_of_its_networks_list_is_there_afterwards(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Whichever of the two the engine comes to first."""
    for route_first in (True, False):
        listed = keep(Hands(NetworkLifecycle, cloudconnexa, owner="site"), site, [LAB])
        run = Run(Reached(cloudconnexa))
        network, life = (
            Hands(NetworkLifecycle, run=run, owner="site"),
            Hands(RouteLifecycle, run=run, owner="route"),
        )
        if not route_first:
            keep(network, listed, [])
        news = life.check({"network_id": site.id, "subnet": LAB})
        assert news.failures == []
        route = life.create(news.inputs)
        if route_first:
            keep(network, listed, [])

        assert Hands(RouteLifecycle, cloudconnexa).read(route) == route
        assert subnets(isp) == [LAB]


def test_a_route_that_is_also_in_its_networks_list_is_refused(
    cloudconnexa: CloudConnexaClient, site: Stored
) -> None:
    """It would go as soon as one of its two owners let it go. The refusal comes before anything is done."""
    run = Run(Reached(cloudconnexa))
    keep(Hands(NetworkLifecycle, run=run, owner="site"), site, ["2001:db8::/48", LAB])
    life = Hands(RouteLifecycle, run=run, owner="route")

    (failure,) = life.check({"network_id": site.id, "subnet": "2001:0db8:0::/48"}).failures

    assert "is declared by cloudconnexa.Network 'site' already" in failure.reason
    assert life.check({"network_id": site.id, "subnet": "10.30.0.0/24"}).failures == []
    with pytest.raises(
        AlreadyExistsError, match=r"10\.30\.0\.0/24 of .* belongs to cloudconnexa\.Route 'route'"
    ):
        keep(Hands(NetworkLifecycle, run=run, owner="site"), site, [LAB, "10.30.0.0/24"])


def test_a_route_that_goes_from_the_list_but_stays_a_resource_is_made_again(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Both had it in state, after a run that was refused half way; the network is the first to let it go."""
    route = Hands(RouteLifecycle, cloudconnexa).create({"network_id": site.id, "subnet": LAB})
    listed = keep(Hands(NetworkLifecycle, cloudconnexa, owner="site"), site, [LAB])
    run = Run(Reached(cloudconnexa))
    life = Hands(RouteLifecycle, run=run, owner="route")

    keep(Hands(NetworkLifecycle, run=run, owner="site"), listed, [])
    news = life.check({"network_id": site.id, "subnet": LAB}).inputs
    difference = life.diff(route, {}, news)

    assert difference.replaces == ["subnet"]
    assert difference.delete_before_replace
    life.delete(route)
    life.create(news)
    assert subnets(isp) == [LAB]
    assert life.diff(route, {}, {**news, "subnet": "10.30.0.0/24"}).replaces == ["subnet"]


def test_a_route_that_is_to_be_made_again_can_be_even_if_its_network_has_left_it(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """The engine came to the route between the network's comparison and its update."""
    route = Hands(RouteLifecycle, cloudconnexa).create({"network_id": site.id, "subnet": LAB})
    listed = keep(Hands(NetworkLifecycle, cloudconnexa, owner="site"), site, [LAB])
    run = Run(Reached(cloudconnexa))
    network, life = (
        Hands(NetworkLifecycle, run=run, owner="site"),
        Hands(RouteLifecycle, run=run, owner="route"),
    )

    fewer = network.check({"name": "Plant", "routes": []}).inputs
    network.diff(listed, {}, fewer)
    news = life.check({"network_id": site.id, "subnet": LAB}).inputs
    network.update(listed, {}, fewer)

    assert life.diff(route, {}, news).replaces == ["subnet"]
    life.delete(route)
    life.create(news)
    assert subnets(isp) == [LAB]


def test_a_route_that_is_a_resource_is_not_deleted_by_its_network(
    cloudconnexa: CloudConnexaClient, site: Stored, isp: Isp
) -> None:
    """Where the engine comes to the resource first, the route stays as it is."""
    route = Hands(RouteLifecycle, cloudconnexa).create({"network_id": site.id, "subnet": LAB})
    listed = keep(Hands(NetworkLifecycle, cloudconnexa, owner="site"), site, [LAB])
    before = isp.cloudconnexa.state()
    run = Run(Reached(cloudconnexa))
    life = Hands(RouteLifecycle, run=run, owner="route")

    news = life.check({"network_id": site.id, "subnet": LAB}).inputs
    keep(Hands(NetworkLifecycle, run=run, owner="site"), listed, [])

    assert life.diff(route, {}, news).changes == []
    assert isp.cloudconnexa.state() == before


def test_a_refresh_says_nothing_of_what_is_declared(cloudconnexa: CloudConnexaClient, site: Stored) -> None:
    """A refresh compares as well, with what was declared before: no route counts as listed by that."""
    run = Run(Reached(cloudconnexa))
    news = {**site.inputs, "routes": [{"subnet": LAB}]}

    Hands(NetworkLifecycle, run=run, owner="site").diff(site.id, news, news)

    assert (
        Hands(RouteLifecycle, run=run, owner="route").check({"network_id": site.id, "subnet": LAB}).failures
        == []
    )


def test_a_route_of_a_domain_name_stands_in_no_subnets_way(
    cloudconnexa: CloudConnexaClient, network_id: str, isp: Isp
) -> None:
    """No release makes one; where a tenant has one, a route whose old half goes first can be replaced."""
    stored = Hands(RouteLifecycle, cloudconnexa).create({"network_id": network_id, "subnet": "10.0.0.0/24"})
    routes = [
        {"id": stored.id, "type": "IP_V4", "subnet": "10.0.0.0/24"},
        {"id": "r-9", "type": "DOMAIN", "subnet": "tea.example.org"},
    ]
    page = {"content": [{"id": network_id, "name": "Plant", "routes": routes}], "totalElements": 1}
    body = json.dumps({**page, "totalPages": 1, "numberOfElements": 1, "page": 0, "size": 1000})
    isp.cloudconnexa.fault(operation="networks.list", action="status", every=1, status=200, body=body)
    cloudconnexa.networks.snapshot.drop()
    hands = Hands(RouteLifecycle, cloudconnexa)
    wide = hands.check({"network_id": network_id, "subnet": "10.0.0.0/23"}).inputs

    assert hands.diff(stored, {}, wide).delete_before_replace
    assert cloudconnexa.routes.snapshot.get("r-9") is not None

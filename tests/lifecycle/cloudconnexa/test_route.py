"""The life of a route, through the real client against the simulated CloudConnexa, in each API version."""

from __future__ import annotations

import pytest
from tests.support.isp import Isp
from tests.support.lives import Life, Step, live

from pulumi_isp_provider.cloudconnexa.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.route import RouteLifecycle
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

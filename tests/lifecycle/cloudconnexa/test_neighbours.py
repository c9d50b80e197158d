"""Routes of one network that overlap, wherever they are declared: refused before anything is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.support.lives import Hands, Reached
from tests.support.specimen import FRONTS

from pulumi_isp_provider.cloudconnexa.resources.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.schema import UNKNOWN

ROUTE, NETWORK = "cloudconnexa.Route", "cloudconnexa.Network"


def a_run(version: str = "1.1.0") -> Run:
    settings = CloudConnexaSettings(
        url="https://acme.api.openvpn.example", client_id="pulumi", client_secret="hush", api_version=version
    )
    return Run(Reached(None, {"default": settings}))


def failures(run: Run, owner: str, refers: Mapping[str, str] | None = None, **inputs: Any) -> list[str]:
    """What check says of a resource; its kind is in the owner's name."""
    life = FRONTS[owner.partition("::")[0]].lifecycle
    checked = life.check(run, Declaration(owner, inputs, refers=refers or {}))
    return [str(failure) for failure in checked.failures]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.0.0.0/8", "10.1.0.0/16"),
        ("10.1.0.0/16", "10.0.0.0/8"),
        ("2001:db8::/32", "2001:0DB8:1::/48"),
        ("192.0.2.7/32", "192.0.2.0/24"),
    ],
)
def test_two_routes_of_one_network_that_overlap_are_refused_with_both_named(one: str, other: str) -> None:
    """Whichever comes first, in whatever spelling."""
    run = a_run()

    assert failures(run, f"{ROUTE}::a", network_id="n", subnet=one) == []
    (said,) = failures(run, f"{ROUTE}::b", network_id="n", subnet=other)

    assert said.startswith("subnet: ")
    assert f"overlaps {one}, which cloudconnexa.Route 'a' declares as subnet" in said


@pytest.mark.parametrize(
    ("network", "subnet"),
    [("n", "10.1.0.0/16"), ("other", "10.0.0.0/16"), ("n", "0.0.0.0/0"), ("n", "::/0"), ("n", "a00::/8")],
)
def test_neighbours_and_the_route_for_all_traffic_are_none_of_it(network: str, subnet: str) -> None:
    """Side by side, in another network, or meant to have all others within."""
    run = a_run()
    failures(run, f"{ROUTE}::a", network_id="n", subnet="10.0.0.0/16")

    assert failures(run, f"{ROUTE}::b", network_id=network, subnet=subnet) == []


def test_what_a_network_lists_and_a_route_of_its_own_are_compared() -> None:
    """A network that is to be made has no id: the program says which declaration is meant."""
    run = a_run()
    assert failures(run, f"{NETWORK}::plant", name="Plant", routes=[{"subnet": "10.0.0.0/8"}]) == []

    same = failures(
        run, f"{ROUTE}::a", {"network_id": f"{NETWORK}::plant"}, network_id=UNKNOWN, subnet="10.1.0.0/16"
    )
    another = failures(
        run, f"{ROUTE}::b", {"network_id": f"{NETWORK}::office"}, network_id=UNKNOWN, subnet="10.1.0.0/16"
    )
    nobody_knows = failures(run, f"{ROUTE}::c", network_id=UNKNOWN, subnet="10.1.0.0/16")

    assert "which cloudconnexa.Network 'plant' declares as routes[0].subnet" in same[0]
    assert another == nobody_knows == []


def test_a_network_that_stands_is_known_by_its_id_and_by_its_resource() -> None:
    """Its route gives the id; its own list has none."""
    run = a_run()
    plant = Hands(NetworkLifecycle, run=run, owner="plant")
    inputs = plant.check({"name": "Plant", "routes": [{"subnet": "10.0.0.0/8"}]}).inputs
    plant.diff("n", inputs, inputs)

    (said,) = failures(run, f"{ROUTE}::a", network_id="n", subnet="10.1.0.0/16")

    assert "'plant'" in said


def test_a_list_that_overlaps_itself_is_refused_by_its_paths() -> None:
    """Each is named by its place; the route for all traffic is not in the way."""
    listed = [{"subnet": text} for text in ("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/9")]

    said = failures(a_run(), f"{NETWORK}::plant", name="Plant", routes=listed)

    assert [text.partition(": ")[0] for text in said] == ["routes[2].subnet", "routes[3].subnet"]
    assert all("this resource declares as routes[1].subnet" in text for text in said)


def test_a_second_look_at_the_same_declarations_finds_nothing_new() -> None:
    """The engine asks more than once; what changed its subnet is no longer in the way where it was."""
    run = a_run()
    for subnet in ("10.0.0.0/8", "10.0.0.0/8", "192.0.2.0/24"):
        assert failures(run, f"{ROUTE}::a", network_id="n", subnet=subnet) == []

    assert failures(run, f"{ROUTE}::b", network_id="n", subnet="10.1.0.0/16") == []
    assert failures(run, f"{ROUTE}::a", network_id="n", subnet="10.1.1.0/24") != []


def test_where_a_tenant_may_be_set_up_to_take_them_the_vendor_decides() -> None:
    """Release 1.2 has the setting; the refusal of the others says so."""
    for version, refused in (("1.0", True), ("1.1.0", True), ("1.2", False)):
        run = a_run(version)
        failures(run, f"{ROUTE}::a", network_id="n", subnet="10.0.0.0/8")
        said = failures(run, f"{ROUTE}::b", network_id="n", subnet="10.1.0.0/16")
        assert bool(said) == refused
        assert all('apiVersion to "1.2"' in text for text in said)

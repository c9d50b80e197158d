"""The Ethernet ports of an ONT: one by its id, many by their ONT."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sdk.lookups.conftest import World

from pulumi_isp import calix as sdk


@pytest.fixture
def plant(small: World) -> World:
    """An ONT with four gigabit ports and none of another kind; something is set on the second."""
    hill, valley = small.isp.cms.state()["networks"]
    port = {"slot": 3, "port": 2, "descr": "hall", "speed": "1000"}
    ont = {"id": 7, "serno": "A1B2C1", "ontprof": 162, "ports": [port]}
    small.isp.cms.load({"networks": [{**hill, "onts": [ont]}, valley]})
    small.isp.reset_logs()
    return small


@pytest.mark.parametrize("given", [{}, {"port_kind": "gigabit"}], ids=str)
def test_the_ports_of_an_ont(plant: World, given: dict[str, Any]) -> None:
    """All that its profile gives it, also those on which nothing is set."""
    found = sdk.get_ont_ethernet_ports(ont="NTWK-hill/7", **given).ont_ethernet_ports

    assert [(port.id, port.description, port.speed) for port in found] == [
        ("hill/7/gigabit/1", "", "auto"),
        ("hill/7/gigabit/2", "hall", "1000"),
        ("hill/7/gigabit/3", "", "auto"),
        ("hill/7/gigabit/4", "", "auto"),
    ]
    assert sdk.get_ont_ethernet_ports(ont="hill/7", port_kind="fast").ont_ethernet_ports == []


def test_one_port_by_its_id(plant: World) -> None:
    """And with the prefix of the wire."""
    assert sdk.get_ont_ethernet_port(id="NTWK-hill/7/gigabit/2").description == "hall"


@pytest.mark.parametrize(
    ("source", "given", "said", "asks"),
    [
        ("get_ont_ethernet_port", {}, "asked for by its id", False),
        ("get_ont_ethernet_port", {"id": "hill/7"}, "is not the id of an ONT's Ethernet port", False),
        ("get_ont_ethernet_port", {"id": "hill/7/gigabit/5"}, "There is no ONT Ethernet port with id", True),
        ("get_ont_ethernet_port", {"id": "hill/99/gigabit/1"}, "Ont 99", True),
        ("get_ont_ethernet_ports", {}, "asked for by their ONT", False),
        ("get_ont_ethernet_ports", {"ont": "hill"}, "is not the id of an ONT", False),
        ("get_ont_ethernet_ports", {"ont": "hill/7", "port_kind": "pots"}, "port_kind: must be one", False),
        ("get_ont_ethernet_ports", {"ont": "hill/99"}, "Ont 99", True),
    ],
    ids=str,
)
def test_ports_that_are_not_there(
    plant: World, source: str, given: dict[str, Any], said: str, asks: bool
) -> None:
    """What is asked for in a wrong way is refused before anything is asked."""
    with pytest.raises(sdk.CalixLookupError) as caught:
        getattr(sdk, source)(**given)

    assert said in str(caught.value)
    assert bool(plant.asked()) is asks

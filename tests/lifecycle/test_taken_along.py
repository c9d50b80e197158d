"""What goes with an object is said before it goes: whatever the vendor deletes with it, whosever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands
from tests.support.specimen import FRONTS

LOG = "pulumi_isp_provider.lifecycle"


class Vendors:
    """Objects at the vendors, each by a hand of its own."""

    def __init__(self, client_of: Callable[..., Any]) -> None:
        self._client_of = client_of

    def delete(self, hands: Hands, stored: Any) -> None:
        """In a run of its own."""
        Hands(hands.life, self._client_of(hands.life.vendor)).delete(stored)

    def made(self, kind: str, **inputs: Any) -> tuple[Hands, Any, dict[str, Any]]:
        life = FRONTS[kind].lifecycle
        hands = Hands(life, self._client_of(life.vendor))
        checked = hands.check(inputs).inputs
        return hands, hands.create(checked), checked


@pytest.fixture
def vendors(client_of: Callable[..., Any]) -> Vendors:
    return Vendors(client_of)


def test_a_network_names_what_others_have_hung_on_it(
    vendors: Vendors, isp: Isp, caplog: pytest.LogCaptureFixture
) -> None:
    """Its own list and what is declared or made elsewhere: each by its name, before the delete is sent."""
    hands, network, _ = vendors.made("cloudconnexa.Network", name="Plant", routes=[{"subnet": "10.0.0.0/16"}])
    vendors.made("cloudconnexa.Route", network_id=network.id, subnet="10.1.0.0/16")
    vendors.made(
        "cloudconnexa.NetworkConnector", network_id=network.id, name="north", vpn_region_id="us-east-1"
    )
    vendors.made("cloudconnexa.Application", network_id=network.id, name="Shop", domains=["shop.isp.example"])

    with caplog.at_level("INFO", LOG):
        vendors.delete(hands, network)

    (said,) = caplog.messages
    assert said == (
        f"cloudconnexa.Network {network.id} is deleted, and with it, whosever they are: "
        "routes 10.0.0.0/16, 10.1.0.0/16; connectors north; applications Shop"
    )
    assert isp.objects("cloudconnexa", "networks") == []


def test_a_host_names_its_connectors(vendors: Vendors, caplog: pytest.LogCaptureFixture) -> None:
    """As the vendor deletes them with it."""
    hands, host, _ = vendors.made("cloudconnexa.Host", name="Relay")
    vendors.made("cloudconnexa.HostConnector", host_id=host.id, name="north", vpn_region_id="us-east-1")

    with caplog.at_level("INFO", LOG):
        vendors.delete(hands, host)

    assert "is deleted, and with it, whosever they are: connectors north" in caplog.text


def test_names_are_counted_where_the_program_hides_something_of_the_object(
    vendors: Vendors, caplog: pytest.LogCaptureFixture
) -> None:
    """It may hide what the others are called as well, and nobody tells the provider that."""
    hands, network, _ = vendors.made("cloudconnexa.Network", name="Plant", routes=[{"subnet": "10.0.0.0/16"}])
    hidden = replace(network.record, secrets=frozenset({"name"}))

    with caplog.at_level("INFO", LOG):
        vendors.delete(hands, hidden)

    assert "and with it, whosever they are: routes (1)" in caplog.text
    assert "10.0.0.0" not in caplog.text


ONT = {"network_name": "hill", "ont_profile": 162, "serial_number": "CXNKA1"}


@pytest.mark.parametrize("force", [True, False])
def test_an_ont_names_its_services_where_they_go_with_it(
    vendors: Vendors, caplog: pytest.LogCaptureFixture, force: bool
) -> None:
    """In the plan of a replacement too. Without ``force_delete`` an E7 refuses, and nothing goes along."""
    hands, ont, inputs = vendors.made("calix.Ont", **ONT, ont_id=7001, force_delete=force)
    vendors.made("calix.EthernetService", ont=ont.id, port=2, service_id=3, tag_action=1, bandwidth_profile=3)
    moved = hands.check({**inputs, "ont_id": 7002}).inputs
    words = "and with it, whosever they are: Ethernet services gigabit/2/3"

    with caplog.at_level("INFO", LOG):
        assert hands.diff(ont, {}, moved).replaces == ["ont_id"]
    assert (f"calix.Ont {ont.id} will be replaced, {words}" in caplog.text) == force
    caplog.clear()
    with caplog.at_level("INFO", LOG):
        if force:
            vendors.delete(hands, ont)
    assert (f"calix.Ont {ont.id} is deleted, {words}" in caplog.text) == force


def test_a_vlan_names_its_members_where_they_go_with_it(
    vendors: Vendors, caplog: pytest.LogCaptureFixture
) -> None:
    """By their interfaces."""
    hands, vlan, _ = vendors.made("calix.Vlan", network_name="hill", vlan_id=200, force_delete=True)
    vendors.made("calix.VlanMember", vlan=vlan.id, interface="lag:3")

    with caplog.at_level("INFO", LOG):
        vendors.delete(hands, vlan)

    assert "is deleted, and with it, whosever they are: members lag:3" in caplog.text


def test_where_nothing_goes_along_nothing_is_said(vendors: Vendors, caplog: pytest.LogCaptureFixture) -> None:
    """An empty network, and one that is gone already."""
    hands, network, _ = vendors.made("cloudconnexa.Network", name="Plant")

    with caplog.at_level("INFO", LOG):
        vendors.delete(hands, network)
        vendors.delete(hands, network)

    assert "with it" not in caplog.text


def test_a_list_that_cannot_be_read_keeps_nothing_from_going(
    vendors: Vendors, isp: Isp, caplog: pytest.LogCaptureFixture
) -> None:
    """The line says what it does not know; the delete is sent all the same."""
    hands, network, _ = vendors.made("cloudconnexa.Network", name="Plant")
    isp.cloudconnexa.fault(operation="network-applications.list", action="status", every=1, status=403)

    with caplog.at_level("INFO", LOG):
        vendors.delete(hands, network)

    assert "What goes with it could not be read" in caplog.text
    assert isp.objects("cloudconnexa", "networks") == []

"""Serial numbers in a program."""

from __future__ import annotations

import pytest

from pulumi_isp import calix
from pulumi_isp_provider.calix.client.e7.discovered import DiscoveredOnt
from pulumi_isp_provider.whmcs.client.services import Service
from pulumi_isp_provider.whmcs.lookups import subscribers
from pulumi_isp_provider.whmcs.mapping import SubscriberMapping


def test_the_spellings_of_one_device_are_brought_together() -> None:
    """What WHMCS holds, what an E7 has discovered and what an ONT holds."""
    fields = {"customfield": [{"id": 1, "name": "ONT Serial", "value": "cxnk 00be-ef01"}]}
    row = {"id": 1, "clientid": 2, "pid": 3, "name": "Fibre", "status": "Active", "customfields": fields}
    service = Service.parse({**row, "username": "", "configoptions": {"configoption": []}})
    mapping = SubscriberMapping(required=frozenset())
    (subscriber,) = subscribers.sort_out([service], mapping).lines
    discovered = DiscoveredOnt(network_name="NTWK-1", discovered_id="CXNKBEEF01")

    assert subscriber.ont_serial == calix.normal_serial("BEEF01") == "CXNK00BEEF01"
    assert calix.same_serial(subscriber.ont_serial, discovered.discovered_id)
    assert calix.same_serial(discovered.serial_number, "BEEF01")


@pytest.mark.parametrize(
    ("found", "serial"), [("HWTC12345678", "HWTC12345678"), ("CXNK12345678", "12345678")]
)
def test_a_discovered_ont_of_another_vendor_is_no_calix_one(found: str, serial: str) -> None:
    """Its digits alone would be those of somebody else's ONT."""
    discovered = DiscoveredOnt(network_name="NTWK-1", discovered_id=found)

    assert discovered.serial_number == serial
    assert calix.same_serial(discovered.serial_number, "12345678") == found.startswith("CXNK")

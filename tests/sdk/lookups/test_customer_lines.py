"""Customers joined with the lines that serve them, and all that could not be joined, with the reason."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sdk.lookups.conftest import World

from pulumi_isp import isp as sdk


def service(number: int, serial: str, status: str = "Active") -> dict[str, Any]:
    return {
        "id": number,
        "clientid": 1,
        "pid": 12,
        "status": status,
        "customfields": {"ONT Serial": serial, "Shelf": "hill"},
    }


def ont(number: int, serial: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "serno": serial, "ontprof": 162, **more}


@pytest.fixture
def lines(small: World) -> Any:
    """The lines of an ISP with these services, ONTs and devices, by E7."""

    def lines(
        services: list[dict[str, Any]],
        onts: dict[str, list[dict[str, Any]]] | None = None,
        seen: dict[str, list[str]] | None = None,
        **arguments: Any,
    ) -> sdk.GetCustomerLinesResult:
        small.isp.whmcs.load({**small.isp.whmcs.state(), "services": services})
        networks = [
            {
                "name": name,
                "onts": (onts or {}).get(name, []),
                "discovered": [
                    {"id": serial, "pon": "1/1/1", "reg-id": "hut" if serial == "CXNK00000009" else ""}
                    for serial in (seen or {}).get(name, [])
                ],
            }
            for name in ("hill", "valley")
        ]
        small.isp.cms.load({"networks": networks})
        return sdk.get_customer_lines(**{"strict": False, **arguments})

    return lines


def told(found: sdk.GetCustomerLinesResult) -> dict[str, str]:
    return {f"{each.what} {each.id}": each.reason for each in found.unjoined}


@pytest.mark.parametrize("spelled", ["00BEEF01", "cxnk-00be:ef01", "BEEF01", "43584E4B00BEEF01"])
def test_a_serial_number_joins_in_any_spelling(lines: Any, spelled: str) -> None:
    """What was typed into WHMCS, what the E7 was told, and what the device shows."""
    found = lines([service(1, spelled)], {"hill": [ont(7, "beef01")]}, {"hill": ["CXNK00BEEF01"]})

    (line,) = found.lines
    assert (line.subscriber.service_id, line.ont.id, line.discovered.ont_id) == (1, "hill/7", "7")
    assert (line.serial_number, line.network_name, line.pon) == ("CXNK00BEEF01", "hill", "1/1/1")
    assert found.unjoined == []


def test_provisioned_or_seen_is_enough(lines: Any) -> None:
    """An ONT that is off line has its line; so has a device that waits to be provisioned."""
    found = lines(
        [service(1, "BEEF01"), service(2, "BEEF02", "Suspended"), service(3, "BEEF03", "Pending")],
        {"hill": [ont(7, "BEEF01")]},
        {"valley": ["CXNK00BEEF02", "CXNK00BEEF03"]},
    )

    assert [(line.network_name, line.ont and line.ont.id, line.pon) for line in found.lines] == [
        ("hill", "hill/7", None),
        ("valley", None, "1/1/1"),
        ("valley", None, "1/1/1"),
    ]
    assert [line.subscriber.state for line in found.lines] == ["enabled", "disabled", "not_provisioned"]


def test_an_ont_without_a_serial_number_has_that_of_its_device(lines: Any) -> None:
    """One that is known by its registration id is linked to the device that shows it."""
    by_reg_id = ont(9, "0", **{"reg-id": "hut"})
    found = lines([service(1, "00000009")], {"hill": [by_reg_id]}, {"hill": ["CXNK00000009"]})

    assert [line.ont.id for line in found.lines] == ["hill/9"]
    assert found.unjoined == []


def test_what_cannot_be_joined_says_why(lines: Any) -> None:
    """Services first, then ONTs, then devices; each with what is known of it."""
    found = lines(
        [
            service(1, "BEEF01"),
            service(2, "BEEF02", "Cancelled"),
            service(3, "BEEF03"),
            service(4, "BEEF04"),
            service(5, "", "Pending"),
            service(6, ""),
            service(7, "BEEF07"),
            service(8, "BEEF07", "Pending"),
        ],
        {
            "hill": [ont(2, "BEEF02"), ont(3, "BEEF03"), ont(4, "0"), ont(5, "BEEF55"), ont(7, "BEEF07")],
            "valley": [ont(3, "BEEF03")],
        },
        {"hill": ["CXNK00BEEF04", "CXNK00BEEF66"], "valley": ["CXNK00BEEF04"]},
    )

    assert found.lines == []
    reasons = told(found)
    assert "ONT Serial" in reasons.pop("service 6")
    assert reasons == {
        "service 1": "no E7 has its ONT, neither provisioned nor seen on the fibre",
        "service 3": "its ONT is provisioned more than once: hill/3, valley/3",
        "service 4": "its ONT is seen more than once: hill 1/1/1, valley 1/1/1",
        "service 5": "it has no serial number in WHMCS",
        "service 7": "service 8 has the same serial number",
        "service 8": "service 7 has the same serial number",
        "ont hill/2": "service 2, which has it, is Cancelled",
        "ont hill/3": "service 3, which has it, could not be joined",
        "ont valley/3": "service 3, which has it, could not be joined",
        "ont hill/4": "it has no serial number, and no device is linked to it",
        "ont hill/5": "no service of the fibre products has its serial number",
        "ont hill/7": "service 7, 8, which has it, could not be joined",
        "discovered_ont hill CXNK00BEEF04": "service 4, which has it, could not be joined",
        "discovered_ont valley CXNK00BEEF04": "service 4, which has it, could not be joined",
        "discovered_ont hill CXNK00BEEF66": "no service of the fibre products has its serial number",
    }
    assert [each.what for each in found.unjoined] == sorted(
        (each.what for each in found.unjoined), key=["service", "ont", "discovered_ont"].index
    )


def test_the_line_of_a_new_customer_is_not_that_of_the_one_before(lines: Any) -> None:
    """An ONT that was a former customer's belongs to the one who has it now."""
    found = lines([service(1, "BEEF01", "Terminated"), service(2, "BEEF01")], {"hill": [ont(7, "BEEF01")]})

    assert [(line.subscriber.service_id, line.ont.id) for line in found.lines] == [(2, "hill/7")]
    assert found.unjoined == []


def test_a_service_that_cannot_be_used_stops_the_program(lines: Any) -> None:
    """Unless it says otherwise: what it made of that service would be deleted."""
    with pytest.raises(sdk.VendorLookupError, match="1 service cannot be used as it is"):
        lines([service(1, "BEEF01"), service(2, "")], strict=True)


def test_the_join_costs_the_pages_of_each_listing_once(small: World) -> None:
    """However often it is asked for."""
    sdk.get_customer_lines()
    once = small.asked()
    for _ in range(20):
        sdk.get_customer_lines()

    assert small.asked() == once
    assert small.isp.writes() == []

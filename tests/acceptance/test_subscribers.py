"""Customers in WHMCS become ONTs on an E7, on the real engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.isp import ROOT, Isp
from tests.support.stack import Stack

MAPPING = {"whmcs:shelfField": "E7", "whmcs:requiredFields": "ont_serial,shelf"}
ALL = dict.fromkeys(("1001", "1002", "1003", "1004"), "enabled")


@pytest.fixture
def subscribers(stack: Callable[[str | Path], Stack]) -> Stack:
    """The stack of the example, with the ISP's custom fields in its config."""
    made = stack(ROOT / "examples/subscribers/__main__.py")
    made.configure(MAPPING, {})
    return made


def onts(isp: Isp) -> dict[str, str]:
    """What the E7 has: admin state by subscriber."""
    return {ont["subscr-id"]: ont["admin"] for ont in isp.cms.state()["networks"][0]["onts"]}


def test_each_connected_customer_has_an_ont(subscribers: Stack, isp: Isp) -> None:
    """The first update makes them; the second has nothing to do and writes nothing."""
    assert subscribers.up().changes == {"create": 4}
    assert onts(isp) == ALL
    isp.reset_logs()

    assert subscribers.up("--expect-no-changes").changes == {"same": 4}
    assert isp.writes() == []


def test_a_customer_is_suspended_comes_back_and_leaves(subscribers: Stack, isp: Isp) -> None:
    """What becomes of the service in WHMCS becomes of its ONT, and of no other one."""
    subscribers.up()
    isp.whmcs.change("services", "1002", {"status": "Suspended"})

    suspended = subscribers.up()
    assert suspended.changes == {"update": 1, "same": 3}
    assert onts(isp) == {**ALL, "1002": "disabled"}

    isp.whmcs.change("services", "1002", {"status": "Active"})
    isp.whmcs.change("services", "1004", {"status": "Terminated"})

    assert subscribers.up().changes == {"update": 1, "delete": 1, "same": 2}
    assert onts(isp) == {key: state for key, state in ALL.items() if key != "1004"}


def test_a_slip_in_a_product_id_takes_nobody_off(subscribers: Stack, isp: Isp) -> None:
    """A product that WHMCS does not have is none without customers: the program stops, nothing is touched."""
    subscribers.up()
    subscribers.write((ROOT / "examples/subscribers/__main__.py").read_text().replace("13: 157", "31: 157"))
    isp.reset_logs()

    failed = subscribers.up(fails=True)

    assert "Fibre product 31 has no services because WHMCS has no such product" in failed.text
    assert "12 Fibre 100; 13 Fibre 1000; 20 Mail 10." in failed.text
    assert "Traceback" not in failed.text
    assert isp.writes() == []
    assert onts(isp) == ALL


@pytest.mark.parametrize("unusable", [{"ONT Serial": "", "E7": "hill"}, {"ONT Serial": "CXNK00A1B2C1"}])
def test_a_service_that_cannot_be_placed_stops_the_program(
    subscribers: Stack, isp: Isp, unusable: dict[str, str]
) -> None:
    """A serial number that is missing, or there twice, is told with the service; no ONT is touched."""
    subscribers.up()
    isp.whmcs.change("services", "1003", {"customfields": unusable})
    isp.reset_logs()

    failed = subscribers.up(fails=True)

    assert "cannot be used:" in failed.text
    assert "  - service 1003 (Active, client 2): " in failed.text
    assert failed.text.count("What to do: fill in the custom fields in WHMCS.") == 1
    assert "Traceback" not in failed.text
    assert isp.writes() == []
    assert onts(isp) == ALL
    assert len(subscribers.resources()) == 4

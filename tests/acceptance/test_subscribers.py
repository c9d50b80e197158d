"""Customers in WHMCS become ONTs on an E7, on the real engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import ROOT
from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import Engine

from pulumi_isp_simulators.seeds import example_isp

PROGRAMS = [
    pytest.param(ROOT / "examples/quickstart/__main__.py", id="quickstart", marks=pytest.mark.large),
    pytest.param(ROOT / "examples/subscribers/__main__.py", id="subscribers"),
]
ALL = dict.fromkeys(("1001", "1002", "1003", "1004"), "enabled")


@pytest.fixture
def subscribers(stack: Callable[[str | Path], Stack]) -> Stack:
    """The stack of the example, with nothing in its config but addresses and credentials."""
    return stack(ROOT / "examples/subscribers/__main__.py")


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
    subscribers.write((ROOT / "examples/subscribers/__main__.py").read_text().replace("14: 157", "41: 157"))
    isp.reset_logs()

    failed = subscribers.up(fails=True)

    assert "Fibre product 41 has no services because WHMCS has no such product" in failed.text
    assert "12 Fibre 100; 13 Fibre 500; 14 Fibre 1000; 20 Mail 10." in failed.text
    assert "Traceback" not in failed.text
    assert isp.writes() == []
    assert onts(isp) == ALL


@pytest.mark.parametrize(
    "unusable", [{"ONT Serial": "", "Shelf": "hill"}, {"ONT Serial": "CXNK00A1B2C1", "Shelf": "hill"}]
)
def test_a_service_that_cannot_be_placed_stops_the_program(
    subscribers: Stack, isp: Isp, unusable: dict[str, str]
) -> None:
    """A serial number that is missing, or there twice, is told with the service; no ONT is touched."""
    subscribers.up()
    isp.whmcs.change("services", "1003", {"customfields": unusable})
    isp.reset_logs()

    failed = subscribers.up(fails=True)

    assert "cannot be used as " in failed.text
    assert "1003 (Active, client 2)" in failed.text
    assert failed.text.count("What to do: fill in the custom fields in WHMCS.") == 1
    assert "Traceback" not in failed.text
    assert isp.writes() == []
    assert onts(isp) == ALL
    assert len(subscribers.resources()) == 4


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_whmcs_without_services_takes_nobody_off(
    stack: Callable[[str | Path], Stack], isp: Isp, program: Path
) -> None:
    """An empty answer, as of a database that was restored without them, stops the program."""
    subject = stack(program)
    subject.up()
    isp.whmcs.load({**isp.whmcs.state(), "services": []})
    isp.reset_logs()

    failed = subject.up(fails=True)

    assert "WHMCS has not one service, in any status" in failed.text
    assert "Traceback" not in failed.text
    assert isp.writes() == []
    assert onts(isp) == ALL


@pytest.mark.parametrize("program", PROGRAMS)
def test_products_are_renamed_and_services_moved_and_nobody_is_lost(
    stack: Callable[[str | Path], Stack], isp: Isp, program: Path
) -> None:
    """An id stays when the name changes; what moves to a product that is not named stops the program."""
    subject = stack(program)
    subject.up()
    isp.whmcs.change("products", "12", {"name": "Fibre 100 Plus"})
    for service in ("1001", "1002", "1003"):
        isp.whmcs.change("services", service, {"status": "Suspended"})

    changed = subject.up()

    assert changed.changes["update"] == 3
    assert "delete" not in changed.changes
    assert onts(isp) == {**dict.fromkeys(("1001", "1002", "1003"), "disabled"), "1004": "enabled"}

    state = isp.whmcs.state()
    fibre = next(product for product in state["products"] if product["pid"] == 14)
    fields = [{**field, "id": 100 + field["id"]} for field in fibre["customfields"]]
    new = {**fibre, "pid": 15, "name": "Fibre 2000", "customfields": fields}
    isp.whmcs.load({**state, "products": [*state["products"], new]})
    isp.whmcs.change("services", "1002", {"pid": 15})
    isp.reset_logs()

    failed = subject.up(fails=True)

    assert "its product 15 (Fibre 2000) is none of the fibre products 12, 13, 14" in failed.text
    assert isp.writes() == []
    assert set(onts(isp)) == set(ALL)


@pytest.mark.parametrize(
    ("service", "other"), [("1004", "1003"), pytest.param("1003", "1004", marks=pytest.mark.large)]
)
def test_one_serial_number_on_two_services_deletes_no_ont(
    subscribers: Stack, isp: Isp, service: str, other: str
) -> None:
    """Also where the program does not stop at it: whoever has the ONT keeps it."""
    lenient = (ROOT / "examples/subscribers/__main__.py").read_text()
    lenient = lenient.replace("list(ONT_PROFILES))", "list(ONT_PROFILES), strict=False)")
    assert "strict=False" in lenient
    subscribers.write(lenient)
    subscribers.up()
    before = isp.cms.state()["networks"][0]["onts"]
    serial = f"CXNK00A1B2C{other[-1]}"
    isp.whmcs.change("services", service, {"customfields": {"ONT Serial": serial, "Shelf": "hill"}})

    failed = subscribers.up("--continue-on-error", fails=True)

    assert f"its ONT is on another service too: 2 services: 1003 (Active, client 2): {serial}" in failed.text
    assert isp.cms.state()["networks"][0]["onts"] == before


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_examples_run_on_the_isp_that_comes_with_the_package(
    tmp_path: Path, engine: Engine, program: Path
) -> None:
    """Its custom fields have the usual names; what is provisioned already is taken over as it is."""
    seed = example_isp()
    placed = {
        str(service["id"])
        for service in seed["whmcs"]["services"]
        if service["status"] in ("Active", "Suspended")
    }
    with simulated_isp(seed) as isp:
        subject = Stack(tmp_path / "stack", engine, isp, program)

        assert subject.preview().changes["create"] >= len(placed)

        if program.parent.name == "quickstart":  # once is enough for two hundred ONTs
            subject.up()
            networks = isp.cms.state()["networks"]
            assert placed <= {ont["subscr-id"] for network in networks for ont in network["onts"]}
            assert not [row for row in isp.writes() if row.startswith("whmcs:") or "edit" in row]

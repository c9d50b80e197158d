"""The larger examples, on the real engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support import ROOT
from tests.support.isp import Isp
from tests.support.stack import Stack

from pulumi_isp_simulators.core.seed import read_document

MakeStack = Callable[[str | Path], Stack]


def example(name: str) -> Path:
    """An example's program."""
    return ROOT / "examples" / name / "__main__.py"


def lines(isp: Isp) -> dict[str, list[tuple[str, str]]]:
    """Admin state of each ONT and bandwidth profile of each of its services, by E7 and subscriber."""
    return {
        f"{network['name']}/{ont['subscr-id']}": [
            (ont["admin"], ""),
            *((each["admin"], str(each["bw-prof"])) for each in ont["services"]),
        ]
        for network in isp.cms.state()["networks"]
        for ont in network["onts"]
    }


def line(state: str, *profiles: int) -> list[tuple[str, str]]:
    """An ONT in a state, with services in the same one."""
    return [(state, ""), *((state, str(profile)) for profile in profiles)]


def test_a_roll_out_follows_whmcs(stack: MakeStack, isp: Isp) -> None:
    """Each customer has an ONT and the internet they pay for; suspended, upgraded, gone: so is the line."""
    subject = stack(example("roll-out"))
    assert subject.up().changes == {"create": 12}
    rolled_out = lines(isp)
    assert rolled_out == {
        "hill/1001": line("enabled", 1),
        "hill/1002": line("enabled", 3),
        "hill/1003": line("enabled", 1),
        "hill/1004": line("enabled", 2),
    }
    isp.reset_logs()
    assert subject.up("--expect-no-changes").changes == {"same": 12}
    assert isp.writes() == []

    isp.whmcs.change("services", "1002", {"status": "Suspended"})
    isp.whmcs.change("services", "1003", {"status": "Terminated"})

    assert subject.up().changes == {"update": 3, "delete": 3, "same": 6}
    assert lines(isp) == {
        key: line("disabled", 3) if key.endswith("1002") else value
        for key, value in rolled_out.items()
        if not key.endswith("1003")
    }


def test_two_regions_stand_and_go(stack: MakeStack, isp: Isp) -> None:
    """What belongs together refers to each other at the vendor; nothing is left after a destroy."""
    before = isp.cloudconnexa.state()
    subject = stack(example("two-regions"))
    subject.up()

    networks = {each["name"]: each["id"] for each in isp.objects("cloudconnexa", "networks")}
    connectors = {
        each["networkItemId"]: each["vpnRegionId"]
        for each in isp.objects("cloudconnexa", "network-connectors")
    }
    groups = {each["name"]: each["id"] for each in isp.objects("cloudconnexa", "user-groups")}
    services = {each["name"]: each["id"] for each in isp.objects("cloudconnexa", "network-ip-services")}
    reach = {
        each["name"]: [
            sorted(row.get("children") or [row.get("parent")] for row in each[side])
            for side in ("source", "destination")
        ]
        for each in isp.objects("cloudconnexa", "access-groups")
    }
    assert connectors == {networks["Plant west"]: "us-west-1", networks["Plant east"]: "us-east-1"}
    assert reach["Operations to both plants"] == [
        [[groups["Operations"]]],
        sorted([each] for each in networks.values()),
    ]
    assert reach["Contractors to the shelves of the west"] == [
        [[groups["Contractors West"]]],
        [[services["Shelves west, web pages"]]],
    ]

    isp.reset_logs()
    subject.up("--expect-no-changes")
    assert isp.writes() == []
    subject.destroy()
    assert isp.cloudconnexa.state() == before


def test_a_line_moves_to_another_shelf(stack: MakeStack, isp: Isp) -> None:
    """Both services go with it, by one word; another shelf that refuses leaves all as it is."""
    subject = stack(example("shelf-move"))
    isp.cms.load(read_document(example("shelf-move").with_name("cms.yaml")))
    subject.up()
    stood = lines(isp)
    assert stood == {"hill/1001": line("enabled", 3, 2), "hill/1002": line("enabled", 1)}

    moved = example("shelf-move").read_text().replace('"hill"', '"valley"', 1)
    subject.write(moved.replace("ont_profile=162", "ont_profile=999"))
    isp.reset_logs()
    refused = subject.up(fails=True)
    assert "ont_profile" in refused.text
    assert isp.writes() == []

    subject.write(moved)
    subject.up()

    assert lines(isp) == {"valley/1001": stood["hill/1001"], "hill/1002": stood["hill/1002"]}
    subject.up("--expect-no-changes")


def test_a_plant_run_by_hand_comes_under_code(stack: MakeStack, isp: Isp) -> None:
    """What stands as declared is taken over without a write; what differs is refused with both values."""
    isp.cms.load(read_document(example("brownfield").with_name("cms.yaml")))
    program = example("brownfield").read_text()
    subject = stack(program)

    refused = subject.preview(fails=True)

    assert "ont_profile" in refused.text
    assert "157" in refused.text
    assert isp.writes() == []

    told = 'serial_number="CXNK00A1B2C2", ont_profile=162'
    assert told in program
    subject.write(program.replace(told, f"{told}, records_are_right=True"))
    subject.up()

    assert len(isp.writes()) == 1
    assert [ont["ontprof"] for ont in isp.objects("calix", "onts")] == [162, 162]
    subject.up("--expect-no-changes")
    subject.write("")
    kept = subject.up(fails=True)
    assert "protect" in kept.text
    assert len(isp.objects("calix", "onts")) == 2

"""A subscriber's ONT and services in one program, on the real engine: they move, change and go together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.stack import Stack

MakeStack = Callable[[str | Path], Stack]

PROGRAM = """
    from pulumi_isp import calix

    terminal = calix.Ont("terminal", network_name="hill", ont_id=7, ont_profile=162, serial_number="A1")
    for number, profile in ((1, 3), (2, 1)):
        calix.EthernetService(
            f"service-{number}", ont=terminal, port=1, service_id=number, tag_action=1,
            bandwidth_profile=profile, description=f"line {number}",
        )
"""


def stand(subject: Stack, shelf: str, *onts: dict[str, Any]) -> None:
    """Have exactly these ONTs stand on an E7."""
    state = subject.isp.cms.state()
    others = [network for network in state["networks"] if network["name"] != shelf]
    subject.isp.cms.load({"networks": [*others, {"name": shelf, "onts": list(onts)}]})


def standing(subject: Stack) -> dict[str, list[tuple[int, int, str]]]:
    """Number, bandwidth profile and text of each service, by ONT."""
    return {
        f"{network['name']}/{ont['id']}": [
            (each["service"], each["bw-prof"], each["descr"]) for each in ont["services"]
        ]
        for network in subject.isp.cms.state()["networks"]
        for ont in network["onts"]
    }


SERVICES = [(1, 3, "line 1"), (2, 1, "line 2")]


@pytest.fixture
def subject(stack: MakeStack) -> Stack:
    """A customer on one shelf, and another shelf that stands empty."""
    made = stack(PROGRAM)
    stand(made, "hill")
    stand(made, "valley")
    made.up()
    assert standing(made) == {"hill/7": SERVICES}
    return made


def test_a_move_to_another_shelf_takes_the_services_along(subject: Stack) -> None:
    """In one `up`, without force_delete; refused as a whole where the other shelf does not take the ONT."""
    stand(subject, "valley", {"id": 9, "ontprof": 162, "serno": "A1"})
    subject.write(PROGRAM.replace('"hill"', '"valley"'))
    subject.isp.reset_logs()

    planned = subject.preview(fails=True)
    refused = subject.up(fails=True)

    assert "serial_number: ONT valley/9 has it" in planned.text
    assert "serial_number: ONT valley/9 has it" in refused.text
    assert subject.isp.writes() == []

    stand(subject, "valley")
    subject.preview()
    moved = subject.up()

    assert moved.changes == {"create-replacement": 3, "replace": 3, "delete-replaced": 3}
    assert standing(subject) == {"valley/7": SERVICES}
    assert [word.rpartition(".")[2] for word in subject.isp.writes()] == ["create"] * 3 + ["delete"] * 3
    assert subject.up("--expect-no-changes").changes == {"same": 3}


def test_another_number_brings_the_services_back(subject: Stack) -> None:
    """The old ONT has to go first, for there is one device: its services go before it, and come after."""
    subject.write(PROGRAM.replace("ont_id=7", "ont_id=8"))

    subject.preview()
    subject.up()

    assert standing(subject) == {"hill/8": SERVICES}
    assert subject.up("--expect-no-changes").changes == {"same": 3}


def test_a_new_device_is_followed_in_one_up(subject: Stack) -> None:
    """The services stand as they stood; the preview says that their records change, and so they do."""
    before = standing(subject)
    subject.write(PROGRAM.replace('"A1"', '"B2"'))

    planned = subject.preview()
    swapped = subject.up()

    assert planned.changes == swapped.changes == {"update": 3}
    assert standing(subject) == before
    assert subject.up("--expect-no-changes").changes == {"same": 3}
    assert subject.refresh("--expect-no-changes").changes.keys() <= {"refresh", "same"}


@pytest.mark.parametrize("destroyed", [True, False], ids=["destroyed", "no longer declared"])
def test_they_go_together_without_force(subject: Stack, destroyed: bool) -> None:
    """The services go first: an E7 would not delete an ONT that has any."""
    subject.write("")

    gone = subject.destroy() if destroyed else subject.up()

    assert gone.changes == {"delete": 3}
    assert standing(subject) == {}

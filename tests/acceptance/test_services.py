"""A subscriber's ONT and services in one program, on the real engine: they move, change and go together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.stack import Stack, on_both_fronts

MakeStack = Callable[[str | Path], Stack]
pytestmark = on_both_fronts

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


@pytest.mark.large
def test_replacing_the_ont_brings_its_services_back(subject: Stack) -> None:
    """On request, and with force_delete, which would take them along and leave nothing to restore."""
    subject.write(PROGRAM.replace('"A1"', '"A1", force_delete=True'))
    subject.up()
    urn = next(entry["urn"] for entry in subject.resources() if entry["type"].endswith("Ont"))

    subject.up("--replace", urn)

    assert standing(subject) == {"hill/7": SERVICES}
    subject.write(PROGRAM.replace('"A1"', '"A1", force_delete=True').replace("ont_id=7", "ont_id=8"))
    subject.up()
    assert standing(subject) == {"hill/8": SERVICES}
    assert subject.up("--expect-no-changes").changes == {"same": 3}


def test_promise_15_an_ont_that_is_another_customers_keeps_its_services(subject: Stack) -> None:
    """Whose device has not come yet, too: nothing is changed, made or deleted, and it is said what helps."""
    state = subject.isp.cms.state()
    theirs = next(ont for network in state["networks"] for ont in network["onts"])
    for serial in ("FFEE01", "0"):
        theirs["serno"] = serial
        for service in theirs["services"]:
            service |= {"bw-prof": 2, "descr": "another customer's"}
        stand(subject, "hill", theirs)
        before = subject.isp.cms.state()
        subject.write(PROGRAM.replace("tag_action=1", "tag_action=2").replace("(2, 1))", "(2, 1), (3, 1))"))

        # Else whichever is refused first ends the run.
        refused = subject.up("--continue-on-error", fails=True)
        kept = subject.run("destroy", "--yes", "--skip-preview", fails=True)

        assert "is not changed: ONT hill/7 has" in refused.text
        assert "is not deleted: ONT hill/7 has" in kept.text
        assert "`pulumi state delete`" in kept.text
        assert subject.isp.cms.state()["networks"] == before["networks"]


@pytest.mark.large
def test_promise_8_what_proves_an_ont_is_as_secret_in_its_services(stack: MakeStack) -> None:
    """Given as the resource or as its id; of an ONT that is not this program's, it is taken for a secret."""
    program = """
    import pulumi
    from pulumi_isp import calix

    serial = pulumi.Output.secret("5EC12E7")
    terminal = calix.Ont("terminal", network_name="hill", ont_id=7, ont_profile=162, serial_number=serial)
    open_one = calix.Ont("open", network_name="hill", ont_id=8, ont_profile=162, serial_number="F00D5")
    text = terminal.id.apply(lambda _: "hill/7")
    places = {"resource": terminal, "id": terminal.id, "text": text, "open": open_one}
    for number, (name, ont) in enumerate(places.items(), start=1):
        calix.EthernetService(
            name, ont=ont, port=1, service_id=number, tag_action=1, bandwidth_profile=3, description="a",
        )
"""
    subject = stack(program)
    stand(subject, "hill")
    subject.environ["PULUMI_ISP_LOG"] = "debug"
    printed = [subject.up("--debug").text, subject.refresh("--debug").text]
    assert subject.up("--expect-no-changes").changes == {"same": 6}
    by_name = {entry["urn"].rpartition("::")[2]: entry for entry in subject.resources()}
    # The plugin is not told what a proof by another resource is made of, and encrypts each.
    open_proof = by_name["open"]["outputs"]["__witness"]
    assert subject.front == "plugin" or open_proof == {"ont_serial_number": "CXNK000F00D5"}
    state = subject.isp.cms.state()
    first = next(ont for network in state["networks"] for ont in network["onts"] if ont["id"] == 7)
    first["serno"] = "5EC12E8"
    subject.isp.cms.load(state)
    subject.write(program.replace('description="a"', 'description="b"'))
    printed.append(subject.up("--debug", fails=True).text)
    assert "is not changed: ONT hill/7 has serial number [secret]" in printed[-1]
    printed.append(subject.run("destroy", "--yes", "--skip-preview", fails=True).text)
    assert "is not deleted: ONT hill/7 has serial number [secret]" in printed[-1]

    found = [each for text in printed for each in ("5ec12e7", "5ec12e8") if each in text.lower()]
    found += [
        f"{each} in {path.name}"
        for path, text in subject.files()
        for each in ("5ec12e7", "5ec12e8")
        if path.name != "__main__.py" and each in text.lower()
    ]
    assert found == []


SWAP = """
    from pulumi_isp import calix

    for number, (name, profile) in enumerate((("a", 3), ("b", 1)), start=1):
        calix.EthernetService(
            name, ont="hill/7", port=1, service_id=number, tag_action=1, bandwidth_profile=profile,
        )
"""


def test_two_services_that_change_places_leave_nothing_that_a_destroy_could_not_delete(
    stack: MakeStack,
) -> None:
    """Refused before anything is touched; the destroy then finds both where they were."""
    subject = stack(SWAP)
    ont = {"id": 7, "ontprof": 162, "serno": "A1"}
    stand(subject, "hill", ont)
    subject.up()
    subject.isp.reset_logs()
    subject.write(SWAP.replace('(("a", 3), ("b", 1))', '(("b", 1), ("a", 3))'))

    refused = subject.up(fails=True)
    assert "exists already" in refused.text
    assert subject.isp.writes() == []

    subject.destroy()
    assert standing(subject) == {"hill/7": []}

"""Who owns an object is known: replacements taken back, forced, and states of an older build."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.stack import Stack, on_both_fronts

MakeStack = Callable[[str | Path], Stack]

ONT = """
    from pulumi_isp import calix

    calix.Ont("a", network_name="hill", ont_id=7, ont_profile=162, serial_number="CXNK00A1B2C1")
"""
DELETED_FIRST = ONT.replace(
    'serial_number="CXNK00A1B2C1"',
    'serial_number="CXNK00A1B2C1", opts=pulumi.ResourceOptions(delete_before_replace=True)',
).replace("from pulumi_isp", "import pulumi\n    from pulumi_isp", 1)
STATES = sorted((Path(__file__).parent / "states").glob("*.json"))


def onts(subject: Stack, network: int = 0) -> list[str]:
    return sorted(str(ont["id"]) for ont in subject.isp.cms.state()["networks"][network].get("onts", []))


@on_both_fronts
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[] if path.stem == "first-up" else [pytest.mark.large])
        for path in STATES
    ],
)
def test_state_of_an_older_build_is_unchanged(stack: MakeStack, path: Path) -> None:
    """A stack that was written before objects had owners goes on without a change, and gets them.

    Also where the same `up` moves it to the plugin, which knows them by the engine's names.
    """
    kept: dict[str, Any] = json.loads(path.read_text())
    subject = stack(kept["program"])
    subject.isp.cms.load(kept["cms"])
    subject.isp.cloudconnexa.load(kept["cloudconnexa"])
    text = json.dumps(kept["state"]).replace("CMS_URL", subject.isp.cms.url)
    exported = subject.folder / "exported.json"
    exported.write_text(text.replace("CLOUDCONNEXA_URL", subject.isp.cloudconnexa.url))
    subject.run("stack", "import", "--file", str(exported))
    subject.isp.reset_logs()

    # A move makes the plugin's own provider resource, which the engine counts as a change.
    unchanged = [] if subject.front == "plugin" else ["--expect-no-changes"]
    planned = subject.preview(*unchanged)
    again = subject.up(*unchanged)

    assert set(planned.changes) == set(again.changes) == {"same"}
    assert subject.isp.cms.requests == subject.isp.cloudconnexa.requests == []
    assert subject.front == "plugin" or all(entry["inputs"]["__owner"] for entry in subject.resources())
    refreshed = subject.refresh("--expect-no-changes", "--run-program")
    assert refreshed.changes.keys() <= {"refresh", "same"}
    assert all(entry["outputs"]["__system"] for entry in subject.resources())
    subject.up("--expect-no-changes")
    assert set(subject.destroy().changes) == {"delete"}
    assert onts(subject) == []


@on_both_fronts
def test_promise_11_a_replacement_that_failed_and_is_taken_back_ends_as_it_was(stack: MakeStack) -> None:
    """The old object is gone and the new one was never made; the old declaration makes it again."""
    subject = stack(ONT)
    subject.up()
    subject.isp.cms.fault(operation="ont.create", action="status", every=1, status=400, body="<no/>")
    subject.write(ONT.replace("ont_id=7", "ont_id=8"))
    subject.up(fails=True)
    subject.up(fails=True)
    subject.isp.cms.clear_faults()
    subject.write(ONT)

    back = subject.up()

    assert "belongs to" not in back.text
    assert onts(subject) == ["7"]
    subject.up("--expect-no-changes")
    subject.refresh("--expect-no-changes")
    subject.destroy()
    assert onts(subject) == []


@pytest.mark.large
def test_a_forced_replacement_whose_create_fails_once_goes_on(stack: MakeStack) -> None:
    """``--replace`` of a resource that is deleted first: what is gone is made by the next run."""
    subject = stack(DELETED_FIRST)
    subject.up()
    urn = subject.resources()[0]["urn"]
    subject.isp.cms.fault(operation="ont.create", action="status", every=1, status=400, body="<no/>")
    subject.up("--replace", urn, fails=True)
    assert onts(subject) == []
    subject.isp.cms.clear_faults()

    subject.up()

    assert onts(subject) == ["7"]
    subject.up("--expect-no-changes")


@pytest.mark.large
def test_a_forced_replacement_that_deletes_first_is_asked_of_the_vendor(stack: MakeStack) -> None:
    """``--replace`` and ``state taint`` delete the object and make it anew, and it is there afterwards."""
    subject = stack(DELETED_FIRST)
    subject.up()
    urn = subject.resources()[0]["urn"]
    writes = ["cms: ont.delete", "cms: ont.create"]

    subject.isp.reset_logs()
    subject.up("--replace", urn)
    assert subject.isp.writes() == writes

    subject.run("state", "taint", "--yes", urn)
    subject.isp.reset_logs()
    subject.up()
    assert subject.isp.writes() == writes

    assert onts(subject) == ["7"]
    subject.up("--expect-no-changes")
    subject.refresh("--expect-no-changes")


def test_up_with_its_preview_in_one_command(stack: MakeStack) -> None:
    """What people type: preview and update in one command, the first time, again, with a change, and to end.

    What the preview has planned is no claim in the update: there the same is planned again.
    """
    subject = stack(ONT)

    first = subject.run("up", "--yes", events=True)
    again = subject.run("up", "--yes", "--refresh", "--expect-no-changes", events=True)
    # One that is deleted to be made anew under another number, and a new one.
    other = ONT.replace('"a"', '"b"').replace("ont_id=7", "ont_id=9").replace("A1B2C1", "A1B2C2")
    subject.write(ONT.replace("ont_id=7", "ont_id=8") + other)
    subject.run("up", "--yes")
    changed = onts(subject)
    subject.run("destroy", "--yes")

    assert ("create", "pulumi-python:isp/calix:Ont", "a") in first.steps
    assert "calix.Ont 'a': will be made" in first.text
    assert set(again.changes) <= {"same", "refresh"}
    assert changed == ["8", "9"]
    assert onts(subject) == []


RENAMED = """
    import pulumi
    from pulumi_isp import calix

    home = pulumi.ComponentResource("test:index:Home", "home")
    calix.Ont(
        "b", network_name="hill", ont_id=7, ont_profile=162, serial_number="CXNK00A1B2C1",
        opts=pulumi.ResourceOptions(
            parent=home, aliases=[pulumi.Alias(name="a", parent=pulumi.ROOT_STACK_RESOURCE)],
        ),
    )
"""


@pytest.mark.large
def test_what_was_renamed_by_an_alias_is_renumbered_and_made_anew(stack: MakeStack) -> None:
    """Into a component and under another name; its object bears the old name, and goes for nobody else."""
    subject = stack(ONT)
    subject.up()
    subject.write(RENAMED)
    assert set(subject.up().changes) == {"same"}
    anew = RENAMED.replace("parent=home,", "parent=home, delete_before_replace=True,")
    subject.write(anew)
    urn = subject.resources()[0]["urn"]
    subject.isp.reset_logs()

    subject.up("--replace", urn)
    assert subject.isp.writes() == ["cms: ont.delete", "cms: ont.create"]

    subject.destroy()
    subject.write(ONT)
    subject.up()
    subject.write(RENAMED.replace("ont_id=7", "ont_id=8"))
    subject.up()
    assert onts(subject) == ["8"]
    subject.up("--expect-no-changes")

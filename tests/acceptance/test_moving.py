"""Resources that go to another stack, and stacks that go to the other front, by their states alone."""

from __future__ import annotations

import copy
import json
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.commands import ours
from tests.support.declaring import all_declared, program
from tests.support.stack import Stack, on_both_fronts
from tools.engine import Engine

MakeStack = Callable[[str | Path], Stack]

STAYS = """
    import pulumi
    from pulumi_isp import calix, cloudconnexa

    calix.Ont("stays", network_name="hill", ont_id=NUMBER, ont_profile=162, serial_number="A1NUMBER")
"""
MOVES = """
    class Line(pulumi.ComponentResource):
        def __init__(self, name):
            super().__init__("isp:own:Line", name)
            inside = pulumi.ResourceOptions(parent=self)
            self.ont = calix.Ont(
                f"{name}-ont", inside, network_name="hill", ont_id=9, ont_profile=162,
                serial_number=pulumi.Output.secret("5EC12E7"), subscriber_id="s-9",
            )
            calix.EthernetService(
                f"{name}-service", inside, ont=self.ont, port=1, service_id=1, bandwidth_profile=1,
                tag_action=1, outer_tag=100,
            )

    Line("line")
    plant = cloudconnexa.Network(
        "plant", pulumi.ResourceOptions(protect=True), name="Plant",
        description=pulumi.Output.secret("hush-hush"),
    )
    cloudconnexa.Route("lan", network_id=plant, subnet="10.20.0.0/24")
"""
NAMES = ("line", "plant", "lan")
HIDDEN = ("5ec12e7", "hush-hush")
FAILS_AT = """#!/bin/sh
case "$*" in "stack import"*)
    echo x >> {folder}/imports
    test "$(wc -l < {folder}/imports)" -eq {number} && {{ {first} "$@"; echo "no space left" >&2; exit 1; }};;
esac
exec {engine} "$@"
"""


def other_project(stack: Stack) -> Stack:
    """A stack of another project, with the same settings, beside one."""
    other = copy.copy(stack)
    other.project, other.stack = stack.folder / "other", "elsewhere"
    other.project.mkdir()
    text = (stack.project / "Pulumi.yaml").read_text()
    (other.project / "Pulumi.yaml").write_text(text.replace("name: acceptance", "name: other"))
    other.run("stack", "init", other.stack)
    other.configure({**stack.isp.config(), "isp:front": stack.front}, stack.isp.secrets)
    return other


def exported(stack: Stack) -> list[dict[str, Any]]:
    """The resources of a stack; the engine encrypts anew whatever it writes."""
    text = stack.run("stack", "export", "--stack", stack.stack).text
    found: list[dict[str, Any]] = json.loads(re.sub('"ciphertext": ".*"', '"ciphertext": ""', text))[
        "deployment"
    ]["resources"]
    return found


def failing(folder: Path, engine: Engine, number: int, *, late: bool = False) -> Path:
    """A folder with a `pulumi` whose n-th `stack import` fails; one that fails late has written."""
    folder.mkdir()
    command = folder / "pulumi"
    first = engine.command if late else ":"
    command.write_text(FAILS_AT.format(folder=folder, number=number, engine=engine.command, first=first))
    command.chmod(0o755)
    return folder


@on_both_fronts
def test_resources_move_to_a_stack_of_another_project(
    stack: MakeStack, engine: Engine, tmp_path: Path
) -> None:
    """Half way and on: one state at least has each object, never would two delete it; both are at rest."""
    source = stack(STAYS.replace("NUMBER", "7") + MOVES)
    target = other_project(source)
    target.write(STAYS.replace("NUMBER", "8"))
    source.up()
    target.up()
    source.isp.reset_logs()
    there = ("--from", "test", "--to", target.stack, "--to-cwd", str(target.project), "--copies", "copies")
    move = ("move", *NAMES, *there)
    before = exported(source), exported(target)

    cut = ours(source, engine, "move", "plant", *there)
    shown = ours(source, engine, *move)
    undone = ours(source, engine, *move, "--yes", before=failing(tmp_path / "second", engine, 2))

    assert cut.returncode == 3
    assert "lan (deletedWith) -> plant" in cut.stderr
    assert shown.returncode == 0, shown.stderr
    assert "Nothing was written" in shown.stdout
    assert undone.returncode == 4, undone.stdout + undone.stderr
    assert "both stacks are as they were" in undone.stderr
    assert (exported(source), exported(target)) == before

    # The target has them, and nobody says so; or it is said.
    late = source.front == "dynamic"
    half = ours(
        source,
        engine,
        *move,
        "--yes",
        before=failing(tmp_path / "third", engine, 2 if late else 3, late=late),
    )

    assert half.returncode == 4, half.stdout + half.stderr
    moved = {"line-ont", "line-service", "plant", "lan"}
    for each in source.resources():
        assert bool(each.get("retainOnDelete")) == (each["urn"].rpartition("::")[2] in moved)
    assert moved < {each["urn"].rpartition("::")[2] for each in exported(target)}

    done = ours(source, engine, *move, "--yes", "--json")

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(json.loads(done.stdout)["resources"]) == len(moved) + 1  # the component
    copies = list((source.project / "copies").iterdir())
    assert copies
    assert {stat.S_IMODE(each.stat().st_mode) for each in copies} == {0o600}
    source.write(STAYS.replace("NUMBER", "7"))
    target.write(STAYS.replace("NUMBER", "8") + MOVES)
    assert source.up("--expect-no-changes").changes == {"same": 1}
    assert target.up("--expect-no-changes").changes == {"same": 5}
    assert target.refresh().changes.keys() <= {"refresh", "same"}
    assert source.isp.writes() == []
    found = {
        f"{each} in {path.name}"
        for path, text in source.files()
        for each in HIDDEN
        if path.name != "__main__.py" and each in text.lower()
    }
    assert found == set()

    assert "protected" in target.run("destroy", "--yes", "--skip-preview", fails=True).text
    target.run("state", "unprotect", "--all", "--yes")
    target.destroy()
    assert [each["id"] for each in source.isp.objects("calix", "onts")] == [7]
    assert source.isp.objects("cloudconnexa", "routes") == []


@pytest.mark.parametrize(
    ("front", "other"), [pytest.param("dynamic", "plugin", marks=pytest.mark.large), ("plugin", "dynamic")]
)
def test_a_state_is_told_in_the_words_of_the_other_front(
    stack: MakeStack, engine: Engine, other: str
) -> None:
    """All kinds: without an `up` in between, which a removal in the same run would have refused."""
    subject = stack("")
    declared = all_declared()
    subject.write(program(declared, subject.isp))
    subject.up()
    subject.isp.reset_logs()
    before = subject.state()

    shown = ours(subject, engine, "import-state", "--stack", "test", "--to", other)
    unwritten = subject.state()
    done = ours(subject, engine, "import-state", "--stack", "test", "--to", other, "--yes", "--json")

    assert shown.returncode == 0, shown.stderr
    assert unwritten == before
    assert done.returncode == 0, done.stdout + done.stderr
    subject.move_to(other)
    assert {each["type"] for each in subject.resources()} == {
        subject.token(str(each.specimen.kind)) for each in declared
    }
    assert subject.up().changes == {"same": len(declared)}
    assert subject.up("--expect-no-changes").changes == {"same": len(declared)}
    assert subject.refresh().changes.keys() <= {"refresh", "same"}
    assert subject.isp.writes() == []
    shutil.rmtree(subject.project / "pulumi-isp-copies")
    assert subject.destroy().changes == {"delete": len(declared)}

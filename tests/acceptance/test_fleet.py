"""`pulumi-isp fleet` over the stacks of a project, on the real engine: one for each shelf."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.support.stack import Stack
from tests.support.waiting import wait_until
from tools.engine import Engine

COMMAND = Path(sys.executable).parent / "pulumi-isp"
PROGRAM = """
import pulumi
from pulumi_isp import calix

shelf = pulumi.get_stack()
calix.Ont("one", network_name=shelf, ont_id=1, ont_profile=162, reg_id=f"{shelf}-1", description="ours")
"""
SHELVES = ("hill", "valley")


def test_one_stack_for_each_shelf(stack: Callable[[str], Stack], engine: Engine, tmp_path: Path) -> None:
    """Nothing is touched while one cannot be; what is done is not done again; drift is told by stack."""
    made = stack(PROGRAM)
    for shelf in SHELVES:
        made.run("stack", "init", shelf, "--copy-config-from", "test")
    made.run("stack", "select", "test")
    standing = [{"name": shelf} for shelf in SHELVES]
    made.isp.cms.load({"networks": standing})
    journal = tmp_path / "journal.json"

    def fleet(*words: str, code: int) -> dict[str, dict[str, Any]]:
        done = subprocess.run(
            [COMMAND, "fleet", *words, "--json"],
            cwd=made.project,
            env={**made.environ, "PATH": f"{Path(engine.command).parent}{os.pathsep}{made.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert not [value for value in made.isp.secrets.values() if value in done.stdout + done.stderr]
        return {each["stack"]: each for each in json.loads(done.stdout)}

    made.isp.reset_logs()
    refused = fleet("up", "--yes", code=1)

    # The stack "test" is for a shelf that the CMS does not have.
    assert {name: each["ended"] for name, each in refused.items()} == {
        "hill": "done",
        "valley": "done",
        "test": "failed",
    }
    assert "NTWK-test" in refused["test"]["messages"][0]
    assert made.isp.writes() == []

    begun = fleet("up", "--skip-preview", "--keep-going", "--journal", str(journal), code=1)

    assert {name for name, each in begun.items() if each["ended"] == "done"} == set(SHELVES)
    assert begun["hill"]["changes"]["create"] == 2  # the stack itself is one of them
    assert set(json.loads(journal.read_text())["done"]) == set(SHELVES)

    state = made.isp.cms.state()
    state["networks"].append({"name": "test"})
    made.isp.cms.load(state)
    ended = fleet("up", "--skip-preview", "--journal", str(journal), code=0)

    assert {name: each["ended"] for name, each in ended.items()} == {
        "hill": "done before",
        "valley": "done before",
        "test": "done",
    }
    assert not journal.exists()

    state = made.isp.cms.state()
    state["networks"][0]["onts"][0]["descr"] = "by hand"
    made.isp.cms.load(state)
    drifted = fleet("drift", code=3)

    assert {name: each["ended"] for name, each in drifted.items()} == {
        "hill": "drifted",
        "valley": "done",
        "test": "done",
    }
    assert "test" in made.run("stack", "--show-name").text.split()


def hangs(process: psutil.Popen) -> None:
    """The stack's Pulumi hears nothing any more."""
    (pulumi,) = (each for each in process.children() if each.name() == "pulumi")
    pulumi.suspend()


@pytest.mark.large
@pytest.mark.parametrize(
    ("blow", "says"),
    [(None, "was interrupted twice, and dropped what was under way."), (hangs, "was killed with all its")],
)
def test_a_stack_that_does_not_end_is_ended_and_can_go_on(
    stack: Callable[[str], Stack], engine: Engine, blow: Callable[[psutil.Popen], None] | None, says: str
) -> None:
    """A create is in the vendor's hands and stays there; what the message says leads out of it."""
    made = stack(PROGRAM)
    made.isp.cms.load({"networks": [{"name": "test"}]})
    held = made.isp.cms.fault(operation="ont.create", action="stall", seconds=600, hold="request")

    with psutil.Popen(
        [COMMAND, *["fleet", "up", "--skip-preview", "--json", "--grace", "5"]],
        cwd=made.project,
        env={**made.environ, "PATH": f"{Path(engine.command).parent}{os.pathsep}{made.environ['PATH']}"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        wait_until(lambda: held.struck or process.poll() is not None, "the request is in the vendor's hands")
        below = process.children(recursive=True)
        if blow:
            blow(process)
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate()
    made.isp.cms.clear_faults()

    (found,) = json.loads(told)
    assert (process.returncode, found["ended"]) == (1, "failed")
    assert says in found["messages"][0]
    words = [each.split() for each in re.findall("`pulumi (.*?)`", found["messages"][0])]
    assert [each[0] for each in words] == ["cancel", "refresh"]
    if blow:
        assert psutil.wait_procs(below, timeout=60)[1] == []
        made.run(*words[0])
    made.up()
    made.run(*words[1], "--yes", "--skip-preview")
    assert made.up("--expect-no-changes").changes == {"same": 1}
    assert len(made.isp.cms.state()["networks"][0]["onts"]) == 1
    psutil.wait_procs(below, timeout=60)

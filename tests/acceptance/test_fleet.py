"""`pulumi-isp fleet` over the stacks of a project, on the real engine: one for each shelf."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.stack import Stack
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

"""`pulumi-isp fleet` on two runners, each with its own folder and home, over one PostgreSQL backend."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.support.commands import ours
from tests.support.isp import Isp
from tests.support.postgres import postgres
from tests.support.stack import Stack
from tests.support.waiting import wait_until
from tools.engine import Engine

pytestmark = pytest.mark.foreign_toolchain
PROGRAM = """
import pulumi
from pulumi_isp import calix

shelf = pulumi.get_stack()
calix.Ont("one", network_name=shelf, ont_id=1, ont_profile=162, reg_id=f"{shelf}-1")
"""
SHELVES = ("hill", "valley")


@pytest.fixture
def runners(tmp_path: Path, engine: Engine, isp: Isp) -> Iterator[list[Stack]]:
    """Both with the same program and the same config, as from one repository."""
    isp.cms.load({"networks": [{"name": shelf} for shelf in SHELVES]})
    with postgres() as backend:
        found = [Stack(tmp_path / f"runner-{number}", engine, isp, PROGRAM) for number in (1, 2)]
        for each in found:
            each.environ["PULUMI_BACKEND_URL"] = backend
        first, second = found
        plain = isp.config()
        for shelf in SHELVES:
            first.stack = shelf
            first.run("stack", "init", shelf)
            first.configure(plain, isp.secrets)
            name = f"Pulumi.{shelf}.yaml"
            (second.project / name).write_bytes((first.project / name).read_bytes())
        yield found


def test_two_runners_share_the_state(runners: list[Stack], engine: Engine, isp: Isp) -> None:
    """Each brings up its shelf at the same time; then each knows both, and neither has anything to change."""

    def fleet(runner: Stack, words: str) -> subprocess.CompletedProcess[str]:
        return ours(runner, engine, "fleet", *words.split())

    def ended(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
        assert done.returncode == 0, done.stdout + done.stderr
        return {each["stack"]: each["ended"] for each in json.loads(done.stdout)}

    with ThreadPoolExecutor() as pool:
        words = [f"up --skip-preview --json --stack {shelf}" for shelf in SHELVES]
        made = [ended(each) for each in pool.map(fleet, runners, words)]
    isp.reset_logs()
    # Named, because over this backend `pulumi stack ls` may give no answer.
    both = " ".join(f"--stack {shelf}" for shelf in SHELVES)
    known = [ended(fleet(each, f"preview {both} --json -- --expect-no-changes")) for each in runners]
    drifted = ended(fleet(runners[1], f"drift {both} --json"))

    assert made == [{shelf: "done"} for shelf in SHELVES]
    assert known == [dict.fromkeys(SHELVES, "done")] * 2
    assert drifted == dict.fromkeys(SHELVES, "done")
    assert isp.writes() == []


def test_no_two_runners_write_one_stack_at_the_same_time(
    runners: list[Stack], engine: Engine, isp: Isp
) -> None:
    """The second one is refused by the backend's lock, says so, and touches nothing."""
    first, second = runners
    held = isp.cms.fault(operation="ont.create", action="stall", seconds=300)
    with first.started("up", "--yes", "--skip-preview") as running:
        wait_until(lambda: held.struck or running.process.poll() is not None, "the first one writes")
        isp.reset_logs()
        refused = ours(second, engine, "fleet", "up", "--skip-preview", "--json", "--stack", first.stack)

    assert refused.returncode == 1
    [told] = json.loads(refused.stdout)
    assert "lock" in told["messages"][0]
    assert isp.writes() == []

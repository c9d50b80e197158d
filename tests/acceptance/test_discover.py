"""What `pulumi-isp discover` writes, on the real engine: it takes over what is there, and touches nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support import brownfield
from tests.support.declaring import References
from tests.support.isp import Isp, simulated_isp
from tests.support.lives import Hands
from tests.support.stack import Stack
from tools.engine import Engine

from pulumi_isp_provider.fronts.process import REGISTRY

COMMAND = Path(sys.executable).parent / "pulumi-isp"


@pytest.fixture
def isp(request: pytest.FixtureRequest) -> Iterator[Isp]:
    """The ISP that a test asks for by its numbers."""
    with simulated_isp(brownfield.seed(**request.param)) as isp:
        yield isp


@pytest.fixture
def one_of_each(isp: Isp) -> Iterator[None]:
    """Beside what was seeded: the full and the shortest object of each specimen."""
    REGISTRY.configure({**isp.config(), **isp.secrets}.get)
    for specimen in SPECIMENS.values():
        client = REGISTRY.client(specimen.vendor, "default")
        hands, references = Hands(specimen.front.lifecycle, client), References(isp, client)
        for declared in (specimen.full, specimen.least):
            hands.create(hands.check(references.resolved(specimen.vendor, declared)).inputs)
    REGISTRY.close()
    yield
    REGISTRY.configure(lambda _key: None)


def discover(stack: Stack, engine: Engine, folder: Path, *words: str) -> dict[str, Any]:
    """Run the command in the project of a stack, whose config it reads; its summary."""
    done = subprocess.run(
        [
            str(COMMAND),
            "discover",
            str(folder),
            "--stack",
            stack.stack,
            "--project",
            "acceptance",
            "--json",
            *words,
        ],
        cwd=stack.project,
        env={**stack.environ, "PATH": f"{Path(engine.command).parent}{os.pathsep}{stack.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def checked(folder: Path) -> None:
    """The program is what Python's own tools take without a word."""
    for tool in (
        ("mypy", "--strict", "."),
        ("ruff", "check", "--isolated", "."),
        ("ruff", "format", "--isolated", "--check", "."),
    ):
        done = subprocess.run(
            [str(COMMAND.with_name(tool[0])), *tool[1:]],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def taken_over(stack: Stack, engine: Engine, folder: Path) -> dict[str, Any]:
    """Discover, up, and up again; nothing is written at a vendor."""
    stack.isp.reset_logs()
    summary = discover(stack, engine, folder)
    shutil.copytree(folder, stack.project, dirs_exist_ok=True)
    # The project's own config has what is no secret.
    for key in stack.isp.config():
        stack.run("config", "rm", key)
    first = stack.up()
    last = stack.up("--expect-no-changes")

    assert stack.isp.writes() == []
    assert first.changes == {"create": sum(summary["found"].values())}
    assert last.changes == {"same": sum(summary["found"].values())}
    assert all(each["protect"] for each in stack.resources())
    return summary


@pytest.mark.parametrize(
    "isp", [{"shelves": 2, "onts": 6, "networks": 2, "routes": 4, "users": 5}], indirect=True
)
def test_what_is_discovered_is_taken_over_untouched(
    one_of_each: None, stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """Of each kind that there is; the program is typed and formatted; a second reading is the same text."""
    made = stack("")
    summary = taken_over(made, engine, tmp_path / "isp")

    assert set(summary["found"]) == set(SPECIMENS)
    checked(tmp_path / "isp")
    discover(made, engine, tmp_path / "again")
    again = {
        path.relative_to(tmp_path / "again"): path.read_text() for path in (tmp_path / "again").rglob("*.*")
    }
    assert again == {path: (tmp_path / "isp" / path).read_text() for path in again}


@pytest.mark.large
@pytest.mark.parametrize(
    "isp", [{"shelves": 3, "onts": 2000, "networks": 20, "routes": 200, "users": 100}], indirect=True
)
def test_a_whole_isp_is_taken_over_untouched(
    isp: Isp, stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """3 shelves, 2,000 ONTs with a service each, 20 networks, 200 routes, 100 users."""
    summary = taken_over(stack(""), engine, tmp_path / "isp")

    assert summary["left_out"] == []
    assert summary["found"]["calix.EthernetService"] == 2000
    checked(tmp_path / "isp")

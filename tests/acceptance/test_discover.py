"""What `pulumi-isp discover` writes, on the real engine: it takes over what is there, and touches nothing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.specimens import SPECIMENS
from tests.support.brownfield import one_of_each, seed
from tests.support.commands import judge, ours
from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import Engine


@pytest.fixture
def isp(request: pytest.FixtureRequest) -> Iterator[Isp]:
    """The ISP that a test asks for by its numbers."""
    with simulated_isp(seed(**request.param)) as isp:
        yield isp


def command(stack: Stack, engine: Engine, words: str) -> Any:
    """Run one of our commands in the project of a stack; what it says to programs."""
    done = ours(stack, engine, *words.split())
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def discover(stack: Stack, engine: Engine, folder: Path, *more: str) -> dict[str, Any]:
    """Discover with the config of a stack; the summary."""
    words = f"discover {folder} --stack {stack.stack} --project acceptance --json {' '.join(more)}"
    summary: dict[str, Any] = command(stack, engine, words)
    return summary


def environment(isp: Isp) -> dict[str, str]:
    """The settings, as the environment has them."""
    return {
        re.sub("(?=[A-Z])", "_", key.replace(":", "_")).upper(): value
        for key, value in {**isp.config(), **isp.secrets}.items()
    }


def plain_config_goes(stack: Stack) -> None:
    """The project's own config has what is no secret."""
    settings = stack.project / f"Pulumi.{stack.stack}.yaml"
    known = yaml.safe_load(settings.read_text())
    known["config"] = {key: value for key, value in known["config"].items() if isinstance(value, dict)}
    settings.write_text(yaml.safe_dump(known))


def taken_over(stack: Stack, engine: Engine, folder: Path) -> dict[str, Any]:
    """Discover, up, and up again; nothing is written at a vendor."""
    stack.isp.reset_logs()
    summary = discover(stack, engine, folder)
    shutil.copytree(folder, stack.project, dirs_exist_ok=True)
    plain_config_goes(stack)
    first = stack.up()
    last = stack.up("--expect-no-changes")

    assert stack.isp.writes() == []
    assert first.changes == {"create": sum(summary["found"].values())}
    assert last.changes == {"same": sum(summary["found"].values())}
    assert all(each["protect"] for each in stack.resources())
    return summary


@pytest.mark.parametrize(
    "isp", [{"shelves": 2, "onts": 3, "networks": 1, "routes": 2, "users": 2}], indirect=True
)
def test_a_stack_for_each_shelf(
    isp: Isp, stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """Each takes over its own part, all of them by one command, and nothing is written at a vendor."""
    made = stack("")
    isp.reset_logs()
    summary = discover(made, engine, tmp_path / "isp", "--split", "shelf")
    shutil.copytree(tmp_path / "isp", made.project, dirs_exist_ok=True)
    plain_config_goes(made)
    shelves = [Path(file).stem for file in sorted((made.project / "shelves").glob("[!_]*.py"))]
    for name in (*shelves, "cloudconnexa"):
        made.run("stack", "init", name, "--copy-config-from", made.stack)
    made.run("stack", "rm", made.stack, "--yes", "--preserve-config")

    ended = command(made, engine, "fleet up --skip-preview --json")
    command(made, engine, "fleet preview --json -- --expect-no-changes")

    assert [each["ended"] for each in ended] == ["done"] * 3
    created = sum(each["changes"]["create"] for each in ended)
    assert created == sum(summary["found"].values()) + len(ended)  # each stack is a resource too
    assert isp.writes() == []


@pytest.mark.parametrize(
    "isp", [{"shelves": 2, "onts": 6, "networks": 2, "routes": 4, "users": 5}], indirect=True
)
def test_what_is_discovered_is_taken_over_untouched(
    isp: Isp, stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """Of each kind; a second reading finds no change."""
    with one_of_each(isp):
        made = stack("")
        summary = taken_over(made, engine, tmp_path / "isp")

    assert set(summary["found"]) == {kind for kind, each in SPECIMENS.items() if not each.is_only_one}
    again = discover(made, engine, tmp_path / "isp")
    assert again["since"] == {"added": [], "removed": [], "changed": []}


@pytest.mark.parametrize(
    "isp", [{"shelves": 1, "onts": 2, "networks": 1, "routes": 1, "users": 1}], indirect=True
)
@pytest.mark.parametrize("front", ["plugin"])
def test_what_is_there_is_imported_from_the_file(
    isp: Isp, stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """By the settings in the environment; the first `up` sends no change, and leaves none to a preview."""
    made = stack("")
    isp.cms.change("ports", "hill/1/3/2", {"descr": "hall"})
    project = (made.project / "Pulumi.yaml").read_text()
    isp.reset_logs()
    summary = discover(made, engine, tmp_path / "isp")
    shutil.copytree(tmp_path / "isp", made.project, dirs_exist_ok=True)
    plugins = project.partition("plugins:")[1:]
    with (made.project / "Pulumi.yaml").open("a") as file:
        file.write("".join(plugins))
    plain_config_goes(made)
    made.environ |= environment(isp)

    made.run("import", "--file", "import.json", "--yes", "--skip-preview", "--generate-code=false")
    imported = {each["id"] for each in made.resources()}
    first = made.up()
    last = made.preview("--expect-no-changes")

    assert len(imported) == sum(summary["found"].values())
    assert first.changes == {"update": len(imported)}
    assert last.changes == {"same": len(imported)}
    assert isp.writes() == []
    assert all(each["protect"] for each in made.resources())


@pytest.mark.large
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "isp", [{"shelves": 3, "onts": 2000, "networks": 20, "routes": 200, "users": 100}], indirect=True
)
def test_a_whole_isp_is_taken_over_untouched(
    isp: Isp, stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """3 shelves, 2,000 ONTs with a service each, 20 networks, 200 routes, 100 users."""
    made = stack("")
    made.limit = 1200
    # As docs/operations.md advises for the first `up` of a stack so large: else each of thousands of steps
    # writes the whole state.
    made.environ["PULUMI_SKIP_CHECKPOINTS"] = "true"
    summary = taken_over(made, engine, tmp_path / "isp")

    assert summary["left_out"] == []
    assert summary["found"]["calix.EthernetService"] == 2000
    judge(tmp_path / "isp")

"""`pulumi-isp fleet`: which stacks, how many at a time, what stops it; a script stands for Pulumi."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml
from click.testing import CliRunner
from tests.support.waiting import wait_until

from pulumi_isp.command import main

PULUMI = """#!{python}
import json, os, pathlib, signal, subprocess, sys, time

words = sys.argv[1:]
here = pathlib.Path({folder!r})
if words[:2] == ["stack", "ls"]:
    print(json.dumps([{{"name": name}} for name in {stacks!r}]))
    sys.exit(0)
stack = words[words.index("--stack") + 1]
with (here / "asked").open("a") as asked:
    asked.write(json.dumps([stack, words]) + "\\n")
log = pathlib.Path(words[words.index("--event-log") + 1])
if stack.startswith("slow"):
    def stop(*_):
        noted = here / f"{{stack}}.interrupts"
        noted.write_text((noted.read_text() if noted.exists() else "") + "x")
        print("stopped as asked")
        if len(noted.read_text()) > ("hard-of-hearing" in stack) + 9 * ("deaf" in stack):
            sys.exit(0 if "calm" in stack else 255)
    signal.signal(signal.SIGINT, stop)
    # As Pulumi starts its helpers: in process groups of their own.
    helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], process_group=0)
    (here / f"{{stack}}.pids").write_text(f"{{os.getpid()}} {{helper.pid}}")
    (here / f"{{stack}}.begun").touch()
    while True:
        time.sleep(0.01)
failed = stack.startswith("bad")
said = {{"urn": "urn::x::ont-1", "severity": "error", "message": "<{{%reset%}}>it is refused"}}
events = [{{"diagnosticEvent": said}}]
summary = {{"summaryEvent": {{"resourceChanges": {{"create": 2, "same": 0}}}}}}
log.write_text("".join(json.dumps(each) + "\\n" for each in [*(events if failed else []), summary]))
sys.exit(255 if failed else 0)
"""


class Fleet:
    """A project whose Pulumi is a script that notes what it is asked."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        patch.setenv("PATH", f"{self.bin}{os.pathsep}{os.environ['PATH']}")
        patch.chdir(folder)

    def has(self, *stacks: str) -> None:
        """Give the project these stacks."""
        script = self.bin / "pulumi"
        script.write_text(PULUMI.format(python=sys.executable, folder=str(self.folder), stacks=list(stacks)))
        script.chmod(0o755)

    def asked(self) -> list[str]:
        """The stacks that something was done with, in that order."""
        asked = self.folder / "asked"
        return [json.loads(line)[0] for line in asked.read_text().splitlines()] if asked.exists() else []

    def words(self) -> list[str]:
        """What the last one was told."""
        last: list[str] = json.loads((self.folder / "asked").read_text().splitlines()[-1])[1]
        return last

    def run(self, *words: str, code: int = 0) -> dict[str, dict[str, Any]]:
        """Run a command; the outcome of each stack."""
        result = CliRunner().invoke(main, ["fleet", words[0], "--json", *words[1:]])
        assert result.exit_code == code, result.output
        return {each["stack"]: each for each in json.loads(result.stdout)}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fleet:
    """An empty one."""
    return Fleet(tmp_path, monkeypatch)


def ended(outcomes: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {stack: each["ended"] for stack, each in outcomes.items()}


def test_after_a_failure_no_other_stack_begins(project: Fleet) -> None:
    """And it is said which did not; the failed one is told with what failed and why."""
    project.has("a", "bad-b", "c")

    found = project.run("up", "--skip-preview", "--at-once", "1", code=1)

    assert ended(found) == {"a": "done", "bad-b": "failed", "c": "not begun"}
    assert found["bad-b"]["messages"] == ["ont-1: it is refused"]
    assert found["a"]["changes"] == {"create": 2}
    assert project.asked() == ["a", "bad-b"]


def test_going_on_after_a_failure(project: Fleet) -> None:
    """With --keep-going every stack has its turn; the exit code is that of the worst."""
    project.has("a", "bad-b", "c")

    found = project.run("refresh", "--keep-going", code=1)

    assert ended(found) == {"a": "done", "bad-b": "failed", "c": "done"}


def test_a_preview_that_fails_keeps_every_stack_from_being_updated(project: Fleet) -> None:
    """All are previewed all the same: who mends it wants to know of all."""
    project.has("a", "bad-b", "c")

    found = project.run("up", "--yes", code=1)

    assert ended(found) == {"a": "done", "bad-b": "failed", "c": "done"}
    assert sorted(project.asked()) == ["a", "bad-b", "c"]
    assert project.words()[0] == "preview"


def test_what_is_done_is_not_done_again(project: Fleet) -> None:
    """The journal says what is; it is of one command, and goes when all is done."""
    project.has("a", "bad-b", "c")
    project.run("up", "--skip-preview", "--keep-going", "--journal", "done.json", code=1)
    assert sorted(json.loads(Path("done.json").read_text())["done"]) == ["a", "c"]
    other = CliRunner().invoke(main, ["fleet", "refresh", "--journal", "done.json"])
    assert (other.exit_code, "is the journal of `fleet up`" in other.output) == (1, True)

    Path("done.json").write_text(json.dumps({"command": "up", "done": ["a", "bad-b"]}))
    found = project.run("up", "--skip-preview", "--journal", "done.json")

    assert ended(found) == {"a": "done before", "bad-b": "done before", "c": "done"}
    assert not Path("done.json").exists()
    Path("done.json").write_text("[]")
    broken = CliRunner().invoke(main, ["fleet", "up", "--skip-preview", "--journal", "done.json"])
    assert (broken.exit_code, "is not a journal" in broken.output) == (1, True)


def test_stacks_are_chosen_by_pattern(project: Fleet) -> None:
    """A pattern that is like none is a slip, and an error."""
    project.has("shelf-1", "shelf-2", "office")
    assert set(project.run("preview", "--stack", "shelf-*")) == {"shelf-1", "shelf-2"}

    wrong = CliRunner().invoke(main, ["fleet", "preview", "--stack", "self-*"])

    assert wrong.exit_code == 1
    assert "No stack is like 'self-*'; there are office, shelf-1, shelf-2." in wrong.output
    # What is no pattern is not looked up: not every backend can list its stacks.
    assert set(project.run("preview", "--stack", "elsewhere", "--stack", "office")) == {"elsewhere", "office"}
    project.has()
    assert "pulumi stack init" in CliRunner().invoke(main, ["fleet", "preview"]).output


def test_pulumis_own_options_go_to_each(project: Fleet) -> None:
    """Behind --; and all that is printed goes into a file of each stack, where that is wanted."""
    project.has("a")
    Path("logs").mkdir()

    project.run("preview", "--logs", "logs", "--", "--diff", "--parallel", "1")

    assert project.words()[-3:] == ["--diff", "--parallel", "1"]
    assert Path("logs/a.log").exists()


def test_modules_of_the_project_are_not_taken_for_libraries(project: Fleet) -> None:
    """A program may have a module of any name; to compare its stacks must not run it."""
    project.has("a")
    (project.folder / "click.py").write_text("import pathlib; pathlib.Path('was-run').touch()")

    project.run("drift", code=1)

    assert not (project.folder / "was-run").exists()


def test_nobody_is_asked_where_nobody_is(project: Fleet) -> None:
    """Without a terminal `up` needs a word; it does nothing until it has it."""
    project.has("a")

    result = CliRunner().invoke(main, ["fleet", "up"])

    assert (result.exit_code, project.asked()) == (2, [])
    assert "--yes" in result.output


def test_ctrl_c_ends_what_is_under_way_once(project: Fleet) -> None:
    """Each stack's own Pulumi is interrupted, one time, so that it finishes what has begun at a vendor."""
    project.has("slow-1", "slow-2", "slow-3")
    command = [
        str(Path(sys.executable).parent / "pulumi-isp"),
        "fleet",
        "refresh",
        "--json",
        "--at-once",
        "2",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_until(
            lambda: all((project.folder / f"slow-{n}.begun").exists() for n in (1, 2)), "two that have begun"
        )
        process.send_signal(signal.SIGINT)
        told, errors = process.communicate()

    assert process.returncode == 1, errors
    assert ended({each["stack"]: each for each in json.loads(told)}) == {
        "slow-1": "failed",
        "slow-2": "failed",
        "slow-3": "not begun",
    }
    assert [(project.folder / f"slow-{n}.interrupts").read_text() for n in (1, 2)] == ["x", "x"]
    assert "stopped as asked" in told


def test_a_stack_that_takes_too_long_is_stopped_as_by_ctrl_c(project: Fleet) -> None:
    """It has failed, and is told why; after it no other stack begins."""
    project.has("slow-1", "z")

    found = project.run("preview", "--at-once", "1", "--limit", "1", code=1)

    assert ended(found) == {"slow-1": "failed", "z": "not begun"}
    assert found["slow-1"]["messages"][0] == "was not done within 1 s, and was stopped"


def gone(pids: str) -> bool:
    """Whether none of these processes runs."""
    return not any(
        psutil.pid_exists(int(pid)) and psutil.Process(int(pid)).status() != psutil.STATUS_ZOMBIE
        for pid in pids.split()
    )


@pytest.mark.parametrize("insists", [True, False])
def test_one_that_does_not_end_is_killed_with_all_that_it_has_started(project: Fleet, insists: bool) -> None:
    """By a third Ctrl-C, or by itself after a while; the message names it, and says what to do."""
    project.has("slow-deaf", "z")
    command = [
        str(Path(sys.executable).parent / "pulumi-isp"),
        *("fleet", "refresh", "--json", "--at-once", "1", "--grace", "600" if insists else "1"),
    ]

    def heard() -> int:
        noted = project.folder / "slow-deaf.interrupts"
        return len(noted.read_text()) if noted.exists() else 0

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_until(lambda: (project.folder / "slow-deaf.begun").exists(), "one that has begun")
        process.send_signal(signal.SIGINT)
        for so_many in (1, 2) if insists else ():
            wait_until(lambda: heard() >= so_many, "it has heard it")  # noqa: B023 - asked at once
            process.send_signal(signal.SIGINT)
        told, errors = process.communicate()

    assert process.returncode == 1, errors
    found = {each["stack"]: each for each in json.loads(told)}
    assert ended(found) == {"slow-deaf": "failed", "z": "not begun"}
    message = found["slow-deaf"]["messages"][0]
    assert message.startswith("did not end after two interrupts, and was killed with all its processes.")
    assert "`pulumi cancel --yes --stack slow-deaf`" in message
    assert gone((project.folder / "slow-deaf.pids").read_text())


def test_one_that_is_interrupted_twice_is_told_with_what_to_do(project: Fleet) -> None:
    """Pulumi drops what is under way then, and what that did is not known."""
    project.has("slow-hard-of-hearing")
    command = [str(Path(sys.executable).parent / "pulumi-isp"), *["fleet", "up", "--skip-preview", "--json"]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for happened in ("begun", "interrupts"):
            wait_until((project.folder / f"slow-hard-of-hearing.{happened}").exists, happened)
            process.send_signal(signal.SIGINT)
        told, _ = process.communicate()

    [found] = json.loads(told)
    assert (process.returncode, found["ended"]) == (1, "failed")
    assert found["messages"][0].startswith("was interrupted twice, and dropped what was under way. ")
    assert "`pulumi refresh --clear-pending-creates --stack slow-hard-of-hearing`" in found["messages"][0]


def test_ctrl_c_in_the_previews_begins_no_update(project: Fleet) -> None:
    """Also where the preview under way had nothing to break off, and so did not fail."""
    project.has("slow-calm", "z")
    command = [str(Path(sys.executable).parent / "pulumi-isp"), "fleet", "up", "--yes", "--at-once", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_until(lambda: (project.folder / "slow-calm.begun").exists(), "a preview that has begun")
        process.send_signal(signal.SIGINT)
        told, errors = process.communicate()

    assert process.returncode == 1, errors
    assert "not begun" in told
    assert project.asked() == ["slow-calm"]
    assert project.words()[0] == "preview"


@pytest.mark.parametrize("system", ["github", "gitlab"])
def test_a_ci_file_has_every_stack(project: Fleet, system: str) -> None:
    """As YAML, in the place where the system looks for them; none is begun by another one's failure."""
    project.has("shelf-1", "shelf-2")

    result = CliRunner().invoke(main, ["fleet", "ci", system])

    assert result.exit_code == 0
    written = yaml.safe_load(result.output)
    stacks = ["shelf-1", "shelf-2"]
    if system == "github":
        strategy = written["jobs"]["fleet"]["strategy"]
        assert (strategy["matrix"]["stack"], strategy["fail-fast"]) == (stacks, False)
    else:
        assert written[".stacks"]["parallel"]["matrix"] == [{"STACK": stacks}]
        assert written["up"]["resource_group"] == "$STACK"

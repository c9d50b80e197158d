"""Ctrl-C at each moment in which a command writes: what was there stands whole, or what comes does."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.specimens import SPECIMENS
from tests.support.isp import Isp
from tests.support.states import Stack

from pulumi_isp.command import main

CHANGES = frozenset(
    {"os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "tempfile.mkdtemp", "tempfile.mkstemp"}
)
"""Beside opening a file to write it: what changes a folder, by the names of Python's audit events."""
WRITING = os.O_WRONLY | os.O_RDWR
PULUMI = """#!/bin/sh
case "$1 $2" in
    "stack ls") echo '[{"name": "one"}, {"name": "two"}]' ;;
    "stack export") cat ../state.json ;;
    refresh*) case "$*" in *two*) exit 1 ;; esac ;;
    "stack import") cat > /dev/null ;;
esac
"""
COMMANDS = {
    "a new folder": ("discover isp --vendor cloudconnexa", None),
    "a folder that is there": ("discover isp --vendor cloudconnexa", "discover isp --vendor cloudconnexa"),
    "two pictures": (
        "map isp.svg isp.html --state ../state.json",
        "map isp.svg isp.html --state ../state.json --title Old",
    ),
    "a journal": ("fleet refresh --keep-going --journal done.json", None),
    "a copy of a state": ("import-state --to plugin --yes --stack one", None),
}
"""All that write files: what is run, and what was run before. ``move`` keeps copies and ``simulate`` writes
settings as these do."""
_watched: list[Callable[[], None]] = []


def _look(event: str, told: tuple[Any, ...]) -> None:
    # It cannot be taken away again, so there is one for all tests.
    if not _watched or not (event in CHANGES or (event == "open" and told[2] & WRITING)):
        return
    if isinstance(told[0], str | os.PathLike) and Path(told[0]).absolute().is_relative_to(Path.cwd()):
        _watched[0]()


sys.addaudithook(_look)


@contextmanager
def interrupted(at: int) -> Iterator[list[int]]:
    """A Ctrl-C comes before the so-manieth change of the current folder; how many there were."""
    changes = [0]

    def count() -> None:
        changes[0] += 1
        if changes[0] == at:
            signal.raise_signal(signal.SIGINT)

    _watched.append(count)
    try:
        yield changes
    finally:
        _watched.clear()


def run(words: str) -> int:
    return CliRunner().invoke(main, words.split()).exit_code


def standing() -> dict[str, bytes]:
    """All files, and folders that are hidden; the moment in a copy's name left out."""
    return {
        str(path).partition("-2")[0]: path.read_bytes() if path.is_file() else b""
        for path in Path().rglob("*")
        if path.is_file() or path.name.startswith(".")
    }


@pytest.mark.parametrize("what", COMMANDS)
def test_a_ctrl_c_leaves_all_or_nothing(
    isp: Isp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Whenever it comes: one run for each change of the folder."""
    words, earlier = COMMANDS[what]
    stack = Stack(isp)
    stack.make("calix.Ont", "one", SPECIMENS["calix.Ont"].least)
    stack.written()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/pulumi").write_text(PULUMI)
    (tmp_path / "bin/pulumi").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)

    def folder(name: str) -> dict[str, bytes]:
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        if earlier:
            isp.cloudconnexa.change("networks", "Site 1", {"description": "before"})
            assert run(earlier) == 0
            isp.cloudconnexa.change("networks", "Site 1", {"description": "after"})
        return standing()

    before = folder("whole")
    with interrupted(0) as changes:
        run(words)
    after = standing()

    found = []
    for at in range(1, changes[0] + 1):
        assert folder(f"at-{at}") == before
        with interrupted(at):
            assert run(words) != 0
        found.append(standing())

    assert [each for each in found if each not in (before, after)] == []
    assert (before in found, after in found) == (True, True)

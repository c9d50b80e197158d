"""What a process can learn of the `pulumi` that started it: real processes, and no engine."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pulumi_isp.policy import previous
from pulumi_isp_provider.fronts import engine
from pulumi_isp_provider.fronts.engine import Command, operation

STATE = Path(__file__).parent / "recorded/state.json"
PARENT = (
    f"import subprocess, sys; sys.exit(subprocess.run([{sys.executable!r}, '-c', sys.argv[1]]).returncode)"
)
SEES = """
import json
from pulumi_isp_provider.fronts import engine
found = engine.command()
print(json.dumps([found.words[2:], str(found.folder), engine.destroys()]))
"""
TELLS = """
from pulumi_isp_provider.fronts import engine
print(engine.goes_on(), engine.is_partial())
"""
ASKS = """
from pulumi_isp.policy import previous
try:
    print(sorted(each.name for each in (previous.exported("hill") or {}).values()))
except previous.StateUnreadableError as error:
    print(error)
"""


WAITS = """
import socket, sys
with socket.create_server(("127.0.0.1", 0)) as engine:
    print(engine.getsockname()[1], flush=True)
    accepted, _ = engine.accept()
    sys.stdin.read()
"""
LISTENS = f"""
import socket, subprocess, sys
with socket.create_server(("127.0.0.1", 0)) as engine:
    port = str(engine.getsockname()[1])
    sys.exit(subprocess.run([{sys.executable!r}, "-c", sys.argv[1], "127.0.0.1:" + port]).returncode)
"""
SERVES = """
import sys
from pulumi_isp.policy import STRICT, serve
serve(STRICT)
"""


def started(folder: Path, child: str, *words: str, name: str = "pulumi", parent: str = PARENT) -> str:
    """What a process prints that an engine with these words has started in a folder."""
    pulumi = folder / "bin" / name
    pulumi.parent.mkdir(exist_ok=True)
    if not pulumi.exists():
        pulumi.symlink_to(Path(sys.executable).resolve())
    line = [str(pulumi), "-c", parent, child, *words]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


def test_the_command_line_of_the_engine_is_seen(tmp_path: Path) -> None:
    """Its words, where it works, and whether it destroys."""
    for words, destroys in ((["up", "--stack", "hill"], False), (["destroy", "--yes"], True)):
        seen, folder, is_destroy = json.loads(started(tmp_path, SEES, *words))

        assert (seen[1:], is_destroy) == (words, destroys)
        assert Path(folder).samefile(tmp_path)


@pytest.mark.parametrize(
    ("words", "switch", "goes_on", "is_partial"),
    [
        (["up", "--yes"], "", False, False),
        (["up", "--yes"], "true", True, False),
        (["up", "--continue-on-error"], "", True, False),
        (["up", "--continue-on-error=false"], "1", False, False),
        (["up", "-t", "urn:one"], "", False, True),
        (["up", "--target-replace=urn:one"], "", False, True),
        (["destroy", "--exclude", "urn:one"], "", False, True),
    ],
)
def test_what_a_run_leaves_out_is_seen(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    switch: str,
    goes_on: bool,
    is_partial: bool,
) -> None:
    """Whether it goes on after an error, by a switch or the environment, and whether it is told of all."""
    monkeypatch.setenv("PULUMI_CONTINUE_ON_ERROR", switch)

    assert started(tmp_path, TELLS, *words).split() == [str(goes_on), str(is_partial)]


def test_nothing_is_seen_where_no_engine_is() -> None:
    """As in a unit test of a program. A run that may go on after an error is the careful guess."""
    code = (
        "from pulumi_isp_provider.fronts import engine as e; "
        "print(e.command(), e.destroys(), e.is_partial(), e.goes_on())"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.split() == ["None", "False", "False", "True"]


def test_an_engine_is_seen_whatever_its_file_is_called(tmp_path: Path) -> None:
    """It listens at the address that it gives to what it starts; what does not is no engine."""
    how: dict[str, str] = {"name": "infrastructure-3", "parent": LISTENS}
    seen, _, destroys = json.loads(started(tmp_path, SEES, "destroy", "--yes", **how))

    assert (seen[1:], destroys) == (["destroy", "--yes"], True)
    assert (
        started(
            tmp_path,
            "from pulumi_isp_provider.fronts import engine; print(engine.command())",
            "up",
            name="other",
        )
        == "None"
    )


def test_a_process_that_a_person_has_started_sees_each_engine_that_attaches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them is a parent of it; what it has seen of the one before counts no more."""
    monkeypatch.setattr(engine, "_ATTACHED", [])
    engine.command.cache_clear()
    pulumi = tmp_path / "pulumi"
    pulumi.symlink_to(Path(sys.executable).resolve())
    for words in (["destroy", "--yes"], ["up", "--yes"]):
        with subprocess.Popen(
            [pulumi, "-c", WAITS, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=tmp_path,
            text=True,
        ) as started_:
            assert started_.stdout is not None
            port = int(started_.stdout.readline())
            engine.attach(f"127.0.0.1:{port}")
            found, destroys = engine.command(), engine.destroys()
            with socket.create_connection(("127.0.0.1", port)):
                started_.communicate()

        assert found is not None
        assert (list(found.words[2:]), destroys) == (words, words[0] == "destroy")
        assert found.folder.samefile(tmp_path)
    engine.command.cache_clear()


def test_a_process_that_a_person_has_started_serves_one_engine_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Creates of the first would go to the systems of the second. The same engine may attach again."""
    monkeypatch.setattr(engine, "_ATTACHED", [])
    with subprocess.Popen(
        [sys.executable, "-c", WAITS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        port = int(first.stdout.readline())
        engine.attach(f"127.0.0.1:{port}")
        engine.attach(f"127.0.0.1:{port}")
        with socket.create_server(("127.0.0.1", 0)) as second:
            address = f"127.0.0.1:{second.getsockname()[1]}"
            with pytest.raises(engine.BusyError):
                engine.attach(address)
            with socket.create_connection(("127.0.0.1", port)):
                first.communicate()
            engine.attach(address)
    engine.command.cache_clear()


@pytest.mark.parametrize(("named", "seen"), [("isp", "True"), ("random", "False")])
def test_a_plugin_that_a_person_has_started_counts_as_a_front(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, seen: str
) -> None:
    """The engine talks to it, and it is no child of the engine: the dynamic front's process has to know."""
    with socket.create_server(("127.0.0.1", 0)) as plugin:
        port = plugin.getsockname()[1]
        monkeypatch.setenv("PULUMI_DEBUG_PROVIDERS", f"random:1,{named}:{port}")
        parent = f"import socket\nplugin = socket.create_connection(('127.0.0.1', {port}))\n{PARENT}"
        parent = parent.replace("'-c', sys.argv[1]", "'-c', sys.argv[1], 'pulumi.dynamic'")
        child = "from pulumi_isp_provider.fronts import engine; print(engine.has_both_fronts())"

        assert started(tmp_path, child, "up", parent=parent) == seen


def test_a_pack_whose_engine_cannot_be_seen_does_not_start() -> None:
    """Which configuration it was given cannot be checked, and a mistyped rule would be passed over."""
    ran = subprocess.run([sys.executable, "-c", SERVES], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert "The configuration of policy pack isp-strict cannot be used" in ran.stderr
    assert "the `pulumi` that has started this process cannot be seen" in ran.stderr


@pytest.mark.parametrize(
    ("words", "flags", "values"),
    [
        (["preview", "--policy-pack", "a", "--policy-pack=b"], ["--policy-pack"], ["a", "b"]),
        (["preview", "-s", "hill", "--stack=dale"], ["--stack", "-s"], ["hill", "dale"]),
        (["preview", "--policy-pack-config", "a"], ["--policy-pack"], []),
        (["preview", "--stack"], ["--stack"], [""]),
        (["up", "-ys", "hill"], ["-s"], ["hill"]),
        (["up", "-yshill"], ["-s"], ["hill"]),
        (["up", "-s=hill", "-y"], ["-s"], ["hill"]),
    ],
)
def test_values_of_a_flag_are_found_in_both_spellings(
    words: list[str], flags: list[str], values: list[str]
) -> None:
    """Behind a space, or behind an equals sign; a flag that begins alike is another."""
    assert list(Command("pulumi", tuple(words), Path()).values_of(*flags)) == values


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["-C", "up", "preview"], "preview"),
        (["--color=never", "up", "--stack", "destroy"], "up"),
        (["policy", "analyze", "--file", "state"], "policy"),
        (["-s", "policy", "preview"], "preview"),
        (["-yspolicy", "up"], "up"),
        (["about"], None),
    ],
)
def test_the_operation_is_the_first_word_that_is_one(words: list[str], asked: str | None) -> None:
    """The value of a flag before it does not count."""
    assert operation(words) == asked


def test_the_state_is_asked_for_in_the_words_of_the_run(tmp_path: Path) -> None:
    """The same program, folder and stack. Where it is refused, that is said."""
    # Of `pulumi stack export ...`, the Python behind the link runs the file `stack`.
    asked = "import sys; assert sys.argv[1:] == ['export', '--stack', 'hill', '--non-interactive'], sys.argv"
    (tmp_path / "stack").write_text(f"{asked}; print(open({str(STATE)!r}).read())")

    there = "['gone', 'kept', 'moved', 'site']"
    # The run's own stack counts, whatever is selected, and however it was named.
    for words in ([], ["--stack=hill"], ["-ys", "hill"], ["--stack", "dale"]):
        assert started(tmp_path, ASKS, "preview", *words) == there
    assert "AssertionError" in started(tmp_path, ASKS, "preview", "--stack=acme/hill")


def test_the_state_is_not_asked_for_where_one_is_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is planned there."""
    monkeypatch.setattr(engine, "command", lambda: Command("pulumi", ("policy", "analyze"), Path()))

    assert previous.exported("hill") is None


def test_where_no_engine_is_seen_the_state_is_not_known() -> None:
    """A preview in which deletions cannot be judged must not pass as one without deletions."""
    ran = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "the `pulumi` that has started this process cannot be seen"

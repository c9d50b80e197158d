"""``make demo``: the first thing that a new user runs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.support.isp import ROOT, secret_forms
from tools.engine import Engine

DEMO = [sys.executable, "-m", "tools.demo"]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Path:
    """The demo's temporary folder goes here, and it finds the engine at once."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PULUMI_ISP_ENGINE", str(engine.folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_the_demo_tells_its_story_and_cleans_up(scratch: Path) -> None:
    """All steps are told and done, in order, and no file and no process stays."""
    done = subprocess.run(DEMO, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    told = re.findall(r"^\[(\d)\] (\w+)", done.stdout, re.MULTILINE)
    assert [word.lower() for _, word in told] == [
        "preview",
        "up",
        "up",
        "behind",
        "refresh",
        "up",
        "destroy",
    ]
    assert list(scratch.iterdir()) == []


def test_a_kept_demo_says_how_to_go_on_and_holds_no_secret(scratch: Path) -> None:
    """KEEP=1 leaves a working stack; neither its state nor anything printed holds a secret it used."""
    done = subprocess.run(
        [*DEMO, "--keep"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folder = next(scratch.iterdir())
    pid = int(re.findall(r"kill (\d+)", done.stdout)[0])
    try:
        environ = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
        hidden = [entry.partition("=")[2] for entry in environ if entry.startswith("PULUMI_ISP_SIM_")]
        assert len(hidden) == 3
        state = next((folder / "backend").rglob("demo.json")).read_text()
        printed = done.stdout + done.stderr
        for secret in hidden:
            for form in secret_forms(secret):
                assert form not in state
                assert form not in printed
        went_on = subprocess.run(
            ["sh", "-c", f"cd {folder}/project && . {folder}/env.sh && pulumi preview --expect-no-changes"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert went_on.returncode == 0, went_on.stdout + went_on.stderr
        assert len(json.loads(state)["checkpoint"]["latest"]["resources"]) > 8
    finally:
        os.kill(pid, signal.SIGTERM)


def processes_under(folder: Path) -> list[str]:
    """Commands of all processes that know the demo's folder from their environment or command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            known = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder).encode() in known and command:
            found.append(command)
    return found


@pytest.mark.parametrize("after", ["[1]", "[2]", "[5]"])
def test_an_interrupted_demo_cleans_up(scratch: Path, after: str) -> None:
    """Ctrl-C at any step leaves no file and no process behind."""
    process = subprocess.Popen(
        DEMO, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    assert process.stdout
    for line in process.stdout:
        if line.startswith(after):
            break
    # What a terminal does: the whole foreground group gets it.
    os.killpg(process.pid, signal.SIGINT)
    process.stdout.read()
    process.stdout.close()

    assert process.wait(timeout=120) == 130
    assert list(scratch.iterdir()) == []
    assert processes_under(scratch) == []

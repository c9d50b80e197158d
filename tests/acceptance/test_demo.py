"""What a new user runs first: ``make demo``, and the programs that the documentation shows."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from tests.support import ROOT
from tests.support.isp import secret_forms
from tests.support.stack import Stack
from tools.engine import Engine

MakeStack = Callable[[str | Path], Stack]
DEMO = [sys.executable, "-m", "tools.demo"]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> Path:
    """The demo's temporary folder goes here, and it finds the engine at once.

    The folder's name needs quoting, and the environment names a proxy, as on many an office machine.
    """
    scratch = tmp_path / "temporary files"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("PULUMI_ISP_ENGINE", str(engine.folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return scratch


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


@pytest.mark.large
def test_a_kept_demo_says_how_to_go_on_and_holds_no_secret(scratch: Path) -> None:
    """KEEP=1 leaves a working stack, which holds no secret; what is printed leads on, and to an end."""
    done = subprocess.run(
        [*DEMO, "--keep"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    folder = next(scratch.iterdir())
    pid = int(re.findall(r"kill (\d+)", done.stdout)[0])
    try:
        environ = psutil.Process(pid).environ()
        hidden = [value for name, value in environ.items() if name.startswith("PULUMI_ISP_SIM_")]
        assert len(hidden) == 3
        written = {path: path.read_bytes().decode("utf-8", "replace") for path in files_under(folder)}
        texts = [done.stdout + done.stderr, *written.values()]
        forms = [form for secret in hidden for form in secret_forms(secret)]
        assert [form for form in (*forms, "customer-pw-") for text in texts if form in text] == []
        state = next(text for path, text in written.items() if path.match("stacks/*/demo.json"))
        assert len(json.loads(state)["checkpoint"]["latest"]["resources"]) > 8
        begin = re.findall(r"^ +(cd .*)$", done.stdout, re.MULTILINE)[0]
        end = re.findall(r"^ +(pulumi destroy .*)$", done.stdout, re.MULTILINE)[0]
        by_hand = f"set -e; {begin}; pulumi preview --expect-no-changes; {end}"
        went_on = subprocess.run(
            ["sh", "-c", by_hand], capture_output=True, text=True, timeout=200, check=False
        )
        assert went_on.returncode == 0, went_on.stdout + went_on.stderr
        assert list(scratch.iterdir()) == []
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def processes_under(folder: Path) -> list[str]:
    """Commands of all processes that know the demo's folder from their environment or command line."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            known = [*process.environ().values(), *command]
        except psutil.Error:  # gone meanwhile, or somebody else's
            continue
        if process.pid != os.getpid() and any(str(folder) in text for text in known):
            found.append(" ".join(command))
    return found


def demo_until(step: str, *, at_work: bool = False) -> subprocess.Popen[str]:
    """A demo that has just begun a step; ``at_work``: in which the engine has begun to speak."""
    process = subprocess.Popen(
        DEMO, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    assert process.stdout
    for printed in process.stdout:
        if printed.startswith(step):
            break
    for printed in process.stdout if at_work else ():
        if printed.startswith("    "):
            break
    return process


OTHER_STEPS = [("[1]", False), ("[1]", True), ("[5]", False)]


@pytest.mark.parametrize(
    ("step", "at_work"),
    [
        ("[2]", True),
        *(pytest.param(step, at_work, marks=pytest.mark.large) for step, at_work in OTHER_STEPS),
    ],
)
def test_an_interrupted_demo_cleans_up(scratch: Path, step: str, at_work: bool) -> None:
    """Ctrl-C between steps and in the middle of one leaves no file and no process, and shows no traceback."""
    process = demo_until(step, at_work=at_work)
    # What a terminal does: the whole foreground group gets it.
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=120)

    assert process.returncode == 130, said
    assert said.endswith("\nStopped; everything is cleaned up.\n")
    assert "Traceback" not in said
    assert list(scratch.iterdir()) == []
    assert processes_under(scratch) == []


@pytest.mark.large
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP], ids=["Ctrl-C", "terminal closed"])
def test_impatience_does_not_cut_the_cleaning_up_short(scratch: Path, number: signal.Signals) -> None:
    """Who presses Ctrl-C until the prompt is back, or closes the terminal, leaves as little behind."""
    process = demo_until("[2]", at_work=True)
    said = None
    while said is None:
        os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            said, _ = process.communicate(timeout=0.1)

    assert process.returncode == 130, said
    assert list(scratch.iterdir()) == []
    assert processes_under(scratch) == []


def shown_in(page: str) -> str:
    """The one program that a page shows."""
    found = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(), re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_the_program_in_the_readme_does_what_it_says(stack: MakeStack) -> None:
    """One ONT for each active fibre service, the network, its route and the user."""
    subject = stack(shown_in("README.md"))

    assert subject.up().changes == {"create": 7}
    assert subject.up("--expect-no-changes").changes == {"same": 7}


def test_the_connection_in_the_settings_page_works_as_shown(stack: MakeStack) -> None:
    """The three commands and the line of program that the page shows belong together."""
    subject = stack("from pulumi_isp import calix\n" + shown_in("docs/settings.md"))
    west = {"url": subject.isp.cms.url, "username": "engineer"}
    for key, value in west.items():
        subject.run("config", "set", "--path", f"calix:west.{key}", value)
    password = subject.isp.secrets["calix:password"]
    subject.run("config", "set", "--path", "--secret", "calix:west.password", password)

    assert subject.up().changes == {"create": 1}

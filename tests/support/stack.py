"""A Pulumi stack, driven by the real command line."""

from __future__ import annotations

import atexit
import json
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml
from tools.engine import Engine

from pulumi_isp_provider.catalogue import RESOURCES

from .isp import Isp

COMMAND_LIMIT = 300
_PROJECT = f"""
name: acceptance
runtime: python
plugins:
  providers:
    - name: isp
      path: {Path(sys.executable).parent}
"""
_DECLARES = re.compile(r"\b((?:calix|cloudconnexa)\.[A-Z]\w+)\(")
_TOKENS = {token for each in RESOURCES for token in (each.token, each.plugin_token)}
_NEW: list[tempfile.TemporaryDirectory[str]] = []
"""The folder of a stack that knows the secrets and in which nothing has happened yet, once there is one."""
_LISTS_PACKAGES = "-m pip list -v --format json"
"""What the language host asks Python before each command; pip takes a second of CPU for it."""


@dataclass(frozen=True)
class Ran:
    """One engine command, ended.

    Attributes:
        code: Its exit code.
        text: All that it printed.
        changes: How many resources met which fate (``create``, ``update``, ``same``, ...), the stack's own
            resource and the default provider left out.
        steps: (operation, type token, name) of each planned step that does something.
        violations: (rule, resource's name) of all that policies found.
    """

    code: int
    text: str
    changes: dict[str, int] = field(default_factory=dict)
    steps: list[tuple[str, str, str]] = field(default_factory=list)
    violations: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Running:
    """One engine command that has not ended yet.

    Attributes:
        process: The engine's own process.
        log: The file that it prints to.
        helpers: The processes that it had started when they were last looked at.
    """

    process: psutil.Popen
    log: Path
    helpers: list[psutil.Process] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it has printed so far."""
        return self.log.read_text()

    def look(self) -> list[psutil.Process]:
        """The processes that it has started, its children's children among them."""
        self.helpers = self.process.children(recursive=True)
        return self.helpers

    def kill(self) -> None:
        """End it and all that it started, with no chance to tidy up: as when the power goes."""
        if self.process.poll() is None:
            self.look()
        for process in (self.process, *self.helpers):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs([self.process, *self.helpers], timeout=COMMAND_LIMIT)


on_both_fronts = pytest.mark.parametrize(
    "front", ["dynamic", pytest.param("plugin", marks=pytest.mark.large)]
)
"""The same on the plugin front; what `make test` tries there is in tests/acceptance/test_fronts.py."""


class Stack:
    """One Pulumi project with one stack, in a folder of its own.

    Attributes:
        declared: Each kind of resource that its programs have named so far, with the release of its vendor's
            API.
    """

    def __init__(
        self, folder: Path, engine: Engine, isp: Isp, program: str | Path, front: str = "dynamic"
    ) -> None:
        self.folder = folder
        self.isp = isp
        self.limit = COMMAND_LIMIT
        self.declared: set[tuple[str, str]] = set()
        self.stack = "test"
        self._engine = engine
        self.environ = {
            **engine.environment(),
            "PULUMI_BACKEND_URL": f"file://{folder / 'backend'}",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_CONFIG_PASSPHRASE": "not a secret: a test",
            "NO_COLOR": "1",
            "PULUMI_DEBUG_COMMANDS": "true",  # what makes --event-log known
        }
        for name in list(self.environ):
            if name.startswith(("CALIX_", "CLOUDCONNEXA_", "WHMCS_")):
                del self.environ[name]
        self.environ["PULUMI_PYTHON_CMD"] = str(_python(self.environ["PULUMI_PYTHON_CMD"]))
        self.project = folder / "project"
        if _NEW:
            shutil.copytree(_NEW[0].name, folder)
        else:
            (folder / "backend").mkdir(parents=True)
            self.project.mkdir()
            (self.project / "Pulumi.yaml").write_text(_PROJECT)
            self.run("stack", "init", "test")
            self.configure({}, isp.secrets)
            # An engine command takes half a second: the next ones begin with a copy.
            _NEW.append(tempfile.TemporaryDirectory())
            shutil.copytree(folder, _NEW[0].name, dirs_exist_ok=True)
        self.write(program)
        settings = self.project / f"Pulumi.{self.stack}.yaml"
        known = yaml.safe_load(settings.read_text())
        known["config"] |= {**isp.config(), "isp:front": front}
        settings.write_text(yaml.safe_dump(known))
        self.front = front

    def move_to(self, front: str) -> None:
        """Have the stack's resources on another front from now on."""
        self.configure({"isp:front": front}, {})
        self.front = front

    def token(self, kind: str) -> str:
        """The type token of a kind of resource on today's front."""
        resource = next(each for each in RESOURCES if str(each) == kind)
        return resource.plugin_token if self.front == "plugin" else resource.token

    def _release(self, kind: str) -> str:
        return self.isp.release if kind.startswith("cloudconnexa.") else ""

    def _environ(self) -> dict[str, str]:
        return {**self.environ, "PULUMI_STACK": self.stack}

    def write(self, program: str | Path) -> None:
        """Replace the program, by a file or by its text."""
        text = program.read_text() if isinstance(program, Path) else textwrap.dedent(program)
        (self.project / "__main__.py").write_text(text)
        self.declared |= {(kind, self._release(kind)) for kind in _DECLARES.findall(text)}

    def configure(self, plain: Mapping[str, str], hidden: Mapping[str, str]) -> None:
        """Set config values; the hidden ones encrypted."""
        words = [word for key, value in plain.items() for word in ("--plaintext", f"{key}={value}")]
        words += [word for key, value in hidden.items() for word in ("--secret", f"{key}={value}")]
        self.run("config", "set-all", *words)

    def preview(self, *options: str, fails: bool = False) -> Ran:
        """``pulumi preview``."""
        return self.run("preview", "--diff", *options, fails=fails, events=True)

    def up(self, *options: str, fails: bool = False) -> Ran:
        """``pulumi up``."""
        return self.run("up", "--yes", "--skip-preview", *options, fails=fails, events=True)

    def refresh(self, *options: str, fails: bool = False) -> Ran:
        """``pulumi refresh``."""
        return self.run("refresh", "--yes", "--skip-preview", "--diff", *options, fails=fails, events=True)

    def destroy(self, *options: str) -> Ran:
        """``pulumi destroy``."""
        return self.run("destroy", "--yes", "--skip-preview", *options, events=True)

    def run(self, *words: str, fails: bool | None = False, events: bool = False) -> Ran:
        """Run one command; it must succeed, or fail where that is expected; with None, either will do."""
        command = [str(self._engine.command), *words, "--non-interactive"]
        log = self.folder / f"events-{secrets.token_hex(4)}.json"
        if events:
            command += ["--stack", self.stack, "--event-log", str(log)]
        done = subprocess.run(
            command,
            cwd=self.project,
            env=self._environ(),
            capture_output=True,
            text=True,
            timeout=self.limit,
            check=False,
        )
        text = done.stdout + done.stderr
        assert fails is None or (done.returncode != 0) == fails, (
            f"{words[0]} ended with {done.returncode}:\n{text}"
        )
        happened = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        steps = list(_steps(happened))
        changes: dict[str, int] = {}
        for operation, _, _ in steps:
            changes[operation] = changes.get(operation, 0) + 1
        found = [event["policyEvent"] for event in happened if "policyEvent" in event]
        return Ran(
            done.returncode,
            text,
            changes,
            [step for step in steps if step[0] != "same"],
            {(each["policyName"], each.get("resourceUrn", "").rpartition("::")[2]) for each in found},
        )

    @contextmanager
    def started(self, *words: str) -> Iterator[Running]:
        """A command under way; whatever it started and left behind ends with the block."""
        command = [str(self._engine.command), *words, "--non-interactive", "--stack", self.stack]
        log = self.folder / f"output-{secrets.token_hex(4)}.txt"
        with log.open("wb") as output:
            process = psutil.Popen(
                command,
                cwd=self.project,
                env=self._environ(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        running = Running(process, log)
        try:
            yield running
        finally:
            running.kill()

    def state(self) -> dict[str, Any]:
        """The stack's state as `pulumi stack export` gives it, secrets encrypted as they are on disk."""
        file = self.folder / f"backend/.pulumi/stacks/acceptance/{self.stack}.json"
        stored = json.loads(file.read_text())
        return {"version": stored["version"], "deployment": stored["checkpoint"].get("latest") or {}}

    def resources(self) -> list[dict[str, Any]]:
        """The resources in state that are ours."""
        listed = self.state()["deployment"].get("resources", [])
        return [entry for entry in listed if entry["type"] in _TOKENS]

    def files(self) -> Iterator[tuple[Path, str]]:
        """Every file that the engine wrote in this stack's folders, as text."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield path, path.read_bytes().decode("utf-8", errors="replace")


def sealed(state: Any) -> Any:
    """A state without the texts of what is encrypted in it: the same value has another one each time."""
    if isinstance(state, dict):
        return {key: sealed(value) for key, value in state.items() if key != "ciphertext"}
    return [sealed(item) for item in state] if isinstance(state, list) else state


@cache
def _python(command: str) -> Path:
    """The same Python, whose pip is asked once what is installed: nothing is, while tests run."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    packages, wrapper = Path(folder, "packages.json"), Path(folder, "python")
    packages.write_bytes(
        subprocess.run([command, *_LISTS_PACKAGES.split()], capture_output=True, check=True).stdout
    )
    wrapper.write_text(
        f"""#!/bin/sh
test "$*" = "{_LISTS_PACKAGES}" && exec cat {shlex.quote(str(packages))}
exec {shlex.quote(command)} "$@"
"""
    )
    wrapper.chmod(0o755)
    return wrapper


def _steps(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for event in events:
        metadata = (event.get("resourcePreEvent") or {}).get("metadata")
        if metadata and metadata["type"] in _TOKENS:
            yield metadata["op"], metadata["type"], metadata["urn"].rsplit("::", 1)[1]

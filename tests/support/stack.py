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
"""The folder of a new stack with its secrets, as soon as one exists."""
_LISTS_PACKAGES = "-m pip list -v --format json"
"""The language host's call of Python before each command. It takes pip a second of CPU."""


@dataclass(frozen=True)
class Ran:
    """An engine command that has ended.

    Attributes:
        code: Its exit code.
        text: Its whole output.
        changes: The number of resources by operation (``create``, ``update``, ``same``, ...), without the
            stack's own resource and the default provider.
        steps: (operation, type token, name) of each planned step, without ``same``.
        violations: (rule, resource's name) of each violation of a policy.
    """

    code: int
    text: str
    changes: dict[str, int] = field(default_factory=dict)
    steps: list[tuple[str, str, str]] = field(default_factory=list)
    violations: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Running:
    """A running engine command.

    Attributes:
        process: The engine's own process.
        log: The file with its output.
        helpers: Its child processes at the last :meth:`look`.
    """

    process: psutil.Popen
    log: Path
    helpers: list[psutil.Process] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its output so far."""
        return self.log.read_text()

    def look(self) -> list[psutil.Process]:
        """Its child processes, and their children."""
        self.helpers = self.process.children(recursive=True)
        return self.helpers

    def kill(self) -> None:
        """Kill it and its child processes, as in a power failure."""
        if self.process.poll() is None:
            self.look()
        for process in (self.process, *self.helpers):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs([self.process, *self.helpers], timeout=COMMAND_LIMIT)


on_both_fronts = pytest.mark.parametrize(
    "front", ["dynamic", pytest.param("plugin", marks=pytest.mark.large)]
)
"""The same with the plugin front; `make test` tries that front in tests/acceptance/test_fronts.py."""


class Stack:
    """One Pulumi project with one stack, in its own folder.

    Attributes:
        declared: The kinds of resources in its programs so far, each with the release of the vendor's API.
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
            "PULUMI_DEBUG_COMMANDS": "true",  # it enables --event-log
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
            # An engine command takes half a second, so the next stacks copy the folder.
            _NEW.append(tempfile.TemporaryDirectory())
            shutil.copytree(folder, _NEW[0].name, dirs_exist_ok=True)
        self.write(program)
        settings = self.project / f"Pulumi.{self.stack}.yaml"
        known = yaml.safe_load(settings.read_text())
        known["config"] |= {**isp.config(), "isp:front": front}
        settings.write_text(yaml.safe_dump(known))
        self.front = front

    def move_to(self, front: str) -> None:
        """Use another front from now on."""
        self.configure({"isp:front": front}, {})
        self.front = front

    def token(self, kind: str) -> str:
        """The type token of a kind of resource on the present front."""
        resource = next(each for each in RESOURCES if str(each) == kind)
        return resource.plugin_token if self.front == "plugin" else resource.token

    def _release(self, kind: str) -> str:
        return self.isp.release if kind.startswith("cloudconnexa.") else ""

    def _environ(self) -> dict[str, str]:
        return {**self.environ, "PULUMI_STACK": self.stack}

    def write(self, program: str | Path) -> None:
        """Replace the program by a file or a text."""
        text = program.read_text() if isinstance(program, Path) else textwrap.dedent(program)
        (self.project / "__main__.py").write_text(text)
        self.declared |= {(kind, self._release(kind)) for kind in _DECLARES.findall(text)}

    def configure(self, plain: Mapping[str, str], hidden: Mapping[str, str]) -> None:
        """Set config values, the hidden ones encrypted."""
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
        """Run one command. It must succeed, or fail if ``fails``; None allows both."""
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
        """Start a command. All its processes are ended at the end of the block."""
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
        """The stack's state from `pulumi stack export`, with encrypted secrets as on disk."""
        file = self.folder / f"backend/.pulumi/stacks/acceptance/{self.stack}.json"
        stored = json.loads(file.read_text())
        return {"version": stored["version"], "deployment": stored["checkpoint"].get("latest") or {}}

    def resources(self) -> list[dict[str, Any]]:
        """This package's resources in state."""
        listed = self.state()["deployment"].get("resources", [])
        return [entry for entry in listed if entry["type"] in _TOKENS]

    def files(self) -> Iterator[tuple[Path, str]]:
        """Every file that the engine wrote in the stack's folders, as text."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield path, path.read_bytes().decode("utf-8", errors="replace")


def sealed(state: Any) -> Any:
    """A state without ciphertexts, which differ each time for the same value."""
    if isinstance(state, dict):
        return {key: sealed(value) for key, value in state.items() if key != "ciphertext"}
    return [sealed(item) for item in state] if isinstance(state, list) else state


@cache
def _python(command: str) -> Path:
    """The same Python with a cached `pip list`, because nothing is installed while tests run."""
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

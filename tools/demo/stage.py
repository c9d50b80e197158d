"""Where the demo plays: simulators in their own process, a project and a backend in a temporary folder."""

from __future__ import annotations

import json
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
SEED = Path(__file__).with_name("seed.yaml")
STACK = "demo"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What ends the demo early: Ctrl-C, a polite kill, a terminal that is closed. Each one cleans up."""
_GRACE = 20
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class StepFailedError(Exception):
    """A step did not do what the demo says it does."""


@dataclass(frozen=True)
class Simulators:
    """The running simulators, by vendor name: where they answer, and where they are told things."""

    process: subprocess.Popen[str]
    urls: Mapping[str, str]
    admins: Mapping[str, str]

    def ask(self, vendor: str, method: str, path: str, body: object = None) -> Any:
        """One request to a simulator's admin side."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - the address is the simulator's own
            f"{self.admins[vendor]}/{path}", data, {"Content-Type": "application/json"}, method=method
        )
        with _DIRECT.open(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")


class Stage:
    """One demo: its folder, its simulators, its stack.

    Attributes:
        folder: Holds all that the demo writes; removed at the end unless it is kept.
        simulators: The three vendors.
        keep: Leave everything as it is.
    """

    def __init__(self, engine: Engine, folder: Path, simulators: Simulators, *, keep: bool) -> None:
        self.folder = folder
        self.simulators = simulators
        self.keep = keep
        self._engine = engine
        self._project = folder / "project"
        self.environ = {
            **engine.environment(),
            # The vendors are on this machine: a proxy that the environment names does not reach them.
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "PULUMI_BACKEND_URL": f"file://{folder / 'backend'}",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_CONFIG_PASSPHRASE": secrets.token_urlsafe(16),
        }

    @classmethod
    @contextmanager
    def set_up(cls, engine: Engine, *, keep: bool) -> Iterator[Stage]:
        """Start the simulators and make the stack; take all of it down again at the end."""
        hidden = {name: secrets.token_urlsafe(16) for name in ("calix", "cloudconnexa", "whmcs")}
        folder = Path(tempfile.mkdtemp(prefix="pulumi-isp-demo-"))
        simulators = None
        finished = False
        try:
            with _uninterrupted():
                simulators = _start(hidden, folder / "simulators.log")
            stage = cls(engine, folder, simulators, keep=keep)
            stage._make_stack(hidden)
            yield stage
            finished = True
        finally:
            if not (keep and finished):
                with _uninterrupted():
                    if simulators is not None:
                        _stop(simulators.process)
                    shutil.rmtree(folder, ignore_errors=True)

    def pulumi(self, *words: str, quiet: bool = False, said: str = "") -> str:
        """Run one engine command, showing what it prints; ``said`` goes to its standard input.

        Raises:
            StepFailedError: It did not succeed.
        """
        command = [str(self._engine.command), *words, "--non-interactive"]
        lines = []
        process = None
        try:
            with _uninterrupted():
                # In a session of its own, so that a Ctrl-C in the terminal reaches the engine once:
                # at the second one it would leave its helpers behind.
                process = subprocess.Popen(
                    command,
                    cwd=self._project,
                    env=self.environ,
                    text=True,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            assert process.stdin  # noqa: S101 - asked for above
            assert process.stdout  # noqa: S101 - asked for above
            process.stdin.write(said)
            process.stdin.close()
            process.stdin = None  # or `communicate`, once interrupted, would flush what is closed
            for line in process.stdout:
                lines.append(line)
                if not quiet and line.strip():
                    print(f"    {line.rstrip()}", flush=True)
            code = process.wait()
        except KeyboardInterrupt:
            if process is not None:
                _interrupt(process)
            raise
        if code:
            shown = "".join(lines) if quiet else ""
            raise StepFailedError(f"`pulumi {words[0]}` ended with {code}\n{shown}")
        return "".join(lines)

    def how_to_go_on(self) -> str:
        """Commands to paste, for a demo that was kept."""
        script = self.folder / "env.sh"
        names = (
            *("PATH", "PULUMI_PYTHON_CMD", "PULUMI_SKIP_UPDATE_CHECK", "NO_PROXY", "no_proxy"),
            *("PULUMI_BACKEND_URL", "PULUMI_HOME", "PULUMI_CONFIG_PASSPHRASE"),
        )
        script.touch(mode=0o600)
        script.write_text("".join(f"export {name}={shlex.quote(self.environ[name])}\n" for name in names))
        pid = self.simulators.process.pid
        admins = "\n".join(f"    {name}: {url}" for name, url in self.simulators.admins.items())
        return (
            f"  cd {shlex.quote(str(self._project))} && . {shlex.quote(str(script))}\n"
            f"  pulumi preview            # edit __main__.py first, if you like\n"
            f"  pulumi up\n"
            f"The simulators are told things under:\n{admins}\n"
            f"To end it:\n  pulumi destroy --yes; kill {pid}; cd /; rm -r {shlex.quote(str(self.folder))}"
        )

    def _make_stack(self, hidden: Mapping[str, str]) -> None:
        (self.folder / "backend").mkdir()
        self._project.mkdir()
        shutil.copyfile(ROOT / "examples/quickstart/__main__.py", self._project / "__main__.py")
        (self._project / "Pulumi.yaml").write_text("name: quickstart\nruntime: python\n")
        self.pulumi("stack", "init", STACK, quiet=True)
        urls = self.simulators.urls
        plain = {
            "calix:url": urls["cms"],
            "calix:username": "demo",
            "cloudconnexa:url": urls["cloudconnexa"],
            "cloudconnexa:clientId": "demo.tenant",
            "whmcs:url": f"{urls['whmcs']}/includes/api.php",
            "whmcs:identifier": "demo-identifier",
        }
        secret = {
            "calix:password": hidden["calix"],
            "cloudconnexa:clientSecret": hidden["cloudconnexa"],
            "whmcs:secret": hidden["whmcs"],
        }
        words = [word for key, value in plain.items() for word in ("--plaintext", f"{key}={value}")]
        self.pulumi("config", "set-all", *words, quiet=True)
        for key, value in secret.items():
            self.pulumi("config", "set", "--secret", key, quiet=True, said=value)


def _start(hidden: Mapping[str, str], log: Path) -> Simulators:
    command = [sys.executable, "-m", "pulumi_isp_simulators", "all", "--seed", str(SEED)]
    command += ["--username", "demo", "--client-id", "demo.tenant", "--identifier", "demo-identifier"]
    # Secrets go by the environment: arguments can be read by everybody on the machine.
    environ = {
        **os.environ,
        "PULUMI_ISP_SIM_PASSWORD": hidden["calix"],
        "PULUMI_ISP_SIM_CLIENT_SECRET": hidden["cloudconnexa"],
        "PULUMI_ISP_SIM_SECRET": hidden["whmcs"],
    }
    with log.open("w") as errors:
        # A session of its own: a Ctrl-C must not stop the vendors before the engine has finished with them.
        process = subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        )
    assert process.stdout  # noqa: S101 - asked for above
    first = process.stdout.readline()
    if not first:
        code = process.wait()
        raise StepFailedError(f"the simulators did not start (exit code {code})\n{log.read_text()}")
    said = json.loads(first)
    return Simulators(
        process,
        {name: entry["url"] for name, entry in said.items()},
        {name: entry["admin"] for name, entry in said.items()},
    )


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold a Ctrl-C back where it would leave something behind.

    While a process is started: one that nobody knows of yet could not be ended. And while all is cleaned up.
    """
    held: list[int] = []
    before = [signal.signal(number, lambda number, _frame: held.append(number)) for number in SIGNALS]
    try:
        yield
    finally:
        for number, handler in zip(SIGNALS, before, strict=True):
            signal.signal(number, handler)
        if held:
            signal.raise_signal(held[0])


def _interrupt(process: subprocess.Popen[str]) -> None:
    """Ask the engine to stop: it lets running requests end, saves its state and ends its helpers."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()

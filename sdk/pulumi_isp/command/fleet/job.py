"""Runs the command for one stack, in its own process."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import psutil

from ..config import pulumi_command
from .outcome import EXIT_CODES, Ended, Outcome

ENGINE_VERBS: Final[Mapping[str, tuple[str, ...]]] = {
    "preview": ("preview",),
    "up": ("up", "--yes", "--skip-preview"),
    "refresh": ("refresh", "--yes", "--skip-preview"),
}
"""The arguments for Pulumi's command line."""
_DRIFT: Final = (
    "-P",
    "-c",
    "from pulumi_isp.command import main; main(prog_name='pulumi-isp')",
    "drift",
    "--json",
)
_DRIFT_ENDED: Final = {EXIT_CODES[ended]: ended for ended in (Ended.DONE, Ended.DRIFTED, Ended.INCOMPLETE)}
_MARKUP: Final = re.compile(r"<\{%.*?%\}>")
_LAST_LINES: Final = 20
"""So many last lines of a failed process are shown if it gives no other reason."""
_INTERRUPTS: Final = 2
"""So many interrupts before it is killed. Pulumi drops running operations at the second one."""
_AFTERWARDS: Final = "docs/operations.md, `After a killed run`"
_TO_DO: Final[Mapping[str, str]] = {
    "preview": "Nothing was written at a vendor. What to do: `pulumi cancel --yes --stack {stack}`, if the "
    "stack says that it is locked; then the same again.",
    "drift": "Nothing was written. What to do: `pulumi-isp doctor --stack {stack}` says which system does "
    "not answer.",
    **dict.fromkeys(
        ("up", "refresh"),
        "What was under way may stand at a vendor, and in the state as pending. What to do: `pulumi cancel "
        "--yes --stack {stack}`, if the stack says that it is locked; the same again, with the same program; "
        f"then `pulumi refresh --clear-pending-creates --stack {{stack}}` ({_AFTERWARDS}).",
    ),
}
"""By command: what holds, and what to do, after it was stopped before its end."""
_LOOK: Final = 1.0
"""Seconds between two looks at whether a Ctrl-C has moved the deadline."""


@dataclass
class Job:
    """One command on one stack.

    Attributes:
        stack: The stack.
        verb: One of :data:`ENGINE_VERBS`, or ``drift``.
        folder: The project's folder.
        options: Additional options of the command.
        logs: Folder for its output, in a file named after the stack; None keeps none.
        limit: Seconds after which it is stopped.
        grace: Seconds that it has for its end after each step of :meth:`stop`.
    """

    stack: str
    verb: str
    folder: Path
    options: Sequence[str] = ()
    logs: Path | None = None
    limit: float = math.inf
    grace: float = math.inf
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _deadline: float = field(default=math.inf, init=False)
    _steps: int = field(default=0, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def run(self) -> Outcome:
        """Run it to its end."""
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            printed, events = Path(folder, "printed"), Path(folder, "events")
            with printed.open("wb") as to:
                process = self._started(events, to)
            if process is None:
                return Outcome(self.stack, Ended.NOT_BEGUN)
            code, late = self._ended(process)
            if self.logs is not None:
                shutil.copyfile(printed, self.logs / f"{self.stack.replace('/', '.')}.log")
            told = printed.read_text(encoding="utf-8", errors="replace")
            ended, changes, messages = (
                _engine(code, told, events) if self.verb in ENGINE_VERBS else _drift(code, told)
            )
        if ended is not Ended.DONE:
            messages = (*self._stopping(late=late), *messages)
        return Outcome(self.stack, ended, changes, time.monotonic() - begun, messages)

    def _ended(self, process: subprocess.Popen[bytes]) -> tuple[int, bool]:
        """Its exit code, and whether it took longer than the limit."""
        late = False
        while True:
            left = self._deadline - time.monotonic()
            try:
                return process.wait(min(max(left, 0.0), _LOOK)), late
            except subprocess.TimeoutExpired:
                with self._lock:
                    if time.monotonic() >= self._deadline:
                        late = late or not self._steps
                        self._step()

    def stop(self) -> None:
        """Take the next step towards its end; after ``grace`` seconds another one follows by itself.

        1. An interrupt, as Pulumi's Ctrl-C: running operations are finished and recorded.
        2. Another one: Pulumi drops them, and notes them as pending.
        3. The process is killed, and all that it has started.
        """
        with self._lock:
            self._step()

    def _step(self) -> None:
        self._steps += 1
        self._deadline = time.monotonic() + self.grace
        if self._process is None or self._process.poll() is not None:
            return
        if self._steps <= _INTERRUPTS:
            os.killpg(self._process.pid, signal.SIGINT)
        else:
            _kill(self._process.pid)

    def _stopping(self, *, late: bool) -> Iterator[str]:
        """What was done to end it, and what to do now."""
        if late:
            yield f"was not done within {self.limit:g} s, and was stopped"
        if self._steps < _INTERRUPTS:
            return
        if self._steps == _INTERRUPTS:
            done = "was interrupted twice, and dropped what was under way"
        else:
            done = "did not end after two interrupts, and was killed with all its processes"
        yield f"{done}. {_TO_DO[self.verb].format(stack=self.stack)}"

    def _started(self, events: Path, printed: IO[bytes]) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._steps:
                return None
            self._process = subprocess.Popen(  # noqa: S603 - Pulumi, or ourselves
                self._words(events),
                cwd=self.folder,
                env={**os.environ, "PULUMI_DEBUG_COMMANDS": "true"},  # enables --event-log
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT if self.verb in ENGINE_VERBS else None,
                process_group=0,  # only we get the terminal's Ctrl-C; stop() passes it on
            )
            self._deadline = time.monotonic() + self.limit
            return self._process

    def _words(self, events: Path) -> list[str]:
        named = ("--stack", self.stack)
        if self.verb not in ENGINE_VERBS:
            return [sys.executable, *_DRIFT, *named, *self.options]
        shown = ("--non-interactive", "--color", "never", "--event-log", str(events))
        return [pulumi_command(), *ENGINE_VERBS[self.verb], *named, *shown, *self.options]


def _kill(pid: int) -> None:
    """Kill a process with all that it has started: Pulumi gives its helpers process groups of their own."""
    with suppress(psutil.NoSuchProcess):
        engine = psutil.Process(pid)
        for process in (*engine.children(recursive=True), engine):
            with suppress(psutil.NoSuchProcess):
                process.kill()


def _engine(code: int, told: str, log: Path) -> tuple[Ended, dict[str, int], tuple[str, ...]]:
    changes: dict[str, int] = {}
    errors: list[str] = []
    for event in _events(log):
        if "summaryEvent" in event:
            changes = {key: count for key, count in event["summaryEvent"]["resourceChanges"].items() if count}
        said = event.get("diagnosticEvent") or {}
        if said.get("severity") == "error":
            name = str(said.get("urn", "")).rpartition("::")[2]
            text = _MARKUP.sub("", said.get("message", "")).strip()
            errors.append(f"{name}: {text}" if name else text)
    if code == 0:
        return Ended.DONE, changes, ()
    return Ended.FAILED, changes, tuple(dict.fromkeys(errors)) or (_end_of(told),)


def _events(log: Path) -> Iterator[Mapping[str, Any]]:
    if not log.exists():
        return
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:  # an incomplete last line after a kill
            return


def _drift(code: int, told: str) -> tuple[Ended, dict[str, int], tuple[str, ...]]:
    try:
        report = json.loads(told)
        changes = {what: count for what, count in report["outcomes"].items() if count}
        problems = tuple(f"{each['where']}: {each['message']}" for each in report["problems"])
    except (ValueError, LookupError, TypeError):
        return Ended.FAILED, {}, (_end_of(told) or "see above",)
    return _DRIFT_ENDED.get(code, Ended.FAILED), changes, problems


def _end_of(told: str) -> str:
    return "\n".join(told.strip().splitlines()[-_LAST_LINES:])

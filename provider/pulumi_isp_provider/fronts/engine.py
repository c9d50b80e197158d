"""What this process can learn of the engine that has started it.

The engine asks for deletes in the same way whether a program no longer declares a resource or a whole stack
is destroyed, and tells a policy pack nothing of names in a configuration that it does not know. Only its
command line tells.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import Final

import psutil

_OPERATIONS: Final = frozenset(
    {
        "up",
        "update",
        "preview",
        "pre",
        "refresh",
        "destroy",
        "down",
        "dn",
        "import",
        "watch",
        "state",
        "stack",
        "policy",
    }
)
_DESTROYS: Final = frozenset({"destroy", "down", "dn"})
_SOME: Final = ("--target", "-t", "--target-replace", "--exclude")
_WITH_VALUE: Final = frozenset(
    {
        *("-C", "-c", "-m", "-p", "-s", "-t", "-v", "--color", "--config", "--config-file", "--cwd"),
        *("--event-log", "--exclude", "--file", "--message", "--parallel", "--plan", "--policy-pack"),
        *("--policy-pack-config", "--profiling", "--replace", "--stack", "--target", "--target-replace"),
        *("--tracing", "--verbose"),
    }
)
"""Options whose value may be a word of its own."""


_FRONTS: Final = (
    frozenset({"pulumi-resource-pulumi-python", "pulumi.dynamic"}),
    frozenset({"pulumi-resource-isp"}),
)
"""By which words of a command line a front's process is known."""


@dataclass(frozen=True)
class Command:
    """The command that the engine was started with.

    Attributes:
        program: The engine's own file.
        words: Its words, without its own name.
        folder: Where it works.
    """

    program: str
    words: tuple[str, ...]
    folder: Path

    @property
    def operation(self) -> str | None:
        """Which operation it asks for."""
        return operation(self.words)

    def values_of(self, *flags: str) -> Iterator[str]:
        """What is given for a flag, as in ``--policy-pack``, each time that it stands there.

        Args:
            flags: All spellings of the flag.
        """
        return (value for name, value in _options(self.words) if name in flags)


@cache
def command() -> Command | None:
    """The command of the engine that has started this process; None where it cannot be seen."""
    process = _engine()
    if process is None:
        return None
    try:
        return Command(process.exe(), tuple(process.cmdline()[1:]), Path(process.cwd()))
    except psutil.Error:
        return None


def _engine() -> psutil.Process | None:
    try:
        for process in psutil.Process().parents():
            line = process.cmdline()
            if line and _is_engine(process, line):
                return process
    except psutil.Error:
        pass
    return None


def _is_engine(process: psutil.Process, line: Sequence[str]) -> bool:
    """Whether it has the name, or listens where this process was told that the engine does."""
    if "pulumi" in (PurePath(line[0]).stem, PurePath(process.exe()).stem):
        return True
    port = sys.argv[1].rpartition(":")[2] if len(sys.argv) > 1 else ""
    return port.isdecimal() and any(
        each.status == psutil.CONN_LISTEN and each.laddr.port == int(port)
        for each in process.net_connections("tcp")
    )


def destroys() -> bool:
    """Whether the engine was asked to destroy the stack; False where that cannot be seen."""
    found = command()
    return found is not None and found.operation in _DESTROYS


def goes_on() -> bool:
    """Whether the engine goes on after an error, as far as that can be seen; True where it cannot."""
    found = command()
    return found is None or _is_on(found, "--continue-on-error", os.environ.get("PULUMI_CONTINUE_ON_ERROR"))


def is_partial() -> bool:
    """Whether the engine was asked to look at some resources alone; False where that cannot be seen."""
    found = command()
    return found is not None and any(found.values_of(*_SOME))


def has_both_fronts() -> bool:
    """Whether the engine has started a process of either front; False where that cannot be seen.

    It does when a stack moves from one to the other: each resource is declared to the new one, and deleted by
    the one that its state names.
    """
    found = _engine()
    try:
        others = found.children(recursive=True) if found else []
        words = {word for each in others for word in each.cmdline()[:4]}
    except psutil.Error:
        return False
    names = words | {PurePath(word).stem for word in words}
    return all(names & front for front in _FRONTS)


def _is_on(found: Command, flag: str, otherwise: str | None) -> bool:
    """Whether a switch is on: where it stands in the command line more than once, the last one counts."""
    said = [value or "true" for value in found.values_of(flag)] or [otherwise or ""]
    return said[-1].lower() in ("true", "t", "1")


def operation(words: Sequence[str]) -> str | None:
    """Which operation a command line asks for: the first word that is one.

    Args:
        words: The command line without the program's own name.
    """
    return next((value for name, value in _options(words) if not name and value in _OPERATIONS), None)


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value, and each other word behind an empty name, as the engine reads them."""
    rest = iter(words)
    for word in rest:
        if word.startswith("--"):
            name, given, value = word.partition("=")
            yield name, value if given or name not in _WITH_VALUE else next(rest, "")
        elif word.startswith("-"):
            # -ys hill, -yshill and -s=hill are all the same.
            for place, letter in enumerate(word[1:], start=2):
                if f"-{letter}" in _WITH_VALUE:
                    yield f"-{letter}", word[place:].removeprefix("=") or next(rest, "")
                    break
                yield f"-{letter}", ""
        else:
            yield "", word

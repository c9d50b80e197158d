"""Reads the command line of the engine that has started this process.

The engine's requests do not tell whether a delete is for a resource that is no longer declared or for the
destroy of a whole stack, and a policy pack does not get configuration with unknown names. The command line
does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

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
"""Options whose value may be a separate word."""


_DYNAMIC: Final = frozenset({"pulumi-resource-pulumi-python", "pulumi.dynamic"})
"""The words of a command line that identify the dynamic front's process."""
_PLUGIN: Final = frozenset({"pulumi-resource-isp"})
"""The same for the plugin."""

DEBUGGED: Final = "PULUMI_DEBUG_PROVIDERS"
"""Environment variable of the engine: the ports of plugins that a person has started, as ``isp:12345``."""

_ATTACHED: list[str] = []
"""The address of the engine that has attached this process, where a person has started it."""


class BusyError(Exception):
    """Another engine's run is under way in this process."""


class Command(NamedTuple):
    """The command that the engine was started with.

    Attributes:
        program: The engine's file.
        words: The words after the program's name.
        folder: Its working folder.
    """

    program: str
    words: tuple[str, ...]
    folder: Path

    @property
    def operation(self) -> str | None:
        """The operation."""
        return operation(self.words)

    def values_of(self, *flags: str) -> Iterator[str]:
        """All values of a flag, such as ``--policy-pack``.

        Args:
            flags: All spellings of the flag.
        """
        return (value for name, value in _options(self.words) if name in flags)


@cache
def command() -> Command | None:
    """The command of the engine that has started this process; None if it cannot be read."""
    process = _engine()
    if process is None:
        return None
    try:
        return Command(process.exe(), tuple(process.cmdline()[1:]), Path(process.cwd()))
    except psutil.Error:
        return None


def attach(address: str) -> None:
    """Look from now on at the engine that listens at an address: it did not start this process.

    Args:
        address: Host and port, as the engine tells them.

    Raises:
        BusyError: The engine before it still runs. Its creates would go by the other one's config, and what
            is known of its program would be forgotten.
    """
    if _ATTACHED and _are_two(_ATTACHED[-1], address):
        raise BusyError
    _ATTACHED[:] = [address]
    command.cache_clear()


def _are_two(*addresses: str) -> bool:
    """Whether different processes listen at addresses, all of which are in use."""
    try:
        found = [_listening(_port(each)) for each in addresses]
    except psutil.Error:
        return False
    return None not in found and len({each.pid for each in found if each}) > 1


def _engine() -> psutil.Process | None:
    try:
        if _ATTACHED:
            return _listening(_port(_ATTACHED[-1]))
        for process in psutil.Process().parents():
            line = process.cmdline()
            if line and _is_engine(process, line):
                return process
    except psutil.Error:
        pass
    return None


def _is_engine(process: psutil.Process, line: Sequence[str]) -> bool:
    """Whether it has the engine's name, or listens on the engine's address."""
    if "pulumi" in (PurePath(line[0]).stem, PurePath(process.exe()).stem):
        return True
    port = _port(sys.argv[1]) if len(sys.argv) > 1 else None
    return port is not None and any(_is_listener(each, port) for each in process.net_connections("tcp"))


def _listening(port: int | None) -> psutil.Process | None:
    """The process that listens at a port of this machine."""
    found = [each.pid for each in psutil.net_connections("tcp") if _is_listener(each, port)]
    return psutil.Process(found[0]) if found and found[0] else None


def _is_listener(connection: Any, port: int | None) -> bool:
    return bool(connection.status == psutil.CONN_LISTEN and connection.laddr.port == port)


def _port(address: str) -> int | None:
    port = address.rpartition(":")[2]
    return int(port) if port.isdecimal() else None


def destroys() -> bool:
    """Whether the engine destroys the stack; False if that is not known."""
    found = command()
    return found is not None and found.operation in _DESTROYS


def goes_on() -> bool:
    """Whether the engine continues after an error; True if that is not known."""
    found = command()
    return found is None or _is_on(found, "--continue-on-error", os.environ.get("PULUMI_CONTINUE_ON_ERROR"))


def is_partial() -> bool:
    """Whether the engine only works on some resources; False if that is not known."""
    found = command()
    return found is not None and any(found.values_of(*_SOME))


def has_both_fronts() -> bool:
    """Whether the engine has started processes of both fronts; False if that is not known.

    It does when a stack moves from one to the other: the new one gets the declarations, and the one in state
    the deletes.
    """
    found = _engine()
    try:
        others = found.children(recursive=True) if found else []
        words = {word for each in others for word in each.cmdline()[:4]}
        if found and _attaches(found):
            words |= _PLUGIN
    except psutil.Error:
        return False
    names = words | {PurePath(word).stem for word in words}
    return all(names & front for front in (_DYNAMIC, _PLUGIN))


def _attaches(engine: psutil.Process) -> bool:
    """Whether it talks to a plugin of ours that a person has started, which is no child of it."""
    pairs = (each.partition(":") for each in os.environ.get(DEBUGGED, "").split(","))
    ports = {int(port) for name, _, port in pairs if name.strip() == "isp" and port.strip().isdecimal()}
    open_ = (each for each in engine.net_connections("tcp") if each.status == psutil.CONN_ESTABLISHED)
    return bool(_ATTACHED) or not ports.isdisjoint(each.raddr.port for each in open_)


def _is_on(found: Command, flag: str, otherwise: str | None) -> bool:
    """Whether a switch is on. If it is given more than once, the last one counts."""
    said = [value or "true" for value in found.values_of(flag)] or [otherwise or ""]
    return said[-1].lower() in ("true", "t", "1")


def operation(words: Sequence[str]) -> str | None:
    """The operation of a command line: the first word that is one.

    Args:
        words: The command line without the program's own name.
    """
    return next((value for name, value in _options(words) if not name and value in _OPERATIONS), None)


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value, and other words with an empty name, as the engine reads them."""
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

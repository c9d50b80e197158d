"""Scripted faults: the requests that they strike, and their counters."""

from __future__ import annotations

import itertools
import random
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .actions import ACTIONS
from .params import FaultError, Param, allowed, integer, number, read_params

ANY = "*"
"""The operation name for all requests."""

_PATTERN: Mapping[str, Param] = {
    "times": Param(integer(1, 10**9), None),
    "every": Param(integer(1, 10**9), None),
    "share": Param(number(0, 1), None),
    "seed": Param(integer(-(2**63), 2**63), 0),
}


@dataclass
class Fault:
    """One running script.

    Attributes:
        id: Its number on the admin side.
        operation: The vendor's name for the requests it may strike; ``*`` is all of them.
        action: Its action; see the documentation of the command ``pulumi-isp-sim``.
        params: The action's parameters, defaults filled in.
        times: Maximum number of strikes; ``None``: no limit.
        every: It strikes every n-th request that it sees.
        share: It strikes this share of the requests that it sees, from 0 to 1, by a seeded random number.
        seed: Seed of those numbers: the same seed strikes the same requests.
        seen: Number of requests of its operation that no earlier fault struck.
        struck: Number of requests that it struck.
    """

    id: int
    operation: str
    action: str
    params: Mapping[str, Any]
    times: int | None
    every: int | None
    share: float | None
    seed: int
    seen: int = 0
    struck: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def strikes(self, operation: str) -> bool:
        """Look at one request, and count it."""
        if self.operation not in (ANY, operation) or (self.times is not None and self.struck >= self.times):
            return False
        self.seen += 1
        if self.every is not None and self.seen % self.every:
            return False
        if self.share is not None and self._random.random() >= self.share:
            return False
        self.struck += 1
        return True

    def as_json(self) -> dict[str, Any]:
        """The script and its counters as JSON values."""
        pattern = {"times": self.times, "every": self.every, "share": self.share}
        return {
            "id": self.id,
            "operation": self.operation,
            "action": self.action,
            **{name: value for name, value in pattern.items() if value is not None},
            **({} if self.share is None else {"seed": self.seed}),
            **{name: _as_json(value) for name, value in self.params.items() if value is not None},
            "seen": self.seen,
            "struck": self.struck,
        }


def _as_json(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


class Faults:
    """All faults of one simulator, in the order in which they were scripted.

    Args:
        operations: The names that a script may use.
    """

    def __init__(self, operations: Collection[str]) -> None:
        self._operations = frozenset(operations)
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._faults: list[Fault] = []

    def add(self, script: Mapping[str, object]) -> Fault:
        """Check a script and start it.

        Args:
            script: ``operation``, ``action``, at most one of ``every`` and ``share`` (with ``seed``),
                ``times``, and the action's own parameters. With neither ``every`` nor ``share``,
                ``times`` is 1.

        Raises:
            FaultError: A name is unknown, or a value out of range.
        """
        fault = self._read(dict(script))
        with self._lock:
            self._faults.append(fault)
        return fault

    def _read(self, script: dict[str, object]) -> Fault:
        operation = self._name(script, "operation", {*self._operations, ANY})
        action = self._name(script, "action", ACTIONS)
        given = {name: script.pop(name) for name in _PATTERN if name in script}
        said = {name: value for name, value in given.items() if value is not None}
        pattern = read_params(_PATTERN, said, "a fault")
        if pattern["every"] is not None and pattern["share"] is not None:
            raise FaultError("share", "cannot be given together with every")
        if pattern["every"] is None and pattern["share"] is None and pattern["times"] is None:
            pattern["times"] = 1
        params = read_params(ACTIONS[action].params, script, action)
        return Fault(id=next(self._ids), operation=operation, action=action, params=params, **pattern)

    @staticmethod
    def _name(script: dict[str, object], place: str, known: Collection[str]) -> str:
        value = script.pop(place, None)
        if not isinstance(value, str) or value not in known:
            said = "is required" if value is None else f"{value!r} is unknown"
            raise FaultError(place, f"{said}; {allowed('allowed are', known)}")
        return value

    def strike(self, operation: str) -> Fault | None:
        """The first fault that strikes a request."""
        with self._lock:
            return next((fault for fault in self._faults if fault.strikes(operation)), None)

    def all(self) -> list[Fault]:
        """Every fault, including those at their limit."""
        with self._lock:
            return list(self._faults)

    def remove(self, fault_id: int) -> None:
        """Remove a fault.

        Raises:
            KeyError: There is none with this number.
        """
        with self._lock:
            found = next((fault for fault in self._faults if fault.id == fault_id), None)
            if found is None:
                raise KeyError(f"no fault {fault_id}")
            self._faults.remove(found)

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()

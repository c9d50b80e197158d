"""Compares all resources of a state: several connections at a time, within a time limit."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Final, Generic, TypeVar

from pulumi_isp_provider.core.registry import Registry
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    AmbiguousError,
    AuthenticationError,
    CircuitOpenError,
    ConfigurationError,
    IspError,
    MalformedResponseError,
    NetworkError,
    NotFoundError,
    PlanRefusedError,
    RateLimitError,
    RedirectedError,
    ResponseTimeoutError,
    ValidationError,
)

from .config import Config
from .entries import Entry
from .terminal import Step

_ALL_OF_IT: Final = (
    AuthenticationError,
    CircuitOpenError,
    ConfigurationError,
    MalformedResponseError,
    NetworkError,
    RateLimitError,
    RedirectedError,
)
"""After such an error a connection is not used any more."""
_OF_ONE: Final = (AlreadyExistsError, AmbiguousError, NotFoundError, PlanRefusedError, ValidationError)
"""Errors about one resource; the others are still read."""
_AT_ONCE: Final = 4
"""How many parts of a system are read at a time: as many as by the engine on the dynamic front."""
_BEAT: Final = 0.1
"""Seconds between two updates of the progress display."""

Scope = tuple[str, ...]
"""A connection, a part of its system, or a kind in it: the scope of a problem."""


T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """Why resources were not read.

    Attributes:
        where: Vendor and connection.
        message: What went wrong, and what to do.
        urns: The resources.
    """

    where: str
    message: str
    urns: tuple[str, ...]


@dataclass(frozen=True)
class Reading(Generic[T]):
    """The results.

    Attributes:
        findings: For each resource that was read, in the engine's order.
        problems: Why others were not read.
    """

    findings: tuple[T, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Told(Generic[T]):
    entry: Entry
    finding: T | None = None
    problem: tuple[str, str] | None = None


def read(
    chosen: Sequence[Entry],
    examine: Callable[[Entry], T],
    known: Config,
    registry: Registry,
    limit: float,
    step: Step,
) -> Reading[T]:
    """Look at resources at the vendors. Nothing is written there.

    Args:
        chosen: The resources.
        examine: Gives the finding of one resource; may raise what a client raises.
        known: The stack's config.
        registry: The connections, configured by it.
        limit: Seconds for all of them. A resource that is not done by then is a problem.
        step: Shows the progress.
    """
    deadline = time.monotonic() + limit
    answers: SimpleQueue[_Told[T]] = SimpleQueue()
    asking = _Asking(known, registry, examine, answers)
    waiting = {id(entry): entry for entry in chosen}
    for lane in _lanes(chosen):
        threading.Thread(target=asking.ask, args=(lane,), daemon=True).start()
    findings: dict[int, T] = {}
    problems: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    shown_at = 0.0
    while waiting:
        if (now := time.monotonic()) - shown_at > _BEAT:
            step("resources", len(chosen) - len(waiting), len(chosen))
            shown_at = now
        try:
            told = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            break
        del waiting[id(told.entry)]
        if told.finding is not None:
            findings[id(told.entry)] = told.finding
        if told.problem:
            problems[told.problem].append(told.entry.urn)
    for entry in waiting.values():
        late = f"was not done within {limit:g} s. For a slow system, use a longer --limit."
        problems[_where(entry), late].append(entry.urn)
    return Reading(
        tuple(findings[id(entry)] for entry in chosen if id(entry) in findings),
        tuple(Problem(where, message, tuple(urns)) for (where, message), urns in problems.items()),
    )


class _Asking(Generic[T]):
    """The shared data of the threads, one for each part of a system that has its own listing."""

    def __init__(
        self,
        known: Config,
        registry: Registry,
        examine: Callable[[Entry], T],
        answers: SimpleQueue[_Told[T]],
    ) -> None:
        self._known = known
        self._registry = registry
        self._examine = examine
        self._answers = answers
        self._turns: defaultdict[Scope, threading.Semaphore] = defaultdict(
            lambda: threading.Semaphore(_AT_ONCE)
        )
        self._stopped: dict[Scope, str] = {}
        self._checked: set[Scope] = set()
        self._lock = threading.Lock()

    def ask(self, lane: Sequence[Entry]) -> None:
        """Look at the resources of one part of a system, without a break, while its listing is valid."""
        with self._turn(_connection(lane[0])):
            for entry in lane:
                self._answers.put(self._told(entry))

    def _turn(self, connection: Scope) -> threading.Semaphore:
        with self._lock:
            return self._turns[connection]

    def _told(self, entry: Entry) -> _Told[T]:
        for scope in _scopes(entry):
            if scope in self._stopped:
                return _Told(entry, problem=(_where(entry), self._stopped[scope]))
        try:
            self._check(entry)
            return _Told(entry, self._examine(entry))
        except IspError as error:
            self._registry.mask(error)
            return _Told(entry, problem=(_where(entry), self._stop(entry, error)))
        except Exception as error:
            said = self._registry.masked(f"{type(error).__name__}: {error}")
            return _Told(entry, problem=(_where(entry), f"This command failed ({said}). Report it."))

    def _check(self, entry: Entry) -> None:
        connection = _connection(entry)
        with self._lock:
            if connection not in self._checked:
                self._known.check(self._registry.settings_of(entry.kind.vendor), entry.connection)
                self._checked.add(connection)

    def _stop(self, entry: Entry, error: IspError) -> str:
        """Stop the scope of an error. Return the first error of the scope."""
        if isinstance(error, _OF_ONE):
            return entry.says(error)
        connection, part, kind = _scopes(entry)
        # If one shelf hangs, its CMS still answers for others.
        hangs = bool(part[-1]) and isinstance(error, ResponseTimeoutError)
        scope = part if part[-1] else kind
        if isinstance(error, _ALL_OF_IT) and not hangs:
            scope = connection
        with self._lock:
            return self._stopped.setdefault(scope, entry.says(error))


def _lanes(chosen: Iterable[Entry]) -> Iterable[list[Entry]]:
    lanes: defaultdict[Scope, list[Entry]] = defaultdict(list)
    for entry in chosen:
        lanes[_scopes(entry)[1]].append(entry)
    return lanes.values()


def _scopes(entry: Entry) -> tuple[Scope, Scope, Scope]:
    connection = _connection(entry)
    try:
        place = entry.lifecycle.place(entry.record.id)
    except ValidationError:
        place = ""  # its read reports the problem
    return connection, (*connection, place), (*connection, place, str(entry.kind))


def _connection(entry: Entry) -> Scope:
    return entry.kind.vendor, entry.connection


def _where(entry: Entry) -> str:
    return f"{entry.kind.vendor}, connection {entry.connection}"

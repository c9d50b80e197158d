"""What a stack's state says of the resources that are ours, on either front."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.catalogue import Resource
from pulumi_isp_provider.core.declarations import connection_of, shown_owner
from pulumi_isp_provider.core.hidden import SECRETS, WITNESS
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.records import Mark, Record
from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.fronts.marks import mark_of
from pulumi_isp_provider.fronts.urns import BY_TOKEN, name_of, owner_of

from .._sorts import SIGNATURE, marks_secret
from . import exported
from .exported import Export

_NAMES_A_STATE: Final = (
    "Run it in the folder of the project or name it with --cwd, name a stack with --stack, or a file of "
    "`pulumi stack export` with --state."
)


class Standing(Enum):
    """What an entry of the state stands for."""

    DECLARED = auto()
    """An object that the program declares."""
    ONLY_READ = auto()
    """One that the program asks for by its id (``X.get``)."""
    LEFT_OVER = auto()
    """The old object of a replacement, which is still to be deleted."""
    TO_BE_MADE = auto()
    """One that was deleted to be replaced, and was not made anew."""


@dataclass(frozen=True)
class Entry:
    """One resource in state.

    Attributes:
        urn: Pulumi's name for it.
        kind: Its kind.
        declared: The properties as the program last declared them, or as a refresh has read them since.
        record: What the lifecycle is told of it: id, outputs, marks.
        secrets: Names of the properties that are not shown.
        unreadable: Names of the properties that stand there encrypted.
        ignored: Paths of the option ``ignore_changes``.
        references: By property, the URNs of the resources that it is made of.
        standing: What it stands for.
        is_tainted: Somebody has marked it to be replaced.
        is_protected: Pulumi refuses to delete or replace it.
    """

    urn: str
    kind: Resource
    declared: Mapping[str, Any] = field(repr=False)
    record: Record
    secrets: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: Standing = Standing.DECLARED
    is_tainted: bool = False
    is_protected: bool = False

    @property
    def name(self) -> str:
        """Its name in the program."""
        return name_of(self.urn)

    @property
    def owner(self) -> str:
        """Its identity, as lifecycles know it."""
        return owner_of(self.urn)

    @property
    def shown(self) -> str:
        """The resource for people: ``calix.Ont 'subscriber-7'``."""
        return shown_owner(self.owner)

    @property
    def connection(self) -> str:
        """The connection that leads to its system."""
        return connection_of(self.record.properties)

    @property
    def lifecycle(self) -> Lifecycle[Any, Any]:
        """Its kind's lifecycle."""
        return self.kind.load()

    def says(self, error: IspError) -> str:
        """What an error about it says, as the engine would print it."""
        error.context.setdefault("connection", self.connection)
        return str(error)

    @property
    def is_at_odds(self) -> bool:
        """Whether what is declared is not what was last written or read."""
        standing, known = self.record.properties, self.lifecycle.properties
        return any(standing.get(name) != value for name, value in self.declared.items() if name in known)

    @property
    def before(self) -> Record:
        """The inputs in state, as a check is told of them."""
        return Record("", self.declared, Mark(system=self.record.mark.system))


def of_stack(state: Path | None, stack: str | None, folder: Path) -> tuple[Export, list[Entry]]:
    """A state, and its resources that are ours; what a stack has encrypted is read with its key.

    Args:
        state: A file of `pulumi stack export`; None for the stack itself.
        stack: The stack; None for the one that is selected.
        folder: The folder of its project.

    Raises:
        StateError: It cannot be read.
    """
    try:
        found = exported.from_file(state) if state else exported.from_stack(stack, folder)
    except exported.StateError as error:
        if state:
            raise
        raise exported.StateError(f"{error}\n{_NAMES_A_STATE}") from None
    known = entries(found)
    if state is None and are_encrypted(known):
        known = entries(exported.from_stack(stack, folder, "--show-secrets"))
    return found, known


def secrets_of(stack: Iterable[Entry]) -> Iterator[str]:
    """All texts that must not be shown."""
    for entry in stack:
        for properties in (entry.declared, entry.record.properties, entry.record.mark.witness):
            try:
                yield from entry.lifecycle.texts(properties, entry.secrets)
            except (TypeError, ValueError, AttributeError):
                # Somebody has written another sort of value into the state: its check says so.
                yield from (str(properties[name]) for name in entry.secrets if name in properties)


def entries(state: Export) -> list[Entry]:
    """All resources that are ours, in the engine's order.

    Args:
        state: The state, secrets in plain text or encrypted.

    Raises:
        StateError: It is not as Pulumi writes it.
    """
    try:
        return [_entry(each) for each in state.resources if each["type"] in BY_TOKEN]
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        raise state.refused() from None


def pending(state: Export) -> Iterator[tuple[str, str]]:
    """The operations on our resources of which nobody knows how they ended: what, and the URN."""
    for each in state.pending:
        resource = each.get("resource")
        if isinstance(resource, Mapping) and resource.get("type") in BY_TOKEN:
            yield str(each.get("type")), str(resource.get("urn"))


def _entry(stored: Mapping[str, Any]) -> Entry:
    urn, id_ = stored["urn"], stored.get("id", "")
    owner_of(urn)  # one that names nothing of ours is no name
    if not isinstance(id_, str):
        raise TypeError("no id")
    inputs, outputs = _Properties(stored.get("inputs") or {}), _Properties(stored.get("outputs") or {})
    if not isinstance(outputs.plain.get(WITNESS) or {}, Mapping):
        raise TypeError("no witness")
    noted = [*(inputs.plain.get(SECRETS) or ()), *(outputs.plain.get(SECRETS) or ())]
    secrets = inputs.secrets | outputs.secrets | frozenset(map(str, noted))
    return Entry(
        urn,
        BY_TOKEN[stored["type"]],
        inputs.shown,
        Record(id_, outputs.shown, mark_of(outputs.plain), secrets),
        secrets,
        frozenset(
            name for name in inputs.unreadable | outputs.unreadable if name == WITNESS or _is_shown(name)
        ),
        tuple(map(str, stored.get("ignoreChanges") or ())),
        {name: tuple(urns or ()) for name, urns in (stored.get("propertyDependencies") or {}).items()},
        _standing(stored),
        bool(stored.get("taint")),
        bool(stored.get("protect")),
    )


def _standing(stored: Mapping[str, Any]) -> Standing:
    if stored.get("delete"):
        return Standing.LEFT_OVER
    if stored.get("pendingReplacement"):
        return Standing.TO_BE_MADE
    return Standing.ONLY_READ if stored.get("external") else Standing.DECLARED


class _UnreadableError(Exception):
    """A value is encrypted, or of a sort that no property of ours has."""


class _Properties:
    """Properties as a state has them: secrets are maps, with the value as JSON or encrypted."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.plain: dict[str, Any] = {}
        self.secrets = frozenset(name for name, value in stored.items() if _holds_mark(value))
        unreadable = set()
        for name, value in stored.items():
            try:
                self.plain[name] = _plain(value)
            except _UnreadableError:
                unreadable.add(name)
        self.unreadable = frozenset(unreadable)

    @property
    def shown(self) -> dict[str, Any]:
        """What users see of them."""
        return {name: value for name, value in self.plain.items() if _is_shown(name)}


def _is_shown(name: str) -> bool:
    return not name.startswith("__")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        if SIGNATURE not in value:
            return {name: _plain(each) for name, each in value.items()}
        if not marks_secret(value) or not isinstance(value.get("plaintext"), str):
            raise _UnreadableError
        return _plain(json.loads(value["plaintext"]))
    return list(map(_plain, value)) if isinstance(value, list) else value


def _holds_mark(value: Any) -> bool:
    if isinstance(value, Mapping):
        return SIGNATURE in value or any(map(_holds_mark, value.values()))
    return isinstance(value, list) and any(map(_holds_mark, value))


def are_encrypted(found: Iterable[Entry]) -> bool:
    """Whether something of some resources cannot be read without the stack's key."""
    return any(entry.unreadable for entry in found)

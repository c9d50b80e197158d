"""Reads our resources from a stack's state, of both fronts."""

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
    """The meaning of an entry in state."""

    DECLARED = auto()
    """An object that the program declares."""
    ONLY_READ = auto()
    """An object that the program only reads, by its id (``X.get``)."""
    LEFT_OVER = auto()
    """The old object of a replacement; it has not been deleted yet."""
    TO_BE_MADE = auto()
    """An object that was deleted for a replacement; the new one was not made."""


@dataclass(frozen=True)
class Entry:
    """One resource in state.

    Attributes:
        urn: Its URN.
        kind: Its kind.
        declared: The properties that the program last declared, or that a refresh has read since.
        record: Id, outputs and marks, for the lifecycle.
        secrets: Names of secret properties.
        unreadable: Names of encrypted properties.
        ignored: Paths of the option ``ignore_changes``.
        references: By property, the URNs of the resources that its value comes from.
        standing: The meaning of the entry.
        is_tainted: It is marked for replacement (`pulumi state taint`).
        is_protected: Pulumi refuses to delete or replace it.
        is_retained: Pulumi forgets it instead of deleting it (`retain_on_delete`).
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
    is_retained: bool = False

    @property
    def name(self) -> str:
        """Its name in the program."""
        return name_of(self.urn)

    @property
    def owner(self) -> str:
        """Its owner name, as lifecycles use it."""
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
        """The text of an error about it, as the engine prints it."""
        error.context.setdefault("connection", self.connection)
        return str(error)

    @property
    def is_at_odds(self) -> bool:
        """Whether the declared properties differ from those last written or read."""
        standing, known = self.record.properties, self.lifecycle.properties
        return any(standing.get(name) != value for name, value in self.declared.items() if name in known)

    @property
    def before(self) -> Record:
        """The inputs in state, for a check."""
        return Record("", self.declared, Mark(system=self.record.mark.system))


def of_stack(state: Path | None, stack: str | None, folder: Path) -> tuple[Export, list[Entry]]:
    """A state, and our resources in it. Secrets of a stack are decrypted with its key.

    Args:
        state: A file of `pulumi stack export`; None for the stack itself.
        stack: The stack; None for the selected one.
        folder: The folder of its project.

    Raises:
        StateError: The state cannot be read.
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
                # Somebody has written a value of another type into the state. The check reports it.
                yield from (str(properties[name]) for name in entry.secrets if name in properties)


def entries(state: Export) -> list[Entry]:
    """All our resources, in the engine's order.

    Args:
        state: The state, secrets in plain text or encrypted.

    Raises:
        StateError: Pulumi does not write such a state.
    """
    try:
        return [_entry(each) for each in state.resources if each["type"] in BY_TOKEN]
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        raise state.refused() from None


def pending(state: Export) -> Iterator[tuple[str, str]]:
    """The unfinished operations on our resources, whose result is not known: operation and URN."""
    for each in state.pending:
        resource = each.get("resource")
        if isinstance(resource, Mapping) and resource.get("type") in BY_TOKEN:
            yield str(each.get("type")), str(resource.get("urn"))


def _entry(stored: Mapping[str, Any]) -> Entry:
    urn, id_ = stored["urn"], stored.get("id", "")
    owner_of(urn)  # raises for a URN that is not one of ours
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
        bool(stored.get("retainOnDelete")),
    )


def _standing(stored: Mapping[str, Any]) -> Standing:
    if stored.get("delete"):
        return Standing.LEFT_OVER
    if stored.get("pendingReplacement"):
        return Standing.TO_BE_MADE
    return Standing.ONLY_READ if stored.get("external") else Standing.DECLARED


class _UnreadableError(Exception):
    """A value is encrypted, or of a type that none of our properties has."""


class _Properties:
    """Properties in state. A secret is a map with the value as JSON or encrypted."""

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
        """The properties that users see."""
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
    """Whether some resources have properties that can only be read with the stack's key."""
    return any(entry.unreadable for entry in found)

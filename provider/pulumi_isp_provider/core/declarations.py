"""The declarations of a program, and the answers of a lifecycle to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .comparison import Change
from .records import Properties
from .schema import Failure
from .settings import DEFAULT_CONNECTION


@dataclass(frozen=True)
class Declaration:
    """One resource as a program declares it.

    Attributes:
        owner: Its identity in the program: type and name.
        inputs: Its properties.
        secrets: Names of the properties that the program marked secret. Their values are not shown.
        overruled: Names of the properties whose values come from state instead of the program, because of
            Pulumi's option ``ignore_changes``.
        refers: By property, the identity of the resource that it refers to, if the program gives a resource.
    """

    owner: str
    inputs: Mapping[str, Any] = field(repr=False)
    secrets: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The resource's name for people, as in ``calix.Ont 'subscriber-7'``."""
        return shown_owner(self.owner)


class Checked(NamedTuple):
    """The answer of check: normalised inputs, and every failure.

    Attributes:
        inputs: The inputs.
        failures: The refused inputs.
        system: The address of the connection's system, if known.
    """

    inputs: Properties
    failures: list[Failure]
    system: str | None = None


class Difference(NamedTuple):
    """The answer of diff.

    Attributes:
        changes: Every property that differs; empty if nothing has to be done.
        delete_before_replace: The old object must be deleted before the new one can be made.
        stables: Outputs that no update changes.
    """

    changes: list[Change]
    delete_before_replace: bool
    stables: tuple[str, ...] = ()

    @property
    def replaces(self) -> list[str]:
        """The changed properties that require a new object."""
        return [change.path for change in self.changes if change.replace]


class Outlook(NamedTuple):
    """What a create would do, as far as known from reads.

    Attributes:
        text: For people; empty if nothing is known yet.
        refusals: Why it would fail.
        warns: Whether the text is a warning.
    """

    text: str = ""
    refusals: tuple[str, ...] = ()
    warns: bool = False


def connection_of(properties: Mapping[str, Any]) -> str:
    """The connection in a resource's inputs or state."""
    return str(properties.get("connection") or DEFAULT_CONNECTION)


def whole_owner(owner: str) -> str:
    """The full name of an owner for people, which is unique: ``my:Site$calix.Ont 'subscriber-7'``."""
    kind, _, name = owner.rpartition("::")
    return f"{kind} {name!r}".strip()


def shown_owner(owner: str) -> str:
    """The short name of an owner for people: ``calix.Ont 'subscriber-7'``."""
    kind, _, name = owner.rpartition("::")
    return f"{kind.rpartition('$')[2]} {name!r}".strip()

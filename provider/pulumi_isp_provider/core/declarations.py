"""What a program declares, and what a lifecycle answers to that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
        secrets: Names of the properties whose values the program marked secret. They are not shown.
        overruled: Names of the properties whose values are the state's, and not what the program says:
            Pulumi's option ``ignore_changes`` puts them there.
        refers: By property, the identity of the resource whose id it is, where the program says so.
    """

    owner: str
    inputs: Mapping[str, Any] = field(repr=False)
    secrets: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The resource for people, as in ``calix.Ont 'subscriber-7'``."""
        return shown_owner(self.owner)


@dataclass(frozen=True)
class Checked:
    """The answer of check: normalised inputs, and every failure.

    Attributes:
        inputs: The inputs.
        failures: What is wrong with them.
        system: The address of the system that the connection leads to, where that is known.
    """

    inputs: Properties
    failures: list[Failure]
    system: str | None = None


@dataclass(frozen=True)
class Difference:
    """The answer of diff.

    Attributes:
        changes: Every property that differs; empty where nothing is to be done.
        delete_before_replace: The old object must go before the new one can come.
        stables: Outputs that no update changes.
    """

    changes: list[Change]
    delete_before_replace: bool
    stables: tuple[str, ...] = ()

    @property
    def replaces(self) -> list[str]:
        """The properties whose change means a new object."""
        return [change.path for change in self.changes if change.replace]


@dataclass(frozen=True)
class Outlook:
    """What a create would do, as far as reads can tell.

    Attributes:
        text: For people; empty where nothing can be told yet.
        refusals: Why it would fail.
        warns: Whether the text is a warning.
    """

    text: str = ""
    refusals: tuple[str, ...] = ()
    warns: bool = False


def connection_of(properties: Mapping[str, Any]) -> str:
    """The connection that a resource's inputs or state name."""
    return str(properties.get("connection") or DEFAULT_CONNECTION)


def whole_owner(owner: str) -> str:
    """An owner for people, so that no other one looks like it: ``my:Site$calix.Ont 'subscriber-7'``."""
    kind, _, name = owner.rpartition("::")
    return f"{kind} {name!r}".strip()


def shown_owner(owner: str) -> str:
    """An owner for people: ``calix.Ont 'subscriber-7'``."""
    kind, _, name = owner.rpartition("::")
    return f"{kind.rpartition('$')[2]} {name!r}".strip()

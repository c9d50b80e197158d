"""The result for one resource, and what the next `up` would do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..entries import Entry


class Outcome(StrEnum):
    """The object at the vendor compared with the state."""

    SAME = "same"
    """It is as in the state."""
    CHANGED = "changed"
    """It differs."""
    MOVED = "moved"
    """The same object has another id."""
    GONE = "gone"
    """It does not exist."""
    ANOTHER = "another"
    """The id belongs to another object now."""
    UNFINISHED = "unfinished"
    """The state says that the next `up` has something to do."""


class Action(StrEnum):
    """What a run would do with a resource."""

    SAME = "same"
    """Nothing is written."""
    UPDATE = "update"
    REPLACE = "replace"
    CREATE = "create"
    """An object is made, or taken over if the natural key exists: the message says so."""
    DELETE = "delete"
    READ = "read"
    """The program only reads it; the state follows the vendor."""
    REFUSED = "refused"
    """The run would end with the message."""
    UNKNOWN = "unknown"
    """Not known without the program; the message says why."""


class Winner(StrEnum):
    """Whose value stands after an `up --refresh`."""

    PROGRAM = "program"
    """The declared value is written."""
    VENDOR = "vendor"
    """The vendor's stays, and the state follows it."""
    NOBODY = "nobody"
    """The run is refused: both stay as they are."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Plan:
    """What a run would do with a resource.

    Attributes:
        action: The action.
        message: An explanation for people, or the empty string.
        written: The properties that are written.
        cuts_off: The old object is deleted before the new one is made, so its users are cut off meanwhile.
    """

    action: Action
    message: str = ""
    written: frozenset[str] = frozenset()
    cuts_off: bool = False


@dataclass(frozen=True)
class Difference:
    """One property that differs at the vendor.

    Attributes:
        path: The property.
        state: The value in state, or None.
        vendor: The value at the vendor.
        wins: Whose value wins in an `up --refresh`.
    """

    path: str
    state: Any = field(repr=False)
    vendor: Any = field(repr=False)
    wins: Winner


@dataclass(frozen=True)
class Finding:
    """The result for one resource.

    Attributes:
        entry: The resource.
        outcome: The result of the comparison.
        up: What `pulumi up` does, which does not look at the vendor.
        refreshed: What `pulumi up --refresh` does.
        id: Its id at the vendor now, or None.
        differences: The properties that differ.
        message: Why it is another object, or unfinished; else empty.
    """

    entry: Entry
    outcome: Outcome
    up: Plan
    refreshed: Plan
    id: str | None = None
    differences: tuple[Difference, ...] = ()
    message: str = ""

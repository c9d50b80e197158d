"""What is found of one resource, and what the next `up` would do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..entries import Entry


class Outcome(StrEnum):
    """How what stands at the vendor compares with the state."""

    SAME = "same"
    """It stands as the state says."""
    CHANGED = "changed"
    """It stands otherwise."""
    MOVED = "moved"
    """The same object has another id."""
    GONE = "gone"
    """There is none."""
    ANOTHER = "another"
    """Somebody else's object stands there."""
    UNFINISHED = "unfinished"
    """The state itself says that the next `up` has something to do."""


class Action(StrEnum):
    """What a run would do with a resource."""

    SAME = "same"
    """Nothing is written."""
    UPDATE = "update"
    REPLACE = "replace"
    CREATE = "create"
    """An object is made; or taken over, where one stands under the natural key: the message says so."""
    DELETE = "delete"
    READ = "read"
    """The program only reads it: the state follows the vendor."""
    REFUSED = "refused"
    """The run would end with the message."""
    UNKNOWN = "unknown"
    """Cannot be said without the program; the message says why."""


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
        action: What.
        message: What is to be known of it, for people; empty where nothing is.
        written: The properties that are written.
        cuts_off: The old object goes before the new one comes: who uses it is cut off meanwhile.
    """

    action: Action
    message: str = ""
    written: frozenset[str] = frozenset()
    cuts_off: bool = False


@dataclass(frozen=True)
class Difference:
    """One property that stands otherwise at the vendor.

    Attributes:
        path: The property.
        state: What state holds; None: nothing.
        vendor: What the vendor holds.
        wins: Whose value stands after an `up --refresh`.
    """

    path: str
    state: Any = field(repr=False)
    vendor: Any = field(repr=False)
    wins: Winner


@dataclass(frozen=True)
class Finding:
    """What is found of one resource.

    Attributes:
        entry: The resource.
        outcome: How it compares.
        up: What `pulumi up` does, which does not look at the vendor.
        refreshed: What `pulumi up --refresh` does.
        id: Its id at the vendor now; None where it has none.
        differences: What stands otherwise.
        message: Why it is another one, or unfinished; empty elsewhere.
    """

    entry: Entry
    outcome: Outcome
    up: Plan
    refreshed: Plan
    id: str | None = None
    differences: tuple[Difference, ...] = ()
    message: str = ""

"""The effect of Pulumi's options on each front: a table for the docs, which engine tests check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Fate(StrEnum):
    """The result for a resource, or for its change."""

    ANEW = "deleted, and made anew"
    APART = "that one alone, or all but that one"
    FOLLOWED = "nothing is sent"
    GOES_ALONG = "it goes with the other one, without a request of its own"
    IMPORTED = "it is imported"
    IN_PLACE = "none: the change is made in place"
    KEPT = "the object is kept"
    LEFT_OUT = "the change is left out"
    LET_GO = "the object stays at the vendor"
    LOOKED_AT = "drift is shown, nothing is sent"
    NO_LIMIT = "none: it is made, however long that takes"
    PROTECTED = "it is not deleted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Option:
    """One row of the table.

    Attributes:
        name: The option, as in the table.
        dynamic: Its effect on the dynamic front.
        plugin: Its effect on the plugin front.
        note: More about it.
    """

    name: str
    dynamic: Fate
    plugin: Fate
    note: str = ""

    def on(self, front: str) -> Fate:
        """Its effect on a front."""
        return self.plugin if front == "plugin" else self.dynamic


def _same(name: str, fate: Fate, note: str = "") -> Option:
    return Option(name, fate, fate, note)


OPTIONS: Final = (
    _same("`aliases`, a move into a component", Fate.FOLLOWED),
    _same("`custom_timeouts`", Fate.NO_LIMIT, "how long to wait is a [setting](settings.md)"),
    _same("`deleted_with`", Fate.GOES_ALONG),
    _same("`protect`", Fate.PROTECTED),
    _same("`retain_on_delete`", Fate.LET_GO),
    _same("`ignore_changes`", Fate.LEFT_OUT),
    Option("`import_`", Fate.REFUSED, Fate.IMPORTED, "[by id](#to-import)"),
    _same(
        "`provider`, `providers`, `version`",
        Fate.REFUSED,
        "a second process would not know what the first one holds; another system is a "
        "[connection](settings.md#more-than-one-of-a-kind)",
    ),
    Option("`replace_on_changes`", Fate.IN_PLACE, Fate.ANEW, "made first where two can stand side by side"),
    _same("`--replace`", Fate.KEPT, "[replacing on request](operations.md#replacing-on-request)"),
    _same("`state taint`", Fate.KEPT, "the same"),
    _same("`delete_before_replace`, with `--replace`", Fate.ANEW),
    _same("`delete_before_replace`, with `state taint`", Fate.ANEW),
    _same("`--target`, `--exclude`", Fate.APART),
    _same("`refresh --run-program`", Fate.LOOKED_AT, "the next `up` repairs it"),
)


def table() -> Iterator[str]:
    """The table for the docs."""
    yield "| option | `dynamic` | `plugin` | |"
    yield "|---|---|---|---|"
    for each in OPTIONS:
        yield f"| {each.name} | {each.dynamic} | {each.plugin} | {each.note} |"

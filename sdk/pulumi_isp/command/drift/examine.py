"""Compares one resource: reads it as a refresh does, and asks what the next runs would do with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from pulumi_isp_provider.core.records import Stored
from pulumi_isp_provider.errors import AnotherObjectError

from ..entries import Entry, Standing
from .finding import Action, Difference, Finding, Outcome, Plan, Winner
from .plans import NextRun

_LEFT_OVER: Final = (
    "The old object of a replacement has not been deleted yet. The next `up` deletes it, if it is still the "
    "one that the state knows."
)
_TO_BE_MADE: Final = "It was deleted for a replacement, and the new object was not made."
_TAINTED: Final = "It is marked to be replaced (`pulumi state taint`)."
_MADE_OVER: Final = (
    "Pulumi makes the new object first. That create is refused if the object at the vendor is not as "
    "declared. With the option delete_before_replace, Pulumi deletes the old object first."
)
_AT_ODDS: Final = "In the state, the declared properties differ from those of the object."
_DELETES: Final = Plan(Action.DELETE)


class Examiner:
    """Compares the resources of a stack.

    Args:
        up: What `pulumi up` would do.
        refreshed: What `pulumi up --refresh` would do.
    """

    def __init__(self, up: NextRun, refreshed: NextRun) -> None:
        self._up = up
        self._refreshed = refreshed

    def examine(self, entry: Entry) -> Finding:
        """Compare one resource, after the resources that it refers to.

        Raises:
            IspError: It cannot be read.
        """
        if entry.standing is Standing.LEFT_OVER:
            return Finding(entry, Outcome.UNFINISHED, _DELETES, _DELETES, entry.record.id, (), _LEFT_OVER)
        if entry.standing is Standing.TO_BE_MADE:
            # A refresh does not read it.
            up, refreshed = (run.plan(entry, None) for run in (self._up, self._refreshed))
            return Finding(entry, Outcome.UNFINISHED, up, refreshed, message=_TO_BE_MADE)
        stored = entry.lifecycle.read(self._refreshed.run, entry.record)
        if stored is None:
            return self._gone(entry)
        return self._standing(entry, stored)

    def _gone(self, entry: Entry) -> Finding:
        up, refreshed = self._up.plan(entry, entry.record), self._refreshed.plan(entry, None)
        return Finding(entry, Outcome.GONE, up, refreshed)

    def _standing(self, entry: Entry, stored: Stored) -> Finding:
        stranger = self._stranger(entry)
        up = self._up.plan(entry, entry.record)
        record = replace(stored.record, secrets=entry.secrets)
        refreshed = self._refreshed.plan(entry, record, stored.inputs)
        # A replacement deletes the old object, and adopt_existing does not allow that.
        has_a_word = bool(entry.declared.get("adopt_existing")) and refreshed.action is not Action.REPLACE
        if stranger and refreshed.action in (Action.UPDATE, Action.REPLACE) and not has_a_word:
            refreshed = Plan(Action.REFUSED, stranger)
        differences = tuple(_differences(entry, self._up.declared(entry), stored.outputs, refreshed))
        message = stranger
        if stranger:
            outcome = Outcome.ANOTHER
        elif stored.id != entry.record.id:
            outcome = Outcome.MOVED
        elif entry.is_tainted:
            outcome, message = Outcome.UNFINISHED, _TAINTED
            up, refreshed = self._up.replaced(entry, up), self._refreshed.replaced(entry, refreshed)
            if differences and refreshed.action is Action.REPLACE:
                up = refreshed = Plan(Action.UNKNOWN, _MADE_OVER)
                differences = tuple(replace(each, wins=Winner.UNKNOWN) for each in differences)
        elif differences:
            outcome = Outcome.CHANGED
        elif up.action in (Action.SAME, Action.READ) or (
            up.action is Action.UNKNOWN and not entry.is_at_odds
        ):
            outcome = Outcome.SAME
        else:
            outcome, message = Outcome.UNFINISHED, up.message or _AT_ODDS
        return Finding(entry, outcome, up, refreshed, stored.id, differences, message)

    def _stranger(self, entry: Entry) -> str:
        try:
            entry.lifecycle.recognise(self._refreshed.run, entry.record)
        except AnotherObjectError as error:
            return entry.says(error)
        return ""


def _differences(
    entry: Entry, declared: Mapping[str, Any], seen: Mapping[str, Any], plan: Plan
) -> Iterator[Difference]:
    computed = {name: entry.record.properties.get(name) for name in entry.lifecycle.computed}
    known = {name: value for name, value in {**computed, **declared}.items() if value is not None}
    # Also properties that are written although they are as declared, such as the proofs of an ONT.
    paths = [*entry.lifecycle.differing(known, seen), *sorted(plan.written)]
    for path in dict.fromkeys(paths):
        if path not in entry.unreadable:
            yield Difference(path, known.get(path), seen.get(path), _winner(path, plan))


def _winner(path: str, plan: Plan) -> Winner:
    if plan.action is Action.REFUSED:
        return Winner.NOBODY
    if plan.action is Action.UNKNOWN:
        return Winner.UNKNOWN
    return Winner.PROGRAM if path in plan.written else Winner.VENDOR

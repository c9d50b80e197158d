"""What the next `up` would do with the declared properties in state, from the lifecycles.

The answer is for the program that wrote the state. The engine first checks all resources, then compares each
or looks for it; both only read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.records import Properties, Record
from pulumi_isp_provider.core.run import Connections, Run
from pulumi_isp_provider.core.schema import UNKNOWN, Failure
from pulumi_isp_provider.errors import AlreadyExistsError, IspError, NotFoundError, PlanRefusedError

from ..entries import Entry, Standing
from .finding import Action, Plan

_SAME: Final = Plan(Action.SAME)
_ALL: Final = "*"
_PROTECTED: Final = "It is protected: Pulumi refuses to replace it."


class NextRun:
    """One run of the engine, which is only planned.

    Args:
        connections: The connections to the vendors.
    """

    def __init__(self, connections: Connections) -> None:
        self.run = Run(connections)
        self._declared: dict[str, Properties] = {}
        self._failures: dict[str, list[Failure]] = {}
        self._renewed: set[str] = set()
        self._moved: dict[str, dict[str, str]] = {}

    def declare(self, entries: Iterable[Entry]) -> None:
        """Check all that the program declares. Nothing is sent."""
        for entry in entries:
            if entry.standing in (Standing.DECLARED, Standing.TO_BE_MADE):
                hidden = dict.fromkeys(entry.unreadable & entry.lifecycle.properties.keys(), UNKNOWN)
                # An empty text was found by a refresh; no program declares it.
                given = {name: value for name, value in entry.declared.items() if value != ""}
                declaration = self._declaration(entry, {**given, **hidden})
                checked = entry.lifecycle.check(self.run, declaration, entry.before)
                self._declared[entry.urn], self._failures[entry.urn] = checked.inputs, checked.failures

    def declared(self, entry: Entry) -> Mapping[str, Any]:
        """The properties of a resource to compare: the checked ones or, if refused, those last written."""
        if entry.standing is Standing.DECLARED and not self._failures[entry.urn]:
            return {**entry.declared, **self._declared[entry.urn]}
        return entry.record.properties

    def plan(self, entry: Entry, standing: Record | None, seen: Mapping[str, Any] | None = None) -> Plan:
        """What the run would do with a resource.

        Args:
            entry: The resource. Ask about the resources that it refers to first.
            standing: The object in the run's view; None if it does not exist.
            seen: The inputs that a refresh has read, if there was one.
        """
        if entry.standing is Standing.ONLY_READ:
            return _read(entry, standing)
        if failures := self._failures[entry.urn]:
            said = "; ".join(map(str, failures))
            if any(failure.path for failure in failures):
                return Plan(Action.UNKNOWN, f"No program could declare the properties in the state: {said}")
            return Plan(Action.REFUSED, said)
        if partly := [path for path in entry.ignored if seen and not _is_whole(path)]:
            return Plan(
                Action.UNKNOWN, f"ignore_changes names only a part of a property: {', '.join(partly)}"
            )
        try:
            found = self._made(entry) if standing is None else self._compared(entry, standing, seen)
        except (PlanRefusedError, AlreadyExistsError, NotFoundError) as error:
            found = Plan(Action.REFUSED, entry.says(error))
        except IspError as error:
            found = Plan(Action.UNKNOWN, entry.says(error))
        if found.action is Action.REPLACE:
            found = self.replaced(entry, found)
        if standing is not None and standing.id != entry.record.id:
            self._moved[entry.urn] = {entry.record.id: standing.id}
        if standing is None:
            self._renewed.add(entry.urn)
        return found

    def replaced(self, entry: Entry, plan: Plan) -> Plan:
        """What the run would do with a resource that must be replaced.

        Args:
            entry: The resource.
            plan: The plan without the replacement.
        """
        if plan.action is Action.REFUSED:
            return plan
        if entry.is_protected:
            return Plan(Action.REFUSED, _PROTECTED)
        # References to it have an id that is not known yet.
        self._renewed.add(entry.urn)
        return replace(plan, action=Action.REPLACE)

    def _made(self, entry: Entry) -> Plan:
        declaration = self._declaration(entry, self._inputs(entry))
        outlook = entry.lifecycle.look(self.run, declaration)
        if outlook.refusals:
            return Plan(Action.REFUSED, "\n".join(outlook.refusals))
        if self.run.is_silent(entry.lifecycle.vendor, entry.connection):
            return Plan(Action.UNKNOWN, "The vendor did not say whether it can be made.")
        return Plan(Action.CREATE, outlook.text.removeprefix(f"{declaration.name}: "))

    def _compared(self, entry: Entry, standing: Record, seen: Mapping[str, Any] | None) -> Plan:
        inputs = self._inputs(entry)
        for name in entry.lifecycle.properties if seen is not None else ():
            if name in entry.ignored or _ALL in entry.ignored:
                # For these the engine uses the value in state, which a refresh has read from the vendor.
                inputs.pop(name, None)
                inputs |= {name: seen[name]} if seen and name in seen else {}
        difference = entry.lifecycle.diff(self.run, standing, self._declaration(entry, inputs))
        if any(path in entry.unreadable for path in difference.replaces):
            return Plan(Action.UNKNOWN, "It is identified by a secret, which is encrypted in this state.")
        written = frozenset(change.path for change in difference.changes) - entry.unreadable
        if not written:
            return _SAME
        if difference.replaces:
            return Plan(Action.REPLACE, "", written, cuts_off=difference.delete_before_replace)
        return Plan(Action.UPDATE, "", written)

    def _inputs(self, entry: Entry) -> Properties:
        """The declared properties in this run: ids of new objects are unknown, and ids may have changed."""
        inputs = dict(self._declared[entry.urn])
        for name, urns in entry.references.items():
            if name not in inputs:
                continue
            if not self._renewed.isdisjoint(urns):
                inputs[name] = UNKNOWN
            for moved in (self._moved[urn] for urn in urns if urn in self._moved):
                inputs[name] = _followed(inputs[name], moved)
        return inputs

    @staticmethod
    def _declaration(entry: Entry, inputs: Mapping[str, Any]) -> Declaration:
        declaration = Declaration(entry.owner, inputs, entry.secrets)
        if not entry.ignored:
            return declaration
        proofs = entry.lifecycle.proofs()
        overruled = frozenset(name for name in proofs if name in entry.ignored or _ALL in entry.ignored)
        return replace(declaration, overruled=overruled)


def _read(entry: Entry, standing: Record | None) -> Plan:
    if standing is None:
        return Plan(Action.REFUSED, f"The program asks for {entry.kind} {entry.record.id!r}, which is gone.")
    return Plan(Action.READ)


def _followed(value: Any, moved: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_followed(each, moved) for each in value]
    return moved.get(value, value) if isinstance(value, str) else value


def _is_whole(path: str) -> bool:
    return re.search(r"[.\[]", path) is None

"""The results of a comparison, as data for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..entries import Entry
from ..reading import Problem
from .finding import Difference, Finding, Outcome, Plan

HIDDEN: Final = "[secret]"


@dataclass(frozen=True)
class Report:
    """The results of a comparison.

    Attributes:
        source: The source of the state.
        stack: All our resources in the state.
        findings: For each compared resource.
        problems: Why others were not compared.
        encrypted: URNs of resources with a secret property that was not compared.
        pending: Unfinished operations, whose result is not known: operation and URN.
        masked: Masks the secrets of settings and state in a text.
    """

    source: str
    stack: Sequence[Entry]
    findings: Sequence[Finding]
    problems: Sequence[Problem]
    encrypted: Sequence[str]
    pending: Sequence[tuple[str, str]]
    masked: Callable[[str], str]

    @property
    def is_complete(self) -> bool:
        """Whether everything was compared."""
        return not (self.problems or self.encrypted)

    @property
    def told(self) -> list[Finding]:
        """The findings that are not as in the state."""
        return [each for each in self.findings if each.outcome is not Outcome.SAME]

    @property
    def is_at_rest(self) -> bool:
        """Whether all is as in the state, and nothing is unfinished."""
        return not (self.told or self.pending)

    def value(self, entry: Entry, path: str, value: Any) -> Any:
        """A value without secrets."""
        return HIDDEN if path in entry.secrets and value is not None else self._masked(value)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON data."""
        counted = Counter(str(each.outcome) for each in self.findings)
        return {
            "state": self.source,
            "complete": self.is_complete,
            "drifted": not self.is_at_rest,
            "resources": len(self.stack),
            "compared": len(self.findings),
            "outcomes": {str(each): counted[str(each)] for each in Outcome},
            "findings": [self._finding(each) for each in self.told],
            "problems": [
                {"where": each.where, "message": each.message, "urns": list(each.urns)}
                for each in self.problems
            ],
            "secrets_not_compared": list(self.encrypted),
            "pending_operations": [{"operation": what, "urn": urn} for what, urn in self.pending],
        }

    def _finding(self, each: Finding) -> dict[str, Any]:
        entry = each.entry
        return {
            "urn": entry.urn,
            "kind": str(entry.kind),
            "name": entry.name,
            "id": entry.record.id,
            "outcome": str(each.outcome),
            "id_at_vendor": each.id,
            "message": self.masked(each.message),
            "differences": [self._difference(entry, difference) for difference in each.differences],
            "up": self._plan(each.up),
            "up_refresh": self._plan(each.refreshed),
        }

    def _difference(self, entry: Entry, each: Difference) -> dict[str, Any]:
        return {
            "property": each.path,
            "state": self.value(entry, each.path, each.state),
            "vendor": self.value(entry, each.path, each.vendor),
            "wins": str(each.wins),
        }

    def _plan(self, plan: Plan) -> dict[str, Any]:
        return {
            "action": str(plan.action),
            "properties": sorted(plan.written),
            "cuts_off": plan.cuts_off,
            "message": self.masked(plan.message),
        }

    def _masked(self, value: Any) -> Any:
        match value:
            case str():
                return self.masked(value)
            case Mapping():
                return {name: self._masked(each) for name, each in value.items()}
            case list() | tuple():
                return [self._masked(each) for each in value]
            case _:
                return value

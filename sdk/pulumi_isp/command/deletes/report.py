"""The results of ``deletes``, as data for other programs, and as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pulumi_isp_provider.core.names import few
from pulumi_isp_provider.errors import printable

from ..reading import Problem
from .along import LOST, Along, Finding, Whose

_SAID: Final = {
    Whose.OWN: "declared inside it",
    Whose.PLANNED: "deleted by the plan too",
    Whose.KEPT: "IN THE STACK, AND NOT DELETED BY THE PLAN",
    Whose.FOREIGN: "NOT IN THIS STACK",
}
_MOST: Final = 20
"""Most names of one sort that are shown; --json has all."""


@dataclass(frozen=True)
class Report:
    """The results.

    Attributes:
        findings: The result for each resource whose object is deleted.
        problems: Why there is no result for the others.
        masked: Masks the secrets of settings and state in a text.
    """

    findings: Sequence[Finding]
    problems: Sequence[Problem]
    masked: Callable[[str], str]

    @property
    def lost(self) -> int:
        """How many objects go along that nobody has asked to delete."""
        return sum(each.whose in LOST for finding in self.findings for each in finding.along)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON data."""
        return {
            "complete": not self.problems,
            "deleted": len(self.findings) + sum(len(each.urns) for each in self.problems),
            "lost": self.lost,
            "findings": [
                {
                    "urn": finding.entry.urn,
                    "kind": str(finding.entry.kind),
                    "name": finding.entry.name,
                    "id": self.masked(finding.entry.record.id),
                    "along": [self._along(each) for each in finding.along],
                }
                for finding in self.findings
                if finding.along
            ],
            "problems": [
                {"where": each.where, "message": self.masked(each.message), "urns": list(each.urns)}
                for each in self.problems
            ],
        }

    def lines(self) -> Iterator[str]:
        """The report as text."""
        for finding in self.findings:
            if finding.along:
                yield self._shown(f"{finding.entry.shown} ({finding.entry.record.id}) takes along:")
            sorts = dict.fromkeys((each.whose, each.what) for each in finding.along)
            for whose, what in sorted(sorts, key=lambda sort: [*_SAID].index(sort[0]), reverse=True):
                names = [each.name for each in finding.along if (each.whose, each.what) == (whose, what)]
                yield self._shown(f"  {what} {few(names, _MOST)}: {_SAID[whose]}")
        for problem in self.problems:
            named = few([urn.rpartition("::")[2] for urn in problem.urns], _MOST)
            yield self._shown(f"Not known of {named}.\n{problem.where}: {problem.message}")
        along = Counter(each.whose for finding in self.findings for each in finding.along)
        yield (
            f"Objects that are deleted: {len(self.findings)}. Objects that go along with them: "
            f"{along.total()}, of which nobody has asked to delete {self.lost}."
        )

    def _along(self, each: Along) -> dict[str, str]:
        told = {"what": each.what, "name": self.masked(each.name), "whose": str(each.whose)}
        return {**told, "urn": each.urn} if each.urn else told

    def _shown(self, text: str) -> str:
        return "\n".join(printable(line) for line in self.masked(text).splitlines())

"""The results of a comparison, for people."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pulumi_isp_provider.core.names import few
from pulumi_isp_provider.errors import printable

from .finding import Action, Difference, Finding, Outcome, Plan, Winner
from .report import HIDDEN, Report

_COLOURS: Final = {
    Outcome.CHANGED: "yellow",
    Outcome.MOVED: "yellow",
    Outcome.GONE: "red",
    Outcome.ANOTHER: "red",
    Outcome.UNFINISHED: "magenta",
}
_UNLOOKED: Final = 180
"""Columns of an output that is not a terminal, such as a CI log."""
_LONGEST: Final = 300
"""Maximum number of characters of a value; --json has all."""
_MOST: Final = 20
"""Maximum number of resources named for a problem; --json has all."""
_WINS: Final = {
    Winner.PROGRAM: "program",
    Winner.VENDOR: "vendor",
    Winner.NOBODY: "nobody, see below",
    Winner.UNKNOWN: "not known, see below",
}
_DOES: Final = {
    Action.SAME: "nothing is written",
    Action.UPDATE: "written",
    Action.CREATE: "made again",
    Action.DELETE: "deleted",
    Action.READ: "vendor",
    Action.REFUSED: "refused, see below",
    Action.UNKNOWN: "not known, see below",
}
_AS_EVER: Final = "will be made"
_BLIND: Final = (
    "`pulumi up` does not look at the vendors. If the program has not changed, it leaves these as they "
    "are. `up --refresh`, or `refresh` and then `up`, does what the last column says: if the program wins, "
    "its value is written; if the vendor wins, the state follows."
)


def show(report: Report) -> None:
    """Print the table, the notes and the totals."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNLOOKED
    console = Console(width=max(columns, 60), highlight=False, markup=False, emoji=False)
    if report.told:
        console.print(_table(report, console.width))
    for line in (*_notes(report), *_beside(report), *_sums(report)):
        # The terminal wraps the lines, so that copied text has no extra line breaks.
        console.print(_text(line), soft_wrap=True)


def _table(report: Report, columns: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    longest = max(len(text) for each in report.told for text in (each.entry.shown, each.entry.record.id))
    table.add_column(Text("resource"), overflow="fold", width=min(longest, columns // 3))
    for title in ("", "property", "in state", "at the vendor", "up --refresh"):
        table.add_column(Text(title), overflow="fold")
    for each in report.told:
        rows = list(_rows(report, each))
        # The id is below the name.
        names = [each.entry.shown, each.entry.record.id, *[""] * len(rows)]
        for number, row in enumerate([*rows, ("",) * 4][: max(len(rows), 2)]):
            outcome = Text("") if number else Text(each.outcome, style=_COLOURS[each.outcome])
            table.add_row(_text(report.masked(names[number])), outcome, *map(_text, row))
    return table


def _rows(report: Report, each: Finding) -> Iterator[tuple[str, ...]]:
    """Property, both values, and who wins."""
    if each.outcome is Outcome.MOVED:
        yield "id", each.entry.record.id, str(each.id), _WINS[Winner.VENDOR]
    for difference in each.differences:
        wins = _WINS[difference.wins]
        if difference.wins is Winner.PROGRAM and each.refreshed.action is Action.REPLACE:
            wins = f"{wins}: {_replaces(each.refreshed)}"
        yield difference.path, *_values(report, each, difference), wins
    if not (each.differences or each.outcome is Outcome.MOVED):
        plan = each.refreshed
        does = _replaces(plan) if plan.action is Action.REPLACE else _DOES[plan.action]
        yield "", "", "gone" if each.outcome is Outcome.GONE else "", does


def _replaces(plan: Plan) -> str:
    return "replaced, cut off meanwhile" if plan.cuts_off else "replaced, the new one comes first"


def _values(report: Report, each: Finding, difference: Difference) -> tuple[str, str]:
    """Both values; of lists, only the items that differ."""
    mine, theirs = difference.state, difference.vendor
    if isinstance(mine, list) and isinstance(theirs, list):
        alone = [one for one in mine if one not in theirs], [one for one in theirs if one not in mine]
        mine, theirs = alone if any(alone) else (mine, theirs)
    entry, path = each.entry, difference.path
    return _shown(report.value(entry, path, mine)), _shown(report.value(entry, path, theirs))


def _shown(value: Any) -> str:
    if value in (None, "", []):
        return "nothing"
    text = value if value == HIDDEN else repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _notes(report: Report) -> Iterator[str]:
    """The messages, below the table."""
    if not report.told:
        return
    yield ""
    blind = False
    for each in report.told:
        up, refreshed = each.up, each.refreshed
        said = dict.fromkeys(filter(None, (each.message, refreshed.message)))
        said.pop(_AS_EVER, None)
        if up.action in (Action.SAME, Action.READ):
            blind = blind or each.outcome is not Outcome.UNFINISHED
        elif up != refreshed:
            said[f"`pulumi up` without --refresh: {up.action}. {up.message}".strip()] = None
        for text in said:
            yield report.masked(f"{each.entry.shown}: {text}")
    if blind:
        yield _BLIND
    yield ""


def _beside(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield report.masked(f"Not compared: {_named(problem.urns)}.\n{problem.where}: {problem.message}\n")
    if report.encrypted:
        yield (
            f"Not compared: secret properties that are encrypted in the state, of "
            f"{_named(report.encrypted)}. Name the stack (--stack), or use a pipe: `pulumi stack export "
            "--show-secrets | pulumi-isp drift --state -`.\n"
        )
    for what, urn in report.pending:
        yield (
            f"A run was killed, and nobody knows how this operation ended: {what} {_last(urn)}. Look at the "
            'vendor; see docs/operations.md, "After a killed run".\n'
        )


def _sums(report: Report) -> Iterator[str]:
    if not report.stack:
        yield f"{report.source}: no resource of pulumi-isp in this state."
        return
    told = len(report.told)
    found = f"{told} not as in the state" if told else "all as in the state"
    yield f"{len(report.findings)} of {len(report.stack)} resources compared, {found}."
    if not report.is_complete:
        yield "Some resources or properties were not compared: see above."


def _named(urns: Sequence[str]) -> str:
    return few([_last(urn) for urn in urns], _MOST)


def _last(urn: str) -> str:
    return repr(urn.split("::", 3)[-1])


def _text(value: str) -> Text:
    return Text(printable(value))

"""What a benchmark says: tables for people and figures for machines, in one way for all of them."""

from __future__ import annotations

import functools
import json
import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import click


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        middle: The median of all rounds.
        lowest: The lowest of them.
        highest: The highest.
        rounds: How many there were.
    """

    middle: float
    lowest: float
    highest: float
    rounds: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Figure:
        """Sum up rounds."""
        known = sorted(values)
        return cls(median(known), known[0], known[-1], len(known))

    def __str__(self) -> str:
        if self.rounds == 1 or self.lowest == self.highest:
            return _short(self.middle)
        return f"{_short(self.middle)} ({_short(self.lowest)} to {_short(self.highest)})"


def ratios(mine: Sequence[float], theirs: Sequence[float]) -> Figure:
    """How many times as much, pair by pair: what both of a pair had to bear falls out."""
    return Figure.of(one / other for one, other in zip(mine, theirs, strict=True))


@dataclass
class Report:
    """What one benchmark has to say."""

    tables: list[tuple[tuple[str, ...], list[tuple[str, ...]]]] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table; the first column is text, the others are numbers."""
        self.tables.append((tuple(head), [tuple(map(str, row)) for row in rows]))

    def figure(self, name: str, values: Iterable[float] | Figure) -> Figure:
        """A figure by a name of its own, such as ``front/ONTs/up``; gives it back."""
        found = values if isinstance(values, Figure) else Figure.of(values)
        self.figures[name] = found
        return found

    def remark(self, text: str) -> None:
        """Something that was left out, or is to be known."""
        self.remarks.append(text)

    def text(self) -> str:
        """All of it for people, in Markdown."""
        parts = [shown(head, rows) for head, rows in self.tables]
        return "\n\n".join([machine(), *parts, *self.remarks])

    def plain(self) -> dict[str, Any]:
        """All of it for machines."""
        return {
            "machine": machine(),
            "tables": [{"head": head, "rows": rows} for head, rows in self.tables],
            "figures": {name: vars(each) for name, each in self.figures.items()},
            "remarks": self.remarks,
        }


def benchmark(measure: Callable[..., None]) -> Callable[..., None]:
    """Make a command's function of one that fills a :class:`Report`, with the options that all have.

    It goes right under ``@click.command()``, over the options of its own.
    """

    @click.option("--as-json", is_flag=True, help="Every figure, for machines.")
    @click.option("--results", type=click.Path(path_type=Path), help="Also write them to this file.")
    @functools.wraps(measure)
    def command(as_json: bool, results: Path | None, **options: Any) -> None:
        report = Report()
        measure(report, **options)
        written = json.dumps(report.plain(), indent=2)
        if results:
            results.write_text(written + "\n")
        click.echo(written if as_json else report.text())

    return command


def machine() -> str:
    """One line about when and where it was measured, and how busy that was."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {system}, load {load:.1f} per core."


def shown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
    first, *others = (
        " | ".join(
            [line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:], strict=True))]
        )
        for line in lines
    )
    return "\n".join(f"| {line} |" for line in (first, " | ".join(rule), *others))


def _short(number: float) -> str:
    return format(number, ",.0f" if abs(number) >= 100 else ".1f" if abs(number) >= 10 else ".2f")

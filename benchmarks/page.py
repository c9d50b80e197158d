"""Writes the figures of the last run into docs/performance.md: ``python -m benchmarks.page``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from .goals import GOALS, Results
from .report import Figure, shown

ROOT: Final = Path(__file__).resolve().parents[1]
RESULTS: Final = ROOT / "benchmarks" / "results.json"
PAGE: Final = ROOT / "docs" / "performance.md"
PICTURE: Final = ROOT / "docs" / "pictures" / "growth.svg"
BEGIN: Final = "<!-- made by `make bench-page`: begin -->"
END: Final = "<!-- made by `make bench-page`: end -->"


@click.command()
def main() -> None:
    """Replace what stands between the two marks of the page."""
    results: Results = json.loads(RESULTS.read_text(encoding="utf-8"))
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{written(results)}\n\n{END}{after}", encoding="utf-8")


def written(results: Results) -> str:
    """The goals with what was measured, and then each benchmark's tables."""
    rows = []
    for goal in GOALS:
        found = goal.measured(results)
        if found is None:
            rows.append((goal.what, f"≤ {goal.most:g}", "not measured", ""))
        else:
            figure = Figure(found["middle"], found["lowest"], found["highest"], int(found["rounds"]))
            rows.append((goal.what, f"≤ {goal.most:g}", str(figure), _met(figure, goal.most)))
    parts = ["## Goals", shown(("what", "goal", "last run", ""), rows)]
    for name, result in results.items():
        parts += [f"## {name}", result["machine"]]
        parts += [shown(table["head"], table["rows"]) for table in result["tables"]]
        parts += result["remarks"]
        if name == "growth":
            parts.append("![Processor seconds by resources](pictures/growth.svg)")
    return "\n\n".join(parts)


def _met(figure: Figure, most: float) -> str:
    return "met" if figure.middle <= most else "missed"


if __name__ == "__main__":
    main()

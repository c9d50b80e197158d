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
    parts = [goals(results)]
    for name, result in results.items():
        parts += [f"## {name}", *filter(None, [result["machine"]])]
        parts += [shown(table["head"], table["rows"]) for table in result["tables"]]
        parts += result["remarks"]
        if name == "front" and any("exponent" in each for each in result["figures"]):
            parts.append("![Processor seconds by resources](pictures/growth.svg)")
    return "\n\n".join(parts)


def goals(results: Results) -> str:
    """Each goal with what was measured of it."""
    rows = []
    for goal in GOALS:
        found = goal.measured(results)
        if found is None:
            rows.append((goal.what, goal.said, "not measured", ""))
        else:
            figure = Figure(found["middle"], found["lowest"], found["highest"], int(found["rounds"]))
            rows.append(
                (goal.what, goal.said, str(figure), "met" if goal.is_met(figure.middle) else "missed")
            )
    return "\n\n".join(["## Goals", shown(("what", "goal", "last run", ""), rows)])


if __name__ == "__main__":
    main()

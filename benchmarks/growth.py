"""How each command's cost grows with the stack: the exponent, beside that of a provider that does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from pathlib import Path
from statistics import linear_regression
from typing import Final

import click

from .picture import drawn
from .programs import COMMANDS, PROGRAMS, life
from .report import Report, benchmark

SMALLEST: Final = 250


@click.command()
@benchmark
@click.option(
    "--largest", default=2000, show_default=True, help=f"Resources at most; {SMALLEST} are the least."
)
@click.option("--picture", type=click.Path(path_type=Path), help="Draw it into this SVG file.")
def main(report: Report, largest: int, picture: Path | None) -> None:
    """Fit processor time of all processes to a power of the number of resources, for each command."""
    sizes = [SMALLEST]
    while 2 * sizes[-1] <= largest:
        sizes.append(2 * sizes[-1])
    taken: dict[str, dict[str, list[float]]] = {
        name: {command: [] for command in COMMANDS} for name in PROGRAMS
    }
    for size in sizes:
        for name, program in PROGRAMS.items():
            for command, used in life(program.format(count=size)).items():
                taken[name][command].append(used.processor)
    rows: list[list[object]] = []
    for name, commands in taken.items():
        found = [exponent(sizes, each) for each in commands.values()]
        figures = [
            report.figure(f"{name}/{command}", [each]) for command, each in zip(COMMANDS, found, strict=True)
        ]
        rows.append([f"{name}, exponent", *figures])
        for size, at in zip(sizes, zip(*commands.values(), strict=True), strict=True):
            rows.append([f"{name}, {size:,}: processor s", *(f"{each:.1f}" for each in at)])
    floor, *ours = taken
    for name in ours:
        above = [
            report.figures[f"{name}/{command}"].middle - report.figures[f"{floor}/{command}"].middle
            for command in COMMANDS
        ]
        report.figure(f"{name}/above", [max(above)])
        rows.append([f"{name}: above {floor}", *(f"{each:+.2f}" for each in above)])
    report.table(["processor time grows with", *COMMANDS], rows)
    if picture:
        picture.write_text(drawn(sizes, taken), encoding="utf-8")


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the size that fits best; 1 is in proportion, 2 the square.

    What a run takes by itself, whatever its size, makes it smaller, for the floor too.
    """
    return linear_regression([log(each) for each in sizes], [log(max(each, 0.01)) for each in seconds]).slope


if __name__ == "__main__":
    main()

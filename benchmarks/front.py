"""What our provider costs beside one that does nothing, on one engine and in turns, by how many there are.

From the same runs come the ratios, how they grow, and what the processes keep in memory.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import linear_regression, median
from typing import Final

import click

from .growth import exponent
from .picture import drawn
from .programs import COMMANDS, PROGRAMS, life
from .report import Report, benchmark, ratios
from .stand import Spent

FEW: Final = 100
"""Resources beside which memory is measured."""
ROUNDS: Final = (250, 1000, 5000, 1000)
"""How many resources, round after round; the largest takes as long as all others together."""
BEFORE: Final = 13.0 / 4000
"""Processor seconds of the provider's process for an ONT in a second up, when it was first measured."""
Lives = dict[int, dict[str, list[dict[str, Spent]]]]
"""By number of resources and program: what each command took, in each round."""


@click.command()
@benchmark
@click.option("--minutes", default=13.0, show_default=True, help="What would take longer is left out.")
@click.option("--largest", default=5000, show_default=True, help="Resources at most.")
@click.option("--picture", type=click.Path(path_type=Path), help="Draw the growth into this SVG file.")
def main(report: Report, minutes: float, largest: int, picture: Path | None) -> None:
    """Ratios to a provider that does nothing, of processor and clock time; growth; memory."""
    end = time.monotonic() + 60 * minutes
    few = {name: _life(name, FEW, ("up",))["up"] for name in ("nothing", "ONTs")}
    taken: Lives = {}
    lasted: dict[int, float] = {}
    for size in ROUNDS:
        if size > largest:
            continue
        begin = time.monotonic()
        if expected(lasted, size) > end - begin:
            report.remark(f"A round of {size:,} resources is left out: there was no time for it.")
            continue
        for name in PROGRAMS:
            taken.setdefault(size, defaultdict(list))[name].append(_life(name, size, tuple(COMMANDS)))
        lasted[size] = time.monotonic() - begin
    for size, lives in taken.items():
        _compare(report, size, lives)
    _growth(report, taken, picture)
    _memory(report, few, taken)


def expected(lasted: Mapping[int, float], size: int) -> float:
    """Seconds that a round will last: what it takes anyhow, and so much for each resource."""
    if len(lasted) < 2:
        return 0.0
    each, anyhow = linear_regression(list(lasted), list(lasted.values()))
    return anyhow + each * size


def _life(name: str, count: int, commands: tuple[str, ...]) -> dict[str, Spent]:
    return life(PROGRAMS[name].format(count=count), commands, watched=True)


def _compare(report: Report, size: int, taken: dict[str, list[dict[str, Spent]]]) -> None:
    floor, *ours = PROGRAMS
    rows: list[list[object]] = []
    for what, words in (("processor", "processor"), ("seconds", "clock")):
        plain = [
            report.figure(f"{floor}/{size}/{each}/{what}", _all(taken[floor], each, what))
            for each in COMMANDS
        ]
        rows.append([f"{floor}, {words} s", *plain])
    for name in ours:
        for what, words in (
            ("processor", "processor"),
            ("seconds", "clock"),
            ("provider", "its process alone"),
        ):
            rows.append([f"{name} ÷ {floor}, {words}"])
            for each in COMMANDS:
                pair = _all(taken[name], each, what), _all(taken[floor], each, what)
                rows[-1].append(report.figure(f"{name}/{size}/{each}/{what}", ratios(*pair)))
    own = _all(taken["ONTs"], "again", "provider")
    report.figure(f"ONTs/{size}/again/before", [each / (BEFORE * size) for each in own])
    report.table([f"{size:,} resources", *COMMANDS], rows)


def _growth(report: Report, taken: Lives, picture: Path | None) -> None:
    sizes = list(taken)
    if len(sizes) < 2:
        return
    middles = {
        name: {
            each: [median(_all(taken[size][name], each, "processor")) for size in sizes] for each in COMMANDS
        }
        for name in PROGRAMS
    }
    found = {name: [exponent(sizes, each) for each in middle.values()] for name, middle in middles.items()}
    rows: list[list[object]] = [
        [
            f"{name}, exponent",
            *(report.figure(f"{name}/{c}/exponent", [e]) for c, e in zip(COMMANDS, each, strict=True)),
        ]
        for name, each in found.items()
    ]
    floor, *ours = found
    for name in ours:
        above = [mine - bare for mine, bare in zip(found[name], found[floor], strict=True)]
        report.figure(f"{name}/above", [max(above)])
        rows.append([f"{name}: above {floor}", *(f"{each:+.2f}" for each in above)])
    report.table([f"processor time, {sizes[0]:,} to {sizes[-1]:,} resources, grows with", *COMMANDS], rows)
    if picture:
        picture.write_text(drawn(sizes, middles), encoding="utf-8")


def _memory(report: Report, few: dict[str, Spent], taken: Lives) -> None:
    if not taken:
        return
    many = max(taken)
    most = {name: taken[many][name][-1]["up"] for name in few}
    report.table(
        ["up", "provider MiB", "program MiB"],
        [
            [f"{count:,} {name}", f"{each.provider_memory:.0f}", f"{each.program_memory:.0f}"]
            for count, them in ((FEW, few), (many, most))
            for name, each in them.items()
        ],
    )
    grown = {name: most[name].provider_memory / few[name].provider_memory for name in few}
    beside = most["ONTs"].program_memory / most["nothing"].program_memory
    report.table(
        ["memory", "÷"],
        [
            [
                f"provider of ONTs, {many:,} ÷ {FEW}",
                report.figure(f"memory/{many}/provider", [grown["ONTs"]]),
            ],
            [
                f"provider of nothing, {many:,} ÷ {FEW}",
                report.figure(f"memory/{many}/floor", [grown["nothing"]]),
            ],
            [f"program of {many:,} ONTs ÷ nothing", report.figure(f"memory/{many}/program", [beside])],
        ],
    )


def _all(rounds: list[dict[str, Spent]], command: str, what: str) -> list[float]:
    return [max(float(getattr(each[command], what)), 0.01) for each in rounds]


if __name__ == "__main__":
    main()

"""What our provider costs beside one that does nothing, on the same engine and in turns."""

from __future__ import annotations

import click

from .programs import COMMANDS, PROGRAMS, life
from .report import Report, benchmark, ratios
from .stand import Spent


@click.command()
@benchmark
@click.option("--count", default=1000, show_default=True, help="Resources of each kind.")
@click.option("--rounds", default=3, show_default=True, help="How often each is measured, in turns.")
def main(report: Report, count: int, rounds: int) -> None:
    """Ratios to a provider that does nothing, of processor and clock time: medians and spread."""
    taken: dict[str, list[dict[str, Spent]]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, program in PROGRAMS.items():
            taken[name].append(life(program.format(count=count), watched=True))
    floor, *ours = PROGRAMS
    rows: list[list[object]] = []
    for what, words in (("processor", "processor"), ("seconds", "clock")):
        plain = [report.figure(f"{floor}/{each}/{what}", _all(taken[floor], each, what)) for each in COMMANDS]
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
                rows[-1].append(report.figure(f"{name}/{each}/{what}", ratios(*pair)))
    report.table([f"{count:,} resources", *COMMANDS], rows)


def _all(rounds: list[dict[str, Spent]], command: str, what: str) -> list[float]:
    return [max(float(getattr(each[command], what)), 0.01) for each in rounds]


if __name__ == "__main__":
    main()

"""What the provider's and the program's process keep in memory, for few resources and for many."""

from __future__ import annotations

import click

from .programs import NOTHING, ONTS, life
from .report import Report, benchmark

FEW = 100


@click.command()
@benchmark
@click.option("--many", default=5000, show_default=True, help=f"Resources at most; {FEW} are the least.")
def main(report: Report, many: int) -> None:
    """The most memory of each process while ONTs are made, by how many they are, and beside the floor's."""
    rows = []
    taken = {}
    for count in (FEW, many):
        for name, program in {"nothing": NOTHING, "ONTs": ONTS}.items():
            used = life(program.format(count=count), ("up",), watched=True)["up"]
            taken[name, count] = used
            rows.append([f"{count:,} {name}", f"{used.provider_memory:.0f}", f"{used.program_memory:.0f}"])
    report.table(["made", "provider MiB", "program MiB"], rows)
    grown = {
        name: taken[name, many].provider_memory / taken[name, FEW].provider_memory
        for name in ("nothing", "ONTs")
    }
    beside = taken["ONTs", many].program_memory / taken["nothing", many].program_memory
    report.table(
        ["ratio", "÷"],
        [
            [f"provider of ONTs, {many:,} ÷ {FEW}", report.figure("provider", [grown["ONTs"]])],
            [f"provider of nothing, {many:,} ÷ {FEW}", report.figure("floor", [grown["nothing"]])],
            [f"program of {many:,} ONTs ÷ nothing", report.figure("program", [beside])],
        ],
    )


if __name__ == "__main__":
    main()

"""What distance to the vendor costs: requests and time on the clock, with answers that take a while."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import click

from .go_client import built, run
from .programs import TENANT, at_the_end_alone
from .report import Report, benchmark, ratios
from .stand import spent, stack

MILLISECONDS: Final = (0, 20, 200)
COMMANDS: Final = ("create", "again", "refresh", "destroy")
PEER: Final = (
    "Terraform with the vendor's provider is left out: the Go registry does not serve that module, so it "
    "cannot be built. In its place stands the vendor's Go client, which that provider sends all its requests "
    "with, on the same resources and ten at a time: Terraform takes at least as long. It begins with one "
    "write in four seconds, whatever the vendor allows. The provider itself (1.2.6), measured before and "
    "without latency, took 95 requests to create them, 75 for a run without a change, 75 to refresh and 149 "
    "to destroy."
)


@click.command()
@benchmark
@click.option("--rounds", default=1, show_default=True, help="How often each is measured, in turns.")
def main(report: Report, rounds: int) -> None:
    """3 networks, 50 routes and 20 users at vendors that take 0, 20 and 200 ms to answer."""
    taken: dict[int, dict[str, list[float]]] = {
        each: {name: [] for name in COMMANDS} for each in MILLISECONDS
    }
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for milliseconds in MILLISECONDS:
            with stack(TENANT.format(separate=True)) as (subject, isp):
                at_the_end_alone(subject)
                isp.cloudconnexa.latency = milliseconds / 1000
                actions = (subject.up, subject.up, subject.refresh, subject.destroy)
                for name, action in zip(COMMANDS, actions, strict=True):
                    isp.reset_logs()
                    taken[milliseconds][name].append(spent(action).seconds)
                    counts[name] = len(isp.cloudconnexa.requests)
    rows: list[list[object]] = [
        ["requests", *(report.figure(f"requests/{n}", [c]) for n, c in counts.items())]
    ]
    for milliseconds, commands in taken.items():
        figures = [report.figure(f"{milliseconds}/{name}", each) for name, each in commands.items()]
        rows.append([f"{milliseconds} ms, clock s", *figures])
    report.table(["73 resources", *COMMANDS], rows)
    _peer(report, {each: taken[each]["create"] for each in MILLISECONDS})
    report.remark(PEER)


def _peer(report: Report, ours: Mapping[int, list[float]]) -> None:
    """The same with the vendor's Go client, and how many times as long it takes to create them."""
    with TemporaryDirectory() as folder:
        program = built(Path(folder))
        if isinstance(program, str):
            report.remark(f"The vendor's Go client is left out: {program}.")
            return
        rows: list[list[object]] = []
        with ThreadPoolExecutor() as side_by_side:  # it mostly waits for itself
            all_took = list(side_by_side.map(lambda each: run(program, each / 1000), ours))
        for (milliseconds, mine), took in zip(ours.items(), all_took, strict=True):
            create, again = took["create"], took["again"]
            figure = report.figure(f"{milliseconds}/client", ratios([create[0]], [median(mine)]))
            rows.append(
                [f"{milliseconds} ms", create[1], f"{create[0]:.1f}", figure, again[1], f"{again[0]:.1f}"]
            )
    report.table(
        ["the vendor's Go client", "create: requests", "clock s", "÷ ours", "read each: requests", "clock s"],
        rows,
    )


if __name__ == "__main__":
    main()

"""What distance to the vendor costs: requests and time on the clock, with answers that take a while."""

from __future__ import annotations

from typing import Final

import click

from .programs import TENANT, at_the_end_alone
from .report import Report, benchmark
from .stand import spent, stack

MILLISECONDS: Final = (0, 20, 200)
COMMANDS: Final = ("create", "again", "refresh", "destroy")
PEER: Final = (
    "Terraform with the vendor's provider 1.2.6 is left out: the Go registry does not serve that module, so "
    "it cannot be built. Measured before, without latency, it took 95 requests to create the same resources, "
    "75 for a run without a change, 75 to refresh and 149 to destroy. What holds it back is less the "
    "distance than its own limiter, which begins with one write in four seconds."
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
    report.remark(PEER)


if __name__ == "__main__":
    main()

"""How many requests a stack costs: to create, to run again without a change, to refresh, to destroy.

Counts do not depend on the machine. What the vendors force is one request for each object that is made or
deleted, the pages of a listing, and a login for each run.
"""

from __future__ import annotations

from typing import Final

import click

from .programs import ONTS, TENANT, at_the_end_alone
from .report import Report, benchmark
from .stand import stack

STACKS: Final = {
    "3 networks, 50 routes, 20 users": TENANT.format(separate=True),
    "the same, routes listed in their networks": TENANT.format(separate=False),
    "1,000 ONTs on one E7": ONTS.format(count=1000),
}


COMMANDS: Final = ("create", "again", "refresh", "destroy")


@click.command()
@benchmark
def main(report: Report) -> None:
    """Count the requests of the four commands for each stack, logins included."""
    rows: list[list[object]] = []
    for name, program in STACKS.items():
        rows.append([name])
        with stack(program) as (subject, isp):
            at_the_end_alone(subject)
            actions = (subject.up, subject.up, subject.refresh, subject.destroy)
            for command, action in zip(COMMANDS, actions, strict=True):
                isp.reset_logs()
                action()
                sent = len(isp.cms.requests) + len(isp.cloudconnexa.requests)
                report.figure(f"{name}/{command}", [sent])
                rows[-1].append(f"{sent:,}")
    report.table(["stack", *COMMANDS], rows)


if __name__ == "__main__":
    main()

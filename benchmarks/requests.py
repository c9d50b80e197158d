"""How many requests a stack costs: to create, to run again without a change, to refresh, to destroy.

Counts do not depend on the machine. What the vendors force is one request for each object that is made or
deleted, the pages of a listing, and a login for each run.
"""

from __future__ import annotations

from typing import Final

import click

from . import goals
from .programs import ONTS, TENANT, at_the_end_alone
from .report import Report, benchmark
from .stand import stack

GROUPS: Final = """
for g in range(5):
    cloudconnexa.UserGroup(f"group-{g}", name=f"Group {g}", all_regions_included=True)
"""
LINES: Final = """
from pulumi_isp import calix

for number in range(1, 1001):
    ont = calix.Ont(
        f"ont-{number}", network_name="hill", ont_id=number, ont_profile=162, reg_id=f"r-{number}"
    )
    calix.EthernetService(
        f"line-{number}", ont=ont, port=1, service_id=1, tag_action=1, bandwidth_profile=3
    )
"""
STACKS: Final = {
    goals.TENANT: TENANT.format(separate=True) + GROUPS,
    goals.LISTED: TENANT.format(separate=False) + GROUPS,
    "1,000 ONTs on one E7": ONTS.format(count=1000),
    "1,000 ONTs with a service each": LINES,
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

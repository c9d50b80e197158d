"""How many requests a stack costs: to create, to run again without a change, to refresh, to destroy.

Counts do not depend on the machine. What the vendors force is one request for each object that is made or
deleted, the pages of a listing, and a login for each run.
"""

from __future__ import annotations

from typing import Final

import click

from .stand import stack

TENANT: Final = """
from pulumi_isp import cloudconnexa

SEPARATE = {separate}
subnets = [[f"10.{{n}}.{{r}}.0/24" for r in range(n, 50, 3)] for n in range(3)]
for n in range(3):
    listed = {{}} if SEPARATE else {{"routes": [{{"subnet": each}} for each in subnets[n]]}}
    network = cloudconnexa.Network(f"network-{{n}}", name=f"Network {{n}}", **listed)
    for each in subnets[n] if SEPARATE else []:
        cloudconnexa.Route(each, network_id=network, subnet=each)
groups = [
    cloudconnexa.UserGroup(f"group-{{g}}", name=f"Group {{g}}", all_regions_included=True) for g in range(5)
]
for u in range(20):
    name = f"user-{{u}}"
    cloudconnexa.User(name, username=name, email=f"{{name}}@isp.example", group_id=groups[u % 5])
"""
PLANT: Final = """
from pulumi_isp import calix

for number in range(1, 1001):
    calix.Ont(f"ont-{number}", network_name="hill", ont_id=number, ont_profile=162, reg_id=f"r-{number}")
"""
STACKS: Final = {
    "3 networks, 50 routes, 5 groups, 20 users": TENANT.format(separate=True),
    "the same, routes listed in their networks": TENANT.format(separate=False),
    "1,000 ONTs on one E7": PLANT,
}


@click.command()
def main() -> None:
    """Count the requests of the four commands for each stack, logins included."""
    click.echo("| stack | create | again | refresh | destroy |")
    click.echo("|---|---:|---:|---:|---:|")
    for name, program in STACKS.items():
        counts = []
        with stack(program) as (subject, isp):
            for command in (subject.up, subject.up, subject.refresh, subject.destroy):
                isp.reset_logs()
                command()
                counts.append(len(isp.cms.requests) + len(isp.cloudconnexa.requests))
        click.echo(f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |")


if __name__ == "__main__":
    main()

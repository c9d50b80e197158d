"""The vendor's documented rate limit (20 at once, then one in 15 seconds), in simulated time."""

from __future__ import annotations

import logging
from typing import Final

import click

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

from .report import Report, benchmark

SECRET: Final = "simulated-secret"  # noqa: S105 - the simulator's own
BURST: Final = 20
PER: Final = 15.0


class Both(InstantClock):
    """A clock that takes the simulator's along: nobody waits.

    Args:
        simulator: The vendor.
    """

    def __init__(self, simulator: Simulator[CloudConnexaVendor]) -> None:
        super().__init__()
        self._simulator = simulator

    def sleep(self, seconds: float) -> None:
        """Move both forward."""
        self._simulator.clock.advance(seconds)
        super().sleep(seconds)


@click.command()
@benchmark
@click.option("--users", default=100, show_default=True, help="How many are made.")
def main(report: Report, users: int) -> None:
    """Make users one after the other, as fast as the vendor allows; compare with what its limit forces."""
    logging.disable(logging.WARNING)  # each wait is announced
    vendor = CloudConnexaVendor(client_id="sim.acme", client_secret=SECRET, rate_limit="documented")
    with Simulator(vendor) as simulator:
        clock = Both(simulator)
        with CloudConnexaClient(simulator.url, "sim.acme", SECRET, clock=clock) as client:
            group = next(each for each in client.user_groups.list() if each.name == "Default")
            for number in range(users):
                name = f"user-{number}"
                client.users.create({"username": name, "email": f"{name}@isp.example", "group_id": group.id})
        writes = sum(each.operation == "users.create" for each in simulator.requests)
        refused = sum(each.status == 429 for each in simulator.requests)
    forced = max(0, users - BURST) * PER
    report.table(
        ["users made", "requests", "refused (429)", "simulated s", "forced s", "÷"],
        [
            [
                f"{users:,}",
                writes,
                report.figure("refused", [refused]),
                f"{clock.now():,.0f}",
                f"{forced:,.0f}",
                report.figure("time", [clock.now() / forced]),
            ]
        ],
    )


if __name__ == "__main__":
    main()

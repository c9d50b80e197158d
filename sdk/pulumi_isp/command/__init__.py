"""The command ``pulumi-isp``."""

from __future__ import annotations

import click

from .deletes.command import deletes
from .discover.command import discover
from .doctor.command import doctor
from .drift.command import drift
from .fleet.command import fleet
from .map.command import map_command
from .moving.command import import_state, move_command
from .policy import policy, policy_path
from .simulate import simulate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pulumi-isp")
def main() -> None:
    """Work with an internet provider's infrastructure as code."""


main.add_command(deletes)
main.add_command(discover)
main.add_command(doctor)
main.add_command(fleet)
main.add_command(drift)
main.add_command(import_state)
main.add_command(map_command)
main.add_command(move_command)
main.add_command(policy)
main.add_command(policy_path)
main.add_command(simulate)

"""The command ``deletes``: its options, and how it ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from .. import bounds
from ..terminal import INCOMPLETE, LOSES, fail, progress


@click.command()
@click.argument(
    "plan", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), required=False
)
@click.option(
    "--destroy", is_flag=True, help="In place of PLAN: all that the state has goes, as in `pulumi destroy`."
)
@click.option(
    "--stack",
    help="Stack of the plan, and whose config has the settings; with --state, the latter alone. Default: the "
    "one that is selected.",
)
@click.option(
    "--cwd",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the Pulumi project. Default: the current one.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the state from this file of `pulumi stack export`.",
)
@bounds.limit(900, "for asking. What has not ended by then is not known.")
@click.option("--json", "as_json", is_flag=True, help="For programs; with all names in full.")
def deletes(plan: Path | None, destroy: bool, as_json: bool, **wanted: Any) -> None:
    """Say what goes along with the objects that PLAN deletes or replaces, before it happens.

    A vendor deletes more than it is asked to: a network goes with its routes, connectors, IP services and
    applications, a host with its connectors and what it offers; with force_delete an ONT with its Ethernet
    services, a VLAN with its members. Pulumi asks nobody about a delete in a preview, so this command asks
    the vendors. Nothing is written, neither at a vendor nor into the state, and no secret is shown.

    PLAN is what `pulumi preview --json` has printed, or `pulumi destroy --preview-only --json`; - for
    standard input: `pulumi preview --json | pulumi-isp deletes -`.

    Of each thing it says whether it is declared inside of what goes, is deleted by the plan as well, is a
    resource of the stack that is to stay, or is in no resource of this stack: then it is other people's, or
    another stack's. What is retained (`retain_on_delete`) does not go, and is to stay.

    Ends with 0 where nothing goes along that the plan does not delete, with 1 where plan, state or config
    cannot be read, the preview has failed, or the plan deletes what this state does not have, with 2 where
    an option is wrong, with 3 where something else goes along, and with 4 where not all could be asked. What
    could be is shown all the same.
    """
    from pulumi_isp_provider.errors import IspError

    from ..exported import StateError
    from .plan import PlanError

    if (plan is None) != destroy:
        raise click.UsageError("Name a PLAN, or say --destroy.")
    try:
        code = _ask(plan, as_json, **wanted)
    except (IspError, PlanError, StateError, OSError) as error:
        fail(str(error))
    sys.exit(code)


def _ask(
    plan: Path | None, as_json: bool, stack: str | None, cwd: Path | None, state: Path | None, limit: float
) -> int:
    from pulumi_isp_provider.core.run import Run
    from pulumi_isp_provider.fronts.process import REGISTRY

    from .. import entries, reading, systems
    from .along import Asker
    from .plan import going, urns
    from .report import Report

    folder = cwd or Path.cwd()
    planned = urns(plan) if plan else None
    _, known = entries.of_stack(state, stack, folder)
    gone = going(known, planned)
    with systems.configured(stack, folder) as config:
        REGISTRY.hide(entries.secrets_of(known))
        with progress() as step:
            asker = Asker(Run(REGISTRY), known, gone)
            read = reading.read(gone, asker.ask, config, REGISTRY, limit, step)
        report = Report(read.findings, read.problems, REGISTRY.masked)
        # What is to be masked is known until the systems are left.
        click.echo(json.dumps(report.as_json(), indent=2) if as_json else "\n".join(report.lines()))
    if report.problems:
        return INCOMPLETE
    return LOSES if report.lost else 0

"""The command ``deletes``: its options, and how it ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from .. import bounds, options
from ..terminal import INCOMPLETE, LOSES, fail, progress


@click.command()
@click.argument(
    "plan", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True), required=False
)
@click.option(
    "--destroy",
    is_flag=True,
    help="Instead of PLAN: everything in the state is deleted, as in `pulumi destroy`.",
)
@options.state_of_a_stack
@bounds.limit(900, "for reading. Resources that are not done by then are reported as problems.")
@click.option("--json", "as_json", is_flag=True, help="For programs; with all names in full.")
def deletes(plan: Path | None, destroy: bool, as_json: bool, **wanted: Any) -> None:
    """Say what the vendors delete together with the objects of PLAN, before it happens.

    A vendor deletes more than it is asked to delete: with a network its routes, connectors, IP services and
    applications; with a host its connectors, IP services and applications; with force_delete, the Ethernet
    services of an ONT and the members of a VLAN. In a preview, Pulumi asks no provider about deletes. So this
    command asks the vendors. It writes nothing, neither at a vendor nor into the state, and shows no secret.

    PLAN is the output of `pulumi preview --json` or `pulumi destroy --preview-only --json`; - for standard
    input: `pulumi preview --json | pulumi-isp deletes -`.

    For each object that goes along, it says one of four things: it is declared inside the resource that is
    deleted; the plan deletes it too; it is a resource of the stack that the plan does not delete; or it is in
    no resource of this stack, so it is somebody else's or another stack's. An object with `retain_on_delete`
    is not deleted by the plan.

    Exit codes: 0: nothing goes along that the plan does not delete. 1: the plan, the state or the config
    cannot be read; the preview has failed; or the plan deletes something that this state does not have. 2: an
    option is wrong. 3: something else goes along. 4: some resources could not be asked about; the others are
    shown.
    """
    from pulumi_isp_provider.errors import IspError

    from ..exported import STANDARD_INPUT, StateError
    from .plan import PlanError

    if (plan is None) != destroy:
        raise click.UsageError("Name a PLAN, or use --destroy, but not both.")
    if plan == wanted["state"] == STANDARD_INPUT:
        raise click.UsageError(
            "PLAN and --state cannot both be read from standard input. Name a file for one."
        )
    try:
        code = _ask(plan, as_json, **wanted)
    except (IspError, PlanError, StateError, OSError) as error:
        fail(str(error))
    sys.exit(code)


def _ask(
    plan: Path | None, as_json: bool, stack: str | None, cwd: Path, state: Path | None, limit: float
) -> int:
    from pulumi_isp_provider.core.run import Run
    from pulumi_isp_provider.fronts.process import REGISTRY

    from .. import entries, reading, systems
    from .along import Asker
    from .plan import going, urns
    from .report import Report

    planned = urns(plan) if plan else None
    _, known = entries.of_stack(state, stack, cwd)
    gone = going(known, planned)
    with systems.configured(stack, cwd) as config:
        REGISTRY.hide(entries.secrets_of(known))
        with progress() as step:
            asker = Asker(Run(REGISTRY), known, gone)
            read = reading.read(gone, asker.ask, config, REGISTRY, limit, step)
        report = Report(read.findings, read.problems, REGISTRY.masked)
        # Inside the block, because the secrets to mask are forgotten at its end.
        click.echo(json.dumps(report.as_json(), indent=2) if as_json else "\n".join(report.lines()))
    if report.problems:
        return INCOMPLETE
    return LOSES if report.lost else 0

"""The command ``doctor``: its options, what it shows, and how it ends."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Final

import click

from .. import bounds
from ..terminal import FAILED, progress

_COLOURS: Final = {"ok": "green", "note": "cyan", "warning": "yellow", "error": "red"}


@click.command()
@click.option("--stack", help="Stack whose config has the settings. Default: the one that is selected.")
@bounds.limit(120, "for each connection. What has not ended by then is an error.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def doctor(stack: str | None, limit: float, as_json: bool) -> None:
    """Say what is wrong with a set-up, and what to do, before `pulumi up` fails.

    Looks at Pulumi's command line and its Python, the folder in which runs at the same time meet, the
    stack's config and the environment, and at each connection that has settings there: unknown names,
    secrets in plain text, missing settings; encryption, certificate and clock; the login; which E7s
    answer; which API release a tenant has; and whether each kind of object can be read. Nothing is
    written at a vendor: whether we may write is not tried, a note says so of each connection, and a first
    `pulumi up --target URN` of a single resource tells.

    Ends with 0 where `up` can begin, warnings included, with 1 where it would fail, and with 2 where an
    option is wrong.
    """
    from .run import examine

    with progress() as step:
        findings = list(examine(stack, limit, step))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in findings], indent=2))
    else:
        for each in findings:
            mark = click.style(f"{each.outcome:8}", fg=_COLOURS[each.outcome])
            click.echo(f"{mark}{each.about}: {each.found}")
            if each.remedy:
                click.echo(f"{'':8}{each.remedy}")
    sys.exit(FAILED if any(each.outcome == "error" for each in findings) else 0)

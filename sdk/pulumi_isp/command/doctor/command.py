"""The command ``doctor``: its options, what it shows, and how it ends."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Final

import click

from .. import bounds, options
from ..terminal import FAILED, progress

_COLOURS: Final = {"ok": "green", "note": "cyan", "warning": "yellow", "error": "red"}


@click.command()
@options.SETTINGS_OF
@bounds.limit(120, "for each connection. A check that has not ended by then is an error.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def doctor(stack: str | None, limit: float, as_json: bool) -> None:
    """Say what is wrong with a set-up, and what to do, before `pulumi up` fails.

    It checks Pulumi's command line and its Python, the folder in which runs at the same time learn of each
    other, the stack's config and the environment. For each connection with settings, it checks for unknown
    names, secrets in plain text and missing settings; the encryption, the certificate and the clock; the
    login; which E7s answer; the API release of a tenant; and whether each kind of object can be read. Nothing
    is written at a vendor. So it cannot check whether the account may write. A note for each connection says
    this; a first `pulumi up --target URN` of a single resource shows it.

    Exit codes: 0: `up` can begin; there may be warnings. 1: `up` would fail. 2: an option is wrong.
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

"""The results of the stacks, for people."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pulumi_isp_provider.errors import printable

from .outcome import EXIT_CODES, Outcome

_COLOURS = {0: "green", 1: "red", 3: "yellow", 4: "magenta"}


def show(outcomes: Sequence[Outcome]) -> None:
    """Print a row for each stack, and below the messages of those that failed."""
    widest = max(len(each.stack) for each in outcomes)
    for each in outcomes:
        ended = click.style(f"{each.ended:<12}", fg=_COLOURS[EXIT_CODES[each.ended]])
        changes = ", ".join(f"{count:,} {what}" for what, count in each.changes.items()) or "-"
        click.echo(f"{each.stack:<{widest}}  {ended}{each.seconds:6.0f} s  {changes}")
    for each in outcomes:
        for message in each.messages:
            click.echo(f"\n{each.stack}: {printable(message)}")

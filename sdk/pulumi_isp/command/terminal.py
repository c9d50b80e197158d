"""What all commands show in the same way: progress, and an error that ends the command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

import click

Step = Callable[[str, int, int], None]
"""Called when a step begins: what it is, how many steps are done, and how many there are."""

FAILED: Final = 1
"""Exit code: settings are missing, or a system cannot be read."""
DRIFTED: Final = 3
"""Exit code: something at a vendor differs from the state, or the state has something unfinished."""
INCOMPLETE: Final = 4
"""Exit code: some resources could not be compared, or not be asked about."""
LOSES: Final = 3
"""Exit code: vendors would also delete something that the plan does not delete."""


def fail(text: str, code: int = FAILED) -> NoReturn:
    """End the command with an error.

    Args:
        text: What is wrong, and what to do.
        code: The exit code.
    """
    click.echo(f"Error: {text}", err=True)
    sys.exit(code)


@contextmanager
def progress() -> Iterator[Step]:
    """Shows the current step, as a bar; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False)
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("settings", total=None)
        yield lambda what, done, total: shown.update(
            task, description=what, completed=done, total=total, refresh=True
        )

"""Options that several commands have, each declared once.

An option with a limit of time is in :mod:`.bounds`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FOLDER: Final = click.Path(path_type=Path, exists=True, file_okay=False)
"""The type of an option that names a folder which exists."""

CWD: Final = click.option(
    "--cwd", type=FOLDER, default=Path(), help="Folder of the Pulumi project. Default: the current one."
)
"""The folder of the project."""

SETTINGS_OF: Final = click.option(
    "--stack", help="Stack whose config has the settings. Default: the selected one."
)
"""The stack, for a command that uses only its config."""


def state_of_a_stack(command: Command) -> Command:
    """The options ``--stack``, ``--cwd`` and ``--state``, for a command that reads a state and its config."""
    for option in (
        click.option(
            "--state",
            type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
            help="Read the state from this file of `pulumi stack export`; - for standard input. Default: "
            "from the stack.",
        ),
        CWD,
        click.option(
            "--stack",
            help="Stack whose state and config are read; with --state, only its config. Default: the "
            "selected one.",
        ),
    ):
        command = option(command)
    return command

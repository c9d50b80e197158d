"""What holds for all commands: their help, their output for programs, completion."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pulumi_isp.command import main

COMMAND = Path(sys.executable).parent / "pulumi-isp"
DOCUMENTS = {"fleet ci", "policy schema", "policy-path"}
"""What they print is for programs as it is."""


def commands(
    group: click.Group = main, path: str = "", said: str = ""
) -> Iterator[tuple[str, click.Command, str]]:
    """Each command with its path, and its help behind that of its groups."""
    for name, command in group.commands.items():
        own, text = f"{path} {name}".strip(), f"{said}\n{command.help}"
        if isinstance(command, click.Group):
            yield from commands(command, own, text)
        else:
            yield own, command, text


COMMANDS = {path: (command, said) for path, command, said in commands()}


@pytest.mark.parametrize("path", COMMANDS)
def test_help_says_how_it_ends_and_what_each_option_is(path: str) -> None:
    """Its exit codes, and a word on each option."""
    command, said = COMMANDS[path]

    assert "Exit codes: 0: " in said
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []
    assert (path in DOCUMENTS) != ("as_json" in [each.name for each in options])


def test_a_shell_completes_commands_and_options() -> None:
    """As the page about the command line says."""

    def asked(**environment: str) -> str:
        done = subprocess.run(
            [str(COMMAND)], env={**os.environ, **environment}, capture_output=True, text=True, check=True
        )
        return done.stdout

    for shell in ("bash", "zsh", "fish"):
        assert "pulumi-isp" in asked(_PULUMI_ISP_COMPLETE=f"{shell}_source")
    complete = "bash_complete"
    assert (
        asked(_PULUMI_ISP_COMPLETE=complete, COMP_WORDS="pulumi-isp dis", COMP_CWORD="1")
        == "plain,discover\n"
    )
    told = asked(_PULUMI_ISP_COMPLETE=complete, COMP_WORDS="pulumi-isp map --po", COMP_CWORD="2")
    assert told == "plain,--port-capacity\n"

"""The page of the command line, from what the command itself says to `--help`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pulumi_isp.command import main

PAGE = "docs/command-line.md"
_NAME = "pulumi-isp"
_WIDTH = 100
_HEAD = """\
# The command line

`pulumi-isp` comes with the package. This page has the `--help` of each command, made by `make generate`.
There is more about `discover` in [getting started](getting-started.md#5-a-plant-that-is-there-already), about
`drift` and `fleet` in [operations](operations.md#what-drift-is), about `deletes`
[there too](operations.md#what-goes-along-with-a-delete), about `map` in [the map](map.md), and about `policy`
in [policies](policies.md).
`--json` prints the result for other programs. Colours and progress are shown on a terminal only.

Every command ends, even if a vendor is down, is slow, gives no answer or refuses everything: each request has
a [timeout](settings.md), and all requests together have `--limit`. Ctrl-C ends a command too, and leaves no
half-written file. `move` and `import-state` ask no vendor; each Pulumi command that they run has one minute.

Completion in bash: `eval "$(_PULUMI_ISP_COMPLETE=bash_source pulumi-isp)"`; in others with `zsh_source` or
`fish_source`.
"""


def files(_: Path) -> Iterator[tuple[str, str]]:
    """The page."""
    yield PAGE, "\n".join([_HEAD, *_sections(main, _context(main, _NAME, None))])


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, parent, name, **command.context_settings)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    context.terminal_width = context.max_content_width = _WIDTH
    yield f"## `{context.command_path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _sections(inner, _context(inner, name, context))

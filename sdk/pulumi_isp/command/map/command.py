"""The command ``map``: its options, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .. import files as writing
from ..terminal import fail, progress

if TYPE_CHECKING:
    from .model import Map

_ENDINGS: Final = (".html", ".svg")


@click.command("map")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--state",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Draw the stack of this file of `pulumi stack export`.",
)
@click.option(
    "--stack",
    help="Draw this stack; with --discover, the stack whose config has the settings. Default: the one that "
    "is selected.",
)
@click.option("--discover", is_flag=True, help="Draw what stands at the vendors, in place of a stack.")
@click.option(
    "--vendor",
    "vendors",
    type=click.Choice(["calix", "cloudconnexa"]),
    multiple=True,
    help="With --discover: read this vendor's system alone; may be repeated. Default: all that have "
    "settings.",
)
@click.option(
    "--connection",
    default="default",
    show_default=True,
    help="With --discover: name of the connections to read over.",
)
@click.option(
    "--shelf",
    "shelves",
    multiple=True,
    help="With --discover: read this E7 alone, by the CMS's name; may be repeated. Default: all that the CMS "
    "lists, for which calix:restUrl is needed.",
)
@click.option(
    "--live",
    is_flag=True,
    help="With --discover: ask for the state and the receive level of every ONT, which takes an E7 minutes.",
)
@click.option(
    "--port-capacity",
    type=click.IntRange(1, 1024),
    default=64,
    show_default=True,
    help="ONTs that one GPON port takes. No system tells: it follows from your splitters.",
)
@click.option("--title", default="Network map", show_default=True, help="What stands above the picture.")
@click.option("--json", "as_json", is_flag=True, help="Print what is drawn as JSON.")
def map_command(
    files: tuple[Path, ...],
    state: Path | None,
    discover: bool,
    port_capacity: int,
    title: str,
    as_json: bool,
    **wanted: Any,
) -> None:
    """Draw a stack, or what stands at the vendors, into FILES that end in .html or .svg.

    Shelves with their cards, GPON ports and ONTs; user groups, access groups, networks and hosts, and who may
    reach what. The HTML page has it all in one file, needs no network, and can be searched, used with the
    keyboard and printed. It shows names of subscribers and users, and no secrets.

    A stack holds what was declared, so neither how an ONT is nor the GPON port that it hangs on: --discover
    shows the port, and --live how each ONT is.

    Ends with 0 when the files are written, with 1 where there is no state, settings are missing or a system
    cannot be read, and with 2 where an option is wrong. Unless it ends with 0, no file was changed.
    """
    if wrong := [str(file) for file in files if file.suffix.lower() not in _ENDINGS]:
        raise click.UsageError(f"{', '.join(wrong)}: must end in .html or .svg")
    if not files and not as_json:
        raise click.UsageError("Name a file to write that ends in .html or .svg, or ask for --json.")
    if state is not None and (discover or wanted["stack"] is not None):
        raise click.UsageError("--state says what to draw; leave out --discover and --stack.")
    if not discover and (wanted["vendors"] or wanted["shelves"] or wanted["live"]):
        raise click.UsageError("--vendor, --shelf and --live say what to read with --discover.")
    from pulumi_isp_provider.errors import IspError

    from ..exported import StateError
    from .model import map_of

    try:
        shown = map_of(_objects(state, discover, wanted), title, port_capacity)
        writing.write({file: drawn(shown, file) for file in files})
    except (IspError, StateError, OSError) as error:
        fail(str(error))
    if as_json:
        click.echo(json.dumps(shown.as_json(), indent=2))
    else:
        for file in files:
            click.echo(f"{file}: written")


def _objects(state: Path | None, discover: bool, wanted: dict[str, Any]) -> list[Any]:
    from . import state as stacks

    if state is not None:
        return stacks.from_file(state)
    if not discover:
        return stacks.from_stack(wanted["stack"], Path.cwd())
    from .vendors import Reading, read

    with progress() as step:
        return read(Reading(**wanted), step)


def drawn(shown: Map, file: Path) -> str:
    """A map as a file of that ending."""
    from . import assets, page, svg
    from .layout import sections

    picture = assets.read("picture.css")
    if file.suffix.lower() == ".svg":
        return svg.document(shown, sections(shown), picture)
    styles = picture + assets.read("page.css")
    return page.document(shown, sections(shown), styles, assets.read("page.js"))

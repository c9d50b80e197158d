"""The command ``map``: its options, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .. import bounds
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
    help="Draw the state in this file of `pulumi stack export`.",
)
@click.option(
    "--stack",
    help="Draw this stack; with --discover, the stack whose config has the settings. Default: the selected "
    "one.",
)
@click.option("--discover", is_flag=True, help="Draw the objects at the vendors instead of a stack.")
@click.option(
    "--vendor",
    "vendors",
    type=click.Choice(["calix", "cloudconnexa"]),
    multiple=True,
    help="With --discover: read only this vendor; may be repeated. Default: all that have settings.",
)
@click.option(
    "--connection",
    default="default",
    show_default=True,
    help="With --discover: name of the connections to use.",
)
@click.option(
    "--shelf",
    "shelves",
    multiple=True,
    help="With --discover: read only this E7, by its name in the CMS; may be repeated. Default: all that the "
    "CMS lists, which needs calix:restUrl.",
)
@click.option(
    "--live",
    is_flag=True,
    help="With --discover: also read the state and the receive level of every ONT. This takes minutes for "
    "each E7.",
)
@bounds.limit(3600, "for reading with --discover. If it has not ended by then, nothing is written.")
@click.option(
    "--port-capacity",
    type=click.IntRange(1, 1024),
    default=64,
    show_default=True,
    help="Most ONTs on one GPON port. No system tells this number; it follows from your splitters.",
)
@click.option("--title", default="Network map", show_default=True, help="Title above the picture.")
@click.option("--json", "as_json", is_flag=True, help="Print the map as JSON.")
def map_command(
    files: tuple[Path, ...],
    state: Path | None,
    discover: bool,
    port_capacity: int,
    title: str,
    as_json: bool,
    **wanted: Any,
) -> None:
    """Draw a stack, or the objects at the vendors, into FILES that end in .html or .svg.

    The map shows shelves with their cards, GPON ports and ONTs; and user groups, access groups, networks and
    hosts, and who may reach what. The HTML page is a single file and needs no network. You can search it, use
    it with the keyboard and print it. It shows names of subscribers and users, but no secrets.

    A stack only has what was declared. It does not have the GPON port of an ONT, nor its state: --discover
    shows the port, and --live the state.

    Exit codes: 0: the files are written. 1: there is no state, settings are missing, or a system cannot be
    read. 2: an option is wrong. After 1 and 2, no file was changed.
    """
    if wrong := [str(file) for file in files if file.suffix.lower() not in _ENDINGS]:
        raise click.UsageError(f"{', '.join(wrong)}: must end in .html or .svg")
    if not files and not as_json:
        raise click.UsageError("Name a file to write that ends in .html or .svg, or use --json.")
    if state is not None and (discover or wanted["stack"] is not None):
        raise click.UsageError("--state says what to draw; leave out --discover and --stack.")
    if not discover and (wanted["vendors"] or wanted["shelves"] or wanted["live"]):
        raise click.UsageError("--vendor, --shelf and --live need --discover.")
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
    """The text of a file of a map, as HTML or SVG by the file's ending."""
    from . import assets, page, svg
    from .layout import sections

    picture = assets.read("picture.css")
    if file.suffix.lower() == ".svg":
        return svg.document(shown, sections(shown), picture)
    styles = picture + assets.read("page.css")
    return page.document(shown, sections(shown), styles, assets.read("page.js"))

"""The command ``discover``: its options, what it shows, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .. import bounds
from ..terminal import fail, progress

if TYPE_CHECKING:
    from .run import Summary
    from .undecided import NotWritten

_REFUSED: Final = 3
_NAMED: Final = 20
"""So many objects of a list are named; --json has all."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--vendor",
    "vendors",
    type=click.Choice(["calix", "cloudconnexa"]),
    multiple=True,
    help="Read this vendor's system alone; may be repeated. Default: all that have settings.",
)
@click.option(
    "--connection", default="default", show_default=True, help="Name of the connections to read over."
)
@click.option("--stack", help="Stack whose config has the settings. Default: the one that is selected.")
@click.option(
    "--shelf",
    "shelves",
    multiple=True,
    help="Read this E7 alone, by the CMS's name; may be repeated. Default: all that the CMS lists, for "
    "which calix:restUrl is needed.",
)
@click.option(
    "--names-from",
    type=click.Choice(["whmcs"]),
    help="Call an ONT after the customer for whom WHMCS has its serial number: customer-12-service-34, by "
    "the ids of the client and the service. Nothing personal is written. Names that are there stay.",
)
@click.option(
    "--front",
    type=click.Choice(["dynamic", "plugin"]),
    help="The front that the program's stacks are to be on; for the plugin's there is a file for `pulumi "
    "import`, too. Default: isp:front of the config, else dynamic.",
)
@click.option("--project", help="Name of the Pulumi project. Default: the folder's name.")
@click.option(
    "--split",
    type=click.Choice(["shelf"]),
    help="Write a program for many stacks: each E7 is one, called as its module, and the tenant is one. "
    "`pulumi-isp fleet` works on all of them.",
)
@click.option(
    "--protect/--no-protect",
    default=True,
    show_default=True,
    help="Whether Pulumi is to refuse to delete or replace what was found.",
)
@click.option(
    "--ports/--no-ports",
    default=True,
    show_default=True,
    help="Whether to read what was set on the Ethernet ports of ONTs: a request or two for each ONT, which "
    "are most of what is sent.",
)
@bounds.limit(3600, "for reading. Where that has not ended by then, nothing is written.")
@click.option("--overwrite", is_flag=True, help="Give up changes that were made to the files by hand.")
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
def discover(folder: Path, as_json: bool, **wanted: Any) -> None:
    """Write what stands at the vendors into FOLDER, as a Pulumi program.

    The program declares every E7's ONTs, Ethernet services, VLANs and the interfaces in them, the Ethernet
    ports of ONTs on which something is set, and everything of a CloudConnexa tenant, as it stands: `pulumi
    up` takes it over and changes nothing. There is a module for each E7, network and host. Nothing is written
    at a vendor.

    The settings are those of the provider: the config of the Pulumi project around the current folder, read
    with `pulumi config`, and the environment (CALIX_URL, CLOUDCONNEXA_URL, ...). What of them is no secret
    goes into the new project's config.

    FOLDER must be new, empty, or written by this command. In the last case the command also says what was
    added, removed and changed at the vendors since. Names stay as they are then.

    An object that no program can declare as it stands, such as an owner of a tenant, is left out, and the
    command says why. So is a port that is enabled without alarms, at whatever speed it finds, for no
    subscriber and without a description: ports are so by themselves. What they have by themselves in eleven
    other settings, such as duplex, is not known. So the command says how many ports are left out and how many
    of them are not like most in such a setting; --json has each value ("not_written"), with the ids of the
    ports that are not like most, up to a thousand. `up` leaves all of these as they are.
    The settings of a tenant are left out, too: which of them somebody has chosen is not known, so
    declare those that you mean in a cloudconnexa.TenantSettings.

    For the plugin front it writes import.json, too, or import-STACK.json of each stack: `pulumi import
    --file` brings all of it into the state without a program. `pulumi up` alone does as well.

    Ends with 0 when the program is written, with 1 where settings are missing or a system cannot be read,
    with 2 where an option is wrong, and with 3 where FOLDER holds something else or was changed by hand.
    Unless it ends with 0, nothing was written.
    """
    from pulumi_isp_provider.errors import IspError

    from .folder import FolderRefusedError
    from .run import Wish
    from .run import discover as run

    try:
        with progress() as step:
            summary = run(Wish(folder, **wanted), step)
    except FolderRefusedError as error:
        fail(str(error), _REFUSED)
    except (IspError, OSError) as error:
        fail(str(error))
    if as_json:
        click.echo(json.dumps(summary.as_json(), indent=2))
    else:
        _tell(summary)


def _tell(summary: Summary) -> None:
    total = sum(summary.found.values())
    click.echo(f"{summary.folder}: {total} objects")
    for kind, number in summary.found.items():
        click.echo(f"  {kind:30} {number:>7}")
    for each in summary.left_out:
        click.secho(f"left out: {each.kind} {each.id}: {each.reason}", fg="yellow")
    for told in summary.not_written:
        click.echo(_not_written(told))
    if summary.since is not None:
        for what in ("added", "removed", "changed"):
            listed: list[str] = getattr(summary.since, what)
            click.echo(f"{what} since the last time: {len(listed)}")
            for name in listed[:_NAMED]:
                click.echo(f"  {name}")
            if len(listed) > _NAMED:
                click.echo(f"  and {len(listed) - _NAMED} more")
    if summary.secrets:
        click.echo(
            "Secrets are not in the program. Set them with `pulumi config set --secret`, or in the "
            "environment:"
        )
        for name in summary.secrets:
            click.echo(f"  {name}")


def _not_written(told: NotWritten) -> str:
    text = f"not in the program: {told.number:,} of {told.kind}, on which nothing is known to be set"
    if not told.properties:
        return text
    unlike = [name for name, values in told.properties.items() if len(values) > 1]
    but = f" but {told.unlike_most:,} ({', '.join(unlike)}; --json names them)" if unlike else ""
    return (
        f"{text}. Nobody knows what they have by themselves in {len(told.properties)} other settings; all "
        f"have the same{but}"
    )

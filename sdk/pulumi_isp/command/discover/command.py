"""The command ``discover``: its options, what it shows, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .. import bounds, options
from ..terminal import fail, progress

if TYPE_CHECKING:
    from .run import Summary
    from .undecided import NotWritten

_REFUSED: Final = 3
_NAMED: Final = 20
"""Most objects of a list that are named; --json has all."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--vendor",
    "vendors",
    type=click.Choice(["calix", "cloudconnexa"]),
    multiple=True,
    help="Read only this vendor; may be repeated. Default: all that have settings.",
)
@click.option("--connection", default="default", show_default=True, help="Name of the connections to use.")
@options.SETTINGS_OF
@click.option(
    "--shelf",
    "shelves",
    multiple=True,
    help="Read only this E7, by its name in the CMS; may be repeated. Default: all that the CMS lists, which "
    "needs calix:restUrl.",
)
@click.option(
    "--names-from",
    type=click.Choice(["whmcs"]),
    help="Name an ONT after the customer whose service in WHMCS has its serial number: "
    "customer-12-service-34, with the ids of the client and the service. Nothing personal is written. An ONT "
    "that has a name in FOLDER keeps it.",
)
@click.option(
    "--front",
    type=click.Choice(["dynamic", "plugin"]),
    help="The front of the program's stacks. For the plugin it also writes a file for `pulumi import`. "
    "Default: isp:front of the config, or dynamic.",
)
@click.option("--project", help="Name of the Pulumi project. Default: the folder's name.")
@click.option(
    "--split",
    type=click.Choice(["shelf"]),
    help="Write a program for many stacks: one for each E7, with the name of its module, and one for the "
    "tenant. `pulumi-isp fleet` works on all of them.",
)
@click.option(
    "--protect/--no-protect",
    default=True,
    show_default=True,
    help="Whether Pulumi refuses to delete or replace the objects that were found.",
)
@click.option(
    "--ports/--no-ports",
    default=True,
    show_default=True,
    help="Whether to read the Ethernet ports of ONTs. That takes one or two requests for each ONT, which is "
    "most of all requests.",
)
@bounds.limit(3600, "for reading. If it has not ended by then, nothing is written.")
@click.option("--overwrite", is_flag=True, help="Overwrite files that were changed by hand.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def discover(folder: Path, as_json: bool, **wanted: Any) -> None:
    """Write a Pulumi program of the objects at the vendors into FOLDER.

    The program declares the ONTs, Ethernet services and VLANs of every E7, the interfaces in the VLANs, the
    Ethernet ports of ONTs that have settings, and all objects of a CloudConnexa tenant, as they are: `pulumi
    up` takes them over and changes nothing. There is a module for each E7, network and host. Nothing is
    written at a vendor.

    It uses the settings of the provider: the config of the Pulumi project of the current folder, read with
    `pulumi config`, and the environment (CALIX_URL, CLOUDCONNEXA_URL, ...). All that are not secret are
    written into the new project's config.

    FOLDER must be new, empty, or written by this command before. If it was written before, the objects keep
    their names, and the command also says what was added, removed and changed at the vendors since then.

    An object that no program can declare as it is, such as the owner of a tenant, is left out, and the
    command says why. An Ethernet port is left out if it is as new ports are: enabled, without alarms, any
    speed, no subscriber, no description. The defaults of eleven other settings of ports, such as duplex, are
    not known. So the command says how many ports are left out, and how many of them are not like most in such
    a setting. --json has each value ("not_written"), with the ids of up to a thousand ports that are not like
    most. `up` leaves all of these ports as they are. The settings of a tenant are left out too, because it is
    not known which of them somebody has chosen: declare the settings that you mean in a
    cloudconnexa.TenantSettings.

    For the plugin front it also writes import.json, or import-STACK.json for each stack. `pulumi import
    --file` brings all of it into the state without a program. `pulumi up` alone does this too.

    Exit codes: 0: the program is written. 1: settings are missing, or a system cannot be read. 2: an option
    is wrong. 3: FOLDER has something else in it, or was changed by hand. After 1, 2 and 3 nothing was
    written.
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
            "Secrets are not in the program. Set these with `pulumi config set --secret`, or in the "
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

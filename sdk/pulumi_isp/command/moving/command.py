"""The commands ``move`` and ``import-state``: their options, what they show, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..options import CWD, FOLDER
from ..terminal import fail

if TYPE_CHECKING:
    from . import front, move

_REFUSED: Final = 3
_HALF_WAY: Final = 4
_COPIES: Final = click.option(
    "--copies",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("pulumi-isp-copies"),
    show_default=True,
    help="Folder for a copy of each state as it was, for `pulumi stack import --file`. Only you may read the "
    "files; secrets in them stay encrypted.",
)
_YES: Final = click.option("--yes", is_flag=True, help="Do it. Without --yes, only say what would be done.")
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command("move")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--from", "source", help="Stack that has the resources now. Default: the selected one.")
@click.option("--to", "target", required=True, help="Stack that gets the resources.")
@click.option(
    "--cwd",
    type=FOLDER,
    default=Path(),
    help="Folder of the project of --from. Default: the current one.",
)
@click.option(
    "--to-cwd",
    "target_folder",
    type=FOLDER,
    help="Folder of the project of --to. Default: that of --from.",
)
@click.option("--along", is_flag=True, help="Also move all resources that are tied to them.")
@click.option("--cut", is_flag=True, help="Cut the ties to resources that stay.")
@_COPIES
@_YES
@_JSON
def move_command(
    names: tuple[str, ...],
    source: str | None,
    target: str,
    cwd: Path,
    target_folder: Path | None,
    along: bool,
    cut: bool,
    copies: Path,
    yes: bool,
    as_json: bool,
) -> None:
    """Move resources from the state of one stack into the state of another.

    NAME is a resource's name in the program, a pattern such as 'subscriber-*', or a URN. The children of a
    resource move along. Nothing is changed at a vendor or in a program: move the lines in your programs too,
    before the next `pulumi up` of either stack. Then both say "unchanged".

    Without --yes it only says what would be done. With --yes it saves a copy of both states, and writes three
    times: --from, so that it would not delete the objects; --to, with the resources; and --from, without the
    resources. So at each moment each object is in a state, and never would two stacks delete it. If the
    command is interrupted in between, run it again: it continues.

    Secrets are encrypted again, with the key of the other stack, and are never written into a file. Both keys
    are needed, as for `pulumi stack export --show-secrets`.

    Ties are references to another resource, `depends_on` and `deleted_with`. If a tie leads from a resource
    that moves to one that stays, or back, the command refuses, unless you use --along or --cut.

    It also refuses if a stack has operations from a run that was killed; if a resource is about to be
    replaced or is only read; if its name or its object is in --to already; or if the settings of --to lead to
    another system.

    Exit codes: 0: it is done, or could be done. 1: a state or a config cannot be read. 2: an option is wrong.
    3: it was refused. 4: not everything was written; the message says what the states are now.
    """
    from pulumi_isp_provider.fronts.process import REGISTRY

    from .. import systems
    from . import move
    from .stack import Stack

    with _errors():
        one = Stack.read(source, cwd)
        other = Stack.read(target, target_folder or cwd)
        with systems.configured(other.name, other.folder):
            wish = move.Wish(names, along, cut)
            plan = move.plan(one, other, wish, lambda *place: REGISTRY.settings(*place).system)
        kept = plan.carry_out(copies) if yes else ()
        _tell_move(plan, kept, as_json=as_json)


@click.command("import-state")
@click.option(
    "--to",
    "front_",
    type=click.Choice(["dynamic", "plugin"]),
    required=True,
    help="The new front of the stack.",
)
@click.option("--stack", help="The stack. Default: the selected one.")
@CWD
@_COPIES
@_YES
@_JSON
def import_state(front_: str, stack: str | None, cwd: Path, copies: Path, yes: bool, as_json: bool) -> None:
    """Rewrite a stack's state for the other front, if `pulumi up` cannot do it.

    A Python program does not need this command: with `isp:front` set, `pulumi up` moves the stack, and each
    resource is unchanged. It is for two cases. A program in another language takes the stack over; it does
    not tell the engine the old URNs of the resources. Or the program also deletes or replaces resources,
    which `pulumi up` refuses in the same run.

    Each resource gets the type and the provider of the other front; nothing is changed at a vendor. Then, for
    a Python program, set `isp:front`. Run `pulumi up`: it gives the provider its settings, and finds each
    resource unchanged.

    Without --yes it only says what would be done. With --yes it saves a copy of the state. Secrets stay
    encrypted as they are.

    Exit codes: 0: it is done, or could be done. 1: the state cannot be read or written. 2: an option is
    wrong.
    3: it was refused, because an operation is pending from a run that was killed, or a resource is about to
    be replaced.
    """
    from . import front
    from .stack import Stack

    with _errors():
        plan = front.plan(Stack.read(stack, cwd), front_)
        kept = plan.carry_out(copies) if yes and plan.urns else None
        _tell_front(plan, kept, as_json=as_json)


@contextmanager
def _errors() -> Iterator[None]:
    from pulumi_isp_provider.errors import IspError

    from ..exported import StateError
    from .move import HalfWayError
    from .stack import RefusedError

    try:
        yield
    except RefusedError as error:
        fail(str(error), _REFUSED)
    except HalfWayError as error:
        fail(str(error), _HALF_WAY)
    except (IspError, StateError, OSError) as error:
        fail(str(error))


def _tell_move(plan: move.Plan, kept: tuple[Path, ...], *, as_json: bool) -> None:
    if as_json:
        told = {
            "done": bool(kept),
            "from": plan.source.name,
            "to": plan.target.name,
            "resources": [{"urn": old, "becomes": new} for old, new in plan.urns.items()],
            "cut": [{"urn": one, "by": what, "tied_to": other} for one, what, other in plan.cut],
            "copies": list(map(str, kept)),
        }
        click.echo(json.dumps(told, indent=2))
        return
    protected = {each["urn"] for each in plan.source.resources if each.get("protect")}
    said = "Moved" if kept else "Would move"
    click.echo(f"{said} from {plan.source.name} to {plan.target.name}: {len(plan.urns)} resources")
    for old, new in plan.urns.items():
        more = " (stays protected)" if old in protected else ""
        click.echo(f"  {new}{more}")
    for one, what, other in plan.cut:
        click.echo(f"cut: {one} ({what}) -> {other}")
    _tell_copies(
        kept,
        f"Now take them out of the program of {plan.source.name} and declare them in the program of "
        f"{plan.target.name}, before the next `pulumi up` of either.",
    )


def _tell_front(plan: front.Plan, kept: Path | None, *, as_json: bool) -> None:
    if as_json:
        told = {
            "done": kept is not None,
            "stack": plan.stack.name,
            "front": plan.front,
            "resources": [{"urn": old, "becomes": new} for old, new in plan.urns.items()],
            "copies": [str(kept)] if kept else [],
        }
        click.echo(json.dumps(told, indent=2))
        return
    if not plan.urns:
        click.echo(f"Stack {plan.stack.name} is already on the front {plan.front!r}.")
        return
    said = "is on" if kept else "would go to"
    click.echo(f"Stack {plan.stack.name} {said} the front {plan.front!r}: {plan.retyped} resources.")
    _tell_copies(
        (kept,) if kept else (),
        f"Now run `pulumi config set isp:front {plan.front}`, if the program is in Python, and `pulumi up`.",
    )


def _tell_copies(kept: tuple[Path, ...], then: str) -> None:
    if not kept:
        click.echo("Nothing was written. To do it: --yes.")
        return
    for file in kept:
        click.echo(f"copy of the state as it was: {file}")
    click.echo(then)

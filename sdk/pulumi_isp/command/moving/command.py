"""The commands ``move`` and ``import-state``: their options, what they show, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

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
    help="Folder for a copy of each state as it was, for `pulumi stack import --file`. Nobody else may read "
    "the files; secrets in them stay encrypted.",
)
_YES: Final = click.option("--yes", is_flag=True, help="Do it. Without it, only say what would be done.")
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command("move")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--from", "source", help="Stack that has them. Default: the one that is selected.")
@click.option("--to", "target", required=True, help="Stack that is to have them.")
@click.option(
    "--cwd",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Folder of the project of --from. Default: the current one.",
)
@click.option(
    "--to-cwd",
    "target_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the project of --to. Default: that of --from.",
)
@click.option("--along", is_flag=True, help="Move all that is tied to them, too.")
@click.option("--cut", is_flag=True, help="Cut the ties to what stays.")
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
    """Move resources from the state of one stack into that of another.

    NAME is a resource's name in the program, a pattern such as 'subscriber-*', or a URN. What is inside of it
    moves along. Nothing is done at a vendor, and nothing in a program: move the lines there, too, before the
    next `pulumi up` of either. Both say "unchanged" then.

    Without --yes it only says what would be done. With it, it keeps a copy of both states and writes: that of
    --from so that it would delete none of the objects, that of --to with the resources in it, and that of
    --from without them. So at each moment a state has each object, and never would two delete it. Where it
    is ended in between, the same command goes on.

    Secrets are encrypted anew, with the other stack's key; they are in no file in between. Both keys must be
    there, as for `pulumi stack export --show-secrets`.

    Ties are a reference to another resource, `depends_on` and `deleted_with`. One from what moves to what
    stays, or back, is refused without --along or --cut.

    It is refused where a stack has operations from a run that was killed, a resource is about to be
    replaced or is only read, its name or object is there already, or the settings of --to lead to another
    system.

    Ends with 0 where it is done or would be, with 1 where a state or config cannot be read, with 2 where an
    option is wrong, with 3 where it is refused, and with 4 where not all was written; the message says what
    holds then.
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
    help="The front that the stack is to be on.",
)
@click.option("--stack", help="The stack. Default: the one that is selected.")
@click.option(
    "--cwd",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Folder of the project. Default: the current one.",
)
@_COPIES
@_YES
@_JSON
def import_state(front_: str, stack: str | None, cwd: Path, copies: Path, yes: bool, as_json: bool) -> None:
    """Tell a stack's state in the words of the other front, where a `pulumi up` cannot.

    A Python program needs no such thing: with `isp:front` set, `pulumi up` moves the stack, and each
    resource is unchanged. This is for the rest: a program in another language takes the stack over, which
    does not tell the engine the names that resources had; or the move goes along with removals and
    replacements, which `pulumi up` refuses in that run.

    Each resource gets the other front's type, and the provider is the other one; nothing is done at a vendor.
    Set `isp:front` afterwards, for a Python program, and run `pulumi up`, which gives the provider its
    settings and finds each resource unchanged.

    Without --yes it only says what would be done. With it, it keeps a copy of the state. Secrets stay
    encrypted as they are.

    Ends with 0 where it is done or would be, with 1 where the state cannot be read or written, with 2 where
    an option is wrong, and with 3 where it is refused: an operation is pending from a run that was killed,
    or a resource is about to be replaced.
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
        more = " (protected there, too)" if old in protected else ""
        click.echo(f"  {new}{more}")
    for one, what, other in plan.cut:
        click.echo(f"cut: {one} ({what}) -> {other}")
    _tell_copies(
        kept,
        f"Now take them out of the program of {plan.source.name} and declare them in that of "
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
        click.echo(f"Stack {plan.stack.name} is on the front {plan.front!r} already.")
        return
    said = "is on" if kept else "would go to"
    click.echo(f"Stack {plan.stack.name} {said} the front {plan.front!r}: {plan.retyped} resources.")
    _tell_copies(
        (kept,) if kept else (),
        f"Now `pulumi config set isp:front {plan.front}`, where the program is in Python, and `pulumi up`.",
    )


def _tell_copies(kept: tuple[Path, ...], then: str) -> None:
    if not kept:
        click.echo("Nothing was written. To do it: --yes.")
        return
    for file in kept:
        click.echo(f"copy of the state as it was: {file}")
    click.echo(then)

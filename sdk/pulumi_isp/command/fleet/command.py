"""The commands ``fleet ...``: their options, what they show, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from .. import bounds
from ..terminal import fail, progress
from .ci import SYSTEMS, written

if TYPE_CHECKING:
    from .outcome import Outcome

Command = TypeVar("Command", bound=Callable[..., Any])
_STACKS: Final = (
    click.option(
        "--stack",
        "patterns",
        metavar="PATTERN",
        multiple=True,
        help="Stacks whose name is like this, such as 'shelf-*', or called so; may be repeated. "
        "Default: all of the project.",
    ),
    click.option(
        "--cwd",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path(),
        help="Folder of the Pulumi project. Default: the current one.",
    ),
)
_RUNNING: Final = (
    *_STACKS,
    click.option(
        "--at-once",
        type=click.IntRange(1, 64),
        default=2,
        show_default=True,
        help="Stacks at a time. Each is a process that logs in to the vendors by itself. Together they "
        "keep to a tenant's rate limit, to calix:maxSessions and to one turn at each E7.",
    ),
    bounds.limit(
        14_400,
        "for each stack. What has not ended by then is stopped as by a Ctrl-C, and has failed: what is "
        "under way is finished and recorded.",
    ),
    click.option(
        "--grace",
        type=click.FloatRange(min=1),
        default=900,
        show_default=True,
        help="Seconds for what is under way in a stack that is stopped. Then it is interrupted again, which "
        "drops that; after as many seconds again, Pulumi and all that it has started are killed.",
    ),
    click.option("--keep-going", is_flag=True, help="Begin further stacks after one has failed."),
    click.option(
        "--journal",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write into this file which stacks are done, and leave out those that it says are: to go on "
        "where it stopped. Once all are done the file is deleted.",
    ),
    click.option(
        "--logs",
        type=click.Path(path_type=Path, exists=True, file_okay=False, writable=True),
        help="Folder for all that the stacks' commands print, a file for each. Default: only errors are "
        "shown.",
    ),
    click.option("--json", "as_json", is_flag=True, help="For programs."),
    click.argument("options", nargs=-1, type=click.UNPROCESSED),
)


def _with(options: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    def decorated(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


@click.group()
def fleet() -> None:
    """Run one command over many stacks of a project, such as one for each shelf.

    Several stacks at a time, each by a `pulumi` of its own. The stack that is selected stays selected. After
    a failure no further stack begins (see --keep-going); those under way go on to their end. Ctrl-C has those
    under way end as Pulumi's own Ctrl-C does: what has begun at a vendor is finished and recorded. A second
    Ctrl-C drops that, a third one kills what still runs; without one, both follow after --grace. The message
    of a stack says what to do then.

    Options of Pulumi's own stand behind --, as in: pulumi-isp fleet preview -- --diff --policy-pack PACK

    A command ends with 0 where all is done, with 1 where a stack failed or did not begin, with 2 where an
    option is wrong, and `fleet drift` with 3 where something has drifted and with 4 where not all could be
    compared.
    """


@fleet.command()
@_with(_RUNNING)
def preview(**wanted: Any) -> None:
    """Preview every stack."""
    with _errors():
        _finish(_over("preview", **wanted), wanted["as_json"])


@fleet.command()
@_with(_RUNNING)
@click.option("--yes", is_flag=True, help="Do not ask once the previews are shown.")
@click.option("--skip-preview", is_flag=True, help="Begin without previews, and without a question.")
def up(yes: bool, skip_preview: bool, **wanted: Any) -> None:
    """Preview every stack, and update them where no preview failed.

    Where a preview fails, nothing is touched, in no stack.
    """
    if not (yes or skip_preview) and (wanted["as_json"] or not sys.stdin.isatty()):
        raise click.UsageError("Nobody can be asked here: add --yes, or --skip-preview.")
    from .outcome import exit_code

    with _errors():
        if not skip_preview:
            previewed = _over("preview", **{**wanted, "keep_going": True}, left_out_by="up")
            if exit_code(previewed):  # one that failed, or did not begin because of a Ctrl-C
                _finish(previewed, wanted["as_json"])
            if not yes:
                from .table import show

                show(previewed)
                click.confirm("Update these stacks?", abort=True)
        _finish(_over("up", **wanted), wanted["as_json"])


@fleet.command()
@_with(_RUNNING)
def refresh(**wanted: Any) -> None:
    """Read what stands at the vendors into the state of every stack."""
    with _errors():
        _finish(_over("refresh", **wanted), wanted["as_json"])


@fleet.command()
@_with(_RUNNING)
def drift(**wanted: Any) -> None:
    """Compare the state of every stack with what stands at the vendors, as `pulumi-isp drift` does."""
    with _errors():
        _finish(_over("drift", **wanted), wanted["as_json"])


@fleet.command()
@click.argument("system", type=click.Choice(sorted(SYSTEMS)))
@_with(_STACKS)
def ci(system: str, patterns: tuple[str, ...], cwd: Path) -> None:
    """Print a CI file that spreads the stacks over many machines.

    A preview for each request, `up` on a merge. The stacks are those of today: print it again when a shelf
    comes or goes. The machines share the state in the backend that PULUMI_BACKEND_URL names, and never run
    the same stack at the same time.
    """
    from .stacks import chosen

    with _errors():
        click.echo(written(system, chosen(cwd, patterns)), nl=False)


@contextmanager
def _errors() -> Iterator[None]:
    from .journal import JournalError
    from .stacks import StacksError

    try:
        yield
    except (JournalError, StacksError, OSError) as error:
        fail(str(error))


def _over(
    verb: str,
    *,
    patterns: tuple[str, ...],
    cwd: Path,
    at_once: int,
    limit: float,
    grace: float,
    keep_going: bool,
    journal: Path | None,
    logs: Path | None,
    as_json: bool,  # noqa: ARG001 - of those who show it
    options: tuple[str, ...],
    left_out_by: str = "",
) -> list[Outcome]:
    from .job import Job
    from .journal import Journal
    from .outcome import Ended, Outcome
    from .run import run
    from .stacks import chosen

    known = Journal.read(journal, left_out_by or verb)
    stacks = chosen(cwd, patterns)
    jobs = [Job(stack, verb, cwd, options, logs, limit, grace) for stack in stacks if stack not in known.done]
    with progress() as step:
        ended = [0]

        def told(outcome: Outcome) -> None:
            ended[0] += 1
            step(f"{outcome.stack}: {outcome.ended}", ended[0], len(jobs))
            if outcome.ended in (Ended.DONE, Ended.DRIFTED) and not left_out_by:
                known.note(outcome.stack)

        found = {each.stack: each for each in run(jobs, at_once, keep_going=keep_going, told=told)}
    if not left_out_by:
        known.close(all_done=set(stacks) <= set(known.done))
    return [found.get(stack, Outcome(stack, Ended.DONE_BEFORE)) for stack in stacks]


def _finish(outcomes: Sequence[Outcome], as_json: bool) -> None:
    from .outcome import exit_code
    from .table import show

    if as_json:
        click.echo(json.dumps([each.as_json() for each in outcomes], indent=2))
    else:
        show(outcomes)
    sys.exit(exit_code(outcomes))

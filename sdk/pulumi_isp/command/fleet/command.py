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
from ..options import CWD
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
        help="Name of a stack, or a pattern such as 'shelf-*'; may be repeated. Default: all stacks of the "
        "project.",
    ),
    CWD,
)
_RUNNING: Final = (
    *_STACKS,
    click.option(
        "--at-once",
        type=click.IntRange(1, 64),
        default=2,
        show_default=True,
        help="Number of stacks at the same time. Each is a process with its own login at the vendors. "
        "Together they keep to a tenant's rate limit and to calix:maxSessions, and only one of them sends to "
        "an E7 at a time.",
    ),
    bounds.limit(
        14_400,
        "for each stack. A stack that has not ended by then is stopped as by a Ctrl-C, and has failed. "
        "Requests that were sent are finished and recorded.",
    ),
    click.option(
        "--grace",
        type=click.FloatRange(min=1),
        default=900,
        show_default=True,
        help="Seconds that a stopped stack has to finish what it has begun. Then it is interrupted again, "
        "which drops that. After the same time again, Pulumi and all that it has started are killed.",
    ),
    click.option("--keep-going", is_flag=True, help="Begin further stacks after one has failed."),
    click.option(
        "--journal",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File for the names of the stacks that are done. The next run with the same file leaves these "
        "out, and so continues. When all stacks are done, the file is deleted.",
    ),
    click.option(
        "--logs",
        type=click.Path(path_type=Path, exists=True, file_okay=False, writable=True),
        help="Folder for the output of each stack's command, a file for each stack. Default: only errors are "
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

    It runs several stacks at the same time, each with its own `pulumi` process. The selected stack stays
    selected. After a failure no further stack begins (see --keep-going), but the stacks that have begun run
    to their end. Ctrl-C ends the stacks that have begun in the same way as Pulumi's own Ctrl-C: requests that
    were sent are finished and recorded. A second Ctrl-C drops these requests, and a third one kills what
    still runs. Without another Ctrl-C, both happen after --grace. The message of a stack says what to do
    then.

    Put options of Pulumi after --, as in: pulumi-isp fleet preview -- --diff --policy-pack PACK

    Exit codes: 0: all stacks are done. 1: a stack failed or did not begin. 2: an option is wrong. `fleet
    drift` also has 3: something has drifted. 4: some resources could not be compared.
    """


@fleet.command()
@_with(_RUNNING)
def preview(**wanted: Any) -> None:
    """Preview every stack."""
    with _errors():
        _finish(_over("preview", **wanted), wanted["as_json"])


@fleet.command()
@_with(_RUNNING)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation after the previews.")
@click.option("--skip-preview", is_flag=True, help="Begin without previews and without confirmation.")
def up(yes: bool, skip_preview: bool, **wanted: Any) -> None:
    """Preview every stack, and update all of them if no preview failed.

    If a preview fails, no stack is changed.
    """
    if not (yes or skip_preview) and (wanted["as_json"] or not sys.stdin.isatty()):
        raise click.UsageError("Nobody can confirm here: add --yes, or --skip-preview.")
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
    """Refresh the state of every stack from the vendors."""
    with _errors():
        _finish(_over("refresh", **wanted), wanted["as_json"])


@fleet.command()
@_with(_RUNNING)
def drift(**wanted: Any) -> None:
    """Compare the state of every stack with the vendors, as `pulumi-isp drift` does."""
    with _errors():
        _finish(_over("drift", **wanted), wanted["as_json"])


@fleet.command()
@click.argument("system", type=click.Choice(sorted(SYSTEMS)))
@_with(_STACKS)
def ci(system: str, patterns: tuple[str, ...], cwd: Path) -> None:
    """Print a CI file that runs the stacks on many machines.

    It runs a preview for each pull or merge request, and `up` after a merge. It has the stacks of today:
    print it again when you add or remove a stack. The machines share the state in the backend of
    PULUMI_BACKEND_URL, and never run the same stack at the same time.
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

"""The command ``drift``: its options, what it shows, and how it ends."""

from __future__ import annotations

import json
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import bounds
from ..terminal import DRIFTED, INCOMPLETE, fail, progress

if TYPE_CHECKING:
    from ..entries import Entry
    from .report import Report


@click.command()
@click.option(
    "--stack",
    help="Stack to compare, and whose config has the settings; with --state, the latter alone. Default: the "
    "one that is selected.",
)
@click.option(
    "--cwd",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the Pulumi project. Default: the current one.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help="Compare the state in this file of `pulumi stack export`; - for standard input.",
)
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Compare resources of this kind alone, such as calix.Ont; may be repeated.",
)
@click.option(
    "--name",
    "names",
    metavar="PATTERN",
    multiple=True,
    help="Compare those alone whose name in the program, or URN, is like this, such as 'subscriber-*'; may "
    "be repeated.",
)
@bounds.limit(900, "for reading. What has not ended by then is not compared.")
@click.option("--json", "as_json", is_flag=True, help="For programs; with all values and messages in full.")
def drift(as_json: bool, **wanted: Any) -> None:
    """Compare a stack's state with what stands at the vendors, without running the program.

    Says of each resource in the state whether its object is there, is still the same one, and stands as the
    state says; of each property that does not, both values; and who would win at the next `pulumi up
    --refresh`, the program or the vendor. (A plain `pulumi up` looks at no vendor.) Nothing is written,
    neither at a vendor nor into the state, and no secret is shown.

    The settings are those of the provider: the stack's config, read with `pulumi config`, and the environment
    (CALIX_URL, CLOUDCONNEXA_URL, ...). Each E7 and each tenant is listed once, however many resources there
    are. Secret properties of a stack are read with the stack's key; those that a file has encrypted are not
    compared.

    What is compared is the state, not the program. After a `pulumi refresh` the state says what the vendor
    says, and `pulumi preview` shows what the program would put back. What stands at a vendor and in no state
    is no drift: `pulumi-isp discover` finds it.

    Ends with 0 where all is as the state says, with 1 where the state or the config cannot be read, with 2
    where an option is wrong, with 3 where something is not as the state says or the state has something
    unfinished, and with 4 where not all could be compared. What could be is shown all the same.
    """
    from pulumi_isp_provider.errors import IspError

    from ..exported import StateError

    try:
        code = _compare(as_json, **wanted)
    except (IspError, StateError, OSError) as error:
        fail(str(error))
    sys.exit(code)


def _compare(
    as_json: bool,
    stack: str | None,
    cwd: Path | None,
    state: Path | None,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    limit: float,
) -> int:
    from pulumi_isp_provider.fronts.process import REGISTRY

    from .. import entries, exported, reading, systems
    from .examine import Examiner
    from .plans import NextRun
    from .report import Report

    _check(kinds)
    folder = cwd or Path.cwd()
    found, known = entries.of_stack(state, stack, folder)
    chosen = [entry for entry in known if _is_named(entry, kinds, names)]
    if known and not chosen:
        raise exported.StateError("No resource of the state is of this kind and name.")
    with systems.configured(stack, folder) as config:
        with progress() as step:
            REGISTRY.hide(entries.secrets_of(known))
            runs = NextRun(REGISTRY), NextRun(REGISTRY)
            for run in runs:
                run.declare(known)
            read = reading.read(chosen, Examiner(*runs).examine, config, REGISTRY, limit, step)
        report = Report(
            found.source,
            known,
            read.findings,
            read.problems,
            [entry.urn for entry in chosen if entry.unreadable],
            list(entries.pending(found)),
            REGISTRY.masked,
        )
        # What is to be masked is known until the systems are left.
        _tell(report, as_json)
    if not report.is_complete:
        return INCOMPLETE
    return 0 if report.is_at_rest else DRIFTED


def _check(kinds: tuple[str, ...]) -> None:
    from pulumi_isp_provider.catalogue import RESOURCES
    from pulumi_isp_provider.core.names import instead

    known = [str(each) for each in RESOURCES]
    for kind in kinds:
        if kind not in known:
            raise click.UsageError(f"{kind} is not a kind of resource; {instead(kind, known)}")


def _is_named(entry: Entry, kinds: tuple[str, ...], names: tuple[str, ...]) -> bool:
    called = not names or any(
        fnmatchcase(text, pattern) for text in (entry.name, entry.urn) for pattern in names
    )
    return called and (not kinds or str(entry.kind) in kinds)


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=2))
        return
    from .table import show

    show(report)

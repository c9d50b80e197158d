"""The command ``drift``: its options, what it shows, and how it ends."""

from __future__ import annotations

import json
import sys
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import click

from .. import bounds, options
from ..terminal import DRIFTED, INCOMPLETE, fail, progress

if TYPE_CHECKING:
    from pathlib import Path

    from ..entries import Entry
    from .report import Report


@click.command()
@options.state_of_a_stack
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Compare only resources of this kind, such as calix.Ont; may be repeated.",
)
@click.option(
    "--name",
    "names",
    metavar="PATTERN",
    multiple=True,
    help="Compare only resources whose name in the program, or URN, matches this, such as 'subscriber-*'; "
    "may be repeated.",
)
@bounds.limit(900, "for reading. Resources that are not done by then are reported as problems.")
@click.option("--json", "as_json", is_flag=True, help="For programs; with all values and messages in full.")
def drift(as_json: bool, **wanted: Any) -> None:
    """Compare a stack's state with the vendors, without running the program.

    For each resource in the state, it says whether the object exists, is still the same one, and is as in the
    state. For each property that differs, it shows both values, and whose value would win in `pulumi up
    --refresh`: the program's or the vendor's. (`pulumi up` without --refresh does not look at the vendors.)
    It writes nothing, neither at a vendor nor into the state, and shows no secret.

    It uses the settings of the provider: the stack's config, read with `pulumi config`, and the environment
    (CALIX_URL, CLOUDCONNEXA_URL, ...). Each E7 and each tenant is listed once, however many resources there
    are. Secret properties of a stack are decrypted with the stack's key. Encrypted properties in a file are
    not compared.

    It compares the state, not the program. After `pulumi refresh`, the state has the vendor's values, and
    `pulumi preview` shows what the program would change back. An object at a vendor that is in no state is no
    drift: `pulumi-isp discover` finds it.

    Exit codes: 0: everything is as in the state. 1: the state or the config cannot be read. 2: an option is
    wrong. 3: something differs from the state, or the state has something unfinished. 4: some resources could
    not be compared; the others are shown.
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
    cwd: Path,
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
    found, known = entries.of_stack(state, stack, cwd)
    chosen = [entry for entry in known if _is_named(entry, kinds, names)]
    if known and not chosen:
        raise exported.StateError("No resource of the state is of this kind and name.")
    with systems.configured(stack, cwd) as config:
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
        # Inside the block, because the secrets to mask are forgotten at its end.
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

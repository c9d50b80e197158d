"""One run of `discover`: from the settings over the systems to the folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pulumi_isp_provider.core.settings import ConnectionSettings, config_name, environment_name

from .. import systems
from ..config import Config
from ..terminal import Step
from . import program, read
from .folder import (
    Difference,
    FolderRefusedError,
    Manifest,
    difference,
    look,
    manifest_of,
    write,
)
from .layout import Layout


@dataclass(frozen=True)
class Wish:
    """What a run is to do.

    Attributes:
        target: The folder to write.
        vendors: Whom to read; empty for all that have settings.
        connection: The name of the connections.
        stack: The stack whose config counts; None for the one that is selected.
        shelves: The E7s; empty for all that the CMS lists.
        project: The project's name; None for the folder's.
        split: ``shelf`` for a stack for each E7; None for one stack.
        protect: Whether Pulumi is to refuse to delete what was found.
        overwrite: Whether changes by hand may go.
    """

    target: Path
    vendors: Sequence[str]
    connection: str
    stack: str | None
    shelves: Sequence[str]
    project: str | None
    split: str | None
    protect: bool
    overwrite: bool


@dataclass(frozen=True)
class Summary:
    """What a run has done.

    Attributes:
        folder: The folder that was written.
        found: How many objects of each kind stand in the program.
        left_out: Objects that cannot be declared.
        since: What has changed since the last run; None where there was none.
        secrets: Settings that are secret, and so are not in the program's config.
    """

    folder: str
    found: Mapping[str, int]
    left_out: Sequence[read.LeftOut]
    since: Difference | None
    secrets: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def discover(wish: Wish, step: Step) -> Summary:
    """Read the systems and write the program.

    Args:
        wish: What is wanted.
        step: Told of each listing.

    Raises:
        FolderRefusedError: The folder holds something else. Nothing was read.
        IspError: Settings are missing, or a system cannot be read. Nothing was written.
    """
    before = look(wish.target, overwrite=wish.overwrite)
    with systems.configured(wish.stack) as known:
        return _discover(wish, step, known, before)


def _discover(wish: Wish, step: Step, known: Config, before: Manifest | None) -> Summary:
    vendors = systems.chosen(known, wish.vendors, wish.connection)
    if before is not None and before.systems != vendors:
        raise FolderRefusedError(
            f"The program in {wish.target} was made of {', '.join(before.systems)}, and this would be of "
            f"{', '.join(vendors)}",
            hint="Read the same systems, or write into another folder.",
        )
    found: list[read.Found] = []
    left: list[read.LeftOut] = []
    settings: dict[str, Any] = {}
    secrets: list[str] = []
    for each in systems.opened(known, vendors, wish.connection, wish.shelves):
        objects, unusable = read.system(each, step)
        found += objects
        left += unusable
        settings |= _plain(each.settings)
        secrets += _secrets(each.settings)
    layout = Layout(found, before.names if before else {})
    project = wish.project or wish.target.resolve().name
    files = program.files(layout, project, settings, split=wish.split is not None, protect=wish.protect)
    manifest = manifest_of(layout, files, vendors)
    write(wish.target, files, manifest, before)
    return Summary(
        str(wish.target),
        {kind: len(own) for kind, own in sorted(manifest.objects.items())},
        left,
        difference(before.objects, manifest.objects) if before else None,
        secrets,
    )


def _plain(settings: ConnectionSettings) -> dict[str, Any]:
    """What of a connection may stand in a file, as config has it."""
    said = {
        each.name: getattr(settings, each.name)
        for each in settings.declared()
        if not each.metadata["secret"] and getattr(settings, each.name) not in (None, each.default)
    }
    named = {config_name(settings.vendor, settings.connection, name): value for name, value in said.items()}
    # A section is one value.
    if any("." in key for key in named):
        return {
            f"{settings.vendor}:{settings.connection}": {
                key.partition(".")[2]: value for key, value in named.items()
            }
        }
    return named


def _secrets(settings: ConnectionSettings) -> list[str]:
    return [
        f"{config_name(settings.vendor, settings.connection, each.name)} or "
        f"{environment_name(settings.vendor, settings.connection, each.name)}"
        for each in settings.declared()
        if each.metadata["secret"] and getattr(settings, each.name)
    ]

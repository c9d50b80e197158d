"""One run of `discover`: from the settings over the systems to the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pulumi_isp_provider.core.settings import ConnectionSettings, config_name, environment_name

from .. import systems
from ..config import Config
from ..terminal import Step
from . import read
from .folder import (
    Difference,
    FolderRefusedError,
    Manifest,
    Staged,
    difference,
    look,
    objects_of,
)
from .layout import Layout, Taken
from .program import Program


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
        names_from: ``whmcs`` for ONTs that are called after their customers; None for none.
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
    names_from: str | None = None


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
    called = _names(wish, known)
    left: list[read.LeftOut] = []
    settings: dict[str, Any] = {}
    secrets: list[str] = []

    def parts() -> Iterator[list[read.Found]]:
        """What is laid out at a time: for many stacks a part of a system, so that no more is in memory."""
        everything: list[read.Found] = []
        for each in systems.opened(known, vendors, wish.connection, wish.shelves):
            for objects, unusable in read.parts(each, step) if wish.split else [read.system(each, step)]:
                left.extend(unusable)
                if wish.split:
                    yield objects
                else:
                    everything += objects
            settings.update(_plain(each.settings))
            secrets.extend(_secrets(each.settings))
        if not wish.split:
            yield everything

    remembered = before.names if before else {}
    taken = Taken(remembered if wish.split else {})
    made = Program(split=wish.split is not None, protect=wish.protect)
    objects: dict[str, dict[str, tuple[str, str]]] = {}
    with Staged(wish.target) as staged:
        for part in parts():
            layout = Layout(part, remembered, taken, called)
            staged.add(made.part(layout))
            for kind, own in objects_of(layout).items():
                objects.setdefault(kind, {}).update(own)
        staged.add(made.rest(wish.project or wish.target.resolve().name, settings))
        manifest = Manifest(vendors, staged.files, objects)
        staged.put(manifest, before)
    return Summary(
        str(wish.target),
        {kind: len(own) for kind, own in sorted(manifest.objects.items())},
        left,
        difference(before.objects, manifest.objects) if before else None,
        secrets,
    )


def _names(wish: Wish, known: Config) -> Callable[[read.Found], str | None]:
    if wish.names_from is None:
        return lambda _: None
    from .. import customers

    by_serial = customers.names_by_serial(known, wish.connection)
    return lambda found: customers.name_of(by_serial, _serial(found))


def _serial(found: read.Found) -> object:
    return found.inputs.get("serial_number") if read.name_of(found.kind) == "calix.Ont" else None


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

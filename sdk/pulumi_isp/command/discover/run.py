"""One run of `discover`: reads the settings and the systems, and writes the folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.core.settings import ConnectionSettings, config_name, environment_name
from pulumi_isp_provider.errors import ConfigurationError

from ..._config import FRONT_SETTING, Front
from .. import systems
from ..bounds import Bound
from ..config import Config
from ..systems import System
from ..terminal import Step
from . import read
from .folder import (
    Difference,
    FolderRefusedError,
    Manifest,
    difference,
    look,
    objects_of,
    staged,
)
from .layout import Layout, Taken
from .program import Program
from .undecided import NotWritten, Undecided

_PORTS: Final = ("calix.OntEthernetPort",)


@dataclass(frozen=True)
class Wish:
    """The options of a run.

    Attributes:
        target: The folder to write.
        vendors: The vendors to read; empty for all that have settings.
        connection: The name of the connections.
        stack: The stack whose config has the settings; None for the selected one.
        shelves: The E7s; empty for all that the CMS lists.
        project: The project's name; None for the folder's.
        split: ``shelf`` for a stack for each E7; None for one stack.
        protect: Whether Pulumi refuses to delete or replace the objects.
        overwrite: Whether files that were changed by hand may be overwritten.
        limit: Seconds for reading.
        ports: Whether to read the Ethernet ports of every ONT.
        front: The front of the program's stacks; None for the one in the config.
        names_from: ``whmcs`` to name ONTs after their customers; None for the usual names.
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
    limit: float
    ports: bool = True
    front: str | None = None
    names_from: str | None = None


@dataclass(frozen=True)
class Summary:
    """The result of a run.

    Attributes:
        folder: The folder that was written.
        found: How many objects of each kind are in the program.
        left_out: Objects that cannot be declared.
        not_written: Objects on which nothing is known to be set, by kind.
        since: What has changed since the last run; None if this is the first.
        secrets: Secret settings, which are not in the program's config.
    """

    folder: str
    found: Mapping[str, int]
    left_out: Sequence[read.LeftOut]
    not_written: Sequence[NotWritten]
    since: Difference | None
    secrets: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        """The summary as JSON data."""
        return asdict(self)


def discover(wish: Wish, step: Step) -> Summary:
    """Read the systems and write the program.

    Args:
        wish: The options.
        step: Shows the progress.

    Raises:
        FolderRefusedError: The folder has something else in it. Nothing was read.
        IspError: Settings are missing, or a system cannot be read, or not in time. Nothing was written.
    """
    before = look(wish.target, overwrite=wish.overwrite)
    with systems.configured(wish.stack) as known:
        return _discover(wish, step, known, before)


def _discover(wish: Wish, step: Step, known: Config, before: Manifest | None) -> Summary:
    vendors = systems.chosen(known, wish.vendors, wish.connection)
    if before is not None and before.systems != vendors:
        raise FolderRefusedError(
            f"The program in {wish.target} has the objects of {', '.join(before.systems)}, and this run "
            f"would read {', '.join(vendors)}",
            hint="Read the same systems, or write into another folder.",
        )
    bound = Bound(wish.limit, step)
    called = _names(wish, known, bound)
    without = () if wish.ports else _PORTS
    left: list[read.LeftOut] = []
    undecided = Undecided()
    front = _front(wish, known)
    settings: dict[str, Any] = {FRONT_SETTING: str(front)} if front is not Front.DYNAMIC else {}
    secrets: list[str] = []

    def reading(source: System) -> Iterable[tuple[list[read.Found], list[read.LeftOut]]]:
        if wish.split:
            return read.parts(source, bound.step, undecided, without)
        return [read.system(source, bound.step, undecided, without)]

    def parts() -> Iterator[list[read.Found]]:
        """The objects of one layout. For many stacks it is one part of a system, which saves memory."""
        everything: list[read.Found] = []
        for each in systems.opened(known, vendors, wish.connection, wish.shelves, bound.step):
            for objects, unusable in reading(each):
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
    made = Program(split=wish.split is not None, protect=wish.protect, front=front)
    objects: dict[str, dict[str, tuple[str, str]]] = {}
    with staged(wish.target) as folder:
        for part in bound.each(parts()):
            layout = Layout(part, remembered, taken, called)
            folder.add(made.part(layout))
            for kind, own in objects_of(layout).items():
                objects.setdefault(kind, {}).update(own)
        folder.add(made.rest(wish.project or wish.target.resolve().name, settings))
        manifest = Manifest(vendors, folder.files, objects)
        folder.put(manifest, before)
    return Summary(
        str(wish.target),
        {kind: len(own) for kind, own in sorted(manifest.objects.items())},
        left,
        undecided.told(),
        difference(before.objects, manifest.objects) if before else None,
        secrets,
    )


def _front(wish: Wish, known: Config) -> Front:
    said = wish.front or str(known.values.get(FRONT_SETTING, Front.DYNAMIC)).strip()
    try:
        return Front(said)
    except ValueError:
        raise ConfigurationError(f"{FRONT_SETTING} must be one of {', '.join(Front)}") from None


def _names(wish: Wish, known: Config, bound: Bound) -> Callable[[read.Found], str | None]:
    if wish.names_from is None:
        return lambda _: None
    from .. import customers

    bound.step("WHMCS's customers", 0, 1)
    by_serial = bound.one(lambda: customers.names_by_serial(known, wish.connection))
    return lambda found: customers.name_of(by_serial, _serial(found))


def _serial(found: read.Found) -> object:
    return found.inputs.get("serial_number") if read.name_of(found.kind) == "calix.Ont" else None


def _plain(settings: ConnectionSettings) -> dict[str, Any]:
    """The settings of a connection that are not secret, in the form of config."""
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

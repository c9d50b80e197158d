"""What the vendor deletes together with one object, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.run import Run

from ..entries import Entry, Standing


class Whose(StrEnum):
    """Whose something is that goes along."""

    OWN = "own"
    """It is declared inside of the resource that goes."""
    PLANNED = "planned"
    """A resource of the stack, which the plan deletes as well."""
    KEPT = "kept"
    """A resource of the stack that is to stay."""
    FOREIGN = "foreign"
    """In no resource of the stack: other people's, or another stack's."""


LOST = (Whose.KEPT, Whose.FOREIGN)
"""What nobody has asked to delete."""


@dataclass(frozen=True)
class Along:
    """One thing that goes along.

    Attributes:
        what: What it is, for people, such as ``routes``.
        name: What the vendor calls it.
        whose: Whose it is.
        urn: The resource of the stack that it is, if any.
    """

    what: str
    name: str
    whose: Whose
    urn: str = ""


@dataclass(frozen=True)
class Finding:
    """A resource whose object goes, and what goes with that."""

    entry: Entry
    along: tuple[Along, ...]


class Asker:
    """Asks what goes along.

    Args:
        run: A run, for the clients in it.
        stack: All resources of the state.
        going: Those of them whose objects go.
    """

    def __init__(self, run: Run, stack: Sequence[Entry], going: Iterable[Entry]) -> None:
        self._run = run
        self._going = {entry.urn for entry in going}
        self._inside: dict[tuple[str, str, str], list[Entry]] = {}
        for entry in stack:
            for name, declared in entry.lifecycle.properties.items():
                inside = declared.traits.refers_to and name in entry.lifecycle.natural_key
                if inside and entry.standing is not Standing.ONLY_READ:
                    place = entry.kind.vendor, entry.connection, str(entry.record.properties.get(name))
                    self._inside.setdefault(place, []).append(entry)

    def ask(self, entry: Entry) -> Finding:
        """Ask the vendor about one resource.

        Raises:
            IspError: It cannot be read, or another object stands there.
        """
        found = entry.lifecycle.taken_along(self._run, entry.record)
        return Finding(entry, tuple(self._told(entry, what, name) for what, names in found for name in names))

    def _told(self, entry: Entry, what: str, name: str) -> Along:
        for other in self._belonging(entry):
            if _is_called(other, name):
                planned = other.urn in self._going
                return Along(what, name, Whose.PLANNED if planned else Whose.KEPT, other.urn)
        own = _is_part(entry, name)
        return Along(what, name, Whose.OWN if own else Whose.FOREIGN)

    def _belonging(self, entry: Entry) -> Iterator[Entry]:
        yield from self._inside.get((entry.kind.vendor, entry.connection, entry.record.id), ())


def _is_called(entry: Entry, name: str) -> bool:
    """Whether the vendor's name for something is this resource's."""
    known = entry.record.properties.get(entry.lifecycle.natural_key[-1])
    return entry.record.id.endswith(f"/{name}") or _is_same(entry.lifecycle, known, name)


def _is_part(entry: Entry, name: str) -> bool:
    """Whether it is something that the resource lists itself."""
    kinds = {f"{each.vendor}.{each.kind}": each for each in RESOURCES}
    return any(
        _is_same(kinds[f"{entry.kind.vendor}.{kind}"].load(), key, name)
        for (_, key), (kind, _) in entry.lifecycle.parts(entry.record.id, entry.record.properties).items()
    )


def _is_same(lifecycle: Lifecycle[Any, Any], known: Any, name: str) -> bool:
    """Whether two spellings are those of one object of a kind."""
    key = lifecycle.natural_key[-1]
    return isinstance(known, str) and not any(lifecycle.differing({key: known}, {key: name}))

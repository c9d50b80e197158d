"""Finds what the vendor deletes together with one object (what goes along with it), and whose it is."""

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
    """Whose object goes along."""

    OWN = "own"
    """It is declared inside the resource that is deleted."""
    PLANNED = "planned"
    """It is a resource of the stack, and the plan deletes it too."""
    KEPT = "kept"
    """It is a resource of the stack, and the plan does not delete it."""
    FOREIGN = "foreign"
    """It is in no resource of the stack: somebody else's, or another stack's."""


LOST = (Whose.KEPT, Whose.FOREIGN)
"""Objects that nobody has asked to delete."""


@dataclass(frozen=True)
class Along:
    """One object that goes along.

    Attributes:
        what: Its sort, for people, such as ``routes``.
        name: The vendor's name for it.
        whose: Whose it is.
        urn: Its resource in the stack; empty if it has none.
    """

    what: str
    name: str
    whose: Whose
    urn: str = ""


@dataclass(frozen=True)
class Finding:
    """A resource whose object is deleted, and what goes along."""

    entry: Entry
    along: tuple[Along, ...]


class Asker:
    """Asks the vendors what goes along.

    Args:
        run: A run; it has the clients.
        stack: All resources of the state.
        going: The resources among them whose objects are deleted.
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
            IspError: The object cannot be read, or it is another one now.
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
    """Whether the vendor's name for an object is the name of this resource's object."""
    known = entry.record.properties.get(entry.lifecycle.natural_key[-1])
    return entry.record.id.endswith(f"/{name}") or _is_same(entry.lifecycle, known, name)


def _is_part(entry: Entry, name: str) -> bool:
    """Whether it is a part that the resource itself declares in a list."""
    kinds = {f"{each.vendor}.{each.kind}": each for each in RESOURCES}
    return any(
        _is_same(kinds[f"{entry.kind.vendor}.{kind}"].load(), key, name)
        for (_, key), (kind, _) in entry.lifecycle.parts(entry.record.id, entry.record.properties).items()
    )


def _is_same(lifecycle: Lifecycle[Any, Any], known: Any, name: str) -> bool:
    """Whether two spellings of a natural key mean the same object."""
    key = lifecycle.natural_key[-1]
    return isinstance(known, str) and not any(lifecycle.differing({key: known}, {key: name}))

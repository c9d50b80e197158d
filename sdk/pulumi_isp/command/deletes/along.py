"""Finds what the vendor deletes together with one object (what goes along with it), and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.definition import GoesAlong
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
        self._going = {id(entry) for entry in going}
        self._inside: dict[tuple[str, str, str], list[Entry]] = {}
        for entry in stack:
            for name, declared in entry.lifecycle.properties.items():
                inside = declared.traits.refers_to and name in entry.lifecycle.natural_key
                if inside and entry.standing is not Standing.ONLY_READ:
                    place = str(entry.kind), _system(entry), str(entry.record.properties.get(name))
                    self._inside.setdefault(place, []).append(entry)

    def ask(self, entry: Entry) -> Finding:
        """Ask the vendor about one resource.

        Raises:
            IspError: The object cannot be read, or it is another one now.
        """
        found = entry.lifecycle.taken_along(self._run, entry.record)
        return Finding(entry, tuple(along for each in found for along in self._told(entry, each)))

    def _told(self, entry: Entry, found: GoesAlong) -> Iterator[Along]:
        for id_, name in sorted(found.objects.items(), key=lambda each: each[::-1]):
            other = self._resource(entry, found.kind, id_, name)
            if other is not None:
                planned = id(other) in self._going
                yield Along(found.what, name, Whose.PLANNED if planned else Whose.KEPT, other.urn)
            else:
                own = _is_part(entry, found.kind, name)
                yield Along(found.what, name, Whose.OWN if own else Whose.FOREIGN)

    def _resource(self, entry: Entry, kind: str, id_: str, name: str) -> Entry | None:
        """The resource of the stack whose object it is. One that is not to go comes first."""
        ids = id_, f"{entry.record.id}/{name}"  # an ONT may have another number by now
        theirs = self._inside.get((f"{entry.kind.vendor}.{kind}", _system(entry), entry.record.id), ())
        found = [each for each in theirs if _is_it(each, ids, name)]
        return min(found, key=lambda each: id(each) in self._going, default=None)


def _system(entry: Entry) -> str:
    return entry.record.mark.system or entry.connection


def _is_it(entry: Entry, ids: Sequence[str], name: str) -> bool:
    """Whether it is the resource's object. Its name decides if the vendor gives numbers out again."""
    known = entry.record.mark.witness.get(entry.lifecycle.natural_key[-1])
    return entry.record.id in ids if known is None else _is_same(entry.lifecycle, known, name)


def _is_part(entry: Entry, kind: str, name: str) -> bool:
    """Whether it is a part that the resource itself declares in a list."""
    parts = entry.lifecycle.parts(entry.record.id, entry.record.properties)
    lifecycle = next(each for each in RESOURCES if str(each) == f"{entry.kind.vendor}.{kind}").load()
    return any(each == kind and _is_same(lifecycle, key, name) for (_, key), (each, _) in parts.items())


def _is_same(lifecycle: Lifecycle[Any, Any], known: Any, name: str) -> bool:
    """Whether two spellings of a natural key mean the same object."""
    key = lifecycle.natural_key[-1]
    return isinstance(known, str) and not any(lifecycle.differing({key: known}, {key: name}))

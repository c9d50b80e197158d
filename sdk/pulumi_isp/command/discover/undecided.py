"""Counts what may have been set on objects that a program does not declare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_isp_provider.core.comparison import is_empty
from pulumi_isp_provider.core.records import Properties

_NAMED: Final = 1000
"""So many objects with the same values are named: a plant may have a hundred thousand."""
_Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Value:
    """A value that a property has on some of the objects.

    Attributes:
        value: The value; None where it has none.
        number: How many objects have it.
        objects: The ids of up to a thousand of them; none of the value that is the most frequent.
    """

    value: Any
    number: int
    objects: list[str]


@dataclass(frozen=True)
class NotWritten:
    """The objects of a kind that are not in the program, because nothing is known to be set on them.

    Attributes:
        kind: The kind, such as ``calix.OntEthernetPort``.
        number: How many.
        unlike_most: How many have some value that is not the most frequent one of its property.
        properties: By property whose default is not known: its values, the most frequent one first.
            A property that none of the objects has is left out.
    """

    kind: str
    number: int
    unlike_most: int
    properties: Mapping[str, list[Value]]


@dataclass
class _Alike:
    number: int = 0
    named: list[str] = field(default_factory=list)


class Undecided:
    """Objects that are not written, counted by what stands on them.

    A vendor may have many, and few sorts of them: one of each sort is kept, with the first of its ids.
    """

    def __init__(self) -> None:
        self._kinds: defaultdict[str, defaultdict[_Values, _Alike]] = defaultdict(lambda: defaultdict(_Alike))

    def note(self, kind: str, id_: str, properties: Properties) -> None:
        """Count an object.

        Args:
            kind: Its kind.
            id_: Its id.
            properties: Its properties whose default is not known.
        """
        values = ((name, None if is_empty(value) else value) for name, value in properties.items())
        alike = self._kinds[kind][tuple(values)]
        alike.number += 1
        if len(alike.named) < _NAMED:
            alike.named.append(id_)

    def told(self) -> list[NotWritten]:
        """What was counted, by kind."""
        return [_told(kind, sorts) for kind, sorts in sorted(self._kinds.items())]


def _told(kind: str, sorts: Mapping[_Values, _Alike]) -> NotWritten:
    counted: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    for values, alike in sorts.items():
        for name, value in values:
            counted[name][value] += alike.number
    ranked = {name: _ranked(counter) for name, counter in counted.items() if set(counter) != {None}}
    return NotWritten(
        kind,
        sum(alike.number for alike in sorts.values()),
        sum(
            alike.number
            for values, alike in sorts.items()
            if any(name in ranked and value != ranked[name][0] for name, value in values)
        ),
        {
            name: [
                Value(value, counted[name][value], list(_named(sorts, name, value)) if value != most else [])
                for value in (most, *others)
            ]
            for name, (most, *others) in ranked.items()
        },
    )


def _ranked(counter: Counter[Any]) -> list[Any]:
    """Values, the most frequent one first; of two that are as frequent, the same one each time."""
    return sorted(counter, key=lambda value: (-counter[value], str(value)))


def _named(sorts: Mapping[_Values, _Alike], name: str, value: Any) -> Iterator[str]:
    found = sorted(id_ for values, alike in sorts.items() if (name, value) in values for id_ in alike.named)
    yield from found[:_NAMED]

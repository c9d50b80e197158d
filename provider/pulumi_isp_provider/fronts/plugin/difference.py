"""Converts a difference to the engine's form, path by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pulumi.runtime.proto import provider_pb2 as wire

from ...core.comparison import Change
from ...core.declarations import Difference

Kind = Literal["add", "update", "delete"]

_IN_PLACE: Final = {
    "add": wire.PropertyDiff.ADD,
    "update": wire.PropertyDiff.UPDATE,
    "delete": wire.PropertyDiff.DELETE,
}
_ANEW: Final = {
    "add": wire.PropertyDiff.ADD_REPLACE,
    "update": wire.PropertyDiff.UPDATE_REPLACE,
    "delete": wire.PropertyDiff.DELETE_REPLACE,
}


def answer(difference: Difference, olds: Mapping[str, Any], news: Mapping[str, Any]) -> wire.DiffResponse:
    """The engine's answer to a diff."""
    found = wire.DiffResponse(
        changes=wire.DiffResponse.DIFF_SOME if difference.changes else wire.DiffResponse.DIFF_NONE,
        replaces=difference.replaces,
        stables=difference.stables,
        deleteBeforeReplace=difference.delete_before_replace,
        diffs=[change.path for change in difference.changes],
        hasDetailedDiff=True,
    )
    for change in difference.changes:
        for path, kind in _places(change, olds.get(change.path), news.get(change.path)):
            kinds = _ANEW if change.replace else _IN_PLACE
            found.detailedDiff[path].CopyFrom(wire.PropertyDiff(kind=kinds[kind], inputDiff=True))
    return found


def _places(change: Change, old: Any, new: Any) -> Iterator[tuple[str, Kind]]:
    found = list(_inside(change.path, old, new))
    # If the values only differ in their meaning, report the whole property.
    yield from found or [(change.path, change.kind)]


def _inside(path: str, old: Any, new: Any) -> Iterator[tuple[str, Kind]]:
    """The paths inside lists and maps; in lists, with the index in the new one."""
    match old, new:
        case (list(), list()) if old and new:
            for number in range(max(len(old), len(new))):
                place = f"{path}[{number}]"
                if number >= len(new):
                    yield place, "delete"
                elif number >= len(old):
                    yield place, "add"
                else:
                    yield from _inside(place, old[number], new[number])
        case (dict(), dict()):
            for name in {**old, **new}:
                place = f"{path}.{name}"
                if new.get(name) is None and old.get(name) is not None:
                    yield place, "delete"
                elif old.get(name) is None and new.get(name) is not None:
                    yield place, "add"
                else:
                    yield from _inside(place, old.get(name), new.get(name))
        case _ if old != new and "[" in path:
            yield path, "update"

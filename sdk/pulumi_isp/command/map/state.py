"""Reads the objects of a stack from its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pulumi_isp_provider.catalogue import Resource
from pulumi_isp_provider.fronts.urns import BY_TOKEN

from ..._sorts import SIGNATURE
from .. import exported
from ..exported import Export, StateError
from .objects import Object


def from_file(file: Path) -> list[Object]:
    """The objects of a file of `pulumi stack export`.

    Raises:
        StateError: The file cannot be read, or is no state.
    """
    return _objects(exported.from_file(file))


def from_stack(stack: str | None, folder: Path) -> list[Object]:
    """The objects of a stack of the project in a folder.

    Args:
        stack: The stack; None for the selected one.
        folder: The folder.

    Raises:
        StateError: The state cannot be read.
    """
    try:
        state = exported.from_stack(stack, folder)
    except StateError as error:
        raise StateError(
            f"{error}\n"
            "Run the command in the folder of the project, name a file of `pulumi stack export` with "
            "--state, or read the vendors with --discover."
        ) from None
    return _objects(state)


def _objects(state: Export) -> list[Object]:
    try:
        return list(_of(state))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise state.refused() from None


def _of(state: Export) -> Iterator[Object]:
    shown: dict[str, list[str]] = {}
    for each in state.resources:
        kind = BY_TOKEN.get(each["type"])
        # An old object that is still to be deleted has a new entry.
        if kind is None or each.get("delete"):
            continue
        known = {**(each.get("inputs") or {}), **(each.get("outputs") or {})}
        names = shown.setdefault(str(kind), _names(kind))
        plain = {name: known[name] for name in names if name in known and _is_plain(known[name])}
        yield Object(str(kind), str(each.get("id", "")), plain)


def _names(kind: Resource) -> list[str]:
    """The properties to show; the others are the provider's own."""
    lifecycle = kind.load()
    declared = lifecycle.properties
    return [*(name for name in declared if not declared[name].traits.local), *lifecycle.computed]


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return SIGNATURE not in value and all(map(_is_plain, value.values()))
    return not isinstance(value, list) or all(map(_is_plain, value))

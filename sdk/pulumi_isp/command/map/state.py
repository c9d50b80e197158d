"""Objects of a stack: the state as `pulumi stack export` gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pulumi_isp_provider.catalogue import RESOURCES, Resource

from ..config import PulumiError, pulumi
from .objects import Object

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
"""What marks a value of the engine's that is not plain, such as a secret."""
_TOKENS: Final = {token: each for each in RESOURCES for token in (each.token, each.plugin_token)}


class StateError(Exception):
    """There is no state to draw; the message says why, and what to do."""


def from_file(file: Path) -> list[Object]:
    """The objects of a file of `pulumi stack export`.

    Raises:
        StateError: It cannot be read, or is something else.
    """
    try:
        return _objects(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise StateError(f"{file}: {error}") from None


def from_stack(stack: str | None, folder: Path) -> list[Object]:
    """The objects of a stack of the project in a folder.

    Args:
        stack: The stack; None for the one that is selected.
        folder: The folder.

    Raises:
        StateError: Pulumi does not tell.
    """
    try:
        told = pulumi(["stack", "export"], stack, folder)
    except PulumiError as error:
        raise StateError(
            f"The stack's state cannot be read: {error}\n"
            "Run it in the folder of the project, name a file of `pulumi stack export` with --state, or read "
            "the vendors with --discover."
        ) from None
    return _objects(told, "the answer of `pulumi stack export`")


def _objects(text: str, source: str) -> list[Object]:
    try:
        exported = json.loads(text)
        # The state of a stack that was never deployed has none.
        resources = (exported["deployment"] or {}).get("resources") or []
        return list(_of(resources))
    except (ValueError, LookupError, TypeError, AttributeError):
        raise StateError(f"{source}: is no state as `pulumi stack export` writes it") from None


def _of(resources: list[Mapping[str, Any]]) -> Iterator[Object]:
    shown: dict[str, list[str]] = {}
    for each in resources:
        kind = _TOKENS.get(each["type"])
        # One that is still to be deleted has a successor.
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
        return _SIGNATURE not in value and all(map(_is_plain, value.values()))
    return not isinstance(value, list) or all(map(_is_plain, value))

"""Stores an object's mark in state, in the same hidden properties for every front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.hidden import IMPORTED, OWNER, SECRETS, SYSTEM, WITNESS
from ..core.records import Mark


def mark_of(properties: Mapping[str, Any]) -> Mark:
    """Read the mark of an object.

    Args:
        properties: All properties in state, including the hidden ones.
    """
    return Mark(
        properties.get(OWNER),
        properties.get(SYSTEM),
        properties.get(WITNESS) or {},
        imported=bool(properties.get(IMPORTED)),
    )


def hidden(mark: Mark, secrets: Iterable[str] | None) -> dict[str, Any]:
    """The hidden properties for the outputs.

    Args:
        mark: The mark.
        secrets: The names of the properties that the program marked secret. A delete needs them too, and only
            gets outputs.
    """
    found = {
        OWNER: mark.owner,
        SYSTEM: mark.system,
        WITNESS: dict(mark.witness),
        IMPORTED: mark.imported,
        SECRETS: list(secrets or ()),
    }
    return {name: value for name, value in found.items() if value}

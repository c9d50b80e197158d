"""Where state keeps what it knows of an object beside its properties: the same places for every front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.hidden import IMPORTED, OWNER, SECRETS, SYSTEM, WITNESS
from ..core.records import Mark


def mark_of(properties: Mapping[str, Any]) -> Mark:
    """What a resource's properties in state say of its object.

    Args:
        properties: All of them, the hidden ones too.
    """
    return Mark(
        properties.get(OWNER),
        properties.get(SYSTEM),
        properties.get(WITNESS) or {},
        imported=bool(properties.get(IMPORTED)),
    )


def hidden(mark: Mark, secrets: Iterable[str] | None) -> dict[str, Any]:
    """What stands beside a resource's outputs.

    Args:
        mark: What is known of the object.
        secrets: The names of the properties that the program marked secret. A delete has to know them too,
            and is told of outputs alone.
    """
    found = {
        OWNER: mark.owner,
        SYSTEM: mark.system,
        WITNESS: dict(mark.witness),
        IMPORTED: mark.imported,
        SECRETS: list(secrets or ()),
    }
    return {name: value for name, value in found.items() if value}

"""Stores an object's mark in state, in the same hidden properties for every front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..core.hidden import IMPORTED, OWNER, SAID, SECRETS, SYSTEM, WITNESS
from ..core.records import Mark


def mark_of(properties: Mapping[str, Any]) -> Mark:
    """Read the mark of an object.

    Args:
        properties: All properties in state, including the hidden ones.
    """
    witness = properties.get(WITNESS)
    return Mark(
        properties.get(OWNER),
        properties.get(SYSTEM),
        witness if isinstance(witness, Mapping) else {},  # among inputs, it only says that it is secret
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


def overruled(proofs: Iterable[str], declared: Mapping[str, Any], hints: Mapping[str, Any]) -> frozenset[str]:
    """The properties that Pulumi's option ``ignore_changes`` has filled with what state knows.

    Args:
        proofs: Those that prove which object is meant.
        declared: A resource's properties, as the engine hands them over.
        hints: What the program tells beside them.
    """
    said = hints.get(SAID, {})
    return frozenset(name for name in proofs if declared.get(name) not in (None, said.get(name)))

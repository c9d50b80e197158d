"""Reads the engine's URNs: the kind of resource, and the declaration."""

from __future__ import annotations

from typing import Final

from ..catalogue import RESOURCES, Resource

PACKAGE: Final = "isp"
BY_TOKEN: Final = {token: each for each in RESOURCES for token in (each.token, each.plugin_token)}
"""Every kind, by its type tokens on both fronts: state may come from the other one, and while a stack moves,
a replaced object is deleted with its new name."""


def resource_of(urn: str) -> Resource:
    """The kind of resource of a URN.

    Raises:
        KeyError: It is not one of ours.
    """
    return BY_TOKEN[_types(urn).rpartition("$")[2]]


def owner_of(urn: str) -> str:
    """The owner in a URN, as every front writes it into state."""
    *parents, own = _types(urn).split("$")
    # The parents in a URN keep their names from older states.
    kinds = [BY_TOKEN[each].token if each in BY_TOKEN else each for each in parents]
    return f"{'$'.join([*kinds, str(BY_TOKEN[own])])}::{name_of(urn)}"


def name_of(urn: str) -> str:
    """The resource's name in the program; it may contain colons."""
    return urn.split("::", 3)[3]


def _types(urn: str) -> str:
    return urn.split("::", 3)[2]

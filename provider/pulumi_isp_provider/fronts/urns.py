"""The engine's names: which kind of resource is meant, and which declaration."""

from __future__ import annotations

from typing import Final

from ..catalogue import RESOURCES, Resource

PACKAGE: Final = "isp"
BY_TOKEN: Final = {token: each for each in RESOURCES for token in (each.token, each.plugin_token)}
"""Every kind, by its type tokens on either front: a state may be of the other one, and what a run replaces
while it moves a stack is deleted under its new name."""


def resource_of(urn: str) -> Resource:
    """Which kind of resource a URN names.

    Raises:
        KeyError: None of ours.
    """
    return BY_TOKEN[_types(urn).rpartition("$")[2]]


def owner_of(urn: str) -> str:
    """Which declaration a URN names, as every front writes it into state."""
    *parents, own = _types(urn).split("$")
    # What a resource is in keeps the name that older states have for it.
    kinds = [BY_TOKEN[each].token if each in BY_TOKEN else each for each in parents]
    return f"{'$'.join([*kinds, str(BY_TOKEN[own])])}::{name_of(urn)}"


def name_of(urn: str) -> str:
    """The name that the program gives a resource; it may have colons of its own."""
    return urn.split("::", 3)[3]


def _types(urn: str) -> str:
    return urn.split("::", 3)[2]

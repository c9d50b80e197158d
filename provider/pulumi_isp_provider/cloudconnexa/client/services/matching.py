"""Compares an object at the vendor with a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from ...errors import ConflictError
from ..api.schema import Body, Json
from ..models import Model
from ..subnets import subnet_of

M = TypeVar("M", bound=Model)


def equal_to(sent: Json, candidates: Iterable[M], *, shape: Body, key: Sequence[str], noun: str) -> M | None:
    """The object that a create has made, if any.

    Args:
        sent: The body of the create.
        candidates: The existing objects.
        shape: The schema of the body.
        key: The names in it that identify an object.
        noun: The noun for such an object.

    Returns:
        The one that is equal in all sent fields; None if no object has the same key.

    Raises:
        ConflictError: Another object has the same key.
    """
    key_on_the_wire = {shape.fields[name].attribute for name in key}
    others: list[tuple[str, frozenset[str]]] = []
    for candidate in candidates:
        differing = differences(sent, shape.draft(candidate))
        if not differing:
            return candidate
        if not differing & key_on_the_wire:
            others.append((candidate.id, differing))
    if not others:
        return None
    id_, differing = others[0]
    raise ConflictError(
        f"A {noun} with the same key exists (id {id_}), but it differs in " + ", ".join(sorted(differing)),
        object=id_,
    )


def differences(sent: Mapping[str, Any], stands: Mapping[str, Any]) -> frozenset[str]:
    """The names of sent fields that differ at the vendor.

    Null counts as not sent. Lists are compared without their order, addresses and subnets by their meaning,
    because it is not known how the vendor writes them.
    """
    return frozenset(name for name, value in sent.items() if not _same(value, stands.get(name)))


def _same(sent: Any, stands: Any) -> bool:
    if sent is None or sent == stands:
        return True
    if isinstance(sent, Mapping) and isinstance(stands, Mapping):
        return not differences(sent, stands)
    if isinstance(sent, list):
        return _same_items(sent, stands or [])
    if isinstance(sent, str) and isinstance(stands, str):
        return subnet_of(sent) is not None and subnet_of(sent) == subnet_of(stands)
    return False


def _same_items(sent: Sequence[Any], stands: Sequence[Any]) -> bool:
    left = list(stands)
    for item in sent:
        partner = next((i for i, other in enumerate(left) if _same(item, other)), None)
        if partner is None:
            return False
        del left[partner]
    return not left

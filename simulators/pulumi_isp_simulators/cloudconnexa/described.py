"""The shapes of requests and replies, from ``tables/shapes.yaml``, which explains the notation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ..core.tables import read_table
from .shapes import Address, Choice, Cidr, Field, Flag, Many, Shape, Text, Type, Whole

_RANGED: Final = re.compile(r"(string|integer)(?: ([0-9]*)\.\.([0-9]*))?( blank)?")
_PLAIN: Final[Mapping[str, Type]] = {
    "boolean": Flag(),
    "cidr": Cidr(),
    "ipv4": Address(4),
    "ipv6": Address(6),
}


def read_type(given: Any, known: Mapping[str, Shape]) -> Type:
    """The type of a field: its notation is a name, or a mapping with more."""
    if isinstance(given, list):
        return Many(read_type(given[0], known))
    if isinstance(given, dict):
        if "enum" in given:
            return Choice(*(word if isinstance(word, str) else next(iter(word)) for word in given["enum"]))
        found, least = read_type(given["type"], known), given.get("least", 0)
        if isinstance(found, Shape) and least:
            return Shape(*found.fields, least=least)
        return Many(found.item, least) if isinstance(found, Many) else found
    match = _RANGED.fullmatch(given)
    if match is None:
        return _PLAIN.get(given) or known[given]
    word, least, most, blank = match.groups()
    limits = {name: int(text) for name, text in (("least", least), ("most", most)) if text}
    return Whole(**limits) if word == "integer" else Text(**limits, may_be_blank=blank is not None)


def _field(name: str, given: Any, known: Mapping[str, Shape]) -> Field:
    rest = dict(given) if isinstance(given, dict) else {}
    for of_type in ("type", "enum", "least"):
        rest.pop(of_type, None)
    return Field(name, read_type(given, known), **rest)


def _read() -> Mapping[str, Shape]:
    shapes: dict[str, Shape] = {}
    for name, fields in read_table("cloudconnexa", "shapes.yaml").items():
        shapes[name] = Shape(*(_field(field, given, shapes) for field, given in fields.items()))
    return shapes


SHAPES: Final = _read()
"""The shapes by name."""

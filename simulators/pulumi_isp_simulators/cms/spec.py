"""Descriptions of object types: names, ids and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..core.tables import read_table
from .messages import Refused
from .references import key_names
from .rows import Key
from .values import Attribute, decimal_number
from .xmlio import Element

COUNTS: Final = ("crit", "maj", "min", "warn", "info")
"""Alarm counts, on every object with a state."""

REPORTED: Final[Mapping[str, Mapping[str, str]]] = read_table("cms", "reported.yaml")
"""The default values, by type and attribute."""


@dataclass(frozen=True)
class KeyPart:
    """One element of an id: a number in a range, or a text.

    Attributes:
        name: The element's name.
        low: Lowest number.
        high: Highest number.
        text: A text instead of a number.
    """

    name: str
    low: int = 1
    high: int = 2_147_483_647
    text: bool = False

    def read(self, text: str) -> int | str:
        """Read a part of an id.

        Raises:
            ValueError: It is not one.
        """
        if self.text:
            if not text or len(text) > 64:
                raise ValueError(f"{self.name} must have 1 to 64 characters")
            return text
        number = decimal_number(text.removeprefix("local:"))
        if number is None or not self.low <= number <= self.high:
            raise ValueError(f"{self.name} must be a whole number from {self.low} to {self.high}")
        return number


@dataclass(frozen=True)
class TypeSpec:
    """One object type.

    Attributes:
        name: Its name on the wire.
        key: The elements of its id.
        config: Attributes of get-config, create and merge, in printed order.
        state: Attributes of get, in printed order.
        parents: Types whose ``<children>`` it is.
        writes: The edit-config operations that it allows.
        named: Whether the last id element has a ``name``.
    """

    name: str
    key: tuple[KeyPart, ...]
    config: Mapping[str, Attribute] = field(default_factory=dict)
    state: tuple[str, ...] = ()
    parents: tuple[str, ...] = ("System",)
    writes: frozenset[str] = frozenset()
    named: bool = False

    def knows(self, name: str) -> bool:
        """Whether any read can ask for that attribute."""
        return name in self.config or name in self.state

    def read_key(self, id_element: Element | None) -> Key:
        """Read the key in an ``<id>``.

        Raises:
            Refused: A part is missing or not allowed.
        """
        try:
            return tuple(part.read(id_element.text_of(part.name) if id_element else "") for part in self.key)
        except ValueError:
            raise Refused("decode-id") from None

    def parse_key(self, text: str) -> Key:
        """Read a key with slashes, as in ``5/3/1/1``.

        Raises:
            ValueError: It is not one.
        """
        parts = text.split("/") if len(self.key) > 1 else [text]
        if len(parts) != len(self.key):
            raise ValueError(f"must have the form {'/'.join(part.name for part in self.key)}")
        return tuple(part.read(value) for part, value in zip(self.key, parts, strict=True))


def spec_key(type_name: str, *, low: int = 1, high: int = 2_147_483_647) -> tuple[KeyPart, ...]:
    """The id of a type with the same elements as references to it; the range applies to the last part."""
    *above, last = key_names(type_name)
    return (*(KeyPart(name) for name in above), KeyPart(last, low, high))

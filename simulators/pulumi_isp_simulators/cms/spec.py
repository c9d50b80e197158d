"""How object types are described: what they are called, how they are addressed, what they hold."""

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
"""What there is to say where nothing else was set, by type and attribute."""


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
        """The part that a text stands for.

        Raises:
            ValueError: It stands for none.
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
        config: What get-config, create and merge know, in the order in which it prints.
        state: What get knows, in the order in which it prints.
        parents: Types whose ``<children>`` it is.
        writes: The edit-config operations it takes.
        named: Whether the last id element carries a ``name``.
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
        """The key that an ``<id>`` holds.

        Raises:
            Refused: A part is missing or is not what it must be.
        """
        try:
            return tuple(part.read(id_element.text_of(part.name) if id_element else "") for part in self.key)
        except ValueError:
            raise Refused("decode-id") from None

    def parse_key(self, text: str) -> Key:
        """The key that a text with slashes stands for, as in ``5/3/1/1``.

        Raises:
            ValueError: It stands for none.
        """
        parts = text.split("/") if len(self.key) > 1 else [text]
        if len(parts) != len(self.key):
            raise ValueError(f"must have the form {'/'.join(part.name for part in self.key)}")
        return tuple(part.read(value) for part, value in zip(self.key, parts, strict=True))


def spec_key(type_name: str, *, low: int = 1, high: int = 2_147_483_647) -> tuple[KeyPart, ...]:
    """The id of a type that is addressed as others refer to it; the range is that of the last part."""
    *above, last = key_names(type_name)
    return (*(KeyPart(name) for name in above), KeyPart(last, low, high))

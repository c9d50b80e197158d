"""What all object types have in common: how they are described, addressed, read and written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .messages import Refused, object_name
from .references import key_names
from .table import Key, Table
from .values import Attribute, Value, decimal_number
from .xmlio import Element

if TYPE_CHECKING:
    from .node import Node

Fields = Mapping[str, Value]
"""Values by attribute name."""


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


class Family(ABC):
    """The objects of one type in one node."""

    def __init__(self, node: Node, spec: TypeSpec) -> None:
        self.node = node
        self.spec = spec

    @abstractmethod
    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """Keys under a parent's key, in order, from behind ``after`` on."""

    def __iter__(self) -> Iterator[Key]:
        return self.keys()

    @abstractmethod
    def __contains__(self, key: Key) -> bool: ...

    @abstractmethod
    def value(self, key: Key, name: str) -> Value:
        """One attribute of an object that exists; a null reference where there is nothing to say."""

    def lookup(self, name: str, wanted: Value) -> Iterable[Key] | None:
        """Keys of all objects with that value, from an index; None if there is no index for it."""
        return None

    def name_of(self, key: Key) -> str:
        """The name that the last id element carries, for types that have one."""
        return f"{self.spec.name}{key[-1]}"

    def must_exist(self, key: Key) -> None:
        """Refuse an object that is not there.

        Raises:
            Refused: It is missing.
        """
        if key not in self:
            raise Refused("missing", object=object_name(self.spec.name))

    def create(self, key: Key, fields: Fields) -> Key:
        """Create an object and return its key, which may have been chosen here.

        Raises:
            Refused: It is there already, or something does not fit.
        """
        raise NotImplementedError

    def merge(self, key: Key, fields: Fields) -> None:
        """Change what is given of an object that exists.

        Raises:
            Refused: Something does not fit.
        """
        raise NotImplementedError

    def delete(self, key: Key) -> None:
        """Delete an object that exists, with what hangs on it."""
        raise NotImplementedError

    def hangs_on(self, key: Key) -> str | None:
        """What forbids to delete an object without force, as an error text names it."""
        return None

    def complete(self, fields: Fields) -> dict[str, Value]:
        """Fields of a create with every default filled in.

        Raises:
            Refused: A required one is missing or null.
        """
        for name, attribute in self.spec.config.items():
            if attribute.required and fields.get(name) in (None, ""):
                raise Refused("missing-value", name=name)
        return {name: fields.get(name, attribute.default) for name, attribute in self.spec.config.items()}


class TableFamily(Family):
    """Objects that are rows of a table."""

    def __init__(self, node: Node, spec: TypeSpec) -> None:
        super().__init__(node, spec)
        self.rows: Table[dict[str, Value]] = Table()

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """Keys under a parent's key, in order."""
        return self.rows.keys(prefix, after)

    def __contains__(self, key: Key) -> bool:
        return key in self.rows

    def value(self, key: Key, name: str) -> Value:
        """One attribute of a row."""
        return self.rows[key][name]

    def merge(self, key: Key, fields: Fields) -> None:
        """Change a row, if the profiles that it refers to are there."""
        self.node.check_references(self.spec, fields)
        self.rows[key].update(fields)

    def delete(self, key: Key) -> None:
        """Drop a row."""
        self.rows.drop(key)


def spec_key(type_name: str, *, low: int = 1, high: int = 2_147_483_647) -> tuple[KeyPart, ...]:
    """The id of a type that is addressed as others refer to it; the range is that of the last part."""
    *above, last = key_names(type_name)
    return (*(KeyPart(name) for name in above), KeyPart(last, low, high))

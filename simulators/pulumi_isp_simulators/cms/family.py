"""The common base of all object types: reading and writing objects."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from .messages import Refused, object_name
from .rows import Key, Table
from .spec import TypeSpec
from .state import Fields, State
from .values import Value

TableT = TypeVar("TableT", bound=Table[Any])


class Family(ABC):
    """The objects of one type in one node."""

    def __init__(self, node: State, spec: TypeSpec) -> None:
        self.node = node
        self.spec = spec

    @abstractmethod
    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """Keys under a parent's key, in order, after ``after``."""

    def __iter__(self) -> Iterator[Key]:
        return self.keys()

    @abstractmethod
    def __contains__(self, key: Key) -> bool: ...

    @abstractmethod
    def value(self, key: Key, name: str) -> Value:
        """One attribute of an existing object; a null reference if it has no value."""

    def lookup(self, name: str, wanted: Value) -> Iterable[Key] | None:
        """Keys of all objects with that value, from an index; None if there is no index for it."""
        return None

    def name_of(self, key: Key) -> str:
        """The name that the last id element carries, for types that have one."""
        return f"{self.spec.name}{key[-1]}"

    def stands_under(self, parent: str) -> bool:
        """Whether objects of a type list these as their children."""
        return parent in self.spec.parents

    def is_shown_under(self, parent: str) -> bool:
        """Whether the listing of a parent type shows them; else it is empty."""
        return True

    def must_exist(self, key: Key) -> None:
        """Refuse an object that does not exist.

        Raises:
            Refused: It is missing.
        """
        if key not in self:
            raise Refused("missing", object=object_name(self.spec.name))

    def create(self, key: Key, fields: Fields) -> Key:
        """Create an object and return its key, which may be chosen here.

        Raises:
            Refused: It exists already, or a value does not fit.
        """
        raise NotImplementedError

    def merge(self, key: Key, fields: Fields) -> None:
        """Change the given attributes of an existing object.

        Raises:
            Refused: A value does not fit.
        """
        raise NotImplementedError

    def delete(self, key: Key) -> None:
        """Delete an existing object with its children."""
        raise NotImplementedError

    def hangs_on(self, key: Key) -> str | None:
        """The reason why an object cannot be deleted without force, in the words of the error text."""
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


class InTable(Family, Generic[TableT]):
    """Objects that are rows of a table."""

    def __init__(self, node: State, spec: TypeSpec, rows: TableT) -> None:
        super().__init__(node, spec)
        self.rows = rows

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """Keys under a parent's key, in order."""
        return self.rows.keys(prefix, after)

    def __contains__(self, key: Key) -> bool:
        return key in self.rows


class TableFamily(InTable[Table[dict[str, Value]]]):
    """Objects whose attributes are all stored in their row."""

    def __init__(self, node: State, spec: TypeSpec) -> None:
        super().__init__(node, spec, node.rows(spec.name))

    def value(self, key: Key, name: str) -> Value:
        """One attribute of a row."""
        return self.rows[key][name]

    def merge(self, key: Key, fields: Fields) -> None:
        """Change a row, if the profiles that it refers to exist."""
        self.node.check_references(self.spec, fields)
        self.rows[key].update(fields)

    def delete(self, key: Key) -> None:
        """Drop a row."""
        self.rows.drop(key)

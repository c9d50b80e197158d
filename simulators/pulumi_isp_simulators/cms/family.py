"""What all object types have in common: how their objects are read and written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from .messages import Refused, object_name
from .rows import Key
from .spec import TypeSpec
from .state import Fields, State
from .values import Value


class Family(ABC):
    """The objects of one type in one node."""

    def __init__(self, node: State, spec: TypeSpec) -> None:
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

    def stands_under(self, parent: str) -> bool:
        """Whether objects of a type list these as their children."""
        return parent in self.spec.parents

    def is_shown_under(self, parent: str) -> bool:
        """Whether the listing of a type that they stand under shows them; else it is empty."""
        return True

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

    def __init__(self, node: State, spec: TypeSpec) -> None:
        super().__init__(node, spec)
        self.rows = node.rows(spec.name)

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

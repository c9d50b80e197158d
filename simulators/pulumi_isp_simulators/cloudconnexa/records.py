"""Objects of one kind: in order, by parent and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from .shapes import Record


class Table:
    """Records of one kind, in the order of their creation.

    A record is replaced, never changed in place, so a record that was read stays unchanged.

    Args:
        parent_field: Field with the parent's id, for kinds with a parent.
        name_field: Field with the object's name for people.
    """

    def __init__(self, parent_field: str | None = None, name_field: str | None = None) -> None:
        self._parent_field = parent_field
        self._name_field = name_field
        self._rows: dict[str, Record] = {}
        self._by_parent: dict[str, dict[str, None]] = {}
        self._by_name: dict[str, dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._rows.values())

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def get(self, key: str) -> Record | None:
        """The record with that id."""
        return self._rows.get(key)

    def named(self, name: object) -> str | None:
        """Id of the first record with that name."""
        return next(iter(self._by_name.get(str(name), ())), None)

    def under(self, parent: str) -> list[Record]:
        """The records of a parent."""
        return [self._rows[key] for key in self._by_parent.get(parent, ())]

    def page(
        self, parent: str | None, start: int, size: int, *, newest_first: bool
    ) -> tuple[list[Record], int]:
        """``size`` records from ``start`` on, and the total number."""
        keys: Sequence[str] | dict[str, None] | dict[str, Record]
        keys = self._rows if parent is None else self._by_parent.get(parent, {})
        ordered: Iterable[str] = reversed(keys) if newest_first else keys
        return [self._rows[key] for key in islice(ordered, start, start + size)], len(keys)

    def put(self, record: Record) -> None:
        """Add a record, or replace the one with its id."""
        key = str(record["id"])
        old = self._rows.get(key)
        self._rows[key] = record
        for field, index in ((self._parent_field, self._by_parent), (self._name_field, self._by_name)):
            if field is None or (old is not None and old.get(field) == record.get(field)):
                continue
            if old is not None:
                self._forget(index, old.get(field), key)
            if record.get(field) is not None:
                index.setdefault(str(record[field]), {})[key] = None

    def remove(self, key: str) -> None:
        """Take a record out."""
        old = self._rows.pop(key)
        if self._parent_field is not None:
            self._forget(self._by_parent, old.get(self._parent_field), key)
        if self._name_field is not None:
            self._forget(self._by_name, old.get(self._name_field), key)

    @staticmethod
    def _forget(index: dict[str, dict[str, None]], value: object, key: str) -> None:
        keys = index.get(str(value))
        if keys is not None:
            keys.pop(key, None)
            if not keys:
                del index[str(value)]

"""Rows in the order of their keys."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from typing import Generic, TypeVar

Key = tuple[int | str, ...]
"""The id of an object. The id of a child begins with its parent's id."""

Row = TypeVar("Row")


class Table(Generic[Row]):
    """A dictionary that can list from any key on without sorting."""

    def __init__(self) -> None:
        self._rows: dict[Key, Row] = {}
        self._order: list[Key] = []

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def __getitem__(self, key: Key) -> Row:
        return self._rows[key]

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: Key) -> Row | None:
        """The row, or None."""
        return self._rows.get(key)

    def put(self, key: Key, row: Row) -> None:
        """Add or replace a row."""
        if key not in self._rows:
            # Loading is usually in order; then no search is needed.
            if not self._order or key > self._order[-1]:
                self._order.append(key)
            else:
                insort(self._order, key)
        self._rows[key] = row

    def drop(self, key: Key) -> Row:
        """Remove a row and return it."""
        row = self._rows.pop(key)
        del self._order[bisect_left(self._order, key)]
        return row

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """Keys that begin with ``prefix``, in order, after ``after``."""
        start = bisect_left(self._order, prefix)
        if after is not None:
            start = max(start, bisect_right(self._order, after))
        width = len(prefix)
        for index in range(start, len(self._order)):
            key = self._order[index]
            if key[:width] != prefix:
                return
            yield key

    def any(self, prefix: Key) -> bool:
        """Whether any key begins with ``prefix``."""
        return next(self.keys(prefix), None) is not None

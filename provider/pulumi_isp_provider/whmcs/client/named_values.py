"""Custom fields and configurable options: rows of names and values, as one dict."""

from __future__ import annotations

from collections.abc import Mapping

from ...core.answers import Field, FrozenDict, Raw
from . import php

Values = Mapping[str, str]


def stable_name(name: str) -> str:
    """The part of a name that stays when its label changes.

    In WHMCS a name may be ``name|Label``: the first part is the key, the second part is shown.
    """
    return name.partition("|")[0].strip()


def by_name(key: str, singular: str, *names: str) -> Field[Values]:
    """The values by name.

    Rows of one name with different values are left out, because neither is right. They are available
    :func:`by id <by_id>`.

    Args:
        key: Key of the list in the raw row.
        singular: Key of the rows in the list.
        names: Keys of a row's name; the first one with a value is used.
    """

    def read(raw: Raw) -> Values:
        found: dict[str, str] = {}
        ambiguous: set[str] = set()
        for row in php.rows(raw.get(key), singular):
            name = next((php.display(row[n]) for n in names if row.get(n)), "")
            name, value = stable_name(name), php.display(row.get("value"))
            if name and found.setdefault(name, value) != value:
                ambiguous.add(name)
        return FrozenDict((name, value) for name, value in found.items() if name not in ambiguous)

    return Field(read)


def by_id(key: str, singular: str) -> Field[Values]:
    """The values by the id of their definition, written as text."""

    def read(raw: Raw) -> Values:
        return FrozenDict(
            (php.text(row["id"]), php.display(row.get("value")))
            for row in php.rows(raw.get(key), singular)
            if row.get("id")
        )

    return Field(read)


def find(values: Values, wanted: str) -> str | None:
    """The value of a name in any case; None if two values match."""
    name = stable_name(wanted).casefold()
    found = {value for key, value in values.items() if key.casefold() == name}
    return found.pop() if len(found) == 1 else None

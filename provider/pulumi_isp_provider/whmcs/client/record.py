"""Records: rows of an answer with our names and types.

A record class declares its fields once. The declaration gives the conversion from the wire, the keys
(``product["id"]``) and the typed attributes (``product.id``).
"""

from __future__ import annotations

from typing import TypeVar

from ...core.answers import Field, Raw, Record
from . import php

R = TypeVar("R", bound="Record")


def _first(raw: Raw, keys: tuple[str, ...]) -> object:
    """The value of the first key that exists."""
    for key in keys:
        if key in raw:
            return raw[key]
    return None


def number(*keys: str) -> Field[int]:
    """A whole number that is never missing."""

    def read(raw: Raw) -> int:
        value = php.integer(_first(raw, keys))
        if value is None:
            raise ValueError("it is missing")
        return value

    return Field(read)


def optional_number(*keys: str) -> Field[int | None]:
    """A whole number that may be missing."""
    return Field(lambda raw: php.integer(_first(raw, keys)))


def reference(*keys: str) -> Field[int | None]:
    """The id of another object; WHMCS writes 0 if there is none."""
    return Field(lambda raw: php.integer(_first(raw, keys)) or None)


def text(*keys: str) -> Field[str]:
    """Text unchanged; the empty string if missing."""
    return Field(lambda raw: php.text(_first(raw, keys)))


def display(*keys: str) -> Field[str]:
    """Text typed by people, with HTML entities unescaped once."""
    return Field(lambda raw: php.display(_first(raw, keys)))


def optional_display(*keys: str) -> Field[str | None]:
    """Text typed by people, or None."""
    return Field(lambda raw: php.display(_first(raw, keys)) or None)


def flag(*keys: str) -> Field[bool | None]:
    """True, False, or None if missing."""
    return Field(lambda raw: php.flag(_first(raw, keys)))


def amount(*keys: str) -> Field[str | None]:
    """Money as exact decimal text."""
    return Field(lambda raw: php.amount(_first(raw, keys)))


def date(*keys: str) -> Field[str | None]:
    """A date or time stamp, or None."""
    return Field(lambda raw: php.date(_first(raw, keys)))


def items(kind: type[R], key: str, singular: str | None) -> Field[tuple[R, ...]]:
    """A list of records inside the row."""
    return Field(lambda raw: tuple(kind.parse(row) for row in php.rows(raw.get(key), singular)))

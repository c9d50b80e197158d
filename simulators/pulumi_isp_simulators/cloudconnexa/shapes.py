"""A small language that describes JSON bodies; it reads requests and writes replies.

A :class:`Shape` names the fields of an object in the order in which the vendor writes them, each with
its type, its limits, and the API releases that have it. One declaration serves every release.
"""

from __future__ import annotations

import ipaddress
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

type_name: Final = {str: "string", bool: "boolean", int: "integer", list: "array", dict: "object"}

Record = dict[str, Any]
"""A JSON object; its :class:`Shape` declares the types of its values."""

Release = tuple[int, ...]
"""A release of the API, comparable: ``(1, 1, 0)``."""

Writer = Callable[[Any], Any]

LENGTH_CODE = "0-10-25"
_INT32 = 2**31 - 1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=64)
def release(text: str) -> Release:
    """``"1.1.0"`` as a tuple that can be compared."""
    return tuple(int(part) for part in text.split("."))


@dataclass(frozen=True)
class Issue:
    """One error in a body.

    Attributes:
        place: The field, as a path: ``routes[2].value``; empty for the body itself.
        message: The vendor's message.
        code: The vendor's error code, if known.
        params: The values of the placeholders in the message.
    """

    place: str
    message: str
    code: str | None = None
    params: Record | None = None


@dataclass
class Reading:
    """How to read a body, and the errors found in it.

    Attributes:
        release: Fields of later releases are ignored; None knows the fields of all releases.
        strict: Unknown fields are issues (seeds) instead of being ignored (the API).
        blanks: Whether texts that may be blank by a switch may be blank.
        issues: The errors found so far.
    """

    release: Release | None = None
    strict: bool = False
    blanks: bool = False
    issues: list[Issue] = field(default_factory=list)

    def wrong(self, place: str, message: str, code: str | None = None, params: Record | None = None) -> None:
        """Add an error."""
        self.issues.append(Issue(place, message, code, params))


class Type(ABC):
    """A type of values."""

    @abstractmethod
    def read(self, value: object, place: str, reading: Reading) -> Any:
        """The value as stored; errors go to ``reading``."""

    def writer(self, at: Release) -> Writer | None:
        """A function from a stored value to its reply, or None if it is written unchanged."""
        return None


def _is(value: object, wanted: type, place: str, reading: Reading) -> bool:
    if isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)):
        return True
    reading.wrong(place, f"The value is not of type {type_name[wanted]}")
    return False


@dataclass(frozen=True)
class Text(Type):
    """A string of limited length. ``may_be_blank``: a switch decides whether it may be empty."""

    least: int = 0
    most: int | None = None
    may_be_blank: bool = False

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Check type and length, and that the text can be written again."""
        if not _is(value, str, place, reading):
            return value
        text = str(value)
        least = 0 if self.may_be_blank and reading.blanks else self.least
        if _LONE_SURROGATE.search(text):
            reading.wrong(place, "The value is not valid Unicode")
        elif len(text) < least or (self.most is not None and len(text) > self.most):
            # The vendor's message has been seen with its placeholders unfilled.
            params: Record = {"min": self.least}
            if self.most is not None:
                params["max"] = self.most
            reading.wrong(place, "Length must be between {min} and {max}", LENGTH_CODE, params)
        return text


@dataclass(frozen=True)
class Address(Type):
    """An IP address of one version, stored as written."""

    version: int

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Check that it is an address of the right version."""
        if _is(value, str, place, reading):
            try:
                fits = ipaddress.ip_address(str(value)).version == self.version
            except ValueError:
                fits = False
            if not fits:
                reading.wrong(place, f"Invalid IPv{self.version} address")
        return value


@dataclass(frozen=True)
class Cidr(Type):
    """A subnet in CIDR notation, stored as written."""

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Check that it is a subnet with a prefix length; host bits may be set."""
        if _is(value, str, place, reading):
            text = str(value)
            try:
                ipaddress.ip_network(text, strict=False)
                fits = "/" in text and "%" not in text
            except ValueError:
                fits = False
            if not fits:
                reading.wrong(place, "Invalid CIDR")
        return value


class Choice(Type):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Refuse any other word, also the empty one, with the vendor's message."""
        if _is(value, str, place, reading) and value not in self.words:
            allowed = ", ".join(self.words)
            shown = _LONE_SURROGATE.sub("\ufffd", str(value))
            reading.wrong(place, f"The value: '{shown}' is invalid. Allowed value(s): [{allowed}]")
        return value


@dataclass(frozen=True)
class Whole(Type):
    """A whole number of 32 bits, unless limits are given."""

    least: int = -_INT32 - 1
    most: int = _INT32

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Check type and range."""
        if _is(value, int, place, reading) and not self.least <= int(str(value)) <= self.most:
            reading.wrong(place, f"The value must be between {self.least} and {self.most}")
        return value


@dataclass(frozen=True)
class Flag(Type):
    """True or false."""

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Check the type."""
        _is(value, bool, place, reading)
        return value


@dataclass(frozen=True)
class Many(Type):
    """A list of values of one type."""

    item: Type
    least: int = 0

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Read every element."""
        if not isinstance(value, list):
            reading.wrong(place, "The value is not of type array")
            return value
        if len(value) < self.least:
            reading.wrong(place, f"At least {self.least} element(s) needed")
        return [self.item.read(each, f"{place}[{at}]", reading) for at, each in enumerate(value)]

    def writer(self, at: Release) -> Writer | None:
        """Write every element."""
        write = self.item.writer(at)
        return None if write is None else lambda values: [write(each) for each in values]


@dataclass(frozen=True)
class Field:
    """One field of an object.

    Attributes:
        name: Its name on the wire.
        type: Its type.
        required: A request without it is refused.
        default: The server's value if a create leaves it out; without a default it is null.
        since: The first release that has it.
        until: The first release that no longer has it.
        omit_empty: An empty list is left out of the reply, as null is.
        blank_is_null: An empty string in a request counts as left out.
    """

    name: str
    type: Type
    required: bool = False
    default: Any = None
    since: str = "1.0"
    until: str | None = None
    omit_empty: bool = False
    blank_is_null: bool = False

    def known(self, at: Release | None) -> bool:
        """Whether that release has the field."""
        if at is None:
            return True
        return release(self.since) <= at and (self.until is None or at < release(self.until))


class Shape(Type):
    """An object: its fields in the order in which they are written."""

    def __init__(self, *fields: Field, least: int = 0) -> None:
        self.fields = fields
        self.least = least
        self._by_name = {each.name: each for each in fields}
        self._writers: dict[Release, Writer] = {}

    def read(self, value: object, place: str, reading: Reading) -> Any:
        """Read the known fields; null counts as left out."""
        if not isinstance(value, dict):
            reading.wrong(place, "The value is not of type object")
            return value
        inside = f"{place}." if place else ""
        found: Record = {}
        for each in self.fields:
            given = value.get(each.name) if each.known(reading.release) else None
            if given == "" and each.blank_is_null:
                given = None
            if given is not None:
                found[each.name] = each.type.read(given, inside + each.name, reading)
            elif each.required:
                reading.wrong(inside + each.name, f"The {each.name} parameter is missing")
        if reading.strict:
            for name in value:
                if name not in self._by_name:
                    known = ", ".join(self._by_name)
                    reading.wrong(inside + str(name), f"unknown field; known are: {known}")
        if len(found) < self.least:
            reading.wrong(place, "The value must not be empty")
        return found

    def writer(self, at: Release) -> Writer:
        """Write the fields that the release has; nulls are left out."""
        if at not in self._writers:
            self._writers[at] = self._compiled(at)
        return self._writers[at]

    def _compiled(self, at: Release) -> Writer:
        plan = [(each.name, each.type.writer(at), each.omit_empty) for each in self.fields if each.known(at)]

        def write(record: Record) -> Record:
            out: Record = {}
            for name, deeper, omit_empty in plan:
                value = record.get(name)
                if value is None or (omit_empty and not value):
                    continue
                out[name] = value if deeper is None else deeper(value)
            return out

        return write

    def optional(self) -> Shape:
        """The same fields, none of them required."""
        return Shape(*(Field(each.name, each.type) for each in self.fields))

    def joined(self, others: Iterable[Field]) -> Shape:
        """These fields, and additional ones of the others."""
        extra = {each.name: each for each in others if each.name not in self._by_name}
        return Shape(*self.fields, *extra.values())

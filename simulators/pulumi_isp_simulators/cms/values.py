"""The values of attributes, on the wire and in a seed.

A value is text, a reference to another object, or None for the null reference. Numbers and booleans are text
too: the E7 returns what it was given, in its own spelling.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from .xmlio import Element

JsonValue = str | int | float | bool | None | dict[str, object]

HIGHEST_ONT: Final = 64_000_000
SUBSCRIBER_ID_LENGTH: Final = 32
DESCRIPTION_LENGTH: Final = 48
"""Both lengths are documented for an ONT's ports; ASSUMED to be the same for the ONT."""

RESERVED_VLANS: Final = range(1002, 1006)
"""VLAN ids that the E7 reserves (System: ``first-res-vlan``, ``num-res-vlan``)."""


class Ref(NamedTuple):
    """A reference: the type and the texts of its id elements, in order."""

    type: str
    key: tuple[str, ...]


Value = str | Ref | None


class BadValue(ValueError):
    """Not a value of this attribute; the message says what is allowed."""


class Kind(ABC):
    """A set of allowed values."""

    def read(self, element: Element) -> Value:
        """The value of an element of a request.

        Raises:
            BadValue: It is not allowed.
        """
        return self.check(element.value)

    def check(self, text: str) -> Value:
        """The value for a text.

        Raises:
            BadValue: It is not allowed.
        """
        return self._check(text)

    @abstractmethod
    def _check(self, text: str) -> Value: ...

    def from_json(self, value: object) -> Value:
        """The value of a seed's field.

        Raises:
            BadValue: It is not allowed.
        """
        if isinstance(value, bool):
            return self.check("true" if value else "false")
        if value is None:
            return self.check("")
        if isinstance(value, str | int | float):
            return self.check(str(value))
        raise BadValue("must be a text, a number or a boolean")

    def to_json(self, value: Value) -> JsonValue:
        """The value in the seed format."""
        return value if isinstance(value, str) else None

    def equal(self, value: Value, wanted: Value) -> bool:
        """Whether a filter for ``wanted`` matches ``value``."""
        return value == wanted


@dataclass(frozen=True)
class Text(Kind):
    """Any text.

    Attributes:
        limit: Most characters allowed, None for no limit.
    """

    limit: int | None = None

    def _check(self, text: str) -> Value:
        if self.limit is not None and len(text) > self.limit:
            raise BadValue(f"must have at most {self.limit} characters")
        return text


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def _check(self, text: str) -> Value:
        if text not in self.words:
            raise BadValue(f"must be one of {', '.join(self.words)}")
        return text


BOOLEAN: Final = Choice(("true", "false"))
SWITCH: Final = Choice(("enabled", "disabled"))
ADMIN: Final = Choice(("enabled", "disabled", "enabled-no-alarms"))


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number in a range, or one of a few words."""

    low: int
    high: int
    words: tuple[str, ...] = ()

    def _check(self, text: str) -> Value:
        if text in self.words:
            return text
        number = decimal_number(text)
        if number is None or not self.low <= number <= self.high:
            also = "".join(f", or {word}" for word in self.words)
            raise BadValue(f"must be a whole number from {self.low} to {self.high}{also}")
        return str(number)


@dataclass(frozen=True)
class Number(Kind):
    """A decimal number in a range, stored as written. With ``blank`` the empty text is allowed."""

    low: float
    high: float
    blank: bool = False

    _FORM = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")

    def _check(self, text: str) -> Value:
        if self.blank and not text:
            return text
        if self._FORM.fullmatch(text) is None or not self.low <= float(text) <= self.high:
            raise BadValue(f"must be a number from {self.low} to {self.high}")
        return text


@dataclass(frozen=True)
class Serial(Kind):
    """A serial number: hexadecimal digits without the vendor's letters; ``0`` for none yet.

    Stored as written. Filters and the link to hardware ignore case and leading zeros.
    """

    LIMIT: ClassVar = 12

    def _check(self, text: str) -> Value:
        if not 1 <= len(text) <= self.LIMIT or re.fullmatch(r"[0-9A-Fa-f]+", text) is None:
            raise BadValue(f"must be 1 to {self.LIMIT} hexadecimal digits without the vendor's letters")
        return text if serial_key(text) else "0"

    def equal(self, value: Value, wanted: Value) -> bool:
        """Whether both are the same serial number in any spelling."""
        return isinstance(value, str) and isinstance(wanted, str) and serial_key(value) == serial_key(wanted)


@dataclass(frozen=True)
class VlanTag(Kind):
    """A VLAN tag, 2 to 4093 without the reserved ones, or ``none``."""

    def _check(self, text: str) -> Value:
        if text == "none":
            return text
        number = decimal_number(text)
        if number is None or not 2 <= number <= 4093 or number in RESERVED_VLANS:
            raise BadValue("must be none, or 2 to 4093 without 1002 to 1005")
        return str(number)


@dataclass(frozen=True)
class Rate(Kind):
    """A rate: ``none``, or a whole number with ``k``, ``m`` or ``g`` (``1.2g`` and the like included).

    Steps of 64 kbit/s up to 2 Mbit/s, of 1 Mbit/s up to 1 Gbit/s, of 100 Mbit/s above; 0 turns the meter off.

    Attributes:
        highest: Highest rate in kbit/s.
    """

    highest: int

    _FORM = re.compile(r"([0-9]{1,7})(?:\.([0-9]))?([kmg]?)")
    _UNITS: ClassVar[Mapping[str, int]] = {"": 1, "k": 1, "m": 1_000, "g": 1_000_000}

    def _check(self, text: str) -> Value:
        if text == "none":
            return text
        match = self._FORM.fullmatch(text)
        if match is None:
            raise BadValue("must be none, or a number with k, m or g")
        tenths = int(match[1]) * 10 + int(match[2] or 0)
        rate, rest = divmod(tenths * self._UNITS[match[3]], 10)
        if rest or rate > self.highest or not self._on_step(rate):
            raise BadValue("must be on the steps of 64k to 2m, 1m to 1g, 100m above, within the range")
        return text

    @staticmethod
    def _on_step(rate: int) -> bool:
        if rate <= 2_000:
            return rate % 64 == 0 or rate in (1_000, 2_000)
        return rate % (1_000 if rate <= 1_000_000 else 100_000) == 0


@dataclass(frozen=True)
class Attribute:
    """One attribute of a type.

    Attributes:
        kind: Its allowed values.
        default: Its default.
        required: Whether a create must give it.
    """

    kind: Kind
    default: Value = ""
    required: bool = False


def decimal_number(text: str) -> int | None:
    """The whole number of a text of up to ten ASCII digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else None


def serial_key(text: str) -> str:
    """A serial number in the form that is compared: upper case, without leading zeros; empty for none."""
    return text.upper().lstrip("0")

"""The forms in which single values stand on the wire."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from ...errors import InvalidValueError
from .. import identifiers
from .wire import ObjectRef, WireValue

# What XML cannot hold. All that it can hold, negated, takes ten times as long to compile, in each process.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RATE = re.compile(r"none|0|[0-9]{1,7}(\.[0-9])?[kmg]", re.ASCII)


def plain_text(value: WireValue) -> str:
    """Text as it is; of a reference its keys, such as ``162`` or ``1/1/3``."""
    return value if isinstance(value, str) else "/".join(part for _, part in value.keys)


@dataclass(frozen=True, slots=True)
class Form:
    """How one value is read and written.

    Attributes:
        read: Wire text (trimmed, not empty) to value; raises ValueError for what it is not.
        write: Name of the field and value to wire value; raises InvalidValueError.
        same: Whether two values that were read mean the same.
        plain: A wire value as the text that ``read`` takes.
    """

    read: Callable[[str], object]
    write: Callable[[str, object], WireValue]
    same: Callable[[object, object], bool] = operator.eq
    plain: Callable[[WireValue], str] = plain_text


def text(*choices: str, longest: int | None = None) -> Form:
    """Text, one of some words, or of a length; white space around it does not count, as in replies."""

    def write(name: str, value: object) -> WireValue:
        if not isinstance(value, str):
            raise InvalidValueError(f"{name} must be text, not {type(value).__name__}")
        if _NOT_XML.search(value):
            raise InvalidValueError(f"{name} holds a control character, which XML cannot carry")
        value = value.strip()
        if choices and value and value not in choices:
            raise InvalidValueError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
        if longest is not None and len(value) > longest:
            raise InvalidValueError(f"{name} must not be longer than {longest} characters")
        return value

    return Form(str, write)


def integer(lowest: int, highest: int) -> Form:
    """A whole number; the range holds for what is written."""

    def write(name: str, value: object) -> WireValue:
        return "" if value == "" else identifiers.number(name, value, lowest, highest)

    return Form(int, write)


def identifier(lowest: int, highest: int, *, zero: str | None = None) -> Form:
    """The number of an object, kept as text; zero is what to tell somebody who writes 0."""

    def read(value: str) -> str:
        if not value:
            raise ValueError("is empty")
        return value

    return Form(read, lambda name, value: identifiers.number(name, value, lowest, highest, zero=zero))


def decimal(lowest: float, highest: float) -> Form:
    """A number with a fraction, such as a level in dBm."""

    def write(name: str, value: object) -> WireValue:
        if value == "":
            return ""
        try:
            number = float("nan") if isinstance(value, bool) else float(str(value))
        except ValueError:
            number = float("nan")
        if not lowest <= number <= highest:
            raise InvalidValueError(f"{name} must be a number from {lowest} to {highest}, not {value!r}")
        return str(number)

    def read(value: str) -> float:
        number = float(value)
        if not math.isfinite(number):
            raise ValueError("is no number to compare with")
        return number

    return Form(read, write)


def boolean() -> Form:
    """``true`` or ``false``."""

    def read(value: str) -> bool:
        if value not in {"true", "false"}:
            raise ValueError("is neither true nor false")
        return value == "true"

    def write(name: str, value: object) -> WireValue:
        if value == "":
            return ""
        if not isinstance(value, bool):
            raise InvalidValueError(f"{name} must be True or False, not {value!r}")
        return "true" if value else "false"

    return Form(read, write)


def words() -> Form:
    """A list of words, which the E7 only ever tells."""

    def write(name: str, value: object) -> WireValue:
        raise InvalidValueError(f"{name} is told by the E7 and cannot be set to {value!r}")

    return Form(lambda value: tuple(value.split()), write)


def serial() -> Form:
    """A serial number; None where the E7 holds ``0``."""
    return Form(
        lambda value: None if value == identifiers.NO_SERIAL_NUMBER else value.upper(),
        lambda name, value: identifiers.serial_number(value, name),
        identifiers.same_serial_number,
    )


def reference(wire_type: str) -> Form:
    """The number of an object of another type, such as a profile.

    Its key element has the name of the type in lower case.
    """

    def write(name: str, value: object) -> WireValue:
        if value == "":
            return ""
        return ObjectRef(wire_type, ((wire_type.lower(), identifiers.profile_id(name, value)),))

    return Form(str, write, identifiers.same_profile)


def gpon_port() -> Form:
    """A port of the OLT, as ``shelf/card/port``."""
    return Form(str, lambda name, value: "" if value == "" else identifiers.gpon_port(value, name))


def flag() -> Form:
    """A switch whose words differ between attributes and releases: True and False, or the word itself."""

    def write(name: str, value: object) -> WireValue:
        return ("true" if value else "false") if isinstance(value, bool) else text().write(name, value)

    # The word "false" would count as true in a condition.
    return Form(lambda value: {"true": True, "false": False}.get(value, value), write)


def profile_key() -> Form:
    """The number of a profile as the key of an object."""
    return Form(str, lambda name, value: identifiers.profile_id(name, value))


def discovered_key() -> Form:
    """A discovered ONT: the vendor's letters and the digits."""

    def write(name: str, value: object) -> WireValue:
        serial = identifiers.discovered_serial(value, name)
        return serial.vendor + serial.digits

    return Form(str, write)


def vlan_key() -> Form:
    """A VLAN as the key of an object."""
    return Form(str, lambda name, value: identifiers.vlan_id(value, name))


def vlan_tag() -> Form:
    """``none``, or a VLAN that is not reserved."""

    def write(name: str, value: object) -> WireValue:
        return str(value) if value in ("", "none") else identifiers.vlan_id(value, name)

    return Form(str, write)


def rate() -> Form:
    """``none``, or a rate such as ``512k``, ``20m`` or ``2.5g``; 0 switches the meter off."""

    def write(name: str, value: object) -> WireValue:
        written = str(value).strip().lower()
        if isinstance(value, bool) or not (written == "" or _RATE.fullmatch(written)):
            raise InvalidValueError(f"{name} must be none or a rate such as 512k, 20m or 1g, not {value!r}")
        return written

    return Form(str, write)


def interface() -> Form:
    """A member of a VLAN: ``ethernet:shelf/card/port``, ``lag:3`` or ``eaps:1``."""
    return Form(
        str,
        lambda name, value: "" if value == "" else identifiers.vlan_interface(value, name),
        plain=lambda value: identifiers.interface_text(value) if isinstance(value, ObjectRef) else value,
    )

"""Identifiers as people write them, converted to the form of the wire.

Each function raises :class:`InvalidValueError` before anything is sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from ...core.serial_numbers import CALIX, DIGITS, SerialNumber, read_serial, serial_key
from ..errors import InvalidValueError

if TYPE_CHECKING:
    from .nbi.wire import ObjectRef

T = TypeVar("T")

NODE_PREFIX = "NTWK-"
"""What the CMS puts before a network name to address an E7; case-sensitive."""

NO_SERIAL_NUMBER = "0"
"""The serial number that the E7 stores for an ONT that has none."""

LOCAL_PREFIX = "local:"
"""Marks the number of an E7's own profile. Without it the profile is the CMS's or built in."""

RESERVED_VLANS = frozenset({"1002", "1003", "1004", "1005"})
"""VLANs that an E7 reserves by default."""

# The key elements are inferred: on this wire a key has the name of its type in lower case.
_INTERFACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "ethernet": ("EthIntf", ("shelf", "card", "ethintf")),
    "lag": ("LagIntf", ("lagintf",)),
    "eaps": ("EapsIntf", ("eapsintf",)),
}


def node_name(network_name: object) -> str:
    """The node name of an E7: ``1`` and ``NTWK-1`` both give ``NTWK-1``.

    The CMS distinguishes upper and lower case, so the case of the name is kept.
    """
    name = bare_network_name(_string("network_name", network_name))
    if not name or not name.isprintable():
        raise InvalidValueError("network_name must be the name of a network in the CMS, such as NTWK-1")
    return NODE_PREFIX + name


def bare_network_name(name: str) -> str:
    """The name of a network without ``NTWK-``, in upper or lower case."""
    name = name.strip()
    if name[: len(NODE_PREFIX)].upper() == NODE_PREFIX:
        name = name[len(NODE_PREFIX) :].lstrip()
    return name


def serial_number(value: object, name: str = "serial_number") -> str:
    """An ONT's serial number as it is sent to an E7; the empty string and ``0`` give ``0``: none."""
    text = _string(name, value).strip()
    if not text.strip("0"):
        return NO_SERIAL_NUMBER
    try:
        return serial_digits(text)
    except ValueError as error:
        raise InvalidValueError(f"{name} {value!r} {error}") from None


def serial_digits(text: str) -> str:
    """The digits of a Calix serial number, which are sent to an E7, with the zeros that were written.

    Raises:
        ValueError: It is not one. The message says what is allowed, without the text.
    """
    serial = read_serial(text)
    if serial.vendor != CALIX:
        raise ValueError(
            f"must have no letters in front but {CALIX} (43584E4B as hexadecimal digits): an E7 is told the "
            "digits alone, and would take the ONT of another vendor for one of Calix"
        )
    return serial.digits


def discovered_serial(value: object, name: str = "serial_number") -> SerialNumber:
    """The serial number of a discovered ONT, which may be another vendor's."""
    try:
        return read_serial(_string(name, value))
    except ValueError as error:
        raise InvalidValueError(f"{name} {value!r} {error}") from None


def same_serial_number(one: object, other: object) -> bool:
    """Whether two serial numbers are the same, or both are empty."""
    return serial_key(str(one or "")) == serial_key(str(other or ""))


def other_spellings(digits: str) -> tuple[str, ...]:
    """The digits of a serial number without leading zeros, and with all zeros that a label has."""
    bare = digits.lstrip("0")
    spellings = (bare, bare.rjust(DIGITS, "0")) if bare else ()
    return tuple(each for each in spellings if each != digits)


def number(name: str, value: object, lowest: int, highest: int, *, zero: str | None = None) -> str:
    """A whole number in a range, as text without leading zeros."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,12}", text, re.ASCII):
        raise InvalidValueError(f"{name} must be a whole number from {lowest} to {highest}, not {value!r}")
    found = int(text)
    if not lowest <= found <= highest:
        hint = zero if found == 0 else None
        raise InvalidValueError(f"{name} must be from {lowest} to {highest}, not {found}", hint=hint)
    return str(found)


def profile_id(name: str, value: object) -> str:
    """The number of a profile: ``162``, or ``local:3`` for one of the E7 itself.

    Names are not accepted: the CMS takes only the numbers in its database.
    """
    text = str(value).strip()
    prefix = LOCAL_PREFIX if text.lower().startswith(LOCAL_PREFIX) else ""
    digits = text[len(prefix) :]
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,9}", digits, re.ASCII):
        raise InvalidValueError(
            f"{name} must be the number of a profile, such as 162 or local:3, not {value!r}",
            hint="The CMS takes the number in its database, never the name.",
        )
    return f"{prefix}{int(digits)}"


def _reference(wire_type: str, keys: tuple[tuple[str, str], ...]) -> ObjectRef:
    from .nbi.wire import ObjectRef  # with the wire's other parts, of which a check of an ONT needs none

    return ObjectRef(wire_type, keys)


def gpon_port(value: object, name: str = "gpon_port") -> ObjectRef:
    """A port of the OLT, written ``shelf/card/port`` such as ``1/2/3``."""
    text = _string(name, value).strip()
    if not re.fullmatch(r"[0-9]{1,4}(/[0-9]{1,4}){2}", text, re.ASCII):
        raise InvalidValueError(f"{name} must be shelf/card/port, such as 1/2/3, not {value!r}")
    shelf, card, port = (str(int(part)) for part in text.split("/"))
    return _reference("GponPort", (("shelf", shelf), ("card", card), ("gponport", port)))


def vlan_id(value: object, name: str = "vlan_id") -> str:
    """A VLAN, 2 to 4093 without those that an E7 reserves (1002 to 1005 by default)."""
    found = number(name, value, 2, 4093)
    if found in RESERVED_VLANS:
        raise InvalidValueError(f"{name} {found} is reserved by the E7 (1002 to 1005)")
    return found


def vlan_interface(value: object, name: str = "interface") -> ObjectRef:
    """A member of a VLAN: ``ethernet:shelf/card/port``, ``lag:3`` or ``eaps:1``."""
    kind, _, place = _string(name, value).strip().lower().partition(":")
    wire_type, keys = _INTERFACES.get(kind, ("", ()))
    numbers = place.split("/")
    if not keys or len(numbers) != len(keys) or not all(re.fullmatch(r"[0-9]{1,4}", n) for n in numbers):
        raise InvalidValueError(
            f"{name} must be ethernet:shelf/card/port, lag:number or eaps:number, not {value!r}"
        )
    return _reference(wire_type, tuple(zip(keys, (str(int(n)) for n in numbers), strict=True)))


def interface_text(ref: ObjectRef) -> str:
    """A member of a VLAN as :func:`vlan_interface` takes it. An unknown type keeps its own name."""
    kinds = {wire_type: kind for kind, (wire_type, _) in _INTERFACES.items()}
    return f"{kinds.get(ref.type, ref.type)}:{'/'.join(value for _, value in ref.keys)}"


def same_profile(one: object, other: object) -> bool:
    """Whether two profile numbers of the same node and type mean the same profile.

    The E7 may answer ``3`` for a profile written as ``local:3``.
    """
    return str(one or "").removeprefix(LOCAL_PREFIX) == str(other or "").removeprefix(LOCAL_PREFIX)


def one_of(name: str, value: str, known: Mapping[str, T]) -> T:
    """The value that a word stands for, such as a kind of port."""
    found = known.get(value)
    if found is None:
        raise InvalidValueError(f"{name} must be one of {', '.join(known)}, not {value!r}")
    return found


def _string(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(
            f"{name} must be text, not {type(value).__name__}",
            hint="Put it in quotes: as a number it would lose leading zeros.",
        )
    return value

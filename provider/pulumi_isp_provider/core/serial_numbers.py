"""Serial numbers of ONTs: the spellings of people, labels and vendors, and the normal form.

A GPON serial number is four letters of the vendor and eight hexadecimal digits, as printed on the label:
``CXNK00ABC123``. An E7 gets only the digits and often omits leading zeros, people omit the letters, and some
equipment shows the letters as hexadecimal digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

CALIX: Final = "CXNK"
"""The letters of Calix. A number without letters is one of Calix."""

DIGITS: Final = 8
"""Number of digits on a label."""

FORM: Final = (
    "must be 1 to 8 hexadecimal digits, with or without the vendor's four letters in front (CXNK00ABC123)"
)

_TOO_LONG: Final = (
    "; of sixteen digits the first eight are the vendor's letters (43584E4B is CXNK), and the twelve digits "
    "on a label are the manufacturer's number, not this one"
)
_SEPARATORS: Final = re.compile(r"[\s:-]+")
# Text that begins with A to F is digits, unless it is four characters too long for that.
_WRITTEN: Final = re.compile(
    r"(?P<alone>[0-9A-F]{1,8})|(?P<vendor>(?![A-F]{4})[A-Z]{4})(?P<digits>[0-9A-F]{1,8})"
    r"|(?P<hexadecimal>[A-F]{4})(?P<all>[0-9A-F]{8})"
)
_WITH_LETTERS_AS_DIGITS: Final = re.compile(r"((?:4[1-9A-F]|5[0-9A]){4})([0-9A-F]{8})")


@dataclass(frozen=True)
class SerialNumber:
    """A serial number in its two parts.

    Attributes:
        vendor: Four letters.
        digits: 1 to 8 hexadecimal digits in upper case, with the leading zeros that were written.
    """

    vendor: str
    digits: str

    def __str__(self) -> str:
        """The normal form: that of labels."""
        return f"{self.vendor}{self.digits.rjust(DIGITS, '0')}"

    @property
    def is_zero(self) -> bool:
        """Whether it is zero, which means no serial number."""
        return not self.digits.strip("0")


def read_serial(text: str) -> SerialNumber:
    """Read a serial number in any spelling.

    Upper or lower case, leading zeros, and white space, colons and hyphens in between make no difference.
    Digits without letters are those of a Calix ONT. Sixteen hexadecimal digits are the letters as
    hexadecimal digits (``43584E4B`` is ``CXNK``) and the eight digits.

    Raises:
        ValueError: It is not one. The message says what is allowed, without the text.
    """
    plain = _plain(text)
    serial = _parts(plain)
    if serial is None:
        raise ValueError(FORM + (_TOO_LONG if re.fullmatch(r"[0-9A-F]{9,}", plain) else ""))
    if serial.is_zero:
        raise ValueError(f"{FORM}; zero stands for no serial number")
    return serial


def normal_serial(text: str) -> str:
    """A serial number in its normal form, that of labels: ``BEEF01`` gives ``CXNK00BEEF01``.

    Args:
        text: In any spelling; see :func:`same_serial`.

    Raises:
        ValueError: It is not one. The message says what is allowed.
    """
    return str(read_serial(text))


def same_serial(one: str | None, other: str | None) -> bool:
    """Whether two texts are the serial number of the same device, in any spelling.

    Upper or lower case, the letters ``CXNK``, leading zeros, and white space, colons and hyphens in between
    make no difference, nor does the hexadecimal form of the letters (``43584E4B00BEEF01``). Other vendors'
    letters do: ``HWTC00BEEF01`` is another device.

    Args:
        one: A serial number, such as that of an ONT, a subscriber or a discovered ONT.
        other: Another one.

    Returns:
        False if one is missing: None, empty or zeros. A text that is not a serial number only equals itself.
    """
    key = serial_key(one)
    return key is not None and key == serial_key(other)


def serial_key(text: str | None) -> str | None:
    """A key that is equal for two texts if they are the same serial number; None if there is none.

    The key is the normal form, or the text itself if it is not a serial number; an E7 may store such texts.
    """
    plain = _plain(text or "")
    serial = _parts(plain)
    if serial is None:
        return plain or None
    return None if serial.is_zero else str(serial)


def serial_spellings(text: str) -> Iterator[str]:
    """The spellings of a serial number in different systems; empty if it is not one."""
    serial = _parts(_plain(text))
    if serial is not None:
        for digits in (serial.digits, serial.digits.rjust(DIGITS, "0"), serial.digits.lstrip("0")):
            for written in (digits, f"{serial.vendor}{digits}"):
                yield from (written, written.lower())


def _plain(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def _parts(plain: str) -> SerialNumber | None:
    if found := _WRITTEN.fullmatch(plain):
        vendor = found["vendor"] or found["hexadecimal"] or CALIX
        return SerialNumber(vendor, found["alone"] or found["digits"] or found["all"])
    if found := _WITH_LETTERS_AS_DIGITS.fullmatch(plain):
        return SerialNumber(bytes.fromhex(found[1]).decode("ascii"), found[2])
    return None

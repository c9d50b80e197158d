"""Reads PHP's JSON.

WHMCS is written in PHP. An empty list may be an empty string, a list with gaps an object with numbers as
keys, a number a string, a date all zeros. Only this module handles such forms.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

_WHOLE = re.compile(r"[+-]?[0-9]{1,99}")  # int() would accept 1_000 too
_NO_DATE = re.compile(r"^(?:0000-00-00|-0001-11-30)")  # PHP turns the first into the second
_TRUE = frozenset({"1", "on", "true", "yes"})
_FALSE = frozenset({"0", "off", "false", "no", ""})


def rows(container: object, singular: str | None = None) -> Iterator[Mapping[str, object]]:
    """The rows of a list in any of its forms.

    Args:
        container: The value of the plural key: ``{singular: [...]}``, a list, a single row, an object with
            numeric keys, or an empty value (``""``, ``null``, ``[]``, ``{}``).
        singular: The key of the rows inside the container.

    Raises:
        ValueError: Something in the list is not a row.
    """
    if singular is not None and isinstance(container, Mapping) and singular in container:
        container = container[singular]
    if not container or (isinstance(container, str) and not container.strip()):  # XML is indented
        return
    if isinstance(container, Mapping):
        keys = list(container)
        if all(str(key).isdigit() for key in keys):
            container = [container[key] for key in sorted(keys, key=int)]
        else:
            container = [container]
    if not isinstance(container, list):
        raise ValueError(f"expected a list of rows, got {type(container).__name__}")  # noqa: TRY004 - a fault of the data, not of the caller
    for row in container:
        if not isinstance(row, Mapping):
            raise ValueError(f"expected a row, got {type(row).__name__}")  # noqa: TRY004 - a fault of the data, not of the caller
        yield row


def integer(value: object) -> int | None:
    """A whole number from a number or digits; None if there is none.

    Raises:
        ValueError: It is neither.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"expected a whole number, got {type(value).__name__}")  # noqa: TRY004 - a fault of the data, not of the caller
    if isinstance(value, float):
        if not value.is_integer():
            raise ValueError("expected a whole number, got a fraction")
        return int(value)
    if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
        raise ValueError("expected a whole number, got other text")
    return int(value)


def text(value: object) -> str:
    """Text unchanged, a number as digits, a missing value as the empty string."""
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping | list):
        # PHP writes an empty object or list for a text without value.
        return ""
    return str(value)


def display(value: object) -> str:
    """Text for people, with HTML entities resolved.

    WHMCS stores form input escaped. It is unescaped exactly once: a second time would change a text that
    really contains ``&amp;``.
    """
    return html.unescape(text(value))


def flag(value: object) -> bool | None:
    """Yes or no in any of PHP's spellings; None if missing or something else."""
    if value is None:
        return None
    word = str(value).strip().lower()
    if word in _TRUE:
        return True
    return False if word in _FALSE else None


def amount(value: object) -> str | None:
    """An amount of money as exact decimal text such as ``25.99``; None if there is none.

    It is text and not a float, so that it stays exact in a Pulumi program.

    Raises:
        ValueError: It is not an amount.
    """
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
        cents = number.quantize(Decimal("0.01"))  # raises for infinity and for too many digits
    except InvalidOperation:
        raise ValueError("expected an amount, got something else") from None
    if number.is_nan():
        raise ValueError("expected an amount, got something that is not a number")
    return str(cents if cents == number else number)


def date(value: object) -> str | None:
    """A date (``2025-03-01``) or a time stamp, unchanged; None for ``0000-00-00`` and for a missing value."""
    stamp = text(value).strip()
    if not stamp or _NO_DATE.match(stamp):
        return None
    return stamp

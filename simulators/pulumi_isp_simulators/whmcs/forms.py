"""Forms of values: what a seed may give for a field, and the default."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from typing import Any, Final, NamedTuple

ZERO_DATE: Final = "0000-00-00"
ZERO_DATETIME: Final = "0000-00-00 00:00:00"

CYCLE_FEES: Final[Mapping[str, str]] = {
    "monthly": "msetupfee",
    "quarterly": "qsetupfee",
    "semiannually": "ssetupfee",
    "annually": "asetupfee",
    "biennially": "bsetupfee",
    "triennially": "tsetupfee",
}
"""Billing cycles with the names of their set-up fees."""

PRICES: Final = (*CYCLE_FEES.values(), *CYCLE_FEES)
"""The fields of a price block, in the order in which they are sent."""


class Form(Enum):
    """How a value is stored and written.

    Attributes:
        INT: A whole number; in the documented sample a number.
        NUMERAL: A whole number; in the documented sample in quotes.
        TEXT: A text that never has HTML entities, such as a status.
        CLIENT_TEXT: A text that somebody entered in a form.
        CATALOGUE_TEXT: A text that an administrator wrote about a product.
        MONEY: An amount with two decimals, always in quotes.
        RATE: A decimal with its original number of places, always in quotes.
        BOOL: True or false.
        ON: ``on`` or an empty text.
        DIGIT: ``1`` or ``0`` in quotes.
        DATE: ``YYYY-MM-DD``, all zeros for none.
        DATETIME: ``YYYY-MM-DD HH:MM:SS``, all zeros for none.
        ROWS: A list of objects with a table of their own.
        PRICING: Prices and set-up fees by currency code and billing cycle.
        ANSWERS: Values of a service for the custom fields or configurable options of its product.
        NAMES: A list of texts.
        DATA: Any JSON value, unchanged.
    """

    INT = auto()
    NUMERAL = auto()
    TEXT = auto()
    CLIENT_TEXT = auto()
    CATALOGUE_TEXT = auto()
    MONEY = auto()
    RATE = auto()
    BOOL = auto()
    ON = auto()
    DIGIT = auto()
    DATE = auto()
    DATETIME = auto()
    ROWS = auto()
    PRICING = auto()
    ANSWERS = auto()
    NAMES = auto()
    DATA = auto()


def shown(value: object) -> str:
    """A wrong value for a message: short, and never an object, because that may contain a secret."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


class FormRule(NamedTuple):
    """The rule for the values of a form.

    Attributes:
        wanted: The words for such a value in messages.
        default: The value if a seed gives none.
        check: Returns the value to store; None if it does not have the form.
    """

    wanted: str
    default: Any
    check: Callable[[object], Any]


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    return value if isinstance(value, int) and abs(value) < 10**18 else None


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    # YAML reads 5551234 as a number and 2025-03-01 as a date where a text is meant.
    return str(value) if isinstance(value, int | dt.date) and not isinstance(value, bool) else None


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**12 else None


def _money(value: object) -> str | None:
    number = _decimal(value)
    return None if number is None else f"{number:.2f}"


def _rate(value: object) -> str | None:
    number = _decimal(value)
    return None if number is None else str(value)


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return {0: False, 1: True}.get(value)
    return {"on": True, "1": True, "": False, "0": False}.get(value) if isinstance(value, str) else None


def _date(value: object) -> str | None:
    text = _text(value)
    return text if text is not None and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None


def _datetime(value: object) -> str | None:
    text = _text(value)
    shape = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
    return text if text is not None and re.fullmatch(shape, text) else None


def _data(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_data(item) for item in value]
    if (
        value is None
        or isinstance(value, str | bool | int)
        or (isinstance(value, float) and math.isfinite(value))
    ):
        return value
    return str(value)


def _pricing(value: object) -> dict[str, dict[str, str]] | None:
    if not isinstance(value, Mapping):
        return None
    pricing: dict[str, dict[str, str]] = {}
    for code, prices in value.items():
        if not isinstance(code, str) or not isinstance(prices, Mapping):
            return None
        amounts = {str(name): _money(amount) for name, amount in prices.items()}
        known = {name: amount for name, amount in amounts.items() if name in PRICES and amount is not None}
        if len(known) < len(amounts):
            return None
        pricing[code] = known
    return pricing


def _answers(value: object) -> list[dict[str, Any]] | None:
    """``{name: value}`` or ``[{"id": 2, "value": ...}]``, as a list."""
    if isinstance(value, Mapping):
        value = [{"name": name, "value": answer} for name, answer in value.items()]
    if not isinstance(value, list):
        return None
    answers: list[dict[str, Any]] = []
    for item in value:
        if not isinstance(item, Mapping) or len(item) != 2 or "value" not in item:
            return None
        field = {"id": _whole(item["id"])} if "id" in item else {"name": _text(item.get("name"))}
        answer = _text(item["value"])
        if answer is None or None in field.values():
            return None
        answers.append({**field, "value": answer})
    return answers


def _names(value: object) -> list[str] | None:
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
        return None
    return list(value)


_WHOLE: Final = FormRule("a whole number", 0, _whole)
_TEXT: Final = FormRule("a text", "", _text)
_TRUTH: Final = FormRule("true or false", False, _truth)

RULES: Final[Mapping[Form, FormRule]] = {
    Form.INT: _WHOLE,
    Form.NUMERAL: _WHOLE,
    Form.TEXT: _TEXT,
    Form.CLIENT_TEXT: _TEXT,
    Form.CATALOGUE_TEXT: _TEXT,
    Form.MONEY: FormRule("an amount such as 25.99", "0.00", _money),
    Form.RATE: FormRule("a decimal such as 1.00000", "0.000", _rate),
    Form.BOOL: _TRUTH,
    Form.ON: _TRUTH,
    Form.DIGIT: _TRUTH,
    Form.DATE: FormRule("a date such as 2025-03-01", ZERO_DATE, _date),
    Form.DATETIME: FormRule("a time such as 2025-03-01 12:00:00", ZERO_DATETIME, _datetime),
    Form.ROWS: FormRule("a list of objects", [], _data),
    Form.PRICING: FormRule('prices by currency, such as {"USD": {"monthly": "25.99"}}', {}, _pricing),
    Form.ANSWERS: FormRule('values by name, such as {"ONT Serial": "CXNK00AABBCC"}', [], _answers),
    Form.NAMES: FormRule("a list of names", [], _names),
    Form.DATA: FormRule("a JSON value", None, _data),
}

"""Checks the parameters of scripted faults."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

_HEADER_NAME = re.compile(r"[A-Za-z0-9_-]+")


class FaultError(ValueError):
    """A fault script is not usable.

    Attributes:
        place: The wrong field of the script, such as ``seconds``.
    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place


class _Required:
    """The default of a required parameter."""


REQUIRED = _Required()


@dataclass(frozen=True)
class Param:
    """One parameter of an action.

    Attributes:
        read: Converts the JSON value; raises ``ValueError`` with what is allowed.
        default: Used when the parameter is not given.
    """

    read: Callable[[object], Any]
    default: object = REQUIRED


def integer(low: int, high: int) -> Callable[[object], int]:
    """Allow a whole number within bounds, both included."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"must be a whole number from {low} to {high}, not {value!r}")
        return value

    return read


def number(low: float, high: float) -> Callable[[object], float]:
    """Allow a number within bounds, both included."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError(f"must be a number from {low:g} to {high:g}, not {value!r}")
        return float(value)

    return read


def one_of(*allowed: str) -> Callable[[object], str]:
    """Allow one of some words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}, not {value!r}")
        return value

    return read


def octets(value: object) -> bytes:
    """Allow bytes, text (sent as UTF-8), or ``{"base64": ...}``, because JSON has no bytes."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, Mapping) and set(value) == {"base64"} and isinstance(value["base64"], str):
        try:
            return base64.b64decode(value["base64"], validate=True)
        except binascii.Error as error:
            raise ValueError(f"is not base64: {error}") from error
    raise ValueError('must be text or {"base64": text}')


def header_value(value: object) -> str:
    """Allow a header value."""
    if not isinstance(value, str) or not value.isascii() or not value.isprintable():
        raise ValueError(f"must be printable ASCII text, not {value!r}")
    return value


def headers(value: object) -> dict[str, str]:
    """Allow header names with values."""
    found = {}
    for name, content in value.items() if isinstance(value, Mapping) else [(None, None)]:
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"must be an object of header names and values, not {value!r}")
        found[name] = header_value(content)
    return found


def read_params(spec: Mapping[str, Param], given: Mapping[str, object], action: str) -> dict[str, Any]:
    """Check the parameters given to an action and fill in defaults.

    Raises:
        FaultError: One is unknown, missing or out of range.
    """
    for name in given:
        if name not in spec:
            raise FaultError(name, f"is no parameter of {action}; {allowed('it takes', spec)}")
    found = {}
    for name, param in spec.items():
        if name in given:
            try:
                found[name] = param.read(given[name])
            except ValueError as error:
                raise FaultError(name, str(error)) from error
        elif isinstance(param.default, _Required):
            raise FaultError(name, f"is required for {action}")
        else:
            found[name] = param.default
    return found


def allowed(words: str, names: Collection[str]) -> str:
    """The allowed names, as in ``it takes bytes, seconds``."""
    return f"{words} {', '.join(sorted(names)) or 'none'}"

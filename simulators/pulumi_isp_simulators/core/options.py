"""Checks the values of vendors' keyword options against their type hints."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from .vendor import Vendor


def keyword_hints(vendor: type[Vendor]) -> dict[str, Any]:
    """The keywords of a vendor's constructor with their type hints, without the clock."""
    # For a dataclass the fields can be resolved, but not the constructor.
    hints = get_type_hints(vendor if hasattr(vendor, "__dataclass_fields__") else vendor.__init__)
    found: dict[str, Any] = {}
    for parameter in inspect.signature(vendor).parameters.values():
        hint = hints[parameter.name]
        if parameter.kind is parameter.VAR_KEYWORD:  # Unpack[...] of a TypedDict
            found |= get_type_hints(get_args(hint)[0])
        else:
            found[parameter.name] = hint
    return {name: hint for name, hint in found.items() if name != "clock"}


def check_values(values: Mapping[str, object], hints: Mapping[str, Any]) -> None:
    """Check that each value matches its hint.

    Raises:
        ValueError: One does not. The message begins with its name and says what is allowed.
    """
    for name, value in values.items():
        if not fits(value, hints[name]):
            raise ValueError(f"{name}: {value!r} is not {_spell(hints[name])}")


def fits(value: object, hint: Any) -> bool:
    """Whether a hint of literals, plain types, unions and collections allows a value.

    A bool is not a number, a text is not a collection of texts, and numbers must be finite.
    """
    if hint is Any or hint is None:
        return hint is Any or value is None
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return any(type(value) is type(word) and value == word for word in arguments)
    if hint is float:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type] # a number, as just seen
    if not arguments:
        return type(value) is hint
    if _is_collection(hint):
        return isinstance(value, list | tuple | set | frozenset) and all(
            fits(item, arguments[0]) for item in value
        )
    return any(fits(value, argument) for argument in arguments)


def _is_collection(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and hasattr(origin, "__iter__")


def _spell(hint: Any) -> str:
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return f"one of: {', '.join(str(word) for word in arguments)}"
    if hint in (None, type(None)):
        return "null"
    if not arguments:
        return f"of type {hint.__name__}"
    if _is_collection(hint):
        return f"a list, each {_spell(arguments[0])}"
    return " or ".join(_spell(argument) for argument in arguments)

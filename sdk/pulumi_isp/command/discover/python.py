"""Writes values and calls in Python, formatted as by ruff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 88
"""Most characters of a line: ruff's default."""
_STEP: Final = "    "


@dataclass(frozen=True)
class Name:
    """An expression that is written as it is, such as a variable."""

    text: str


def text(value: str) -> str:
    """A text in quotes: double quotes, unless single quotes need fewer backslashes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    signs = (
        f"\\{sign}" if sign in (quote, "\\") else sign if sign.isprintable() else repr(sign)[1:-1]
        for sign in value
    )
    return quote + "".join(signs) + quote


def expression(value: Any, indent: str = "", before: int = 0, after: int = 0) -> str:
    """A value. If it does not fit into one line, it is written on several.

    Args:
        value: Plain values, and names.
        indent: The spaces at the begin of its line.
        before: Number of characters before it in its line, with the indent.
        after: Number of characters after it.
    """
    flat = _flat(value)
    if before + len(flat) + after <= WIDTH or not isinstance(value, (list, Mapping)):
        return flat
    inner = indent + _STEP
    if isinstance(value, Mapping):
        heads = [(f"{text(str(key))}: ", each) for key, each in value.items()]
        begin, end = "{}"
    else:
        heads = [("", each) for each in value]
        begin, end = "[]"
    lines = (f"{inner}{head}{expression(each, inner, len(inner + head), 1)},\n" for head, each in heads)
    return f"{begin}\n{''.join(lines)}{indent}{end}"


def call(before: str, function: str, places: Iterable[str], named: Mapping[str, Any]) -> str:
    """A call as a statement, in one line if it fits.

    Args:
        before: The text before it, such as ``name = ``.
        function: The function.
        places: Positional arguments, as expressions.
        named: Keyword arguments, as values.
    """
    words = [*places, *(f"{name}={_flat(value)}" for name, value in named.items())]
    line = f"{before}{function}({', '.join(words)})"
    if len(line) <= WIDTH:
        return f"{line}\n"
    lines = [f"{_STEP}{each},\n" for each in places]
    for name, value in named.items():
        head = f"{_STEP}{name}="
        lines.append(f"{head}{expression(value, _STEP, len(head), 1)},\n")
    return f"{before}{function}(\n{''.join(lines)})\n"


def _flat(value: Any) -> str:
    match value:
        case Name(text=found):
            return found
        case str():
            return text(value)
        case list():
            return f"[{', '.join(map(_flat, value))}]"
        case Mapping():
            return "{" + ", ".join(f"{text(str(key))}: {_flat(each)}" for key, each in value.items()) + "}"
        case _:
            return repr(value)

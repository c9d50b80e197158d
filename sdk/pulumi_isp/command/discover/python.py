"""Values and calls as Python writes them, in the way in which ruff would format them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 88
"""Characters of a line: ruff's own limit."""
_STEP: Final = "    "


@dataclass(frozen=True)
class Name:
    """An expression that stands for itself, such as a variable."""

    text: str


def text(value: str) -> str:
    """A text between quotes: the double ones, where that takes no more backslashes."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    signs = (
        f"\\{sign}" if sign in (quote, "\\") else sign if sign.isprintable() else repr(sign)[1:-1]
        for sign in value
    )
    return quote + "".join(signs) + quote


def expression(value: Any, indent: str = "", before: int = 0, after: int = 0) -> str:
    """A value; one that does not fit into its line stands on several.

    Args:
        value: Plain values, and names.
        indent: What its line begins with.
        before: Characters that stand before it in its line, the indent among them.
        after: Characters that stand behind it.
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
    """A call as a statement, in one line where it fits.

    Args:
        before: What stands before it, such as ``name = ``.
        function: What is called.
        places: Arguments by place, as expressions.
        named: Arguments by name, as values.
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

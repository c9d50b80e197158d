"""Names that are made of what the vendors call things: of resources, variables, constants and modules."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any, Final

_LONGEST: Final = 40
"""Characters of a variable: a line has to hold it twice."""


def resource_name(text: str) -> str:
    """A name for the engine: letters and digits as they are, a hyphen for everything between them."""
    return re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFC", text)).strip("-.") or "unnamed"


def variable(text: str, kind: str) -> str:
    """A name for a variable or a module: lower case, and never a word of Python's own.

    Args:
        text: What it is called.
        kind: Comes first where the text alone would begin with a digit.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].rstrip("_")
    if not found or found[0].isdigit():
        found = f"{kind}_{found}".rstrip("_")
    return f"{found}_" if keyword.iskeyword(found) or keyword.issoftkeyword(found) else found


def constant(property_name: str, value: Any) -> str:
    """A name for a constant: what it is, and its value."""
    return variable(f"{property_name} {value}", "value").upper()


def free(wanted: Iterator[str], taken: Collection[str]) -> str:
    """The first of some names that nobody has."""
    return next(name for name in wanted if name not in taken)


def numbered(name: str, separator: str = "_") -> Iterator[str]:
    """A name, and then the same with 2, 3, ... behind it."""
    yield name
    for number in count(2):
        yield f"{name}{separator}{number}"


def by_number(text: str) -> list[tuple[int, int | str]]:
    """To sort by: numbers in a text count as numbers, so that 2 comes before 10."""
    return [
        (0, int(part)) if part.isdecimal() and part.isascii() else (1, part)
        for part in re.split(r"([0-9]+)", text)
        if part
    ]

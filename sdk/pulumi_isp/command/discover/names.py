"""Makes names of resources, variables, constants and modules from the vendors' names."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import count
from typing import Any, Final

_LONGEST: Final = 40
"""Most characters of a variable: it must fit into a line twice."""


def resource_name(text: str) -> str:
    """A name for a resource: letters and digits stay, and everything between them becomes a hyphen."""
    return re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFC", text)).strip("-.") or "unnamed"


def variable(text: str, kind: str) -> str:
    """A name for a variable or a module: lower case, and no keyword of Python.

    Args:
        text: The vendor's name.
        kind: Is put before the name if that would begin with a digit.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].rstrip("_")
    if not found or found[0].isdigit():
        found = f"{kind}_{found}".rstrip("_")
    return f"{found}_" if keyword.iskeyword(found) or keyword.issoftkeyword(found) else found


def constant(property_name: str, value: Any) -> str:
    """A name for a constant: its property and its value."""
    return variable(f"{property_name} {value}", "value").upper()


def free(wanted: Iterator[str], taken: Collection[str]) -> str:
    """The first name that is not in use."""
    return next(name for name in wanted if name not in taken)


def numbered(name: str, separator: str = "_") -> Iterator[str]:
    """A name, and then the same name with 2, 3, ... at its end."""
    yield name
    for number in count(2):
        yield f"{name}{separator}{number}"


def by_number(text: str) -> list[tuple[int, int | str]]:
    """A sort key in which numbers count as numbers, so that 2 comes before 10."""
    return [
        (0, int(part)) if part.isdecimal() and part.isascii() else (1, part)
        for part in re.split(r"([0-9]+)", text)
        if part
    ]

"""How the engine writes, in a state and on the wire, what is no plain value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
"""The key in a map by which the engine says that it stands for a value of another sort."""
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a word of the protocol
"""Under that key: the value is a secret."""


def marks_secret(value: Mapping[str, Any]) -> bool:
    """Whether a map stands for a secret."""
    return value.get(SIGNATURE) == SECRET

"""What this process can learn of the engine that has started it.

The engine asks for deletes in the same way whether a program no longer declares a resource or a whole stack
is destroyed. Only its command line tells which.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import PurePath
from typing import Final

import psutil

_OPERATIONS: Final = frozenset(
    {
        "up",
        "update",
        "preview",
        "pre",
        "refresh",
        "destroy",
        "down",
        "dn",
        "import",
        "watch",
        "state",
        "stack",
    }
)
_DESTROYS: Final = frozenset({"destroy", "down", "dn"})
_WITH_VALUE: Final = frozenset({"-C", "--cwd", "--color", "-v", "--verbose", "--tracing", "--profiling"})


@cache
def destroys() -> bool:
    """Whether the engine was asked to destroy the stack; False where that cannot be seen."""
    try:
        lines = [process.cmdline() for process in psutil.Process().parents()]
    except psutil.Error:
        return False
    line = next((line for line in lines if line and PurePath(line[0]).stem == "pulumi"), [])
    return operation(line[1:]) in _DESTROYS


def operation(words: Sequence[str]) -> str | None:
    """Which operation a command line asks for: the first word that is one.

    Args:
        words: The command line without the program's own name.
    """
    before = ""
    for word in words:
        if word in _OPERATIONS and before not in _WITH_VALUE:
            return word
        before = word
    return None

"""Lists that change while they are read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from ..errors import ListChangedError

T = TypeVar("T")

READINGS = 3
"""How often a list is read at most."""


def until_still(read: Callable[[], T]) -> T:
    """Read a list again until it did not change during the reading.

    Raises:
        ListChangedError: It changed during each reading.
    """
    for _ in range(READINGS - 1):
        with suppress(ListChangedError):
            return read()
    return read()

"""Copies JSON values, many times faster than :mod:`copy`: a large state is copied at each start."""

from __future__ import annotations

import copy
from typing import Any


def plain_copy(value: Any) -> Any:
    """A deep copy."""
    kind = type(value)
    if kind is dict:
        return {name: plain_copy(item) for name, item in value.items()}
    if kind is list:
        return [plain_copy(item) for item in value]
    return value if kind in _UNCHANGING else copy.deepcopy(value)


_UNCHANGING = frozenset({str, int, float, bool, type(None)})

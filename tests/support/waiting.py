"""Waiting for other processes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

LIMIT: Final = 300
"""Seconds until a test fails because the condition is not met."""


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Wait until a condition is met; fail if it is never met."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, f"this did not happen in time: {what}"
        time.sleep(0.02)

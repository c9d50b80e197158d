"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

LIMIT: Final = 300
"""Seconds until a test gives up: what it waits for does not come."""


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Look again and again until something holds; fail when it never does."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)

"""The vendors whose objects are to go."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def seeds() -> dict[str, Any] | None:
    """The demo's: nothing of it is in a stack."""
    return None

"""Real clients against simulators, without an engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.isp import Isp, simulated_isp


@pytest.fixture
def isp() -> Iterator[Isp]:
    """The three simulated vendors."""
    with simulated_isp() as isp:
        yield isp

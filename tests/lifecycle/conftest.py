"""Real clients against simulators, without an engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.isp import Isp, simulated_isp


@pytest.fixture
def isp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Isp]:
    """The three simulated vendors."""
    # Every client would read the certificates that the environment names; none talks to the world here.
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    with simulated_isp() as isp:
        yield isp

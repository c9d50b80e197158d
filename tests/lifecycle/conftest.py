"""Real clients against simulators, without an engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.support.isp import Isp, simulated_isp

from pulumi_isp_provider.fronts.process import REGISTRY


@pytest.fixture
def isp(monkeypatch: pytest.MonkeyPatch) -> Iterator[Isp]:
    """The three simulated vendors."""
    # Every client would read the certificates that the environment names; none talks to the world here.
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    with simulated_isp() as isp:
        yield isp


@pytest.fixture
def client_of(isp: Isp) -> Iterator[Callable[..., Any]]:
    """Make the client of a vendor as a run does, in an API version where one is asked for."""

    def client(vendor: str, version: str = "") -> Any:
        chosen = {f"{vendor}:apiVersion": version} if version else {}
        REGISTRY.configure({**isp.config(), **isp.secrets, **chosen}.get)
        return REGISTRY.client(vendor, "default")

    yield client
    REGISTRY.close()
    REGISTRY.configure(lambda _key: None)

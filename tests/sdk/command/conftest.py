"""The vendors whom the commands read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.brownfield import seed
from tests.support.isp import Isp, simulated_isp

SIZE = {"shelves": 2, "onts": 6, "networks": 2, "routes": 4, "users": 6}


@pytest.fixture
def seeds() -> dict[str, Any] | None:
    """What stands at the vendors: that of an ISP that has been there for years."""
    return seed(**SIZE)


@pytest.fixture
def isp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: dict[str, Any] | None) -> Iterator[Isp]:
    """An ISP whose settings are in the environment; no project is around."""
    for name in os.environ:
        if re.match("CALIX_|CLOUDCONNEXA_|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE", name):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    with simulated_isp(seeds) as isp:
        for key, value in {**isp.config(), **isp.secrets}.items():
            monkeypatch.setenv(re.sub("(?=[A-Z])", "_", key.replace(":", "_")).upper(), value)
        yield isp

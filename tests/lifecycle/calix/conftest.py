"""A real client of the simulated CMS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.isp import Isp

from pulumi_isp_provider.calix.client.client import SyncCMSClient, connect
from pulumi_isp_provider.calix.settings import CalixSettings


@pytest.fixture
def calix(isp: Isp) -> Iterator[SyncCMSClient]:
    """A client of the simulated CMS."""
    settings = CalixSettings(url=isp.cms.url, username="engineer", password=isp.secrets["calix:password"])
    with connect(settings) as client:
        yield client

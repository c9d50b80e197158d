"""A real client of the simulated CloudConnexa."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.isp import Isp

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient, connect
from pulumi_isp_provider.cloudconnexa.releases import RELEASES
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings


@pytest.fixture(params=RELEASES)
def cloudconnexa(isp: Isp, request: pytest.FixtureRequest) -> Iterator[CloudConnexaClient]:
    """A client of the simulated CloudConnexa, in each API version."""
    settings = CloudConnexaSettings(
        url=isp.cloudconnexa.url,
        client_id="pulumi.acme",
        client_secret=isp.secrets["cloudconnexa:clientSecret"],
        api_version=request.param,
    )
    with connect(settings) as client:
        yield client

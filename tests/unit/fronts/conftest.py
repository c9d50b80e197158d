"""The plugin over its own protocol, against the simulators."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderStub
from tests.support.fronts import served
from tests.support.isp import Isp, simulated_isp

from pulumi_isp_provider.fronts.process import REGISTRY


@pytest.fixture
def isp() -> Iterator[Isp]:
    """The simulated vendors."""
    with simulated_isp() as found:
        yield found
        REGISTRY.close()


@pytest.fixture
def settings(isp: Isp) -> wire.ConfigureRequest:
    """What begins a run with them."""
    sections: dict[str, dict[str, str]] = {}
    for key, value in {**isp.config(), **isp.secrets}.items():
        vendor, _, name = key.partition(":")
        sections.setdefault(f"isp:config:{vendor}", {})[name] = value
    variables = {name: json.dumps(section) for name, section in sections.items()}
    return wire.ConfigureRequest(variables=variables, acceptSecrets=True)


@pytest.fixture
def plugin(settings: wire.ConfigureRequest) -> Iterator[ResourceProviderStub]:
    """The provider in a run, as the engine reaches it."""
    with served() as found:
        found.Configure(settings)
        yield found
        # Another run: what was asked with is logged out of.
        found.Configure(settings)

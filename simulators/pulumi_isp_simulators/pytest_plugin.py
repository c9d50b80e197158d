"""Pytest fixtures that start simulators in threads of the test process.

The plugin comes with the extra ``simulators`` of ``pulumi-isp`` and registers itself. Every simulator has its
own free port of 127.0.0.1 and its own state, so tests may run in parallel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pytest

if TYPE_CHECKING:
    from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, Vendor, WhmcsVendor

V_co = TypeVar("V_co", bound="Vendor")


class Simulate(Protocol):
    """The function that the fixture :func:`simulate` returns."""

    def __call__(
        self, vendor: V_co, seed: Mapping[str, Any] | Path | str | None = None, **settings: Any
    ) -> Simulator[V_co]:
        """Start a simulator that stops when the test ends.

        Args:
            vendor: ``CmsVendor(...)``, ``CloudConnexaVendor(...)`` or ``WhmcsVendor(...)``.
            seed: Initial state, a mapping or a file.
            **settings: As for :class:`pulumi_isp_simulators.Simulator`.
        """


@pytest.fixture
def simulate() -> Iterator[Simulate]:
    """A function that starts a simulator of any vendor, with any settings, for the duration of the test."""
    try:
        from pulumi_isp_simulators import Simulator
    except ImportError as error:
        raise pytest.UsageError(
            "the simulators need the extra: pip install 'pulumi-isp[simulators]'"
        ) from error

    with ExitStack() as stack:

        def start(
            vendor: V_co, seed: Mapping[str, Any] | Path | str | None = None, **settings: Any
        ) -> Simulator[V_co]:
            return stack.enter_context(Simulator(vendor, seed, **settings))

        yield start


@pytest.fixture
def cms_simulator(simulate: Simulate) -> Simulator[CmsVendor]:
    """An empty Calix CMS with the default credentials."""
    from pulumi_isp_simulators import CmsVendor

    return simulate(CmsVendor())


@pytest.fixture
def cloudconnexa_simulator(simulate: Simulate) -> Simulator[CloudConnexaVendor]:
    """An empty CloudConnexa tenant with the default credentials."""
    from pulumi_isp_simulators import CloudConnexaVendor

    return simulate(CloudConnexaVendor())


@pytest.fixture
def whmcs_simulator(simulate: Simulate) -> Simulator[WhmcsVendor]:
    """An empty WHMCS with the default credentials."""
    from pulumi_isp_simulators import WhmcsVendor

    return simulate(WhmcsVendor())

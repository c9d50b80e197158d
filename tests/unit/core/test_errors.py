"""What the errors of the three clients say."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from pulumi_isp_provider.calix import errors as calix
from pulumi_isp_provider.cloudconnexa import errors as cloudconnexa
from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.whmcs import errors as whmcs


@pytest.mark.parametrize("vendor", [calix, cloudconnexa, whmcs])
def test_a_client_gives_no_advice_about_pulumi(vendor: ModuleType) -> None:
    """Whoever uses a client alone has no state to refresh; what knows of Pulumi adds that itself."""
    kinds = [kind for _, kind in inspect.getmembers(vendor, inspect.isclass) if issubclass(kind, IspError)]

    hints = {kind: kind.default_hint for kind in kinds}

    assert len(kinds) > 10
    assert {kind: hint for kind, hint in hints.items() if hint and "pulumi" in hint.lower()} == {}

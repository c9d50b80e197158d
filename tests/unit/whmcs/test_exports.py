"""What can be imported from the package itself."""

from __future__ import annotations

import inspect

from pulumi_isp_provider import whmcs
from pulumi_isp_provider.whmcs import errors


def test_the_client_and_all_its_errors_are_there() -> None:
    """Whoever uses the client alone needs one import."""
    kinds = {
        name
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.WhmcsClientError)
    }

    assert kinds | {"WhmcsClient", "WhmcsSettings", "connect"} <= set(dir(whmcs))
    assert [name for name in dir(whmcs) if not hasattr(whmcs, name)] == []

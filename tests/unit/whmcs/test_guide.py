"""The examples of the guide run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import set_all_config
from tests.support.programs import run

from pulumi_isp_provider.whmcs.client.actions import ACTIONS
from pulumi_isp_provider.whmcs.errors import WhmcsClientError
from pulumi_isp_simulators import Simulator, WhmcsVendor

GUIDE = Path(__file__).resolve().parents[3] / "docs/clients/whmcs.md"
EXAMPLES = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_run(whmcs: Simulator[WhmcsVendor], known: Any, example: str) -> None:
    """Each example runs, with the simulator's address and credentials in the place of the made-up ones."""
    # What keeps a program from going on: a service without an ONT, and one of another product with one.
    whmcs.change("services", "44", {"status": "Pending"})
    whmcs.change("services", "42", {"pid": 1})
    code = example.replace("12", "1")  # the simulator's fibre product
    code = code.replace("https://billing.example.net/includes/api.php", whmcs.url)
    code = code.replace('"identifier"', repr(known.identifier)).replace('"secret"', repr(known.secret))
    set_all_config(
        {"whmcs:url": whmcs.url, "whmcs:identifier": known.identifier, "whmcs:secret": known.secret}
    )
    try:
        run(lambda: exec(compile(code, str(GUIDE), "exec"), {}))
    finally:
        set_all_config({})

    assert whmcs.requests
    assert {request.status for request in whmcs.requests} == {200}


def test_every_action_is_in_the_guide() -> None:
    """Whoever sets up the API role finds each action that may be asked for."""
    assert [name for name in ACTIONS if f"`{name}`" not in GUIDE.read_text()] == []


def test_every_error_that_needs_action_is_in_the_guide() -> None:
    """Each error that is raised by its own name is explained."""
    names = {kind.__name__ for kind in _all(WhmcsClientError)} - {"WhmcsAPIError"}

    assert [name for name in sorted(names) if f"`{name}`" not in GUIDE.read_text()] == []


def _all(kind: type[WhmcsClientError]) -> list[type[WhmcsClientError]]:
    return [found for sub in kind.__subclasses__() for found in (sub, *_all(sub))]

"""Nothing is written, whatever is called."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from pulumi_isp_provider.whmcs.client.actions import ACTIONS
from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_simulators import Simulator, WhmcsVendor

ARGUMENTS: dict[str, Any] = {"product_id": 1, "client_id": 7, "invoice_id": 5}


def call_everything(client: WhmcsClient) -> None:
    for name, method in inspect.getmembers(client, inspect.ismethod):
        if not name.startswith(("get_", "iter_", "test_")):
            continue
        required = [
            parameter.name
            for parameter in inspect.signature(method).parameters.values()
            if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
        ]
        answer = method(**{each: ARGUMENTS[each] for each in required})
        if isinstance(answer, Iterator):
            list(answer)


def test_every_method_reads(whmcs: Simulator[WhmcsVendor], client: WhmcsClient, known: Any) -> None:
    """Every method of the client sends actions of the allow-list, by POST, with nothing in the address."""
    whmcs.load(
        {**whmcs.state(), "invoices": [{"id": 5, "userid": 7, "status": "Paid"}]},
    )
    before = whmcs.state()
    whmcs.reset_log()

    call_everything(client)

    assert {request.operation for request in whmcs.requests} == set(ACTIONS)
    assert {(request.method, request.path, request.query) for request in whmcs.requests} == {
        ("POST", "/includes/api.php", "")
    }
    assert whmcs.state() == before
    headers = repr([request.headers for request in whmcs.requests])
    assert known.secret not in headers
    assert known.identifier not in headers

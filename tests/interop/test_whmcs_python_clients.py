"""Two public Python clients of the WHMCS API, one generated and one by hand, as their users run them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pulumi_isp_simulators import Simulator, WhmcsVendor

pytestmark = pytest.mark.large

Drive = Callable[..., Any]

STATUSES = ("Active", "Suspended", "Active", "Terminated", "Active")


@pytest.fixture
def whmcs(whmcs_seed: dict[str, Any]) -> Iterator[Simulator[WhmcsVendor]]:
    """An installation of a small ISP."""
    with Simulator(WhmcsVendor(identifier="made-up-id", secret="made-up-secret"), whmcs_seed) as sim:
        yield sim


def _account(whmcs: Simulator[WhmcsVendor], path: str) -> dict[str, str]:
    return {"url": f"{whmcs.url}{path}", "identifier": "made-up-id", "secret": "made-up-secret"}


def test_the_generated_client_reads_everything(whmcs: Simulator[WhmcsVendor], drive_python: Drive) -> None:
    """Its models take every reply; refusals arrive with WHMCS's own message."""
    told = drive_python("whmcs_api_client.py", **_account(whmcs, "/includes"))

    assert [row["name"] for row in told["get_products"]["products"]["product"]] == ["Fibre 100", "Fibre 500"]
    assert [row["id"] for row in told["get_clients"]["clients"]["client"]] == [6, 7]
    assert told["get_clients"]["totalresults"] == 3
    assert told["get_clients_details"]["client"]["email"] == "cleo@isp.example"
    assert told["get_clients_details"]["stats"]["productsnumactive"] in (3, "3")
    services = told["get_clients_products"]["products"]["product"]
    assert [row["status"] for row in services] == list(STATUSES)
    assert "cleo.example" in str(told["get_clients_domains"]["domains"])
    assert [row["code"] for row in told["get_currencies"]["currencies"]["currency"]] == ["USD"]
    assert [row["status"] for row in told["get_invoices"]["invoices"]["invoice"]] == ["Unpaid"]
    assert "4567890123" in str(told["get_orders"]["orders"])
    assert [row["module"] for row in told["get_payment_methods"]["paymentmethods"]["paymentmethod"]] == [
        "banktransfer"
    ]
    assert told["no products"]["totalresults"] == 0
    assert told["asked for json"] == told["get_currencies"]
    assert told["bad secret"] == {
        "status": 403,
        "body": {"result": "error", "message": "Invalid or missing credentials"},
    }
    assert told["write"]["status"] == 403
    assert 'action "updateclient" is not allowed' in told["write"]["body"]["message"]
    assert whmcs.count("UpdateClient") == 1
    assert whmcs.count("unknown") == 0
    assert {row["firstname"] for row in whmcs.state()["clients"]} == {"ada", "ben", "cleo"}


def test_the_handwritten_client_reads_in_pages(whmcs: Simulator[WhmcsVendor], drive_python: Drive) -> None:
    """It walks pages to the empty one, filters, and raises its own errors with WHMCS's messages."""
    told = drive_python("whmcspy_client.py", **_account(whmcs, "/billing/includes/api.php"))

    assert [row["id"] for row in told["services"]] == ["1", "2", "3", "4", "5"]
    assert [row["id"] for row in told["active"]] == ["1", "3", "5"]
    assert [row["id"] for row in told["of a product"]] == ["1", "3", "5"]
    assert [str(row["id"]) for row in told["orders"]] == ["90"]
    assert [row["name"] for row in told["servers"]] == ["radius"]
    assert [row["subject"] for row in told["tickets"]] == ["Slow"]
    assert (told["invoice"]["status"], told["invoice"]["transactions"]) == ("Unpaid", "")
    assert [row["pid"] for row in told["products"]["products"]["product"]] == [12, 13]
    assert told["addons of services"]["result"] == "success"
    assert told["no invoice"] == {"error": "Error", "message": "Invoice ID Not Found"}
    assert told["write"]["error"] == told["permission"]
    assert 'action "updateclientproduct" is not allowed' in told["write"]["message"]
    assert told["bad secret"]["message"] == "Invalid or missing credentials"
    # Three pages of two and an empty one, then each filter's rows and an empty page.
    assert whmcs.count("GetClientsProducts") == 4 + 2 + 2
    assert whmcs.count("UpdateClientProduct") == 1
    assert [row["status"] for row in whmcs.state()["services"]] == list(STATUSES)

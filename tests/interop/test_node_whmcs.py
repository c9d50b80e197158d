"""The public JavaScript client of the WHMCS API, and the tests that come with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pulumi_isp_simulators import Simulator, WhmcsVendor

Drive = Callable[..., Any]

pytestmark = pytest.mark.foreign_toolchain

LOGIN = {"username": "api", "password": "made-up"}


@pytest.fixture
def whmcs(whmcs_seed: dict[str, Any]) -> Iterator[Simulator[WhmcsVendor]]:
    """A small ISP's installation with an administrator who may use the API, and a product and group 1."""
    vendor = WhmcsVendor(access_key="made-up-key")
    product = {"pid": 1, "gid": 1, "name": "Hosting"}
    seed = {**whmcs_seed, "admins": [LOGIN], "products": [product, *whmcs_seed["products"]]}
    seed["product_groups"] = [{"id": 1, "name": "Web"}, *seed["product_groups"]]
    with Simulator(vendor, seed) as sim:
        yield sim


def test_the_client_reads_everything(whmcs: Simulator[WhmcsVendor], drive_js: Drive) -> None:
    """Callbacks get the rows; refusals come as the client's own error with WHMCS's message."""
    url = f"{whmcs.url}/includes/api.php"
    told = drive_js("whmcs_client.js", url=url, **LOGIN, accessKey="made-up-key")

    assert [row["name"] for row in told["product"]["products"]["product"]] == ["Fibre 100"]
    assert [row["pid"] for row in told["products"]["products"]["product"]] == [12, 13]
    assert told["no products"]["totalresults"] == 0
    assert [str(row["id"]) for row in told["orders"]["orders"]["order"]] == ["90"]
    assert told["customer"]["client"]["email"] == "cleo@isp.example"
    assert told["customer"] == told["customer by email"]
    assert [row["id"] for row in told["services"]["products"]["product"]] == ["1", "2"]
    assert told["contacts"]["totalresults"] in (0, "0")
    assert [row["domainname"] for row in told["domains"]["domains"]["domain"]] == ["cleo.example"]
    assert [row["status"] for row in told["invoices"]["invoices"]["invoice"]] == ["Unpaid"]
    assert told["addons"]["result"] == "success"
    assert told["invoice"]["status"] == "Unpaid"
    assert [row["subject"] for row in told["tickets"]["tickets"]["ticket"]] == ["Slow"]
    assert told["access key"] == told["product"]
    assert told["no invoice"]["error"] == "WHMCS Error (200): Invoice ID Not Found"
    assert told["bad password"]["error"] == "WHMCS Error (403): Invalid or missing credentials"
    # No role restricts an administrator's login; the simulator carries out no write all the same.
    assert told["write"]["error"] == "WHMCS Error (200): API Command Restricted to Internal API"
    assert whmcs.state()["services"][0]["status"] == "Active"
    assert whmcs.count("UpdateClientProduct") == 1
    assert whmcs.count("unknown") == 0


def test_the_reading_tests_of_the_client_pass(
    whmcs: Simulator[WhmcsVendor], run_mocha: Callable[..., str]
) -> None:
    """Its own tests that only read pass; the others write, and no write is ever carried out here."""
    printed = run_mocha(
        "whmcs",
        "--grep",
        "(get a product without error|get products?|get tickets)$",
        WHMCS_URL=f"{whmcs.url}/includes/api.php",
        WHMCS_USER="api",
        WHMCS_KEY=hashlib.md5(b"made-up", usedforsecurity=False).hexdigest(),
        WHMCS_AK="made-up-key",
    )

    assert sorted(re.findall(r"^ok \d+ (.+)$", printed, re.MULTILINE)) == [
        "authok should get a product without error",
        "products should get product",
        "products should get products",
        "support should get tickets",
    ]
    assert "not ok" not in printed
    assert whmcs.counts() == {"GetProducts": 3, "GetTickets": 1}

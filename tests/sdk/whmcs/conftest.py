"""A Pulumi program in a test: its config, its runtime, and a WHMCS to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from pulumi.runtime import set_all_config

from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]

IDENTIFIER = "sdkIdentifier0123456789abcdefghi"
SECRET = "sdkSecret0123456789abcdefghijklm"

PLACE = {"Shelf": "NTWK-1", "Port": "1/1", "Where": "12 High Street"}
SEED: dict[str, Any] = {
    "product_groups": [{"id": 1, "name": "Fibre"}],
    "products": [
        {
            "pid": pid,
            "gid": 1,
            "name": name,
            "pricing": {"USD": {"monthly": "25.99"}},
            "customfields": [
                {"id": 10 * pid + at, "name": field}
                for at, field in enumerate(("ONT Serial", "Shelf", "Port", "Where"))
            ],
            "configoptions": [{"id": pid, "name": "Speed"}],
        }
        for pid, name in ((1, "Fibre 100"), (2, "Fibre 1000"))
    ],
    "clients": [
        {"id": 7, "firstname": "Ada", "lastname": "O'Brien", "email": "ada@example.net", "city": "Galway"},
        {"id": 8, "firstname": "Zoë", "lastname": "Møller", "email": "zoe@example.net"},
    ],
    "services": [
        {
            "id": sid,
            "clientid": cid,
            "pid": 1,
            "status": status,
            "username": f"sub{sid}",
            "password": "customer-password-77aa",
            "customfields": {
                "ONT Serial": serial,
                "Shelf": "NTWK-1",
                "Port": "1/1",
                "Where": "12 High Street",
            },
            "configoptions": {"Speed": "100M"},
        }
        for sid, cid, status, serial in (
            (41, 7, "Active", "CXNK00AABB01"),
            (42, 7, "Suspended", "CXNK00AABB02"),
            (43, 8, "Cancelled", "CXNK00AABB01"),
            (44, 8, "Active", ""),
        )
    ],
    "servers": [{"id": 1, "name": "radius", "hostname": "radius.example"}],
    "invoices": [{"id": 5, "userid": 7, "status": "Unpaid"}],
}


@pytest.fixture
def new_whmcs() -> Iterator[Callable[..., Whmcs]]:
    """Start a WHMCS."""
    with ExitStack() as stack:

        def start(seed: dict[str, Any] | None = None, **options: Any) -> Whmcs:
            vendor = WhmcsVendor(identifier=IDENTIFIER, secret=SECRET, **options)
            return stack.enter_context(Simulator(vendor, seed=SEED if seed is None else seed))

        yield start


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Set the config of the stack: ``configure(server, secret="x", timeout="1")``."""
    for name in ("WHMCS_URL", "WHMCS_IDENTIFIER", "WHMCS_SECRET"):
        monkeypatch.delenv(name, raising=False)

    def configure(server: Whmcs | None, **settings: str) -> None:
        given = {"identifier": IDENTIFIER, "secret": SECRET, **settings}
        if server is not None:
            given["url"] = f"{server.url}/includes/api.php"
        set_all_config({f"whmcs:{name}": value for name, value in given.items()}, ["whmcs:secret"])

    yield configure
    set_all_config({}, [])


@pytest.fixture
def whmcs(new_whmcs: Callable[..., Whmcs], configure: Callable[..., None]) -> Whmcs:
    """A WHMCS that the stack's config names."""
    server = new_whmcs()
    configure(server)
    return server

"""An installation of a small ISP, and a caller that knows nothing but HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import Simulator, WhmcsVendor

SEED: Mapping[str, Any] = {
    "product_groups": [{"id": 3, "name": "Fibre"}],
    "products": [
        {
            "pid": 12,
            "gid": 3,
            "name": "Fibre 100",
            "description": "100/20",
            "module": "autorelease",
            "pricing": {"USD": {"monthly": "25.99"}},
            "customfields": [
                {"id": 2, "name": "ONT Serial", "description": "On the label"},
                {"id": 3, "name": "port|Splitter port", "showorder": False, "adminonly": True},
            ],
            "configoptions": [
                {
                    "id": 4,
                    "name": "Speed",
                    "options": [{"id": 9, "name": "100M", "pricing": {"USD": {"monthly": "2.99"}}}],
                }
            ],
        },
        {"pid": 13, "gid": 3, "name": "Fibre 500", "customfields": [{"id": 5, "name": "ONT Serial"}]},
    ],
    "clients": [
        {
            "id": 7,
            "firstname": "Conor",
            "lastname": "O'Brien",
            "email": "conor@example.com",
            "datecreated": "2016-01-15",
        }
    ],
    "orders": [{"id": 90, "userid": 7, "ordernum": 4567890123, "date": "2025-03-01 10:00:00"}],
    "services": [
        {
            "id": 42,
            "clientid": 7,
            "pid": 12,
            "orderid": 90,
            "regdate": "2025-03-01",
            "firstpaymentamount": "25.99",
            "recurringamount": "25.99",
            "nextduedate": "2025-05-01",
            "username": "sub42",
            "password": "cleartext!",
            "customfields": {"ONT Serial": "CXNK00AABBCC"},
            "configoptions": {"Speed": "100M"},
        }
    ],
}


@dataclass
class Whmcs:
    """A running simulator and a way to call it."""

    sim: Simulator[WhmcsVendor]

    @property
    def url(self) -> str:
        return f"{self.sim.url}/includes/api.php"

    def post(self, action: str, **params: object) -> requests.Response:
        """POST a form with the default credentials; parameters of None are left out."""
        form = {
            "identifier": "sim-identifier",
            "secret": "simulated-secret",
            "action": action,
            "responsetype": "json",
            **params,
        }
        form = {name: str(value) for name, value in form.items() if value is not None}
        return requests.post(self.url, data=form, timeout=10, allow_redirects=False)

    def call(self, action: str, **params: object) -> Any:
        """The decoded JSON of an answer with status 200."""
        answer = self.post(action, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()


StartWhmcs = Callable[..., Whmcs]


@pytest.fixture
def start() -> Iterator[StartWhmcs]:
    """Starts an installation: ``start(seed, **options of the vendor)``; without a seed the small ISP."""
    with ExitStack() as stack:

        def started(seed: Mapping[str, Any] = SEED, **options: Any) -> Whmcs:
            return Whmcs(stack.enter_context(Simulator(WhmcsVendor(**options), seed)))

        yield started


@pytest.fixture
def whmcs(start: StartWhmcs) -> Whmcs:
    """The small ISP under the default options."""
    return start()


@pytest.fixture
def isp_seed() -> dict[str, Any]:
    """The seed of the small ISP; kinds may be replaced in it."""
    return dict(SEED)

"""The documented sample of every read action, field for field: names, order, types and spelling.

The samples are in ``samples/``. Each has a seed (the small ISP of ``conftest.py`` where there is none;
``over_isp`` replaces kinds in it), options of the vendor, an action with its parameters, and of the answer

- ``answer``: all of it; or
- ``parts``: what stands at some places, such as ``products.product.0.name``; or
- ``keys``: its keys;

and ``absent``: places where nothing is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import yaml

STATS = [
    *("income_today", "income_thismonth", "income_thisyear", "income_alltime", "orders_pending"),
    *("orders_today_cancelled", "orders_today_pending", "orders_today_fraud", "orders_today_active"),
    *("orders_today_total", "orders_yesterday_cancelled", "orders_yesterday_pending"),
    *("orders_yesterday_fraud", "orders_yesterday_active", "orders_yesterday_total"),
    *("orders_thismonth_total", "orders_thisyear_total", "tickets_allactive", "tickets_awaitingreply"),
    *("tickets_flaggedtickets", "tickets_open", "tickets_answered", "tickets_customerreply"),
    *("tickets_closed", "tickets_onhold", "tickets_inprogress", "cancellations_pending", "todoitems_due"),
    *("networkissues_open", "billableitems_uninvoiced", "quotes_valid", "staff_online"),
]


def _samples() -> Iterator[Any]:
    for path in sorted(Path(__file__).with_name("samples").glob("*.yaml")):
        for sample in yaml.safe_load(path.read_text(encoding="utf-8"))["samples"]:
            yield pytest.param(sample, id=sample["name"])


def _same(answer: Any, expected: Any, does: str) -> None:
    """Equal with the order of keys and with the types: 1 is not "1"."""
    assert json.dumps(answer, indent=1) == json.dumps(expected, indent=1), does


def _at(answer: Any, place: str) -> Any:
    steps = place.split(".")
    return reduce(lambda found, step: found[int(step) if isinstance(found, list) else step], steps, answer)


@pytest.mark.parametrize("sample", list(_samples()))
def test_documented_sample(start: Any, isp_seed: dict[str, Any], sample: dict[str, Any]) -> None:
    """The action answers as the sample says."""
    seed = sample.get("seed", isp_seed | sample.get("over_isp", {}))
    whmcs = start(seed, **sample.get("options", {}))

    answer = whmcs.call(sample["action"], **sample.get("params", {}))

    assert {"answer", "parts", "keys"} & sample.keys()
    if "answer" in sample:
        _same(answer, sample["answer"], sample["does"])
    for place, expected in sample.get("parts", {}).items():
        _same(_at(answer, place), expected, sample["does"])
    if "keys" in sample:
        assert list(answer) == sample["keys"], sample["does"]
    for place in sample.get("absent", ()):
        above, _, name = place.rpartition(".")
        assert name not in _at(answer, above), sample["does"]


def test_order_numbers_are_made_with_ten_digits(start: Any) -> None:
    """An order without a number in the seed gets one that 32 bits cannot hold, another for each."""
    whmcs = start({"clients": [{"id": 1}], "orders": [{"userid": 1} for _ in range(200)]})

    numbers = {order["ordernum"] for order in whmcs.call("GetOrders", limitnum=200)["orders"]["order"]}

    assert len(numbers) == 200
    assert all(2**31 < number < 10**10 for number in numbers)


def test_get_stats(start: Any) -> None:
    """Income as texts, counters as numbers, a timeline of the days asked for."""
    whmcs = start(
        {
            "clients": [{"id": 1, "firstname": "Test"}],
            "invoices": [{"userid": 1, "total": "5.95", "status": "Paid", "datepaid": "2001-02-03 04:05:06"}],
            "orders": [{"userid": 1, "status": "Pending", "date": "2001-02-03 04:05:06"}],
            "tickets": [{"tid": "1"}, {"tid": "2", "status": "Closed"}],
        }
    )

    plain, lined = whmcs.call("GetStats"), whmcs.call("GetStats", timeline_days=500)

    assert (plain["income_today"], plain["income_alltime"]) == ("$0.00 USD", "$5.95 USD")
    assert (plain["orders_pending"], plain["orders_today_total"]) == (1, 0)
    assert (plain["tickets_allactive"], plain["tickets_awaitingreply"], plain["tickets_closed"]) == (1, 1, 1)
    assert list(plain) == ["result", *STATS]
    assert list(lined["timeline_data"]) == [
        "new_orders",
        "accepted_orders",
        "income",
        "expenditure",
        "new_tickets",
    ]
    assert {len(days) for days in lined["timeline_data"].values()} == {90}


def test_administrator_who_logs_in(start: Any, isp_seed: dict[str, Any]) -> None:
    """Who calls by a login is told of itself, by a switch with the time of the request."""
    admin = {"username": "site", "password": "made-up", "id": 1, "name": "Site Admin"}
    digest = hashlib.md5(b"made-up", usedforsecurity=False).hexdigest()
    login = {"identifier": None, "secret": None, "username": "site", "password": digest}
    whmcs = start(isp_seed | {"admins": [admin]}, admin_requesttime=True, types="ints")

    answer = whmcs.call("GetAdminDetails", **login)

    assert (answer["adminid"], answer["name"]) == (1, "Site Admin")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", answer["requesttime"])

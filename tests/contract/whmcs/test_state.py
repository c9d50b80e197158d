"""Seeds, and changes behind the client's back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pulumi_isp_simulators import SeedError, WhmcsVendor

CLIENT = {"id": 1, "email": "a@example.com"}
PRODUCT = {"pid": 1, "name": "Fibre", "customfields": [{"id": 2, "name": "serial|ONT Serial"}]}


def _row(whmcs: Any, service: int = 42) -> Any:
    return whmcs.call("GetClientsProducts", serviceid=service)["products"]["product"][0]


def _values(row: Any) -> dict[str, str]:
    return {field["name"]: field["value"] for field in row["customfields"]["customfield"]}


def test_dump_can_be_loaded_and_says_the_same(whmcs: Any) -> None:
    """State out, through JSON, and in again."""
    dump = json.loads(json.dumps(whmcs.sim.state()))
    before = _row(whmcs)

    whmcs.sim.load(dump)

    assert whmcs.sim.state() == dump
    assert _row(whmcs) == before


def test_dump_is_a_copy(whmcs: Any) -> None:
    """Changing what was given out changes nothing."""
    whmcs.sim.state()["services"][0]["customfields"][0]["value"] = "other"

    assert _values(_row(whmcs))["ONT Serial"] == "CXNK00AABBCC"


def test_objects_without_an_id_get_a_free_one() -> None:
    """The lowest numbers that nobody has."""
    vendor = WhmcsVendor()

    vendor.load({"clients": [{"email": "a"}, {"id": 1, "email": "b"}, {"email": "c"}]})

    assert [row["id"] for row in vendor.dump()["clients"]] == [2, 1, 3]


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        ({"service": []}, "service: there is no such kind; there are currencies, "),
        ({"clients": {}}, "clients: must be a list of objects, not an object"),
        ({"clients": ["x"]}, r"clients\[0\]: must be an object, not 'x'"),
        ({"clients": [{"mail": "x"}]}, r"clients\[0\].mail: there is no such field; there are id, "),
        ({"clients": [CLIENT, CLIENT]}, r"clients\[1\].id: 1 is there twice"),
        ({"clients": [{"id": "one"}]}, r"clients\[0\].id: must be a whole number, not 'one'"),
        ({"clients": [{"id": -1}]}, r"clients\[0\].id: must be above 0, not -1"),
        (
            {"clients": [{"status": "On"}]},
            r"clients\[0\].status: must be one of Active, Inactive, Closed, not 'On'",
        ),
        ({"clients": [{"taxexempt": "yes"}]}, r"clients\[0\].taxexempt: must be true or false, not 'yes'"),
        ({"clients": [{"groupid": 5}]}, r"clients\[0\].groupid: there is no 5 in client_groups"),
        ({"products": [{}]}, r"products\[0\].name: is required"),
        ({"products": [{"name": "A", "gid": 9}]}, r"products\[0\].gid: there is no 9 in product_groups"),
        (
            {"products": [{"name": "A", "pricing": {"USD": {"weekly": 1}}}]},
            r"products\[0\].pricing: must be prices",
        ),
        (
            {"products": [{"name": "A", "customfields": [{"id": 1}]}]},
            r"products\[0\].customfields\[0\].name: is required",
        ),
        ({"services": [{"clientid": 1, "pid": 1}]}, r"services\[0\].clientid: there is no 1 in clients"),
        (
            {"clients": [CLIENT], "services": [{"clientid": 1, "pid": 1}]},
            r"services\[0\].pid: there is no 1 in products",
        ),
        (
            {
                "clients": [CLIENT],
                "products": [PRODUCT],
                "services": [{"clientid": 1, "pid": 1, "customfields": {"MAC": "x"}}],
            },
            r"services\[0\].customfields: the product has no field 'MAC'; it has serial\|ONT Serial",
        ),
        (
            {
                "clients": [CLIENT],
                "products": [PRODUCT],
                "services": [{"clientid": 1, "pid": 1, "regdate": "1.3.25"}],
            },
            r"services\[0\].regdate: must be a date such as 2025-03-01, not '1.3.25'",
        ),
        (
            {"roles": [{"name": "r", "actions": "GetProducts"}]},
            r"roles\[0\].actions: must be a list of names",
        ),
    ],
)
def test_mistake_in_a_seed_is_named_with_its_place(seed: Mapping[str, Any], message: str) -> None:
    """The message begins with the place; the old state stays."""
    vendor = WhmcsVendor()
    before = vendor.dump()

    with pytest.raises(SeedError, match=f"^{message}"):
        vendor.load(seed)

    assert vendor.dump() == before


def test_message_about_a_secret_does_not_repeat_it() -> None:
    """A password of the wrong kind is not printed."""
    with pytest.raises(SeedError, match="password: must be a text") as caught:
        WhmcsVendor().load({"admins": [{"username": "a", "password": 1.25}]})

    assert "1.25" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        {"serial|ONT Serial": "X1"},
        {"SERIAL": "X1"},
        [{"id": 2, "value": "X1"}],
        [{"name": "serial", "value": "X1"}],
    ],
)
def test_custom_fields_by_name_or_id(start: Any, given: object) -> None:
    """By the whole name, by the part before the bar in any case, or by id."""
    seed = {
        "clients": [CLIENT],
        "products": [PRODUCT],
        "services": [{"id": 42, "clientid": 1, "pid": 1, "customfields": given}],
    }

    assert _values(_row(start(seed))) == {"serial|ONT Serial": "X1"}


def test_change_of_a_service_shows(whmcs: Any) -> None:
    """A suspension, a new serial number and a new password behind the client's back."""
    changed = whmcs.sim.change(
        "services", "42", {"status": "Suspended", "customfields": {"ONT Serial": "CXNK00000001"}}
    )

    row = _row(whmcs)
    assert (row["status"], _values(row)["ONT Serial"]) == ("Suspended", "CXNK00000001")
    assert changed["status"] == "Suspended"


def test_change_of_the_product_keeps_the_serial_number(whmcs: Any) -> None:
    """Moving a service to another product carries over what both ask for, by name."""
    whmcs.sim.change("services", "42", {"pid": 13})

    row = _row(whmcs)
    assert (row["pid"], row["name"]) == ("13", "Fibre 500")
    assert row["customfields"]["customfield"] == [
        {"id": "5", "name": "ONT Serial", "translated_name": "ONT Serial", "value": "CXNK00AABBCC"}
    ]
    assert row["configoptions"] == {"configoption": []}
    whmcs.sim.load(whmcs.sim.state())


def test_renaming_a_custom_field_keeps_its_values(whmcs: Any) -> None:
    """The id stays, and so do the values."""
    whmcs.sim.change(
        "products", "12", {"customfields": [{"id": 2, "name": "Serial number"}], "configoptions": []}
    )

    assert _values(_row(whmcs)) == {"Serial number": "CXNK00AABBCC"}
    whmcs.sim.load(whmcs.sim.state())


def test_removing_a_client_removes_what_it_owns(start: Any, isp_seed: dict[str, Any]) -> None:
    """Services, their addons, orders and invoices go with the client; the products stay."""
    isp_seed["addons"] = [{"serviceid": 42, "name": "Static IP"}]
    isp_seed["invoices"] = [{"userid": 7}]
    whmcs = start(isp_seed)

    whmcs.sim.remove("clients", "7")

    state = whmcs.sim.state()
    assert [state[kind] for kind in ("clients", "services", "addons", "orders", "invoices")] == [
        [],
        [],
        [],
        [],
        [],
    ]
    assert len(state["products"]) == 2


def test_removing_an_order_leaves_its_services(whmcs: Any) -> None:
    """What only refers to it is set back."""
    whmcs.sim.remove("orders", "90")

    assert _row(whmcs)["orderid"] == "0"
    whmcs.sim.load(whmcs.sim.state())


@pytest.mark.parametrize(
    ("kind", "key"),
    [("service", "42"), ("services", "43"), ("services", "x"), ("services", ""), ("roles", "boss")],
)
def test_unknown_objects_are_named(whmcs: Any, kind: str, key: str) -> None:
    """Neither changed nor removed."""
    named = repr(kind if kind == "service" else key)

    with pytest.raises(KeyError, match=named):
        whmcs.sim.change(kind, key, {})
    with pytest.raises(KeyError, match=named):
        whmcs.sim.remove(kind, key)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"id": 43}, "services.42.id: cannot be changed"),
        ({"clientid": 99}, "services.42.clientid: there is no 99 in clients"),
        ({"status": "Off"}, "services.42.status: must be one of"),
        ({"customfields": {"MAC": "x"}}, "services.42.customfields: the product has no field 'MAC'"),
    ],
)
def test_change_that_is_not_allowed_changes_nothing(
    whmcs: Any, fields: dict[str, object], message: str
) -> None:
    """The message begins with the place."""
    before = whmcs.sim.state()

    with pytest.raises(SeedError, match=f"^{message}"):
        whmcs.sim.change("services", "42", fields)

    assert whmcs.sim.state() == before


def test_twenty_thousand_services_are_paged_through(start: Any) -> None:
    """A large installation answers the last page like the first."""
    serials = [f"CXNK{number:08X}" for number in range(20_000)]
    whmcs = start(
        {
            "clients": [CLIENT],
            "products": [PRODUCT],
            "services": [{"clientid": 1, "pid": 1, "customfields": {"serial": serial}} for serial in serials],
        }
    )

    answer = whmcs.call("GetClientsProducts", limitstart=19_990, limitnum=250)

    assert (answer["totalresults"], answer["numreturned"]) == ("20000", 10)
    assert [_values(row)["serial|ONT Serial"] for row in answer["products"]["product"]] == serials[-10:]


def test_readers_at_once_with_changes_see_whole_answers(whmcs: Any) -> None:
    """Sixteen readers while a service changes: every page is complete and of one state."""

    def read(number: int) -> tuple[str, str]:
        status = "Active" if number % 2 else "Suspended"
        whmcs.sim.change("services", "42", {"status": status, "suspensionreason": status})
        row = _row(whmcs)
        return row["status"], row["suspensionreason"]

    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(read, range(64)))

    assert len(seen) == 64
    assert all(status == reason for status, reason in seen)


def test_nothing_expires(whmcs: Any) -> None:
    """The API has no tokens and no sessions."""
    assert whmcs.sim.expire() == 0
    assert whmcs.call("GetCurrencies")["result"] == "success"

"""What each version has."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_isp_simulators import WhmcsVendor


def _product(whmcs: Any) -> dict[str, Any]:
    row: dict[str, Any] = whmcs.call("GetProducts", pid=12)["products"]["product"][0]
    return row


@pytest.mark.parametrize(
    ("version", "fields"),
    [
        ("7.10", set()),
        ("8.2.9", set()),
        ("8.3", {"slug", "product_url"}),
        ("8.11", {"slug", "product_url"}),
        ("8.12", {"slug", "product_url", "allowqty", "quantity_available"}),
        ("9.0.4", {"slug", "product_url", "allowqty", "quantity_available"}),
    ],
)
def test_fields_of_products(start: Any, version: str, fields: set[str]) -> None:
    """Addresses came with 8.3, stock with 8.12; before there is no stock at all."""
    row = _product(start(whmcs_version=version))

    assert set(row) & {"slug", "product_url", "allowqty", "quantity_available"} == fields
    assert ("minqty" in row["configoptions"]["configoption"][0]) == ("allowqty" in fields)


@pytest.mark.parametrize(("version", "there"), [("8.11", False), ("8.12", True)])
def test_quantity_of_services_and_addons(
    start: Any, isp_seed: dict[str, Any], version: str, there: bool
) -> None:
    """``qty`` came with 8.12."""
    isp_seed["addons"] = [{"serviceid": 42, "name": "Static IP"}]
    whmcs = start(isp_seed, whmcs_version=version)

    service = whmcs.call("GetClientsProducts")["products"]["product"][0]
    addon = whmcs.call("GetClientsAddons")["addons"]["addon"][0]

    assert ("qty" in service, "qty" in addon) == (there, there)


@pytest.mark.parametrize(
    ("action", "before", "since"), [("WhmcsDetails", "7.10", "8.0"), ("GetUsers", "8.0", "8.1")]
)
def test_actions_that_came_later_are_unknown_before(start: Any, action: str, before: str, since: str) -> None:
    """An older version does not know them, and its log does."""
    old, new = start(whmcs_version=before), start(whmcs_version=since)

    assert old.call(action)["message"] == "Command Not Found"
    assert new.call(action)["result"] == "success"
    assert old.sim.count(action) == 1


def test_there_is_no_get_whmcs_details(whmcs: Any) -> None:
    """The action is called WhmcsDetails."""
    assert whmcs.call("GetWhmcsDetails")["message"] == "Command Not Found"


@pytest.mark.parametrize(
    ("version", "there"), [("7.9", (False, False)), ("7.10", (True, False)), ("8.0", (True, True))]
)
def test_fields_of_clients(start: Any, version: str, there: tuple[bool, bool]) -> None:
    """Email preferences came with 7.10, users with 8.0."""
    client = start(whmcs_version=version).call("GetClientsDetails", clientid=7)["client"]

    assert ("email_preferences" in client, "users" in client) == there


@pytest.mark.parametrize(("version", "count"), [("7.9", 17), ("7.10", 19), ("8.0", 23)])
def test_fields_of_tickets(start: Any, version: str, count: int) -> None:
    """Attachments came with 7.10, requestors with 8.0."""
    whmcs = start({"tickets": [{"tid": "1"}]}, whmcs_version=version)

    assert len(whmcs.call("GetTickets")["tickets"]["ticket"][0]) == count


@pytest.mark.parametrize("version", ["", "8", "6.3", "10.0", "eight", "8.0.0.0"])
def test_versions_that_are_not_simulated_are_refused(version: str) -> None:
    """From 7.0 to 9.x, written with a dot."""
    with pytest.raises(ValueError, match="whmcs_version"):
        WhmcsVendor(whmcs_version=version)


def test_options_that_do_not_exist_are_named() -> None:
    """A typing error in a switch is an error that lists what there is."""
    with pytest.raises(ValueError, match=r"no option 'typs'; there are .*types"):
        WhmcsVendor(typs="docs")  # type: ignore[call-arg] # the mistake under test
    with pytest.raises(ValueError, match="types: 'float' is not one of: docs, strings, ints"):
        WhmcsVendor(types="float")  # type: ignore[arg-type] # the mistake under test
    with pytest.raises(ValueError, match="lone_object: 1 is not of type bool"):
        WhmcsVendor(lone_object=1)  # type: ignore[arg-type] # the mistake under test

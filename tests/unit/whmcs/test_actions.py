"""The allow-list: what can be sent, and how it is checked first."""

from __future__ import annotations

import re

import pytest

from pulumi_isp_provider.transport.redact import Redactor
from pulumi_isp_provider.whmcs.client import actions, filters
from pulumi_isp_provider.whmcs.client.actions import ACTIONS, Action
from pulumi_isp_provider.whmcs.client.api import Api
from pulumi_isp_provider.whmcs.client.billing import Currency
from pulumi_isp_provider.whmcs.client.connection import Credentials, open_transport
from pulumi_isp_provider.whmcs.errors import WhmcsValidationError

FORBIDDEN = {
    "DecryptPassword",
    "GetClientPassword",
    "GetPayMethods",
    "GetTicketAttachment",
    "ListOAuthCredentials",
    "GetAdminUsers",
    "ValidateLogin",
    "CreateSsoToken",
    "GetEmails",
}


def test_only_reads_are_on_the_list() -> None:
    """Each action is a Get, but for one that WHMCS names otherwise, and none gives secrets away."""
    assert {name for name in ACTIONS if not re.match(r"^Get[A-Z]", name)} == {"WhmcsDetails"}
    assert not FORBIDDEN & set(ACTIONS)


@pytest.mark.parametrize("name", ["AddClient", "DeleteOrder", "DecryptPassword", "GetProducts"])
def test_an_action_that_is_not_on_the_list_cannot_be_sent(name: str) -> None:
    """Not even an action of the right name gets out: it must be the one on the list."""
    redactor = Redactor()
    api = Api(open_transport(timeout=1, redactor=redactor), "http://127.0.0.1:9/", Credentials({}), redactor)
    smuggled = Action(name=name, record=Currency, path=())

    with pytest.raises(WhmcsValidationError, match="allow-list"):
        api.ask(smuggled, {})


def test_the_list_cannot_be_changed() -> None:
    """Nobody adds an action at run time."""
    with pytest.raises(TypeError):
        ACTIONS["AddClient"] = actions.CURRENCIES  # type: ignore[index]  # the very thing that must fail


@pytest.mark.parametrize(
    ("narrows", "action"),
    [
        (filters.ProductFilters, actions.PRODUCTS),
        (filters.ClientFilters, actions.CLIENTS),
        (filters.ServiceFilters, actions.CLIENT_SERVICES),
        (filters.AddonFilters, actions.CLIENT_ADDONS),
        (filters.DomainFilters, actions.CLIENT_DOMAINS),
        (filters.InvoiceFilters, actions.INVOICES),
        (filters.OrderFilters, actions.ORDERS),
    ],
)
def test_what_can_be_written_is_what_can_be_asked(narrows: type, action: Action[Currency]) -> None:
    """The typed arguments of the client are the parameters of the action, each explained."""
    assert set(narrows.__annotations__) == set(action.parameters)
    assert [name for name in action.parameters if f"{name}: " not in str(narrows.__doc__)] == []


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    """WHMCS would ignore a misspelt filter and answer with everything."""
    with pytest.raises(WhmcsValidationError, match=r"no parameter 'clientid'; it has: client_id, domain,"):
        actions.CLIENT_SERVICES.write({"clientid": 7})


@pytest.mark.parametrize(
    ("action", "arguments", "wire"),
    [
        (actions.PRODUCTS, {"pid": [1, "2", 3.0], "module": "cpanel"}, {"pid": "1,2,3", "module": "cpanel"}),
        (actions.PRODUCTS, {"pid": "1,5", "gid": None}, {"pid": "1,5"}),
        (actions.CLIENT_SERVICES, {"client_id": 7.0, "username": "x"}, {"clientid": "7", "username2": "x"}),
        (actions.INVOICES, {"client_id": 7, "status": "overdue"}, {"userid": "7", "status": "Overdue"}),
        (actions.CLIENT, {"client_id": "7"}, {"clientid": "7"}),
    ],
)
def test_arguments_get_their_wire_names(
    action: Action[Currency], arguments: dict[str, object], wire: dict[str, str]
) -> None:
    """WHMCS names the same thing differently from action to action; numbers may come as floats or text."""
    assert action.write(arguments) == {**action.constant, **wire}


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        (actions.PRODUCTS, {"pid": 0}),
        (actions.PRODUCTS, {"pid": []}),
        (actions.PRODUCTS, {"pid": True}),
        (actions.PRODUCTS, {"gid": 1.5}),
        (actions.PRODUCTS, {"gid": "1 OR 1"}),
        (actions.PRODUCTS, {"module": ""}),
        (actions.PRODUCTS, {"module": 5}),
        (actions.CLIENTS, {"status": "Actve"}),
        (actions.CLIENTS, {"search": "  "}),
    ],
)
def test_values_that_make_no_sense_are_refused(
    action: Action[Currency], arguments: dict[str, object]
) -> None:
    """A wrong value is refused by name before anything is sent."""
    with pytest.raises(WhmcsValidationError, match=f"^{next(iter(arguments))}: must"):
        action.write(arguments)

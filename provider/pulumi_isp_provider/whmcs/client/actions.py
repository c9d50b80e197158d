"""The actions that the client can send. It sends no others.

WHMCS has one endpoint for reads, writes and deletes; one form field selects the action. So the client only
sends actions of :data:`ACTIONS`. Reads that return secrets or have side effects (DecryptPassword,
GetClientPassword, GetPayMethods, GetTicketAttachment, ListOAuthCredentials, GetAdminUsers, ValidateLogin,
CreateSsoToken, GetEmails) are left out on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from ...core.answers import Record
from ..errors import WhmcsValidationError
from . import billing, clients, products, services, system

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One parameter of an action.

    WHMCS ignores unknown parameters and then returns everything, so names and values are checked before a
    request is sent.

    Attributes:
        wire: Its name on the wire. Names differ between actions.
        write: Converts an argument to wire text; raises ValueError if it is not allowed.
        matches: Field of the answer's rows with the requested id, or one of them. With it a cached listing
            can answer a narrower question, and a filter that WHMCS did not apply is noticed.
    """

    wire: str
    write: Callable[[object], str]
    matches: str | None = None


@dataclass(frozen=True, kw_only=True)
class Action(Generic[R]):
    """A read.

    Attributes:
        name: Its name, as the API documentation spells it.
        record: The record class of a row.
        path: The keys of the rows: the plural key and, if there is one, the singular key inside. Empty: the
            answer itself is the only row.
        parameters: Its parameters, by our names.
        constant: Parameters that are always sent, such as a fixed order for consistent pages.
        paged: It has pages: ``limitstart`` and ``limitnum``.
        key: Field that identifies a row.
        not_found: Messages that mean "there is no such object".
    """

    name: str
    record: type[R]
    path: tuple[str, ...]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    constant: Mapping[str, str] = field(default_factory=dict)
    paged: bool = False
    key: str = "id"
    not_found: tuple[str, ...] = ()

    def write(self, arguments: Mapping[str, object]) -> dict[str, str]:
        """Convert arguments to wire parameters; None means "not given".

        Raises:
            WhmcsValidationError: A name is not known, or a value is not allowed.
        """
        wire = dict(self.constant)
        for name, value in arguments.items():
            parameter = self.parameters.get(name)
            if parameter is None:
                known = ", ".join(sorted(self.parameters)) or "none"
                raise WhmcsValidationError(
                    f"{self.name} has no parameter {name!r}; it has: {known}", operation=self.name
                )
            if value is None:
                continue
            try:
                wire[parameter.wire] = parameter.write(value)
            except ValueError as error:
                raise WhmcsValidationError(f"{name}: {error}", operation=self.name) from None
        return wire

    def matching(self, wire: Mapping[str, str], rows: Iterable[R]) -> list[R]:
        """The rows with the requested ids."""
        found = list(rows)
        for parameter in self.parameters.values():
            if parameter.matches and parameter.wire in wire:
                ids = frozenset(map(int, wire[parameter.wire].split(",")))
                found = [row for row in found if row[parameter.matches] in ids]
        return found

    def narrows_a_listing(self, wire: Mapping[str, str]) -> bool:
        """Whether a listing of everything also answers the question."""
        exact = {parameter.wire for parameter in self.parameters.values() if parameter.matches}
        return all(name in exact or name in self.constant for name in wire)


def whole_number(value: object) -> int:
    """An id as a number. Numbers from a Pulumi program may be floats or text.

    Raises:
        ValueError: It is not a whole number above zero.
    """
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"must be a whole number above zero, not {value!r}")
    return value


def _id(value: object) -> str:
    return str(whole_number(value))


def whole_numbers(value: object) -> tuple[int, ...]:
    """Ids: one, several, or text with commas between them.

    Raises:
        ValueError: One is not a whole number above zero, or there is none.
    """
    if isinstance(value, str):
        value = value.split(",")
    ids = tuple(map(whole_number, value)) if isinstance(value, Iterable) else (whole_number(value),)
    if not ids:
        raise ValueError("must hold at least one id")
    return ids


def _ids(value: object) -> str:
    return ",".join(map(str, whole_numbers(value)))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"must be text that is not empty, not {value!r}")
    return value


def one_of(choices: Iterable[str]) -> Callable[[object], str]:
    """A check for one of some words in any case; it returns the official spelling."""
    spelling = {choice.casefold(): choice for choice in choices}

    def check(value: object) -> str:
        word = spelling.get(value.casefold()) if isinstance(value, str) else None
        if word is None:
            raise ValueError(f"must be one of {', '.join(spelling.values())}, not {value!r}")
        return word

    return check


def _id_of(wire: str, matches: str | None = None) -> Parameter:
    return Parameter(wire=wire, write=_id, matches=matches)


PRODUCTS = Action(
    name="GetProducts",
    record=products.Product,
    path=("products", "product"),
    parameters={
        "pid": Parameter(wire="pid", write=_ids, matches="id"),
        "gid": _id_of("gid", "group_id"),
        "module": Parameter(wire="module", write=_text),
    },
)
CLIENT_SERVICES = Action(
    name="GetClientsProducts",
    record=services.Service,
    path=("products", "product"),
    parameters={
        "client_id": _id_of("clientid", "client_id"),
        "service_id": _id_of("serviceid", "id"),
        "product_id": _id_of("pid", "product_id"),
        "domain": Parameter(wire="domain", write=_text),
        "username": Parameter(wire="username2", write=_text),
    },
    paged=True,
)
CLIENT_ADDONS = Action(
    name="GetClientsAddons",
    record=services.ServiceAddon,
    path=("addons", "addon"),
    parameters={
        "client_id": _id_of("clientid", "client_id"),
        "service_id": Parameter(wire="serviceid", write=_ids, matches="service_id"),
        "addon_id": _id_of("addonid", "addon_id"),
    },
)
CLIENT_DOMAINS = Action(
    name="GetClientsDomains",
    record=services.Domain,
    path=("domains", "domain"),
    parameters={
        "client_id": _id_of("clientid", "client_id"),
        "domain_id": _id_of("domainid", "id"),
        "domain": Parameter(wire="domain", write=_text),
    },
    paged=True,
)
CLIENTS = Action(
    name="GetClients",
    record=clients.Client,
    path=("clients", "client"),
    parameters={
        "status": Parameter(wire="status", write=one_of(clients.STATUSES)),
        "search": Parameter(wire="search", write=_text),
    },
    constant={"orderby": "id", "sorting": "ASC"},  # orderby exists since 8.2; older releases ignore it
    paged=True,
)
CLIENT = Action(
    name="GetClientsDetails",
    record=clients.ClientDetails,
    path=("client",),
    parameters={"client_id": _id_of("clientid", "id"), "email": Parameter(wire="email", write=_text)},
    constant={"stats": "0"},
    not_found=("Client Not Found",),
)
CLIENT_GROUPS = Action(name="GetClientGroups", record=clients.ClientGroup, path=("groups", "group"))
INVOICES = Action(
    name="GetInvoices",
    record=billing.Invoice,
    path=("invoices", "invoice"),
    parameters={
        "client_id": _id_of("userid", "client_id"),
        "status": Parameter(wire="status", write=one_of(billing.INVOICE_STATUSES)),
    },
    constant={"orderby": "id", "order": "asc"},
    paged=True,
)
INVOICE = Action(
    name="GetInvoice",
    record=billing.InvoiceDetails,
    path=(),
    parameters={"invoice_id": _id_of("invoiceid", "id")},
    not_found=("Invoice ID Not Found",),
)
ORDERS = Action(
    name="GetOrders",
    record=billing.Order,
    path=("orders", "order"),
    parameters={
        "order_id": _id_of("id", "id"),
        "client_id": _id_of("userid", "client_id"),
        "status": Parameter(wire="status", write=_text),
    },
    paged=True,
)
ORDER_STATUSES = Action(
    name="GetOrderStatuses", record=billing.OrderStatus, path=("statuses", "status"), key="title"
)
CURRENCIES = Action(name="GetCurrencies", record=billing.Currency, path=("currencies", "currency"))
PAYMENT_METHODS = Action(
    name="GetPaymentMethods",
    record=billing.PaymentMethod,
    path=("paymentmethods", "paymentmethod"),
    key="module",
)
SERVERS = Action(
    name="GetServers",
    record=system.Server,
    path=("servers",),
    constant={"fetchStatus": "0"},  # with 1, WHMCS asks each server, which may take long
)
VERSION = Action(name="WhmcsDetails", record=system.Version, path=("whmcs",), key="version")

ACTIONS: Mapping[str, Action[Any]] = MappingProxyType(
    {
        action.name: action
        for action in (
            PRODUCTS,
            CLIENT_SERVICES,
            CLIENT_ADDONS,
            CLIENT_DOMAINS,
            CLIENTS,
            CLIENT,
            CLIENT_GROUPS,
            INVOICES,
            INVOICE,
            ORDERS,
            ORDER_STATUSES,
            CURRENCIES,
            PAYMENT_METHODS,
            SERVERS,
            VERSION,
        )
    }
)
"""The allow-list: every action that can leave the client, by name."""

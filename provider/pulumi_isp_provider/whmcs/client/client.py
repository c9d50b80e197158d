"""The client for WHMCS."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Self, TypeVar, Unpack

from ...core.answers import Record
from ...core.frames import without_frames
from ...transport.base import Transport
from ...transport.redact import Redactor
from ..errors import (
    WhmcsNotFoundError,
    WhmcsPermissionError,
)
from ..settings import WhmcsSettings
from . import actions, checks, clients, listing
from .actions import Action
from .api import Api
from .billing import Currency, Invoice, InvoiceDetails, Order, OrderStatus, PaymentMethod
from .cache import AnswerCache
from .clients import Client, ClientDetails, ClientGroup
from .connection import Credentials, Login, open_transport
from .filters import (
    AddonFilters,
    ClientFilters,
    DomainFilters,
    InvoiceFilters,
    OrderFilters,
    ProductFilters,
    ServiceFilters,
)
from .products import Product, ProductInventory
from .questions import Questions
from .services import Domain, Service, ServiceAddon
from .system import Server, Version

R = TypeVar("R", bound=Record)


class WhmcsClient:
    """Reads from one WHMCS. Safe under threads.

    Answers are kept for ``cache_ttl`` seconds and shared: the same question is sent once, and records cannot
    be changed. A question that a cached list answers is not sent either. With ``use_cache=False`` a
    method always asks, and earlier answers of the same action are dropped.

    Lists are sorted by id. The ``iter_`` methods return rows while they are fetched, in WHMCS's order, and
    keep none. ``filters`` restrict a list; they are the attributes of the class in the method's signature
    (:mod:`.filters`).

    Args:
        api_url: Address of the API, ``https://<host>/<path>/includes/api.php``. If it does not end in
            ``.php``, ``/includes/api.php`` is added.
        api_identifier: Identifier of the API credential.
        api_secret: Its secret.
        timeout: Seconds to wait for an answer.
        cache_ttl: Seconds for which an answer is kept; 0 keeps none.
        access_key: API access key, if the caller's address is not on the allow-list.
        login: ``api_credential``, or, for WHMCS before 7.2, ``administrator``: then identifier and secret are
            name and password.
        ca_bundle: File with the CA certificates to trust instead of the system's.
        page_size: Rows per request in lists.
        accept_incomplete_lists: Accept a list with fewer rows than WHMCS counts.
        transport: Sends the requests; by default over HTTP, in at most 3 attempts, 1 and 2 s apart, if there
            is no connection or no answer in time.

    Raises:
        WhmcsValidationError: An argument is missing or not allowed.
    """

    @without_frames
    def __init__(
        self,
        api_url: str,
        api_identifier: str,
        api_secret: str,
        timeout: float = 30,
        cache_ttl: float = 300,
        *,
        access_key: str | None = None,
        login: Login = "api_credential",
        ca_bundle: str | None = None,
        page_size: int = listing.DEFAULT_PAGE_SIZE,
        accept_incomplete_lists: bool = False,
        transport: Transport | None = None,
    ) -> None:
        checks.client_arguments(
            url=api_url,
            identifier=api_identifier,
            secret=api_secret,
            access_key=access_key,
            timeout=timeout,
            cache_ttl=cache_ttl,
            page_size=page_size,
            login=login,
        )
        who = Credentials.of(api_identifier, api_secret, login=login, access_key=access_key)
        redactor = Redactor(api_secret, *who.secrets)
        transport = transport or open_transport(timeout=timeout, ca_bundle=ca_bundle, redactor=redactor)
        self._address = checks.endpoint(api_url)
        self._api = Api(transport, self._address, who, redactor)
        self._cache = AnswerCache(cache_ttl)
        self._questions = Questions(
            self._api, self._cache, page_size=page_size, accept_incomplete=accept_incomplete_lists
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"WhmcsClient({self._address!r})"

    def close(self) -> None:
        """Close the connections; a later question opens new ones. Calling it twice is harmless."""
        self._api.close()

    def clear_cache(self) -> None:
        """Forget all answers."""
        self._cache.clear()

    def test_connection(self) -> bool:
        """Ask for the currencies: a short answer that every WHMCS has.

        Returns:
            True; also if the credential may not list currencies, because then WHMCS knows it.

        Raises:
            WhmcsAuthenticationError: WHMCS refuses the credential or the address.
            WhmcsConnectionError: There is no connection.
            WhmcsTimeoutError: There is no answer in time.
        """
        with suppress(WhmcsPermissionError):
            self.get_currencies(use_cache=False)
        return True

    # Products

    def get_products(self, use_cache: bool = True, **filters: Unpack[ProductFilters]) -> list[Product]:
        """The products, including hidden and retired ones: WHMCS does not mark them.

        Filters: ``pid`` (an id or several), ``gid`` (an id), ``module`` (a system name).

        Raises:
            WhmcsValidationError: A filter is not known or not allowed.
        """
        return self._questions.rows(actions.PRODUCTS, filters, use_cache=use_cache)

    def get_product(self, product_id: int, use_cache: bool = True) -> Product | None:
        """One product, or None if there is none."""
        found = self.get_products(use_cache, pid=checks.required_id(product_id, "product_id"))
        return found[0] if found else None

    def get_product_inventory(self, product_id: int, use_cache: bool = True) -> ProductInventory:
        """The stock of one product.

        Raises:
            WhmcsNotFoundError: There is no such product. It is a WhmcsAPIError.
        """
        product = self.get_product(product_id, use_cache)
        if product is None:
            raise WhmcsNotFoundError(f"WHMCS has no product {product_id}", operation=actions.PRODUCTS.name)
        return ProductInventory.of(product)

    # Clients

    def get_clients(
        self,
        *,
        personal: Collection[str] = (),
        allow_empty: bool = False,
        use_cache: bool = True,
        **filters: Unpack[ClientFilters],
    ) -> list[Client]:
        """The clients.

        Args:
            personal: Fields of :class:`~.clients.Name` to return; the others are None.
            allow_empty: Accept that WHMCS has no client, in any status. If filters match nothing, that is no
                error; a request then finds out whether there are others.
            use_cache: Use a cached answer.
            filters: ``status`` or ``search``.

        Raises:
            WhmcsDataError: There is no client.
        """
        shown = checks.personal_fields(personal, clients.Name)
        found = self._questions.rows(actions.CLIENTS, filters, use_cache=use_cache)
        if not found and not allow_empty:
            self._expect_rows(actions.CLIENTS, "client", use_cache=use_cache)
        return [client.showing(shown) for client in found]

    def iter_clients(
        self,
        *,
        personal: Collection[str] = (),
        allow_empty: bool = False,
        **filters: Unpack[ClientFilters],
    ) -> Iterator[Client]:
        """The clients, one by one; see :meth:`get_clients`."""
        shown = checks.personal_fields(personal, clients.Name)
        found: Iterator[Client] = self._questions.stream(actions.CLIENTS, filters)
        if not allow_empty:
            found = self._some(found, actions.CLIENTS, "client")
        return (client.showing(shown) for client in found)

    def get_client(
        self, client_id: int, *, personal: Collection[str] = (), use_cache: bool = True
    ) -> ClientDetails:
        """One client in full.

        Args:
            client_id: Client id.
            personal: Fields of :class:`~.clients.Person` to return; the others are None.
            use_cache: Use a cached answer.

        Raises:
            WhmcsNotFoundError: There is no such client.
        """
        shown = checks.personal_fields(personal, clients.Person)
        arguments = {"client_id": checks.required_id(client_id, "client_id")}
        return self._questions.single(actions.CLIENT, arguments, use_cache=use_cache).showing(shown)

    def get_client_groups(self, *, use_cache: bool = True) -> list[ClientGroup]:
        """The client groups."""
        return self._questions.rows(actions.CLIENT_GROUPS, {}, use_cache=use_cache)

    # Services

    def get_client_services(
        self,
        *,
        status: Collection[str] | None = None,
        usage: bool = False,
        allow_empty: bool = False,
        allow_unknown_status: bool = False,
        use_cache: bool = True,
        **filters: Unpack[ServiceFilters],
    ) -> list[Service]:
        """The services of one client or of all.

        A program makes objects for services, and deletes those whose service is gone. So two answers are
        errors: that WHMCS has no service, and a service with an unknown status.

        Args:
            status: Only services in one of these states (:data:`.services.STATUSES`). WHMCS has no such
                filter; the client filters itself, without a request.
            usage: Return :attr:`.Service.usage`, which changes by itself.
            allow_empty: Accept that WHMCS has no service of any client, in any status. If filters match
                nothing, that is no error; a request then finds out whether there are others.
            allow_unknown_status: Return services whose status is not in :data:`.services.STATUSES`, whatever
                ``status`` says.
            use_cache: Use a cached answer.
            filters: ``client_id``, ``service_id``, ``product_id``, ``domain``, ``username``.

        Raises:
            WhmcsDataError: There is no service, or one has an unknown status.
        """
        states = checks.service_states(status)
        found = self._questions.rows(actions.CLIENT_SERVICES, filters, use_cache=use_cache)
        if not found and not allow_empty:
            self._expect_rows(actions.CLIENT_SERVICES, "service", use_cache=use_cache)
        if not allow_unknown_status:
            checks.known_states(found)
        chosen = found if status is None else [row for row in found if row.is_in(states)]
        return chosen if usage else [service.steady for service in chosen]

    def iter_client_services(
        self,
        *,
        status: Collection[str] | None = None,
        usage: bool = False,
        allow_empty: bool = False,
        allow_unknown_status: bool = False,
        **filters: Unpack[ServiceFilters],
    ) -> Iterator[Service]:
        """The services, one by one; see :meth:`get_client_services`."""
        states = checks.service_states(status)
        found: Iterator[Service] = self._questions.stream(actions.CLIENT_SERVICES, filters)
        if not allow_empty:
            found = self._some(found, actions.CLIENT_SERVICES, "service")
        if not allow_unknown_status:
            found = map(_in_known_status, found)
        chosen = (service for service in found if status is None or service.is_in(states))
        return chosen if usage else (service.steady for service in chosen)

    def get_client_addons(
        self, *, use_cache: bool = True, **filters: Unpack[AddonFilters]
    ) -> list[ServiceAddon]:
        """The add-ons of services. WHMCS returns them all at once.

        Filters: ``client_id``, ``service_id`` (one or several), ``addon_id``.
        """
        return self._questions.rows(actions.CLIENT_ADDONS, filters, use_cache=use_cache)

    def get_client_domains(self, *, use_cache: bool = True, **filters: Unpack[DomainFilters]) -> list[Domain]:
        """The domains of one client or of all.

        Filters: ``client_id``, ``domain_id``, ``domain``.
        """
        return self._questions.rows(actions.CLIENT_DOMAINS, filters, use_cache=use_cache)

    def iter_client_domains(self, **filters: Unpack[DomainFilters]) -> Iterator[Domain]:
        """The domains, one by one."""
        return self._questions.stream(actions.CLIENT_DOMAINS, filters)

    # Billing

    def get_invoices(self, *, use_cache: bool = True, **filters: Unpack[InvoiceFilters]) -> list[Invoice]:
        """The invoices of one client or of all.

        Filters: ``client_id``, ``status`` (:data:`.billing.INVOICE_STATUSES`).
        """
        return self._questions.rows(actions.INVOICES, filters, use_cache=use_cache)

    def iter_invoices(self, **filters: Unpack[InvoiceFilters]) -> Iterator[Invoice]:
        """The invoices, one by one."""
        return self._questions.stream(actions.INVOICES, filters)

    def get_invoice(self, invoice_id: int, *, use_cache: bool = True) -> InvoiceDetails:
        """One invoice in full.

        Raises:
            WhmcsNotFoundError: There is no such invoice.
        """
        arguments = {"invoice_id": checks.required_id(invoice_id, "invoice_id")}
        return self._questions.single(actions.INVOICE, arguments, use_cache=use_cache)

    def get_orders(self, *, use_cache: bool = True, **filters: Unpack[OrderFilters]) -> list[Order]:
        """The orders of one client or of all.

        Filters: ``order_id``, ``client_id``, ``status``.
        """
        return self._questions.rows(actions.ORDERS, filters, use_cache=use_cache)

    def iter_orders(self, **filters: Unpack[OrderFilters]) -> Iterator[Order]:
        """The orders, one by one."""
        return self._questions.stream(actions.ORDERS, filters)

    def get_order_statuses(self, *, use_cache: bool = True) -> list[OrderStatus]:
        """The states that orders can have, with the number of orders in each."""
        return self._questions.rows(actions.ORDER_STATUSES, {}, use_cache=use_cache)

    def get_currencies(self, *, use_cache: bool = True) -> list[Currency]:
        """The currencies."""
        return self._questions.rows(actions.CURRENCIES, {}, use_cache=use_cache)

    def get_payment_methods(self, *, use_cache: bool = True) -> list[PaymentMethod]:
        """The payment gateways that clients can choose."""
        return self._questions.rows(actions.PAYMENT_METHODS, {}, use_cache=use_cache)

    # WHMCS itself

    def get_servers(self, *, load: bool = False, use_cache: bool = True) -> list[Server]:
        """The servers.

        Args:
            load: Return :attr:`.Server.load`, which changes by itself.
            use_cache: Use a cached answer.
        """
        found = self._questions.rows(actions.SERVERS, {}, use_cache=use_cache)
        return found if load else [server.steady for server in found]

    def get_version(self, *, use_cache: bool = True) -> Version:
        """The version of this WHMCS.

        Raises:
            WhmcsUnknownActionError: It is older than 8.0.
            WhmcsPermissionError: The credential may not ask; few may.
        """
        return self._questions.single(actions.VERSION, {}, use_cache=use_cache)

    # Lists that must not be empty

    def _some(self, found: Iterator[R], action: Action[R], row: str) -> Iterator[R]:
        first = next(found, None)
        if first is None:
            self._expect_rows(action, row)
            return
        yield first
        yield from found

    def _expect_rows(self, action: Action[R], row: str, *, use_cache: bool = True) -> None:
        if not self._questions.has_rows(action, use_cache=use_cache):
            raise checks.nothing_there(action, row)


def _in_known_status(service: Service) -> Service:
    checks.known_states([service])
    return service


def connect(settings: WhmcsSettings, *, cache_ttl: float = 300) -> WhmcsClient:
    """A client with the settings of one connection. Nothing is sent yet.

    Args:
        settings: The settings.
        cache_ttl: Seconds for which an answer is kept.
    """
    return WhmcsClient(
        settings.url,
        settings.identifier,
        settings.secret,
        timeout=settings.timeout,
        cache_ttl=cache_ttl,
        access_key=settings.access_key,
        login="administrator" if settings.login == "administrator" else "api_credential",
        ca_bundle=settings.ca_bundle,
        page_size=settings.page_size,
        accept_incomplete_lists=settings.incomplete_lists == "accept",
    )


def connect_for_a_run(settings: WhmcsSettings) -> WhmcsClient:
    """A client for one run of a program. Nothing is sent yet.

    Answers are kept for the whole run, so that the whole plan sees the same data.
    """
    return connect(settings, cache_ttl=math.inf)

"""Filters of lists: arguments of the client's methods. None means "not given".

WHMCS itself filters, so a filter saves pages. Filters that WHMCS lacks are arguments of the method.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict


class ProductFilters(TypedDict, total=False):
    """Which products.

    Attributes:
        pid: Only this product or these.
        gid: Only of this product group.
        module: Only with this provisioning module, by system name.
    """

    pid: int | Collection[int] | None
    gid: int | None
    module: str | None


class ClientFilters(TypedDict, total=False):
    """Which clients.

    Attributes:
        status: ``Active``, ``Inactive`` or ``Closed``.
        search: Beginning of an e-mail address, a name or a company.
    """

    status: str | None
    search: str | None


class ServiceFilters(TypedDict, total=False):
    """Which services.

    Attributes:
        client_id: Only this client's.
        service_id: Only this one.
        product_id: Only of this product.
        domain: Only with this domain.
        username: Only with this user name.
    """

    client_id: int | None
    service_id: int | None
    product_id: int | None
    domain: str | None
    username: str | None


class AddonFilters(TypedDict, total=False):
    """Which add-ons.

    Attributes:
        client_id: Only this client's.
        service_id: Only of this service or of these.
        addon_id: Only of this add-on product.
    """

    client_id: int | None
    service_id: int | Collection[int] | None
    addon_id: int | None


class DomainFilters(TypedDict, total=False):
    """Which domains.

    Attributes:
        client_id: Only this client's.
        domain_id: Only this one.
        domain: Only of this name.
    """

    client_id: int | None
    domain_id: int | None
    domain: str | None


class InvoiceFilters(TypedDict, total=False):
    """Which invoices.

    Attributes:
        client_id: Only this client's.
        status: Only in this state (:data:`.billing.INVOICE_STATUSES`).
    """

    client_id: int | None
    status: str | None


class OrderFilters(TypedDict, total=False):
    """Which orders.

    Attributes:
        order_id: Only this one.
        client_id: Only this client's.
        status: Only in this state; :meth:`.WhmcsClient.get_order_statuses` lists them.
    """

    order_id: int | None
    client_id: int | None
    status: str | None

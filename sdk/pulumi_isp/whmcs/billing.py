"""Invoices and currencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION
from pulumi_isp_provider.whmcs.client.billing import Currency, Invoice, InvoiceDetails

from ._connections import ask, later


@dataclass(frozen=True)
class GetInvoicesResult:
    """The invoices.

    Attributes:
        invoices: In the order of their ids.
    """

    invoices: Sequence[Invoice]


class GetInvoiceResult(InvoiceDetails):
    """One invoice in full; the attributes are those of :class:`InvoiceDetails`."""


@dataclass(frozen=True)
class GetCurrenciesResult:
    """The currencies.

    Attributes:
        currencies: In the order of their ids.
    """

    currencies: Sequence[Currency]


def get_invoices(
    *,
    client_id: int | None = None,
    status: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetInvoicesResult:
    """The invoices of one client or of all.

    Args:
        client_id: Only this client's.
        status: Only in this state: ``Draft``, ``Unpaid``, ``Paid``, ``Cancelled``, ``Refunded``,
            ``Collections``, ``Payment Pending`` or ``Overdue`` (unpaid and past its due date).
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    found = ask(connection, lambda client: client.get_invoices(client_id=client_id, status=status))
    return GetInvoicesResult(invoices=found)


def get_invoices_output(
    *,
    client_id: pulumi.Input[int] | None = None,
    status: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetInvoicesResult]:
    """:func:`get_invoices` for arguments that may be Outputs."""
    return later(get_invoices, **locals())


def get_invoice(invoice_id: int, *, connection: str = DEFAULT_CONNECTION) -> GetInvoiceResult:
    """One invoice in full.

    Args:
        invoice_id: Invoice id.
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no such invoice, or no usable answer.
    """
    return GetInvoiceResult(ask(connection, lambda client: client.get_invoice(invoice_id)))


def get_invoice_output(
    invoice_id: pulumi.Input[int], *, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetInvoiceResult]:
    """:func:`get_invoice` for arguments that may be Outputs."""
    return later(get_invoice, **locals())


def get_currencies(*, connection: str = DEFAULT_CONNECTION) -> GetCurrenciesResult:
    """The currencies.

    Args:
        connection: Which WHMCS to ask.

    Raises:
        WhmcsLookupError: There is no usable answer.
    """
    return GetCurrenciesResult(currencies=ask(connection, lambda client: client.get_currencies()))


def get_currencies_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetCurrenciesResult]:
    """:func:`get_currencies`, asked beside everything else that the program does."""
    return later(get_currencies, **locals())

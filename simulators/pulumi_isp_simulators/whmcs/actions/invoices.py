"""GetInvoices and GetInvoice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ..access import Refusal
from ..call import Call, Read
from ..fields import Row
from ..layouts import LAYOUTS
from ..listing import Listing, same_number, same_text
from ..version import Version
from .client_stats import overdue

OVERDUE: Final = "overdue"
_OPEN: Final = ("Unpaid", "Collections", "Payment Pending")

INVOICES: Final = Listing(
    kind="invoices",
    container="invoices",
    item="invoice",
    table=LAYOUTS["invoice"],
    filters={"userid": same_number("userid"), "status": same_text("shown_status")},
    order_by={
        "id": "id",
        "invoicenumber": "invoicenum",
        "date": "date",
        "duedate": "duedate",
        "total": "amount",
        "status": "status",
    },
    order_params=("orderby", "order"),
    order_since=Version(7, 7),
)


def get_invoices(call: Call) -> Row:
    """Invoices. ``Overdue`` is a filter only; no invoice is sent with that status."""
    today = f"{call.now:%Y-%m-%d}"
    asked_overdue = call.params.text("status").casefold() == OVERDUE
    rows = (
        invoice
        | {
            "shown_status": OVERDUE if asked_overdue and overdue(invoice, today) else invoice["status"],
            "amount": int(Decimal(invoice["total"]) * 100),
        }
        for invoice in call.state.all("invoices").values()
    )
    return INVOICES.answer(call, rows, _build_invoices)


def _build_invoices(call: Call, invoices: Sequence[Row]) -> Iterator[Row]:
    for invoice in invoices:
        client = call.state.all("clients")[invoice["userid"]]
        currency = call.currency(client)
        yield invoice | {
            "firstname": client["firstname"],
            "lastname": client["lastname"],
            "companyname": client["companyname"],
            "currencycode": currency["code"],
            "currencyprefix": currency["prefix"],
            "currencysuffix": currency["suffix"],
        }


def get_invoice(call: Call) -> Row:
    """One invoice, with its fields at the top level of the answer.

    Raises:
        Refusal: There is no such invoice.
    """
    invoice = call.state.find("invoices", call.params.number("invoiceid"))
    if invoice is None:
        raise Refusal("Invoice ID Not Found")
    answer = call.shapes.row(LAYOUTS["invoice_details"], invoice | {"balance": _balance(invoice)})
    call.shapes.put(
        answer, "items", "item", call.shapes.rows(LAYOUTS["invoice_item"], invoice["items"]), nested=True
    )
    transactions = call.shapes.rows(LAYOUTS["transaction"], invoice["transactions"])
    call.shapes.put(answer, "transactions", "transaction", transactions)
    return answer


def _balance(invoice: Row) -> str:
    """The amount left to pay; zero for an invoice that is not open."""
    if invoice["status"] not in _OPEN:
        return "0.00"
    paid = sum(
        (Decimal(row["amountin"]) - Decimal(row["amountout"]) for row in invoice["transactions"]), Decimal(0)
    )
    return f"{Decimal(invoice['total']) - paid:.2f}"


READS: Final = (
    Read("GetInvoices", get_invoices),
    Read("GetInvoice", get_invoice),
)

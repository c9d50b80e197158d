"""The statistics of one client, part of GetClientsDetails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from ..call import Call
from ..fields import Row

_INVOICE_STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    "Draft": ("numDraftInvoices", "draftInvoicesBalance"),
    "Unpaid": ("numunpaidinvoices", "unpaidinvoicesamount"),
    "Paid": ("numpaidinvoices", "paidinvoicesamount"),
    "Cancelled": ("numcancelledinvoices", "cancelledinvoicesamount"),
    "Refunded": ("numrefundedinvoices", "refundedinvoicesamount"),
    "Collections": ("numcollectionsinvoices", "collectionsinvoicesamount"),
    "Payment Pending": ("numpaymentpendinginvoices", "paymentpendinginvoicesamount"),
}
"""Names of the counter and the amount by invoice status. They are inconsistent on the wire too."""

_PRODUCT_TYPES: Final[Mapping[str, str]] = {
    "hostingaccount": "hosting",
    "reselleraccount": "reseller",
    "server": "servers",
    "other": "other",
}


def money(amount: Decimal, currency: Row) -> str:
    """An amount for people: ``$2645.80 USD``."""
    return f"{currency['prefix']}{amount:.2f}{currency['suffix']}"


def overdue(invoice: Row, today: str) -> bool:
    """Whether an invoice is past its due date and not paid."""
    return invoice["status"] == "Unpaid" and bool(invoice["duedate"] < today)


def client_stats(call: Call, client: Row) -> Row:
    """Counters, and amounts as texts for people."""
    currency = call.currency(client)
    mine = [row for row in call.state.all("invoices").values() if row["userid"] == client["id"]]
    today = f"{call.now:%Y-%m-%d}"

    def spell(amount: Decimal) -> str:
        return money(amount, currency)

    unpaid = [row for row in mine if row["status"] == "Unpaid"]
    late = [row for row in unpaid if overdue(row, today)]
    paid = spell(_total(row for row in mine if row["status"] == "Paid"))
    stats: Row = {
        "numdueinvoices": len(unpaid),
        "dueinvoicesbalance": spell(_total(unpaid)),
        "incredit": Decimal(client["credit"]) > 0,
        "creditbalance": spell(Decimal(client["credit"])),
        "grossRevenue": paid,
        "expenses": spell(Decimal(0)),
        "income": paid,
        "numoverdueinvoices": len(late),
        "overdueinvoicesbalance": spell(_total(late)),
    }
    for status, (counter, amount) in _INVOICE_STATUSES.items():
        rows = [row for row in mine if row["status"] == status]
        stats[counter] = len(rows)
        stats[amount] = spell(_total(rows))
    return stats | _products(call, client) | _other(call, client)


def _total(invoices: Iterable[Row]) -> Decimal:
    return sum((Decimal(invoice["total"]) for invoice in invoices), Decimal(0))


def _products(call: Call, client: Row) -> Row:
    products = call.state.all("products")
    mine = [
        (products[service["pid"]]["type"], service["status"] == "Active")
        for service in call.state.all("services").values()
        if service["clientid"] == client["id"]
    ]
    stats: Row = {}
    for kind, word in _PRODUCT_TYPES.items():
        stats[f"productsnumactive{word}"] = sum(active for name, active in mine if name == kind)
        stats[f"productsnum{word}"] = sum(name == kind for name, _ in mine)
    stats["productsnumactive"] = sum(active for _, active in mine)
    stats["productsnumtotal"] = len(mine)
    return stats


def _other(call: Call, client: Row) -> Row:
    domains = [row for row in call.state.all("domains").values() if row["userid"] == client["id"]]
    tickets = [row for row in call.state.all("tickets").values() if row["userid"] == client["id"]]
    return {
        "numactivedomains": sum(row["status"] == "Active" for row in domains),
        "numdomains": len(domains),
        "numacceptedquotes": 0,
        "numquotes": 0,
        "numtickets": len(tickets),
        "numactivetickets": sum(row["status"] != "Closed" for row in tickets),
        "numaffiliatesignups": 0,
        "isAffiliate": False,
    }

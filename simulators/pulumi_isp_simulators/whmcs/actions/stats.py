"""GetStats."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from ..call import Call, Read
from ..fields import Row
from ..version import Version
from .client_stats import money

LONGEST_TIMELINE: Final = 90
TIMELINE_SINCE: Final = Version(7, 7)

_ORDER_STATUSES: Final = ("Cancelled", "Pending", "Fraud", "Active")
_TICKET_STATUSES: Final[Mapping[str, str]] = {
    "tickets_open": "Open",
    "tickets_answered": "Answered",
    "tickets_customerreply": "Customer-Reply",
    "tickets_closed": "Closed",
    "tickets_onhold": "On Hold",
    "tickets_inprogress": "In Progress",
}
_NOT_KEPT: Final = (
    "cancellations_pending",
    "todoitems_due",
    "networkissues_open",
    "billableitems_uninvoiced",
    "quotes_valid",
)
"""Counters of objects that the simulator does not have; always 0."""


def get_stats(call: Call) -> Row:
    """Income as texts for people, counters, and a timeline if asked for."""
    answer = _income(call) | _orders(call) | _tickets(call)
    answer |= dict.fromkeys(_NOT_KEPT, 0)
    answer["staff_online"] = 1
    days = min(call.params.number("timeline_days"), LONGEST_TIMELINE)
    if days > 0 and call.version >= TIMELINE_SINCE:
        answer["timeline_data"] = _timeline(call, days)
    return answer


def _income_by_day(call: Call) -> Counter[str]:
    """Income in cents by date of payment."""
    income: Counter[str] = Counter()
    for invoice in call.state.all("invoices").values():
        if invoice["status"] == "Paid":
            income[invoice["datepaid"][:10]] += int(Decimal(invoice["total"]) * 100)
    return income


def _income(call: Call) -> Row:
    by_day = _income_by_day(call)
    currency = call.currency(None)
    today = f"{call.now:%Y-%m-%d}"
    periods = {"today": today, "thismonth": today[:7], "thisyear": today[:4], "alltime": ""}
    return {
        f"income_{name}": money(
            Decimal(sum(cents for day, cents in by_day.items() if day.startswith(prefix))) / 100, currency
        )
        for name, prefix in periods.items()
    }


def _orders(call: Call) -> Row:
    orders = list(call.state.all("orders").values())
    today = f"{call.now:%Y-%m-%d}"
    yesterday = f"{call.now - dt.timedelta(days=1):%Y-%m-%d}"

    def count(day: str, status: str | None = None) -> int:
        return sum(
            order["date"].startswith(day) and (status is None or order["status"] == status)
            for order in orders
        )

    answer: Row = {"orders_pending": count("", "Pending")}
    for name, day in (("today", today), ("yesterday", yesterday)):
        for status in _ORDER_STATUSES:
            answer[f"orders_{name}_{status.lower()}"] = count(day, status)
        answer[f"orders_{name}_total"] = count(day)
    answer["orders_thismonth_total"] = count(today[:7])
    answer["orders_thisyear_total"] = count(today[:4])
    return answer


def _tickets(call: Call) -> Row:
    tickets = call.state.all("tickets").values()
    statuses = Counter(ticket["status"] for ticket in tickets)
    return {
        "tickets_allactive": sum(statuses.values()) - statuses["Closed"],
        "tickets_awaitingreply": statuses["Open"] + statuses["Customer-Reply"],
        "tickets_flaggedtickets": sum(ticket["flag"] != 0 for ticket in tickets),
        **{name: statuses[status] for name, status in _TICKET_STATUSES.items()},
    }


def _timeline(call: Call, days: int) -> Row:
    dates = [f"{call.now - dt.timedelta(days=back):%Y-%m-%d}" for back in range(days)]
    orders = call.state.all("orders").values()
    new = Counter(order["date"][:10] for order in orders)
    accepted = Counter(order["date"][:10] for order in orders if order["status"] == "Active")
    tickets = Counter(ticket["date"][:10] for ticket in call.state.all("tickets").values())
    income = _income_by_day(call)
    series: dict[str, Callable[[str], int | str]] = {
        "new_orders": new.__getitem__,
        "accepted_orders": accepted.__getitem__,
        "income": lambda date: f"{Decimal(income[date]) / 100:.2f}",
        "expenditure": lambda _: "0.00",
        "new_tickets": tickets.__getitem__,
    }
    return {name: {date: value(date) for date in dates} for name, value in series.items()}


READS: Final = (Read("GetStats", get_stats),)

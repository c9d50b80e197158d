"""GetTickets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..call import Call, Read
from ..fields import Row
from ..forms import Form
from ..layouts import LAYOUTS
from ..listing import Filter, Listing, Predicate, contains, same_number, same_text

AWAITING_REPLY: Final = ("open", "customer-reply")


def _status() -> Filter:
    def by(text: str) -> Predicate:
        wanted = text.casefold()
        if wanted == "awaiting reply":
            return lambda ticket: ticket["status"].casefold() in AWAITING_REPLY
        if wanted == "all active tickets":
            return lambda ticket: ticket["status"].casefold() != "closed"
        if wanted == "my flagged tickets":
            return lambda ticket: ticket["flag"] != 0
        return lambda ticket: ticket["status"].casefold() == wanted

    return by


TICKETS: Final = Listing(
    kind="tickets",
    container="tickets",
    item="ticket",
    table=LAYOUTS["ticket"],
    filters={
        "deptid": same_number("deptid"),
        "clientid": same_number("userid"),
        "email": same_text("email"),
        "status": _status(),
        "subject": contains("subject"),
    },
    counters=(Form.NUMERAL, Form.INT, Form.INT),
)


def get_tickets(call: Call) -> Row:
    """Tickets of the administrator's departments, or of all departments on request."""
    departments = call.state.all("departments")
    everywhere = call.params.truth("ignore_dept_assignments")
    rows = (
        ticket
        for ticket in call.state.all("tickets").values()
        if everywhere or (departments.get(ticket["deptid"]) or {}).get("assigned")
    )
    return TICKETS.answer(call, rows, _build_tickets)


def _build_tickets(call: Call, tickets: Sequence[Row]) -> Iterator[Row]:
    for ticket in tickets:
        client = call.state.find("clients", ticket["userid"])
        owner = ticket["name"] if client is None else f"{client['firstname']} {client['lastname']}"
        yield ticket | {"owner_name": owner}


READS: Final = (Read("GetTickets", get_tickets),)

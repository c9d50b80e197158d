"""GetOrders and GetOrderStatuses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..call import Call, Read
from ..fields import Row
from ..layouts import LAYOUTS
from ..listing import Listing, same_number, same_text

_FIRST_NUMBER: Final = 4_000_000_000
_NUMBERS: Final = 5_999_999_999
_STEP: Final = 2_654_435_761

PRODUCT_TYPES: Final[Mapping[str, str]] = {
    "hostingaccount": "Hosting Account",
    "reselleraccount": "Reseller Account",
    "server": "Server/VPS",
    "other": "Other Product/Service",
}
"""Product types in the spelling of order lines."""

ORDERS: Final = Listing(
    kind="orders",
    container="orders",
    item="order",
    table=LAYOUTS["order"],
    filters={
        "id": same_number("id"),
        "userid": same_number("userid"),
        "requestor_id": same_number("requestor_id"),
        "status": same_text("status"),
    },
)

ORDER_STATUSES: Final = Listing(
    kind="order_statuses",
    container="statuses",
    item="status",
    table=LAYOUTS["order_status"],
    filters={},
    paged=False,
)


def order_number(order: Row) -> int:
    """The order's number: ten digits, more than 32 bits. Made from the id if the seed gives none."""
    given: int = order["ordernum"]
    return given or _FIRST_NUMBER + order["id"] * _STEP % _NUMBERS


def get_orders(call: Call) -> Row:
    """Orders with their line items."""
    return ORDERS.answer(call, build=_build_orders)


def _build_orders(call: Call, orders: Sequence[Row]) -> Iterator[Row]:
    wanted = {order["id"] for order in orders}
    services: defaultdict[int, list[Row]] = defaultdict(list)
    for service in call.state.all("services").values():
        if service["orderid"] in wanted:
            services[service["orderid"]].append(service)
    for order in orders:
        client = call.state.all("clients")[order["userid"]]
        currency = call.currency(client)
        invoice = call.state.find("invoices", order["invoiceid"])
        items = [_line_item(call, service) for service in services[order["id"]]]
        built = order | {
            "ordernum": order_number(order),
            "paymentmethodname": call.payment_method(order["paymentmethod"]),
            "paymentstatus": "" if invoice is None else invoice["status"],
            "name": f"{client['firstname']} {client['lastname']}",
            "currencyprefix": currency["prefix"],
            "currencysuffix": currency["suffix"],
        }
        call.shapes.put(built, "lineitems", "lineitem", items, nested=True)
        yield built


def _line_item(call: Call, service: Row) -> Row:
    product = call.state.all("products")[service["pid"]]
    group = call.state.all("product_groups")[product["gid"]]
    return call.shapes.row(
        LAYOUTS["line_item"],
        {
            "type": "product",
            "relid": service["id"],
            "producttype": PRODUCT_TYPES[product["type"]],
            "product": f"{group['name']} - {product['name']}",
            "domain": service["domain"],
            "billingcycle": service["billingcycle"],
            "amount": service["firstpaymentamount"],
            "status": service["status"],
        },
    )


def get_order_statuses(call: Call) -> Row:
    """Every order status with its number of orders."""
    counts = Counter(order["status"] for order in call.state.all("orders").values())
    statuses = call.state.all("order_statuses").values()
    return ORDER_STATUSES.answer(call, [status | {"count": counts[status["title"]]} for status in statuses])


READS: Final = (
    Read("GetOrders", get_orders),
    Read("GetOrderStatuses", get_order_statuses),
)

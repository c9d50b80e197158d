"""GetClientsProducts, GetClientsAddons and GetClientsDomains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..call import Call, Read
from ..fields import Row
from ..forms import Form
from ..layouts import LAYOUTS
from ..listing import Listing, one_of_numbers, same_number, same_text
from .orders import order_number

OPTION_TYPES: Final[Mapping[str, str]] = {"1": "dropdown", "2": "radio", "3": "yesno", "4": "quantity"}
"""Option types: GetProducts sends the number, GetClientsProducts the word."""

SERVICES: Final = Listing(
    kind="services",
    container="products",
    item="product",
    table=LAYOUTS["service"],
    filters={
        "clientid": same_number("clientid"),
        "serviceid": same_number("id"),
        "pid": same_number("pid"),
        "domain": same_text("domain"),
        "username2": same_text("username"),
    },
    echo=(("clientid", None), ("serviceid", None), ("pid", None), ("domain", None)),
    counters=(Form.NUMERAL, Form.INT, Form.INT),
)

ADDONS: Final = Listing(
    kind="addons",
    container="addons",
    item="addon",
    table=LAYOUTS["addon"],
    filters={
        "serviceid": one_of_numbers("serviceid"),
        "clientid": same_number("userid"),
        "addonid": same_number("addonid"),
    },
    echo=(("serviceid", ""), ("clientid", "")),
    paged=False,
    counters=(Form.NUMERAL, Form.NUMERAL, Form.NUMERAL),
)

DOMAINS: Final = Listing(
    kind="domains",
    container="domains",
    item="domain",
    table=LAYOUTS["domain"],
    filters={
        "clientid": same_number("userid"),
        "domainid": same_number("id"),
        "domain": same_text("domainname"),
    },
    echo=(("clientid", ""), ("domainid", "")),
    counters=(Form.NUMERAL, Form.NUMERAL, Form.NUMERAL),
)


def get_clients_products(call: Call) -> Row:
    """Services in every status, with clear-text passwords."""
    return SERVICES.answer(call, build=_build_services)


def _build_services(call: Call, services: Sequence[Row]) -> Iterator[Row]:
    for service in services:
        product = call.state.all("products")[service["pid"]]
        group = call.state.all("product_groups")[product["gid"]]
        server = call.state.find("servers", service["serverid"])
        order = call.state.find("orders", service["orderid"])
        built = service | {
            "name": product["name"],
            "groupname": group["name"],
            "servername": None if server is None else server["name"],
            "serverip": None if server is None else server["ipaddress"],
            "serverhostname": None if server is None else server["hostname"],
            "paymentmethodname": call.payment_method(service["paymentmethod"]),
        }
        if order is not None:
            built["ordernumber"] = order_number(order)
        custom_fields = _custom_fields(call, service, product)
        call.shapes.put(built, "customfields", "customfield", custom_fields, nested=True)
        options = _config_options(call, service, product)
        call.shapes.put(built, "configoptions", "configoption", options, nested=True)
        yield built


def _custom_fields(call: Call, service: Row, product: Row) -> list[Row]:
    values = {answer["id"]: answer["value"] for answer in service["customfields"]}
    rows = [
        call.shapes.row(LAYOUTS["service_custom_field"], field | {"value": values.get(field["id"], "")})
        for field in product["customfields"]
        if call.switches["admin_only_fields"] or not field["adminonly"]
    ]
    if call.switches["custom_field_key"] == "fieldname":
        return [{"fieldname" if key == "name" else key: row[key] for key in row} for row in rows]
    return rows


def _config_options(call: Call, service: Row, product: Row) -> list[Row]:
    options = {option["id"]: option for option in product["configoptions"]}
    return [
        call.shapes.row(
            LAYOUTS["service_config_option"],
            answer
            | {
                "name": options[answer["id"]]["name"],
                "type": OPTION_TYPES[options[answer["id"]]["type"]],
            },
        )
        for answer in service["configoptions"]
    ]


def get_clients_addons(call: Call) -> Row:
    """Add-ons of services; never in pages."""
    services = call.state.all("services")
    owned = (
        addon | {"userid": services[addon["serviceid"]]["clientid"]}
        for addon in call.state.all("addons").values()
    )
    return ADDONS.answer(call, owned, _name_payment_methods)


def get_clients_domains(call: Call) -> Row:
    """Domains of clients."""
    return DOMAINS.answer(call, build=_name_payment_methods)


def _name_payment_methods(call: Call, rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield row | {"paymentmethodname": call.payment_method(row["paymentmethod"])}


READS: Final = (
    Read("GetClientsProducts", get_clients_products),
    Read("GetClientsAddons", get_clients_addons),
    Read("GetClientsDomains", get_clients_domains),
)

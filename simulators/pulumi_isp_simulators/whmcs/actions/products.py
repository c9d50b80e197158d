"""GetProducts, GetCurrencies and GetPaymentMethods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..call import Call, Read
from ..fields import Row
from ..forms import CYCLE_FEES, PRICES, Form
from ..layouts import LAYOUTS
from ..listing import Listing, one_of_numbers, same_number, same_text

NOT_OFFERED: Final = "-1.00"

PRODUCTS: Final = Listing(
    kind="products",
    container="products",
    item="product",
    table=LAYOUTS["product"],
    filters={"pid": one_of_numbers("pid"), "gid": same_number("gid"), "module": same_text("module")},
    paged=False,
)

CURRENCIES: Final = Listing(
    kind="currencies",
    container="currencies",
    item="currency",
    table=LAYOUTS["currency"],
    filters={},
    paged=False,
    counters=(Form.NUMERAL, Form.NUMERAL, Form.NUMERAL),
)

PAYMENT_METHODS: Final = Listing(
    kind="payment_methods",
    container="paymentmethods",
    item="paymentmethod",
    table=LAYOUTS["payment_method"],
    filters={},
    paged=False,
)


def slug_of(text: str) -> str:
    """A name in the form for a URL."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def get_products(call: Call) -> Row:
    """All products that match the filters, including hidden and retired ones; never in pages."""
    answer = PRODUCTS.answer(call, build=_build_products)
    if not call.switches["products_counters"]:
        return answer
    total = answer.pop("totalresults")
    return {"totalresults": total, "startnumber": 0, "numreturned": total, **answer}


def _build_products(call: Call, products: Sequence[Row]) -> Iterator[Row]:
    for product in products:
        built = product | {
            "slug": product["slug"] or slug_of(product["name"]),
            "product_url": _product_url(call, product),
            "quantity_available": (
                product["qty"] if product["stockcontrol"] else call.switches["uncontrolled_quantity"]
            ),
            "pricing": _pricing(call, product["pricing"], free=product["paytype"] == "free", marks=True),
        }
        shown = [field for field in product["customfields"] if field["showorder"]]
        custom_fields = call.shapes.rows(LAYOUTS["custom_field"], shown)
        call.shapes.put(built, "customfields", "customfield", custom_fields, nested=True)
        options = [_config_option(call, option) for option in product["configoptions"]]
        call.shapes.put(built, "configoptions", "configoption", options, nested=True)
        yield built


def _config_option(call: Call, option: Row) -> Row:
    choices = [
        call.shapes.row(
            LAYOUTS["option"], choice | {"pricing": _pricing(call, choice["pricing"], free=True, marks=False)}
        )
        for choice in option["options"]
    ]
    built = dict(option)
    call.shapes.put(built, "options", "option", choices, nested=True)
    return call.shapes.row(LAYOUTS["config_option"], built)


def _pricing(call: Call, prices: Row, *, free: bool, marks: bool) -> Row:
    """Price blocks by currency code.

    Args:
        call: The call.
        prices: The prices in the seed.
        free: Whether a missing price means free; otherwise it means not offered.
        marks: Whether a block begins with the currency's prefix and suffix.
    """
    missing = call.switches["free_price"] if free and marks else "0.00" if free else NOT_OFFERED
    blocks: Row = {}
    for currency in call.state.all("currencies").values():
        given = prices.get(currency["code"])
        if given is None and call.switches["unpriced_currency"] == "omitted":
            continue
        block: Row = {"prefix": currency["prefix"], "suffix": currency["suffix"]} if marks else {}
        for name in PRICES:
            block[name] = (given or {}).get(name, missing if name in CYCLE_FEES else "0.00")
        blocks[currency["code"]] = block
    return blocks


def _product_url(call: Call, product: Row) -> str:
    setting = call.state.find("configuration", "SystemURL")
    group = call.state.find("product_groups", product["gid"])
    base = "/" if setting is None else setting["value"]
    group_slug = "" if group is None else group["slug"] or slug_of(group["name"])
    return f"{base.rstrip('/')}/store/{group_slug}/{product['slug'] or slug_of(product['name'])}"


READS: Final = (
    Read("GetProducts", get_products),
    Read("GetCurrencies", CURRENCIES.answer),
    Read("GetPaymentMethods", PAYMENT_METHODS.answer),
)

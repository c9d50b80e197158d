"""Products: prices, stock, and what WHMCS does not say."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_isp_provider.whmcs.client.products import Product, ProductInventory


def product(**fields: Any) -> Product:
    return Product.parse({"pid": 1, "gid": 1, "name": "Fibre", **fields})


def test_prices_are_by_currency_and_cycle() -> None:
    """Flat keys become price and set-up fee by cycle; a cycle that is not offered is not there."""
    usd = {"prefix": "$", "monthly": "25.99", "msetupfee": "10.00", "annually": "-1.00", "asetupfee": "0.00"}

    found = product(pricing={"USD": usd, "EUR": {"biennially": "500", "bsetupfee": ""}})

    assert found.pricing == {
        "USD": {"monthly": {"price": "25.99", "setup": "10.00"}},
        "EUR": {"biennially": {"price": "500.00", "setup": "0.00"}},
    }


@pytest.mark.parametrize("pricing", ["", [], None])
def test_a_product_without_prices_has_none(pricing: object) -> None:
    """A free product may have no block of prices at all."""
    assert product(pricing=pricing).pricing == {}


@pytest.mark.parametrize(
    ("wire", "stock_control", "quantity", "available"),
    [
        ({}, False, 0, True),
        ({"quantity_available": 5}, True, 5, True),
        ({"quantity_available": "0"}, False, 0, True),
        ({"quantity_available": "-1"}, False, -1, True),
        ({"stockcontrol": "1", "qty": "0"}, True, 0, False),
        ({"stockcontrol": "on", "qty": 3}, True, 3, True),
        ({"stockcontrol": "0", "qty": "0"}, False, 0, True),
        ({"stockcontrol": "0", "retired": "1"}, False, 0, False),
        ({"quantity_available": 5, "hidden": "on"}, True, 5, False),
    ],
)
def test_stock_is_said_as_far_as_it_can_be_seen(
    wire: dict[str, Any], stock_control: bool, quantity: int, available: bool
) -> None:
    """A level above zero shows that stock is counted; only WHMCS's word makes a product not available."""
    found = product(**wire)

    assert (found.stock_control, found.quantity, found.available) == (stock_control, quantity, available)


def test_the_inventory_is_that_of_the_product() -> None:
    """The stock of a product says the same as the product."""
    found = product(stockcontrol=1, qty="4")

    assert ProductInventory.of(found) == {
        "product_id": 1,
        "name": "Fibre",
        "stock_control": True,
        "quantity": 4,
        "available": True,
    }


@pytest.mark.parametrize("key", ["product_url", "product-url"])
def test_the_store_address_is_read_in_both_spellings(key: str) -> None:
    """The documentation and the wire do not agree on the key."""
    assert product(**{key: "https://shop.example/x"}).url == "https://shop.example/x"


def test_options_have_words_for_their_types() -> None:
    """The type of an option is a word; one that is not known stays as it is."""
    options = [{"id": 1, "name": "Speed", "type": "1"}, {"id": 2, "name": "Odd", "type": "9"}]

    found = product(configoptions={"configoption": options})

    assert [option.type for option in found.config_options] == ["dropdown", "9"]

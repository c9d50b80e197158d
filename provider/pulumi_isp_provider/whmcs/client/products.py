"""Products with prices and stock."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...core.answers import Field, FrozenDict, Raw, Record, given
from . import named_values, php
from .record import display, flag, items, number, optional_number, text

Pricing = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Currency code -> billing cycle -> ``price`` and ``setup``, both decimal text."""

_SETUP_FEES = {
    "monthly": "msetupfee",
    "quarterly": "qsetupfee",
    "semiannually": "ssetupfee",
    "annually": "asetupfee",
    "biennially": "bsetupfee",
    "triennially": "tsetupfee",
}
_OPTION_TYPES = {"1": "dropdown", "2": "radio", "3": "yesno", "4": "quantity"}
_NO_FEE = "0.00"


def _pricing(raw: Raw) -> Pricing:
    prices = raw.get("pricing")
    if not isinstance(prices, Mapping):
        return FrozenDict()
    return FrozenDict(
        (str(currency), _cycles(row)) for currency, row in prices.items() if isinstance(row, Mapping)
    )


def _cycles(row: Raw) -> Mapping[str, Mapping[str, str]]:
    cycles: dict[str, Mapping[str, str]] = {}
    for cycle, setup in _SETUP_FEES.items():
        price = php.amount(row.get(cycle))
        # -1.00 means that the cycle is not offered. Its setup fee is then ignored.
        if price is not None and Decimal(price) >= 0:
            cycles[cycle] = FrozenDict(price=price, setup=php.amount(row.get(setup)) or _NO_FEE)
    return FrozenDict(cycles)


def _quantity(raw: Raw) -> int:
    for key in ("qty", "quantity_available"):
        if (quantity := php.integer(raw.get(key))) is not None:
            return quantity
    return 0


def _stock_control(raw: Raw) -> bool:
    said = php.flag(raw.get("stockcontrol"))
    # GetProducts does not return it. A level above zero means stock control. Products without stock control
    # have the level 0 too, and releases before 8.12 return no level.
    return _quantity(raw) > 0 if said is None else said


def _available(raw: Raw) -> bool:
    if php.flag(raw.get("retired")) or php.flag(raw.get("hidden")):
        return False
    return not _stock_control(raw) or _quantity(raw) > 0


class ProductField(Record):
    """A custom field that a customer fills in on the order form.

    Attributes:
        id: Id of its definition.
        name: Its name (the part before ``|``).
        description: Its description on the order form.
        required: Whether it must be filled in.
    """

    id = number("id")
    name = Field(lambda raw: named_values.stable_name(php.display(raw.get("name"))))
    description = display("description")
    required = flag("required")


class ProductOptionChoice(Record):
    """One choice of a configurable option.

    Attributes:
        id: Its id.
        name: The name that is shown.
        pricing: The additional price, as in :class:`Product`.
    """

    id = number("id")
    name = display("name")
    pricing = Field(_pricing)


class ProductOption(Record):
    """A configurable option, such as a speed.

    Attributes:
        id: Its id.
        name: Its name.
        type: ``dropdown``, ``radio``, ``yesno`` or ``quantity``.
        choices: Its choices.
    """

    id = number("id")
    name = display("name")
    type = Field(lambda raw: _OPTION_TYPES.get(php.text(raw.get("type")), php.text(raw.get("type"))))
    choices = items(ProductOptionChoice, "options", "option")


class Product(Record):
    """A product.

    GetProducts lists hidden and retired products too and does not mark them. Since WHMCS 8.12 it shows the
    stock level, but not whether stock is counted; 0 means "sold out" or "not counted". So ``stock_control``
    is True if the level is above zero, and ``available`` is True unless WHMCS says otherwise.

    Attributes:
        id: Product id (``pid``).
        name: Its name.
        description: Its description; it may contain HTML.
        group_id: Id of its product group.
        module: System name of its provisioning module; empty if it has none.
        type: ``hostingaccount``, ``reselleraccount``, ``server`` or ``other``.
        pay_type: ``free``, ``onetime`` or ``recurring``.
        slug: Its name in store addresses (WHMCS 8.3 and later).
        url: Its address in the store (WHMCS 8.3 and later).
        stock_control: Whether WHMCS is known to count its stock: it says so, or the level is above zero.
        quantity: Stock level; 0 also if stock is not counted, and always before WHMCS 8.12.
        available: False if WHMCS says that it is sold out, hidden or retired. True if WHMCS shows only the
            level 0.
        order: Place in its group's list; usually None, because WHMCS does not return it.
        pricing: Currency code -> billing cycle -> ``price`` and ``setup`` as decimal text. Cycles that are
            not offered are missing. The price of a one-time product is under ``monthly``.
        custom_fields: The fields that its order form shows.
        config_options: Its configurable options.
    """

    id = number("pid", "id")
    name = display("name")
    description = display("description")
    group_id = optional_number("gid")
    module = text("module")
    type = text("type")
    pay_type = text("paytype")
    slug = text("slug")
    url = text("product_url", "product-url")
    stock_control = Field(_stock_control)
    quantity = Field(_quantity)
    available = Field(_available)
    order = optional_number("order")
    pricing = Field(_pricing)
    custom_fields = items(ProductField, "customfields", "customfield")
    config_options = items(ProductOption, "configoptions", "configoption")


class ProductInventory(Record):
    """The stock of one product; the attributes are those of :class:`Product`.

    Attributes:
        product_id: Product id.
        name: Its name.
        stock_control: Whether WHMCS counts its stock, as far as known.
        quantity: Stock level.
        available: Whether it can be sold, as far as known.
    """

    product_id: Field[int] = given()
    name: Field[str] = given()
    stock_control: Field[bool] = given()
    quantity: Field[int] = given()
    available: Field[bool] = given()

    @classmethod
    def of(cls, product: Product) -> ProductInventory:
        """The stock of a product."""
        return cls(
            product_id=product.id,
            name=product.name,
            stock_control=product.stock_control,
            quantity=product.quantity,
            available=product.available,
        )

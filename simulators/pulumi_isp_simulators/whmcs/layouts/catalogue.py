"""Products and what they are priced in (GetProducts, GetCurrencies, GetPaymentMethods)."""

from __future__ import annotations

from typing import Final

from ..fields import Field, Table
from ..forms import Form
from ..version import Version

CURRENCY: Final = Table(
    Field("id", Form.NUMERAL),
    Field("code", required=True),
    Field("prefix"),
    Field("suffix"),
    Field("format", Form.NUMERAL, default=1),
    Field("rate", Form.RATE, default="1.00000"),
)

PAYMENT_METHOD: Final = Table(Field("module", required=True), Field("displayname", Form.CATALOGUE_TEXT))

PRODUCT_GROUP: Final = Table(
    Field("id", Form.INT),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("slug"),
)

CUSTOM_FIELD: Final = Table(
    Field("id", Form.INT, required=True),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("description", Form.CATALOGUE_TEXT),
    Field("required", Form.ON),
    Field("showorder", Form.BOOL, default=True, hidden=True),
    Field("adminonly", Form.BOOL, hidden=True),
)

OPTION: Final = Table(
    Field("id", Form.INT, required=True),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("rawName", Form.CATALOGUE_TEXT, default=None, nullable=True),
    Field("recurring", Form.INT),
    Field("required", default=None, nullable=True),
    Field("pricing", Form.PRICING),
)

CONFIG_OPTION: Final = Table(
    Field("id", Form.INT, required=True),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("type", default="1", choices=("1", "2", "3", "4")),
    Field("minqty", Form.INT, since=Version(8, 12)),
    Field("maxqty", Form.INT, since=Version(8, 12)),
    Field("options", Form.ROWS, rows=OPTION, optional=True),
)

PRODUCT: Final = Table(
    Field("pid", Form.INT),
    Field("gid", Form.INT, default=1, refers="product_groups", owned=True),
    Field("type", default="other", choices=("hostingaccount", "reselleraccount", "server", "other")),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("slug", since=Version(8, 3)),
    Field("product_url", derived=True, since=Version(8, 3)),
    Field("description", Form.CATALOGUE_TEXT),
    Field("module"),
    Field("paytype", default="recurring", choices=("free", "onetime", "recurring")),
    Field("allowqty", Form.INT, since=Version(8, 12)),
    Field("quantity_available", Form.INT, derived=True, since=Version(8, 12)),
    Field("pricing", Form.PRICING),
    Field("customfields", Form.ROWS, rows=CUSTOM_FIELD, optional=True),
    Field("configoptions", Form.ROWS, rows=CONFIG_OPTION, optional=True),
    Field("stockcontrol", Form.BOOL, hidden=True),
    Field("qty", Form.INT, hidden=True),
    Field("hidden", Form.BOOL, hidden=True),
    Field("retired", Form.BOOL, hidden=True),
)

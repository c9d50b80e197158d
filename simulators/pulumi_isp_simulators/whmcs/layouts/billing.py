"""Invoices and orders (GetInvoices, GetInvoice, GetOrders, GetOrderStatuses)."""

from __future__ import annotations

from typing import Final

from ..fields import Field, Table
from ..forms import Form

INVOICE_STATUSES: Final = (
    "Draft",
    "Unpaid",
    "Paid",
    "Cancelled",
    "Refunded",
    "Collections",
    "Payment Pending",
)

INVOICE_ITEM: Final = Table(
    Field("id", Form.INT, required=True),
    Field("type", default="Hosting"),
    Field("relid", Form.INT),
    Field("description", Form.CLIENT_TEXT),
    Field("amount", Form.MONEY),
    Field("taxed", Form.INT),
)

TRANSACTION: Final = Table(
    Field("id", Form.INT, required=True),
    Field("userid", Form.INT),
    Field("currency", Form.INT),
    Field("gateway", default="banktransfer"),
    Field("date", Form.DATETIME),
    Field("description", Form.CLIENT_TEXT),
    Field("amountin", Form.MONEY),
    Field("fees", Form.MONEY),
    Field("amountout", Form.MONEY),
    Field("rate", Form.RATE, default="1.00000"),
    Field("transid"),
    Field("invoiceid", Form.INT),
    Field("refundid", Form.INT),
)

INVOICE: Final = Table(
    Field("id", Form.INT),
    Field("userid", Form.INT, required=True, refers="clients", owned=True),
    Field("firstname", Form.CLIENT_TEXT, derived=True),
    Field("lastname", Form.CLIENT_TEXT, derived=True),
    Field("companyname", Form.CLIENT_TEXT, derived=True),
    Field("invoicenum"),
    Field("date", Form.DATE),
    Field("duedate", Form.DATE),
    Field("datepaid", Form.DATETIME),
    Field("last_capture_attempt", Form.DATETIME),
    Field("date_refunded", Form.DATETIME),
    Field("date_cancelled", Form.DATETIME),
    Field("subtotal", Form.MONEY),
    Field("credit", Form.MONEY),
    Field("tax", Form.MONEY),
    Field("tax2", Form.MONEY),
    Field("total", Form.MONEY),
    Field("taxrate", Form.RATE),
    Field("taxrate2", Form.RATE),
    Field("status", default="Unpaid", choices=INVOICE_STATUSES),
    Field("paymentmethod", default="banktransfer"),
    Field("paymethodid", Form.INT, default=None, nullable=True),
    Field("notes", Form.CLIENT_TEXT),
    Field("created_at", Form.DATETIME),
    Field("updated_at", Form.DATETIME),
    Field("currencycode", derived=True),
    Field("currencyprefix", derived=True),
    Field("currencysuffix", derived=True),
    Field("ccgateway", Form.BOOL, hidden=True),
    Field("items", Form.ROWS, rows=INVOICE_ITEM, hidden=True),
    Field("transactions", Form.ROWS, rows=TRANSACTION, hidden=True),
)

INVOICE_DETAILS: Final = Table(
    Field("invoiceid", Form.INT, source="id"),
    *INVOICE.pick("invoicenum", "userid", "date", "duedate", "datepaid").fields,
    # Spelled with underscores in the listing, and without them here.
    Field("lastcaptureattempt", Form.DATETIME, source="last_capture_attempt"),
    *INVOICE.pick("subtotal", "credit", "tax", "tax2", "total").fields,
    Field("balance", Form.MONEY),
    *INVOICE.pick("taxrate", "taxrate2", "status", "paymentmethod", "notes", "ccgateway").fields,
)

ORDER_STATUS: Final = Table(Field("title", required=True), Field("count", Form.INT, derived=True))

LINE_ITEM: Final = Table(
    Field("type", default="product"),
    Field("relid", Form.INT),
    Field("producttype", default="Other Product/Service"),
    Field("product", Form.CATALOGUE_TEXT),
    Field("domain", Form.CLIENT_TEXT),
    Field("billingcycle"),
    Field("amount", Form.MONEY),
    Field("status"),
)

ORDER: Final = Table(
    Field("id", Form.INT),
    # Ten digits, which is more than 32 bits hold; 0 lets the simulator choose.
    Field("ordernum", Form.INT),
    Field("userid", Form.INT, required=True, refers="clients", owned=True),
    Field("contactid", Form.INT),
    Field("requestor_id", Form.INT),
    Field("admin_requestor_id", Form.INT),
    Field("date", Form.DATETIME),
    Field("nameservers"),
    Field("transfersecret"),
    Field("renewals"),
    Field("renewalsByType", Form.DATA, default={"domains": [], "services": [], "addons": []}),
    Field("promocode"),
    Field("promotype"),
    Field("promovalue"),
    Field("orderdata"),
    Field("amount", Form.MONEY),
    Field("paymentmethod", default="banktransfer"),
    Field("invoiceid", Form.INT, refers="invoices"),
    Field("status", default="Active"),
    Field("ipaddress"),
    Field("fraudmodule"),
    Field("fraudoutput"),
    Field("notes", Form.CLIENT_TEXT),
    Field("paymentmethodname", Form.CATALOGUE_TEXT, derived=True),
    Field("paymentstatus", derived=True),
    Field("name", Form.CLIENT_TEXT, derived=True),
    Field("currencyprefix", derived=True),
    Field("currencysuffix", derived=True),
    Field("frauddata"),
    Field("validationdata"),
    Field("lineitems", Form.DATA, derived=True, optional=True),
)

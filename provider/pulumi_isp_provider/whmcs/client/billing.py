"""Invoices, orders, currencies. Their names and addresses are not read, only the client's id."""

from __future__ import annotations

from ...core.answers import Record
from . import record

INVOICE_STATUSES = (
    "Draft",
    "Unpaid",
    "Paid",
    "Cancelled",
    "Refunded",
    "Collections",
    "Payment Pending",
    "Overdue",
)
"""Every status that invoices can be listed by. ``Overdue`` means Unpaid and past the due date."""


class Invoice(Record):
    """An invoice.

    Attributes:
        id: Invoice id.
        number: The number shown to the client; empty if WHMCS shows the id.
        client_id: Whose invoice it is.
        date: When it was created.
        due_date: When it is due.
        paid_date: When it was paid, or None.
        status: One of :data:`INVOICE_STATUSES`, but never ``Overdue``.
        subtotal: Amount before credit and tax.
        credit: Credit applied.
        tax: First tax.
        tax2: Second tax.
        total: Amount to pay.
        payment_method: System name of the payment gateway.
        currency_code: Its currency; empty if WHMCS does not say.
    """

    id = record.number("invoiceid", "id")
    number = record.text("invoicenum")
    client_id = record.number("userid")
    date = record.date("date")
    due_date = record.date("duedate")
    paid_date = record.date("datepaid")
    status = record.text("status")
    subtotal = record.amount("subtotal")
    credit = record.amount("credit")
    tax = record.amount("tax")
    tax2 = record.amount("tax2")
    total = record.amount("total")
    payment_method = record.text("paymentmethod")
    currency_code = record.text("currencycode")


class InvoiceLine(Record):
    """One line of an invoice.

    Attributes:
        id: Id of the line.
        type: What is charged, such as ``Hosting`` for a service.
        related_id: Id of what is charged; with type ``Hosting`` the service id.
        description: The text on the invoice.
        amount: Amount.
        taxed: Whether it is taxed.
    """

    id = record.number("id")
    type = record.text("type")
    related_id = record.reference("relid")
    description = record.display("description")
    amount = record.amount("amount")
    taxed = record.flag("taxed")


class InvoiceDetails(Invoice):
    """One invoice in full.

    Attributes:
        balance: The amount still to be paid.
        line_items: Its lines.
    """

    balance = record.amount("balance")
    line_items = record.items(InvoiceLine, "items", "item")


class OrderLine(Record):
    """One line of an order.

    Attributes:
        type: ``product``, ``addon``, ``domain``, ...
        related_id: Id of the resulting service, add-on or domain.
        product_type: Kind of product.
        product: Its name.
        domain: Domain or host name.
        billing_cycle: Such as ``Monthly``.
        amount: Amount as text for people, with the currency's symbols.
        status: Status of the resulting service, add-on or domain.
    """

    type = record.text("type")
    related_id = record.reference("relid")
    product_type = record.text("producttype")
    product = record.display("product")
    domain = record.display("domain")
    billing_cycle = record.text("billingcycle")
    amount = record.display("amount")
    status = record.text("status")


class Order(Record):
    """An order.

    Attributes:
        id: Order id.
        number: Order number; ten digits as text.
        client_id: Who ordered.
        date: When.
        amount: Total amount.
        status: ``Pending``, ``Active``, ``Fraud``, ``Cancelled`` or one that the administrator added.
        payment_method: System name of the payment gateway.
        payment_status: Status of its invoice.
        invoice_id: Its invoice.
        promotion_code: Promotion code used.
        line_items: What was ordered.
    """

    id = record.number("id")
    number = record.text("ordernum")
    client_id = record.number("userid")
    date = record.date("date")
    amount = record.amount("amount")
    status = record.text("status")
    payment_method = record.text("paymentmethod")
    payment_status = record.text("paymentstatus")
    invoice_id = record.reference("invoiceid")
    promotion_code = record.display("promocode")
    line_items = record.items(OrderLine, "lineitems", "lineitem")


class OrderStatus(Record):
    """A status that orders can have.

    Attributes:
        title: The status.
        count: Number of orders that have it now.
    """

    title = record.display("title")
    count = record.optional_number("count")


class Currency(Record):
    """A currency.

    Attributes:
        id: Currency id.
        code: Its code, such as ``EUR``.
        prefix: Shown before amounts.
        suffix: Shown behind amounts.
        rate: Exchange rate to the base currency, decimal text.
    """

    id = record.number("id")
    code = record.text("code")
    prefix = record.display("prefix")
    suffix = record.display("suffix")
    rate = record.text("rate")


class PaymentMethod(Record):
    """A payment gateway that clients can choose.

    Attributes:
        module: System name.
        name: Name shown to clients.
    """

    module = record.text("module")
    name = record.display("displayname")

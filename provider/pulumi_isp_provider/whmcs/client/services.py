"""Services: the products that clients have, with their add-ons and domains."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from ...core.answers import Field, Raw, Record
from . import named_values, php
from .record import amount, date, display, flag, number, optional_number, reference, text

STATUSES = ("Pending", "Active", "Suspended", "Terminated", "Cancelled", "Fraud", "Completed")
"""Every status that a service can have."""

_OFFICIAL = {status.casefold(): status for status in STATUSES}


def _status(raw: Raw) -> str:
    """The status in its official spelling; an unknown one stays unchanged."""
    status = php.text(raw.get("status"))
    return _OFFICIAL.get(status.strip().casefold(), status)


class ServiceUsage(Record):
    """The values of a service that change by themselves.

    Attributes:
        next_due_date: When the next payment is due.
        disk_used: Disk usage in MB.
        disk_limit: Disk limit in MB.
        bandwidth_used: Traffic in MB.
        bandwidth_limit: Traffic limit in MB.
        updated: When the figures were measured.
    """

    next_due_date = date("nextduedate")
    disk_used = optional_number("diskusage")
    disk_limit = optional_number("disklimit")
    bandwidth_used = optional_number("bwusage")
    bandwidth_limit = optional_number("bwlimit")
    updated = date("lastupdate")


class Service(Record):
    """A product that a client has. Its password and its notes never leave the client.

    Attributes:
        id: Service id.
        client_id: The client who has it.
        product_id: Its product.
        name: The product's name.
        group_name: The product group's name.
        status: One of :data:`STATUSES`; with ``allow_unknown_status`` any status that WHMCS has.
        domain: Domain or host name; often empty for access products.
        username: User name of the service, such as a PPPoE name.
        dedicated_ip: Its own IP address.
        quantity: Its quantity (WHMCS 8.12 and later).
        order_id: The order it came from.
        server_id: The server it is on.
        server_name: That server's name.
        registered: When it was ordered.
        billing_cycle: Such as ``Monthly``, ``Free Account`` or ``One Time``.
        first_payment_amount: The first payment.
        recurring_amount: The payment in each cycle.
        payment_method: System name of the payment gateway.
        suspension_reason: Why it is suspended.
        override_auto_suspend: It is not suspended automatically.
        override_suspend_until: The day until which it is not suspended automatically.
        custom_fields: Value by name (the part before ``|``). Two fields of one name with different
            values are left out.
        custom_fields_by_id: Value by the id of the field's definition.
        config_options: Chosen value by the name of the configurable option.
        usage: Values that change by themselves; None unless requested.
    """

    id = number("id")
    client_id = number("clientid", "userid")
    product_id = number("pid")
    name = display("name", "translated_name")
    group_name = display("groupname", "translated_groupname")
    status = Field(_status)
    domain = display("domain")
    username = display("username")
    dedicated_ip = text("dedicatedip")
    quantity = optional_number("qty")
    order_id = reference("orderid")
    server_id = reference("serverid")
    server_name = display("servername")
    registered = date("regdate")
    billing_cycle = text("billingcycle")
    first_payment_amount = amount("firstpaymentamount")
    recurring_amount = amount("recurringamount")
    payment_method = text("paymentmethod")
    suspension_reason = display("suspensionreason")
    override_auto_suspend = flag("overideautosuspend")
    override_suspend_until = date("overidesuspenduntil")
    custom_fields = named_values.by_name(
        "customfields", "customfield", "name", "fieldname", "translated_name"
    )
    custom_fields_by_id = named_values.by_id("customfields", "customfield")
    config_options = named_values.by_name("configoptions", "configoption", "option")
    usage: Field[ServiceUsage | None] = Field(ServiceUsage.parse)

    @property
    def has_known_status(self) -> bool:
        """Whether its status is one of :data:`STATUSES`."""
        return self["status"] in STATUSES

    def is_in(self, states: Collection[str]) -> bool:
        """Whether it is in one of these states, or in an unknown one, which no filter can name."""
        # By key and not by attribute, which is slower: there may be thousands of calls for 20,000 services.
        status = self["status"]
        return status in states or status not in STATUSES

    @cached_property
    def steady(self) -> Service:
        """The same without the values that change by themselves."""
        return self.replace(usage=None)


class ServiceAddon(Record):
    """An add-on of a service.

    Attributes:
        id: Id of this client's add-on.
        client_id: The client who has it.
        service_id: The service it belongs to.
        addon_id: The add-on product; None if it was entered by hand.
        name: Its name.
        status: As for a :class:`Service`.
        quantity: Its quantity (WHMCS 8.12 and later).
        order_id: The order it came from.
        registered: When it was ordered.
        billing_cycle: As for a :class:`Service`.
        setup_fee: The fee that was paid once.
        recurring_amount: The payment in each cycle.
        payment_method: System name of the payment gateway.
    """

    id = number("id")
    client_id = number("userid", "clientid")
    service_id = number("serviceid")
    addon_id = reference("addonid")
    name = display("name")
    status = text("status")
    quantity = optional_number("qty")
    order_id = reference("orderid")
    registered = date("regdate")
    billing_cycle = text("billingcycle")
    setup_fee = amount("setupfee")
    recurring_amount = amount("recurring")
    payment_method = text("paymentmethod")


class Domain(Record):
    """A domain that a client has.

    Attributes:
        id: Domain id.
        client_id: The client who has it.
        name: The domain.
        status: Such as ``Active``, ``Expired`` or ``Pending Transfer``.
        registration_type: ``Register`` or ``Transfer``.
        registrar: System name of the registrar module.
        period: Years per term.
        order_id: The order it came from.
        registered: When it was registered.
        expires: When it expires.
        recurring_amount: The price of a term.
        do_not_renew: It is not renewed.
    """

    id = number("id")
    client_id = number("userid", "clientid")
    name = display("domainname")
    status = text("status")
    registration_type = text("regtype")
    registrar = text("registrar")
    period = optional_number("regperiod")
    order_id = reference("orderid")
    registered = date("regdate")
    expires = date("expirydate")
    recurring_amount = amount("recurringamount")
    do_not_renew = flag("donotrenew")

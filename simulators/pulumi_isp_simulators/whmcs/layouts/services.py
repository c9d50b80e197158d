"""What clients have bought (GetClientsProducts, GetClientsAddons, GetClientsDomains)."""

from __future__ import annotations

from typing import Final

from ..fields import Field, Table
from ..forms import Form
from ..version import Version

BILLING_CYCLES: Final = (
    "Free Account",
    "One Time",
    "Monthly",
    "Quarterly",
    "Semi-Annually",
    "Annually",
    "Biennially",
    "Triennially",
)

SERVICE_STATUSES: Final = (
    "Pending",
    "Active",
    "Completed",
    "Suspended",
    "Terminated",
    "Cancelled",
    "Fraud",
)

SERVICE: Final = Table(
    Field("id", Form.NUMERAL),
    Field("qty", Form.NUMERAL, default=1, since=Version(8, 12)),
    Field("clientid", Form.NUMERAL, required=True, refers="clients", owned=True),
    Field("orderid", Form.NUMERAL, refers="orders"),
    Field("ordernumber", Form.NUMERAL, derived=True, optional=True),
    Field("pid", Form.NUMERAL, required=True, refers="products", owned=True),
    Field("regdate", Form.DATE),
    Field("name", Form.CATALOGUE_TEXT, derived=True),
    Field("translated_name", Form.CATALOGUE_TEXT, derived=True, source="name"),
    Field("groupname", Form.CATALOGUE_TEXT, derived=True),
    Field("translated_groupname", Form.CATALOGUE_TEXT, derived=True, source="groupname"),
    Field("domain", Form.CLIENT_TEXT),
    Field("dedicatedip"),
    Field("serverid", Form.NUMERAL, refers="servers"),
    Field("servername", derived=True),
    Field("serverip", derived=True),
    Field("serverhostname", derived=True),
    Field("suspensionreason", Form.CLIENT_TEXT),
    Field("firstpaymentamount", Form.MONEY),
    Field("recurringamount", Form.MONEY),
    Field("paymentmethod", default="banktransfer"),
    Field("paymentmethodname", Form.CATALOGUE_TEXT, derived=True),
    Field("billingcycle", default="Monthly", choices=BILLING_CYCLES),
    Field("nextduedate", Form.DATE),
    Field("status", default="Active", choices=SERVICE_STATUSES),
    Field("username", Form.CLIENT_TEXT),
    Field("password", secret=True),
    Field("subscriptionid"),
    Field("promoid", Form.NUMERAL),
    Field("overideautosuspend", Form.ON),
    Field("overidesuspenduntil", Form.DATE),
    Field("ns1"),
    Field("ns2"),
    Field("assignedips"),
    Field("notes", Form.CLIENT_TEXT),
    Field("diskusage", Form.NUMERAL),
    Field("disklimit", Form.NUMERAL),
    Field("bwusage", Form.NUMERAL),
    Field("bwlimit", Form.NUMERAL),
    Field("lastupdate", Form.DATETIME),
    Field("customfields", Form.ANSWERS, optional=True),
    Field("configoptions", Form.ANSWERS, optional=True),
)

SERVICE_CUSTOM_FIELD: Final = Table(
    Field("id", Form.NUMERAL),
    Field("name", Form.CATALOGUE_TEXT),
    Field("translated_name", Form.CATALOGUE_TEXT, source="name"),
    Field("value", Form.CLIENT_TEXT),
)

SERVICE_CONFIG_OPTION: Final = Table(
    Field("id", Form.NUMERAL),
    Field("option", Form.CATALOGUE_TEXT, source="name"),
    Field("type"),
    Field("value", Form.CATALOGUE_TEXT),
)

ADDON: Final = Table(
    Field("id", Form.NUMERAL),
    Field("qty", Form.NUMERAL, default=1, since=Version(8, 12)),
    Field("userid", Form.NUMERAL, derived=True),
    Field("orderid", Form.NUMERAL, refers="orders"),
    Field("serviceid", Form.NUMERAL, required=True, refers="services", owned=True),
    Field("addonid", Form.NUMERAL),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("setupfee", Form.MONEY),
    Field("recurring", Form.MONEY),
    Field("billingcycle", default="Monthly", choices=BILLING_CYCLES),
    Field("tax", Form.ON),
    Field("status", default="Active", choices=SERVICE_STATUSES),
    Field("regdate", Form.DATE),
    Field("nextduedate", Form.DATE),
    Field("nextinvoicedate", Form.DATE),
    Field("paymentmethod", default="banktransfer"),
    Field("paymentmethodname", Form.CATALOGUE_TEXT, derived=True),
    Field("notes", Form.CLIENT_TEXT),
)

DOMAIN: Final = Table(
    Field("id", Form.NUMERAL),
    Field("userid", Form.NUMERAL, required=True, refers="clients", owned=True),
    Field("orderid", Form.NUMERAL, refers="orders"),
    Field("regtype", default="Register"),
    Field("domainname", Form.CLIENT_TEXT, required=True),
    Field("registrar"),
    Field("regperiod", Form.NUMERAL, default=1),
    Field("firstpaymentamount", Form.MONEY),
    Field("recurringamount", Form.MONEY),
    Field("paymentmethod", default="banktransfer"),
    Field("paymentmethodname", Form.CATALOGUE_TEXT, derived=True),
    Field("regdate", Form.DATE),
    Field("expirydate", Form.DATE),
    Field("nextduedate", Form.DATE),
    Field("status", default="Active"),
    Field("subscriptionid"),
    Field("promoid", Form.NUMERAL),
    Field("dnsmanagement", Form.DIGIT),
    Field("emailforwarding", Form.DIGIT),
    Field("idprotection", Form.DIGIT),
    Field("donotrenew", Form.DIGIT),
    Field("notes", Form.CLIENT_TEXT),
)

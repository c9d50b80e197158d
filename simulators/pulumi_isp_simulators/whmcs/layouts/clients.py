"""Clients and people (GetClients, GetClientsDetails, GetClientGroups, GetContacts, GetUsers)."""

from __future__ import annotations

from typing import Final

from ..fields import Field, Table
from ..forms import Form
from ..version import Version

CLIENT_GROUP: Final = Table(
    Field("id", Form.INT),
    Field("groupname", Form.CATALOGUE_TEXT, required=True),
    Field("groupcolour", default="#FFFFFF"),
    Field("discountpercent", Form.MONEY),
    Field("susptermexempt", Form.ON),
    Field("separateinvoices", Form.ON),
)

CLIENT_CUSTOM_FIELD: Final = Table(
    Field("id", Form.INT, required=True),
    Field("value", Form.CLIENT_TEXT),
)

CLIENT_USER: Final = Table(
    Field("id", Form.INT),
    Field("name", Form.CLIENT_TEXT),
    Field("email", Form.CLIENT_TEXT),
    Field("is_owner", Form.BOOL),
)

EMAIL_PREFERENCES: Final = {
    "general": "1",
    "invoice": "1",
    "support": "1",
    "product": "1",
    "domain": "1",
    "affiliate": "1",
}

CLIENT: Final = Table(
    Field("client_id", Form.INT, derived=True, source="id", since=Version(8, 0)),
    Field("owner_user_id", Form.INT, derived=True, since=Version(8, 0)),
    Field("userid", Form.INT, derived=True, source="id"),
    Field("id", Form.INT),
    Field("uuid"),
    Field("firstname", Form.CLIENT_TEXT),
    Field("lastname", Form.CLIENT_TEXT),
    Field("fullname", Form.CLIENT_TEXT, derived=True),
    Field("companyname", Form.CLIENT_TEXT),
    Field("email", Form.CLIENT_TEXT),
    Field("address1", Form.CLIENT_TEXT),
    Field("address2", Form.CLIENT_TEXT),
    Field("city", Form.CLIENT_TEXT),
    Field("fullstate", Form.CLIENT_TEXT, derived=True, source="state"),
    Field("state", Form.CLIENT_TEXT),
    Field("postcode", Form.CLIENT_TEXT),
    Field("countrycode", derived=True, source="country"),
    Field("country", default="US"),
    Field("phonenumber", Form.CLIENT_TEXT),
    Field("tax_id", Form.CLIENT_TEXT),
    Field("email_preferences", Form.DATA, default=EMAIL_PREFERENCES, since=Version(7, 10)),
    Field("statecode", Form.CLIENT_TEXT, derived=True, source="state"),
    Field("countryname"),
    Field("phonecc", Form.NUMERAL),
    Field("phonenumberformatted", Form.CLIENT_TEXT, derived=True),
    Field("telephoneNumber", Form.CLIENT_TEXT, derived=True, source="phonenumberformatted"),
    Field("billingcid", Form.INT),
    Field("notes", Form.CLIENT_TEXT),
    Field("currency", Form.INT, default=1, refers="currencies"),
    Field("defaultgateway"),
    Field("groupid", Form.INT, refers="client_groups"),
    Field("status", default="Active", choices=("Active", "Inactive", "Closed")),
    Field("credit", Form.MONEY),
    Field("taxexempt", Form.BOOL),
    Field("latefeeoveride", Form.BOOL),
    Field("overideduenotices", Form.BOOL),
    Field("separateinvoices", Form.BOOL),
    Field("disableautocc", Form.BOOL),
    Field("emailoptout", Form.BOOL),
    Field("marketing_emails_opt_in", Form.BOOL),
    Field("overrideautoclose", Form.BOOL),
    Field("allowSingleSignOn", Form.INT, default=1),
    Field("email_verified", Form.BOOL),
    Field("language"),
    Field("isOptedInToMarketingEmails", Form.BOOL, derived=True, source="marketing_emails_opt_in"),
    Field("lastlogin", default="No Login Logged"),
    Field("currency_code", derived=True),
    Field("customfields", Form.ROWS, rows=CLIENT_CUSTOM_FIELD),
    Field("datecreated", Form.DATE, hidden=True),
)

CLIENT_ROW: Final = CLIENT.pick(
    "id", "firstname", "lastname", "companyname", "email", "datecreated", "groupid", "status"
)

CONTACT: Final = Table(
    Field("id", Form.INT),
    Field("userid", Form.INT, required=True, refers="clients", owned=True),
    Field("firstname", Form.CLIENT_TEXT),
    Field("lastname", Form.CLIENT_TEXT),
    Field("email", Form.CLIENT_TEXT),
    Field("address1", Form.CLIENT_TEXT),
    Field("address2", Form.CLIENT_TEXT),
    Field("city", Form.CLIENT_TEXT),
    Field("state", Form.CLIENT_TEXT),
    Field("postcode", Form.CLIENT_TEXT),
    Field("country", default="US"),
    Field("phonenumber", Form.CLIENT_TEXT),
    Field("domainemails", Form.BOOL),
    Field("generalemails", Form.BOOL),
    Field("invoiceemails", Form.BOOL),
    Field("productemails", Form.BOOL),
    Field("supportemails", Form.BOOL),
    Field("affiliateemails", Form.BOOL),
    Field("created_at", Form.DATETIME),
    Field("updated_at", Form.DATETIME),
    Field("companyname", Form.CLIENT_TEXT, hidden=True),
)

USER_CLIENT: Final = Table(
    Field("id", Form.INT, required=True),
    Field("isOwner", Form.BOOL, default=True),
)

USER: Final = Table(
    Field("id", Form.INT),
    Field("firstname", Form.CLIENT_TEXT),
    Field("lastname", Form.CLIENT_TEXT),
    Field("email", Form.CLIENT_TEXT, required=True),
    Field("datecreated", Form.DATETIME),
    Field("validationdata"),
    Field("clients", Form.ROWS, rows=USER_CLIENT),
)

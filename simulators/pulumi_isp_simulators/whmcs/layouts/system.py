"""The installation itself: servers, settings, modules, tickets, and who may call the API."""

from __future__ import annotations

from typing import Final

from ..fields import Field, Table
from ..forms import Form
from ..version import Version

SERVER: Final = Table(
    Field("id", Form.INT),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("hostname"),
    Field("ipaddress"),
    Field("active", Form.BOOL, default=True),
    Field("activeServices", Form.INT, derived=True),
    Field("maxAllowedServices", Form.INT, default=200),
    Field("percentUsed", Form.INT, derived=True),
    Field("module"),
    Field("status", Form.DATA, default={"http": False, "load": "", "uptime": ""}),
)

SETTING: Final = Table(Field("setting", required=True), Field("value"))

MODULE_PARAMETER: Final = Table(
    Field("name", required=True),
    Field("displayName", Form.CATALOGUE_TEXT),
    Field("fieldType", default="text"),
)

MODULE_TYPES: Final = ("addon", "fraud", "gateway", "registrar")
MODULE_TYPES_WITHOUT_PARAMETERS: Final = ("notification", "report", "server", "widget")

MODULE: Final = Table(
    Field("name", required=True),
    Field("type", required=True, choices=MODULE_TYPES),
    Field("parameters", Form.ROWS, rows=MODULE_PARAMETER),
)

DEPARTMENT: Final = Table(
    Field("id", Form.INT),
    Field("name", Form.CATALOGUE_TEXT, required=True),
    Field("assigned", Form.BOOL, default=True),
)

TICKET: Final = Table(
    Field("id", Form.NUMERAL),
    Field("tid", required=True),
    Field("deptid", Form.NUMERAL, default=1),
    Field("userid", Form.NUMERAL, refers="clients", owned=True),
    Field("name", Form.CLIENT_TEXT),
    Field("owner_name", Form.CLIENT_TEXT, derived=True, since=Version(8, 0)),
    Field("email", Form.CLIENT_TEXT),
    Field("requestor_name", Form.CLIENT_TEXT, derived=True, source="name", since=Version(8, 0)),
    Field("requestor_email", Form.CLIENT_TEXT, derived=True, source="email", since=Version(8, 0)),
    Field("requestor_type", default="Owner", since=Version(8, 0)),
    Field("cc", Form.CLIENT_TEXT),
    Field("c"),
    Field("date", Form.DATETIME),
    Field("subject", Form.CLIENT_TEXT),
    Field("status", default="Open"),
    Field("priority", default="Medium", choices=("Low", "Medium", "High")),
    Field("admin"),
    Field("attachment"),
    Field("attachments", Form.DATA, default=[], since=Version(7, 10)),
    Field("attachments_removed", Form.BOOL, since=Version(7, 10)),
    Field("lastreply", Form.DATETIME),
    Field("flag", Form.NUMERAL),
    Field("service"),
)

ROLE: Final = Table(Field("name", required=True), Field("actions", Form.NAMES))

CREDENTIAL: Final = Table(
    Field("identifier", required=True),
    Field("secret", required=True, secret=True),
    Field("roles", Form.NAMES),
    Field("admin", refers="admins"),
)

ADMIN: Final = Table(
    Field("username", required=True),
    Field("password", required=True, secret=True),
    Field("api_access", Form.BOOL, default=True),
    Field("disabled", Form.BOOL),
    Field("id", Form.NUMERAL, default=1),
    Field("name", Form.CATALOGUE_TEXT, default="Site Admin"),
    Field("notes", Form.CATALOGUE_TEXT),
    Field("signature", Form.CATALOGUE_TEXT),
    Field("permissions", Form.NAMES, default=["API Access"]),
)

ADMIN_DETAILS: Final = Table(
    Field("adminid", Form.NUMERAL, derived=True, source="id"),
    Field("name", Form.CATALOGUE_TEXT),
    Field("notes", Form.CATALOGUE_TEXT),
    Field("signature", Form.CATALOGUE_TEXT),
    Field("allowedpermissions", derived=True),
    Field("departments", derived=True),
)

ALLOWED_IP: Final = Table(Field("address", required=True), Field("note"))

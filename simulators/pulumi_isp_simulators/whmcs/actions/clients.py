"""GetClients, GetClientsDetails, GetClientGroups, GetContacts and GetUsers."""

from __future__ import annotations

import uuid
from typing import Final

from ...core.tables import read_table
from ..access import Refusal
from ..call import Call, Read
from ..fields import Row
from ..layouts import LAYOUTS
from ..listing import Listing, begins, same_number, same_text
from ..version import Version
from .client_stats import client_stats

CARD_PARAMETERS_GONE: Final = Version(7, 8)
USERS_SINCE: Final = Version(8, 0)
CARD_WARNING: Final = (
    "Credit Card related parameters are now deprecated and have been removed. Use GetPayMethods instead."
)

_COUNTRIES: Final = read_table("whmcs", "countries.yaml")
_NAMES: Final = ("email", "firstname", "lastname", "firstname+lastname")
_CLIENT_COLUMNS: Final = (
    "id",
    "firstname",
    "lastname",
    "companyname",
    "email",
    "groupid",
    "datecreated",
    "status",
)
_CONTACT_FILTERS: Final = (
    "firstname",
    "lastname",
    "companyname",
    "email",
    "address1",
    "address2",
    "city",
    "state",
    "postcode",
    "country",
    "phonenumber",
)

CLIENTS: Final = Listing(
    kind="clients",
    container="clients",
    item="client",
    table=LAYOUTS["client"].pick(
        "id", "firstname", "lastname", "companyname", "email", "datecreated", "groupid", "status"
    ),
    filters={"status": same_text("status"), "search": begins(*_NAMES, "companyname")},
    order_by={name: name for name in _CLIENT_COLUMNS},
    order_since=Version(8, 2),
)

CLIENT_GROUPS: Final = Listing(
    kind="client_groups",
    container="groups",
    item="group",
    table=LAYOUTS["client_group"],
    filters={},
    paged=False,
)

CONTACTS: Final = Listing(
    kind="contacts",
    container="contacts",
    item="contact",
    table=LAYOUTS["contact"],
    filters={"userid": same_number("userid"), **{name: same_text(name) for name in _CONTACT_FILTERS}},
)

USERS: Final = Listing(
    kind="users",
    container="users",
    item="",
    table=LAYOUTS["user"],
    filters={"search": begins(*_NAMES)},
    order_by={"id": "id"},
)


def get_clients_details(call: Call) -> Row:
    """One client, by id or address, with statistics if asked for.

    Raises:
        Refusal: Neither id nor address is given, or there is no such client.
    """
    client = _find_client(call)
    details = _details(call, client)
    answer: Row = dict(details) if call.switches["flat_client_details"] else {}
    if call.switches["deprecation_warning"] and call.version >= CARD_PARAMETERS_GONE:
        answer["warning"] = CARD_WARNING
    answer["client"] = details
    if call.params.truth("stats"):
        answer["stats"] = client_stats(call, client)
    return answer


def _find_client(call: Call) -> Row:
    email = call.params.text("email").casefold()
    if not call.params.truth("clientid") and not email:
        raise Refusal("Either clientid Or email Is Required")
    if call.params.truth("clientid"):
        client = call.state.find("clients", call.params.number("clientid"))
    else:
        by_email = (row for row in call.state.all("clients").values() if row["email"].casefold() == email)
        client = next(by_email, None)
    if client is None:
        raise Refusal("Client Not Found")
    return client


def _details(call: Call, client: Row) -> Row:
    people = _people(call, client)
    formatted = client["phonenumber"]
    if formatted and client["phonecc"]:
        formatted = f"+{client['phonecc']}.{formatted.lstrip('0')}"
    details = call.shapes.row(
        LAYOUTS["client"],
        client
        | {
            "owner_user_id": next((person["id"] for person in people if person["is_owner"]), 0),
            "uuid": client["uuid"] or str(uuid.uuid5(uuid.NAMESPACE_OID, f"client-{client['id']}")),
            "fullname": f"{client['firstname']} {client['lastname']}",
            "countryname": client["countryname"] or _COUNTRIES.get(client["country"], client["country"]),
            "phonecc": client["phonecc"] or "",
            "phonenumberformatted": formatted,
            "currency_code": call.currency(client)["code"],
        },
    )
    for index, field in enumerate(details["customfields"], 1):
        details[f"customfields{index}"] = field["value"]
    if call.version >= USERS_SINCE:
        call.shapes.put(
            details, "users", "user", call.shapes.rows(LAYOUTS["client_user"], people), nested=True
        )
    return details


def _people(call: Call, client: Row) -> list[Row]:
    return [
        {
            "id": user["id"],
            "name": f"{user['firstname']} {user['lastname']}",
            "email": user["email"],
            "is_owner": link["isOwner"],
        }
        for user in call.state.all("users").values()
        for link in user["clients"]
        if link["id"] == client["id"]
    ]


READS: Final = (
    Read("GetClients", CLIENTS.answer),
    Read("GetClientsDetails", get_clients_details),
    Read("GetClientGroups", CLIENT_GROUPS.answer),
    Read("GetContacts", CONTACTS.answer),
    Read("GetUsers", USERS.answer, since=Version(8, 1)),
)

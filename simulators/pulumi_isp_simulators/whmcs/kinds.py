"""The kinds of objects that the state holds, with their keys and what is there if a seed says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .fields import Row, Table
from .layouts import billing, catalogue, clients, services, system


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object.

    Attributes:
        key: Field that tells the objects apart; a number is chosen if a seed gives none.
        table: Its fields.
        default: The objects of an installation whose seed does not name this kind.
    """

    key: str
    table: Table
    default: tuple[Row, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the key is a number, which the simulator can choose."""
        return not self.table.stored[self.key].required


KINDS: Final[Mapping[str, Kind]] = {
    "currencies": Kind(
        "id", catalogue.CURRENCY, ({"id": 1, "code": "USD", "prefix": "$", "suffix": " USD"},)
    ),
    "payment_methods": Kind(
        "module", catalogue.PAYMENT_METHOD, ({"module": "banktransfer", "displayname": "Bank Transfer"},)
    ),
    "client_groups": Kind("id", clients.CLIENT_GROUP),
    "product_groups": Kind("id", catalogue.PRODUCT_GROUP, ({"id": 1, "name": "Internet"},)),
    "products": Kind("pid", catalogue.PRODUCT),
    "servers": Kind("id", system.SERVER),
    "clients": Kind("id", clients.CLIENT),
    "users": Kind("id", clients.USER),
    "contacts": Kind("id", clients.CONTACT),
    "order_statuses": Kind(
        "title",
        billing.ORDER_STATUS,
        ({"title": "Pending"}, {"title": "Active"}, {"title": "Fraud"}, {"title": "Cancelled"}),
    ),
    "invoices": Kind("id", billing.INVOICE),
    "orders": Kind("id", billing.ORDER),
    "services": Kind("id", services.SERVICE),
    "addons": Kind("id", services.ADDON),
    "domains": Kind("id", services.DOMAIN),
    "departments": Kind("id", system.DEPARTMENT, ({"id": 1, "name": "Support"},)),
    "tickets": Kind("id", system.TICKET),
    "configuration": Kind(
        "setting",
        system.SETTING,
        (
            {"setting": "CompanyName", "value": "Simulated ISP"},
            {"setting": "SystemURL", "value": "https://shop.example/"},
        ),
    ),
    "modules": Kind("name", system.MODULE),
    "roles": Kind("name", system.ROLE),
    "admins": Kind("username", system.ADMIN),
    "credentials": Kind("identifier", system.CREDENTIAL),
    "allowed_ips": Kind("address", system.ALLOWED_IP),
}
"""Every kind by its name in seeds; a kind stands after those that its objects refer to."""

"""Hosts: ``/hosts``, single machines that need no network around them."""

from __future__ import annotations

from .connectors import HOST_CONNECTORS, MOST_CONNECTORS
from .declare import DESCRIPTION, ID, NAME, Change
from .errors import invalid
from .family import Addressed
from .networks import GATEWAYS, GATEWAYS_REF, INTERNET_ACCESS, SYSTEM_SUBNETS, check_access
from .services import HOST_APPLICATIONS, HOST_IP_SERVICES
from .shapes import Field, Many, Record, Shape, Text
from .tenant import Tenant

_DOMAIN = Field("domain", Text(1, 253))
# Seen: the reply to a create shows the gateways of a host even where there are none.
_GATEWAYS_SHOWN = Field("gatewaysIds", GATEWAYS.type)


class Hosts(Addressed):
    """A machine with its connectors."""

    kind = "hosts"
    path = "/hosts"
    entity = "host"
    label = "Host"
    refs = (GATEWAYS_REF,)
    children = (HOST_IP_SERVICES, HOST_APPLICATIONS, HOST_CONNECTORS)
    embedded = {"connectors": HOST_CONNECTORS}  # noqa: RUF012 - never changed
    reply = Shape(
        ID,
        NAME,
        DESCRIPTION,
        INTERNET_ACCESS,
        _DOMAIN,
        Field("connectors", Many(HOST_CONNECTORS.reply)),
        SYSTEM_SUBNETS,
        _GATEWAYS_SHOWN,
    )
    create = Shape(
        NAME,
        DESCRIPTION,
        INTERNET_ACCESS,
        _DOMAIN,
        Field("connectors", Many(HOST_CONNECTORS.create)),
        GATEWAYS,
    )
    update = Shape(NAME, DESCRIPTION, INTERNET_ACCESS, _DOMAIN, GATEWAYS)

    def check(self, change: Change) -> None:
        """Gateways, and room for the connectors that came along."""
        check_access(change)
        if len(change.fields.get("connectors", ())) > MOST_CONNECTORS:
            raise invalid("connectors", "No address is left in the system subnet")

    def view(self, tenant: Tenant, record: Record) -> Record:
        """With connectors, and with gateways even if there are none."""
        return {"gatewaysIds": []} | record | self.children_shown(tenant, record)


HOSTS = Hosts()

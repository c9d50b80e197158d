"""Hosts: ``/hosts``, single machines that need no network around them."""

from __future__ import annotations

from .connectors import HOST_CONNECTORS, MOST_CONNECTORS
from .declare import Change
from .described import SHAPES
from .errors import invalid
from .family import Addressed
from .networks import GATEWAYS_REF, check_access
from .services import HOST_APPLICATIONS, HOST_IP_SERVICES
from .shapes import Record
from .tenant import Tenant


class Hosts(Addressed):
    """A machine with its connectors."""

    kind = "hosts"
    path = "/hosts"
    entity = "host"
    label = "Host"
    refs = (GATEWAYS_REF,)
    children = (HOST_IP_SERVICES, HOST_APPLICATIONS, HOST_CONNECTORS)
    embedded = {"connectors": HOST_CONNECTORS}  # noqa: RUF012 - never changed
    reply = SHAPES["HostResponse"]
    create = SHAPES["HostRequest"]
    update = SHAPES["HostUpdate"]

    def check(self, change: Change) -> None:
        """Check gateways, and the room for connectors in the request."""
        check_access(change)
        if len(change.fields.get("connectors", ())) > MOST_CONNECTORS:
            raise invalid("connectors", "No address is left in the system subnet")

    def view(self, tenant: Tenant, record: Record) -> Record:
        """With connectors, and with gateways even if there are none."""
        return {"gatewaysIds": []} | record | self.children_shown(tenant, record)


HOSTS = Hosts()

"""Networks: ``/networks``. A create may contain routes and connectors; a delete removes all children."""

from __future__ import annotations

from .addresses import SubnetIndex
from .connectors import MOST_CONNECTORS, NETWORK_CONNECTORS
from .declare import Change, Ref
from .described import SHAPES
from .errors import invalid
from .family import Addressed
from .routes import ROUTES, overlap
from .services import NETWORK_APPLICATIONS, NETWORK_IP_SERVICES
from .shapes import Record
from .tenant import Tenant

GATEWAYS_REF = Ref("gatewaysIds", "networks", "network", "Network")


def check_access(change: Change) -> None:
    """To send all traffic through the tenant, there must be a gateway to the internet."""
    access = ((change.old or {}) | change.fields).get("internetAccess")
    if access == "SPLIT_TUNNEL_OFF" and not change.after.get("gatewaysIds"):
        raise invalid("internetAccess", "Such access to the internet cannot be selected")


class Networks(Addressed):
    """A site: its routes, its connectors, and the services behind them."""

    kind = "networks"
    path = "/networks"
    entity = "network"
    label = "Network"
    refs = (GATEWAYS_REF,)
    children = (NETWORK_IP_SERVICES, NETWORK_APPLICATIONS, NETWORK_CONNECTORS, ROUTES)
    embedded = {"routes": ROUTES, "connectors": NETWORK_CONNECTORS}  # noqa: RUF012 - never changed
    reply = SHAPES["NetworkResponse"]
    create = SHAPES["NetworkRequest"]
    update = SHAPES["NetworkUpdate"]

    def check(self, change: Change) -> None:
        """Check gateways, and overlaps between routes in the request."""
        check_access(change)
        tenant, fields = change.tenant, change.fields
        if len(fields.get("connectors", ())) > MOST_CONNECTORS:
            raise invalid("connectors", "No address is left in the system subnet")
        if tenant.options.route_overlap != "off":
            among = SubnetIndex()
            for each in fields.get("routes", ()):
                subnet = ROUTES.subnet(tenant, each["value"])
                other = among.overlapping(subnet)
                if other is not None:
                    raise overlap(other)
                among.add(subnet)

    def check_removal(self, tenant: Tenant, record: Record) -> None:
        """Refuse to delete a network that others use as gateway."""
        if tenant.options.gateway_in_use == "refuse" and any(
            record["id"] in each.get("gatewaysIds", ())
            for kind in ("networks", "hosts", "user-groups")
            for each in tenant.tables[kind]
            if each is not record
        ):
            raise invalid(self.entity, f"{self.label} with ID {record['id']} is used as a gateway")

    def removed(self, tenant: Tenant, record: Record) -> None:
        """Remove it from the gateways of others."""
        for kind in ("networks", "hosts", "user-groups"):
            table = tenant.tables[kind]
            for each in [row for row in table if record["id"] in row.get("gatewaysIds", ())]:
                table.put(each | {"gatewaysIds": [key for key in each["gatewaysIds"] if key != record["id"]]})

    def view(self, tenant: Tenant, record: Record) -> Record:
        """With routes and connectors."""
        return record | self.children_shown(tenant, record)


NETWORKS = Networks()

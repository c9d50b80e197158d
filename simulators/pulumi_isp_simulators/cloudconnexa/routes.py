"""Network routes: ``/networks/routes``. The reply does not say which network a route belongs to."""

from __future__ import annotations

from .addresses import Subnet, subnet_of
from .declare import Change, Parent
from .described import SHAPES
from .errors import Refusal, invalid
from .family import Family
from .settings import address_pools
from .shapes import Record
from .tenant import Tenant

NETWORK = Parent("networks", "networkId", "networkId", "network", "Network")


def overlap(other: str) -> Refusal:
    """The reply for a subnet in use. That it is a 400 is known, its text is not."""
    return invalid("value", f"The subnet overlaps with {other}")


def ip_type(subnet: Subnet) -> str:
    """The vendor's word for the version of a subnet."""
    return f"IP_V{subnet.version}"


class Routes(Family):
    """A subnet behind a network."""

    kind = "routes"
    path = "/networks/routes"
    entity = "route"
    label = "Route"
    name_field = "subnet"
    parent = NETWORK
    reply = SHAPES["NetworkRouteResponse"]
    create = update = SHAPES["NetworkRouteRequest"]

    def check(self, change: Change) -> None:
        """Host bits and overlaps."""
        tenant, old, parent = change.tenant, change.old, change.parent
        subnet = self.subnet(tenant, change.fields["value"])
        if old is not None and str(subnet) == old["subnet"]:
            return
        if old is not None and not tenant.options.route_value_change:
            raise invalid("value", "The subnet of a route cannot be changed")
        if tenant.options.route_overlap == "off" or parent is None:
            return
        index = tenant.routed(parent["id"])
        # A route may be changed to a subnet that only overlaps its own old one.
        if old is not None:
            index.discard(subnet_of(old["subnet"]))
        other = index.overlapping(subnet)
        if old is not None:
            index.add(subnet_of(old["subnet"]))
        if tenant.options.route_overlap == "tenant":
            pools = (str(pool) for pool in address_pools(tenant) if pool.overlaps(subnet))
            other = other or next(pools, None)
        if other is not None:
            raise overlap(other)

    def subnet(self, tenant: Tenant, text: str) -> Subnet:
        """The subnet in a request."""
        subnet = subnet_of(text)
        # Whether the vendor refuses or clears host bits is not known.
        address = text.partition("/")[0]
        if tenant.options.route_host_bits == "refuse" and subnet_of(address) != subnet_of(str(subnet[0])):
            raise invalid("value", f"{text} has host bits set; the subnet is {subnet}")
        return subnet

    def stored(self, change: Change) -> Record:
        """A request has ``value``; ``subnet`` and ``type`` are stored."""
        fields = change.fields
        kept = {name: value for name, value in fields.items() if name != "value"}
        text = fields.get("value", fields.get("subnet"))
        if text is not None:
            subnet = subnet_of(text)
            kept |= {"type": ip_type(subnet), "subnet": str(subnet)}
        return kept

    def moved(self, tenant: Tenant, old: Record | None, new: Record | None) -> None:
        """Keep the index of subnets in use."""
        for record, held in ((old, False), (new, True)):
            if record is not None:
                index = tenant.routed(record["networkId"])
                (index.add if held else index.discard)(subnet_of(record["subnet"]))

    def removed(self, tenant: Tenant, record: Record) -> None:
        """Remove the routes of IP services inside it too (assumed)."""
        services = tenant.tables["network-ip-services"]
        for service in services.under(record["networkId"]):
            left = [each for each in service.get("routes", ()) if each.get("parentRouteId") != record["id"]]
            if len(left) != len(service.get("routes", ())):
                services.put(service | {"routes": left})


ROUTES = Routes()

"""IP services and applications of networks and hosts: services behind them, by subnet or by domain."""

from __future__ import annotations

import uuid
from typing import ClassVar

from .addresses import Subnet, contains, subnet_of
from .declare import Change, Parent
from .described import SHAPES
from .errors import invalid
from .family import Family
from .routes import NETWORK, ip_type
from .shapes import Field, Many, Record
from .tenant import Tenant


def _either(route: str) -> tuple[Field, ...]:
    """A seed may have routes as in requests, or as stored."""
    asked, kept = SHAPES[f"{route}Request"], SHAPES[f"{route}Response"]
    return (Field("routes", Many(kept.joined(asked.fields).optional())),)


class Services(Family):
    """The base of the four kinds: a config, routes, and a parent that cannot be changed.

    Attributes:
        means: Field of a stored route with the meaning of its value.
    """

    means: ClassVar[str]

    def check(self, change: Change) -> None:
        """Custom entries need the word CUSTOM."""
        config = change.fields.get("config", {})
        if config.get("customServiceTypes") and "CUSTOM" not in config.get("serviceTypes", ()):
            raise invalid("config.serviceTypes", "CUSTOM is needed with customServiceTypes")

    def assign(self, tenant: Tenant, record: Record) -> None:
        """Set the type of its parent."""
        record["networkItemType"] = "HOST" if self.kind.startswith("host") else "NETWORK"

    def stored(self, change: Change) -> Record:
        """Routes come as values, and are stored with an id and the meaning of the values."""
        if "routes" not in change.fields:
            return change.fields
        # A route that stays keeps its id.
        ids = {each[self.means]: each["id"] for each in (change.old or {}).get("routes", ())}
        routes = []
        for given in change.fields["routes"]:
            value = given.get("value", given.get(self.means))
            kept = {name: each for name, each in given.items() if name != "value"}
            if value is None:
                raise invalid("routes", "The value parameter is missing")
            fresh = {"id": ids.pop(value, None) or str(uuid.uuid4())} | self.meaning(change, value)
            routes.append(fresh | kept)
        return change.fields | {"routes": routes}

    def meaning(self, change: Change, value: str) -> Record:
        """The meaning of a route's value."""
        raise NotImplementedError


class IpServices(Services):
    """Subnets inside a network's routes, with the protocols to let through."""

    entity = "ipService"
    label = "IP service"
    means = "subnet"

    def check(self, change: Change) -> None:
        """Routes must be inside routes of the network."""
        super().check(change)
        tenant, parent = change.tenant, change.parent
        if (
            self.kind == NetworkIpServices.kind
            and tenant.options.service_routes_inside
            and parent is not None
        ):
            for at, each in enumerate(change.fields.get("routes", ())):
                if self.covering(tenant, subnet_of(each["value"]), parent) is None:
                    raise invalid(f"routes[{at}].value", f"{each['value']} is not in a route of the network")

    def covering(self, tenant: Tenant, subnet: Subnet, parent: Record | None) -> str | None:
        """Id of the network's route that contains the subnet."""
        for route in tenant.tables["routes"].under(parent["id"]) if parent is not None else ():
            outer = subnet_of(route["subnet"])
            if contains(outer, subnet):
                return str(route["id"])
        return None

    def meaning(self, change: Change, value: str) -> Record:
        """A subnet, and the id of the network's route around it."""
        subnet = subnet_of(value)
        parent_route = self.covering(change.tenant, subnet, change.parent)
        return {"parentRouteId": parent_route, "type": ip_type(subnet), "subnet": str(subnet)}


class NetworkIpServices(IpServices):
    """IP services of networks."""

    kind = "network-ip-services"
    path = "/networks/ip-services"
    parent = Parent("networks", "networkItemId", "networkId", NETWORK.entity, NETWORK.label)
    reply = SHAPES["NetworkIpServiceResponse"]
    create = update = SHAPES["NetworkIpServiceRequest"]
    internal = _either("IpRoute")


class HostIpServices(IpServices):
    """IP services of hosts; they lost type and routes with 1.1.0."""

    kind = "host-ip-services"
    path = "/hosts/ip-services"
    parent = Parent("hosts", "networkItemId", "hostId", "host", "Host")
    reply = SHAPES["HostIpServiceResponse"]
    create = update = SHAPES["HostIpServiceRequest"]
    internal = _either("IpRoute")


class Applications(Services):
    """Domains, with the protocols to let through."""

    entity = "application"
    label = "Application"
    means = "domain"

    def meaning(self, change: Change, value: str) -> Record:
        """A domain."""
        return {"type": "DOMAIN", "domain": value, "allowEmbeddedIp": False}


class NetworkApplications(Applications):
    """Applications of networks."""

    kind = "network-applications"
    path = "/networks/applications"
    parent = NetworkIpServices.parent
    reply = SHAPES["NetworkApplicationResponse"]
    create = update = SHAPES["NetworkApplicationRequest"]
    internal = _either("NetworkDomainRoute")


class HostApplications(Applications):
    """Applications of hosts."""

    kind = "host-applications"
    path = "/hosts/applications"
    parent = HostIpServices.parent
    reply = SHAPES["HostApplicationResponse"]
    create = update = SHAPES["HostApplicationRequest"]
    internal = _either("HostDomainRoute")


NETWORK_IP_SERVICES = NetworkIpServices()
HOST_IP_SERVICES = HostIpServices()
NETWORK_APPLICATIONS = NetworkApplications()
HOST_APPLICATIONS = HostApplications()

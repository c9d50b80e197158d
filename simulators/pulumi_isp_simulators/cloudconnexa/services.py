"""IP services and applications of networks and hosts: what lies behind them, by subnet or by domain."""

from __future__ import annotations

import uuid
from typing import ClassVar

from .addresses import Subnet, contains, subnet_of
from .connectors import ITEM_ID, ITEM_TYPE
from .declare import ID, NAME, Change, Parent
from .errors import invalid
from .family import Family
from .routes import IP_TYPE, NETWORK, VALUE, ip_type
from .shapes import Choice, Cidr, Field, Flag, Many, Record, Shape, Text, Whole
from .tenant import Tenant

_SERVICE_WORDS = """
ANY CUSTOM BGP DHCP DNS FTP HTTP HTTPS IMAP IMAPS NTP POP3 POP3S SMTP SMTPS SNMP
SSH TELNET TFTP
"""
_DESCRIPTION = Field("description", Text(1, 255, may_be_blank=True))
_RANGES = Many(Shape(Field("value", Whole()), Field("lowerValue", Whole()), Field("upperValue", Whole())))
_CONFIG = Field(
    "config",
    Shape(
        Field("serviceTypes", Many(Choice(*_SERVICE_WORDS.split()))),
        Field(
            "customServiceTypes",
            Many(
                Shape(
                    Field("protocol", Choice("TCP", "UDP", "ICMP"), required=True),
                    Field("port", _RANGES),
                    Field("icmpType", _RANGES),
                )
            ),
        ),
    ),
)


class Services(Family):
    """What the four kinds share: a config, routes of some sort, and an unchangeable parent.

    Attributes:
        means: Field of a kept route that holds what its value means.
    """

    means: ClassVar[str]

    def check(self, change: Change) -> None:
        """Custom entries need the word for them."""
        config = change.fields.get("config", {})
        if config.get("customServiceTypes") and "CUSTOM" not in config.get("serviceTypes", ()):
            raise invalid("config.serviceTypes", "CUSTOM is needed with customServiceTypes")

    def assign(self, tenant: Tenant, record: Record) -> None:
        """Say what sort of item it belongs to."""
        record["networkItemType"] = "HOST" if self.kind.startswith("host") else "NETWORK"

    def stored(self, change: Change) -> Record:
        """Routes come as values, and are kept with an id and what the values mean."""
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
        """What a route's value means."""
        raise NotImplementedError


class IpServices(Services):
    """Subnets inside a network's routes, with the protocols to let through."""

    entity = "ipService"
    label = "IP service"
    means = "subnet"

    def check(self, change: Change) -> None:
        """Routes must lie in routes of the network."""
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
        """Id of the route of the network that holds the subnet."""
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


_Shapes = tuple[Shape, Shape, tuple[Field, ...]]
"""Request, reply, and what only a state may hold."""


def _either(asked: Shape, kept: Shape) -> tuple[Field, ...]:
    """A seed may write routes as they are asked for, or as they are kept."""
    return (Field("routes", Many(kept.joined(asked.fields).optional())),)


def _ip_service(*, until: str | None) -> _Shapes:
    """Shapes of an IP service; ``until`` is the release that dropped what has to do with routing."""
    direction = Field("type", Choice("IP_SOURCE", "SERVICE_DESTINATION"), until=until)
    kept = Shape(ID, Field("parentRouteId", Text()), IP_TYPE, Field("subnet", Cidr()))
    asked = Shape(VALUE)
    request = Shape(NAME, _DESCRIPTION, Field("routes", Many(asked), until=until), _CONFIG, direction)
    reply = Shape(
        ID,
        NAME,
        _DESCRIPTION,
        ITEM_ID,
        direction,
        ITEM_TYPE,
        Field("routes", Many(kept), until=until),
        _CONFIG,
    )
    return request, reply, _either(asked, kept)


class NetworkIpServices(IpServices):
    """IP services of networks."""

    kind = "network-ip-services"
    path = "/networks/ip-services"
    parent = Parent("networks", "networkItemId", "networkId", NETWORK.entity, NETWORK.label)
    create, reply, internal = _ip_service(until=None)
    update = create


class HostIpServices(IpServices):
    """IP services of hosts; they lost type and routes with 1.1.0."""

    kind = "host-ip-services"
    path = "/hosts/ip-services"
    parent = Parent("hosts", "networkItemId", "hostId", "host", "Host")
    create, reply, internal = _ip_service(until="1.1.0")
    update = create


class Applications(Services):
    """Domains, with the protocols to let through."""

    entity = "application"
    label = "Application"
    means = "domain"

    def meaning(self, change: Change, value: str) -> Record:
        """A domain."""
        return {"type": "DOMAIN", "domain": value, "allowEmbeddedIp": False}


def _application(*further: Field) -> _Shapes:
    embedded = Field("allowEmbeddedIp", Flag())
    asked = Shape(Field("value", Text(1, 253), required=True), embedded, *further)
    kept = Shape(ID, Field("type", Choice("DOMAIN")), Field("domain", Text()), embedded, *further)
    name = Field("name", Text(1, 40), required=True)
    request = Shape(name, _DESCRIPTION, Field("routes", Many(asked, least=1), required=True), _CONFIG)
    reply = Shape(ID, name, _DESCRIPTION, ITEM_ID, ITEM_TYPE, Field("routes", Many(kept)), _CONFIG)
    return request, reply, _either(asked, kept)


class NetworkApplications(Applications):
    """Applications of networks."""

    kind = "network-applications"
    path = "/networks/applications"
    parent = NetworkIpServices.parent
    create, reply, internal = _application(Field("exactMatch", Flag(), since="1.2.3"))
    update = create


class HostApplications(Applications):
    """Applications of hosts."""

    kind = "host-applications"
    path = "/hosts/applications"
    parent = HostIpServices.parent
    create, reply, internal = _application()
    update = create


NETWORK_IP_SERVICES = NetworkIpServices()
HOST_IP_SERVICES = HostIpServices()
NETWORK_APPLICATIONS = NetworkApplications()
HOST_APPLICATIONS = HostApplications()

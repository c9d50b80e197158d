"""Release 1.0 (January 2025): the first one with ``/api/v1``, so it has the whole table.

It has no request for a single DNS record or user group, and its IP services of hosts are shaped like those
of networks.
"""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from .base import Api, Collection, Parent
from .schema import Several, choice, parts
from .shapes.access import AccessGroupBody, AccessGroupReply, LocationContextBody, LocationContextReply
from .shapes.hosts import HostConnectorBody, HostConnectorReply, HostCreate, HostReply, HostUpdate
from .shapes.networks import (
    NetworkConnectorBody,
    NetworkConnectorReply,
    NetworkCreate,
    NetworkReply,
    NetworkUpdate,
    RouteBody,
    RouteReply,
)
from .shapes.services import (
    ROUTING_TYPES,
    ApplicationBody,
    ApplicationReply,
    HostApplicationBody,
    HostApplicationReply,
    HostIpServiceBody,
    HostIpServiceReply,
    IpServiceBody,
    IpServiceReply,
    IpServiceRouteBody,
    IpServiceRouteReply,
)
from .shapes.tenant import DnsRecordBody, DnsRecordReply, SessionReply, VpnRegionReply
from .shapes.users import (
    DeviceBody,
    DeviceReply,
    UserCreate,
    UserGroupBody,
    UserGroupReply,
    UserReply,
    UserUpdate,
)

_ROUTES = Parent(field="network_id", param="networkId", in_reply=False, embedded_as="routes")
_CONNECTORS = Parent(field="network_id", param="networkId", embedded_as="connectors")
_HOST_CONNECTORS = Parent(field="host_id", param="hostId", embedded_as="connectors")
_DEVICES = Parent(field="user_id", param="userId", always=True, embedded_as="devices")
_NETWORK = Parent(field="network_id", param="networkId")
_HOST = Parent(field="host_id", param="hostId")

HOST_SERVICE_ROUTING: dict[str, Any] = {"type": "SERVICE_DESTINATION", "routes": []}
"""The routing of a new IP service of a host if the caller gives none. What this release requires is not
documented. We assume that a service on a host is a destination without subnets."""


class _RoutedHostIpServiceReply(HostIpServiceReply):
    """As with networks, with routing."""

    type = fields.String()
    routes = Several(IpServiceRouteReply)


class _RoutedHostIpServiceBody(HostIpServiceBody):
    """As with networks, with routing; an update without it sends the present one."""

    type = choice(*ROUTING_TYPES)
    routes = parts(IpServiceRouteBody)


API = Api(
    version="1.0",
    networks=Collection(
        name="networks",
        noun="network",
        path="/networks",
        reply=NetworkReply(),
        create=NetworkCreate(),
        update=NetworkUpdate(),
    ),
    routes=Collection(
        name="routes",
        noun="route",
        path="/networks/routes",
        reply=RouteReply(),
        create=RouteBody(),
        update=RouteBody(),
        key=("value",),
        parent=_ROUTES,
    ),
    connectors=Collection(
        name="connectors",
        noun="network connector",
        path="/networks/connectors",
        reply=NetworkConnectorReply(),
        create=NetworkConnectorBody(),
        update=NetworkConnectorBody(),
        parent=_CONNECTORS,
    ),
    hosts=Collection(
        name="hosts",
        noun="host",
        path="/hosts",
        reply=HostReply(),
        create=HostCreate(),
        update=HostUpdate(),
    ),
    host_connectors=Collection(
        name="host_connectors",
        noun="host connector",
        path="/hosts/connectors",
        reply=HostConnectorReply(),
        create=HostConnectorBody(),
        update=HostConnectorBody(),
        parent=_HOST_CONNECTORS,
    ),
    users=Collection(
        name="users",
        noun="user",
        path="/users",
        reply=UserReply(),
        create=UserCreate(),
        update=UserUpdate(),
        key=("username",),
    ),
    devices=Collection(
        name="devices",
        noun="device",
        path="/devices",
        reply=DeviceReply(),
        create=DeviceBody(),
        update=DeviceBody(),
        parent=_DEVICES,
    ),
    user_groups=Collection(
        name="user_groups",
        noun="user group",
        path="/user-groups",
        reply=UserGroupReply(),
        create=UserGroupBody(),
        update=UserGroupBody(),
        single=False,
    ),
    dns_records=Collection(
        name="dns_records",
        noun="DNS record",
        path="/dns-records",
        reply=DnsRecordReply(),
        create=DnsRecordBody(),
        update=DnsRecordBody(),
        key=("domain",),
        single=False,
        id_names=frozenset({"id", "record_id"}),
    ),
    ip_services=Collection(
        name="ip_services",
        noun="IP service",
        path="/networks/ip-services",
        reply=IpServiceReply(),
        create=IpServiceBody(),
        update=IpServiceBody(),
        parent=_NETWORK,
    ),
    host_ip_services=Collection(
        name="host_ip_services",
        noun="host IP service",
        path="/hosts/ip-services",
        reply=_RoutedHostIpServiceReply(),
        create=_RoutedHostIpServiceBody(),
        update=_RoutedHostIpServiceBody(),
        create_defaults=HOST_SERVICE_ROUTING,
        parent=_HOST,
    ),
    applications=Collection(
        name="applications",
        noun="application",
        path="/networks/applications",
        reply=ApplicationReply(),
        create=ApplicationBody(),
        update=ApplicationBody(),
        parent=_NETWORK,
    ),
    host_applications=Collection(
        name="host_applications",
        noun="host application",
        path="/hosts/applications",
        reply=HostApplicationReply(),
        create=HostApplicationBody(),
        update=HostApplicationBody(),
        parent=_HOST,
    ),
    access_groups=Collection(
        name="access_groups",
        noun="access group",
        path="/access-groups",
        reply=AccessGroupReply(),
        create=AccessGroupBody(),
        update=AccessGroupBody(),
    ),
    location_contexts=Collection(
        name="location_contexts",
        noun="location context",
        path="/location-contexts",
        reply=LocationContextReply(),
        create=LocationContextBody(),
        update=LocationContextBody(),
    ),
    vpn_regions=Collection(
        name="vpn_regions",
        noun="VPN region",
        path="/regions",
        reply=VpnRegionReply(),
        single=False,
        paged=False,
        key=(),
    ),
    sessions=Collection(
        name="sessions",
        noun="session",
        path="/sessions",
        reply=SessionReply(),
        single=False,
        key=(),
    ),
)

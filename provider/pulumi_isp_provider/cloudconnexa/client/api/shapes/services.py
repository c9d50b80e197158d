"""IP services and applications on the wire (vendor's OpenAPI document of release 1.1.0)."""

from __future__ import annotations

from marshmallow import fields

from ... import models
from ..schema import Body, Reply, Several, choice, choices, flag, number, part, parts, text

SERVICE_TYPES = (
    "ANY", "CUSTOM", "BGP", "DHCP", "DNS", "FTP", "HTTP", "HTTPS", "IMAP", "IMAPS", "NTP", "POP3", "POP3S",
    "SMTP", "SMTPS", "SNMP", "SSH", "TELNET", "TFTP",
)  # fmt: skip
ROUTING_TYPES = ("IP_SOURCE", "SERVICE_DESTINATION")


class NumberRangeReply(Reply):
    """Ports or ICMP types."""

    model = models.NumberRange
    value = fields.Integer()
    lower_value = fields.Integer()
    upper_value = fields.Integer()


class CustomServiceTypeReply(Reply):
    """A service by protocol and port."""

    model = models.CustomServiceType
    protocol = fields.String()
    port = Several(NumberRangeReply)
    icmp_type = Several(NumberRangeReply)


class ServiceConfigReply(Reply):
    """Which traffic belongs to a service."""

    model = models.ServiceConfig
    service_types = fields.List(fields.String())
    custom_service_types = Several(CustomServiceTypeReply)


class NumberRangeBody(Body):
    """Ports or ICMP types: one value, or a lower and an upper one."""

    value = number()
    lower_value = number()
    upper_value = number()


class CustomServiceTypeBody(Body):
    """A service by protocol and port."""

    protocol = choice("TCP", "UDP", "ICMP", required=True)
    port = parts(NumberRangeBody)
    icmp_type = parts(NumberRangeBody)


class ServiceConfigBody(Body):
    """Which traffic belongs to a service; ``CUSTOM`` must be listed along with custom services."""

    service_types = choices(*SERVICE_TYPES)
    custom_service_types = parts(CustomServiceTypeBody)


class IpServiceRouteReply(Reply):
    """A subnet of an IP service."""

    model = models.IpServiceRoute
    id = fields.String()
    parent_route_id = fields.String()
    type = fields.String()
    subnet = fields.String()


class IpServiceRouteBody(Body):
    """A subnet of an IP service, written as ``value`` and shown as ``subnet``."""

    value = text(required=True, shown="subnet")


class IpServiceReply(Reply):
    """An IP service of a network."""

    model = models.IpService
    id = fields.String(required=True)
    network_id = fields.String(data_key="networkItemId")
    name = fields.String(required=True)
    description = fields.String()
    type = fields.String()
    routes = Several(IpServiceRouteReply)
    config = fields.Nested(ServiceConfigReply)


class IpServiceBody(Body):
    """An IP service of a network."""

    name = text(required=True)
    description = text()
    type = choice(*ROUTING_TYPES)
    routes = parts(IpServiceRouteBody)
    config = part(ServiceConfigBody)


class HostIpServiceReply(Reply):
    """An IP service of a host."""

    model = models.HostIpService
    id = fields.String(required=True)
    host_id = fields.String(data_key="networkItemId")
    name = fields.String(required=True)
    description = fields.String()
    config = fields.Nested(ServiceConfigReply)


class HostIpServiceBody(Body):
    """An IP service of a host."""

    name = text(required=True)
    description = text()
    config = part(ServiceConfigBody)


class ApplicationRouteReply(Reply):
    """A domain name of an application."""

    model = models.ApplicationRoute
    id = fields.String()
    type = fields.String()
    domain = fields.String()
    allow_embedded_ip = fields.Boolean()
    exact_match = fields.Boolean()


class HostApplicationRouteBody(Body):
    """A domain name, written as ``value`` and shown as ``domain``."""

    value = text(required=True, shown="domain")
    allow_embedded_ip = flag()


class ApplicationRouteBody(HostApplicationRouteBody):
    """For networks, releases from 1.2.3 on also know exact matches."""

    exact_match = flag()


class ApplicationReply(Reply):
    """An application of a network."""

    model = models.Application
    id = fields.String(required=True)
    network_id = fields.String(data_key="networkItemId")
    name = fields.String(required=True)
    description = fields.String()
    routes = Several(ApplicationRouteReply)
    config = fields.Nested(ServiceConfigReply)


class HostApplicationReply(Reply):
    """An application of a host."""

    model = models.HostApplication
    id = fields.String(required=True)
    host_id = fields.String(data_key="networkItemId")
    name = fields.String(required=True)
    description = fields.String()
    routes = Several(ApplicationRouteReply)
    config = fields.Nested(ServiceConfigReply)


class HostApplicationBody(Body):
    """An application of a host."""

    name = text(required=True)
    description = text()
    routes = parts(HostApplicationRouteBody)
    config = part(ServiceConfigBody)


class ApplicationBody(HostApplicationBody):
    """An application of a network."""

    routes = parts(ApplicationRouteBody)

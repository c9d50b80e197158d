"""What networks and hosts offer: IP services and applications."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Model, Part


@dataclass(frozen=True, kw_only=True)
class NumberRange(Part):
    """Ports or ICMP types: one value, or a range with both ends included.

    Attributes:
        value: A single number.
        lower_value: First of a range.
        upper_value: Last of a range.
    """

    value: int | None = None
    lower_value: int | None = None
    upper_value: int | None = None


@dataclass(frozen=True, kw_only=True)
class CustomServiceType(Part):
    """A service that is not a well-known one.

    Attributes:
        protocol: ``TCP``, ``UDP`` or ``ICMP``.
        port: Ports, for TCP and UDP.
        icmp_type: Types, for ICMP.
    """

    protocol: str | None = None
    port: tuple[NumberRange, ...] = ()
    icmp_type: tuple[NumberRange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ServiceConfig(Part):
    """Which traffic belongs to a service.

    Attributes:
        service_types: Known services, such as ``HTTPS`` or ``ANY``; ``CUSTOM`` where custom ones are listed.
        custom_service_types: Services by protocol and port.
    """

    service_types: tuple[str, ...] = ()
    custom_service_types: tuple[CustomServiceType, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IpServiceRoute(Part):
    """A subnet of an IP service.

    Attributes:
        id: Given by the vendor.
        parent_route_id: The network's route that it lies in.
        type: ``IP_V4`` or ``IP_V6``.
        subnet: CIDR.
    """

    id: str | None = None
    parent_route_id: str | None = None
    type: str | None = None
    subnet: str | None = None


@dataclass(frozen=True, kw_only=True)
class IpService(Model):
    """An IP service of a network.

    Attributes:
        network_id: The network it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        type: ``IP_SOURCE`` or ``SERVICE_DESTINATION``.
        routes: Its subnets.
        config: Which traffic belongs to it.
    """

    network_id: str | None = None
    name: str
    description: str | None = None
    type: str | None = None
    routes: tuple[IpServiceRoute, ...] = ()
    config: ServiceConfig | None = None


@dataclass(frozen=True, kw_only=True)
class HostIpService(Model):
    """An IP service of a host.

    Release 1.1.0 took the routing out of it: there, ``type`` and ``routes`` are empty and cannot be written.

    Attributes:
        host_id: The host it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        config: Which traffic belongs to it.
        type: Release 1.0 only: ``IP_SOURCE`` or ``SERVICE_DESTINATION``.
        routes: Release 1.0 only: its subnets.
    """

    host_id: str | None = None
    name: str
    description: str | None = None
    config: ServiceConfig | None = None
    type: str | None = None
    routes: tuple[IpServiceRoute, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApplicationRoute(Part):
    """A domain name of an application.

    Attributes:
        id: Given by the vendor.
        type: ``DOMAIN``.
        domain: Domain name.
        allow_embedded_ip: Names with an address in them resolve to it.
        exact_match: Only this name, not those below it; of networks, on servers from release 1.2.3 on.
    """

    id: str | None = None
    type: str | None = None
    domain: str | None = None
    allow_embedded_ip: bool | None = None
    exact_match: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Application(Model):
    """An application of a network, reached by domain name.

    Attributes:
        network_id: The network it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        routes: Its domain names, at least one.
        config: Which traffic belongs to it.
    """

    network_id: str | None = None
    name: str
    description: str | None = None
    routes: tuple[ApplicationRoute, ...] = ()
    config: ServiceConfig | None = None


@dataclass(frozen=True, kw_only=True)
class HostApplication(Model):
    """An application of a host, reached by domain name.

    Attributes:
        host_id: The host it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        routes: Its domain names, at least one.
        config: Which traffic belongs to it.
    """

    host_id: str | None = None
    name: str
    description: str | None = None
    routes: tuple[ApplicationRoute, ...] = ()
    config: ServiceConfig | None = None

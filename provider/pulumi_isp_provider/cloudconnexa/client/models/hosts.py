"""Hosts and their connectors."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Model


@dataclass(frozen=True, kw_only=True)
class HostConnector(Model):
    """A connector that joins a host to the tenant.

    Attributes:
        host_id: The host it belongs to; it cannot move.
        name: Name.
        description: Free text, or None.
        vpn_region_id: Region it dials into.
        ip_v4_address: Given by the vendor.
        ip_v6_address: Given by the vendor.
        connection_status: ``ONLINE``, ``OFFLINE`` or ``ONLINE_WITH_ISSUES``; None until the first connection.
        licensed: Only on servers from release 1.1.1 on; None elsewhere.
    """

    host_id: str | None = None
    name: str
    description: str | None = None
    vpn_region_id: str | None = None
    ip_v4_address: str | None = None
    ip_v6_address: str | None = None
    connection_status: str | None = None
    licensed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Host(Model):
    """A single machine that offers services.

    Attributes:
        name: Name.
        description: Free text, or None.
        internet_access: ``SPLIT_TUNNEL_ON``, ``SPLIT_TUNNEL_OFF`` (with gateways), ``RESTRICTED_INTERNET``.
        domain: Name under which it is reached, or None.
        gateways_ids: Egress networks that its own internet traffic leaves through.
        connectors: Its connectors.
        system_subnets: Given by the vendor.
    """

    name: str
    description: str | None = None
    internet_access: str | None = None
    domain: str | None = None
    gateways_ids: tuple[str, ...] = ()
    connectors: tuple[HostConnector, ...] = ()
    system_subnets: tuple[str, ...] = ()

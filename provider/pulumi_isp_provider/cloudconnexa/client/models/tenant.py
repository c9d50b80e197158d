"""Objects of the whole tenant: DNS, regions, sessions, settings."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Model, Part


@dataclass(frozen=True, kw_only=True)
class DnsRecord(Model):
    """A name that the tenant's DNS answers.

    Attributes:
        domain: The name.
        description: Free text, or None.
        ipv4_addresses: Addresses, in the order in which they were given.
        ipv6_addresses: Addresses, written as they were given.
    """

    domain: str
    description: str | None = None
    ipv4_addresses: tuple[str, ...] = ()
    ipv6_addresses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VpnRegion(Model):
    """A place where the vendor takes connections. Its id is a short code such as ``us-east-1``.

    Attributes:
        continent: Continent.
        country: Country.
        country_iso: Country code.
        region_name: Name for people.
    """

    continent: str | None = None
    country: str | None = None
    country_iso: str | None = None
    region_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Session(Model):
    """A connection of a device, host or network connector.

    Attributes:
        user_name: Login name.
        user_id: Id of the user.
        user_group: Name of the group.
        host_name: Name of the host.
        host_id: Id of the host.
        network_name: Name of the network.
        network_id: Id of the network.
        device_name: Name of the device.
        device_id: Id of the device.
        client_uuid: Identity of the VPN client.
        os_type: Operating system.
        os_version: Its version.
        connector_name: Name of the connector.
        connector_id: Id of the connector.
        region: Region it dialled into.
        session_start_time: ISO 8601 instant.
        session_end_time: ISO 8601 instant; None while it lasts.
        session_duration_seconds: Seconds.
        status: ``ACTIVE``, ``COMPLETED`` or ``FAILED``.
        disconnect_reason: Code.
        disconnect_reason_description: The same in words.
        first_name: Given name of the user.
        last_name: Family name of the user.
        email: Address of the user.
        bytes_in: Bytes received.
        bytes_out: Bytes sent.
        protocol: Transport protocol.
        public_ip: Address it came from.
        tunnel_ip_v4: Address inside.
        tunnel_ip_v6: Address inside.
    """

    user_name: str | None = None
    user_id: str | None = None
    user_group: str | None = None
    host_name: str | None = None
    host_id: str | None = None
    network_name: str | None = None
    network_id: str | None = None
    device_name: str | None = None
    device_id: str | None = None
    client_uuid: str | None = None
    os_type: str | None = None
    os_version: str | None = None
    connector_name: str | None = None
    connector_id: str | None = None
    region: str | None = None
    session_start_time: str | None = None
    session_end_time: str | None = None
    session_duration_seconds: int | None = None
    status: str | None = None
    disconnect_reason: str | None = None
    disconnect_reason_description: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    bytes_in: int | None = None
    bytes_out: int | None = None
    protocol: str | None = None
    public_ip: str | None = None
    tunnel_ip_v4: str | None = None
    tunnel_ip_v6: str | None = None


@dataclass(frozen=True, kw_only=True)
class DnsServers(Part):
    """DNS servers that answer in place of the vendor's.

    Attributes:
        primary_ip_v4: First server, or None.
        secondary_ip_v4: Second server, or None.
    """

    primary_ip_v4: str | None = None
    secondary_ip_v4: str | None = None


@dataclass(frozen=True, kw_only=True)
class DnsZone(Part):
    """A zone that certain servers answer for.

    Attributes:
        name: Domain of the zone.
        addresses: The servers.
    """

    name: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DnsZones(Part):
    """The zones of a tenant."""

    zones: tuple[DnsZone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TenantSubnets(Part):
    """The ranges that addresses inside are taken from.

    Attributes:
        ip_v4_address: IPv4 CIDRs.
        ip_v6_address: IPv6 CIDRs.
    """

    ip_v4_address: tuple[str, ...] = ()
    ip_v6_address: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DomainRoutingSubnet(Part):
    """The ranges that stand in for the addresses of domains.

    Attributes:
        ip_v4_address: IPv4 CIDR.
        ip_v6_address: IPv6 CIDR.
    """

    ip_v4_address: str | None = None
    ip_v6_address: str | None = None


@dataclass(frozen=True, kw_only=True)
class GroupMappingRecord(Part):
    """Which groups of an identity provider lead to a user group.

    Attributes:
        group_id: The user group.
        idp_group_names: The provider's groups.
        sorting_order: Place in the order in which they are tried.
    """

    group_id: str | None = None
    idp_group_names: tuple[str, ...] = ()
    sorting_order: int | None = None


@dataclass(frozen=True, kw_only=True)
class GroupMapping(Part):
    """How users of an identity provider get their user group; the vendor's API can only read it.

    Attributes:
        fallback_group_id: The user group of those that no record fits.
        mappings: The records.
    """

    fallback_group_id: str | None = None
    mappings: tuple[GroupMappingRecord, ...] = ()

"""DNS records, regions and sessions on the wire (vendor's OpenAPI document of release 1.1.0)."""

from __future__ import annotations

from marshmallow import fields

from ... import models
from ..schema import Body, Reply, Several, parts, text, texts


class DnsRecordReply(Reply):
    """A DNS record."""

    model = models.DnsRecord
    id = fields.String(required=True)
    domain = fields.String(required=True)
    description = fields.String()
    ipv4_addresses = fields.List(fields.String())
    ipv6_addresses = fields.List(fields.String())


class DnsRecordBody(Body):
    """A DNS record; at least one address in total."""

    domain = text(required=True)
    description = text()
    ipv4_addresses = texts()
    ipv6_addresses = texts()


class VpnRegionReply(Reply):
    """A region."""

    model = models.VpnRegion
    id = fields.String(required=True)
    continent = fields.String()
    country = fields.String()
    country_iso = fields.String()
    region_name = fields.String()


class SessionReply(Reply):
    """A session."""

    model = models.Session
    id = fields.String(required=True)
    user_name = fields.String()
    user_id = fields.String()
    user_group = fields.String()
    host_name = fields.String()
    host_id = fields.String()
    network_name = fields.String()
    network_id = fields.String()
    device_name = fields.String()
    device_id = fields.String()
    client_uuid = fields.String(data_key="clientUUID")
    os_type = fields.String()
    os_version = fields.String()
    connector_name = fields.String()
    connector_id = fields.String()
    region = fields.String()
    session_start_time = fields.String()
    session_end_time = fields.String()
    session_duration_seconds = fields.Integer()
    status = fields.String()
    disconnect_reason = fields.String()
    disconnect_reason_description = fields.String()
    first_name = fields.String()
    last_name = fields.String()
    email = fields.String()
    bytes_in = fields.Integer()
    bytes_out = fields.Integer()
    protocol = fields.String()
    public_ip = fields.String()
    tunnel_ip_v4 = fields.String()
    tunnel_ip_v6 = fields.String()


class DnsServersReply(Reply):
    """DNS servers of the tenant."""

    model = models.DnsServers
    primary_ip_v4 = fields.String()
    secondary_ip_v4 = fields.String()


class DnsServersBody(Body):
    """DNS servers of the tenant."""

    primary_ip_v4 = text()
    secondary_ip_v4 = text()


class DnsZoneReply(Reply):
    """A DNS zone."""

    model = models.DnsZone
    name = fields.String(required=True)
    addresses = fields.List(fields.String())


class DnsZonesReply(Reply):
    """The DNS zones of the tenant."""

    model = models.DnsZones
    zones = Several(DnsZoneReply)


class DnsZoneBody(Body):
    """A DNS zone."""

    name = text(required=True)
    addresses = texts()


class DnsZonesBody(Body):
    """The DNS zones of the tenant."""

    zones = parts(DnsZoneBody)


class TenantSubnetsReply(Reply):
    """Ranges for addresses inside."""

    model = models.TenantSubnets
    ip_v4_address = fields.List(fields.String())
    ip_v6_address = fields.List(fields.String())


class TenantSubnetsBody(Body):
    """Ranges for addresses inside."""

    ip_v4_address = texts()
    ip_v6_address = texts()


class DomainRoutingSubnetReply(Reply):
    """Ranges for domains."""

    model = models.DomainRoutingSubnet
    ip_v4_address = fields.String()
    ip_v6_address = fields.String()


class DomainRoutingSubnetBody(Body):
    """Ranges for domains."""

    ip_v4_address = text()
    ip_v6_address = text()


class GroupMappingRecordReply(Reply):
    """One record of a group mapping."""

    model = models.GroupMappingRecord
    group_id = fields.String()
    idp_group_names = fields.List(fields.String())
    sorting_order = fields.Integer()


class GroupMappingReply(Reply):
    """A group mapping."""

    model = models.GroupMapping
    fallback_group_id = fields.String()
    mappings = Several(GroupMappingRecordReply)

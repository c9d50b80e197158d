"""The objects of a tenant as frozen values, the same for every API version.

Lists are tuples. What the vendor leaves out or sends as null is None or empty here.
"""

from __future__ import annotations

from .access import (
    AccessGroup,
    AccessItem,
    AddressRange,
    CountryCheck,
    DefaultCheck,
    IpCheck,
    LocationContext,
)
from .base import Model, Part
from .hosts import Host, HostConnector
from .networks import (
    IkeDeadPeerDetection,
    IkePhase,
    IkeProtocol,
    IkeRekey,
    IpSecConfig,
    Network,
    NetworkConnector,
    Route,
)
from .services import (
    Application,
    ApplicationRoute,
    CustomServiceType,
    HostApplication,
    HostIpService,
    IpService,
    IpServiceRoute,
    NumberRange,
    ServiceConfig,
)
from .tenant import (
    DnsRecord,
    DnsServers,
    DnsZone,
    DnsZones,
    DomainRoutingSubnet,
    GroupMapping,
    GroupMappingRecord,
    Session,
    TenantSubnets,
    VpnRegion,
)
from .users import Device, Platform, TunnelBypass, User, UserGroup

__all__ = [
    "AccessGroup",
    "AccessItem",
    "AddressRange",
    "Application",
    "ApplicationRoute",
    "CountryCheck",
    "CustomServiceType",
    "DefaultCheck",
    "Device",
    "DnsRecord",
    "DnsServers",
    "DnsZone",
    "DnsZones",
    "DomainRoutingSubnet",
    "GroupMapping",
    "GroupMappingRecord",
    "Host",
    "HostApplication",
    "HostConnector",
    "HostIpService",
    "IkeDeadPeerDetection",
    "IkePhase",
    "IkeProtocol",
    "IkeRekey",
    "IpCheck",
    "IpSecConfig",
    "IpService",
    "IpServiceRoute",
    "LocationContext",
    "Model",
    "Network",
    "NetworkConnector",
    "NumberRange",
    "Part",
    "Platform",
    "Route",
    "ServiceConfig",
    "Session",
    "TenantSubnets",
    "TunnelBypass",
    "User",
    "UserGroup",
    "VpnRegion",
]

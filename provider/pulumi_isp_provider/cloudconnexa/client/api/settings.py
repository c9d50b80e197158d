"""The tenant's settings: each has its own path and one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .schema import Body, Reply
from .shapes.tenant import (
    DnsServersBody,
    DnsServersReply,
    DnsZonesBody,
    DnsZonesReply,
    DomainRoutingSubnetBody,
    DomainRoutingSubnetReply,
    GroupMappingReply,
    TenantSubnetsBody,
    TenantSubnetsReply,
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting of the tenant.

    Attributes:
        path: Path below ``/settings``.
        kind: The type of its value; for an object, the schema of the reply.
        body: For an object, the schema of the body; None if it can only be read.
        choices: The allowed words; empty means any.
    """

    path: str
    kind: type[bool | int | str | list[Any]] | Reply
    body: Body | None = field(default=None)
    choices: tuple[str, ...] = ()

    @property
    def read_only(self) -> bool:
        """Whether it can only be read."""
        return isinstance(self.kind, Reply) and self.body is None


# Texts are sent as text/plain. For the default suffix the vendor's document says JSON, but its own client
# sends plain text, which works.
SETTINGS: Mapping[str, Setting] = {
    "two_factor_auth": Setting(path="/auth/two-factor-auth", kind=bool),
    "trusted_devices_allowed": Setting(path="/auth/trusted-devices-allowed", kind=bool),
    "saml_group_mappings": Setting(path="/auth/saml/group-mappings", kind=GroupMappingReply()),
    "ldap_group_mappings": Setting(path="/auth/ldap/group-mappings", kind=GroupMappingReply()),
    "dns_proxy_enabled": Setting(path="/dns/proxy-enabled", kind=bool),
    "dns_default_suffix": Setting(path="/dns/default-suffix", kind=str),
    "dns_custom_servers": Setting(path="/dns/custom-servers", kind=DnsServersReply(), body=DnsServersBody()),
    "dns_zones": Setting(path="/dns/zones", kind=DnsZonesReply(), body=DnsZonesBody()),
    "user_connect_auth": Setting(
        path="/user/connect-auth", kind=str, choices=("NO_AUTH", "ON_PRIOR_AUTH", "EVERY_TIME")
    ),
    "user_device_allowance": Setting(path="/user/device-allowance", kind=int),
    "user_device_allowance_force_update": Setting(path="/user/device-allowance-force-update", kind=bool),
    "user_device_enforcement": Setting(
        path="/user/device-enforcement", kind=str, choices=("OFF", "LEARN_AND_ENFORCE", "ENFORCE")
    ),
    "user_profile_distribution": Setting(
        path="/user/profile-distribution", kind=str, choices=("AUTOMATIC", "MANUAL")
    ),
    # The only one with "users" instead of "user".
    "user_connection_timeout": Setting(path="/users/connection-timeout", kind=int),
    "wpc_client_options": Setting(path="/wpc/client-options", kind=list),
    "wpc_default_region": Setting(path="/wpc/default-region", kind=str),
    "wpc_domain_routing_subnet": Setting(
        path="/wpc/domain-routing-subnet", kind=DomainRoutingSubnetReply(), body=DomainRoutingSubnetBody()
    ),
    "wpc_snat": Setting(path="/wpc/snat", kind=bool),
    "wpc_subnet": Setting(path="/wpc/subnet", kind=TenantSubnetsReply(), body=TenantSubnetsBody()),
    "wpc_topology": Setting(path="/wpc/topology", kind=str, choices=("FULL_MESH", "CUSTOM")),
}
"""All settings of releases 1.0 and 1.1.0; they are the same in both, and later ones have them too."""

"""The tenant settings resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/tenant_settings.py: change
that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypedDict, Unpack

import pulumi

from .._kinds import TENANT_SETTINGS
from .._resource import CommonArgs, IspResource


class TenantDnsZoneArgs(TypedDict, total=False):
    """A DNS zone.

    Attributes:
        domain: The zone. Names in it are resolved by these servers.
        addresses: IP addresses of its DNS servers, in their order.
    """

    domain: Required[pulumi.Input[str]]
    addresses: Required[pulumi.Input[Sequence[pulumi.Input[str]]]]


class TenantSettingsArgs(CommonArgs, total=False):
    """Arguments of :class:`TenantSettings`.

    Attributes:
        two_factor_auth: Whether users need two-factor authentication. Once no longer declared, it stays as it
            is.
        trusted_devices_allowed: Whether a trusted device may skip the second factor. Once no longer declared,
            it stays as it is.
        user_connect_auth: When users must authenticate. A user group has its own setting, ``connect_auth``.
            Once no longer declared, it stays as it is.
        user_device_allowance: Maximum number of devices per user. A user group has its own setting,
            ``max_device``. 1 or more. Once no longer declared, it stays as it is.
        user_device_allowance_force_update: Whether ``user_device_allowance`` replaces other numbers of
            devices. The exact effect is not documented. Once no longer declared, it stays as it is.
        user_device_enforcement: Whether users may connect only with known devices. With ``LEARN_AND_ENFORCE``
            their first devices become known. Once no longer declared, it stays as it is.
        user_profile_distribution: Whether users get their profiles automatically or from an administrator.
            Once no longer declared, it stays as it is.
        user_connection_timeout: Time after which a connection ends. The unit is not documented. 0 or more.
            Once no longer declared, it stays as it is.
        dns_proxy_enabled: Whether CloudConnexa answers the DNS requests of connected users. Once no longer
            declared, it stays as it is.
        dns_default_suffix: Domain that is added to host names without a domain. Upper and lower case mean the
            same. 1 to 253 characters. Once no longer declared, it stays as it is.
        dns_custom_servers: IPv4 addresses of DNS servers that replace the vendor's: a primary and a secondary
            one. Once no longer declared, it stays as it is.
        dns_zones: DNS zones with your own servers. Other zones of the tenant do not change. A zone that is
            removed from the list is deleted. Once no longer declared, it stays as it is.
        wpc_topology: Whether everything can reach everything (``FULL_MESH``), or access groups decide
            (``CUSTOM``). Once no longer declared, it stays as it is.
        wpc_snat: Whether connectors translate the source addresses of users (SNAT). Once no longer declared,
            it stays as it is.
        wpc_default_region: The default region, such as ``eu-central-1``. Once no longer declared, it stays as
            it is.
        wpc_client_options: OpenVPN options that are added to every profile, in their order. Once no longer
            declared, it stays as it is.
        wpc_subnets: The IPv4 and IPv6 subnets from which the tenant assigns addresses. The effect on
            addresses in use is not documented. The order does not matter. Once no longer declared, it stays
            as it is.
        wpc_domain_routing_subnets: The subnets of the addresses for applications' domains: at most one IPv4
            and one IPv6 subnet. The order does not matter. Once no longer declared, it stays as it is.
        wpc_ip_allocation_mode: Which addresses the tenant assigns. With ``IP_V4_ONLY``, objects have no IPv6
            address. From release 1.2 of the vendor's API on. Once no longer declared, it stays as it is.
        wpc_routes_advanced_configuration: Whether the tenant accepts routes that are otherwise refused. Which
            ones is not documented. From release 1.2 of the vendor's API on. Once no longer declared, it stays
            as it is.
    """

    two_factor_auth: pulumi.Input[bool]
    trusted_devices_allowed: pulumi.Input[bool]
    user_connect_auth: pulumi.Input[Literal["NO_AUTH", "ON_PRIOR_AUTH", "EVERY_TIME"]]
    user_device_allowance: pulumi.Input[int]
    user_device_allowance_force_update: pulumi.Input[bool]
    user_device_enforcement: pulumi.Input[Literal["OFF", "LEARN_AND_ENFORCE", "ENFORCE"]]
    user_profile_distribution: pulumi.Input[Literal["AUTOMATIC", "MANUAL"]]
    user_connection_timeout: pulumi.Input[int]
    dns_proxy_enabled: pulumi.Input[bool]
    dns_default_suffix: pulumi.Input[str]
    dns_custom_servers: pulumi.Input[Sequence[pulumi.Input[str]]]
    dns_zones: pulumi.Input[Sequence[pulumi.Input[TenantDnsZoneArgs]]]
    wpc_topology: pulumi.Input[Literal["FULL_MESH", "CUSTOM"]]
    wpc_snat: pulumi.Input[bool]
    wpc_default_region: pulumi.Input[str | int]
    wpc_client_options: pulumi.Input[Sequence[pulumi.Input[str]]]
    wpc_subnets: pulumi.Input[Sequence[pulumi.Input[str]]]
    wpc_domain_routing_subnets: pulumi.Input[Sequence[pulumi.Input[str]]]
    wpc_ip_allocation_mode: pulumi.Input[Literal["BOTH", "IP_V4_ONLY"]]
    wpc_routes_advanced_configuration: pulumi.Input[bool]


class TenantSettings(IspResource, kind=TENANT_SETTINGS, args=TenantSettingsArgs):
    """The settings of a tenant.

    Each tenant has them once, with the id ``settings``. Only declared settings are set. A setting that is not
    declared, or no longer, does not change. Deleting the resource changes nothing. The vendor documents only
    names and values, so the meanings here follow from the names.
    """

    two_factor_auth: pulumi.Output[bool | None]
    trusted_devices_allowed: pulumi.Output[bool | None]
    user_connect_auth: pulumi.Output[str | None]
    user_device_allowance: pulumi.Output[int | None]
    user_device_allowance_force_update: pulumi.Output[bool | None]
    user_device_enforcement: pulumi.Output[str | None]
    user_profile_distribution: pulumi.Output[str | None]
    user_connection_timeout: pulumi.Output[int | None]
    dns_proxy_enabled: pulumi.Output[bool | None]
    dns_default_suffix: pulumi.Output[str | None]
    dns_custom_servers: pulumi.Output[Sequence[str] | None]
    dns_zones: pulumi.Output[Sequence[Mapping[str, Any]] | None]
    wpc_topology: pulumi.Output[str | None]
    wpc_snat: pulumi.Output[bool | None]
    wpc_default_region: pulumi.Output[str | None]
    wpc_client_options: pulumi.Output[Sequence[str] | None]
    wpc_subnets: pulumi.Output[Sequence[str] | None]
    wpc_domain_routing_subnets: pulumi.Output[Sequence[str] | None]
    wpc_ip_allocation_mode: pulumi.Output[str | None]
    wpc_routes_advanced_configuration: pulumi.Output[bool | None]

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[TenantSettingsArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)

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
        domain: The zone: names in it are asked of these servers.
        addresses: IP addresses of the servers that answer for it, in their order.
    """

    domain: Required[pulumi.Input[str]]
    addresses: Required[pulumi.Input[Sequence[pulumi.Input[str]]]]


class TenantSettingsArgs(CommonArgs, total=False):
    """Arguments of :class:`TenantSettings`.

    Attributes:
        two_factor_auth: Whether users prove who they are in a second way. Once no longer declared, it stays
            as it is.
        trusted_devices_allowed: Whether a device may be trusted, so that it is not asked for the second way
            each time. Once no longer declared, it stays as it is.
        user_connect_auth: When users have to prove who they are. A user group has its own, ``connect_auth``.
            Once no longer declared, it stays as it is.
        user_device_allowance: Devices that each user may have. A user group has its own, ``max_device``. 1 or
            more. Once no longer declared, it stays as it is.
        user_device_allowance_force_update: Whether ``user_device_allowance`` is forced upon what has a number
            of its own. What it does exactly is not documented. Once no longer declared, it stays as it is.
        user_device_enforcement: Whether users may connect with known devices only: ``LEARN_AND_ENFORCE``
            takes the first ones for known. Once no longer declared, it stays as it is.
        user_profile_distribution: Whether users get their profiles by themselves, or from an administrator.
            Once no longer declared, it stays as it is.
        user_connection_timeout: After how long a connection ends; its unit is not documented. 0 or more. Once
            no longer declared, it stays as it is.
        dns_proxy_enabled: Whether CloudConnexa answers the DNS questions of those who connect. Once no longer
            declared, it stays as it is.
        dns_default_suffix: Domain that is added to names without one; upper and lower case mean the same. 1
            to 253 characters. Once no longer declared, it stays as it is.
        dns_custom_servers: IPv4 addresses of the DNS servers to ask in place of the vendor's: the first, and
            another one. Once no longer declared, it stays as it is.
        dns_zones: Zones that servers of yours answer for. Other zones of the tenant are left alone; one that
            is no longer listed is taken out. Once no longer declared, it stays as it is.
        wpc_topology: Whether all reach each other (``FULL_MESH``), or only what access groups open
            (``CUSTOM``). Once no longer declared, it stays as it is.
        wpc_snat: Whether the addresses of those who connect are translated at connectors. Once no longer
            declared, it stays as it is.
        wpc_default_region: The region for whoever chooses none, such as ``eu-central-1``. Once no longer
            declared, it stays as it is.
        wpc_client_options: Options that are added to every profile, in their order. Once no longer declared,
            it stays as it is.
        wpc_subnets: The subnets out of which the tenant gives addresses, IPv4 and IPv6; their order means
            nothing. What becomes of addresses that are in use is not documented. Once no longer declared, it
            stays as it is.
        wpc_domain_routing_subnets: The subnets whose addresses stand for domains of applications: one of
            IPv4, or one of each family. Once no longer declared, it stays as it is.
        wpc_ip_allocation_mode: Which addresses the tenant gives; with ``IP_V4_ONLY``, replies have no IPv6
            address. From release 1.2 of the vendor's API on. Once no longer declared, it stays as it is.
        wpc_routes_advanced_configuration: Whether routes may be set up in ways that are refused otherwise;
            which is not documented. From release 1.2 of the vendor's API on. Once no longer declared, it
            stays as it is.
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
    """The settings of a tenant, which has them once: their id is ``settings``.

    What is declared is set; what is not, or no longer, stays as it is, and all of it does when the resource
    goes. The vendor's document tells their names and values: what each does is read from its name.
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

"""Data sources: get_tenant_settings.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetTenantSettingsResult(Record):
    """The settings of a tenant.

    Each tenant has them once, with the id ``settings``. Only declared settings are set. A setting that is not
    declared, or no longer, does not change. Deleting the resource changes nothing. The vendor documents only
    names and values, so the meanings here follow from the names.

    Attributes:
        id: The id, as the resource has it.
        two_factor_auth: Whether users need two-factor authentication.
        trusted_devices_allowed: Whether a trusted device may skip the second factor.
        user_connect_auth: When users must authenticate. A user group has its own setting, ``connect_auth``.
        user_device_allowance: Maximum number of devices per user. A user group has its own setting,
            ``max_device``.
        user_device_allowance_force_update: Whether ``user_device_allowance`` replaces other numbers of
            devices. The exact effect is not documented.
        user_device_enforcement: Whether users may connect only with known devices. With ``LEARN_AND_ENFORCE``
            their first devices become known.
        user_profile_distribution: Whether users get their profiles automatically or from an administrator.
        user_connection_timeout: Time after which a connection ends. The unit is not documented.
        dns_proxy_enabled: Whether CloudConnexa answers the DNS requests of connected users.
        dns_default_suffix: Domain that is added to host names without a domain. Upper and lower case mean the
            same.
        dns_custom_servers: IPv4 addresses of DNS servers that replace the vendor's: a primary and a secondary
            one.
        dns_zones: DNS zones with your own servers. Other zones of the tenant do not change. A zone that is
            removed from the list is deleted.
        wpc_topology: Whether everything can reach everything (``FULL_MESH``), or access groups decide
            (``CUSTOM``).
        wpc_snat: Whether connectors translate the source addresses of users (SNAT).
        wpc_default_region: The VPN region, by its id.
        wpc_client_options: OpenVPN options that are added to every profile, in their order.
        wpc_subnets: The IPv4 and IPv6 subnets from which the tenant assigns addresses. The effect on
            addresses in use is not documented. The order does not matter.
        wpc_domain_routing_subnets: The subnets of the addresses for applications' domains: at most one IPv4
            and one IPv6 subnet. The order does not matter.
        wpc_ip_allocation_mode: Which addresses the tenant assigns. With ``IP_V4_ONLY``, objects have no IPv6
            address.
        wpc_routes_advanced_configuration: Whether the tenant accepts routes that are otherwise refused. Which
            ones is not documented.
    """

    id: Field[str] = given()
    two_factor_auth: Field[bool | None] = given()
    trusted_devices_allowed: Field[bool | None] = given()
    user_connect_auth: Field[str | None] = given()
    user_device_allowance: Field[int | None] = given()
    user_device_allowance_force_update: Field[bool | None] = given()
    user_device_enforcement: Field[str | None] = given()
    user_profile_distribution: Field[str | None] = given()
    user_connection_timeout: Field[int | None] = given()
    dns_proxy_enabled: Field[bool | None] = given()
    dns_default_suffix: Field[str | None] = given()
    dns_custom_servers: Field[Sequence[str]] = given()
    dns_zones: Field[Sequence[Mapping[str, Any]]] = given()
    wpc_topology: Field[str | None] = given()
    wpc_snat: Field[bool | None] = given()
    wpc_default_region: Field[str | None] = given()
    wpc_client_options: Field[Sequence[str]] = given()
    wpc_subnets: Field[Sequence[str]] = given()
    wpc_domain_routing_subnets: Field[Sequence[str]] = given()
    wpc_ip_allocation_mode: Field[str | None] = given()
    wpc_routes_advanced_configuration: Field[bool | None] = given()


def get_tenant_settings(*, connection: str = DEFAULT_CONNECTION) -> GetTenantSettingsResult:
    """The settings of the tenant.

    Each costs a request, some twenty in all; those that the release of ``cloudconnexa:apiVersion`` does not
    have are None.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetTenantSettingsResult(answer("get_tenant_settings", **locals()))


def get_tenant_settings_output(
    *, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetTenantSettingsResult]:
    """:func:`get_tenant_settings` for arguments that may be Outputs."""
    return later(get_tenant_settings, **locals())

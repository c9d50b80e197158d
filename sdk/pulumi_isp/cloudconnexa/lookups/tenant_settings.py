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
    """The settings of a tenant, which has them once: their id is ``settings``.

    What is declared is set; what is not, or no longer, stays as it is, and all of it does when the resource
    goes. The vendor's document tells their names and values: what each does is read from its name.

    Attributes:
        id: The id, as the resource has it.
        two_factor_auth: Whether users prove who they are in a second way.
        trusted_devices_allowed: Whether a device may be trusted, so that it is not asked for the second way
            each time.
        user_connect_auth: When users have to prove who they are. A user group has its own, ``connect_auth``.
        user_device_allowance: Devices that each user may have. A user group has its own, ``max_device``.
        user_device_allowance_force_update: Whether ``user_device_allowance`` is forced upon what has a number
            of its own. What it does exactly is not documented.
        user_device_enforcement: Whether users may connect with known devices only: ``LEARN_AND_ENFORCE``
            takes the first ones for known.
        user_profile_distribution: Whether users get their profiles by themselves, or from an administrator.
        user_connection_timeout: After how long a connection ends; its unit is not documented.
        dns_proxy_enabled: Whether CloudConnexa answers the DNS questions of those who connect.
        dns_default_suffix: Domain that is added to names without one; upper and lower case mean the same.
        dns_custom_servers: IPv4 addresses of the DNS servers to ask in place of the vendor's: the first, and
            another one.
        dns_zones: Zones that servers of yours answer for. Other zones of the tenant are left alone; one that
            is no longer listed is taken out.
        wpc_topology: Whether all reach each other (``FULL_MESH``), or only what access groups open
            (``CUSTOM``).
        wpc_snat: Whether the addresses of those who connect are translated at connectors.
        wpc_default_region: The VPN region, by its id.
        wpc_client_options: Options that are added to every profile, in their order.
        wpc_subnets: The subnets out of which the tenant gives addresses, IPv4 and IPv6; their order means
            nothing. What becomes of addresses that are in use is not documented.
        wpc_domain_routing_subnets: The subnets whose addresses stand for domains of applications: one of
            IPv4, or one of each family.
        wpc_ip_allocation_mode: Which addresses the tenant gives; with ``IP_V4_ONLY``, replies have no IPv6
            address.
        wpc_routes_advanced_configuration: Whether routes may be set up in ways that are refused otherwise;
            which is not documented.
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
    return GetTenantSettingsResult(answer("get_tenant_settings", connection))


def get_tenant_settings_output(
    *, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetTenantSettingsResult]:
    """:func:`get_tenant_settings` for arguments that may be Outputs."""
    return later(get_tenant_settings, connection=connection)

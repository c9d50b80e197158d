"""Data sources: get_host_connector, get_host_connectors.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetHostConnectorResult(Record):
    """The connection of a host to the private network.

    Attributes:
        id: The id, as the resource has it.
        host_id: The host, by its id.
        name: Its name, unique among the connectors of the network or host.
        vpn_region_id: The VPN region, by its id.
        description: Free text.
        ip_v4_address: Its address in the private network, with the prefix length; CloudConnexa assigns it.
        ip_v6_address: The same for IPv6.
    """

    id: Field[str] = given()
    host_id: Field[str] = given()
    name: Field[str] = given()
    vpn_region_id: Field[str] = given()
    description: Field[str] = given()
    ip_v4_address: Field[str] = given()
    ip_v6_address: Field[str] = given()


@dataclass(frozen=True)
class GetHostConnectorsResult:
    """The answer of :func:`get_host_connectors`.

    Attributes:
        host_connectors: The host connectors, in the system's order.
    """

    host_connectors: Sequence[GetHostConnectorResult]


def get_host_connector(
    *,
    id: str | None = None,
    host_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetHostConnectorResult:
    """One host connector, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        host_id: The host, by its id.
        name: Its name, unique among the connectors of the network or host.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetHostConnectorResult(answer("get_host_connector", **locals()))


def get_host_connector_output(
    *,
    id: pulumi.Input[str] | None = None,
    host_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetHostConnectorResult]:
    """:func:`get_host_connector` for arguments that may be Outputs."""
    return later(get_host_connector, **locals())


def get_host_connectors(
    *, host_id: str | None = None, vpn_region_id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetHostConnectorsResult:
    """The host connectors of the tenant.

    Args:
        host_id: Only with this host, by id.
        vpn_region_id: Only with this VPN region, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_host_connectors", **locals())
    return GetHostConnectorsResult([GetHostConnectorResult(row) for row in rows])


def get_host_connectors_output(
    *,
    host_id: pulumi.Input[str] | None = None,
    vpn_region_id: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetHostConnectorsResult]:
    """:func:`get_host_connectors` for arguments that may be Outputs."""
    return later(get_host_connectors, **locals())

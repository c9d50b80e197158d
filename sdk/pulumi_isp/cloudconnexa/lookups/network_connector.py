"""Data sources: get_network_connector, get_network_connectors.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetNetworkConnectorResult(Record):
    """A machine at a site that connects its network to the tenant.

    Attributes:
        id: The id, as the resource has it.
        network_id: The network, by its id.
        name: Its name, unique among the connectors of the network or host.
        vpn_region_id: The VPN region, by its id.
        description: Free text.
        ip_v4_address: Its address in the private network, with the prefix length; CloudConnexa assigns it.
        ip_v6_address: The same for IPv6.
    """

    id: Field[str] = given()
    network_id: Field[str] = given()
    name: Field[str] = given()
    vpn_region_id: Field[str] = given()
    description: Field[str] = given()
    ip_v4_address: Field[str] = given()
    ip_v6_address: Field[str] = given()


@dataclass(frozen=True)
class GetNetworkConnectorsResult:
    """The answer of :func:`get_network_connectors`.

    Attributes:
        network_connectors: The network connectors, in the system's order.
    """

    network_connectors: Sequence[GetNetworkConnectorResult]


def get_network_connector(
    *,
    id: str | None = None,
    network_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetNetworkConnectorResult:
    """One network connector, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        network_id: The network, by its id.
        name: Its name, unique among the connectors of the network or host.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetNetworkConnectorResult(answer("get_network_connector", **locals()))


def get_network_connector_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetNetworkConnectorResult]:
    """:func:`get_network_connector` for arguments that may be Outputs."""
    return later(get_network_connector, **locals())


def get_network_connectors(
    *, network_id: str | None = None, vpn_region_id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetNetworkConnectorsResult:
    """The network connectors of the tenant.

    Args:
        network_id: Only with this network, by id.
        vpn_region_id: Only with this VPN region, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_network_connectors", **locals())
    return GetNetworkConnectorsResult([GetNetworkConnectorResult(row) for row in rows])


def get_network_connectors_output(
    *,
    network_id: pulumi.Input[str] | None = None,
    vpn_region_id: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetNetworkConnectorsResult]:
    """:func:`get_network_connectors` for arguments that may be Outputs."""
    return later(get_network_connectors, **locals())

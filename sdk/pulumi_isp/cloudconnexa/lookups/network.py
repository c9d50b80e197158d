"""Data sources: get_network, get_networks.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetNetworkResult(Record):
    """A network: a site with its connectors and routes.

    Deleting it deletes both.

    Attributes:
        id: The id, as the resource has it.
        name: Its name, by which it is found.
        description: Free text.
        internet_access: How its members reach the internet. ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``.
        egress: Whether other networks may reach the internet through this one.
        tunneling_protocol: The protocol of its connectors.
        gateways_ids: The networks through which it reaches the internet. The order does not matter.
        routes: Routes that are made in the same request as the network. Other routes of the network do not
            change. Declare a route here or as a :class:`.Route`, not as both.
        connectors: Connectors, in the same way; only for ``OPENVPN`` networks. A connector that is removed
            from the list is deleted, and its connections end. Declare a connector here or as a
            :class:`.NetworkConnector`, not as both.
        system_subnets: The subnets that CloudConnexa assigns to the network.
    """

    id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    internet_access: Field[str | None] = given()
    egress: Field[bool | None] = given()
    tunneling_protocol: Field[str | None] = given()
    gateways_ids: Field[Sequence[str]] = given()
    routes: Field[Sequence[Mapping[str, Any]]] = given()
    connectors: Field[Sequence[Mapping[str, Any]]] = given()
    system_subnets: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetNetworksResult:
    """The answer of :func:`get_networks`.

    Attributes:
        networks: The networks, in the system's order.
    """

    networks: Sequence[GetNetworkResult]


def get_network(
    *, id: str | None = None, name: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetNetworkResult:
    """One network, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        name: Its name, by which it is found.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetNetworkResult(answer("get_network", **locals()))


def get_network_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetNetworkResult]:
    """:func:`get_network` for arguments that may be Outputs."""
    return later(get_network, **locals())


def get_networks(*, connection: str = DEFAULT_CONNECTION) -> GetNetworksResult:
    """The networks of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_networks", **locals())
    return GetNetworksResult([GetNetworkResult(row) for row in rows])


def get_networks_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetNetworksResult]:
    """:func:`get_networks` for arguments that may be Outputs."""
    return later(get_networks, **locals())

"""The network resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/network.py: change that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypedDict, Unpack

import pulumi

from .._kinds import NETWORK
from .._resource import CommonArgs, IspResource


class NetworkRouteArgs(TypedDict, total=False):
    """A route of a network.

    Attributes:
        subnet: IPv4 or IPv6 subnet in CIDR form, without host bits; unique in the network.
        description: Free text. 1 to 120 characters.
    """

    subnet: Required[pulumi.Input[str]]
    description: pulumi.Input[str]


class NetworkInlineConnectorArgs(TypedDict, total=False):
    """A connector of a network.

    Attributes:
        name: Its name, unique in the network. Another name means another connector.
        vpn_region_id: The region that it connects to, such as ``eu-central-1``.
        description: Free text. 1 to 120 characters.
    """

    name: Required[pulumi.Input[str]]
    vpn_region_id: Required[pulumi.Input[str | int]]
    description: pulumi.Input[str]


class NetworkArgs(CommonArgs, total=False):
    """Arguments of :class:`Network`.

    Attributes:
        name: Its name, by which it is found.
        description: Free text. 1 to 120 characters.
        internet_access: How its members reach the internet. ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``.
            Default: ``SPLIT_TUNNEL_ON``.
        egress: Whether other networks may reach the internet through this one. Default: ``True``.
        tunneling_protocol: The protocol of its connectors. Default: ``OPENVPN``.
        gateways_ids: The networks through which it reaches the internet. The order does not matter.
        routes: Routes that are made in the same request as the network. Other routes of the network do not
            change. Declare a route here or as a :class:`.Route`, not as both.
        connectors: Connectors, in the same way; only for ``OPENVPN`` networks. A connector that is removed
            from the list is deleted, and its connections end. Declare a connector here or as a
            :class:`.NetworkConnector`, not as both.
    """

    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    internet_access: pulumi.Input[Literal["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"]]
    egress: pulumi.Input[bool]
    tunneling_protocol: pulumi.Input[Literal["OPENVPN", "IPSEC"]]
    gateways_ids: pulumi.Input[Sequence[Network | pulumi.Input[str | int]]]
    routes: pulumi.Input[Sequence[pulumi.Input[NetworkRouteArgs]]]
    connectors: pulumi.Input[Sequence[pulumi.Input[NetworkInlineConnectorArgs]]]


class Network(IspResource, kind=NETWORK, args=NetworkArgs, references={"gateways_ids": False}):
    """A network: a site with its connectors and routes.

    Deleting it deletes both.

    Attributes:
        system_subnets: The subnets that CloudConnexa assigns to the network.
    """

    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    internet_access: pulumi.Output[str]
    egress: pulumi.Output[bool]
    tunneling_protocol: pulumi.Output[str]
    gateways_ids: pulumi.Output[Sequence[str] | None]
    routes: pulumi.Output[Sequence[Mapping[str, Any]] | None]
    connectors: pulumi.Output[Sequence[Mapping[str, Any]] | None]
    system_subnets: pulumi.Output[Sequence[str]]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[NetworkArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

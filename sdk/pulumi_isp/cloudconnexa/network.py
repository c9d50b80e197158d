"""The network resource."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, Unpack

import pulumi

from pulumi_isp_provider.dynamic import CloudConnexaNetwork

from .._resource import CommonArgs, IspResource


class NetworkArgs(CommonArgs, total=False):
    """Arguments of :class:`Network`.

    Attributes:
        name: The network's name; the natural key.
        description: 1 to 120 characters.
        internet_access: ``SPLIT_TUNNEL_ON`` (default), ``SPLIT_TUNNEL_OFF`` (needs gateways) or
            ``RESTRICTED_INTERNET``.
        egress: Whether other networks may reach the internet through this one (default True).
        tunneling_protocol: ``OPENVPN`` (default) or ``IPSEC``.
        gateways_ids: Ids of the networks to reach the internet through; their order means nothing.
    """

    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    internet_access: pulumi.Input[str]
    egress: pulumi.Input[bool]
    tunneling_protocol: pulumi.Input[str]
    gateways_ids: pulumi.Input[Sequence[pulumi.Input[str]]]


class Network(IspResource, front=CloudConnexaNetwork):
    """A network: a site with its connectors and routes. Deleting it deletes both.

    Attributes:
        system_subnets: The subnets that CloudConnexa gave to the network.
    """

    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    internet_access: pulumi.Output[str]
    egress: pulumi.Output[bool]
    tunneling_protocol: pulumi.Output[str]
    gateways_ids: pulumi.Output[Sequence[str] | None]
    system_subnets: pulumi.Output[Sequence[str]]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[NetworkArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

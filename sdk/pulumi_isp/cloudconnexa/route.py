"""The route resource."""

from __future__ import annotations

from typing import Any, Required, Unpack

import pulumi

from .._kinds import ROUTE
from .._resource import CommonArgs, IspResource
from .network import Network


class RouteArgs(CommonArgs, total=False):
    """Arguments of :class:`Route`.

    Attributes:
        network_id: The network, or its id. Given the network itself, destroying it destroys the route along,
            without a request of its own. Changing it replaces the route.
        subnet: IPv4 or IPv6 subnet in CIDR form, without host bits. Changing it replaces the route.
        description: 1 to 120 characters.
    """

    network_id: Required[Network | pulumi.Input[str]]
    subnet: Required[pulumi.Input[str]]
    description: pulumi.Input[str]


class Route(IspResource, kind=ROUTE, args=RouteArgs):
    """A subnet that a network makes reachable.

    Attributes:
        type: ``IP_V4`` or ``IP_V6``.
    """

    network_id: pulumi.Output[str]
    subnet: pulumi.Output[str]
    description: pulumi.Output[str | None]
    type: pulumi.Output[str]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[RouteArgs]
    ) -> None:
        props: dict[str, Any] = dict(args)
        network = props.get("network_id")
        if isinstance(network, Network):
            props["network_id"] = network.id
            opts = pulumi.ResourceOptions.merge(pulumi.ResourceOptions(deleted_with=network), opts)
        super().__init__(resource_name, opts, **props)

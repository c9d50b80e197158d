"""The route resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/route.py: change that.
"""

from __future__ import annotations

from typing import Required, Unpack

import pulumi

from .._kinds import ROUTE
from .._resource import CommonArgs, IspResource
from .network import Network


class RouteArgs(CommonArgs, total=False):
    """Arguments of :class:`Route`.

    Attributes:
        network_id: The network. If the program gives the network resource, destroying it needs no request for
            this. Changing it replaces the route.
        subnet: IPv4 or IPv6 subnet in CIDR form, without host bits. Changing it replaces the route.
        description: Free text. 1 to 120 characters.
    """

    network_id: Required[Network | pulumi.Input[str | int]]
    subnet: Required[pulumi.Input[str]]
    description: pulumi.Input[str]


class Route(IspResource, kind=ROUTE, args=RouteArgs, references={"network_id": True}):
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
        super().__init__(resource_name, opts, **args)

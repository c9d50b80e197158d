"""The network connector resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/network_connector.py: change
that.
"""

from __future__ import annotations

from typing import Required, Unpack

import pulumi

from .._kinds import NETWORK_CONNECTOR
from .._resource import CommonArgs, IspResource
from .network import Network


class NetworkConnectorArgs(CommonArgs, total=False):
    """Arguments of :class:`NetworkConnector`.

    Attributes:
        network_id: The network. Given the network itself, destroying it takes this along without another
            request. Changing it replaces the network connector.
        name: Tells it from the other connectors of what it joins.
        vpn_region_id: Region that it dials into, such as ``eu-central-1``.
        description: Free text. 1 to 120 characters.
        with_profile: Fetch ``profile`` and ``token``, once: when it is made or taken over, or when this is
            first declared. They stay as they are, encrypted in state, until this is declared no longer.
    """

    network_id: Required[Network | pulumi.Input[str | int]]
    name: Required[pulumi.Input[str]]
    vpn_region_id: Required[pulumi.Input[str | int]]
    description: pulumi.Input[str]
    with_profile: pulumi.Input[bool]


class NetworkConnector(
    IspResource, kind=NETWORK_CONNECTOR, args=NetworkConnectorArgs, references={"network_id": True}
):
    """What joins a network to the tenant: the machine at a site that dials in.

    Attributes:
        ip_v4_address: Its address inside, with the prefix length; given by CloudConnexa.
        ip_v6_address: The same for IPv6.
        profile: The OpenVPN profile, with its private key: secret, and only with ``with_profile``.
        token: With it, a machine fetches the profile by itself: secret, and only with ``with_profile``.
    """

    network_id: pulumi.Output[str]
    name: pulumi.Output[str]
    vpn_region_id: pulumi.Output[str]
    description: pulumi.Output[str | None]
    ip_v4_address: pulumi.Output[str]
    ip_v6_address: pulumi.Output[str]
    profile: pulumi.Output[str | None]
    token: pulumi.Output[str | None]

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[NetworkConnectorArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)

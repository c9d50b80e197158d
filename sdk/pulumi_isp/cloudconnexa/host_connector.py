"""The host connector resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/host_connector.py: change
that.
"""

from __future__ import annotations

from typing import Required, Unpack

import pulumi

from .._kinds import HOST_CONNECTOR
from .._resource import CommonArgs, IspResource
from .host import Host


class HostConnectorArgs(CommonArgs, total=False):
    """Arguments of :class:`HostConnector`.

    Attributes:
        host_id: The host. If the program gives the host resource, destroying the host needs no request for
            this. Changing it replaces the host connector.
        name: Its name, unique among the connectors of the network or host.
        vpn_region_id: The region that it connects to, such as ``eu-central-1``.
        description: Free text. 1 to 120 characters.
        with_profile: Fetch ``profile`` and ``token`` once: when the connector is made or taken over, or when
            this is first declared. State keeps them, encrypted, until this is no longer declared.
    """

    host_id: Required[Host | pulumi.Input[str | int]]
    name: Required[pulumi.Input[str]]
    vpn_region_id: Required[pulumi.Input[str | int]]
    description: pulumi.Input[str]
    with_profile: pulumi.Input[bool]


class HostConnector(IspResource, kind=HOST_CONNECTOR, args=HostConnectorArgs, references={"host_id": True}):
    """The connection of a host to the private network.

    Attributes:
        ip_v4_address: Its address in the private network, with the prefix length; CloudConnexa assigns it.
        ip_v6_address: The same for IPv6.
        profile: The OpenVPN profile with its private key. Secret; only with ``with_profile``.
        token: A token with which a machine can fetch the profile. Secret; only with ``with_profile``.
    """

    host_id: pulumi.Output[str]
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
        **args: Unpack[HostConnectorArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)

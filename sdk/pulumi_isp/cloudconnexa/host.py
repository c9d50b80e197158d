"""The host resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/host.py: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required, Unpack

import pulumi

from .._kinds import HOST
from .._resource import CommonArgs, IspResource
from .network import Network


class HostArgs(CommonArgs, total=False):
    """Arguments of :class:`Host`.

    Attributes:
        name: Its name, by which it is found.
        description: Free text.
        domain: Domain name of the host. Upper and lower case are equal. 1 to 253 characters.
        internet_access: How it reaches the internet. ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``. Default:
            ``SPLIT_TUNNEL_ON``.
        gateways_ids: The networks through which it reaches the internet. The order does not matter.
    """

    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    domain: pulumi.Input[str]
    internet_access: pulumi.Input[Literal["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"]]
    gateways_ids: pulumi.Input[Sequence[Network | pulumi.Input[str | int]]]


class Host(IspResource, kind=HOST, args=HostArgs, references={"gateways_ids": False}):
    """A single machine in the private network.

    Deleting it deletes its connectors, IP services and applications.

    Attributes:
        system_subnets: The subnets that CloudConnexa assigns to the host.
    """

    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    domain: pulumi.Output[str | None]
    internet_access: pulumi.Output[str]
    gateways_ids: pulumi.Output[Sequence[str] | None]
    system_subnets: pulumi.Output[Sequence[str]]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[HostArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

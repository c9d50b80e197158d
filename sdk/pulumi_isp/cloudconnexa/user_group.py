"""The user group resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/user_group.py: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required, Unpack

import pulumi

from .._kinds import USER_GROUP
from .._resource import CommonArgs, IspResource
from .network import Network


class UserGroupArgs(CommonArgs, total=False):
    """Arguments of :class:`UserGroup`.

    Attributes:
        name: Its name, by which it is found. 1 to 40 characters.
        all_regions_included: Whether its users may connect to all regions, including future ones. Default:
            ``False``.
        vpn_region_ids: The regions that its users may connect to, if not all. The order does not matter.
        internet_access: How its users reach the internet. ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``.
            Default: ``SPLIT_TUNNEL_ON``.
        gateways_ids: The networks through which it reaches the internet. The order does not matter.
        max_device: Maximum number of devices per user. 1 or more. Default: ``3``.
        connect_auth: When its users must authenticate. Default: ``ON_PRIOR_AUTH``.
        tunnel_bypass: IPv4 subnets that its users reach outside the tunnel. The order does not matter. From
            release 1.2 of the vendor's API on.
    """

    name: Required[pulumi.Input[str]]
    all_regions_included: pulumi.Input[bool]
    vpn_region_ids: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    internet_access: pulumi.Input[Literal["SPLIT_TUNNEL_ON", "SPLIT_TUNNEL_OFF", "RESTRICTED_INTERNET"]]
    gateways_ids: pulumi.Input[Sequence[Network | pulumi.Input[str | int]]]
    max_device: pulumi.Input[int]
    connect_auth: pulumi.Input[Literal["NO_AUTH", "ON_PRIOR_AUTH", "EVERY_TIME"]]
    tunnel_bypass: pulumi.Input[Sequence[pulumi.Input[str]]]


class UserGroup(IspResource, kind=USER_GROUP, args=UserGroupArgs, references={"gateways_ids": False}):
    """A group of users with the same regions, access to the internet and limits.

    Attributes:
        system_subnets: The subnets that CloudConnexa assigns to the group.
    """

    name: pulumi.Output[str]
    all_regions_included: pulumi.Output[bool]
    vpn_region_ids: pulumi.Output[Sequence[str] | None]
    internet_access: pulumi.Output[str]
    gateways_ids: pulumi.Output[Sequence[str] | None]
    max_device: pulumi.Output[int]
    connect_auth: pulumi.Output[str]
    tunnel_bypass: pulumi.Output[Sequence[str] | None]
    system_subnets: pulumi.Output[Sequence[str]]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[UserGroupArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

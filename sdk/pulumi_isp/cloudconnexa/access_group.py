"""The access group resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/access_group.py: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Required, Unpack

import pulumi

from .._kinds import ACCESS_GROUP
from .._resource import CommonArgs, IspResource
from .host import Host
from .network import Network
from .user_group import UserGroup


class AccessGroupArgs(CommonArgs, total=False):
    """Arguments of :class:`AccessGroup`.

    Attributes:
        name: Its name, by which it is found.
        description: Free text. 1 to 120 characters.
        source_all: Types of which every user, network or host is a source. Default: ``[]``.
        source_user_groups: User groups whose users are sources. The order does not matter. Default: ``[]``.
        source_networks: Networks that are sources as a whole. The order does not matter. Default: ``[]``.
        source_services: Ids of IP services and applications of networks that are sources. The order does not
            matter. Default: ``[]``.
        source_hosts: Hosts that are sources. The order does not matter. Default: ``[]``.
        destination_all: Types of which everything may be reached. Default: ``[]``.
        destination_user_groups: User groups whose users may be reached. The order does not matter. Default:
            ``[]``.
        destination_networks: Networks that may be reached as a whole. The order does not matter. Default:
            ``[]``.
        destination_services: Ids of IP services and applications of networks that may be reached. The order
            does not matter. Default: ``[]``.
        destination_hosts: Hosts that may be reached as a whole. The order does not matter. Default: ``[]``.
        destination_host_services: Ids of IP services and applications of hosts that may be reached. The order
            does not matter. Default: ``[]``.
        destination_published_services: Ids of published services that may be reached. The order does not
            matter. Default: ``[]``.
    """

    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    source_all: pulumi.Input[Sequence[pulumi.Input[Literal["USER_GROUP", "NETWORK_SERVICE", "HOST"]]]]
    source_user_groups: pulumi.Input[Sequence[UserGroup | pulumi.Input[str | int]]]
    source_networks: pulumi.Input[Sequence[Network | pulumi.Input[str | int]]]
    source_services: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    source_hosts: pulumi.Input[Sequence[Host | pulumi.Input[str | int]]]
    destination_all: pulumi.Input[
        Sequence[pulumi.Input[Literal["USER_GROUP", "NETWORK_SERVICE", "HOST_SERVICE", "PUBLISHED_SERVICE"]]]
    ]
    destination_user_groups: pulumi.Input[Sequence[UserGroup | pulumi.Input[str | int]]]
    destination_networks: pulumi.Input[Sequence[Network | pulumi.Input[str | int]]]
    destination_services: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    destination_hosts: pulumi.Input[Sequence[Host | pulumi.Input[str | int]]]
    destination_host_services: pulumi.Input[Sequence[pulumi.Input[str | int]]]
    destination_published_services: pulumi.Input[Sequence[pulumi.Input[str | int]]]


class AccessGroup(
    IspResource,
    kind=ACCESS_GROUP,
    args=AccessGroupArgs,
    references={
        "source_user_groups": False,
        "source_networks": False,
        "source_hosts": False,
        "destination_user_groups": False,
        "destination_networks": False,
        "destination_hosts": False,
    },
):
    """Who may reach what: each source may reach each destination."""

    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    source_all: pulumi.Output[Sequence[str]]
    source_user_groups: pulumi.Output[Sequence[str]]
    source_networks: pulumi.Output[Sequence[str]]
    source_services: pulumi.Output[Sequence[str]]
    source_hosts: pulumi.Output[Sequence[str]]
    destination_all: pulumi.Output[Sequence[str]]
    destination_user_groups: pulumi.Output[Sequence[str]]
    destination_networks: pulumi.Output[Sequence[str]]
    destination_services: pulumi.Output[Sequence[str]]
    destination_hosts: pulumi.Output[Sequence[str]]
    destination_host_services: pulumi.Output[Sequence[str]]
    destination_published_services: pulumi.Output[Sequence[str]]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[AccessGroupArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

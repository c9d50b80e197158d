"""The location context resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/location_context.py: change
that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, Unpack

import pulumi

from .._kinds import LOCATION_CONTEXT
from .._resource import CommonArgs, IspResource
from .user_group import UserGroup


class LocationContextArgs(CommonArgs, total=False):
    """Arguments of :class:`LocationContext`.

    Attributes:
        name: Its name, by which it is found.
        description: Free text. 1 to 120 characters.
        user_groups_ids: The user groups that it applies to. The order does not matter.
        ips: Subnets of the users' addresses. The order does not matter.
        ips_allowed: Whether users with addresses in ``ips`` may connect (true) or may not (false).
        countries: Country codes of the users' locations, such as ``DE``. Order and case do not matter.
        countries_allowed: The same for ``countries``.
        default_allowed: Whether all other users may connect.
    """

    name: Required[pulumi.Input[str]]
    description: pulumi.Input[str]
    user_groups_ids: pulumi.Input[Sequence[UserGroup | pulumi.Input[str | int]]]
    ips: pulumi.Input[Sequence[pulumi.Input[str]]]
    ips_allowed: pulumi.Input[bool]
    countries: pulumi.Input[Sequence[pulumi.Input[str]]]
    countries_allowed: pulumi.Input[bool]
    default_allowed: Required[pulumi.Input[bool]]


class LocationContext(
    IspResource, kind=LOCATION_CONTEXT, args=LocationContextArgs, references={"user_groups_ids": False}
):
    """The locations from which users of some groups may connect."""

    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    user_groups_ids: pulumi.Output[Sequence[str] | None]
    ips: pulumi.Output[Sequence[str] | None]
    ips_allowed: pulumi.Output[bool | None]
    countries: pulumi.Output[Sequence[str] | None]
    countries_allowed: pulumi.Output[bool | None]
    default_allowed: pulumi.Output[bool]

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[LocationContextArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)

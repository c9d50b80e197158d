"""Data sources: get_user_group, get_user_groups.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetUserGroupResult(Record):
    """A group of users with the same regions, access to the internet and limits.

    Attributes:
        id: The id, as the resource has it.
        name: Its name, by which it is found.
        all_regions_included: Whether its users may connect to all regions, including future ones.
        vpn_region_ids: The regions that its users may connect to, if not all. The order does not matter.
        internet_access: How its users reach the internet. ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``.
        gateways_ids: The networks through which it reaches the internet. The order does not matter.
        max_device: Maximum number of devices per user.
        connect_auth: When its users must authenticate.
        tunnel_bypass: IPv4 subnets that its users reach outside the tunnel. The order does not matter.
        system_subnets: The subnets that CloudConnexa assigns to the group.
    """

    id: Field[str] = given()
    name: Field[str] = given()
    all_regions_included: Field[bool | None] = given()
    vpn_region_ids: Field[Sequence[str]] = given()
    internet_access: Field[str | None] = given()
    gateways_ids: Field[Sequence[str]] = given()
    max_device: Field[int | None] = given()
    connect_auth: Field[str | None] = given()
    tunnel_bypass: Field[Sequence[str]] = given()
    system_subnets: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetUserGroupsResult:
    """The answer of :func:`get_user_groups`.

    Attributes:
        user_groups: The user groups, in the system's order.
    """

    user_groups: Sequence[GetUserGroupResult]


def get_user_group(
    *, id: str | None = None, name: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetUserGroupResult:
    """One user group, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        name: Its name, by which it is found.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetUserGroupResult(answer("get_user_group", **locals()))


def get_user_group_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetUserGroupResult]:
    """:func:`get_user_group` for arguments that may be Outputs."""
    return later(get_user_group, **locals())


def get_user_groups(*, connection: str = DEFAULT_CONNECTION) -> GetUserGroupsResult:
    """The user groups of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_user_groups", **locals())
    return GetUserGroupsResult([GetUserGroupResult(row) for row in rows])


def get_user_groups_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetUserGroupsResult]:
    """:func:`get_user_groups` for arguments that may be Outputs."""
    return later(get_user_groups, **locals())

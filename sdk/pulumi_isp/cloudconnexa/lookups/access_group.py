"""Data sources: get_access_group, get_access_groups.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetAccessGroupResult(Record):
    """Who may reach what: each source may reach each destination.

    Attributes:
        id: The id, as the resource has it.
        name: Its name, by which it is found.
        description: Free text.
        source_all: Types of which every user, network or host is a source.
        source_user_groups: User groups whose users are sources. The order does not matter.
        source_networks: Networks that are sources as a whole. The order does not matter.
        source_services: Ids of IP services and applications of networks that are sources. The order does not
            matter.
        source_hosts: Hosts that are sources. The order does not matter.
        destination_all: Types of which everything may be reached.
        destination_user_groups: User groups whose users may be reached. The order does not matter.
        destination_networks: Networks that may be reached as a whole. The order does not matter.
        destination_services: Ids of IP services and applications of networks that may be reached. The order
            does not matter.
        destination_hosts: Hosts that may be reached as a whole. The order does not matter.
        destination_host_services: Ids of IP services and applications of hosts that may be reached. The order
            does not matter.
        destination_published_services: Ids of published services that may be reached. The order does not
            matter.
    """

    id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    source_all: Field[Sequence[str]] = given()
    source_user_groups: Field[Sequence[str]] = given()
    source_networks: Field[Sequence[str]] = given()
    source_services: Field[Sequence[str]] = given()
    source_hosts: Field[Sequence[str]] = given()
    destination_all: Field[Sequence[str]] = given()
    destination_user_groups: Field[Sequence[str]] = given()
    destination_networks: Field[Sequence[str]] = given()
    destination_services: Field[Sequence[str]] = given()
    destination_hosts: Field[Sequence[str]] = given()
    destination_host_services: Field[Sequence[str]] = given()
    destination_published_services: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetAccessGroupsResult:
    """The answer of :func:`get_access_groups`.

    Attributes:
        access_groups: The access groups, in the system's order.
    """

    access_groups: Sequence[GetAccessGroupResult]


def get_access_group(
    *, id: str | None = None, name: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetAccessGroupResult:
    """One access group, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        name: Its name, by which it is found.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetAccessGroupResult(answer("get_access_group", **locals()))


def get_access_group_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetAccessGroupResult]:
    """:func:`get_access_group` for arguments that may be Outputs."""
    return later(get_access_group, **locals())


def get_access_groups(*, connection: str = DEFAULT_CONNECTION) -> GetAccessGroupsResult:
    """The access groups of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_access_groups", **locals())
    return GetAccessGroupsResult([GetAccessGroupResult(row) for row in rows])


def get_access_groups_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetAccessGroupsResult]:
    """:func:`get_access_groups` for arguments that may be Outputs."""
    return later(get_access_groups, **locals())

"""Data sources: get_vlan_member, get_vlan_members.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetVlanMemberResult(Record):
    """An interface of an E7 in a VLAN.

    Its id is ``<network name>/<vlan id>/<member id>``.

    Attributes:
        id: The id, as the resource has it.
        vlan: The VLAN, by its id.
        interface: The interface of the E7.
        member_id: The member's number in its VLAN, 1 to 1000.
    """

    id: Field[str] = given()
    vlan: Field[str] = given()
    interface: Field[str] = given()
    member_id: Field[str] = given()


@dataclass(frozen=True)
class GetVlanMembersResult:
    """The answer of :func:`get_vlan_members`.

    Attributes:
        vlan_members: The VLAN members, in the system's order.
    """

    vlan_members: Sequence[GetVlanMemberResult]


def get_vlan_member(
    *,
    id: str | None = None,
    vlan: str | None = None,
    interface: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetVlanMemberResult:
    """One interface in a VLAN, by its id, or by the VLAN and the interface.

    Args:
        id: Its id, ``<network name>/<vlan id>/<member id>``. Nothing else is given then.
        vlan: The VLAN, by its id, ``<network name>/<vlan id>``.
        interface: The interface: ``ethernet:shelf/card/port``, ``lag:number`` or ``eaps:number``.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetVlanMemberResult(answer("get_vlan_member", **locals()))


def get_vlan_member_output(
    *,
    id: pulumi.Input[str] | None = None,
    vlan: pulumi.Input[str] | None = None,
    interface: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetVlanMemberResult]:
    """:func:`get_vlan_member` for arguments that may be Outputs."""
    return later(get_vlan_member, **locals())


def get_vlan_members(
    *,
    vlan: str | None = None,
    network_name: str | Sequence[str] | None = None,
    interface: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetVlanMembersResult:
    """The interfaces in one VLAN, or in all VLANs of E7s: one listing for each VLAN.

    Args:
        vlan: Only in this VLAN, by its id, ``<network name>/<vlan id>``.
        network_name: Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.
        interface: Only this interface: ``ethernet:shelf/card/port``, ``lag:number`` or ``eaps:number``.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_vlan_members", **locals())
    return GetVlanMembersResult([GetVlanMemberResult(row) for row in rows])


def get_vlan_members_output(
    *,
    vlan: pulumi.Input[str] | None = None,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    interface: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetVlanMembersResult]:
    """:func:`get_vlan_members` for arguments that may be Outputs."""
    return later(get_vlan_members, **locals())

"""The VLAN member resource.

Made by `make generate` from provider/pulumi_isp_provider/calix/resources/vlan_member.py: change that.
"""

from __future__ import annotations

from typing import Required, Unpack

import pulumi

from .._kinds import VLAN_MEMBER
from .._resource import CommonArgs, IspResource
from .vlan import Vlan


class VlanMemberArgs(CommonArgs, total=False):
    """Arguments of :class:`VlanMember`.

    Attributes:
        vlan: The VLAN: the VLAN itself, or its id, ``<network name>/<vlan id>``. Changing it replaces the
            VLAN member.
        interface: The interface of the E7. ``ethernet:shelf/card/port``, ``lag:number`` or ``eaps:number``.
            Changing it replaces the VLAN member.
        member_id: The member's number in its VLAN, 1 to 1000; the first free one where it is left out.
            Changing it replaces the VLAN member.
        force_delete: Take the interface out although something uses it there. What an E7 counts as that is
            not known.
    """

    vlan: Required[Vlan | pulumi.Input[str]]
    interface: Required[pulumi.Input[str]]
    member_id: pulumi.Input[str | int]
    force_delete: pulumi.Input[bool]


class VlanMember(IspResource, kind=VLAN_MEMBER, args=VlanMemberArgs, references={"vlan": False}):
    """An interface of an E7 in a VLAN.

    Its id is ``<network name>/<vlan id>/<member id>``.
    """

    vlan: pulumi.Output[str]
    interface: pulumi.Output[str]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[VlanMemberArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

    @property
    def member_id(self) -> pulumi.Output[str]:
        """The member's number in its VLAN, 1 to 1000."""
        return self._part_of_id(1)

"""The VLAN resource.

Made by `make generate` from provider/pulumi_isp_provider/calix/resources/vlan.py: change that.
"""

from __future__ import annotations

from typing import Literal, Required, Unpack

import pulumi

from .._kinds import VLAN
from .._resource import CommonArgs, IspResource


class VlanArgs(CommonArgs, total=False):
    """Arguments of :class:`Vlan`.

    Attributes:
        network_name: The CMS's name of the E7, with or without ``NTWK-``. Changing it replaces the VLAN.
        vlan_id: The VLAN's number. 2 to 4093 without 1002 to 1005. Changing it replaces the VLAN.
        name: Its name. That an empty one clears it is inferred.
        igmp_mode: How multicast is handled. Once no longer declared, it stays as it is.
        igmp_profile: Number of the IGMP profile. The vendor's default: ``1``.
        igmp_priority: Priority of IGMP frames. Once no longer declared, it stays as it is.
        dhcp_mode: How DHCP is handled. Once no longer declared, it stays as it is.
        dhcp_service_profile: Number of the DHCP service profile. Once no longer declared, it stays as it is.
        option82: Whether DHCP requests get option 82. True or False, or the word that the E7's release takes.
            Once no longer declared, it stays as it is.
        ethernet_option82_profile: Number of the option 82 profile of Ethernet ports. Once no longer declared,
            it stays as it is.
        gpon_option82_profile: Number of the option 82 profile of GPON ports. Once no longer declared, it
            stays as it is.
        mac_forced_forwarding: Whether subscribers reach each other only by the router. True or False, or the
            word that the E7's release takes. Once no longer declared, it stays as it is.
        ip_source_verification: Whether a frame's source address must be a leased one. True or False, or the
            word that the E7's release takes. Once no longer declared, it stays as it is.
        mac_learning: Whether MAC addresses are learned. True or False, or the word that the E7's release
            takes. Once no longer declared, it stays as it is.
        ae_ont_discovery: Whether active Ethernet ONTs are discovered in it. True or False, or the word that
            the E7's release takes. Once no longer declared, it stays as it is.
        pon_tlan: Whether it is a transparent LAN on the PON. True or False, or the word that the E7's release
            takes. Once no longer declared, it stays as it is.
        pon_hairpin: Whether ONTs of one PON reach each other. True or False, or the word that the E7's
            release takes. Once no longer declared, it stays as it is.
        mobility: Whether a MAC address may move between ports. True or False, or the word that the E7's
            release takes. Once no longer declared, it stays as it is.
        pppoe_profile: Number of the PPPoE profile. Its type on the wire is inferred. Once no longer declared,
            it stays as it is.
        force_delete: Delete the VLAN together with its members, and although services have it as their outer
            tag.
    """

    network_name: Required[pulumi.Input[str]]
    vlan_id: Required[pulumi.Input[str | int]]
    name: pulumi.Input[str]
    igmp_mode: pulumi.Input[Literal["flood", "snoop-suppress", "proxy"]]
    igmp_profile: pulumi.Input[str | int]
    igmp_priority: pulumi.Input[
        Literal["pbit-0", "pbit-1", "pbit-2", "pbit-3", "pbit-4", "pbit-5", "pbit-6", "pbit-7"]
    ]
    dhcp_mode: pulumi.Input[Literal["none", "snoop", "proxy"]]
    dhcp_service_profile: pulumi.Input[str | int]
    option82: pulumi.Input[bool | str]
    ethernet_option82_profile: pulumi.Input[str | int]
    gpon_option82_profile: pulumi.Input[str | int]
    mac_forced_forwarding: pulumi.Input[bool | str]
    ip_source_verification: pulumi.Input[bool | str]
    mac_learning: pulumi.Input[bool | str]
    ae_ont_discovery: pulumi.Input[bool | str]
    pon_tlan: pulumi.Input[bool | str]
    pon_hairpin: pulumi.Input[bool | str]
    mobility: pulumi.Input[bool | str]
    pppoe_profile: pulumi.Input[str | int]
    force_delete: pulumi.Input[bool]


class Vlan(IspResource, kind=VLAN, args=VlanArgs):
    """A VLAN of an E7.

    Its id is ``<network name>/<vlan id>``. Known from one public client: for most settings the default is not
    known, nor for certain how an E7 writes a switch.
    """

    network_name: pulumi.Output[str]
    vlan_id: pulumi.Output[str]
    name: pulumi.Output[str | None]
    igmp_mode: pulumi.Output[str | None]
    igmp_profile: pulumi.Output[str | None]
    igmp_priority: pulumi.Output[str | None]
    dhcp_mode: pulumi.Output[str | None]
    dhcp_service_profile: pulumi.Output[str | None]
    option82: pulumi.Output[str | None]
    ethernet_option82_profile: pulumi.Output[str | None]
    gpon_option82_profile: pulumi.Output[str | None]
    mac_forced_forwarding: pulumi.Output[str | None]
    ip_source_verification: pulumi.Output[str | None]
    mac_learning: pulumi.Output[str | None]
    ae_ont_discovery: pulumi.Output[str | None]
    pon_tlan: pulumi.Output[str | None]
    pon_hairpin: pulumi.Output[str | None]
    mobility: pulumi.Output[str | None]
    pppoe_profile: pulumi.Output[str | None]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[VlanArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

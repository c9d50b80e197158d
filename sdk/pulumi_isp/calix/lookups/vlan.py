"""Data sources: get_vlan, get_vlans.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetVlanResult(Record):
    """A VLAN of an E7.

    Its id is ``<network name>/<vlan id>``. Known from one public client: for most settings the default is not
    known, nor for certain how an E7 writes a switch.

    Attributes:
        id: The id, as the resource has it.
        network_name: The CMS's name of the E7, with or without ``NTWK-``.
        vlan_id: The VLAN's number.
        name: Its name. That an empty one clears it is inferred.
        igmp_mode: How multicast is handled.
        igmp_profile: Number of the IGMP profile.
        igmp_priority: Priority of IGMP frames.
        dhcp_mode: How DHCP is handled.
        dhcp_service_profile: Number of the DHCP service profile.
        option82: Whether DHCP requests get option 82.
        ethernet_option82_profile: Number of the option 82 profile of Ethernet ports.
        gpon_option82_profile: Number of the option 82 profile of GPON ports.
        mac_forced_forwarding: Whether subscribers reach each other only by the router.
        ip_source_verification: Whether a frame's source address must be a leased one.
        mac_learning: Whether MAC addresses are learned.
        ae_ont_discovery: Whether active Ethernet ONTs are discovered in it.
        pon_tlan: Whether it is a transparent LAN on the PON.
        pon_hairpin: Whether ONTs of one PON reach each other.
        mobility: Whether a MAC address may move between ports.
        pppoe_profile: Number of the PPPoE profile. Its type on the wire is inferred.
    """

    id: Field[str] = given()
    network_name: Field[str] = given()
    vlan_id: Field[str] = given()
    name: Field[str] = given()
    igmp_mode: Field[str | None] = given()
    igmp_profile: Field[str | None] = given()
    igmp_priority: Field[str | None] = given()
    dhcp_mode: Field[str | None] = given()
    dhcp_service_profile: Field[str | None] = given()
    option82: Field[str | None] = given()
    ethernet_option82_profile: Field[str | None] = given()
    gpon_option82_profile: Field[str | None] = given()
    mac_forced_forwarding: Field[str | None] = given()
    ip_source_verification: Field[str | None] = given()
    mac_learning: Field[str | None] = given()
    ae_ont_discovery: Field[str | None] = given()
    pon_tlan: Field[str | None] = given()
    pon_hairpin: Field[str | None] = given()
    mobility: Field[str | None] = given()
    pppoe_profile: Field[str | None] = given()


@dataclass(frozen=True)
class GetVlansResult:
    """The answer of :func:`get_vlans`.

    Attributes:
        vlans: The VLANs, in the system's order.
    """

    vlans: Sequence[GetVlanResult]


def get_vlan(
    *,
    id: str | None = None,
    network_name: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetVlanResult:
    """One VLAN, by its id or its name.

    Args:
        id: Its id, ``<network name>/<vlan id>``. Nothing else is given then.
        network_name: The CMS's name of the E7; left out, all that the CMS lists are looked through.
        name: Its name.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetVlanResult(answer("get_vlan", **locals()))


def get_vlan_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_name: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetVlanResult]:
    """:func:`get_vlan` for arguments that may be Outputs."""
    return later(get_vlan, **locals())


def get_vlans(
    *, network_name: str | Sequence[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> GetVlansResult:
    """The VLANs of E7s.

    Args:
        network_name: Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_vlans", **locals())
    return GetVlansResult([GetVlanResult(row) for row in rows])


def get_vlans_output(
    *,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetVlansResult]:
    """:func:`get_vlans` for arguments that may be Outputs."""
    return later(get_vlans, **locals())

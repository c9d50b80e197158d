"""VLANs of an E7 and the interfaces in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypedDict, Unpack, overload

from ....core.snapshot import Snapshot
from .. import identifiers
from ..nbi.attributes import E7Object, config, encode, key
from ..nbi.cms import Cms
from ..nbi.forms import flag, identifier, interface, reference, text, vlan_key
from ..nbi.wire import SYSTEM, ObjectRef
from ..threads.per_node import PerNode
from .objects import Objects


class VlanAttributes(TypedDict, total=False):
    """What can be set on a VLAN. Switches are True or False, or the word that the release takes.

    Attributes:
        name: Name.
        igmp_mode: ``flood``, ``snoop-suppress`` or ``proxy``.
        igmp_profile: Number of the IGMP profile, 1 to 20.
        dhcp_mode: ``none``, ``snoop`` or ``proxy``.
        mac_forced_forwarding: Switch.
        ip_source_verification: Switch.
        mac_learning: Switch.
        ae_ont_discovery: Switch.
        pon_tlan: Switch.
        pon_hairpin: Switch.
        igmp_priority: ``pbit-0`` to ``pbit-7``.
        dhcp_service_profile: Number of the DHCP service profile.
        option82: Switch.
        ethernet_option82_profile: Number of the DHCP option 82 profile of Ethernet ports.
        gpon_option82_profile: Number of the DHCP option 82 profile of GPON ports.
        mobility: Switch.
        pppoe_profile: Number of the PPPoE profile. Its wire type is inferred from the attribute's name.
    """

    name: str | None
    igmp_mode: str | None
    igmp_profile: str | int | None
    dhcp_mode: str | None
    mac_forced_forwarding: bool | str | None
    ip_source_verification: bool | str | None
    mac_learning: bool | str | None
    ae_ont_discovery: bool | str | None
    pon_tlan: bool | str | None
    pon_hairpin: bool | str | None
    igmp_priority: str | None
    dhcp_service_profile: str | int | None
    option82: bool | str | None
    ethernet_option82_profile: str | int | None
    gpon_option82_profile: str | int | None
    mobility: bool | str | None
    pppoe_profile: str | int | None


@dataclass(frozen=True, kw_only=True)
class Vlan(E7Object):
    """A VLAN of an E7.

    The rest is described at :class:`VlanAttributes`.

    Attributes:
        vlan_id: 2 to 4093 without 1002 to 1005.
    """

    wire_type: ClassVar[str] = "Vlan"

    vlan_id: str = key("vlan", vlan_key())
    name: str | None = config("name", text())
    igmp_mode: str | None = config("igmp-mode", text("flood", "snoop-suppress", "proxy"))
    igmp_profile: str | None = config("igmp-prof", reference("VlanIgmpProf"))
    dhcp_mode: str | None = config("dhcp-mode", text("none", "snoop", "proxy"))
    mac_forced_forwarding: bool | str | None = config("mac-force-forw", flag())
    ip_source_verification: bool | str | None = config("ip-src-verify", flag())
    mac_learning: bool | str | None = config("mac-learn", flag())
    ae_ont_discovery: bool | str | None = config("ae-ont-discovery", flag())
    pon_tlan: bool | str | None = config("pon-tlan", flag())
    pon_hairpin: bool | str | None = config("pon-hairpin", flag())
    igmp_priority: str | None = config("igmp-pbit", text(*(f"pbit-{n}" for n in range(8))))
    dhcp_service_profile: str | None = config("dhcp-svc-prof", reference("DhcpSvcProf"))
    option82: bool | str | None = config("option82-enable", flag())
    ethernet_option82_profile: str | None = config("eth-opt82prof", reference("Opt82Prof"))
    gpon_option82_profile: str | None = config("gpon-opt82prof", reference("Opt82Prof"))
    mobility: bool | str | None = config("mobility", flag())
    pppoe_profile: str | None = config("pppoe-prof", reference("PppoeProf"))


@dataclass(frozen=True, kw_only=True)
class VlanMember(E7Object):
    """An interface of the E7 in a VLAN.

    Attributes:
        vlan_id: The VLAN.
        member_id: 1 to 1000.
        interface: ``ethernet:shelf/card/port``, ``lag:3`` or ``eaps:1``.
    """

    wire_type: ClassVar[str] = "VlanMem"

    vlan_id: str = key("vlan", vlan_key())
    member_id: str = key("vlanmem", identifier(1, 1000))
    interface: str | None = config("member", interface())


class VlanOperations:
    """Create, query, update and delete VLANs and their members.

    ``network_name`` is the network of the E7 in the CMS.
    """

    def __init__(self, cms: Cms) -> None:
        self._vlans = Objects(cms, Vlan, "vlans")
        self._members = Objects(cms, VlanMember, "vlan_members")
        self._listed_vlans = PerNode(lambda node: self._vlans.snapshot(node, SYSTEM))
        self._listed_members = PerNode(
            lambda node: PerNode(lambda vlan_id: self._members.snapshot(node, Vlan.address(vlan_id=vlan_id)))
        )

    def create_vlan(
        self, network_name: str, vlan_id: str | int, **attributes: Unpack[VlanAttributes]
    ) -> Vlan:
        """Create a VLAN exactly once.

        Args:
            network_name: Network of the E7.
            vlan_id: 2 to 4093 without 1002 to 1005.
            **attributes: See :class:`VlanAttributes`.

        Returns:
            What is provisioned now.

        Raises:
            AlreadyExistsError: There is such a VLAN.
        """
        node = identifiers.node_name(network_name)
        written = encode(Vlan, attributes)
        with self._vlans.writing(node, self._listed_vlans[node]) as listing:
            vlan = self._vlans.create(node, Vlan.address(vlan_id=vlan_id), written)
            listing.put(vlan.vlan_id, vlan)
        return vlan

    @overload
    def query_vlan(self, network_name: str, vlan_id: str | int) -> Vlan | None: ...

    @overload
    def query_vlan(self, network_name: str, vlan_id: None = None) -> list[Vlan]: ...

    def query_vlan(self, network_name: str, vlan_id: str | int | None = None) -> Vlan | list[Vlan] | None:
        """One VLAN, or None if there is none; without a number, all VLANs of the node."""
        node = identifiers.node_name(network_name)
        if vlan_id is None:
            return self._vlans.list(node, SYSTEM)
        return self._vlans.find(node, Vlan.address(vlan_id=vlan_id))

    def update_vlan(self, network_name: str, vlan_id: str | int, **changes: Unpack[VlanAttributes]) -> Vlan:
        """Change some attributes of a VLAN.

        Returns:
            What is provisioned now.

        Raises:
            NotFoundError: There is no such VLAN.
        """
        node = identifiers.node_name(network_name)
        written = encode(Vlan, changes)
        with self._vlans.writing(node, self._listed_vlans[node]) as listing:
            vlan = self._vlans.update(node, Vlan.address(vlan_id=vlan_id), written)
            listing.put(vlan.vlan_id, vlan)
        return vlan

    def delete_vlan(self, network_name: str, vlan_id: str | int, force: bool = False) -> None:
        """Delete a VLAN.

        Args:
            network_name: Network of the E7.
            vlan_id: The VLAN.
            force: Delete its members too. Without it an E7 refuses to delete a VLAN with members.

        Raises:
            NotFoundError: There is no such VLAN.
        """
        node = identifiers.node_name(network_name)
        ref = Vlan.address(vlan_id=vlan_id)
        with self._vlans.writing(node, self._listed_vlans[node]) as listing:
            try:
                self._vlans.delete(node, ref, force=force)
            finally:
                self._listed_members[node][ref.id].drop()
            listing.remove(ref.id)

    def vlan_snapshot(self, network_name: str) -> Snapshot[Vlan]:
        """The VLANs of a node by number: one listing for many reads, for ``performance.cache_ttl`` seconds.

        It contains what this client has written since. After a failed write the next read lists again.
        """
        return self._listed_vlans[identifiers.node_name(network_name)]

    def create_vlan_member(
        self,
        network_name: str,
        vlan_id: str | int,
        interface: str,
        member_id: str | int | None = None,
    ) -> VlanMember:
        """Put an interface into a VLAN exactly once.

        Args:
            network_name: Network of the E7.
            vlan_id: The VLAN.
            interface: ``ethernet:shelf/card/port``, ``lag:3`` or ``eaps:1``.
            member_id: 1 to 1000. With None the E7 takes the first free one.

        Returns:
            What is provisioned now.

        Raises:
            AlreadyExistsError: There is such a member.
            NotFoundError: There is no such VLAN.
        """
        node = identifiers.node_name(network_name)
        vlan = Vlan.address(vlan_id=vlan_id)
        written = encode(VlanMember, {"interface": interface})

        def look_up() -> VlanMember | None:
            held = identifiers.interface_text(identifiers.vlan_interface(interface))
            return next((each for each in self._members.list(node, vlan) if each.interface == held), None)

        with self._members.writing(node, self._listed_members[node][vlan.id]) as listing:
            if member_id is None:
                automatic = ObjectRef(VlanMember.wire_type, (*vlan.keys, ("vlanmem", "0")))
                member = self._members.create(node, automatic, written, look_up=look_up)
            else:
                ref = VlanMember.address(vlan_id=vlan_id, member_id=member_id)
                member = self._members.create(node, ref, written)
            listing.put(member.member_id, member)
        return member

    def query_vlan_member(self, network_name: str, vlan_id: str | int) -> list[VlanMember]:
        """The interfaces in a VLAN.

        Raises:
            NotFoundError: There is no such VLAN.
        """
        node = identifiers.node_name(network_name)
        return self._members.list(node, Vlan.address(vlan_id=vlan_id))

    def delete_vlan_member(
        self, network_name: str, vlan_id: str | int, member_id: str | int, force: bool = False
    ) -> None:
        """Take an interface out of a VLAN.

        Args:
            network_name: Network of the E7.
            vlan_id: The VLAN.
            member_id: The member.
            force: Take it out even if services use it.

        Raises:
            NotFoundError: There is no such member.
        """
        node = identifiers.node_name(network_name)
        ref = VlanMember.address(vlan_id=vlan_id, member_id=member_id)
        with self._members.writing(node, self.vlan_member_snapshot(node, vlan_id)) as listing:
            self._members.delete(node, ref, force=force)
            listing.remove(ref.id)

    def vlan_member_snapshot(self, network_name: str, vlan_id: str | int) -> Snapshot[VlanMember]:
        """The members of a VLAN by number: one listing for many reads, as :meth:`vlan_snapshot`.

        A read raises NotFoundError if there is no such VLAN.
        """
        return self._listed_members[identifiers.node_name(network_name)][identifiers.vlan_id(vlan_id)]

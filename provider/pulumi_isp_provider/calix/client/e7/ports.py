"""Ethernet ports of ONTs. The ONT's profile defines them, so they can only be read and updated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypedDict, Unpack, overload

from .. import identifiers
from ..choices import ADMIN_STATES, PortKind
from ..models import ONT_ID, Ont
from ..nbi.attributes import E7Object, config, encode, key, live
from ..nbi.cms import Cms
from ..nbi.forms import boolean, identifier, reference, text, words
from .objects import Objects


class EthernetPortAttributes(TypedDict, total=False):
    """What can be set on an ONT's Ethernet port. The empty string clears a text or a reference.

    Attributes:
        admin_state: ``enabled``, ``disabled`` or ``enabled-no-alarms``.
        subscriber_id: The subscriber, 32 characters at most.
        description: Free text, 48 characters at most.
        speed: ``auto`` or ``1000`` Mbit/s.
        duplex: ``full`` or ``half``.
        role: ``uni`` or ``inni``; only while the port has no Ethernet service.
        policing: ``enable`` or ``disable``.
        disable_on_battery: Switch the port off while the ONT runs on its battery.
        grade_of_service: Number of the port's grade-of-service profile, 1 to 10.
        security_profile: Number of the Ethernet security profile, 1 to 16.
        dscp_map: Number of the map from DSCP to priority bits, 1 to 10.
        dhcp_limit_override: ``none`` or 0 to 255 leases.
        force_dot1x: ``none``, ``true`` or ``false``.
        poe_power_priority: ``low``, ``medium`` or ``high``.
        poe_class_control: ``enabled`` or ``disabled``.
    """

    admin_state: str | None
    subscriber_id: str | None
    description: str | None
    speed: str | None
    duplex: str | None
    role: str | None
    policing: str | None
    disable_on_battery: bool | None
    grade_of_service: str | int | None
    security_profile: str | int | None
    dscp_map: str | int | None
    dhcp_limit_override: str | None
    force_dot1x: str | None
    poe_power_priority: str | None
    poe_class_control: str | None


@dataclass(frozen=True, kw_only=True)
class EthernetPort(E7Object):
    """An Ethernet port of an ONT. The ONT profile defines it; it is never created.

    The provisioned half is described at :class:`EthernetPortAttributes`; besides:

    Attributes:
        ont_id: The ONT.
        slot: Slot inside the ONT. It depends on the kind of port: 3 for gigabit.
        port: 1 to 8.
        op_state: ``enable`` or ``sys-disable``.
        derived_states: Words.
        rate: Rate at the moment.
        status: Whether the link is ``up`` or ``down``.
        actual_duplex: Duplex at the moment.
    """

    wire_type: ClassVar[str] = "OntEthGe"
    wire_slot: ClassVar[str] = "3"

    ont_id: str = key("ont", ONT_ID)
    slot: str = key("ontslot", identifier(1, 9))
    port: str = key("ontethge", identifier(1, 8))
    admin_state: str | None = config("admin", text(*ADMIN_STATES))
    subscriber_id: str | None = config("subscr-id", text(longest=32))
    description: str | None = config("descr", text(longest=48))
    speed: str | None = config("speed", text("auto", "1000"))
    duplex: str | None = config("duplex", text("full", "half"))
    role: str | None = config("role", text("uni", "inni"))
    policing: str | None = config("policing", text("enable", "disable"))
    disable_on_battery: bool | None = config("disable-on-batt", boolean())
    grade_of_service: str | None = config("gos", reference("OntEthPortGos"))
    security_profile: str | None = config("sec", reference("EthSecProf"))
    dscp_map: str | None = config("pbit-map", reference("DscpMap"))
    dhcp_limit_override: str | None = config("dhcp-limit-override", text())
    force_dot1x: str | None = config("force-dot1x", text("none", "true", "false"))
    poe_power_priority: str | None = config("poe-power-priority", text("low", "medium", "high"))
    poe_class_control: str | None = config("poe-class-control", text("enabled", "disabled"))

    op_state: str | None = live("op-stat", text())
    derived_states: tuple[str, ...] | None = live("derived-states", words())
    rate: str | None = live("rate", text())
    status: str | None = live("status", text())
    actual_duplex: str | None = live("actual-duplex", text())


@dataclass(frozen=True, kw_only=True)
class FastEthernetPort(EthernetPort):
    """A 100 Mbit/s port; the same fields as :class:`EthernetPort`."""

    wire_type: ClassVar[str] = "OntEthFe"
    wire_slot: ClassVar[str] = "5"

    port: str = key("ontethfe", identifier(1, 8))


@dataclass(frozen=True, kw_only=True)
class HpnaPort(EthernetPort):
    """A home phone-line network port; the same fields as :class:`EthernetPort`."""

    wire_type: ClassVar[str] = "OntEthHpna"
    wire_slot: ClassVar[str] = "4"

    port: str = key("ontethhpna", identifier(1, 8))


_MODELS: Mapping[PortKind, type[EthernetPort]] = {
    "gigabit": EthernetPort,
    "fast": FastEthernetPort,
    "hpna": HpnaPort,
}


class EthernetPortOperations:
    """Query and update the Ethernet ports of an ONT."""

    def __init__(self, cms: Cms) -> None:
        self._ports: dict[str, Objects[EthernetPort]] = {
            kind: Objects(cms, model, f"{kind}_ethernet_ports") for kind, model in _MODELS.items()
        }

    @overload
    def query_ont_ethernet_port(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        *,
        kind: PortKind = "gigabit",
        live: bool = False,
    ) -> EthernetPort | None: ...

    @overload
    def query_ont_ethernet_port(
        self, network_name: str, ont_id: str | int, port: None = None, *, kind: PortKind = "gigabit"
    ) -> list[EthernetPort]: ...

    def query_ont_ethernet_port(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int | None = None,
        *,
        kind: PortKind = "gigabit",
        live: bool = False,
    ) -> EthernetPort | list[EthernetPort] | None:
        """One Ethernet port of an ONT, or None; without a number, all ports of the kind.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            port: 1 to 8.
            kind: ``gigabit``, ``fast`` or ``hpna``.
            live: Read the live half of the one port too, with a second request.

        Raises:
            OntNotFoundError: All ports were asked for of an ONT that does not exist.
            InvalidValueError: ``kind`` or ``port`` is not allowed.
        """
        node = identifiers.node_name(network_name)
        ports = identifiers.one_of("kind", kind, self._ports)
        if port is None:
            return ports.list(node, Ont.address(ont_id=ont_id))
        ref = ports.model.address(ont_id=ont_id, slot=ports.model.wire_slot, port=port)
        return ports.find_whole(node, ref) if live else ports.find(node, ref)

    def update_ont_ethernet_port(
        self,
        network_name: str,
        ont_id: str | int,
        port: str | int,
        *,
        kind: PortKind = "gigabit",
        **changes: Unpack[EthernetPortAttributes],
    ) -> EthernetPort:
        """Change some attributes of an Ethernet port.

        Args:
            network_name: Network of the E7.
            ont_id: The ONT.
            port: 1 to 8.
            kind: ``gigabit``, ``fast`` or ``hpna``.
            **changes: See :class:`EthernetPortAttributes`.

        Returns:
            What is provisioned now.

        Raises:
            NotFoundError: There is no such port.
        """
        node = identifiers.node_name(network_name)
        ports = identifiers.one_of("kind", kind, self._ports)
        ref = ports.model.address(ont_id=ont_id, slot=ports.model.wire_slot, port=port)
        with ports.cms.writing(node):
            return ports.update(node, ref, encode(ports.model, changes))

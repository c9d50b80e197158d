"""One E7: a network of the CMS with everything in it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Final

from ..core.clock import Clock
from .alarms import Alarm
from .family import Family, Fields, TableFamily, TypeSpec
from .hardware import HardwareFamily, QuarantineFamily
from .links import Links
from .messages import Refused
from .ont import OntFamily, OntRow
from .options import CmsOptions
from .plant import PLANT_SPECS, PlantFamily, default_gpon_ports
from .ports import PORT_KINDS, RF_RETURN, PortFamily
from .profiles import MVR_VLAN, PROFILE_SPECS, ProfileFamily
from .references import RefTo
from .services import ServiceFamily
from .system import SystemFamily
from .table import Key
from .values import Ref, Value
from .vlans import MemberFamily, VlanFamily

NODE_PREFIX: Final = "NTWK-"
"""What every ``nodename`` begins with."""

NEWER_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "current": frozenset(),
    "2.3": frozenset(
        {
            "pse-max-power-budget",
            "poe-class-control",
            "pse-available-power-budget",
            "pse-aggregate-output-power",
            "pse-mgmt-capb",
            "poe-power-priority",
            "ppte-power-control",
            "ont-port-color",
        }
    ),
}
"""What an E7 of that release does not know. That older ones lack some is known, which ones is ASSUMED."""


class Node:
    """The objects of one E7.

    Attributes:
        name: The network's name, without the prefix.
        connected: Whether the CMS reaches it.
        release: Which attributes it knows, a key of ``NEWER_ATTRIBUTES``.
        address: Its IP address, for the REST listing.
        alarms: Its standing alarms.
        created: When it came up, on the simulator's clock.
        turn: Held while the node answers a request.
    """

    def __init__(self, name: str, options: CmsOptions, clock: Clock) -> None:
        self.name = name
        self.options = options
        self.clock = clock
        self.connected = True
        self.release = options.release
        self.address = ""
        self.alarms: list[Alarm] = []
        self.created = clock.now()
        self.gpon_ports = default_gpon_ports()
        self.turn = threading.Lock()
        self.in_flight = 0
        self.most_in_flight = 0

        self.onts = OntFamily(self)
        self.hardware = HardwareFamily(self)
        self.quarantine = QuarantineFamily(self)
        self.services = ServiceFamily(self)
        self.vlans = VlanFamily(self)
        self.vlan_members = MemberFamily(self)
        self.ports = {kind.slot: PortFamily(self, kind) for kind in PORT_KINDS}
        self.profiles = {spec.name: ProfileFamily(self, spec) for spec in PROFILE_SPECS}
        self.ont_profiles = self.profiles["OntProf"]
        self.mvr_vlans = ProfileFamily(self, MVR_VLAN)
        self.links = Links(self)
        self.families: dict[str, Family] = {
            family.spec.name: family
            for family in (
                SystemFamily(self),
                *(PlantFamily(self, spec) for spec in PLANT_SPECS),
                self.onts,
                self.hardware,
                self.quarantine,
                *self.ports.values(),
                TableFamily(self, RF_RETURN),
                self.services,
                self.vlans,
                self.vlan_members,
                *self.profiles.values(),
                self.mvr_vlans,
            )
        }

    @property
    def nodename(self) -> str:
        """The name that requests use."""
        return NODE_PREFIX + self.name

    def family(self, type_name: str) -> Family:
        """The objects of a type.

        Raises:
            Refused: There is no such type.
        """
        family = self.families.get(type_name)
        if family is None:
            raise Refused("unknown-type", type=type_name)
        return family

    def reference_name(self, reference: Ref) -> str | None:
        """The name that a reference's id element carries; None for types without names."""
        family = self.families.get(reference.type)
        if family is None or not family.spec.named:
            return None
        return family.name_of(tuple(int(part) for part in reference.key))

    def knows(self, spec: TypeSpec, name: str) -> bool:
        """Whether this release knows that attribute of that type."""
        return spec.knows(name) and name not in NEWER_ATTRIBUTES[self.release]

    def op_stat(self, ont: OntRow, admin: Value = "enabled") -> str:
        """``enable`` while an ONT is there and nobody disabled it.

        That ``sys-disable`` also stands for what a user disabled is ASSUMED.
        """
        up = ont.hardware is not None and "disabled" not in (ont.fields["admin"], admin)
        return "enable" if up else "sys-disable"

    def port_at(self, key: Key) -> PortFamily | None:
        """The type of the port at ONT, slot, port; None where there is none."""
        port = self.ports.get(int(key[1]))
        return port if port is not None and key in port else None

    def has_children(self, ont: Key) -> bool:
        """Whether anything on that ONT was provisioned."""
        return self.services.rows.any(ont) or any(port.changed.any(ont) for port in self.ports.values())

    def services_fit(self, ont: Key, profile: Ref) -> bool:
        """Whether every service of an ONT would keep its port under another profile."""
        return all(
            int(key[2]) <= self.ports[int(key[1])].count_of(profile) for key in self.services.keys(ont)
        )

    def drop_lost_ports(self, ont: Key) -> None:
        """Forget what was set on ports that the ONT's profile does not give."""
        for port in self.ports.values():
            for key in list(port.changed.keys(ont)):
                if key not in port:
                    port.changed.drop(key)

    def drop_children(self, ont: Key) -> None:
        """Delete every service of an ONT and forget what was set on its ports."""
        for table in (self.services.rows, *(port.changed for port in self.ports.values())):
            for key in list(table.keys(ont)):
                table.drop(key)

    def check_references(self, spec: TypeSpec, fields: Fields) -> None:
        """Refuse references to profiles that are not there.

        A type of which this node lists none is not checked: its numbers are in range, no more is known.

        Raises:
            Refused: A profile is missing.
        """
        for name, value in fields.items():
            if not isinstance(value, Ref) or not isinstance(spec.config[name].kind, RefTo):
                continue
            family = self.profiles.get(value.type)
            if family is not None and len(family.rows) and (int(value.key[0]),) not in family:
                raise Refused("no-profile", type=value.type, id=value.key[0])

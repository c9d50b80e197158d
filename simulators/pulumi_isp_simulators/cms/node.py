"""One E7: a network of the CMS with every object type in it."""

from __future__ import annotations

import threading
from typing import Final

from ..core.clock import Clock
from .family import Family, TableFamily
from .hardware import HardwareFamily, QuarantineFamily
from .messages import Refused
from .ont import OntFamily
from .options import CmsOptions
from .plant import PLANT_SPECS, PlantFamily
from .ports import PORT_KINDS, RF_RETURN, PortFamily
from .profiles import MVR_VLAN, PROFILE_SPECS, ProfileFamily
from .services import ServiceFamily
from .state import State
from .system import SystemFamily
from .values import Ref
from .vlans import MemberFamily, VlanFamily

NODE_PREFIX: Final = "NTWK-"
"""The prefix of every ``nodename``."""


class Node(State):
    """One E7, with a family for each object type.

    Attributes:
        turn: Held while the node answers a request.
    """

    def __init__(self, name: str, options: CmsOptions, clock: Clock) -> None:
        super().__init__(name, options, clock)
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
        self.mvr_vlans = ProfileFamily(self, MVR_VLAN)
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
        """The name in a reference's id element; None for types without names."""
        family = self.families.get(reference.type)
        if family is None or not family.spec.named:
            return None
        return family.name_of(tuple(int(part) for part in reference.key))

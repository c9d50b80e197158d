"""The state of one E7: its objects as tables. The families of all types read and write here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from ..core.clock import Clock
from .alarms import Alarm
from .links import HardwareTable, Links, OntTable
from .messages import Refused
from .options import CmsOptions
from .references import RefTo
from .rows import Table
from .spec import TypeSpec
from .values import Ref, Value

Fields = Mapping[str, Value]
"""Values by attribute name."""

DEFAULT_GPON_PORTS: Final = [(1, card, port) for card in (1, 2) for port in range(1, 9)]
"""Two cards of eight GPON ports in shelf 1."""

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
"""Attributes that an E7 of a release lacks. That older ones lack some is known, which ones is ASSUMED."""


class State:
    """The objects and fields of one E7.

    Attributes:
        name: The network's name, without the prefix.
        connected: Whether the CMS reaches it.
        release: Which attributes it knows, a key of ``NEWER_ATTRIBUTES``.
        address: Its IP address, for the REST listing.
        alarms: Its standing alarms.
        created: When it started, on the simulator's clock.
        gpon_ports: Shelf, card and number of each, in order.
        ont_rows: The provisioned ONTs.
        hardware_rows: The discovered ONTs.
        links: The links between them.
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
        self.gpon_ports = DEFAULT_GPON_PORTS
        self.ont_rows = OntTable()
        self.hardware_rows = HardwareTable()
        self._rows: defaultdict[str, Table[dict[str, Value]]] = defaultdict(Table)
        self.links = Links(self.ont_rows, self.hardware_rows, self.rows("QuarOnt"))

    def rows(self, type_name: str) -> Table[dict[str, Value]]:
        """The objects of any other type; for a port type, the settings of ports."""
        return self._rows[type_name]

    def knows(self, spec: TypeSpec, name: str) -> bool:
        """Whether this release has the attribute."""
        return spec.knows(name) and name not in NEWER_ATTRIBUTES[self.release]

    def check_references(self, spec: TypeSpec, fields: Fields) -> None:
        """Refuse references to missing profiles.

        A type without profiles on this node is not checked: only the range of its numbers is known.

        Raises:
            Refused: A profile is missing.
        """
        for name, value in fields.items():
            if not isinstance(value, Ref) or not isinstance(spec.config[name].kind, RefTo):
                continue
            rows = self.rows(value.type)
            if len(rows) and (int(value.key[0]),) not in rows:
                raise Refused("no-profile", type=value.type, id=value.key[0])

"""The node's own hardware: shelves, cards, GPON ports. Read only.

The names and most values of a GPON port and the names of a card come from a client. Further ones, and their
order, are ASSUMED.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .family import Family
from .rows import Key
from .spec import COUNTS, REPORTED, KeyPart, TypeSpec, spec_key
from .values import ADMIN, BOOLEAN, Attribute, Text, Value

_STATE: Final = ("op-stat", *COUNTS, "derived-states")
_WORKING: Final = {"op-stat": "enable", "derived-states": "child-prov present", "status": "up"}

_OPTICS: Final = REPORTED["GponPort"]

PLANT_SPECS: Final = (
    TypeSpec("Shelf", (KeyPart("shelf"),), state=_STATE),
    TypeSpec(
        "Card",
        spec_key("Card"),
        config={
            "equip-type": Attribute(Text(), ""),
            "admin": Attribute(ADMIN, "enabled"),
            "ctrl-candidate": Attribute(BOOLEAN, "true"),
        },
        state=(*_STATE, "actual-type", "clei", "partno", "serno"),
        parents=("System", "Shelf"),
    ),
    TypeSpec(
        "GponPort",
        spec_key("GponPort"),
        config={
            "admin": Attribute(ADMIN, "enabled"),
            "rate-limit": Attribute(Text(), "2500"),
            "max-streams": Attribute(Text(), "500"),
            "stream-alarm-lvl": Attribute(Text(), "500"),
            "mcast-bw": Attribute(Text(), "2500"),
            "mcast-bw-alarm-lvl": Attribute(Text(), "2500"),
            "split-hor": Attribute(BOOLEAN, "false"),
            "dyn-bw-alloc": Attribute(BOOLEAN, "true"),
            "descr": Attribute(Text(), ""),
        },
        state=(*_STATE, "status", *_OPTICS),
        parents=("System", "Shelf", "Card"),
    ),
)

SOFTWARE: Final[Mapping[str, tuple[str, str]]] = {
    "current": ("3.1.0.2", "3.1.0.1"),
    "2.3": ("2.3.35.19", "2.2.70.1"),
}
"""Running and alternate software of a card, by the node's release. Recorded for 2.3, else made up."""


class PlantFamily(Family):
    """One level of the plant, derived from the node's GPON ports."""

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """The shelves, cards or ports of the GPON ports, in order."""
        width = len(self.spec.key)
        before: Key | None = None
        for port in self.node.gpon_ports:
            key: Key = port[:width]
            if key != before and key[: len(prefix)] == prefix and (after is None or key > after):
                yield key
            before = key

    def __contains__(self, key: Key) -> bool:
        width = len(self.spec.key)
        return any(port[:width] == key for port in self.node.gpon_ports)

    def value(self, key: Key, name: str) -> Value:
        """One attribute. Everything works; values that must differ are derived from the position."""
        if name in COUNTS:
            return "0"
        if name in ("equip-type", "actual-type"):
            return self._card_type(key)
        if name in ("serno", "sfp-vendserno"):
            return f"SIM{'-'.join(map(str, key))}"
        if name == "partno":
            return "100-00000"
        attribute = self.spec.config.get(name)
        if attribute is not None:
            return attribute.default
        return _WORKING[name] if name in _WORKING else _OPTICS[name]

    def _card_type(self, card: Key) -> str:
        """``gpon-4`` is known; ``gpon-8`` for one with more ports is ASSUMED."""
        highest = max(port[-1] for port in self.node.gpon_ports if port[: len(card)] == card)
        return "gpon-4" if highest <= 4 else "gpon-8"

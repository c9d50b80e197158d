"""The node's own hardware: shelves, cards, GPON ports. Read only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .family import Family, KeyPart, TypeSpec, spec_key
from .hardware import COUNTS
from .table import Key
from .values import ADMIN, Attribute, Text, Value

_STATE: Final = ("op-stat", *COUNTS, "derived-states")

PLANT_SPECS: Final = (
    TypeSpec("Shelf", (KeyPart("shelf"),), state=_STATE),
    TypeSpec("Card", spec_key("Card"), state=_STATE, parents=("System", "Shelf")),
    TypeSpec(
        "GponPort",
        spec_key("GponPort"),
        config={"admin": Attribute(ADMIN, "enabled"), "descr": Attribute(Text(), "")},
        state=(*_STATE, "status"),
        parents=("System", "Shelf", "Card"),
    ),
)

_WORKING: Final = {"op-stat": "enable", "derived-states": "child-prov present", "status": "up"}


class PlantFamily(Family):
    """One level of the plant, derived from the node's GPON ports."""

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """What the GPON ports are in, in order."""
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

    def value(self, _key: Key, name: str) -> Value:
        """Everything works, everywhere."""
        if name in COUNTS:
            return "0"
        attribute = self.spec.config.get(name)
        return _WORKING[name] if attribute is None else attribute.default


def default_gpon_ports() -> list[tuple[int, int, int]]:
    """Two cards of eight GPON ports in shelf 1."""
    return [(1, card, port) for card in (1, 2) for port in range(1, 9)]

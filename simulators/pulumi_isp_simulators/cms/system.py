"""The E7 itself. The attributes and their order are recorded; their values are ASSUMED."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from .family import Family
from .rows import Key
from .spec import COUNTS, REPORTED, TypeSpec
from .state import State
from .values import RESERVED_VLANS, Attribute, Ref, Text, Value

SYSTEM: Final = TypeSpec(
    "System",
    (),
    config={name: Attribute(Text(), value) for name, value in REPORTED["System"].items()},
    state=(
        "op-stat",
        *COUNTS,
        "derived-states",
        "create-time",
        "create-time-nsec",
        "num-res-vlan",
        "shelf-type",
        "current-time",
        "current-time-str",
        "uptime",
        "active-card",
        "standby-card",
        "update-time",
        "master-shelf",
    ),
    parents=(),
)


class SystemFamily(Family):
    """The one system of a node, with the empty key."""

    def __init__(self, node: State) -> None:
        super().__init__(node, SYSTEM)

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """The empty key."""
        return iter(() if prefix or after is not None else ((),))

    def __contains__(self, key: Key) -> bool:
        return key == ()

    def value(self, _key: Key, name: str) -> Value:
        """One attribute of the E7."""
        attribute = self.spec.config.get(name)
        if attribute is not None:
            return self.node.name if name == "sys-id" else attribute.default
        return self._state()[name]

    def _state(self) -> dict[str, Value]:
        now, created = self.node.clock.now(), self.node.created
        shelf, card, _ = self.node.gpon_ports[0] if self.node.gpon_ports else (1, 1, 1)
        return {
            "op-stat": "enable",
            **dict.fromkeys(COUNTS, "0"),
            "derived-states": "child-prov",
            "create-time": str(int(created)),
            "create-time-nsec": "0",
            "num-res-vlan": str(len(RESERVED_VLANS)),
            "shelf-type": "e7-2slotchassis-1ru",
            "current-time": str(int(now)),
            "current-time-str": time.asctime(time.gmtime(now)),
            "uptime": str(int(now - created)),
            "active-card": Ref("Card", (str(shelf), str(card))),
            "standby-card": None,
            "update-time": str(int(created)),
            "master-shelf": str(shelf),
        }

"""The E7 itself. Which attributes there are, and in which order, is recorded; their values are ASSUMED."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from .family import Family
from .spec import COUNTS, TypeSpec
from .state import State
from .table import Key
from .values import RESERVED_VLANS, Attribute, Ref, Text, Value

_CONFIG: Final = {
    "admin": "enabled",
    "sys-id": "",
    "sys-loc": "",
    "auto-upgr": "true",
    "cli-telnet": "true",
    "gui-http": "true",
    "ip-gw": "0.0.0.0",  # noqa: S104 - an address that is not set, nothing listens on it
    "passwd-expiry": "30",
    "pri-dns-srv": "0.0.0.0",  # noqa: S104 - as above
    "sec-dns-srv": "0.0.0.0",  # noqa: S104 - as above
    "timezone": "UTC",
    "startup-run": "true",
    "first-res-vlan": str(RESERVED_VLANS.start),
    "bar-trans": "ftp-active",
    "upgr-trans": "ftp-active",
    "bar-port": "21",
    "upgr-port": "21",
    "user-auth-order": "local",
    "conc-upgr-limit": "2",
    "card-reset-seq": "one-at-a-time",
    "modular-chassis": "true",
    "ont-dwnstrm-shaping": "true",
    "ont-rogue-detect-default": "true",
    "ont-auto-quarantine": "true",
}

SYSTEM: Final = TypeSpec(
    "System",
    (),
    config={name: Attribute(Text(), value) for name, value in _CONFIG.items()},
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
        """What every E7 says of itself."""
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

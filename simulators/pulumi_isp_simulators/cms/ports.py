"""Ports of ONTs. The ONT profile defines them; they are read and merged, never created."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .family import Family
from .messages import Refused
from .references import RefTo
from .rows import Key
from .spec import COUNTS, KeyPart, TypeSpec
from .state import Fields, State
from .values import (
    ADMIN,
    BOOLEAN,
    DESCRIPTION_LENGTH,
    HIGHEST_ONT,
    SUBSCRIBER_ID_LENGTH,
    Attribute,
    Choice,
    Ref,
    Text,
    Value,
    VlanTag,
    Whole,
)

HIGHEST_PORT: Final = 8

_TEXT: Final = Attribute(Text(), "")
_FALSE: Final = Attribute(BOOLEAN, "false")


def _words(default: str, *others: str) -> Attribute:
    return Attribute(Choice((default, *others)), default)


def _reference(type_name: str, highest: int, default: int | None) -> Attribute:
    return Attribute(
        RefTo(type_name, high=highest), None if default is None else Ref(type_name, (str(default),))
    )


_COMMON: Final[Mapping[str, Attribute]] = {
    "admin": Attribute(ADMIN, "enabled-no-alarms"),
    "subscr-id": Attribute(Text(SUBSCRIBER_ID_LENGTH), ""),
    "descr": Attribute(Text(DESCRIPTION_LENGTH), ""),
}

_ETHERNET: Final[Mapping[str, Attribute]] = {
    **_COMMON,
    "speed": _words("auto", "1000", "100", "10"),
    "duplex": _words("full", "half"),
    "disable-on-batt": _FALSE,
    "link-oam-events": _FALSE,
    "accept-link-oam-loopbacks": _FALSE,
    "gos": _reference("OntEthPortGos", 10, 1),
    "sec": _reference("EthSecProf", 16, 1),
    "pbit-map": _reference("DscpMap", 10, 1),
    "dhcp-limit-override": Attribute(Whole(0, 255, ("none",)), "none"),
    "force-dot1x": _words("none", "true", "false"),
    "role": _words("uni", "inni"),
    "policing": _words("enable", "disable"),
    "poe-power-priority": _words("low", "medium", "high"),
    "poe-class-control": _words("disabled", "enabled"),
    "voice-policy-profile": _TEXT,
    "ppte-power-control": _FALSE,
    "ds-bw-prof": _reference("BwProf", 300, None),
    "intf": _TEXT,
    "ont-port-color": _TEXT,
}
"""Defaults other than ``admin`` and ``speed`` are ASSUMED."""

_POTS: Final[Mapping[str, Attribute]] = {
    **_COMMON,
    "impedance": _words("600-ohm", "900-ohm"),
    "signal-type": Attribute(Text(), "auto"),
    "system-tx-loss": Attribute(Text(), "gr909"),
    "system-rx-loss": Attribute(Text(), "gr909"),
    "tx-gain-2db": Attribute(Text(), "0"),
    "rx-gain-2db": Attribute(Text(), "0"),
    "nfpa-timer": Attribute(Text(), "0"),
    "nfpa-timer-trig": Attribute(Text(), ""),
}

_GATEWAY: Final[Mapping[str, Attribute]] = {
    **_COMMON,
    "mgmt-mode": Attribute(Text(), "native"),
    "wan-protocol": _words("unconfigured", "pppoe", "static", "dhcp"),
    "pppoe-user": _TEXT,
    "pppoe-password": _TEXT,  # returned in plain text, as by the E7
    "static-ip": _TEXT,
    "static-ip-mask": _TEXT,
    "static-ip-gw": _TEXT,
    "pri-dns-server": _TEXT,
    "sec-dns-server": _TEXT,
    "config-file-instance": _TEXT,
    "mgmt-prof": _reference("OntRgMgmtProf", 2_147_483_647, None),
    "tr69-eth-svc": _TEXT,
    "tr69-out-tag": Attribute(VlanTag(), "none"),
    "tr69-in-tag": Attribute(VlanTag(), "none"),
    "disable-on-batt": _FALSE,
    "pbit-map": _reference("DscpMap", 10, 1),
    "set-remote-access-secs": Attribute(Whole(0, 2_147_483_647), "0"),
}

_STATE: Final = ("op-stat", *COUNTS, "derived-states")


@dataclass(frozen=True)
class PortKind:
    """One type of port.

    Attributes:
        spec: The object type.
        slot: Its ``ontslot``.
        count: The attribute of the ONT profile with their number.
        services: Whether it carries Ethernet services.
        running: The attributes that it reports while the ONT is connected; ASSUMED values.
    """

    spec: TypeSpec
    slot: int
    count: str
    services: bool
    running: Mapping[str, str]


def _kind(
    type_name: str,
    slot: int,
    count: str,
    config: Mapping[str, Attribute],
    *,
    services: bool = False,
    running: Mapping[str, str] | None = None,
) -> PortKind:
    running = running or {}
    key = (
        KeyPart("ont", 1, HIGHEST_ONT),
        KeyPart("ontslot", slot, slot),
        KeyPart(type_name.lower(), 1, HIGHEST_PORT),
    )
    state = (*_STATE, *running)
    spec = TypeSpec(type_name, key, config, state, ("System", "Ont"), frozenset({"merge"}))
    return PortKind(spec, slot, count, services, running)


_LINK: Final = {"rate": "", "status": "down", "actual-duplex": "", "power-status": "ac-up"}

PORT_KINDS: Final = (
    _kind("OntVideoRf", 1, "rfvid", _COMMON),
    _kind("OntVideoHotRf", 2, "hotrfvid", _COMMON),
    _kind("OntEthGe", 3, "geth", _ETHERNET, services=True, running=_LINK),
    _kind("OntEthHpna", 4, "hpnaeth", _ETHERNET, services=True, running=_LINK),
    _kind("OntEthFe", 5, "feth", _ETHERNET, services=True, running=_LINK),
    _kind(
        "OntPots",
        6,
        "pots",
        _POTS,
        running={
            "hook-state": "on-hook",
            "config-status": "",
            "svc-status": "",
            "call-state": "idle",
            "power-status": "ac-up",
        },
    ),
    _kind("OntDs1", 7, "ds1", _COMMON),
    _kind(
        "OntRg",
        8,
        "rg",
        _GATEWAY,
        services=True,
        running={"remote-access-time": "0", "mbr-count": "0", "rg-wan-count": "0"},
    ),
    _kind("OntFb", 9, "fb", _COMMON, services=True),
)

_BY_SLOT: Final = {kind.slot: kind for kind in PORT_KINDS}

RF_RETURN: Final = TypeSpec(
    "OntRfAvo", (KeyPart("ont", 1, HIGHEST_ONT), KeyPart("ontrfavo")), parents=("Ont",)
)
"""A port without a slot. It can be listed; no profile here gives one."""


SERVICES: Final = "EthSvc"
"""The type of the Ethernet services that ports carry."""


def count(node: State, profile: Value, kind: PortKind) -> int:
    """How many ports of a kind an ONT profile has; 0 if it does not exist."""
    row = node.rows("OntProf").get((int(profile.key[0]),)) if isinstance(profile, Ref) else None
    given = None if row is None else row.get(kind.count)
    return min(int(given), HIGHEST_PORT) if isinstance(given, str) and given.isdecimal() else 0


def port_at(node: State, key: Key) -> PortKind | None:
    """The kind of the port at ONT, slot, port; None if there is none."""
    ont = node.ont_rows.get(key[:1])
    kind = _BY_SLOT.get(int(key[1]))
    if ont is None or kind is None:
        return None
    return kind if int(key[2]) <= count(node, ont.fields["ontprof"], kind) else None


def carries_services(node: State, key: Key) -> bool:
    """Whether there is a service on an ONT, or on one of its ports."""
    return node.rows(SERVICES).any(key)


def in_use(node: State, ont: Key) -> bool:
    """Whether anything was provisioned on that ONT."""
    return carries_services(node, ont) or any(node.rows(kind.spec.name).any(ont) for kind in PORT_KINDS)


def services_fit(node: State, ont: Key, profile: Ref) -> bool:
    """Whether every service of an ONT would keep its port under another profile."""
    return all(
        int(key[2]) <= count(node, profile, _BY_SLOT[int(key[1])]) for key in node.rows(SERVICES).keys(ont)
    )


def forget_lost(node: State, ont: Key) -> None:
    """Forget the settings of ports that the ONT's profile does not have."""
    for kind in PORT_KINDS:
        changed = node.rows(kind.spec.name)
        for key in list(changed.keys(ont)):
            if port_at(node, key) is None:
                changed.drop(key)


def forget_all(node: State, ont: Key) -> None:
    """Delete every service of an ONT and the settings of its ports."""
    for name in (SERVICES, *(kind.spec.name for kind in PORT_KINDS)):
        rows = node.rows(name)
        for key in list(rows.keys(ont)):
            rows.drop(key)


class PortFamily(Family):
    """The ports of one type in one node."""

    def __init__(self, node: State, kind: PortKind) -> None:
        super().__init__(node, kind.spec)
        self.kind = kind
        self.changed = node.rows(kind.spec.name)

    def keys(self, prefix: Key = (), after: Key | None = None) -> Iterator[Key]:
        """The ports of one ONT, or of every ONT."""
        before = None if after is None else (int(after[0]) - 1,)
        onts = self.node.ont_rows
        for ont in onts.keys(prefix, before):
            for port in range(1, count(self.node, onts[ont].fields["ontprof"], self.kind) + 1):
                key = (*ont, self.kind.slot, port)
                if after is None or key > after:
                    yield key

    def __contains__(self, key: Key) -> bool:
        return port_at(self.node, key) is self.kind

    def value(self, key: Key, name: str) -> Value:
        """An attribute of the port: set, default or live."""
        attribute = self.spec.config.get(name)
        if attribute is not None:
            changed = self.changed.get(key) or {}
            return changed.get(name, attribute.default)
        if name in COUNTS:
            return "0"
        if name == "derived-states":
            return self._derived_states(key)
        ont = self.node.ont_rows[key[:1]]
        if name == "op-stat":
            return ont.op_stat(self.value(key, "admin"))
        return self.kind.running[name] if ont.hardware is not None else ""

    def _derived_states(self, key: Key) -> str:
        states = []
        if carries_services(self.node, key):
            states.append("child-prov")
        elif key not in self.changed:
            states.append("default-prov")
        if self.node.ont_rows[key[:1]].hardware is not None:
            states.append("present")
        if self.value(key, "admin") == "disabled":
            states.append("user-disabled")
        return " ".join(states)

    def merge(self, key: Key, fields: Fields) -> None:
        """Change a port. Its role cannot change while it has services."""
        changed = {name: value for name, value in fields.items() if self.value(key, name) != value}
        self.node.check_references(self.spec, changed)
        if "role" in changed and carries_services(self.node, key):
            raise Refused("role-in-use")
        if changed:
            self.changed.put(key, {**(self.changed.get(key) or {}), **changed})

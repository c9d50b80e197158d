"""Discovered ONTs: devices on the fibre, provisioned or not, and those in quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .family import InTable, TableFamily
from .links import VENDOR_LETTERS, HardwareRow, HardwareTable
from .messages import Refused
from .references import RefTo
from .rows import Key
from .spec import COUNTS, REPORTED, KeyPart, TypeSpec
from .state import Fields, State
from .values import Attribute, Text, Value, decimal_number

_REPORTED: Final = REPORTED["DiscOnt"]
HARDWARE_STATE: Final = tuple(_REPORTED)
"""The attributes that hardware reports, in its own record and in the ONT that it is linked to."""

HARDWARE_FIELDS: Final = {
    "reg-id": Attribute(Text(), ""),
    "pon": Attribute(RefTo("GponPort", null=False), None, required=True),
    "link-permit-status": Attribute(Text(), "ok-calix"),
    **{name: Attribute(Text(), default) for name, default in _REPORTED.items()},
    **{name: Attribute(Text(), "0") for name in COUNTS},
}
"""The attributes of a discovered ONT in a seed."""

_ZERO_WHEN_ABSENT: Final = (
    *COUNTS,
    "uptime",
    "response-time",
    "opt-sig-lvl",
    "tx-opt-lvl",
    "fe-opt-lvl",
    "range-length",
    "cur-ds-sdber-rate",
    "cur-us-sdber-rate",
)
"""Numbers of an ONT that is not connected. ASSUMED: one client reads them as numbers without a check."""

_RUNNING: Final = {
    "response-time": "1",
    "pse-available-power-budget": "0",
    "pse-aggregate-output-power": "0",
    "pse-mgmt-capb": "",
    "option": "",
}

DISCOVERED: Final = TypeSpec(
    "DiscOnt",
    (KeyPart("discont", text=True),),
    state=(
        "op-stat",
        *COUNTS,
        "derived-states",
        "reg-id",
        "prov-reg-id",
        "pon",
        "model",
        "vendor",
        "clei",
        "ont",
        "ontprof",
        "subscr-id",
        "descr",
        "curr-sw-vers",
        "alt-sw-vers",
        "curr-committed",
        "mfg-serno",
        "product-code",
        "curr-cust-vers",
        "alt-cust-vers",
        "onu-mac",
        "mta-mac",
        "link-permit-status",
    ),
)

QUARANTINED: Final = TypeSpec(
    "QuarOnt", (KeyPart("quaront", text=True),), writes=frozenset({"create", "delete"})
)


class HardwareFamily(InTable[HardwareTable]):
    """The discovered ONTs of one node."""

    def __init__(self, node: State) -> None:
        super().__init__(node, DISCOVERED, node.hardware_rows)

    def value(self, key: Key, name: str) -> Value:
        """An attribute of the hardware, or of the ONT that it is linked to."""
        row = self.rows[key]
        if name == "ont":
            return str(row.ont)
        if name in row.fields:
            return row.fields[name]
        if name == "op-stat":
            return "enable"
        if name == "derived-states":
            return "default-prov" if row.ont == 0 else "present"
        if name not in ("prov-reg-id", "ontprof", "subscr-id", "descr") or row.ont == 0:
            return "" if name != "ontprof" else None
        return self.node.ont_rows[(row.ont,)].fields["reg-id" if name == "prov-reg-id" else name]

    def lookup(self, name: str, wanted: Value) -> Iterable[Key] | None:
        """The hardware that is linked to one ONT, or with ``0`` to none."""
        if name != "ont" or not isinstance(wanted, str):
            return None
        number = decimal_number(wanted)
        if number == 0:
            return [key for key in self.rows.keys() if self.rows[key].ont == 0]  # noqa: SIM118 - not a dict
        ont = None if number is None else self.node.ont_rows.get((number,))
        return [] if ont is None or ont.hardware is None else [(ont.hardware,)]

    def restart(self, hardware: str) -> None:
        """Restart it."""
        self.rows[(hardware,)].booted = self.node.clock.now()

    def discover(self, hardware: str, fields: Fields) -> None:
        """Add hardware to the fibre, or change what it reports; this does not link it."""
        self.vanish(hardware)
        complete: dict[str, Value] = {name: attribute.default for name, attribute in HARDWARE_FIELDS.items()}
        complete.update(fields)
        complete["vendor"] = complete["vendor"] or hardware[:VENDOR_LETTERS]
        self.rows.put((hardware,), HardwareRow(complete, self.node.clock.now()))

    def vanish(self, hardware: str) -> None:
        """Remove hardware from the fibre; it must be unlinked before."""
        if (hardware,) in self.rows:
            self.rows.drop((hardware,))


def state_of(node: State, hardware: str | None, name: str) -> Value:
    """An attribute of the ONT linked to the hardware; empty or zero if there is none."""
    if hardware is None:
        return "0" if name in _ZERO_WHEN_ABSENT else ""
    row = node.hardware_rows[(hardware,)]
    if name == "uptime":
        return str(int(node.clock.now() - row.booted))
    return row.fields[name] if name in row.fields else _RUNNING.get(name, "")


class QuarantineFamily(TableFamily):
    """Discovered ONTs in quarantine. ASSUMED: quarantine removes the link."""

    def __init__(self, node: State) -> None:
        super().__init__(node, QUARANTINED)

    def create(self, key: Key, fields: Fields) -> Key:
        """Put hardware into quarantine, discovered or not."""
        if key in self.rows:
            raise Refused("exists", object=self.spec.name)
        self.rows.put(key, dict(fields))
        hardware = self.node.hardware_rows.get(key)
        if hardware is not None and hardware.ont:
            self.node.links.unlink((hardware.ont,))
        return key

    def delete(self, key: Key) -> None:
        """Release hardware; an ONT that waits for it is linked to it."""
        self.rows.drop(key)
        self.node.links.hardware_wants_ont(str(key[0]))

"""Provisioned ONTs, the hardware on the fibre, and the links between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from .rows import Key, Table
from .values import Value, serial_key

VENDOR_LETTERS: Final = 4
"""A discovered ONT's id is the vendor's four letters and the serial number."""

INDEXED: Final = ("serno", "reg-id", "subscr-id", "linked-pon")
"""Indexed attributes of ONTs."""


@dataclass
class OntRow:
    """One provisioned ONT.

    Attributes:
        fields: Its complete configuration. Indexed attributes must be changed through the table.
        hardware: Id of the discovered ONT that it is linked to.
    """

    fields: dict[str, Value]
    hardware: str | None = None

    def op_stat(self, admin: Value = "enabled") -> str:
        """``enable`` if it is connected and neither it nor ``admin`` is disabled.

        ASSUMED: ``sys-disable`` is also reported for an ONT that a user disabled.
        """
        up = self.hardware is not None and "disabled" not in (self.fields["admin"], admin)
        return "enable" if up else "sys-disable"


@dataclass
class HardwareRow:
    """One discovered ONT.

    Attributes:
        fields: The attributes that it reports.
        booted: When it started, on the simulator's clock.
        ont: Number of the ONT that it is linked to, 0 for none.
    """

    fields: dict[str, Value]
    booted: float
    ont: int = 0


class OntTable(Table[OntRow]):
    """The ONTs of one node, by number and by indexed attributes."""

    def __init__(self) -> None:
        super().__init__()
        self._by: dict[str, defaultdict[Value, set[int]]] = {name: defaultdict(set) for name in INDEXED}

    def find(self, name: str, wanted: Value) -> list[Key]:
        """ONTs with a value of an indexed attribute, in order."""
        return [(number,) for number in sorted(self._by[name].get(_index_value(name, wanted), ()))]

    def put(self, key: Key, row: OntRow) -> None:
        """Add an ONT."""
        super().put(key, row)
        self._index(key, row)

    def change(self, key: Key, fields: dict[str, Value]) -> None:
        """Change the given attributes of an ONT."""
        row = self[key]
        self._unindex(key, row)
        row.fields.update(fields)
        self._index(key, row)

    def drop(self, key: Key) -> OntRow:
        """Remove an ONT and return it."""
        row = super().drop(key)
        self._unindex(key, row)
        return row

    def _index(self, key: Key, row: OntRow) -> None:
        for name in INDEXED:
            self._by[name][_index_value(name, row.fields[name])].add(int(key[0]))

    def _unindex(self, key: Key, row: OntRow) -> None:
        for name in INDEXED:
            value = _index_value(name, row.fields[name])
            self._by[name][value].discard(int(key[0]))
            if not self._by[name][value]:
                del self._by[name][value]


def _index_value(name: str, value: Value) -> Value:
    if name == "serno" and isinstance(value, str):
        return serial_key(value)
    return value or None


class HardwareTable(Table[HardwareRow]):
    """The discovered ONTs of one node, by id, serial number and registration id."""

    def __init__(self) -> None:
        super().__init__()
        self._by_serial: dict[str, str] = {}
        self._by_reg_id: defaultdict[str, list[str]] = defaultdict(list)

    def fitting(self, serial: Value, reg_id: Value) -> list[str]:
        """Hardware for a record with a serial number or, without one, with a registration id."""
        if isinstance(serial, str) and serial_key(serial):
            found = self._by_serial.get(serial_key(serial))
            return [] if found is None else [found]
        return list(self._by_reg_id.get(reg_id, ())) if isinstance(reg_id, str) and reg_id else []

    def put(self, key: Key, row: HardwareRow) -> None:
        """Add hardware."""
        super().put(key, row)
        hardware, reg_id = str(key[0]), row.fields["reg-id"]
        self._by_serial[serial_of(hardware)] = hardware
        if isinstance(reg_id, str) and reg_id:
            self._by_reg_id[reg_id].append(hardware)

    def drop(self, key: Key) -> HardwareRow:
        """Remove hardware and return it."""
        row = super().drop(key)
        hardware, reg_id = str(key[0]), row.fields["reg-id"]
        self._by_serial.pop(serial_of(hardware), None)
        if isinstance(reg_id, str) and reg_id:
            self._by_reg_id[reg_id].remove(hardware)
        return row


def serial_of(hardware: str) -> str:
    """The serial number in a discovered ONT's id, in the form that is compared."""
    return serial_key(hardware[VENDOR_LETTERS:])


class Links:
    """The links between ONT records and hardware.

    A record with a serial number is linked to the hardware with that serial number; one without, to the
    hardware with its registration id. ASSUMED: the serial number wins. The link shows as the record's
    ``linked-pon`` and the hardware's ``ont``. Records are linked when they are written and when hardware
    shows up; a record that was unlinked by hand stays so until then.
    """

    def __init__(self, onts: OntTable, hardware: HardwareTable, quarantine: Table[Any]) -> None:
        self._onts = onts
        self._hardware = hardware
        self._quarantine = quarantine

    def ont_wants_hardware(self, key: Key) -> None:
        """Link a record without a link to hardware without one, if one fits."""
        if self._onts[key].hardware is not None:
            return
        for hardware in self._fitting(key):
            if self._free(hardware):
                self._link(key, hardware)
                return

    def could_link(self, key: Key) -> bool:
        """Whether a record without a link would be linked if it were written now."""
        return any(self._free(hardware) for hardware in self._fitting(key))

    def hardware_wants_ont(self, hardware: str) -> None:
        """Link hardware without a link to the lowest record without one that fits."""
        found = self._hardware.get((hardware,))
        if found is None or not self._free(hardware):
            return
        reg_id = found.fields["reg-id"]
        keys = self._onts.find("serno", hardware[VENDOR_LETTERS:])
        if isinstance(reg_id, str) and reg_id:
            keys += self._onts.find("reg-id", reg_id)
        for key in keys:
            self.ont_wants_hardware(key)
            if found.ont:
                return

    def unlink(self, key: Key) -> None:
        """Remove the link of a record, if it has one."""
        row = self._onts[key]
        if row.hardware is None:
            return
        self._hardware[(row.hardware,)].ont = 0
        row.hardware = None
        self._onts.change(key, {"linked-pon": None})

    def _fitting(self, key: Key) -> list[str]:
        fields = self._onts[key].fields
        return self._hardware.fitting(fields["serno"], fields["reg-id"])

    def _free(self, hardware: str) -> bool:
        key = (hardware,)
        return self._hardware[key].ont == 0 and key not in self._quarantine

    def _link(self, key: Key, hardware: str) -> None:
        found = self._hardware[(hardware,)]
        self._onts[key].hardware = hardware
        found.ont = int(key[0])
        self._onts.change(key, {"linked-pon": found.fields["pon"]})

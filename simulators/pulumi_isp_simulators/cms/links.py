"""Which provisioned record drives which hardware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .family import Fields
from .hardware import VENDOR_LETTERS
from .table import Key
from .values import serial_key

if TYPE_CHECKING:
    from .node import Node


class Links:
    """Which ONT record drives which hardware.

    A record with a serial number takes the hardware with that serial; one without takes the hardware
    with its registration id (that the serial wins is ASSUMED). The link shows as the record's
    ``linked-pon`` and the hardware's ``ont``. Records are linked when they are written and when
    hardware shows up; a record that was unlinked by hand stays so until then.
    """

    def __init__(self, node: Node) -> None:
        self._node = node

    def ont_wants_hardware(self, key: Key) -> None:
        """Link a record that has no link to hardware that has none, if one fits."""
        row = self._node.onts.rows[key]
        if row.hardware is not None:
            return
        for hardware in self._candidates(row.fields):
            if self._free(hardware):
                self._link(key, hardware)
                return

    def could_link(self, key: Key) -> bool:
        """Whether a record without a link would get one if it were written now."""
        return any(self._free(hardware) for hardware in self._candidates(self._node.onts.rows[key].fields))

    def hardware_wants_ont(self, hardware: str) -> None:
        """Link hardware that has no link to the lowest record that fits and has none."""
        found = self._node.hardware.rows.get((hardware,))
        if found is None or not self._free(hardware):
            return
        onts = self._node.onts
        reg_id = found.fields["reg-id"]
        keys = onts.find("serno", hardware[VENDOR_LETTERS:])
        if isinstance(reg_id, str) and reg_id:
            keys += onts.find("reg-id", reg_id)
        for key in keys:
            self.ont_wants_hardware(key)
            if found.ont:
                return

    def unlink(self, key: Key) -> None:
        """Take the link of a record away, if it has one."""
        row = self._node.onts.rows[key]
        if row.hardware is None:
            return
        self._node.hardware.rows[(row.hardware,)].ont = 0
        row.hardware = None
        self._node.onts.put_on(key, None)

    def _candidates(self, fields: Fields) -> list[str]:
        hardware = self._node.hardware
        serial, reg_id = fields["serno"], fields["reg-id"]
        if isinstance(serial, str) and serial_key(serial):
            found = hardware.by_serial.get(serial_key(serial))
            return [] if found is None else [found]
        return list(hardware.by_reg_id.get(reg_id, ())) if isinstance(reg_id, str) and reg_id else []

    def _free(self, hardware: str) -> bool:
        key = (hardware,)
        return self._node.hardware.rows[key].ont == 0 and key not in self._node.quarantine

    def _link(self, key: Key, hardware: str) -> None:
        row, found = self._node.onts.rows[key], self._node.hardware.rows[(hardware,)]
        row.hardware = hardware
        found.ont = int(key[0])
        self._node.onts.put_on(key, found.fields["pon"])

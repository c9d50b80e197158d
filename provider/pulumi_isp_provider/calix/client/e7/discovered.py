"""Discovered ONTs: what an E7 sees on its fibre, provisioned or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, overload

from ....core.serial_numbers import CALIX, SerialNumber
from .. import identifiers
from ..models import Ont
from ..nbi.attributes import E7Object, decode, key, live
from ..nbi.cms import Cms
from ..nbi.forms import discovered_key, gpon_port, reference, text, words
from ..nbi.rpc import Read
from ..nbi.wire import SYSTEM, WireValue
from .objects import Objects

UNPROVISIONED = "0"
"""The ONT id that an E7 shows for a device that is not provisioned."""


@dataclass(frozen=True, kw_only=True)
class DiscoveredOnt(E7Object):
    """An ONT that an E7 sees on its fibre, provisioned or not.

    Attributes:
        discovered_id: Vendor id and serial number, such as ``CXNK123456``. Compare it with ``same_serial``.
        ont_id: Id of the ONT that it is provisioned as; ``0`` if it is not provisioned.
        reg_id: Registration id that the device reports.
        provisioned_reg_id: Registration id of the ONT it is provisioned as.
        pon: Port of the OLT it hangs on, ``shelf/card/port``.
        ont_profile: Number of the ONT profile.
        link_permit_status: Whether the E7 lets it in, such as ``ok-calix``.

    The rest is described at :class:`~..models.Ont`.
    """

    wire_type: ClassVar[str] = "DiscOnt"

    discovered_id: str = key("discont", discovered_key())
    ont_id: str | None = live("ont", text())
    reg_id: str | None = live("reg-id", text())
    provisioned_reg_id: str | None = live("prov-reg-id", text())
    pon: str | None = live("pon", gpon_port())
    ont_profile: str | None = live("ontprof", reference("OntProf"))
    subscriber_id: str | None = live("subscr-id", text())
    description: str | None = live("descr", text())
    op_state: str | None = live("op-stat", text())
    derived_states: tuple[str, ...] | None = live("derived-states", words())
    model: str | None = live("model", text())
    vendor: str | None = live("vendor", text())
    clei: str | None = live("clei", text())
    product_code: str | None = live("product-code", text())
    manufacturing_serial_number: str | None = live("mfg-serno", text())
    software_version: str | None = live("curr-sw-vers", text())
    alternate_software_version: str | None = live("alt-sw-vers", text())
    mac_address: str | None = live("onu-mac", text())
    mta_mac_address: str | None = live("mta-mac", text())
    link_permit_status: str | None = live("link-permit-status", text())

    @property
    def serial_number(self) -> str:
        """The serial number without ``CXNK``, as an ONT takes it; it takes no other vendor's letters."""
        return self.discovered_id.removeprefix(CALIX)


class DiscoveredOntOperations:
    """Look up discovered ONTs."""

    def __init__(self, cms: Cms) -> None:
        self._discovered = Objects(cms, DiscoveredOnt, "discovered_onts")

    @overload
    def query_discovered_ont(self, network_name: str, serial_number: str) -> DiscoveredOnt | None: ...

    @overload
    def query_discovered_ont(
        self,
        network_name: str,
        serial_number: None = None,
        *,
        provisioned: bool | None = None,
        ont_id: str | int | None = None,
        gpon_port: str | None = None,
    ) -> list[DiscoveredOnt]: ...

    def query_discovered_ont(
        self,
        network_name: str,
        serial_number: str | None = None,
        *,
        provisioned: bool | None = None,
        ont_id: str | int | None = None,
        gpon_port: str | None = None,
    ) -> DiscoveredOnt | list[DiscoveredOnt] | None:
        """Find devices on the fibre.

        Args:
            network_name: Network of the E7.
            serial_number: Serial number of one device, in any spelling. Without letters it is a Calix device.
            provisioned: Only those that are, or are not, provisioned.
            ont_id: The device behind one ONT.
            gpon_port: Those on one port of the OLT, ``shelf/card/port``.

        Returns:
            With ``serial_number`` the device, or None if it is not seen; otherwise a list.
        """
        node = identifiers.node_name(network_name)
        if serial_number is not None:
            return self._seen(node, identifiers.discovered_serial(serial_number))
        filters: dict[str, WireValue] = {}
        if ont_id is not None:
            filters["ont"] = Ont.address(ont_id=ont_id).id
        elif provisioned is False:
            filters["ont"] = UNPROVISIONED
        if gpon_port is not None:
            filters["pon"] = identifiers.gpon_port(gpon_port)
        listed = self._discovered.list(node, SYSTEM, half=Read.STATE, filters=filters)
        if provisioned is None:
            return listed
        return [each for each in listed if (each.ont_id not in (None, UNPROVISIONED)) is provisioned]

    def _seen(self, node: str, serial: SerialNumber) -> DiscoveredOnt | None:
        for digits in (serial.digits, *identifiers.other_spellings(serial.digits)):
            ref = DiscoveredOnt.address(discovered_id=serial.vendor + digits)
            if found := self._discovered.read(node, ref, Read.STATE):
                return decode(DiscoveredOnt, node, None, found)
        return None

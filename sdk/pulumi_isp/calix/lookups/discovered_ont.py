"""Data sources: get_discovered_onts.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class DiscoveredOnt(Record):
    """An ONT that an E7 sees on its fibre.

    Attributes:
        network_name: The E7, by the CMS's name.
        serial_number: The serial number in its normal form, that of labels.
        ont_id: The number of the ONT it is provisioned as; None if it is not.
        pon: Port of the OLT it hangs on, ``shelf/card/port``.
        reg_id: Registration id that the device reports.
        model: Model name, such as ``844G-1``.
        vendor: Vendor id, ``CXNK`` for Calix.
        product_code: Product code.
        manufacturing_serial_number: Serial number of the manufacturer, 12 digits.
        mac_address: Address of the ONT.
    """

    network_name: Field[str] = given()
    serial_number: Field[str] = given()
    ont_id: Field[str | None] = given()
    pon: Field[str | None] = given()
    reg_id: Field[str | None] = given()
    model: Field[str | None] = given()
    vendor: Field[str | None] = given()
    product_code: Field[str | None] = given()
    manufacturing_serial_number: Field[str | None] = given()
    mac_address: Field[str | None] = given()


@dataclass(frozen=True)
class GetDiscoveredOntsResult:
    """The answer of :func:`get_discovered_onts`.

    Attributes:
        discovered_onts: The discovered ONTs, in the system's order.
    """

    discovered_onts: Sequence[DiscoveredOnt]


def get_discovered_onts(
    *,
    network_name: str | Sequence[str] | None = None,
    pon: str | None = None,
    provisioned: bool | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetDiscoveredOntsResult:
    """The ONTs that E7s see on their fibre, provisioned or not.

    Args:
        network_name: Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.
        pon: Only on this port of the OLT, ``shelf/card/port``, such as ``1/1/4``.
        provisioned: Only those that are, or are not, provisioned.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_discovered_onts", **locals())
    return GetDiscoveredOntsResult([DiscoveredOnt(row) for row in rows])


def get_discovered_onts_output(
    *,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    pon: pulumi.Input[str] | None = None,
    provisioned: pulumi.Input[bool] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetDiscoveredOntsResult]:
    """:func:`get_discovered_onts` for arguments that may be Outputs."""
    return later(get_discovered_onts, **locals())

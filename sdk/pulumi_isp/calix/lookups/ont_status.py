"""Data sources: get_ont_status.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetOntStatusResult(Record):
    """An ONT as it is at the moment.

    What the E7 does not tell is None.

    Attributes:
        id: The id, as the resource has it.
        op_state: ``enable`` or ``sys-disable``.
        derived_states: Words such as ``present`` or ``child-prov``. Without ``present`` the device is not
            connected.
        model: Model name, such as ``844G-1``.
        uptime: Seconds since its start.
        receive_level: Level at the ONT, dBm.
        transmit_level: Level sent by the ONT, dBm.
        far_end_level: Level at the OLT, dBm.
        range_length: Length of the fibre, metres.
        downstream_sdber_rate: Downstream bit error rate, exponent.
        upstream_sdber_rate: Upstream bit error rate, exponent.
        software_version: The running version.
        critical_alarms: How many.
        major_alarms: How many.
        minor_alarms: How many.
        warnings: How many.
    """

    id: Field[str] = given()
    op_state: Field[str | None] = given()
    derived_states: Field[Sequence[str] | None] = given()
    model: Field[str | None] = given()
    uptime: Field[int | None] = given()
    receive_level: Field[float | None] = given()
    transmit_level: Field[float | None] = given()
    far_end_level: Field[float | None] = given()
    range_length: Field[float | None] = given()
    downstream_sdber_rate: Field[int | None] = given()
    upstream_sdber_rate: Field[int | None] = given()
    software_version: Field[str | None] = given()
    critical_alarms: Field[int | None] = given()
    major_alarms: Field[int | None] = given()
    minor_alarms: Field[int | None] = given()
    warnings: Field[int | None] = given()


def get_ont_status(
    *,
    id: str | None = None,
    network_name: str | None = None,
    ont_id: str | int | None = None,
    serial_number: str | None = None,
    reg_id: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetOntStatusResult:
    """How an ONT is doing: its operational state, its levels, its alarms.

    They change by themselves: this is for reports, and must never become an argument of a resource, or no two
    plans are alike.

    Args:
        id: Its id, ``<network name>/<ont id>``. Nothing else is given then.
        network_name: The CMS's name of the E7; left out, all that the CMS lists are looked through.
        ont_id: Its number on its E7, which has to be named.
        serial_number: Its serial number, in any spelling.
        reg_id: Its registration id.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetOntStatusResult(answer("get_ont_status", **locals()))


def get_ont_status_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_name: pulumi.Input[str] | None = None,
    ont_id: pulumi.Input[str | int] | None = None,
    serial_number: pulumi.Input[str] | None = None,
    reg_id: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetOntStatusResult]:
    """:func:`get_ont_status` for arguments that may be Outputs."""
    return later(get_ont_status, **locals())

"""Data sources: get_ont, get_onts.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetOntResult(Record):
    """A subscriber's optical network terminal, provisioned on an E7.

    Its id is ``<network name>/<ont id>``.

    Attributes:
        id: The id, as the resource has it.
        network_name: The CMS's name of the E7, with or without ``NTWK-``.
        ont_id: The ONT's number on its E7, 1 to 64,000,000.
        ont_profile: Number of the ONT profile, such as ``162``, or ``local:3`` for one of this E7's own.
        admin_state: Whether the ONT is in service.
        serial_number: 1 to 8 hexadecimal digits, with or without Calix's letters (``CXNK00ABC123``); see
            :func:`~pulumi_isp.calix.same_serial` for all spellings.
        reg_id: Registration id, for ONTs that are recognised by it.
        subscriber_id: Your name for the subscriber.
        description: Free text.
        pwe3_profile: Number of the PWE3 profile.
        us_sdber_rate: Exponent of the upstream signal-degrade bit error rate.
        low_rx_opt_pwr_ne_thresh: Alarm below this receive power at the ONT.
        high_rx_opt_pwr_ne_thresh: Alarm above this receive power at the ONT.
        battery_present: Whether a battery is fitted.
        pse_max_power_budget: Power for powered devices; newer releases only.
        poe_class_control: Power class control of its ports; newer releases only.
        node_name: The E7 as the wire names it (``NTWK-...``).
        linked_pon: The port that it hangs on, ``shelf/card/port``; None until it was seen.
    """

    id: Field[str] = given()
    network_name: Field[str] = given()
    ont_id: Field[str] = given()
    ont_profile: Field[str] = given()
    admin_state: Field[str | None] = given()
    serial_number: Field[str] = given()
    reg_id: Field[str] = given()
    subscriber_id: Field[str] = given()
    description: Field[str] = given()
    pwe3_profile: Field[str | None] = given()
    us_sdber_rate: Field[int | None] = given()
    low_rx_opt_pwr_ne_thresh: Field[float | None] = given()
    high_rx_opt_pwr_ne_thresh: Field[float | None] = given()
    battery_present: Field[bool | None] = given()
    pse_max_power_budget: Field[int | None] = given()
    poe_class_control: Field[str | None] = given()
    node_name: Field[str] = given()
    linked_pon: Field[str | None] = given()


@dataclass(frozen=True)
class GetOntsResult:
    """The answer of :func:`get_onts`.

    Attributes:
        onts: The ONTs, in the system's order.
    """

    onts: Sequence[GetOntResult]


def get_ont(
    *,
    id: str | None = None,
    network_name: str | None = None,
    ont_id: str | int | None = None,
    serial_number: str | None = None,
    reg_id: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetOntResult:
    """One provisioned ONT, by its id, its number, its serial number or its registration id.

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
    return GetOntResult(answer("get_ont", **locals()))


def get_ont_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_name: pulumi.Input[str] | None = None,
    ont_id: pulumi.Input[str | int] | None = None,
    serial_number: pulumi.Input[str] | None = None,
    reg_id: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetOntResult]:
    """:func:`get_ont` for arguments that may be Outputs."""
    return later(get_ont, **locals())


def get_onts(
    *,
    network_name: str | Sequence[str] | None = None,
    pon: str | None = None,
    ont_profile: str | int | None = None,
    admin_state: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetOntsResult:
    """The provisioned ONTs, each as its resource has it.

    Args:
        network_name: Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.
        pon: Only on this port of the OLT, ``shelf/card/port``, such as ``1/1/4``.
        ont_profile: Only with this ONT profile, by number.
        admin_state: Only ``enabled``, ``disabled`` or ``enabled-no-alarms`` ones.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_onts", **locals())
    return GetOntsResult([GetOntResult(row) for row in rows])


def get_onts_output(
    *,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    pon: pulumi.Input[str] | None = None,
    ont_profile: pulumi.Input[str | int] | None = None,
    admin_state: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetOntsResult]:
    """:func:`get_onts` for arguments that may be Outputs."""
    return later(get_onts, **locals())

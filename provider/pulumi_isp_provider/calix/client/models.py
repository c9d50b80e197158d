"""The client's model of an ONT, and what the models have in common.

The models of other objects are next to their operations, in :mod:`.e7`. A field of the provisioned half is
None if the E7 has no value (or only ``0``, for a serial number). A field of the live half is None if it was
not read: listings read the provisioned half only. Each model has a ``TypedDict`` of what can be set.

Names and ranges: CMS R15 northbound guide, as seen in several public clients, unless said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from .choices import ADMIN_STATES
from .nbi.attributes import E7Object, config, key, live
from .nbi.forms import (
    boolean,
    decimal,
    gpon_port,
    identifier,
    integer,
    reference,
    serial,
    text,
    words,
)

ONT_ID = identifier(1, 64_000_000, zero="To have the E7 choose an id, leave ont_id out.")
"""The id of an ONT, wherever it is a key."""

COUNT = integer(0, 2**63)
"""A number that can only be read."""

_THRESHOLD = decimal(-30.0, -7.0)
_LEVEL = decimal(-1e6, 1e6)


class OntAttributes(TypedDict, total=False):
    """What can be set on an ONT. In an update the empty string clears a text or a reference.

    Attributes:
        admin_state: ``enabled``, ``disabled`` or ``enabled-no-alarms``.
        serial_number: 1 to 8 hexadecimal digits, with or without ``CXNK``. Leading zeros are sent as given
            and mean nothing.
        reg_id: Registration id (RONTA), entered at the ONT.
        subscriber_id: The subscriber, in the provider's own numbering.
        description: Free text.
        ont_profile: Number of the ONT profile, such as ``162``, or ``local:3``.
        pwe3_profile: Number of the pseudo-wire profile; ``1`` is the system's.
        us_sdber_rate: Exponent of the upstream signal-degrade bit error rate, 2 to 6.
        low_rx_opt_pwr_ne_thresh: Alarm threshold for a low receive level, -30.0 to -7.0 dBm.
        high_rx_opt_pwr_ne_thresh: Alarm threshold for a high receive level, -30.0 to -7.0 dBm.
        battery_present: A battery back-up is there.
        pse_max_power_budget: Watts for powered devices, 1 to 90; newer releases only.
        poe_class_control: ``enabled`` or ``disabled``; newer releases only.
        low_rx_opt_pwr_fe_thresh: Alarm threshold for a low level at the far end, which is the OLT.
        high_rx_opt_pwr_fe_thresh: For a high one.
        low_tx_opt_pwr_thresh: For a low transmit level.
        high_tx_opt_pwr_thresh: For a high one.
        low_laser_bias_thresh: For a low bias current of the laser.
        high_laser_bias_thresh: For a high one.
        low_line_pwr_feed_thresh: For a low power feed of the line.
        high_line_pwr_feed_thresh: For a high one.
        low_ont_temp_thresh: For a low temperature.
        high_ont_temp_thresh: For a high one.
        ont_port_color: Colour of the port.

    The last eleven are known only from one client that reads them. Their ranges are not known, nor whether
    every release has them. Listings leave them out.
    """

    admin_state: str | None
    serial_number: str | None
    reg_id: str | None
    subscriber_id: str | None
    description: str | None
    ont_profile: str | int | None
    pwe3_profile: str | int | None
    us_sdber_rate: int | None
    low_rx_opt_pwr_ne_thresh: float | None
    high_rx_opt_pwr_ne_thresh: float | None
    battery_present: bool | None
    pse_max_power_budget: int | None
    poe_class_control: str | None
    low_rx_opt_pwr_fe_thresh: float | None
    high_rx_opt_pwr_fe_thresh: float | None
    low_tx_opt_pwr_thresh: float | None
    high_tx_opt_pwr_thresh: float | None
    low_laser_bias_thresh: float | None
    high_laser_bias_thresh: float | None
    low_line_pwr_feed_thresh: float | None
    high_line_pwr_feed_thresh: float | None
    low_ont_temp_thresh: float | None
    high_ont_temp_thresh: float | None
    ont_port_color: str | None


class OntConditions(TypedDict, total=False):
    """Conditions for finding ONTs; all that are given must hold.

    Attributes:
        serial_number: In any spelling.
        subscriber_id: The subscriber.
        reg_id: Registration id.
        gpon_port: Port of the OLT, ``shelf/card/port``.
        ont_profile: Number of the ONT profile.
        admin_state: ``enabled``, ``disabled`` or ``enabled-no-alarms``.
    """

    serial_number: str | None
    subscriber_id: str | None
    reg_id: str | None
    gpon_port: str | None
    ont_profile: str | int | None
    admin_state: str | None


@dataclass(frozen=True, kw_only=True)
class Ont(E7Object):
    """An ONT: its provisioned half and, if it was read, its live half.

    The provisioned half is described at :class:`OntAttributes`; besides:

    Attributes:
        ont_id: 1 to 64000000, as text.
        linked_pon: Port of the OLT that it is connected to, ``shelf/card/port``; None until it was
            discovered.
        op_state: ``enable`` or ``sys-disable``.
        derived_states: Words such as ``present`` or ``child-prov``. Without ``present`` the device is not
            connected.
        model: Model name, such as ``844G-1``.
        vendor: Vendor id, ``CXNK`` for Calix.
        clei: Equipment code.
        product_code: Product code.
        manufacturing_serial_number: Serial number of the manufacturer, 12 digits.
        uptime: Seconds since its start.
        receive_level: Level at the ONT, dBm.
        transmit_level: Level sent by the ONT, dBm.
        far_end_level: Level at the OLT, dBm.
        range_length: Length of the fibre, metres.
        downstream_sdber_rate: Downstream bit error rate, exponent.
        upstream_sdber_rate: Upstream bit error rate, exponent.
        software_version: The running version.
        alternate_software_version: The standby version.
        software_committed: The running version is kept after a restart.
        mac_address: Address of the ONT.
        mta_mac_address: Address of its voice part.
        critical_alarms: How many.
        major_alarms: How many.
        minor_alarms: How many.
        warnings: How many.
        information: How many.
        custom_version: Running version of the customer's settings file.
        alternate_custom_version: Standby version of it.
        gateway_file_version: Version of the gateway's settings file.
        voice_file_version: Version of the voice settings file.
        response_time: Time the ONT takes to answer, presumably milliseconds.
        available_power_budget: Power left for powered devices, presumably watts.
        aggregate_output_power: Power that powered devices use, presumably watts.
        power_management_capability: As the E7 says it.
        option: As the E7 says it.
    """

    wire_type: ClassVar[str] = "Ont"

    ont_id: str = key("ont", ONT_ID)
    admin_state: str | None = config("admin", text(*ADMIN_STATES))
    serial_number: str | None = config("serno", serial())
    reg_id: str | None = config("reg-id", text())
    subscriber_id: str | None = config("subscr-id", text())
    description: str | None = config("descr", text())
    ont_profile: str | None = config("ontprof", reference("OntProf"))
    pwe3_profile: str | None = config("pwe3prof", reference("OntPwe3Prof"))
    us_sdber_rate: int | None = config("us-sdber-rate", integer(2, 6))
    low_rx_opt_pwr_ne_thresh: float | None = config("low-rx-opt-pwr-ne-thresh", _THRESHOLD)
    high_rx_opt_pwr_ne_thresh: float | None = config("high-rx-opt-pwr-ne-thresh", _THRESHOLD)
    battery_present: bool | None = config("battery-present", boolean())
    pse_max_power_budget: int | None = config("pse-max-power-budget", integer(1, 90))
    poe_class_control: str | None = config("poe-class-control", text("enabled", "disabled"))
    linked_pon: str | None = config("linked-pon", gpon_port())
    low_rx_opt_pwr_fe_thresh: float | None = config("low-rx-opt-pwr-fe-thresh", _LEVEL, listed=False)
    high_rx_opt_pwr_fe_thresh: float | None = config("high-rx-opt-pwr-fe-thresh", _LEVEL, listed=False)
    low_tx_opt_pwr_thresh: float | None = config("low-tx-opt-pwr-thresh", _LEVEL, listed=False)
    high_tx_opt_pwr_thresh: float | None = config("high-tx-opt-pwr-thresh", _LEVEL, listed=False)
    low_laser_bias_thresh: float | None = config("low-laser-bias-thresh", _LEVEL, listed=False)
    high_laser_bias_thresh: float | None = config("high-laser-bias-thresh", _LEVEL, listed=False)
    low_line_pwr_feed_thresh: float | None = config("low-line-pwr-feed-thresh", _LEVEL, listed=False)
    high_line_pwr_feed_thresh: float | None = config("high-line-pwr-feed-thresh", _LEVEL, listed=False)
    low_ont_temp_thresh: float | None = config("low-ont-temp-thresh", _LEVEL, listed=False)
    high_ont_temp_thresh: float | None = config("high-ont-temp-thresh", _LEVEL, listed=False)
    ont_port_color: str | None = config("ont-port-color", text(), listed=False)

    op_state: str | None = live("op-stat", text())
    derived_states: tuple[str, ...] | None = live("derived-states", words())
    model: str | None = live("model", text())
    vendor: str | None = live("vendor", text())
    clei: str | None = live("clei", text())
    product_code: str | None = live("product-code", text())
    manufacturing_serial_number: str | None = live("mfg-serno", text())
    uptime: int | None = live("uptime", COUNT)
    receive_level: float | None = live("opt-sig-lvl", _LEVEL)
    transmit_level: float | None = live("tx-opt-lvl", _LEVEL)
    far_end_level: float | None = live("fe-opt-lvl", _LEVEL)
    range_length: float | None = live("range-length", _LEVEL)
    downstream_sdber_rate: int | None = live("cur-ds-sdber-rate", COUNT)
    upstream_sdber_rate: int | None = live("cur-us-sdber-rate", COUNT)
    software_version: str | None = live("curr-sw-vers", text())
    alternate_software_version: str | None = live("alt-sw-vers", text())
    software_committed: bool | None = live("curr-committed", boolean())
    mac_address: str | None = live("onu-mac", text())
    mta_mac_address: str | None = live("mta-mac", text())
    critical_alarms: int | None = live("crit", COUNT)
    major_alarms: int | None = live("maj", COUNT)
    minor_alarms: int | None = live("min", COUNT)
    warnings: int | None = live("warn", COUNT)
    information: int | None = live("info", COUNT)
    custom_version: str | None = live("curr-cust-vers", text())
    alternate_custom_version: str | None = live("alt-cust-vers", text())
    gateway_file_version: str | None = live("rg-file-vers", text())
    voice_file_version: str | None = live("voip-file-vers", text())
    response_time: float | None = live("response-time", _LEVEL)
    available_power_budget: float | None = live("pse-available-power-budget", _LEVEL)
    aggregate_output_power: float | None = live("pse-aggregate-output-power", _LEVEL)
    power_management_capability: str | None = live("pse-mgmt-capb", text())
    option: str | None = live("option", text())

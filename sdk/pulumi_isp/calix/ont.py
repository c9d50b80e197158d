"""The ONT resource.

Made by `make generate` from provider/pulumi_isp_provider/calix/resources/ont.py: change that.
"""

from __future__ import annotations

from typing import Literal, Required, Unpack

import pulumi

from .._kinds import ONT
from .._resource import CommonArgs, IspResource


class OntArgs(CommonArgs, total=False):
    """Arguments of :class:`Ont`.

    Attributes:
        network_name: The CMS's name of the E7, with or without ``NTWK-``. Changing it replaces the ONT.
        ont_id: The ONT's number on its E7, 1 to 64,000,000; the first free one where it is left out. Changing
            it replaces the ONT.
        ont_profile: Number of the ONT profile, such as ``162``, or ``local:3`` for one of this E7's own.
        admin_state: Whether the ONT is in service. Default: ``enabled``.
        serial_number: 1 to 8 hexadecimal digits, with or without Calix's letters (``CXNK00ABC123``); see
            :func:`~pulumi_isp.calix.same_serial` for all spellings.
        reg_id: Registration id, for ONTs that are recognised by it.
        subscriber_id: Your name for the subscriber.
        description: Free text.
        pwe3_profile: Number of the PWE3 profile. The vendor's default: ``1``.
        us_sdber_rate: Exponent of the upstream signal-degrade bit error rate. 2 to 6. The vendor's default:
            ``5``.
        low_rx_opt_pwr_ne_thresh: Alarm below this receive power at the ONT. -30.0 to -7.0 dBm. The vendor's
            default: ``-30.0``.
        high_rx_opt_pwr_ne_thresh: Alarm above this receive power at the ONT. -30.0 to -7.0 dBm. The vendor's
            default: ``-7.0``.
        battery_present: Whether a battery is fitted. Once no longer declared, it stays as it is.
        pse_max_power_budget: Power for powered devices; newer releases only. 1 to 90 watts. The vendor's
            default: ``30``.
        poe_class_control: Power class control of its ports; newer releases only. The vendor's default:
            ``disabled``.
        force_delete: Delete the ONT together with its services; without it, an E7 refuses to.
    """

    network_name: Required[pulumi.Input[str]]
    ont_id: pulumi.Input[str | int]
    ont_profile: Required[pulumi.Input[str | int]]
    admin_state: pulumi.Input[Literal["enabled", "disabled", "enabled-no-alarms"]]
    serial_number: pulumi.Input[str]
    reg_id: pulumi.Input[str]
    subscriber_id: pulumi.Input[str]
    description: pulumi.Input[str]
    pwe3_profile: pulumi.Input[str | int]
    us_sdber_rate: pulumi.Input[int]
    low_rx_opt_pwr_ne_thresh: pulumi.Input[float]
    high_rx_opt_pwr_ne_thresh: pulumi.Input[float]
    battery_present: pulumi.Input[bool]
    pse_max_power_budget: pulumi.Input[int]
    poe_class_control: pulumi.Input[Literal["enabled", "disabled"]]
    force_delete: pulumi.Input[bool]


class Ont(IspResource, kind=ONT, args=OntArgs):
    """A subscriber's optical network terminal, provisioned on an E7.

    Its id is ``<network name>/<ont id>``.

    Attributes:
        node_name: The E7 as the wire names it (``NTWK-...``).
    """

    network_name: pulumi.Output[str]
    ont_profile: pulumi.Output[str]
    admin_state: pulumi.Output[str]
    serial_number: pulumi.Output[str | None]
    reg_id: pulumi.Output[str | None]
    subscriber_id: pulumi.Output[str | None]
    description: pulumi.Output[str | None]
    pwe3_profile: pulumi.Output[str | None]
    us_sdber_rate: pulumi.Output[int | None]
    low_rx_opt_pwr_ne_thresh: pulumi.Output[float | None]
    high_rx_opt_pwr_ne_thresh: pulumi.Output[float | None]
    battery_present: pulumi.Output[bool | None]
    pse_max_power_budget: pulumi.Output[int | None]
    poe_class_control: pulumi.Output[str | None]
    node_name: pulumi.Output[str]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[OntArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

    @property
    def ont_id(self) -> pulumi.Output[str]:
        """The ONT's number on its E7, 1 to 64,000,000."""
        return self._part_of_id(1)

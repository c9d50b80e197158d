"""The Ethernet service resource.

Made by `make generate` from provider/pulumi_isp_provider/calix/resources/ethernet_service.py: change that.
"""

from __future__ import annotations

from typing import Literal, Required, Unpack

import pulumi

from .._kinds import ETHERNET_SERVICE
from .._resource import CommonArgs, IspResource
from .ont import Ont


class EthernetServiceArgs(CommonArgs, total=False):
    """Arguments of :class:`EthernetService`.

    Attributes:
        ont: The ONT that carries it: the ONT itself, or its id, ``<network name>/<ont id>``. Changing it
            replaces the Ethernet service.
        port_kind: The kind of port that it is on. Default: ``gigabit``. Changing it replaces the Ethernet
            service.
        port: The port of that kind. 1 to 8. Changing it replaces the Ethernet service.
        service_id: The service's number on its port. 1 to 12. Changing it replaces the Ethernet service.
        admin_state: Whether the service runs; ``disabled`` suspends the customer. Default: ``enabled``.
        tag_action: Number of the tag action for VLAN tags; ``local:3`` for one of this E7's own.
        bandwidth_profile: Number of the bandwidth profile, such as ``7``, or ``local:7`` for one of this E7's
            own.
        description: Free text. That an empty one clears it is inferred from gateways.
        outer_tag: The outer VLAN tag. Known from one public source. ``none`` or 2 to 4093 without 1002 to
            1005. The vendor's default: ``none``.
        inner_tag: The inner VLAN tag. Known from one public source. ``none`` or 2 to 4093 without 1002 to
            1005. The vendor's default: ``none``.
        multicast_profile: Number of the multicast profile; once no longer declared, it is cleared. Known from
            one public source.
        pon_cos: Class of service on the fibre. Known from one public source. The E7's default is not known.
            Once no longer declared, it stays as it is.
        us_cir_override: Upstream committed rate in place of the bandwidth profile's. Known from one public
            source. ``none``, ``0`` (no meter), or such as ``512k``, ``20m``, ``2.5g``. The vendor's default:
            ``none``.
        us_pir_override: Upstream peak rate in place of the bandwidth profile's. Known from one public source.
            ``none``, ``0`` (no meter), or such as ``512k``, ``20m``, ``2.5g``. The vendor's default:
            ``none``.
        ds_pir_override: Downstream peak rate in place of the bandwidth profile's. Known from one public
            source. ``none``, ``0`` (no meter), or such as ``512k``, ``20m``, ``2.5g``. The vendor's default:
            ``none``.
        hot_swap: Whether the service may move to another ONT. Known from one public source. The E7's default
            is not known. Sources differ in how it is written. Once no longer declared, it stays as it is.
        pppoe_force_discard: Whether PPPoE frames are dropped. Known from one public source. The E7's default
            is not known. Once no longer declared, it stays as it is.
        security_profile: Number of the Ethernet security profile. Known from one public source. The E7's
            default is not known. Once no longer declared, it stays as it is.
    """

    ont: Required[Ont | pulumi.Input[str]]
    port_kind: pulumi.Input[Literal["gigabit", "hpna", "fast", "gateway", "full_bridge"]]
    port: Required[pulumi.Input[int]]
    service_id: Required[pulumi.Input[int]]
    admin_state: pulumi.Input[Literal["enabled", "disabled", "enabled-no-alarms"]]
    tag_action: Required[pulumi.Input[str | int]]
    bandwidth_profile: Required[pulumi.Input[str | int]]
    description: pulumi.Input[str]
    outer_tag: pulumi.Input[str | int]
    inner_tag: pulumi.Input[str | int]
    multicast_profile: pulumi.Input[str | int]
    pon_cos: pulumi.Input[
        Literal[
            "derived", "cos-1", "cos-2", "cos-3", "cos-4", "user-1", "user-2", "user-3", "user-4", "fixed"
        ]
    ]
    us_cir_override: pulumi.Input[str]
    us_pir_override: pulumi.Input[str]
    ds_pir_override: pulumi.Input[str]
    hot_swap: pulumi.Input[bool]
    pppoe_force_discard: pulumi.Input[bool]
    security_profile: pulumi.Input[str | int]


class EthernetService(
    IspResource, kind=ETHERNET_SERVICE, args=EthernetServiceArgs, references={"ont": False}
):
    """What an ISP sells: a service on an Ethernet port of an ONT.

    Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``.
    """

    ont: pulumi.Output[str]
    port_kind: pulumi.Output[str]
    port: pulumi.Output[int]
    service_id: pulumi.Output[int]
    admin_state: pulumi.Output[str]
    tag_action: pulumi.Output[str]
    bandwidth_profile: pulumi.Output[str]
    description: pulumi.Output[str | None]
    outer_tag: pulumi.Output[str | None]
    inner_tag: pulumi.Output[str | None]
    multicast_profile: pulumi.Output[str | None]
    pon_cos: pulumi.Output[str | None]
    us_cir_override: pulumi.Output[str | None]
    us_pir_override: pulumi.Output[str | None]
    ds_pir_override: pulumi.Output[str | None]
    hot_swap: pulumi.Output[bool | None]
    pppoe_force_discard: pulumi.Output[bool | None]
    security_profile: pulumi.Output[str | None]

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[EthernetServiceArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)

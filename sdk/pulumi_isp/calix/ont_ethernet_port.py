"""The ONT Ethernet port resource.

Made by `make generate` from provider/pulumi_isp_provider/calix/resources/ont_ethernet_port.py: change that.
"""

from __future__ import annotations

from typing import Literal, Required, Unpack

import pulumi

from .._kinds import ONT_ETHERNET_PORT
from .._resource import CommonArgs, IspResource
from .ont import Ont


class OntEthernetPortArgs(CommonArgs, total=False):
    """Arguments of :class:`OntEthernetPort`.

    Attributes:
        ont: The ONT: the ONT itself, or its id, ``<network name>/<ont id>``. Changing it replaces the ONT
            Ethernet port.
        port_kind: The kind of port. Default: ``gigabit``. Changing it replaces the ONT Ethernet port.
        port: The port of that kind. 1 to 8. Changing it replaces the ONT Ethernet port.
        admin_state: Whether the port runs. Two public clients write it; one has seen the default. The
            vendor's default: ``enabled-no-alarms``.
        subscriber_id: Your name for the subscriber. One public source tells the length; that an empty one
            clears it is inferred. 1 to 32 characters.
        description: Free text. One public source tells the length; that an empty one clears it is inferred. 1
            to 48 characters.
        speed: Speed in Mbit/s; one public client has seen the default. The vendor's default: ``auto``.
        duplex: Duplex. Named by one to three public clients. The E7's default is not known. Once no longer
            declared, it stays as it is.
        role: Towards a subscriber or another network; can only be changed while the port has no service.
            Named by one to three public clients. The E7's default is not known. Once no longer declared, it
            stays as it is.
        policing: Whether the rates are enforced. Named by one to three public clients. The E7's default is
            not known. Once no longer declared, it stays as it is.
        disable_on_battery: Whether the port is off while the ONT runs on its battery. Named by one to three
            public clients. The E7's default is not known. Once no longer declared, it stays as it is.
        grade_of_service: Number of the grade-of-service profile. Named by one to three public clients. The
            E7's default is not known. Once no longer declared, it stays as it is.
        security_profile: Number of the Ethernet security profile. Named by one to three public clients. The
            E7's default is not known. Once no longer declared, it stays as it is.
        dscp_map: Number of the map from DSCP to priority bits. Named by one to three public clients. The E7's
            default is not known. Once no longer declared, it stays as it is.
        dhcp_limit_override: How many DHCP leases the port may have: ``none``, or 0 to 255. Named by one to
            three public clients. The E7's default is not known. Once no longer declared, it stays as it is.
        force_dot1x: Whether 802.1X is forced, whatever the profile says. Named by one to three public
            clients. The E7's default is not known. Once no longer declared, it stays as it is.
        poe_power_priority: Who gets power first. Named by one to three public clients. The E7's default is
            not known. Once no longer declared, it stays as it is.
        poe_class_control: Power class control. Named by one to three public clients. The E7's default is not
            known. Once no longer declared, it stays as it is.
    """

    ont: Required[Ont | pulumi.Input[str]]
    port_kind: pulumi.Input[Literal["gigabit", "fast", "hpna"]]
    port: Required[pulumi.Input[int]]
    admin_state: pulumi.Input[Literal["enabled", "disabled", "enabled-no-alarms"]]
    subscriber_id: pulumi.Input[str]
    description: pulumi.Input[str]
    speed: pulumi.Input[Literal["auto", "1000"]]
    duplex: pulumi.Input[Literal["full", "half"]]
    role: pulumi.Input[Literal["uni", "inni"]]
    policing: pulumi.Input[Literal["enable", "disable"]]
    disable_on_battery: pulumi.Input[bool]
    grade_of_service: pulumi.Input[str | int]
    security_profile: pulumi.Input[str | int]
    dscp_map: pulumi.Input[str | int]
    dhcp_limit_override: pulumi.Input[str | int]
    force_dot1x: pulumi.Input[Literal["none", "true", "false"]]
    poe_power_priority: pulumi.Input[Literal["low", "medium", "high"]]
    poe_class_control: pulumi.Input[Literal["enabled", "disabled"]]


class OntEthernetPort(
    IspResource, kind=ONT_ETHERNET_PORT, args=OntEthernetPortArgs, references={"ont": True}
):
    """The settings of an Ethernet port of an ONT, which is there because the ONT's profile has it.

    Their id is ``<network name>/<ont id>/<port kind>/<port>``. What is declared is set on the port as it
    stands; once the resource goes, ``admin_state``, ``speed``, ``subscriber_id`` and ``description`` are set
    back, and the rest stays as it is.
    """

    ont: pulumi.Output[str]
    port_kind: pulumi.Output[str]
    port: pulumi.Output[int]
    admin_state: pulumi.Output[str | None]
    subscriber_id: pulumi.Output[str | None]
    description: pulumi.Output[str | None]
    speed: pulumi.Output[str | None]
    duplex: pulumi.Output[str | None]
    role: pulumi.Output[str | None]
    policing: pulumi.Output[str | None]
    disable_on_battery: pulumi.Output[bool | None]
    grade_of_service: pulumi.Output[str | None]
    security_profile: pulumi.Output[str | None]
    dscp_map: pulumi.Output[str | None]
    dhcp_limit_override: pulumi.Output[str | None]
    force_dot1x: pulumi.Output[str | None]
    poe_power_priority: pulumi.Output[str | None]
    poe_class_control: pulumi.Output[str | None]

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[OntEthernetPortArgs],
    ) -> None:
        super().__init__(resource_name, opts, **args)

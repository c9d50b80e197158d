"""Data sources: get_ont_ethernet_port, get_ont_ethernet_ports.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetOntEthernetPortResult(Record):
    """The settings of an Ethernet port of an ONT, which is there because the ONT's profile has it.

    Their id is ``<network name>/<ont id>/<port kind>/<port>``. What is declared is set on the port as it
    stands; once the resource goes, ``admin_state``, ``speed``, ``subscriber_id`` and ``description`` are set
    back, and the rest stays as it is.

    Attributes:
        id: The id, as the resource has it.
        ont: The ONT, by its id.
        port_kind: The kind of port.
        port: The port of that kind.
        admin_state: Whether the port runs. Two public clients write it; one has seen the default.
        subscriber_id: Your name for the subscriber. One public source tells the length; that an empty one
            clears it is inferred.
        description: Free text. One public source tells the length; that an empty one clears it is inferred.
        speed: Speed in Mbit/s; one public client has seen the default.
        duplex: Duplex. Named by one to three public clients. The E7's default is not known.
        role: Towards a subscriber or another network; can only be changed while the port has no service.
            Named by one to three public clients. The E7's default is not known.
        policing: Whether the rates are enforced. Named by one to three public clients. The E7's default is
            not known.
        disable_on_battery: Whether the port is off while the ONT runs on its battery. Named by one to three
            public clients. The E7's default is not known.
        grade_of_service: Number of the grade-of-service profile. Named by one to three public clients. The
            E7's default is not known.
        security_profile: Number of the Ethernet security profile. Named by one to three public clients. The
            E7's default is not known.
        dscp_map: Number of the map from DSCP to priority bits. Named by one to three public clients. The E7's
            default is not known.
        dhcp_limit_override: How many DHCP leases the port may have: ``none``, or 0 to 255. Named by one to
            three public clients. The E7's default is not known.
        force_dot1x: Whether 802.1X is forced, whatever the profile says. Named by one to three public
            clients. The E7's default is not known.
        poe_power_priority: Who gets power first. Named by one to three public clients. The E7's default is
            not known.
        poe_class_control: Power class control. Named by one to three public clients. The E7's default is not
            known.
    """

    id: Field[str] = given()
    ont: Field[str] = given()
    port_kind: Field[str] = given()
    port: Field[int] = given()
    admin_state: Field[str | None] = given()
    subscriber_id: Field[str] = given()
    description: Field[str] = given()
    speed: Field[str | None] = given()
    duplex: Field[str | None] = given()
    role: Field[str | None] = given()
    policing: Field[str | None] = given()
    disable_on_battery: Field[bool | None] = given()
    grade_of_service: Field[str | None] = given()
    security_profile: Field[str | None] = given()
    dscp_map: Field[str | None] = given()
    dhcp_limit_override: Field[str | None] = given()
    force_dot1x: Field[str | None] = given()
    poe_power_priority: Field[str | None] = given()
    poe_class_control: Field[str | None] = given()


@dataclass(frozen=True)
class GetOntEthernetPortsResult:
    """The answer of :func:`get_ont_ethernet_ports`.

    Attributes:
        ont_ethernet_ports: The ONT Ethernet ports, in the system's order.
    """

    ont_ethernet_ports: Sequence[GetOntEthernetPortResult]


def get_ont_ethernet_port(
    *, id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetOntEthernetPortResult:
    """The settings of one Ethernet port of an ONT, by its id.

    Args:
        id: Its id, ``<network name>/<ont id>/<port kind>/<port>``.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetOntEthernetPortResult(answer("get_ont_ethernet_port", **locals()))


def get_ont_ethernet_port_output(
    *, id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetOntEthernetPortResult]:
    """:func:`get_ont_ethernet_port` for arguments that may be Outputs."""
    return later(get_ont_ethernet_port, **locals())


def get_ont_ethernet_ports(
    *, ont: str | None = None, port_kind: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetOntEthernetPortsResult:
    """The settings of the Ethernet ports that an ONT's profile gives it: a listing for each kind.

    Args:
        ont: The ONT, by its id, ``<network name>/<ont id>``.
        port_kind: Only ``gigabit``, ``fast`` or ``hpna`` ones.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_ont_ethernet_ports", **locals())
    return GetOntEthernetPortsResult([GetOntEthernetPortResult(row) for row in rows])


def get_ont_ethernet_ports_output(
    *,
    ont: pulumi.Input[str] | None = None,
    port_kind: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetOntEthernetPortsResult]:
    """:func:`get_ont_ethernet_ports` for arguments that may be Outputs."""
    return later(get_ont_ethernet_ports, **locals())

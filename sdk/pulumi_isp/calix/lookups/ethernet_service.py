"""Data sources: get_ethernet_service, get_ethernet_services.

Made by `make generate` from provider/pulumi_isp_provider/calix/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetEthernetServiceResult(Record):
    """What an ISP sells: a service on an Ethernet port of an ONT.

    Its id is ``<network name>/<ont id>/<port kind>/<port>/<service id>``.

    Attributes:
        id: The id, as the resource has it.
        ont: The ONT, by its id.
        port_kind: The kind of port that it is on.
        port: The port of that kind.
        service_id: The service's number on its port.
        admin_state: Whether the service runs; ``disabled`` suspends the customer.
        tag_action: Number of the tag action for VLAN tags; ``local:3`` for one of this E7's own.
        bandwidth_profile: Number of the bandwidth profile, such as ``7``, or ``local:7`` for one of this E7's
            own.
        description: Free text. That an empty one clears it is inferred from gateways.
        outer_tag: The outer VLAN tag. Known from one public source.
        inner_tag: The inner VLAN tag. Known from one public source.
        multicast_profile: Number of the multicast profile; once no longer declared, it is cleared. Known from
            one public source.
        pon_cos: Class of service on the fibre. Known from one public source. The E7's default is not known.
        us_cir_override: Upstream committed rate in place of the bandwidth profile's. Known from one public
            source.
        us_pir_override: Upstream peak rate in place of the bandwidth profile's. Known from one public source.
        ds_pir_override: Downstream peak rate in place of the bandwidth profile's. Known from one public
            source.
        hot_swap: Whether the service may move to another ONT. Known from one public source. The E7's default
            is not known. Sources differ in how it is written.
        pppoe_force_discard: Whether PPPoE frames are dropped. Known from one public source. The E7's default
            is not known.
        security_profile: Number of the Ethernet security profile. Known from one public source. The E7's
            default is not known.
    """

    id: Field[str] = given()
    ont: Field[str] = given()
    port_kind: Field[str] = given()
    port: Field[int] = given()
    service_id: Field[int] = given()
    admin_state: Field[str | None] = given()
    tag_action: Field[str] = given()
    bandwidth_profile: Field[str] = given()
    description: Field[str] = given()
    outer_tag: Field[str | None] = given()
    inner_tag: Field[str | None] = given()
    multicast_profile: Field[str | None] = given()
    pon_cos: Field[str | None] = given()
    us_cir_override: Field[str] = given()
    us_pir_override: Field[str] = given()
    ds_pir_override: Field[str] = given()
    hot_swap: Field[bool | None] = given()
    pppoe_force_discard: Field[bool | None] = given()
    security_profile: Field[str | None] = given()


@dataclass(frozen=True)
class GetEthernetServicesResult:
    """The answer of :func:`get_ethernet_services`.

    Attributes:
        ethernet_services: The Ethernet services, in the system's order.
    """

    ethernet_services: Sequence[GetEthernetServiceResult]


def get_ethernet_service(
    *, id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetEthernetServiceResult:
    """One provisioned Ethernet service, by its id.

    Args:
        id: Its id, ``<network name>/<ont id>/<port kind>/<port>/<service id>``.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetEthernetServiceResult(answer("get_ethernet_service", **locals()))


def get_ethernet_service_output(
    *, id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetEthernetServiceResult]:
    """:func:`get_ethernet_service` for arguments that may be Outputs."""
    return later(get_ethernet_service, **locals())


def get_ethernet_services(
    *,
    ont: str | None = None,
    network_name: str | Sequence[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetEthernetServicesResult:
    """The Ethernet services of one ONT, or of all ONTs of E7s: from the listing of an E7.

    No public source shows that such a listing has all, so an ONT of which it has none is asked itself.

    Args:
        ont: Only on this ONT, by its id, ``<network name>/<ont id>``.
        network_name: Only on this E7 or these, by the CMS's name; left out, on all that the CMS lists.
        connection: Which CMS to ask.

    Raises:
        CalixLookupError: There is no usable answer.
    """
    rows = answer("get_ethernet_services", **locals())
    return GetEthernetServicesResult([GetEthernetServiceResult(row) for row in rows])


def get_ethernet_services_output(
    *,
    ont: pulumi.Input[str] | None = None,
    network_name: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetEthernetServicesResult]:
    """:func:`get_ethernet_services` for arguments that may be Outputs."""
    return later(get_ethernet_services, **locals())

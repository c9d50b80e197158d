"""Data sources: get_ip_service, get_ip_services.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetIpServiceResult(Record):
    """A service at addresses of a network, or traffic from them.

    Access groups can give access to it.

    Attributes:
        id: The id, as the resource has it.
        network_id: The network, by its id.
        name: Its name, unique among those of the network or host.
        description: Free text.
        service_types: Well-known services; ``ANY`` means all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        type: Whether the subnets are the source or the destination of the traffic.
        routes: Its subnets; each must be inside a route of the network. If the program gives the ``subnet``
            of a ``Route``, the route is made first. The order does not matter.
    """

    id: Field[str] = given()
    network_id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    service_types: Field[Sequence[str]] = given()
    tcp_ports: Field[Sequence[str]] = given()
    udp_ports: Field[Sequence[str]] = given()
    icmp_types: Field[Sequence[str]] = given()
    type: Field[str] = given()
    routes: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetIpServicesResult:
    """The answer of :func:`get_ip_services`.

    Attributes:
        ip_services: The IP services, in the system's order.
    """

    ip_services: Sequence[GetIpServiceResult]


def get_ip_service(
    *,
    id: str | None = None,
    network_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetIpServiceResult:
    """One IP service, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        network_id: The network, by its id.
        name: Its name, unique among those of the network or host.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetIpServiceResult(answer("get_ip_service", **locals()))


def get_ip_service_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetIpServiceResult]:
    """:func:`get_ip_service` for arguments that may be Outputs."""
    return later(get_ip_service, **locals())


def get_ip_services(
    *, network_id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetIpServicesResult:
    """The IP services of the tenant.

    Args:
        network_id: Only with this network, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_ip_services", **locals())
    return GetIpServicesResult([GetIpServiceResult(row) for row in rows])


def get_ip_services_output(
    *, network_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetIpServicesResult]:
    """:func:`get_ip_services` for arguments that may be Outputs."""
    return later(get_ip_services, **locals())

"""Data sources: get_host_ip_service, get_host_ip_services.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetHostIpServiceResult(Record):
    """A service of a host at its address, to which access groups can give access.

    Attributes:
        id: The id, as the resource has it.
        host_id: The host, by its id.
        name: Its name, unique among those of the network or host.
        description: Free text.
        service_types: Well-known services; ``ANY`` means all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
    """

    id: Field[str] = given()
    host_id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    service_types: Field[Sequence[str]] = given()
    tcp_ports: Field[Sequence[str]] = given()
    udp_ports: Field[Sequence[str]] = given()
    icmp_types: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetHostIpServicesResult:
    """The answer of :func:`get_host_ip_services`.

    Attributes:
        host_ip_services: The host IP services, in the system's order.
    """

    host_ip_services: Sequence[GetHostIpServiceResult]


def get_host_ip_service(
    *,
    id: str | None = None,
    host_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetHostIpServiceResult:
    """One host IP service, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        host_id: The host, by its id.
        name: Its name, unique among those of the network or host.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetHostIpServiceResult(answer("get_host_ip_service", **locals()))


def get_host_ip_service_output(
    *,
    id: pulumi.Input[str] | None = None,
    host_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetHostIpServiceResult]:
    """:func:`get_host_ip_service` for arguments that may be Outputs."""
    return later(get_host_ip_service, **locals())


def get_host_ip_services(
    *, host_id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetHostIpServicesResult:
    """The host IP services of the tenant.

    Args:
        host_id: Only with this host, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_host_ip_services", **locals())
    return GetHostIpServicesResult([GetHostIpServiceResult(row) for row in rows])


def get_host_ip_services_output(
    *, host_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetHostIpServicesResult]:
    """:func:`get_host_ip_services` for arguments that may be Outputs."""
    return later(get_host_ip_services, **locals())

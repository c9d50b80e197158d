"""Data sources: get_host_application, get_host_applications.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetHostApplicationResult(Record):
    """A service of a host with domain names, to which access groups can give access.

    Attributes:
        id: The id, as the resource has it.
        host_id: The host, by its id.
        name: Its name, unique in the network or host.
        description: Free text.
        service_types: Well-known services; ``ANY`` means all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        domains: Its domain names, at least one. Order and case do not matter.
        embedded_ip_domains: The names in ``domains`` where a name that contains an IP address resolves to it.
    """

    id: Field[str] = given()
    host_id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    service_types: Field[Sequence[str]] = given()
    tcp_ports: Field[Sequence[str]] = given()
    udp_ports: Field[Sequence[str]] = given()
    icmp_types: Field[Sequence[str]] = given()
    domains: Field[Sequence[str]] = given()
    embedded_ip_domains: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetHostApplicationsResult:
    """The answer of :func:`get_host_applications`.

    Attributes:
        host_applications: The host applications, in the system's order.
    """

    host_applications: Sequence[GetHostApplicationResult]


def get_host_application(
    *,
    id: str | None = None,
    host_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetHostApplicationResult:
    """One host application, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        host_id: The host, by its id.
        name: Its name, unique in the network or host.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetHostApplicationResult(answer("get_host_application", **locals()))


def get_host_application_output(
    *,
    id: pulumi.Input[str] | None = None,
    host_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetHostApplicationResult]:
    """:func:`get_host_application` for arguments that may be Outputs."""
    return later(get_host_application, **locals())


def get_host_applications(
    *, host_id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetHostApplicationsResult:
    """The host applications of the tenant.

    Args:
        host_id: Only with this host, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_host_applications", **locals())
    return GetHostApplicationsResult([GetHostApplicationResult(row) for row in rows])


def get_host_applications_output(
    *, host_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetHostApplicationsResult]:
    """:func:`get_host_applications` for arguments that may be Outputs."""
    return later(get_host_applications, **locals())

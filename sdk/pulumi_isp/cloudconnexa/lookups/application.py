"""Data sources: get_application, get_applications.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetApplicationResult(Record):
    """A service of a network with domain names, to which access groups can give access.

    Attributes:
        id: The id, as the resource has it.
        network_id: The network, by its id.
        name: Its name, unique in the network or host.
        description: Free text.
        service_types: Well-known services; ``ANY`` means all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``. Their order does not matter.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        domains: Its domain names, at least one. Order and case do not matter.
        embedded_ip_domains: The names in ``domains`` where a name that contains an IP address resolves to it.
        exact_match_domains: The names in ``domains`` that do not include their subdomains.
    """

    id: Field[str] = given()
    network_id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    service_types: Field[Sequence[str]] = given()
    tcp_ports: Field[Sequence[str]] = given()
    udp_ports: Field[Sequence[str]] = given()
    icmp_types: Field[Sequence[str]] = given()
    domains: Field[Sequence[str]] = given()
    embedded_ip_domains: Field[Sequence[str]] = given()
    exact_match_domains: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetApplicationsResult:
    """The answer of :func:`get_applications`.

    Attributes:
        applications: The applications, in the system's order.
    """

    applications: Sequence[GetApplicationResult]


def get_application(
    *,
    id: str | None = None,
    network_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetApplicationResult:
    """One application, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        network_id: The network, by its id.
        name: Its name, unique in the network or host.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetApplicationResult(answer("get_application", **locals()))


def get_application_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetApplicationResult]:
    """:func:`get_application` for arguments that may be Outputs."""
    return later(get_application, **locals())


def get_applications(
    *, network_id: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetApplicationsResult:
    """The applications of the tenant.

    Args:
        network_id: Only with this network, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_applications", **locals())
    return GetApplicationsResult([GetApplicationResult(row) for row in rows])


def get_applications_output(
    *, network_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetApplicationsResult]:
    """:func:`get_applications` for arguments that may be Outputs."""
    return later(get_applications, **locals())

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
    """What a network offers under domain names: something to grant access to.

    Attributes:
        id: The id, as the resource has it.
        network_id: The network, by its id.
        name: Tells it from the others of its kind there.
        description: Free text.
        service_types: Well-known services that belong to it; ``ANY`` stands for all traffic.
        tcp_ports: TCP ports, each a number or a range such as ``8000-8080``; their order means nothing.
        udp_ports: UDP ports, in the same way.
        icmp_types: ICMP types, in the same way.
        domains: Domain names that it is reached by, one at least; order and case mean nothing.
        embedded_ip_domains: Those of ``domains`` in which a name may have an address in it, which it stands
            for.
        exact_match_domains: Those of ``domains`` that mean this name alone, not those below it.
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
    id: str | None = None,  # noqa: A002 - the name that all of Pulumi uses
    network_id: str | None = None,
    name: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetApplicationResult:
    """One application, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        network_id: The network, by its id.
        name: Tells it from the others of its kind there.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetApplicationResult(
        answer("get_application", connection, id=id, network_id=network_id, name=name)
    )


def get_application_output(
    *,
    id: pulumi.Input[str] | None = None,  # noqa: A002 - the name that all of Pulumi uses
    network_id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetApplicationResult]:
    """:func:`get_application` for arguments that may be Outputs."""
    return later(get_application, id=id, network_id=network_id, name=name, connection=connection)


def get_applications(
    *,
    network_id: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetApplicationsResult:
    """The applications of the tenant.

    Args:
        network_id: Only with this network, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_applications", connection, network_id=network_id)
    return GetApplicationsResult([GetApplicationResult(row) for row in rows])


def get_applications_output(
    *,
    network_id: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetApplicationsResult]:
    """:func:`get_applications` for arguments that may be Outputs."""
    return later(get_applications, network_id=network_id, connection=connection)

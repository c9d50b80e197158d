"""Data sources: get_host, get_hosts.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetHostResult(Record):
    """A single machine in the private network.

    Deleting it deletes its connectors, IP services and applications.

    Attributes:
        id: The id, as the resource has it.
        name: Its name, by which it is found.
        description: Free text.
        domain: Domain name of the host. Upper and lower case are equal.
        internet_access: How it reaches the internet. ``SPLIT_TUNNEL_OFF`` needs ``gateways_ids``.
        gateways_ids: The networks through which it reaches the internet. The order does not matter.
        system_subnets: The subnets that CloudConnexa assigns to the host.
    """

    id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    domain: Field[str] = given()
    internet_access: Field[str | None] = given()
    gateways_ids: Field[Sequence[str]] = given()
    system_subnets: Field[Sequence[str]] = given()


@dataclass(frozen=True)
class GetHostsResult:
    """The answer of :func:`get_hosts`.

    Attributes:
        hosts: The hosts, in the system's order.
    """

    hosts: Sequence[GetHostResult]


def get_host(
    *, id: str | None = None, name: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetHostResult:
    """One host, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        name: Its name, by which it is found.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetHostResult(answer("get_host", **locals()))


def get_host_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetHostResult]:
    """:func:`get_host` for arguments that may be Outputs."""
    return later(get_host, **locals())


def get_hosts(*, connection: str = DEFAULT_CONNECTION) -> GetHostsResult:
    """The hosts of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_hosts", **locals())
    return GetHostsResult([GetHostResult(row) for row in rows])


def get_hosts_output(*, connection: str = DEFAULT_CONNECTION) -> pulumi.Output[GetHostsResult]:
    """:func:`get_hosts` for arguments that may be Outputs."""
    return later(get_hosts, **locals())

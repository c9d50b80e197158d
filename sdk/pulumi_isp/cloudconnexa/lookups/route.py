"""Data sources: get_route, get_routes.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetRouteResult(Record):
    """A subnet that a network makes reachable.

    Attributes:
        id: The id, as the resource has it.
        network_id: The network, by its id.
        subnet: IPv4 or IPv6 subnet in CIDR form, without host bits.
        description: Free text.
        type: ``IP_V4`` or ``IP_V6``.
    """

    id: Field[str] = given()
    network_id: Field[str] = given()
    subnet: Field[str] = given()
    description: Field[str] = given()
    type: Field[str] = given()


@dataclass(frozen=True)
class GetRoutesResult:
    """The answer of :func:`get_routes`.

    Attributes:
        routes: The routes, in the system's order.
    """

    routes: Sequence[GetRouteResult]


def get_route(
    *,
    id: str | None = None,
    network_id: str | None = None,
    subnet: str | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> GetRouteResult:
    """One route, by its id or by its subnet.

    Args:
        id: Its id. Nothing else is given then.
        network_id: The network, by its id.
        subnet: IPv4 or IPv6 subnet in CIDR form, without host bits.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetRouteResult(answer("get_route", **locals()))


def get_route_output(
    *,
    id: pulumi.Input[str] | None = None,
    network_id: pulumi.Input[str] | None = None,
    subnet: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetRouteResult]:
    """:func:`get_route` for arguments that may be Outputs."""
    return later(get_route, **locals())


def get_routes(*, network_id: str | None = None, connection: str = DEFAULT_CONNECTION) -> GetRoutesResult:
    """The routes of the tenant.

    Args:
        network_id: Only with this network, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_routes", **locals())
    return GetRoutesResult([GetRouteResult(row) for row in rows])


def get_routes_output(
    *, network_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetRoutesResult]:
    """:func:`get_routes` for arguments that may be Outputs."""
    return later(get_routes, **locals())

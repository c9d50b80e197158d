"""Data sources: get_location_context, get_location_contexts.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetLocationContextResult(Record):
    """The locations from which users of some groups may connect.

    Attributes:
        id: The id, as the resource has it.
        name: Its name, by which it is found.
        description: Free text.
        user_groups_ids: The user groups that it applies to. The order does not matter.
        ips: Subnets of the users' addresses. The order does not matter.
        ips_allowed: Whether users with addresses in ``ips`` may connect (true) or may not (false).
        countries: Country codes of the users' locations, such as ``DE``. Order and case do not matter.
        countries_allowed: The same for ``countries``.
        default_allowed: Whether all other users may connect.
    """

    id: Field[str] = given()
    name: Field[str] = given()
    description: Field[str] = given()
    user_groups_ids: Field[Sequence[str]] = given()
    ips: Field[Sequence[str]] = given()
    ips_allowed: Field[bool | None] = given()
    countries: Field[Sequence[str]] = given()
    countries_allowed: Field[bool | None] = given()
    default_allowed: Field[bool] = given()


@dataclass(frozen=True)
class GetLocationContextsResult:
    """The answer of :func:`get_location_contexts`.

    Attributes:
        location_contexts: The location contexts, in the system's order.
    """

    location_contexts: Sequence[GetLocationContextResult]


def get_location_context(
    *, id: str | None = None, name: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetLocationContextResult:
    """One location context, by its id or by its name.

    Args:
        id: Its id. Nothing else is given then.
        name: Its name, by which it is found.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetLocationContextResult(answer("get_location_context", **locals()))


def get_location_context_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetLocationContextResult]:
    """:func:`get_location_context` for arguments that may be Outputs."""
    return later(get_location_context, **locals())


def get_location_contexts(*, connection: str = DEFAULT_CONNECTION) -> GetLocationContextsResult:
    """The location contexts of the tenant.

    Args:
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_location_contexts", **locals())
    return GetLocationContextsResult([GetLocationContextResult(row) for row in rows])


def get_location_contexts_output(
    *, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetLocationContextsResult]:
    """:func:`get_location_contexts` for arguments that may be Outputs."""
    return later(get_location_contexts, **locals())

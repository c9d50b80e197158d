"""Data sources: get_user, get_users.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/lookups/: change that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from pulumi_isp_provider.core.answers import Field, Record, given
from pulumi_isp_provider.core.settings import DEFAULT_CONNECTION

from .._system import answer, later


class GetUserResult(Record):
    """A person who may connect.

    Attributes:
        id: The id, as the resource has it.
        username: Login name, by which the user is found.
        first_name: Given name.
        last_name: Family name.
        email: E-mail address for the invitation.
        group_id: The user group, by its id.
        role: What the user may do. Owners cannot be managed: the vendor refuses to change them.
        auth_type: How the user authenticates, such as ``INTERNAL`` or ``SAML``.
    """

    id: Field[str] = given()
    username: Field[str] = given()
    first_name: Field[str] = given()
    last_name: Field[str] = given()
    email: Field[str] = given()
    group_id: Field[str | None] = given()
    role: Field[str | None] = given()
    auth_type: Field[str] = given()


@dataclass(frozen=True)
class GetUsersResult:
    """The answer of :func:`get_users`.

    Attributes:
        users: The users, in the system's order.
    """

    users: Sequence[GetUserResult]


def get_user(
    *, id: str | None = None, username: str | None = None, connection: str = DEFAULT_CONNECTION
) -> GetUserResult:
    """One user, by its id or by its username.

    Args:
        id: Its id. Nothing else is given then.
        username: Login name, by which the user is found.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is none, or several fit; or there is no usable answer.
    """
    return GetUserResult(answer("get_user", **locals()))


def get_user_output(
    *,
    id: pulumi.Input[str] | None = None,
    username: pulumi.Input[str] | None = None,
    connection: str = DEFAULT_CONNECTION,
) -> pulumi.Output[GetUserResult]:
    """:func:`get_user` for arguments that may be Outputs."""
    return later(get_user, **locals())


def get_users(*, group_id: str | None = None, connection: str = DEFAULT_CONNECTION) -> GetUsersResult:
    """The users of the tenant.

    Args:
        group_id: Only with this user group, by id.
        connection: Which tenant to ask.

    Raises:
        CloudConnexaLookupError: There is no usable answer.
    """
    rows = answer("get_users", **locals())
    return GetUsersResult([GetUserResult(row) for row in rows])


def get_users_output(
    *, group_id: pulumi.Input[str] | None = None, connection: str = DEFAULT_CONNECTION
) -> pulumi.Output[GetUsersResult]:
    """:func:`get_users` for arguments that may be Outputs."""
    return later(get_users, **locals())

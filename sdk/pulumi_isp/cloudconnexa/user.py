"""The user resource."""

from __future__ import annotations

from typing import Required, Unpack

import pulumi

from .._kinds import USER
from .._resource import CommonArgs, IspResource


class UserArgs(CommonArgs, total=False):
    """Arguments of :class:`User`.

    Attributes:
        username: 1 to 120 characters; the natural key. Changing it replaces the user.
        first_name: 1 to 20 characters.
        last_name: 1 to 20 characters.
        email: Where the invitation goes; 1 to 120 characters.
        group_id: Id of the user group; a new user without one goes into the built-in group ``Default``.
        role: ``MEMBER`` (default) or ``ADMIN``. Owners cannot be managed: the vendor refuses to change them.
    """

    username: Required[pulumi.Input[str]]
    first_name: pulumi.Input[str]
    last_name: pulumi.Input[str]
    email: Required[pulumi.Input[str]]
    group_id: pulumi.Input[str]
    role: pulumi.Input[str]


class User(IspResource, kind=USER, args=UserArgs):
    """A person who may connect.

    Attributes:
        auth_type: How the user proves who they are, such as ``INTERNAL`` or ``SAML``.
    """

    username: pulumi.Output[str]
    first_name: pulumi.Output[str | None]
    last_name: pulumi.Output[str | None]
    email: pulumi.Output[str | None]
    group_id: pulumi.Output[str | None]
    role: pulumi.Output[str]
    auth_type: pulumi.Output[str]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[UserArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

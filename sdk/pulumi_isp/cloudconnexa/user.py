"""The user resource.

Made by `make generate` from provider/pulumi_isp_provider/cloudconnexa/resources/user.py: change that.
"""

from __future__ import annotations

from typing import Literal, Required, Unpack

import pulumi

from .._kinds import USER
from .._resource import CommonArgs, IspResource
from .user_group import UserGroup


class UserArgs(CommonArgs, total=False):
    """Arguments of :class:`User`.

    Attributes:
        username: Login name, by which the user is found. 1 to 120 characters. Changing it replaces the user.
        first_name: Given name. 1 to 20 characters.
        last_name: Family name. 1 to 20 characters.
        email: E-mail address for the invitation. 1 to 120 characters.
        group_id: The user group. A new user without one goes into the built-in group ``Default``. Once no
            longer declared, it stays as it is.
        role: What the user may do. Owners cannot be managed: the vendor refuses to change them. Default:
            ``MEMBER``.
    """

    username: Required[pulumi.Input[str]]
    first_name: pulumi.Input[str]
    last_name: pulumi.Input[str]
    email: Required[pulumi.Input[str]]
    group_id: UserGroup | pulumi.Input[str | int]
    role: pulumi.Input[Literal["MEMBER", "ADMIN"]]


class User(IspResource, kind=USER, args=UserArgs, references={"group_id": False}):
    """A person who may connect.

    Attributes:
        auth_type: How the user authenticates, such as ``INTERNAL`` or ``SAML``.
    """

    username: pulumi.Output[str]
    first_name: pulumi.Output[str | None]
    last_name: pulumi.Output[str | None]
    email: pulumi.Output[str]
    group_id: pulumi.Output[str | None]
    role: pulumi.Output[str]
    auth_type: pulumi.Output[str]

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[UserArgs]
    ) -> None:
        super().__init__(resource_name, opts, **args)

"""The lifecycle of a CloudConnexa user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marshmallow import validate

from ...core.properties import Choice, Computed, Identifier, InputSchema, Text
from ...core.records import Properties
from ...errors import NotFoundError
from .collection import Collection

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import User

BUILT_IN_GROUP: Final = "Default"
"""The user group that every tenant has."""


class UserInputs(InputSchema):
    """The properties of a user. Source of the maximum lengths: the vendor's own forms."""

    username = Text(
        "Login name, by which the user is found.", longest=120, required=True, replaces=True, for_people=True
    )
    first_name = Text("Given name.", longest=20, for_people=True)
    last_name = Text("Family name.", longest=20, for_people=True)
    email = Text(
        "E-mail address for the invitation.",
        longest=120,
        required=True,
        validate=validate.Email(error="must be an e-mail address"),
    )
    group_id = Identifier(
        "The user group. A new user without one goes into the built-in group ``Default``.",
        refers_to="UserGroup",
        stays=True,
    )
    role = Choice(
        "What the user may do. Owners cannot be managed: the vendor refuses to change them.",
        "MEMBER",
        "ADMIN",
        default="MEMBER",
    )


class UserLifecycle(Collection["User"]):
    """A user. Natural key: the username."""

    vendor = "cloudconnexa"
    kind = "User"
    service = "users"
    about = "A person who may connect."
    schema = UserInputs
    computed = {"auth_type": Computed("How the user authenticates, such as ``INTERNAL`` or ``SAML``.")}
    natural_key = ("username",)
    references = frozenset({"group_id"})

    def make(self, client: CloudConnexaClient, inputs: Properties) -> User:
        """Create the user. The vendor requires a group; without one the built-in group is used."""
        if "group_id" in inputs:
            return super().make(client, inputs)
        return super().make(client, {**inputs, "group_id": _built_in_group(client)})


def _built_in_group(client: CloudConnexaClient) -> str:
    for group in client.user_groups.snapshot.values():
        if group.name == BUILT_IN_GROUP:
            return group.id
    raise NotFoundError(
        f"There is no user group {BUILT_IN_GROUP!r} for the user",
        hint="Declare group_id with the id of a user group of this tenant.",
    )

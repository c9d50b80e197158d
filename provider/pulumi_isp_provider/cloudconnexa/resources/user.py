"""The life of a CloudConnexa user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from marshmallow import validate

from ...core.lifecycle import Lifecycle
from ...core.properties import Choice, Computed, Identifier, InputSchema, Text
from ...core.records import Properties, Record
from ...core.schema import has_unknown
from ...errors import NotFoundError
from ..client.models import User

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient

BUILT_IN_GROUP: Final = "Default"
"""The user group that every tenant has from the start."""


class UserInputs(InputSchema):
    """What a user takes. Lengths are those of the vendor's own forms."""

    username = Text("The natural key.", longest=120, required=True, replaces=True, for_people=True)
    first_name = Text("Given name.", longest=20, for_people=True)
    last_name = Text("Family name.", longest=20, for_people=True)
    email = Text(
        "Where the invitation goes.",
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


class UserLifecycle(Lifecycle["CloudConnexaClient", User]):
    """A user. Natural key: the username. Its id is never given out again."""

    vendor = "cloudconnexa"
    kind = "User"
    about = "A person who may connect."
    schema = UserInputs
    computed = {"auth_type": Computed("How the user proves who they are, such as ``INTERNAL`` or ``SAML``.")}
    natural_key = ("username",)
    references = frozenset({"group_id"})

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Its group is there."""
        group_id = inputs.get("group_id")
        if group_id and not has_unknown(group_id) and client.user_groups.snapshot.get(group_id) is None:
            yield f"group_id: there is no user group {group_id}"

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two users with different names can stand side by side."""
        return bool(olds.get("username") != news.get("username"))

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> User | None:
        """Look for the username in the shared listing; the vendor has no filter for it."""
        return next((u for u in client.users.snapshot.values() if u.username == inputs["username"]), None)

    def make(self, client: CloudConnexaClient, inputs: Properties) -> User:
        """Create the user; without a group it goes into the built-in one, because the vendor wants one."""
        body = self.remote(inputs)
        if "group_id" not in body:
            body["group_id"] = _built_in_group(client)
        return client.users.create(body)

    def fetch(self, client: CloudConnexaClient, id_: str) -> User | None:
        """Look in the shared listing."""
        return client.users.snapshot.get(id_)

    def change(self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties) -> User:
        """Change what changed; the client keeps the rest, as the vendor's update replaces everything."""
        return client.users.update(id_, changed)

    def destroy(self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the user."""
        client.users.delete(id_)

    def identify(self, model: User) -> str:
        """The vendor's id."""
        return model.id

    def describe(self, model: User) -> Properties:
        """The user as properties. The status is left out: it changes when the user accepts the invitation."""
        return {
            "username": model.username,
            "first_name": model.first_name or "",
            "last_name": model.last_name or "",
            "email": model.email or "",
            "group_id": model.group_id,
            "role": model.role,
            "auth_type": model.auth_type,
        }


def _built_in_group(client: CloudConnexaClient) -> str:
    for group in client.user_groups.snapshot.values():
        if group.name == BUILT_IN_GROUP:
            return group.id
    raise NotFoundError(
        f"There is no user group {BUILT_IN_GROUP!r} to put the user into",
        hint="Declare group_id with the id of a user group of this tenant.",
    )

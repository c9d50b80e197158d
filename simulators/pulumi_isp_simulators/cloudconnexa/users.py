"""Users: ``/users``."""

from __future__ import annotations

from .declare import Action, Change, Ref
from .described import SHAPES
from .devices import DEVICES, check_limit
from .errors import invalid
from .family import Family
from .shapes import Record
from .tenant import Tenant
from .wire import Answer, Call

_OWNER_MESSAGE = "You cannot update email, role, status, use temporary password or delete owner's account"
_GROUP_NAMES = ("user-groups", "userGroup", "User group")


class Users(Family):
    """A person who connects."""

    kind = "users"
    path = "/users"
    entity = "user"
    label = "User"
    name_field = "username"
    refs = (Ref("groupId", *_GROUP_NAMES), Ref("secondaryGroupIds", *_GROUP_NAMES))
    children = (DEVICES,)
    embedded = {"devices": DEVICES}  # noqa: RUF012 - never changed
    reply = SHAPES["UserResponse"]
    create = SHAPES["UserRequest"]
    update = SHAPES["UserUpdate"]

    def check(self, change: Change) -> None:
        """Check the email address, the single owner, and the group's device limit."""
        tenant, fields, old = change.tenant, change.fields, change.old
        if old is None:
            check_limit(tenant, fields["groupId"], len(fields.get("devices", ())))
        owner = old is not None and old.get("role") == "OWNER"
        if owner and old is not None:
            # Left out of a PUT, the email would be cleared.
            guarded = {"email": fields.get("email")} | {
                name: fields.get(name, old.get(name)) for name in ("role", "status")
            }
            if any(value != old.get(name) for name, value in guarded.items()):
                raise invalid(self.entity, _OWNER_MESSAGE)
        elif fields.get("role") == "OWNER":
            raise invalid("role", "The role OWNER cannot be given")
        if tenant.options.user_email_required and "email" not in change.after and not owner:
            raise invalid("email", "The email parameter is missing")

    def assign(self, tenant: Tenant, record: Record) -> None:
        """A new user is invited, with a password from the tenant."""
        for name, value in (("status", "INVITED"), ("authType", "INTERNAL"), ("licensed", True)):
            record.setdefault(name, value)

    def check_removal(self, tenant: Tenant, record: Record) -> None:
        """The owner stays."""
        if record["role"] == "OWNER":
            raise invalid(self.entity, _OWNER_MESSAGE)

    def view(self, tenant: Tenant, record: Record) -> Record:
        """With devices."""
        return record | self.children_shown(tenant, record)

    def actions(self) -> tuple[Action, ...]:
        """Endpoints of later releases."""
        return (
            Action("activate", "PUT", "/activate", self.activate, since="1.1.1"),
            Action("suspend", "PUT", "/suspend", self.suspend, since="1.1.1"),
            Action("reset-mfa", "POST", "/reset-mfa", self.reset_mfa, since="1.2.0"),
        )

    def activate(self, tenant: Tenant, call: Call) -> Answer:
        """Let a suspended user connect again."""
        return self._status(tenant, call, "ACTIVE")

    def suspend(self, tenant: Tenant, call: Call) -> Answer:
        """Keep a user from connecting."""
        return self._status(tenant, call, "SUSPENDED")

    def reset_mfa(self, tenant: Tenant, call: Call) -> Answer:
        """Reset the second factor, which is not simulated."""
        return Answer(200, self.shown(tenant, self.wanted(tenant, call)))

    def _status(self, tenant: Tenant, call: Call, status: str) -> Answer:
        record = self.wanted(tenant, call)
        if record["role"] == "OWNER":
            raise invalid(self.entity, _OWNER_MESSAGE)
        new = record | {"status": status}
        self.replace(tenant, record, new)
        return Answer(200, self.shown(tenant, new))


USERS = Users()

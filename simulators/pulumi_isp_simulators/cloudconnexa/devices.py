"""Devices of users: ``/devices``. Every request except the listing names the user."""

from __future__ import annotations

from .declare import Action, Change, Parent
from .described import SHAPES
from .errors import invalid
from .family import Family
from .profiles import profile_text
from .shapes import Record
from .tenant import Tenant
from .wire import Answer, Call


def check_limit(tenant: Tenant, group: str | None, devices: int) -> None:
    """Refuse more devices than the user's group allows, in the recorded words."""
    limit = (tenant.tables["user-groups"].get(group or "") or {}).get("maxDevice")
    if limit is not None and devices > limit:
        raise invalid("device", "Device limit is exceeded")


class Devices(Family):
    """The devices that a user connects with."""

    kind = "devices"
    path = "/devices"
    entity = "device"
    label = "Device"
    parent = Parent("users", "userId", "userId", "user", "User")
    parent_always = True
    reply = SHAPES["DeviceResponse"]
    create = update = SHAPES["DeviceRequest"]

    def check(self, change: Change) -> None:
        """A group allows so many devices for each user."""
        tenant, parent = change.tenant, change.parent
        if change.old is None and parent is not None and parent["id"]:
            check_limit(tenant, parent.get("groupId"), len(self.table(tenant).under(parent["id"])) + 1)

    def assign(self, tenant: Tenant, record: Record) -> None:
        """Its address."""
        pair = None if "ipV4Address" in record else tenant.subnets[self.kind].take()
        if pair is not None:
            v4, v6 = (text.partition("/")[0] for text in pair)
            record |= {"ipV4Address": v4, "ipV6Address": v6}

    def moved(self, tenant: Tenant, old: Record | None, new: Record | None) -> None:
        """Free the address of a removed device."""
        pool = tenant.subnets[self.kind]
        if old is not None:
            pool.free([old.get("ipV4Address", "")])
        if new is not None:
            pool.reserve([new.get("ipV4Address", "")])

    def actions(self) -> tuple[Action, ...]:
        """Profile and its revocation."""
        return (
            Action("profile", "POST", "/profile", self.profile),
            Action("revoke", "DELETE", "/profile", self.revoke),
        )

    def profile(self, tenant: Tenant, call: Call) -> Answer:
        """An OpenVPN profile for one region."""
        record = self.wanted(tenant, call)
        region = tenant.find("regions", call.needed("regionId"), "region", "Region")
        user = tenant.tables["users"].get(record["userId"]) or {}
        return Answer(
            200, profile_text(tenant, f"{user.get('username')}/{record['id']}", region["id"]), text=True
        )

    def revoke(self, tenant: Tenant, call: Call) -> Answer:
        """Revoke the profile. The vendor answers with a string; which one is not known."""
        return Answer(200, str(self.wanted(tenant, call)["id"]), text=True)


DEVICES = Devices()

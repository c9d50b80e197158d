"""User groups: ``/user-groups``. Every tenant has one named ``Default``."""

from __future__ import annotations

from .declare import Change, Ref
from .described import SHAPES
from .errors import invalid
from .family import Addressed
from .networks import GATEWAYS_REF, check_access
from .shapes import Record
from .tenant import Tenant

DEFAULT_GROUP = "Default"


class UserGroups(Addressed):
    """Users with the same regions, access and limits."""

    kind = "user-groups"
    path = "/user-groups"
    entity = "userGroup"
    label = "User group"
    get_since = "1.1.0"
    refs = (GATEWAYS_REF, Ref("vpnRegionIds", "regions", "region", "Region"))
    reply = SHAPES["UserGroupResponse"]
    create = SHAPES["UserGroupRequest"]
    update = SHAPES["UserGroupUpdate"]

    def check(self, change: Change) -> None:
        """Regions or all of them, and internet access that the tenant can provide."""
        if change.old is not None and "internetAccess" not in change.fields:
            raise invalid("internetAccess", "Such access to the internet cannot be selected")
        check_access(change)
        if not change.after.get("allRegionsIncluded") and not change.after.get("vpnRegionIds"):
            raise invalid("vpnRegionIds", "Either vpnRegionIds or allRegionsIncluded is needed")

    def assign(self, tenant: Tenant, record: Record) -> None:
        """The next system subnets."""
        record.setdefault("vpnRegionIds", [])
        record.setdefault("allRegionsIncluded", False)
        super().assign(tenant, record)

    def check_removal(self, tenant: Tenant, record: Record) -> None:
        """The built-in group stays (assumed); a group with users depends on the switch."""
        if record["name"] == DEFAULT_GROUP:
            raise invalid(self.entity, "The default user group cannot be deleted")
        if tenant.options.group_in_use == "refuse" and any(
            each.get("groupId") == record["id"] for each in tenant.tables["users"]
        ):
            raise invalid(self.entity, f"{self.label} with ID {record['id']} has users")

    def removed(self, tenant: Tenant, record: Record) -> None:
        """Move its users to the built-in group, and remove other references."""
        table = tenant.tables["users"]
        fallback = self.table(tenant).named(DEFAULT_GROUP)
        for user in list(table):
            changed = dict(user)
            if user.get("groupId") == record["id"]:
                changed["groupId"] = fallback
            if record["id"] in user.get("secondaryGroupIds", ()):
                changed["secondaryGroupIds"] = [
                    key for key in user["secondaryGroupIds"] if key != record["id"]
                ]
            if changed != user:
                table.put(changed)


USER_GROUPS = UserGroups()

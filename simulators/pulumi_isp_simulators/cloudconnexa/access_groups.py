"""Access groups: ``/access-groups``, who may reach what. One is built in."""

from __future__ import annotations

from typing import Literal

from .declare import Action
from .described import SHAPES
from .errors import ENTITY_MISSING_CODE, invalid, refused
from .family import Family
from .shapes import Choice, Issue, Record
from .tenant import Tenant
from .wire import Answer, Call, accepted

DEFAULT_ACCESS_GROUP = "Default Full Mesh Access Group"

Side = Literal["source", "destination"]

_ITEMS = {"source": SHAPES["AccessItemSource"], "destination": SHAPES["AccessItemDestination"]}
_WORDS = {
    side: each.type.words
    for side, item in _ITEMS.items()
    for each in item.fields
    if isinstance(each.type, Choice)
}
# Removing an item by query knows one more word than adding one; treated the same.
_REMOVAL_WORDS = {
    "source": (*_WORDS["source"][:1], "NETWORK", *_WORDS["source"][1:]),
    "destination": _WORDS["destination"],
}


def full_mesh() -> Record:
    """The built-in group: everyone may reach everything."""
    return {
        "name": DEFAULT_ACCESS_GROUP,
        "defaultGroup": True,
        **{side: [{"type": word, "allCovered": True} for word in words] for side, words in _WORDS.items()},
    }


class AccessGroups(Family):
    """Sources and destinations. Their ids are not checked: the vendor's rules are not known."""

    kind = "access-groups"
    path = "/access-groups"
    entity = "accessGroup"
    label = "Access group"
    reply = SHAPES["AccessGroupResponse"]
    create = update = SHAPES["AccessGroupRequest"]

    def assign(self, tenant: Tenant, record: Record) -> None:
        """Only the built-in group is a default."""
        record.setdefault("defaultGroup", False)

    def check_removal(self, tenant: Tenant, record: Record) -> None:
        """The built-in group stays (assumed)."""
        if record["defaultGroup"]:
            raise invalid(self.entity, "The default access group cannot be deleted")

    def actions(self) -> tuple[Action, ...]:
        """Add and remove single items."""
        return (
            Action("add-source", "POST", "/source", self.add_source),
            Action("add-destination", "POST", "/destination", self.add_destination),
            Action("remove-source", "DELETE", "/source", self.remove_source),
            Action("remove-destination", "DELETE", "/destination", self.remove_destination),
        )

    def add_source(self, tenant: Tenant, call: Call) -> Answer:
        """Add a source."""
        return self._add(tenant, call, "source")

    def add_destination(self, tenant: Tenant, call: Call) -> Answer:
        """Add a destination."""
        return self._add(tenant, call, "destination")

    def remove_source(self, tenant: Tenant, call: Call) -> Answer:
        """Remove a source."""
        return self._remove(tenant, call, "source")

    def remove_destination(self, tenant: Tenant, call: Call) -> Answer:
        """Remove a destination."""
        return self._remove(tenant, call, "destination")

    def _add(self, tenant: Tenant, call: Call, side: Side) -> Answer:
        record = self.wanted(tenant, call)
        item = accepted(tenant, _ITEMS[side], call)
        return self._with(tenant, record, side, [*record[side], item])

    def _remove(self, tenant: Tenant, call: Call, side: Side) -> Answer:
        record = self.wanted(tenant, call)
        word = call.choice("type", *_REMOVAL_WORDS[side]).replace("NETWORK_SERVICE", "NETWORK")
        parent, child = call.query.get("parentId"), call.query.get("childId")
        left: list[Record] = []
        hit = False
        for item in record[side]:
            same = item["type"].replace("NETWORK_SERVICE", "NETWORK") == word
            if not same or (parent and item.get("parent") != parent):
                left.append(item)
            elif child:
                children = [key for key in item.get("children", ()) if key != child]
                hit = hit or children != item.get("children", [])
                left.append(item | {"children": children})
            else:
                hit = True
        if not hit:
            raise refused([Issue(side, "Entity does not exist", ENTITY_MISSING_CODE)])
        if not left:
            raise invalid(side, "At least 1 element(s) needed")
        return self._with(tenant, record, side, left)

    def _with(self, tenant: Tenant, record: Record, side: Side, items: list[Record]) -> Answer:
        new = record | {side: items}
        self.replace(tenant, record, new)
        return Answer(200, self.shown(tenant, new))


ACCESS_GROUPS = AccessGroups()

"""Location contexts: ``/location-contexts``, from where a user may connect."""

from __future__ import annotations

from .declare import DESCRIPTION, ID, NAME, Change, Ref
from .errors import invalid
from .family import Family
from .shapes import Cidr, Field, Flag, Many, Shape, Text

USER_GROUP_IDS = Field("userGroupsIds", Many(Text(1)))
USER_GROUPS_REF = Ref("userGroupsIds", "user-groups", "userGroup", "User group")

_ALLOWED = Field("allowed", Flag(), required=True)
_IP = Shape(Field("ip", Cidr(), required=True), Field("description", Text()))
_CHECKS = (
    Field("ipCheck", Shape(_ALLOWED, Field("ips", Many(_IP)))),
    Field("countryCheck", Shape(Field("countries", Many(Text(1))), _ALLOWED)),
    Field("defaultCheck", Shape(_ALLOWED), required=True),
)


class LocationContexts(Family):
    """Allowed or refused addresses and countries. Create and delete answer 200, unlike elsewhere."""

    kind = "location-contexts"
    path = "/location-contexts"
    entity = "locationContext"
    label = "Location context"
    created_status = deleted_status = 200
    refs = (USER_GROUPS_REF,)
    reply = Shape(ID, NAME, DESCRIPTION, USER_GROUP_IDS, *_CHECKS)
    create = update = Shape(NAME, DESCRIPTION, USER_GROUP_IDS, *_CHECKS)

    def check(self, change: Change) -> None:
        """One of the two checks besides the default one."""
        if not {"ipCheck", "countryCheck"} & change.after.keys():
            raise invalid("ipCheck", "Either ipCheck or countryCheck is needed")


LOCATION_CONTEXTS = LocationContexts()

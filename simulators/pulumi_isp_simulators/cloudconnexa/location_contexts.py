"""Location contexts: ``/location-contexts``, the places that a user may connect from."""

from __future__ import annotations

from .declare import Change, Ref
from .described import SHAPES
from .errors import invalid
from .family import Family

USER_GROUPS_REF = Ref("userGroupsIds", "user-groups", "userGroup", "User group")


class LocationContexts(Family):
    """Allowed or refused addresses and countries. Create and delete answer 200, unlike elsewhere."""

    kind = "location-contexts"
    path = "/location-contexts"
    entity = "locationContext"
    label = "Location context"
    created_status = deleted_status = 200
    refs = (USER_GROUPS_REF,)
    reply = SHAPES["LocationContextResponse"]
    create = update = SHAPES["LocationContextRequest"]

    def check(self, change: Change) -> None:
        """One of the two checks besides the default one."""
        if not {"ipCheck", "countryCheck"} & change.after.keys():
            raise invalid("ipCheck", "Either ipCheck or countryCheck is needed")


LOCATION_CONTEXTS = LocationContexts()

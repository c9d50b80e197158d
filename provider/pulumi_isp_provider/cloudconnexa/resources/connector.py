"""What connectors of networks and of hosts have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...core.properties import Computed, Identifier, InputSchema, Text

# Profile and token are left out: they let a machine into the tenant, and state is no place for them.
ADDRESSES: Final[Mapping[str, Computed]] = {
    "ip_v4_address": Computed("Its address inside, with the prefix length; given by CloudConnexa.", "str"),
    "ip_v6_address": Computed("The same for IPv6.", "str"),
}


class ConnectorInputs(InputSchema):
    """What a connector takes, beside what it belongs to."""

    name = Text(
        "Tells it from the other connectors of what it joins.",
        required=True,
        canonical=str.strip,  # as in a network's own list
        for_people=True,
    )
    vpn_region_id = Identifier(
        "Region that it dials into, such as ``eu-central-1``.", required=True, refers_to="VpnRegion"
    )
    description = Text("Free text.", longest=120, for_people=True)

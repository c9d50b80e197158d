"""A route."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

NETWORK = Of("cloudconnexa.Network")
BARE = {"network_id": NETWORK, "subnet": "10.20.0.0/24"}


def moved_to(subnet: str) -> Life:
    """A life in which the subnet changes."""
    return Life(born=BARE, steps=(Step({**BARE, "subnet": subnet}, ("subnet",), ("subnet",)),))


SPECIMEN = Specimen(
    kind="cloudconnexa.Route",
    collection="routes",
    least=BARE,
    full={"network_id": NETWORK, "subnet": "10.44.99.0/24", "description": "yard of Oldfield"},
    changed={"description": "yard of Newfield"},
    replaced={"subnet": "10.45.99.0/24"},
    outputs={"type": "IP_V4"},
    lives={
        "bare": Life(born=BARE),
        "description": Life(born=BARE, steps=(Step({**BARE, "description": "shelves"}, ("description",)),)),
        "another subnet": moved_to("10.30.0.0/24"),
        "an overlapping subnet": moved_to("10.20.0.0/23"),
        "another family": moved_to("2001:db8::/48"),
    },
    drift={"description": Drift("description", "changed")},
    bad={"network_id": "", "subnet": "10.0.0.5/24", "description": ""},
    missing={
        "network_id": Missing("00000000-0000-0000-0000-000000000000", "network_id: there is no network"),
    },
    many=lambda number: {"subnet": f"10.{number // 256}.{number % 256}.0/24"},
    faults={
        "route": Fault(
            {**BARE, "description": "a"}, {"description": "b"}, ("routes", "subnet", "10.20.0.0/24")
        )
    },
)

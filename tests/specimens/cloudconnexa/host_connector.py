"""A connector of a host."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

BARE = {"host_id": Of("cloudconnexa.Host"), "name": "books-dial", "vpn_region_id": "us-east-1"}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.HostConnector",
    collection="host-connectors",
    least=BARE,
    full={
        "host_id": Of("cloudconnexa.Host"),
        "name": "host-oldfield",
        "vpn_region_id": "eu-central-1",
        "description": "mast of Oldfield",
    },
    changed={"name": "host-newfield", "vpn_region_id": "us-east-1"},
    replaced={"host_id": Of("cloudconnexa.Host", another=True)},
    lives={
        "bare": Life(born=BARE),
        "changes": Life(
            born=BARE,
            steps=(
                Step(
                    {**BARE, "vpn_region_id": "it-mxp", "description": "mast"},
                    ("vpn_region_id", "description"),
                ),
                Step({**BARE, "name": "books-line"}, ("name", "vpn_region_id", "-description")),
                Step(
                    {**BARE, "name": "books-line", "host_id": Of("cloudconnexa.Host", another=True)},
                    ("host_id",),
                    ("host_id",),
                ),
            ),
        ),
    },
    drift={
        "name": Drift("name", "renamed"),
        "vpn_region_id": Drift("vpnRegionId", "it-mxp"),
        "description": Drift("description", "changed"),
    },
    bad={"host_id": "", "name": "", "vpn_region_id": "", "description": "x" * 121},
    missing={
        "host_id": Missing(NOWHERE, "host_id: there is no host"),
        "vpn_region_id": Missing("moon-1", "vpn_region_id: there is no region moon-1"),
    },
    faults={
        "host connector": Fault(
            {**BARE, "description": "a"},
            {"description": "b"},
            ("host-connectors", "name", "books-dial"),
        )
    },
    may_stand_twice=True,
)

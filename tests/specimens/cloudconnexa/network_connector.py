"""A connector of a network."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

BARE = {"network_id": Of("cloudconnexa.Network"), "name": "gate-dial", "vpn_region_id": "us-east-1"}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.NetworkConnector",
    collection="network-connectors",
    least=BARE,
    full={
        "network_id": Of("cloudconnexa.Network"),
        "name": "yard-oldfield",
        "vpn_region_id": "eu-central-1",
        "description": "rail of Oldfield",
    },
    changed={"name": "yard-newfield", "vpn_region_id": "us-east-1"},
    replaced={"network_id": Of("cloudconnexa.Network", another=True)},
    lives={
        "bare": Life(born=BARE),
        "changes": Life(
            born=BARE,
            steps=(
                Step(
                    {**BARE, "vpn_region_id": "it-mxp", "description": "rail"},
                    ("vpn_region_id", "description"),
                ),
                Step({**BARE, "name": "gate-line"}, ("name", "vpn_region_id", "-description")),
                Step(
                    {**BARE, "name": "gate-line", "network_id": Of("cloudconnexa.Network", another=True)},
                    ("network_id",),
                    ("network_id",),
                ),
            ),
        ),
    },
    drift={
        "name": Drift("name", "renamed"),
        "vpn_region_id": Drift("vpnRegionId", "it-mxp"),
        "description": Drift("description", "changed"),
    },
    bad={"network_id": "", "name": "", "vpn_region_id": "", "description": "x" * 121},
    missing={
        "network_id": Missing(NOWHERE, "network_id: there is no network"),
        "vpn_region_id": Missing("moon-1", "vpn_region_id: there is no region moon-1"),
    },
    faults={
        "network connector": Fault(
            {**BARE, "description": "a"},
            {"description": "b"},
            ("network-connectors", "name", "gate-dial"),
        )
    },
    may_stand_twice=True,
)

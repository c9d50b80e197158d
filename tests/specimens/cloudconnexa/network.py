"""A network."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

BARE = {
    "name": "Plant",
    "internet_access": "SPLIT_TUNNEL_ON",
    "egress": True,
    "tunneling_protocol": "OPENVPN",
}
LAB = {"subnet": "10.1.0.0/24", "description": "lab"}
EAST = {"name": "a", "vpn_region_id": "us-east-1"}
BAD_ROUTES = [{"subnet": "10.0.0.5/24"}, {**LAB, "description": "x" * 121}]
BAD_CONNECTORS = [
    {"vpn_region_id": "us-east-1"},
    {"name": "b", "vpn_region_id": ""},
    {**EAST, "description": ""},
]
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.Network",
    collection="networks",
    least={"name": "Gateway"},
    full={
        "name": "Plant-North",
        "description": "shelves of Oldfield",
        "internet_access": "SPLIT_TUNNEL_OFF",
        "egress": False,
        "tunneling_protocol": "OPENVPN",
        "gateways_ids": [Of("cloudconnexa.Network", another=True)],
        "routes": [{"subnet": "10.30.77.0/24", "description": "lab of Oldfield"}],
        "connectors": [
            {"name": "plant-dial", "vpn_region_id": "eu-central-1", "description": "rack of Oldfield"}
        ],
    },
    changed={"name": "Plant-South", "description": 'shelves of "Newfield" / Søn'},
    lives={
        "bare": Life(born={"name": "Plant"}),
        "changes": Life(
            born={**BARE, "description": "shelves"},
            steps=(
                Step({**BARE, "name": "Plants", "description": "shelves"}, ("name",)),
                Step({**BARE, "name": "Plants", "egress": False}, ("-description", "egress")),
                Step(
                    {"name": "Plants", "internet_access": "RESTRICTED_INTERNET"},
                    ("egress", "internet_access"),
                ),
            ),
        ),
        "with routes and connectors": Life(
            born={**BARE, "routes": [LAB, {"subnet": "2001:db8::/48"}], "connectors": [EAST]},
            steps=(
                Step({**BARE, "routes": [{"subnet": "2001:0db8::/48"}, LAB], "connectors": [EAST]}, ()),
                Step(
                    {**BARE, "description": "x", "routes": [{"subnet": LAB["subnet"]}], "connectors": [EAST]},
                    ("description", "routes"),
                ),
                Step(
                    {
                        **BARE,
                        "description": "x",
                        "routes": [{"subnet": "10.1.0.0/25"}, {"subnet": "10.1.0.128/25"}],
                        "connectors": [{**EAST, "vpn_region_id": "it-mxp"}, {**EAST, "name": "b"}],
                    },
                    ("routes", "connectors"),
                ),
                Step({**BARE, "routes": []}, ("-description", "routes", "-connectors")),
            ),
        ),
    },
    drift={
        "name": Drift("name", "Renamed"),
        "description": Drift("description", "changed"),
        "egress": Drift("egress", True),
        "internet_access": Drift("internetAccess", "RESTRICTED_INTERNET"),
        "tunneling_protocol": Drift("tunnelingProtocol", "IPSEC"),
        "gateways_ids": Drift("gatewaysIds", []),
        "routes": Drift("description", "changed", "routes", ("subnet", "10.30.77.0/24")),
        "connectors": Drift("vpnRegionId", "it-mxp", "network-connectors", ("name", "plant-dial")),
    },
    bad={
        "name": "",
        "description": "x" * 121,
        "internet_access": "ON",
        "egress": "",
        "tunneling_protocol": "TCP",
        "gateways_ids[0]": [""],
        "routes[0].subnet": BAD_ROUTES,
        "routes[1].description": BAD_ROUTES,
        "connectors[0].name": BAD_CONNECTORS,
        "connectors[1].vpn_region_id": BAD_CONNECTORS,
        "connectors[2].description": BAD_CONNECTORS,
    },
    missing={
        "gateways_ids[0]": Missing([NOWHERE], "gateways_ids[0]: there is no network"),
        "connectors[0].vpn_region_id": Missing(
            [{"name": "plant-dial", "vpn_region_id": "moon-1"}],
            "connectors[0].vpn_region_id: there is no region moon-1",
        ),
    },
    faults={
        "network": Fault(
            {"name": "Plant", "description": "a"}, {"description": "b"}, ("networks", "name", "Plant")
        ),
        "network with lists": Fault(
            {
                "name": "Plant",
                "routes": [{"subnet": "10.20.0.0/24", "description": "a"}],
                "connectors": [EAST],
            },
            {
                "routes": [{"subnet": "10.20.0.0/24", "description": "b"}, {"subnet": "10.21.0.0/24"}],
                "connectors": [],
            },
            ("routes", "subnet", "10.20.0.0/24"),
        ),
    },
)

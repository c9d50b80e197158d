"""A user group."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

LEAST = {"name": "Crew", "all_regions_included": True}
BARE = {
    "name": "Crew",
    "all_regions_included": True,
    "internet_access": "SPLIT_TUNNEL_ON",
    "max_device": 3,
    "connect_auth": "ON_PRIOR_AUTH",
}
NOWHERE = "00000000-0000-0000-0000-000000000000"

SPECIMEN = Specimen(
    kind="cloudconnexa.UserGroup",
    collection="user-groups",
    least=LEAST,
    full={
        "name": "Oldfield crew",
        "all_regions_included": False,
        "vpn_region_ids": ["eu-central-1"],
        "internet_access": "SPLIT_TUNNEL_OFF",
        "gateways_ids": [Of("cloudconnexa.Network")],
        "max_device": 5,
        "connect_auth": "EVERY_TIME",
        "tunnel_bypass": ["192.0.2.0/25", "198.51.100.0/24"],
    },
    changed={
        "name": "Newfield crew",
        "vpn_region_ids": ["us-east-1"],
        "max_device": 6,
        "tunnel_bypass": ["192.0.2.0/25"],
    },
    lives={
        "bare": Life(born=LEAST),
        "changes": Life(
            born=BARE,
            steps=(
                Step({**BARE, "max_device": 4, "connect_auth": "NO_AUTH"}, ("max_device", "connect_auth")),
                Step(
                    {
                        **BARE,
                        "name": "Night crew",
                        "all_regions_included": False,
                        "vpn_region_ids": ["us-east-1", "it-mxp"],
                    },
                    ("name", "all_regions_included", "vpn_region_ids", "max_device", "connect_auth"),
                ),
                Step(
                    {
                        **BARE,
                        "name": "Night crew",
                        "all_regions_included": False,
                        "vpn_region_ids": ["it-mxp", "us-east-1"],
                    },
                    (),
                ),
                Step(BARE, ("name", "all_regions_included", "-vpn_region_ids")),
            ),
        ),
        "beside the tunnel": Life(
            born={**BARE, "tunnel_bypass": ["192.0.2.0/25", "198.51.100.0/24"]},
            steps=(
                Step({**BARE, "tunnel_bypass": ["198.51.100.0/24", "192.0.2.0/25"]}, ()),
                Step({**BARE, "tunnel_bypass": ["192.0.2.0/25"]}, ("tunnel_bypass",)),
                Step(BARE, ("-tunnel_bypass",)),
                Step({**BARE, "tunnel_bypass": ["192.0.2.128/25"]}, ("tunnel_bypass",)),
            ),
        ),
    },
    drift={
        "name": Drift("name", "Renamed"),
        "all_regions_included": Drift("allRegionsIncluded", True),
        "vpn_region_ids": Drift("vpnRegionIds", ["it-mxp"]),
        "internet_access": Drift("internetAccess", "RESTRICTED_INTERNET"),
        "gateways_ids": Drift("gatewaysIds", []),
        "max_device": Drift("maxDevice", 9),
        "connect_auth": Drift("connectAuth", "NO_AUTH"),
        "tunnel_bypass": Drift("tunnelBypass.ipv4Subnets", ["192.0.2.64/26"]),
    },
    bad={
        "name": "n" * 41,
        "all_regions_included": "perhaps",
        "vpn_region_ids[0]": [""],
        "internet_access": "ON",
        "gateways_ids[0]": [""],
        "max_device": 0,
        "connect_auth": "NEVER",
        "tunnel_bypass[0]": ["2001:db8::/48"],
    },
    missing={
        "vpn_region_ids[0]": Missing(["moon-1"], "vpn_region_ids[0]: there is no region moon-1"),
        "gateways_ids[0]": Missing([NOWHERE], "gateways_ids[0]: there is no network"),
    },
    faults={
        "user group": Fault(
            {**LEAST, "connect_auth": "NO_AUTH"},
            {"connect_auth": "EVERY_TIME"},
            ("user-groups", "name", "Crew"),
        )
    },
)

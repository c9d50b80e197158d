"""A network whose members reach the internet through CloudConnexa only.

Its routes and its connector are made in the same request as the network.
"""

import pulumi

from pulumi_isp import cloudconnexa

office = cloudconnexa.Network(
    "office",
    name="Office",
    description="Headquarters",
    internet_access="RESTRICTED_INTERNET",
    routes=[
        {"subnet": "10.40.0.0/24", "description": "desks"},
        {"subnet": "2001:db8:40::/64"},
    ],
    connectors=[{"name": "office-1", "vpn_region_id": "eu-central-1"}],
)

pulumi.export("system_subnets", office.system_subnets)

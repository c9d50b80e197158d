"""A network whose members reach the internet through CloudConnexa only."""

import pulumi

from pulumi_isp import cloudconnexa

office = cloudconnexa.Network(
    "office",
    name="Office",
    description="Headquarters",
    internet_access="RESTRICTED_INTERNET",
)

pulumi.export("system_subnets", office.system_subnets)

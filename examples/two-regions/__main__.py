"""How our own people reach the plant: a private network in each of two regions, and who may reach what.

Operations reach all of both; contractors reach the shelves of the west alone, and only their web pages.
"""

from dataclasses import dataclass

import pulumi

from pulumi_isp import cloudconnexa


@dataclass(frozen=True)
class Region:
    """One part of the plant, and the region of CloudConnexa that is near it."""

    vpn_region: str
    shelves: str
    cms: str


REGIONS = {
    "west": Region(vpn_region="us-west-1", shelves="10.30.0.0/24", cms="10.30.1.10"),
    "east": Region(vpn_region="us-east-1", shelves="10.40.0.0/24", cms="10.40.1.10"),
}


class Plant(pulumi.ComponentResource):
    """The private network of one region: its connector, its routes, and the name of its CMS."""

    def __init__(self, name: str, region: Region) -> None:
        """Declare it."""
        super().__init__("acme:isp:Plant", name)
        mine = pulumi.ResourceOptions(parent=self)
        self.network = cloudconnexa.Network(
            name, name=f"Plant {name}", description="E7 shelves and CMS", opts=mine
        )
        cloudconnexa.NetworkConnector(
            f"{name}-connector",
            network_id=self.network,
            name=f"plant-{name}",
            vpn_region_id=region.vpn_region,
            opts=mine,
        )
        shelves = cloudconnexa.Route(
            f"{name}-shelves",
            network_id=self.network,
            subnet=region.shelves,
            description="E7 management",
            opts=mine,
        )
        cloudconnexa.Route(
            f"{name}-cms", network_id=self.network, subnet=f"{region.cms}/32", description="CMS", opts=mine
        )
        # Its subnet is the route's: that one is made first.
        self.pages = cloudconnexa.IpService(
            f"{name}-pages",
            network_id=self.network,
            name=f"Shelves {name}, web pages",
            type="SERVICE_DESTINATION",
            service_types=["HTTPS"],
            routes=[shelves.subnet],
            opts=mine,
        )
        cloudconnexa.DnsRecord(
            f"{name}-name", domain=f"cms-{name}.isp.example", ipv4_addresses=[region.cms], opts=mine
        )
        self.register_outputs({"network": self.network.id})


plants = {name: Plant(name, region) for name, region in REGIONS.items()}

# Each group connects through the regions in which it works.
operations = cloudconnexa.UserGroup(
    "operations",
    name="Operations",
    vpn_region_ids=[region.vpn_region for region in REGIONS.values()],
    connect_auth="EVERY_TIME",
)
contractors = cloudconnexa.UserGroup(
    "contractors-west",
    name="Contractors West",
    vpn_region_ids=[REGIONS["west"].vpn_region],
    connect_auth="EVERY_TIME",
    max_device=1,
)

cloudconnexa.AccessGroup(
    "operations-all",
    name="Operations to both plants",
    source_user_groups=[operations],
    destination_networks=[plant.network for plant in plants.values()],
)
cloudconnexa.AccessGroup(
    "contractors-pages",
    name="Contractors to the shelves of the west",
    source_user_groups=[contractors],
    destination_services=[plants["west"].pages.id],
)

cloudconnexa.User(
    "ada",
    username="ada.ashby",
    first_name="Ada",
    last_name="Ashby",
    email="ada@isp.example",
    group_id=operations,
)

pulumi.export("networks", {name: plant.network.id for name, plant in plants.items()})

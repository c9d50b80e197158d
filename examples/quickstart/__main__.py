"""Every active fibre service in WHMCS gets its ONT; the network team gets its private network."""

import pulumi

from pulumi_isp import calix, cloudconnexa, whmcs

# What we sell in WHMCS, and the ONT profile on the E7 that belongs to it.
ONT_PROFILES = {"Fibre 100": 162, "Fibre 1000": 157}

# The customers: one ONT for each active fibre service, found by the serial number on its label.
services = whmcs.get_client_services(status=["Active"]).services
fibre = [service for service in services if service.name in ONT_PROFILES]
for service in fibre:
    calix.Ont(
        f"subscriber-{service.id}",
        network_name=service.custom_fields["E7"],
        serial_number=service.custom_fields["ONT Serial"],
        ont_profile=ONT_PROFILES[service.name],
        subscriber_id=str(service.id),
        description=service.name,
    )

# The private network: how our own people reach the shelves.
plant = cloudconnexa.Network("plant", name="Fibre plant", description="E7 shelves and their CMS")
cloudconnexa.Route("shelves", network_id=plant, subnet="10.20.0.0/24", description="E7 management")
cloudconnexa.Route("cms", network_id=plant, subnet="10.20.1.0/28", description="CMS servers")
cloudconnexa.User(
    "noc",
    username="noc",
    first_name="Network",
    last_name="Operations",
    email="noc@isp.example",
)

pulumi.export("onts", len(fibre))
pulumi.export("plant", plant.id)

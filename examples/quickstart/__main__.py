"""Every fibre customer in WHMCS has an ONT; the network team has its private network."""

import pulumi

from pulumi_isp import calix, cloudconnexa, whmcs

# Our fibre products in WHMCS by their ids, and the ONT profile on the E7 that belongs to each.
ONT_PROFILES = {12: 162, 13: 162, 14: 157}

# The customers: one ONT for each line, found by the serial number on its label. Whoever is suspended in WHMCS
# keeps the ONT, switched off; it goes when the service has ended.
connected = whmcs.get_subscribers(product_id=list(ONT_PROFILES)).in_state("enabled", "disabled")
for subscriber in connected:
    if not (subscriber.shelf and subscriber.ont_serial):
        raise pulumi.RunError("Put ont_serial,shelf into whmcs:requiredFields: an ONT needs both.")
    calix.Ont(
        f"subscriber-{subscriber.service_id}",
        network_name=subscriber.shelf,
        serial_number=subscriber.ont_serial,
        ont_profile=ONT_PROFILES[subscriber.product_id],
        subscriber_id=str(subscriber.service_id),
        description=subscriber.product,
        admin_state=subscriber.admin_state,
    )

# The private network: how our own people reach the shelves.
plant = cloudconnexa.Network("plant", name="Fibre plant", description="E7 shelves and their CMS")
cloudconnexa.Route("shelves", network_id=plant, subnet="10.30.0.0/24", description="E7 management")
cloudconnexa.Route("cms", network_id=plant, subnet="10.30.1.0/28", description="CMS servers")
cloudconnexa.User(
    "noc",
    username="noc",
    first_name="Network",
    last_name="Operations",
    email="noc@isp.example",
)

pulumi.export("onts", len(connected))
pulumi.export("plant", plant.id)

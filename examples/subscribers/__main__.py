"""Each fibre customer in WHMCS has an ONT on the E7; whoever is suspended there is switched off here.

The serial number and the E7 stand in the custom fields "ONT Serial" and "Shelf" of the service. Other names
are config:

    pulumi config set whmcs:shelfField E7
"""

import pulumi

from pulumi_isp import calix, whmcs

# Our fibre products in WHMCS by their ids, which stay when a product is renamed, and the ONT profile on the
# E7 that belongs to each.
ONT_PROFILES = {12: 162, 13: 162, 14: 157}

# A service that cannot be placed stops the program. Left out instead, its ONT would be deleted.
found = whmcs.get_subscribers(product_id=list(ONT_PROFILES))

# Not there: who is not connected yet, and who has left. Whose service has ended loses the ONT.
connected = found.in_state("enabled", "disabled")
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

pulumi.export("connected", len(connected))
pulumi.export("switched off", [each.service_id for each in connected if each.state == "disabled"])

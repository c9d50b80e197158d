"""A line for each fibre customer in WHMCS: an ONT on the E7, and on its port the internet they pay for.

Whoever is suspended in WHMCS keeps all of it, switched off. Both go when the service has ended.
"""

from dataclasses import dataclass

import pulumi

from pulumi_isp import calix, whmcs


@dataclass(frozen=True)
class Product:
    """What a product of WHMCS is on an E7: numbers of profiles there."""

    ont_profile: int
    bandwidth_profile: int


# By the ids in WHMCS, which stay when a product is renamed.
PRODUCTS = {
    12: Product(ont_profile=162, bandwidth_profile=1),
    13: Product(ont_profile=162, bandwidth_profile=2),
    14: Product(ont_profile=157, bandwidth_profile=3),
}
# How the internet is tagged on all our E7s, and the port that the customer's router is on.
TAG_ACTION = 1
PORT = 1


class Line(pulumi.ComponentResource):
    """What one customer has on the plant."""

    def __init__(self, customer: whmcs.Subscriber) -> None:
        """Declare it under the service's id in WHMCS, which stays when the customer moves or buys more."""
        super().__init__("acme:isp:Line", f"line-{customer.service_id}")
        if not (customer.shelf and customer.ont_serial):
            raise pulumi.RunError("Put ont_serial,shelf into whmcs:requiredFields: an ONT needs both.")
        product = PRODUCTS[customer.product_id]
        mine = pulumi.ResourceOptions(parent=self)
        terminal = calix.Ont(
            f"terminal-{customer.service_id}",
            network_name=customer.shelf,
            serial_number=customer.ont_serial,
            ont_profile=product.ont_profile,
            subscriber_id=str(customer.service_id),
            admin_state=customer.admin_state,
            opts=mine,
        )
        calix.OntEthernetPort(
            f"port-{customer.service_id}",
            ont=terminal,
            port=PORT,
            admin_state=customer.admin_state,
            subscriber_id=str(customer.service_id),
            opts=mine,
        )
        calix.EthernetService(
            f"internet-{customer.service_id}",
            ont=terminal,
            port=PORT,
            service_id=1,
            tag_action=TAG_ACTION,
            bandwidth_profile=product.bandwidth_profile,
            admin_state=customer.admin_state,
            opts=mine,
        )
        self.register_outputs({"ont": terminal.id})


customers = whmcs.get_subscribers(product_id=list(PRODUCTS)).in_state("enabled", "disabled")
for each in customers:
    Line(each)

pulumi.export("lines", len(customers))

"""The life of a route: a subnet that a network makes reachable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ...core.properties import Computed, Text
from ...core.records import Properties, Record
from ...core.schema import UNKNOWN, has_unknown
from ...errors import NotFoundError, ValidationError
from ..client.models import Route
from ..client.subnets import canonical_subnet, overlapping, subnet_of
from .collection import Collection
from .fields import OfNetwork, Subnet

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient


def route_name(network_id: str, subnet: str) -> str:
    """What tells a route from all others of a tenant, wherever it is declared."""
    return f"{canonical_subnet(subnet)} of network {network_id}"


class RouteInputs(OfNetwork):
    """What a route takes."""

    subnet = Subnet("IPv4 or IPv6 subnet in CIDR form, without host bits.", required=True, replaces=True)
    description = Text("Free text.", longest=120, for_people=True)


class RouteLifecycle(Collection[Route]):
    """A route. Natural key: its network and subnet. Its id is never given out again."""

    vendor = "cloudconnexa"
    kind = "Route"
    service = "routes"
    about = "A subnet that a network makes reachable."
    schema = RouteInputs
    computed = {"type": Computed("``IP_V4`` or ``IP_V6``.")}
    natural_key = ("network_id", "subnet")

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its subnet in its network."""
        network_id, subnet = inputs.get("network_id"), inputs.get("subnet")
        if not has_unknown([network_id, subnet]):
            yield route_name(str(network_id), str(subnet))

    def object_name(self, id_: str | None, properties: Mapping[str, Any]) -> str | None:
        """Network and subnet: what a network's own list knows of it too."""
        network_id, subnet = properties.get("network_id"), properties.get("subnet")
        if not network_id or not subnet or has_unknown([network_id, subnet]):
            return id_
        return route_name(str(network_id), str(subnet))

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Its network is there, and no other route is in its way."""
        yield from super().obstacles(client, inputs, own)
        subnet = inputs.get("subnet")
        if own is None or has_unknown(subnet) or not overlapping(str(own.properties["subnet"]), str(subnet)):
            return
        # Only where the old route must go first: what overlaps a vendor takes is not known for sure, and
        # nothing is lost by asking it.
        for route in client.routes.snapshot.values():
            # A route of a domain name, as tenants may have from before release 1.0, is in no subnet's way.
            if route.id != own.id and subnet_of(route.subnet) and overlapping(route.subnet, str(subnet)):
                yield f"subnet: it overlaps {route.subnet} of network {route.network_id}"

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two subnets of one tenant can stand side by side unless they overlap."""
        if news.get("network_id") is UNKNOWN:
            return False
        return not overlapping(str(olds.get("subnet")), str(news.get("subnet")))

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> Route | None:
        """Look for the subnet among the network's routes."""
        found = self.having(client, {name: inputs[name] for name in self.natural_key})
        return found[0] if found else None

    def make(self, client: CloudConnexaClient, inputs: Properties) -> Route:
        """Create the route."""
        try:
            return client.routes.create(
                {
                    "network_id": inputs["network_id"],
                    "value": inputs["subnet"],
                    "description": inputs.get("description"),
                }
            )
        except ValidationError as refusal:
            if client.networks.get(inputs["network_id"]) is None:
                raise NotFoundError(
                    "The route's network does not exist",
                    hint="Correct network_id; or, if somebody deleted the network, run `pulumi refresh`: the "
                    "next `up` makes it again.",
                    object=inputs["network_id"],
                ) from refusal
            raise

    def change(self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties) -> Route:
        """Replace the description; the vendor's update repeats the subnet."""
        return client.routes.update(
            id_, {"value": inputs["subnet"], "description": inputs.get("description"), **changed}
        )

"""The lifecycle of a route: a subnet that a network makes reachable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from ...core.grounds import Plot
from ...core.properties import Computed, Text
from ...core.records import Properties, Record
from ...core.schema import UNKNOWN, has_unknown
from ...core.settings import ManagedSettings
from ...errors import NotFoundError, ValidationError
from ..client.subnets import canonical_subnet, overlapping, subnet_of, supernets
from ..settings import CloudConnexaSettings
from .collection import Collection
from .fields import OfNetwork, Subnet

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Route


def route_name(network_id: str, subnet: str) -> str:
    """The unique name of a route in its tenant."""
    return f"{canonical_subnet(subnet)} of network {network_id}"


WHY_APART: Final = (
    "CloudConnexa refuses overlapping routes in one network. Declare only the larger one, or make one of "
    "them smaller. A tenant of release 1.2 may accept them (advanced configuration of routes): if yours "
    'does, set cloudconnexa:apiVersion to "1.2", and CloudConnexa decides'
)


def plot(path: str, place: str | None, subnet: Any, settings: ManagedSettings) -> Iterator[Plot]:
    """The range that a route uses in its network, or nothing.

    The default route uses none: other routes are inside it, and the vendor's answer to that is not known. In
    release 1.2 a setting of the tenant decides, so no route uses one.

    Args:
        path: The property with the subnet.
        place: The property with the network; None if the network lists the route.
        subnet: The subnet.
        settings: The settings of the tenant.
    """
    decides_itself = cast("CloudConnexaSettings", settings).api_version not in _OVERLAPS_REFUSED
    known = None if decides_itself or has_unknown(subnet) else subnet_of(str(subnet))
    if known is not None and known.prefixlen:
        yield Plot(path, place, str(known), supernets(str(known)))


_OVERLAPS_REFUSED: Final = ("1.0", "1.1.0")


class RouteInputs(OfNetwork):
    """The properties of a route."""

    subnet = Subnet("IPv4 or IPv6 subnet in CIDR form, without host bits.", required=True, replaces=True)
    description = Text("Free text.", longest=120, for_people=True)


class RouteLifecycle(Collection["Route"]):
    """A route. Natural key: its network and subnet."""

    vendor = "cloudconnexa"
    kind = "Route"
    service = "routes"
    about = "A subnet that a network makes reachable."
    schema = RouteInputs
    computed = {"type": Computed("``IP_V4`` or ``IP_V6``.")}
    natural_key = ("network_id", "subnet")
    why_apart = WHY_APART

    def plots(self, inputs: Properties, settings: ManagedSettings) -> Iterator[Plot]:
        """Its subnet, in its network."""
        yield from plot("subnet", "network_id", inputs.get("subnet"), settings)

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its subnet in its network."""
        network_id, subnet = inputs.get("network_id"), inputs.get("subnet")
        if not has_unknown([network_id, subnet]):
            yield route_name(str(network_id), str(subnet))

    def object_name(self, id_: str | None, properties: Mapping[str, Any]) -> str | None:
        """Its network and subnet, which an item in a network's list has too."""
        network_id, subnet = properties.get("network_id"), properties.get("subnet")
        if not network_id or not subnet or has_unknown([network_id, subnet]):
            return id_
        return route_name(str(network_id), str(subnet))

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """A missing network, or other routes that overlap its subnet."""
        yield from super().obstacles(client, inputs, own)
        subnet = inputs.get("subnet")
        if own is None or has_unknown(subnet) or not overlapping(str(own.properties["subnet"]), str(subnet)):
            return
        # Checked only if the old route must be deleted first. Otherwise the vendor may decide: which overlaps
        # it accepts is not fully known, and a refusal does no harm.
        for route in client.routes.snapshot.values():
            # A route of a domain name has no subnet. Tenants may have such routes from before release 1.0.
            if route.id != own.id and subnet_of(route.subnet) and overlapping(route.subnet, str(subnet)):
                yield f"subnet: it overlaps {route.subnet} of network {route.network_id}"

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether the two subnets do not overlap."""
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
                    hint="Correct network_id. If somebody deleted the network, run `pulumi refresh`: the "
                    "next `pulumi up` makes it again.",
                    object=inputs["network_id"],
                ) from refusal
            raise

    def change(self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties) -> Route:
        """Change the description. The vendor's update needs the subnet too."""
        return client.routes.update(
            id_, {"value": inputs["subnet"], "description": inputs.get("description"), **changed}
        )

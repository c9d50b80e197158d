"""The life of a route: a subnet that a network makes reachable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import NotFoundError, ValidationError
from ..lifecycle import Checked, Lifecycle, Properties, logger
from ..schema import UNKNOWN, Failure, Identifier, InputSchema, Text
from .client import CloudConnexaClient
from .fields import Subnet, canonical_subnet, overlapping
from .models import Route
from .route_owners import RouteOwners


class RouteInputs(InputSchema):
    """What a route takes."""

    network_id = Identifier(required=True, metadata={"replace": True})
    subnet = Subnet(required=True, metadata={"replace": True})
    description = Text(longest=120)


class RouteLifecycle(Lifecycle[CloudConnexaClient, Route]):
    """A route. Natural key: its network and subnet.

    Args:
        owners: Shared with the networks of the same process, which may list routes themselves.
    """

    vendor = "cloudconnexa"
    kind = "Route"
    schema = RouteInputs
    computed = ("type",)
    stables = ("type",)

    def __init__(self, owners: RouteOwners | None = None) -> None:
        super().__init__()
        self._owners = owners or RouteOwners()

    def check(self, news: Mapping[str, Any]) -> Checked:
        """Validate and normalise; a route that its network lists is refused."""
        checked = super().check(news)
        network_id, subnet = checked.inputs.get("network_id"), checked.inputs.get("subnet")
        if checked.failures or UNKNOWN in (network_id, subnet):
            return checked
        if self._owners.is_listed(str(network_id), str(subnet)):
            twice = "is in the network's own list of routes already: declare it in one of the two places"
            return Checked(checked.inputs, [Failure("subnet", twice)])
        self._owners.declare(str(network_id), str(subnet))
        return checked

    def lost(self, olds: Mapping[str, Any]) -> str | None:
        """A route that its network deletes in this run, because it listed it too, is made again."""
        going = self._owners.is_going(str(olds.get("network_id")), str(olds.get("subnet")))
        return "subnet" if going else None

    def delete(
        self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any], *, system: str | None = None
    ) -> None:
        """Delete the route; one that its network has come to list is kept."""
        if self._owners.is_listed(str(state.get("network_id")), str(state.get("subnet"))):
            logger.info("%s is kept: its network lists it now", self._named(id_))
            return
        super().delete(client, id_, state, system=system)

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two subnets of one tenant can stand side by side unless they overlap."""
        if news.get("network_id") is UNKNOWN:
            return False
        return not overlapping(str(olds.get("subnet")), str(news.get("subnet")))

    def find(self, client: CloudConnexaClient, inputs: Properties) -> Route | None:
        """Look for the subnet among the network's routes."""
        wanted = canonical_subnet(inputs["subnet"])
        for route in client.routes.snapshot.values():
            if route.network_id == inputs["network_id"] and canonical_subnet(route.subnet) == wanted:
                return route
        return None

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

    def fetch(self, client: CloudConnexaClient, id_: str) -> Route | None:
        """Look in the shared listing; networks list their routes, so one listing serves both."""
        return client.routes.snapshot.get(id_)

    def change(self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties) -> Route:
        """Replace the description; the vendor's update repeats the subnet."""
        return client.routes.update(
            id_, {"value": inputs["subnet"], "description": inputs.get("description"), **changed}
        )

    def destroy(self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the route."""
        client.routes.delete(id_)

    def identify(self, model: Route) -> str:
        """The vendor's id."""
        return model.id

    def describe(self, model: Route) -> Properties:
        """The route as properties."""
        return {
            "network_id": model.network_id,
            "subnet": model.subnet,
            "description": model.description or "",
            "type": model.type,
        }

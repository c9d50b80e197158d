"""The life of a route: a subnet that a network makes reachable."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from ..errors import NotFoundError, ValidationError
from ..lifecycle import Lifecycle, Properties
from ..schema import UNKNOWN, Identifier, InputSchema, Text
from .client import CloudConnexaClient
from .fields import Subnet, canonical_subnet
from .models import Route


class RouteInputs(InputSchema):
    """What a route takes."""

    network_id = Identifier(required=True, metadata={"replace": True})
    subnet = Subnet(required=True, metadata={"replace": True})
    description = Text(longest=120)


class RouteLifecycle(Lifecycle[CloudConnexaClient, Route]):
    """A route. Natural key: its network and subnet."""

    vendor = "cloudconnexa"
    kind = "Route"
    schema = RouteInputs
    computed = ("type",)
    stables = ("type",)

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two subnets of one tenant can stand side by side unless they overlap."""
        if news.get("network_id") is UNKNOWN:
            return False
        try:
            old = ipaddress.ip_network(str(olds.get("subnet")), strict=False)
            new = ipaddress.ip_network(str(news.get("subnet")), strict=False)
        except ValueError:  # not known yet, or nothing that the vendor should have answered
            return False
        return not old.overlaps(new)

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
                    "The route's network does not exist any more",
                    hint="If somebody deleted it: run `pulumi refresh`; the next `up` makes it again.",
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

"""The life of a route: a subnet that a network makes reachable."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

import marshmallow

from ..errors import NotFoundError, ValidationError
from ..lifecycle import Lifecycle, Properties
from ..schema import UNKNOWN, Identifier, InputSchema, Text
from .client import CloudConnexaClient
from .models import Route


class Subnet(Text):
    """An IPv4 or IPv6 subnet in CIDR form, without host bits."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        try:
            return str(ipaddress.ip_network(text.strip(), strict="/" in text))
        except ValueError:
            pass
        try:
            nearest = ipaddress.ip_network(text.strip(), strict=False)
        except ValueError:
            raise marshmallow.ValidationError(
                "must be an IPv4 or IPv6 subnet such as 10.0.0.0/24 or 2001:db8::/48"
            ) from None
        # What the vendor does with host bits is not known; the plan must not depend on it.
        raise marshmallow.ValidationError(
            f"has bits set outside its /{nearest.prefixlen} mask; write the subnet's first address"
        )


def _canonical(subnet: str) -> str:
    try:
        return str(ipaddress.ip_network(subnet, strict=False))
    except ValueError:
        return subnet


class RouteInputs(InputSchema):
    """What a route takes."""

    network_id = Identifier(required=True, metadata={"replace": True})
    subnet = Subnet(required=True, metadata={"replace": True, "canonical": _canonical})
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
        wanted = _canonical(inputs["subnet"])
        for route in client.routes.snapshot.values():
            if route.network_id == inputs["network_id"] and _canonical(route.subnet) == wanted:
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

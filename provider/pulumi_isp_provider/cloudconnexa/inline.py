"""Routes and connectors that a network's own declaration lists.

The vendor takes them along in the network's create; afterwards each has requests of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..lifecycle import Properties
from ..schema import Identifier, Items, PropertySchema, Text
from .client import CloudConnexaClient
from .fields import Subnet, canonical_subnet
from .models import Network, NetworkConnector, Route
from .services.crud import Service


class RouteItem(PropertySchema):
    """A route of a network."""

    subnet = Subnet(required=True)
    description = Text(longest=120)


class ConnectorItem(PropertySchema):
    """A connector of a network. One with IPsec has keys, which are not to be in a declaration."""

    name = Text(required=True)
    vpn_region_id = Identifier(required=True)
    description = Text(longest=120)


def _describe_route(route: Route) -> Properties:
    return {"subnet": route.subnet, "description": route.description or ""}


def _write_route(item: Properties) -> Properties:
    return {"value": canonical_subnet(item["subnet"]), "description": item.get("description") or None}


def _describe_connector(connector: NetworkConnector) -> Properties:
    return {
        "name": connector.name,
        "vpn_region_id": connector.vpn_region_id or "",
        "description": connector.description or "",
    }


def _write_connector(item: Properties) -> Properties:
    return {
        "name": item["name"],
        "vpn_region_id": item["vpn_region_id"],
        "description": item.get("description") or None,
    }


@dataclass(frozen=True)
class Inline:
    """One kind of thing that a network's declaration lists.

    Attributes:
        field: The property, and the network's own name for it.
        items: What it takes.
        key: What tells one from another, from the property that does so in a declaration.
        describe: One as it stands, as properties.
        write: One that is declared, as the vendor's client takes it.
        service: What makes, changes and deletes one.
    """

    field: str
    items: type[PropertySchema]
    key_property: str
    key: Callable[[str], str]
    describe: Callable[[Any], Properties]
    write: Callable[[Properties], Properties]
    service: Callable[[CloudConnexaClient], Service[Any]]

    def property(self) -> Items:
        """The property in the network's inputs."""
        return Items(self.items, key=self.key_property)

    def described(self, network: Network) -> list[Properties]:
        """All of them that a network has."""
        return [self.describe(one) for one in getattr(network, self.field)]

    def bring(
        self, client: CloudConnexaClient, network_id: str, changes: Mapping[str, Properties | None]
    ) -> None:
        """Make, change and delete until those that are to change are as declared.

        What an interrupted run has done is not done again: what the network has counts, not what it had.

        Args:
            client: The vendor's client.
            network_id: The network.
            changes: By key, those to change; None for one that is to go.
        """
        service = self.service(client)
        # Made from the listing of networks; taken from the service, which so learns to whom each one belongs.
        standing = {
            self.key(self.describe(one)[self.key_property]): one
            for one in service.snapshot.values()
            if one.network_id == network_id
        }
        # What goes, goes first: it may be in the way of what comes.
        for key in (key for key, item in changes.items() if item is None):
            if (one := standing.get(self.key(key))) is not None:
                service.delete(one.id)
        for key, item in changes.items():
            if item is None:
                continue
            one, values = standing.get(self.key(key)), self.write(item)
            if one is None:
                service.create({"network_id": network_id, **values})
            elif self.write(self.describe(one)) != values:
                service.update(one.id, values)


ROUTES: Final = Inline(
    field="routes",
    items=RouteItem,
    key_property="subnet",
    key=canonical_subnet,
    describe=_describe_route,
    write=_write_route,
    service=lambda client: client.routes,
)
CONNECTORS: Final = Inline(
    field="connectors",
    items=ConnectorItem,
    key_property="name",
    key=str,
    describe=_describe_connector,
    write=_write_connector,
    service=lambda client: client.connectors,
)
ALL: Final = (ROUTES, CONNECTORS)

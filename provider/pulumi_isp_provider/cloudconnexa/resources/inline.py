"""Routes and connectors in the declaration of their network.

The request that creates the network contains them. Later each one is changed and deleted by its own requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ...core.properties import Identifier, Items, PropertySchema, Text
from ...core.records import Properties
from ...errors import AlreadyExistsError, IspError, NotFoundError
from ..client.subnets import canonical_subnet, overlapping
from .fields import Subnet
from .network_connector import connector_name
from .route import route_name

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Network, NetworkConnector, Route
    from ..client.services.crud import Service


_UNREAD: Final = "(one that cannot be understood)"


class RouteItem(PropertySchema):
    """A route of a network."""

    args = "NetworkRouteArgs"
    subnet = Subnet(
        "IPv4 or IPv6 subnet in CIDR form, without host bits; unique in the network.", required=True
    )
    description = Text("Free text.", longest=120, for_people=True)


class ConnectorItem(PropertySchema):
    """A connector of a network."""

    # A connector with IPsec has keys, which must not be in a declaration.

    args = "NetworkInlineConnectorArgs"
    name = Text(
        "Its name, unique in the network. Another name means another connector.",
        required=True,
        # It is not known whether the vendor trims names. If it did, each run would make another connector.
        canonical=str.strip,
        for_people=True,
    )
    vpn_region_id = Identifier(
        "The region that it connects to, such as ``eu-central-1``.", required=True, refers_to="VpnRegion"
    )
    description = Text("Free text.", longest=120, for_people=True)


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
    """A list in the declaration of a network. Its items are parts.

    Attributes:
        field: The property, with the same name in the client's model.
        about: Description for people.
        items: The properties of an item.
        key_property: The property that identifies an item.
        key: Returns that property in one spelling: the key.
        resource: The kind of resource that a part could be.
        name: Returns the unique name of a part in its tenant, for the network's id and the key.
        clash: Whether two parts with these keys cannot exist at the same time.
        describe: Returns a part at the vendor as properties.
        write: Returns a declared item in the form of the client.
        service: Returns the client's service for the parts.
    """

    field: str
    about: str
    items: type[PropertySchema]
    key_property: str
    key: Callable[[str], str]
    resource: str
    name: Callable[[str, str], str]
    clash: Callable[[str, str], bool]
    describe: Callable[[Any], Properties]
    write: Callable[[Properties], Properties]
    service: Callable[[CloudConnexaClient], Service[Any]]

    def property(self) -> Items:
        """The property of the network."""
        return Items(self.about, self.items, key=self.key_property)

    def described(self, network: Network) -> list[Properties]:
        """All parts of a network."""
        return [self.describe(one) for one in getattr(network, self.field)]

    def names(self, network: Network) -> dict[str, str]:
        """Their keys, as the vendor has them, by id; those that cannot be understood are among them."""
        known = {one.id: self.describe(one)[self.key_property] for one in getattr(network, self.field)}
        unread = range(len(network.unread.get(self.field, ())))
        return known | {f"unread {number}": _UNREAD for number in unread}

    def bring(
        self, client: CloudConnexaClient, network_id: str, changes: Mapping[str, Properties | None]
    ) -> None:
        """Make, change and delete parts, until all changed ones are as declared.

        It compares with the present parts of the network, so it does not repeat what an interrupted run has
        done.

        Args:
            client: The vendor's client.
            network_id: The network.
            changes: The changed items by key; None means delete.

        Raises:
            AlreadyExistsError: Several parts have the key of a changed item.
        """
        service = self.service(client)
        changes = {self.key(key): item for key, item in changes.items()}
        standing = self._standing(service, network_id, changes)
        going = {key: standing[key] for key, item in changes.items() if item is None and key in standing}
        done = 0
        try:
            for key, item in changes.items():
                if item is None:
                    continue
                if (one := standing.get(key)) is not None:
                    now = self.describe(one)
                    wanted = {**now, **item}
                    if self.write(wanted) != self.write(now):
                        service.update(one.id, self.write(wanted))
                        done += 1
                    continue
                # Old parts are deleted last, so that a refused create interrupts nobody. An old part that
                # clashes with the new one must go first.
                for other in [other for other in going if self.clash(other, key)]:
                    _delete(service, going.pop(other).id)
                    done += 1
                service.create({"network_id": network_id, **self.write(item)})
                done += 1
            for one in going.values():
                _delete(service, one.id)
                done += 1
        except IspError as error:
            if done:
                error.add_hint(
                    f"Changes to {self.field} that were made before: {done}. `pulumi up` with the same list "
                    "makes the rest. To declare the old list again does not undo them."
                )
            raise

    def _standing(
        self, service: Service[Any], network_id: str, changes: Mapping[str, Properties | None]
    ) -> dict[str, Any]:
        """The parts of the network by key."""
        standing: dict[str, Any] = {}
        # The service's snapshot comes from the listing of networks, and knows the network of each part.
        for one in service.snapshot.values():
            if one.network_id != network_id:
                continue
            key = self.key(self.describe(one)[self.key_property])
            if key in standing and key in changes:
                # It is not known which one the declaration means, and both may be in use.
                raise AlreadyExistsError(
                    f"Several {self.field} of the network have the same {self.key_property}: "
                    f"{standing[key].id}, {one.id}",
                    hint="Rename or delete one of them in the portal. Then run `pulumi up` again.",
                    object=network_id,
                )
            standing[key] = one
        return standing


def _delete(service: Service[Any], id_: str) -> None:
    with suppress(NotFoundError):  # it is already gone
        service.delete(id_)


ROUTES: Final = Inline(
    field="routes",
    about="Routes that are made in the same request as the network. Other routes of the network do not "
    "change. Declare a route here or as a :class:`.Route`, not as both.",
    items=RouteItem,
    key_property="subnet",
    key=canonical_subnet,
    resource="Route",
    name=route_name,
    clash=overlapping,
    describe=_describe_route,
    write=_write_route,
    service=lambda client: client.routes,
)
CONNECTORS: Final = Inline(
    field="connectors",
    about="Connectors, in the same way; only for ``OPENVPN`` networks. A connector that is removed from the "
    "list is deleted, and its connections end. Declare a connector here or as a "
    ":class:`.NetworkConnector`, not as both.",
    items=ConnectorItem,
    key_property="name",
    key=str.strip,
    resource="NetworkConnector",
    name=connector_name,
    clash=lambda _one, _other: False,
    describe=_describe_connector,
    write=_write_connector,
    service=lambda client: client.connectors,
)
ALL: Final = (ROUTES, CONNECTORS)

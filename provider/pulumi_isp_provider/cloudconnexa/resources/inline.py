"""Routes and connectors that a network's own declaration lists.

The vendor takes them along in the network's create; afterwards each has requests of its own.
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
        "CIDR, IPv4 or IPv6, without host bits; tells it from the network's other routes.", required=True
    )
    description = Text("Free text.", longest=120, for_people=True)


class ConnectorItem(PropertySchema):
    """A connector of a network."""

    # One with IPsec has keys, which are not to be in a declaration.

    args = "NetworkInlineConnectorArgs"
    name = Text(
        "Tells it from the network's other connectors: another name is another connector.",
        required=True,
        # Another connector would be made at each run if the vendor trimmed names, which is not known.
        canonical=str.strip,
        for_people=True,
    )
    vpn_region_id = Identifier(
        "Region that it dials into, such as ``eu-central-1``.", required=True, refers_to="VpnRegion"
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
    """One kind of thing that a network's declaration lists.

    Attributes:
        field: The property, and the network's own name for it.
        about: What the property is for.
        items: What it takes.
        key: What tells one from another, from the property that does so in a declaration.
        resource: The kind of resource that one could be as well.
        name: What tells it from all others of a tenant, from the network's id and that property.
        clash: Whether two of them, by key, cannot stand side by side.
        describe: One as it stands, as properties.
        write: One that is declared, as the vendor's client takes it.
        service: What makes, changes and deletes one.
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
        """The property in the network's inputs."""
        return Items(self.about, self.items, key=self.key_property)

    def described(self, network: Network) -> list[Properties]:
        """All of them that a network has."""
        return [self.describe(one) for one in getattr(network, self.field)]

    def names(self, network: Network) -> dict[str, str]:
        """Their keys, as the vendor has them, by id; those that cannot be understood are among them."""
        known = {one.id: self.describe(one)[self.key_property] for one in getattr(network, self.field)}
        unread = range(len(network.unread.get(self.field, ())))
        return known | {f"unread {number}": _UNREAD for number in unread}

    def bring(
        self, client: CloudConnexaClient, network_id: str, changes: Mapping[str, Properties | None]
    ) -> None:
        """Make, change and delete until those that are to change are as declared.

        What an interrupted run has done is not done again: what the network has counts, not what it had.

        Args:
            client: The vendor's client.
            network_id: The network.
            changes: By key, those to change; None for one that is to go.

        Raises:
            AlreadyExistsError: Several have the key of one that is to change.
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
                # If what comes is refused, nobody is to be cut off from what goes: it goes last, unless it is
                # in the way.
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
                    "goes on from there; going back to the old list does not undo them."
                )
            raise

    def _standing(
        self, service: Service[Any], network_id: str, changes: Mapping[str, Properties | None]
    ) -> dict[str, Any]:
        """What the network has, by key."""
        standing: dict[str, Any] = {}
        # Made from the listing of networks; taken from the service, which so learns to whom each one belongs.
        for one in service.snapshot.values():
            if one.network_id != network_id:
                continue
            key = self.key(self.describe(one)[self.key_property])
            if key in standing and key in changes:
                # Which of them the declaration means would be a guess about whoever dials in.
                raise AlreadyExistsError(
                    f"Several {self.field} of the network have the same {self.key_property}: "
                    f"{standing[key].id}, {one.id}",
                    hint="Rename or delete one of them in the portal, then run it again.",
                    object=network_id,
                )
            standing[key] = one
        return standing


def _delete(service: Service[Any], id_: str) -> None:
    with suppress(NotFoundError):  # somebody was quicker
        service.delete(id_)


ROUTES: Final = Inline(
    field="routes",
    about="Routes that are made in the same request as the network, and kept as declared. Other routes of "
    "the network are left alone. Declare a route here or as a :class:`.Route`, not as both.",
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
    about="Connectors, in the same way; those of ``OPENVPN`` networks. One that is no longer listed is "
    "deleted, and whoever dials in through it is cut off. Declare a connector here or as a "
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

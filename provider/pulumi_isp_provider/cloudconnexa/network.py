"""The life of a CloudConnexa network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from ..errors import AlreadyExistsError, NotFoundError
from ..lifecycle import Lifecycle, Properties, logger
from ..schema import UNKNOWN, Choice, Flag, Identifier, InputSchema, ListOf, Text, as_set
from . import inline
from .client import CloudConnexaClient
from .models import Network
from .route_owners import RouteOwners

_LISTED = frozenset(kind.field for kind in inline.ALL)


class NetworkInputs(InputSchema):
    """What a network takes. Defaults are sent, never left to the server, which documents none."""

    name = Text(required=True)
    description = Text(longest=120)
    internet_access = Choice(
        "SPLIT_TUNNEL_ON",
        "SPLIT_TUNNEL_OFF",
        "RESTRICTED_INTERNET",
        load_default="SPLIT_TUNNEL_ON",
        metadata={"reset": "SPLIT_TUNNEL_ON"},
    )
    egress = Flag(load_default=True, metadata={"reset": True})
    tunneling_protocol = Choice("OPENVPN", "IPSEC", load_default="OPENVPN", metadata={"reset": "OPENVPN"})
    gateways_ids = ListOf(Identifier(), metadata={"canonical": as_set})
    routes = inline.ROUTES.property()
    connectors = inline.CONNECTORS.property()

    @validates_schema(skip_on_field_errors=False)
    def _connectors_without_keys(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("tunneling_protocol") == "IPSEC" and data.get("connectors"):
            raise ValidationError(
                "must be left out where tunneling_protocol is IPSEC: such a connector has keys, which have "
                "no place in state; make it in the portal",
                "connectors",
            )


class NetworkLifecycle(Lifecycle[CloudConnexaClient, Network]):
    """A network. Natural key: its name.

    Args:
        owners: Shared with the routes of the same process that are resources of their own.
    """

    vendor = "cloudconnexa"
    kind = "Network"
    schema = NetworkInputs
    computed = ("system_subnets",)
    stables = ("system_subnets",)

    def __init__(self, owners: RouteOwners | None = None) -> None:
        super().__init__()
        self._owners = owners or RouteOwners()

    def held(self, id_: str, inputs: Properties, olds: Mapping[str, Any]) -> None:
        """Note which routes are listed here, and which no longer are."""
        subnets = [UNKNOWN if item is UNKNOWN else item["subnet"] for item in _listed(inputs)]
        known = [subnet for subnet in subnets if subnet is not UNKNOWN]
        # One that is not known yet may be any of those that were listed before.
        before = [item["subnet"] for item in _listed(olds)] if UNKNOWN not in subnets else []
        self._owners.list(id_, known, before)
        twice = [
            f"routes[{number}]"
            for number, subnet in enumerate(subnets)
            if subnet is not UNKNOWN and self._owners.is_declared(id_, subnet)
        ]
        if twice:
            what = f"{', '.join(twice)} of {self._named(id_)}"
            raise AlreadyExistsError(
                f"{what}: belongs to another resource of this program already",
                hint="Declare a route in one place: in the network's list, or as a Route of its own.",
                object=id_,
            )

    def find(self, client: CloudConnexaClient, inputs: Properties) -> Network | None:
        """Look for the name in the shared listing; whether names are unique, the vendor does not say."""
        return next((n for n in client.networks.snapshot.values() if n.name == inputs["name"]), None)

    def make(self, client: CloudConnexaClient, inputs: Properties) -> Network:
        """Create the network, and what it lists along with it."""
        listed = {
            kind.field: list(map(kind.write, inputs[kind.field]))
            for kind in inline.ALL
            if kind.field in inputs
        }
        made = client.networks.create({**self.remote(inputs), **listed})
        if all(len(getattr(made, name)) >= len(items) for name, items in listed.items()):
            return made
        # Whether the answer shows what was made along with the network, the vendor does not say.
        return client.networks.get(made.id) or made

    def fetch(self, client: CloudConnexaClient, id_: str) -> Network | None:
        """Look in the shared listing."""
        return client.networks.snapshot.get(id_)

    def change(
        self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties
    ) -> Network:
        """Replace the writable part; routes and connectors have requests of their own."""
        lists = [kind for kind in inline.ALL if kind.field in inputs or kind.field in changed]
        own = {name: value for name, value in changed.items() if name not in _LISTED}
        declared = {name: value for name, value in self.remote(inputs).items() if name not in _LISTED}
        if not lists:
            return client.networks.update(id_, {**declared, **own})
        self._standing(client, id_)  # the listing, before anything is written: our writes keep it true
        if own:
            client.networks.update(id_, {**declared, **own})
        for kind in lists:
            kind.bring(client, id_, self._ours(kind, id_, changed.get(kind.field) or {}))
        return self._standing(client, id_)

    def _ours(
        self, kind: inline.Inline, id_: str, changes: dict[str, Properties | None]
    ) -> dict[str, Properties | None]:
        """The changes, without the delete of a route that has become a resource of its own."""
        if kind is not inline.ROUTES:
            return changes
        return {
            subnet: item
            for subnet, item in changes.items()
            if item is not None or not self._owners.is_declared(id_, subnet)
        }

    @staticmethod
    def _standing(client: CloudConnexaClient, id_: str) -> Network:
        """The network in the shared listing: whether an update's answer shows all of it is not known."""
        network = client.networks.snapshot.get(id_)
        if network is None:
            raise NotFoundError("The network does not exist any more", object=id_)
        return network

    def destroy(self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete the network; its routes and connectors go with it."""
        client.networks.delete(id_)

    def kept(self, client: CloudConnexaClient, id_: str) -> None:
        """Name what hangs on a network that stays.

        The engine believes it deleted, and so asks for no delete of routes that went in the same run.
        """
        network = client.networks.get(id_)
        if network is None:
            return
        for kind in inline.ALL:
            keys = ", ".join(sorted(item[kind.key_property] for item in kind.described(network)))
            if keys:
                logger.warning(
                    "cloudconnexa.Network %s is kept, with its %s %s. One that was removed from the "
                    "program in this same run is still among them: delete it in the portal.",
                    network.name,
                    kind.field,
                    keys,
                )

    def identify(self, model: Network) -> str:
        """The vendor's id."""
        return model.id

    def describe(self, model: Network) -> Properties:
        """The network as properties."""
        return {
            "name": model.name,
            "description": model.description or "",
            "internet_access": model.internet_access,
            "egress": model.egress,
            "tunneling_protocol": model.tunneling_protocol,
            "gateways_ids": list(model.gateways_ids),
            "system_subnets": list(model.system_subnets),
            **{kind.field: kind.described(model) for kind in inline.ALL},
        }


def _listed(properties: Mapping[str, Any]) -> list[Any]:
    """The routes that are listed; one or all of them may not be known yet."""
    routes = properties.get("routes") or []
    return [UNKNOWN] if routes is UNKNOWN else list(routes)

"""The lifecycle of a CloudConnexa network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, validates_schema

from ...core.definition import GoesAlong
from ...core.grounds import Plot
from ...core.lifecycle import logger
from ...core.properties import Choice, Computed, Flag, InputSchema, Text
from ...core.records import Properties
from ...core.schema import has_unknown
from ...core.settings import ManagedSettings
from ...errors import IspError, NotFoundError
from . import inline
from .fields import gateways, internet_access
from .parent import Offer, Parent
from .route import WHY_APART, plot

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Network

_LISTED = frozenset(kind.field for kind in inline.ALL)


class NetworkInputs(InputSchema):
    """The properties of a network. Defaults are always sent, because the vendor documents none."""

    name = Text("Its name, by which it is found.", required=True, for_people=True)
    description = Text("Free text.", longest=120, for_people=True)
    internet_access = internet_access("How its members reach the internet.")
    egress = Flag("Whether other networks may reach the internet through this one.", default=True)
    tunneling_protocol = Choice("The protocol of its connectors.", "OPENVPN", "IPSEC", default="OPENVPN")
    gateways_ids = gateways()
    routes = inline.ROUTES.property()
    connectors = inline.CONNECTORS.property()

    @validates_schema(skip_on_field_errors=False)
    def _connectors_without_keys(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("tunneling_protocol") == "IPSEC" and data.get("connectors"):
            raise ValidationError(
                "must be left out if tunneling_protocol is IPSEC: such a connector has keys, which must not "
                "be in state; make it in the portal",
                "connectors",
            )


class NetworkLifecycle(Parent["Network"]):
    """A network. Natural key: its name."""

    vendor = "cloudconnexa"
    kind = "Network"
    service = "networks"
    offers = (
        Offer("IpService", "ip_services", "IP services"),
        Offer("Application", "applications", "applications"),
    )
    about = "A network: a site with its connectors and routes. Deleting it deletes both."
    schema = NetworkInputs
    computed = {
        "system_subnets": Computed("The subnets that CloudConnexa assigns to the network.", "Sequence[str]")
    }
    natural_key = ("name",)
    references = frozenset({"gateways_ids", "connectors", "routes"})
    why_apart = WHY_APART

    def plots(self, inputs: Properties, settings: ManagedSettings) -> Iterator[Plot]:
        """The subnets of its routes."""
        listed = inputs.get(inline.ROUTES.field)
        for number, item in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(item, Mapping):
                path = f"{inline.ROUTES.field}[{number}].subnet"
                yield from plot(path, None, item.get("subnet"), settings)

    def parts(self, id_: str, properties: Mapping[str, Any]) -> Mapping[tuple[str, str], tuple[str, str]]:
        """The routes and connectors in its declaration."""
        return {
            (kind.field, item[kind.key_property]): (kind.resource, kind.name(id_, item[kind.key_property]))
            for kind in inline.ALL
            for item in _known(properties.get(kind.field))
            if not has_unknown(item[kind.key_property])
        }

    def make(self, client: CloudConnexaClient, inputs: Properties) -> Network:
        """Create the network with its routes and connectors."""
        listed = {
            kind.field: list(map(kind.write, inputs[kind.field]))
            for kind in inline.ALL
            if kind.field in inputs
        }
        made = client.networks.create({**self.remote(inputs), **listed})
        if all(len(getattr(made, name)) >= len(items) for name, items in listed.items()):
            return made
        # The vendor does not document whether the answer contains the new routes and connectors. State must
        # have them, so read the network again if they are missing.
        try:
            return client.networks.get(made.id) or made
        except IspError as error:
            logger.warning(
                "Network %s was made. Its routes and connectors could not be read; the next `pulumi up` "
                "looks again, and makes the missing ones: %s",
                made.id,
                error,
            )
            return made

    def change(
        self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties
    ) -> Network:
        """Change the network itself in one request; each route and connector takes its own request."""
        lists = [kind for kind in inline.ALL if kind.field in inputs or kind.field in changed]
        own = {name: value for name, value in changed.items() if name not in _LISTED}
        declared = {name: value for name, value in self.remote(inputs).items() if name not in _LISTED}
        if not lists:
            return client.networks.update(id_, {**declared, **own})
        self._standing(client, id_)  # list before the first write; the client keeps the listing up to date
        if own:
            client.networks.update(id_, {**declared, **own})
        for kind in lists:
            kind.bring(client, id_, changed.get(kind.field) or {})
        return self._standing(client, id_)

    @staticmethod
    def _standing(client: CloudConnexaClient, id_: str) -> Network:
        """The network in the shared listing, because an update's answer may not contain all of it."""
        network = client.networks.snapshot.get(id_)
        if network is None:
            raise NotFoundError("The network does not exist any more", object=id_)
        return network

    def belongings(self, client: CloudConnexaClient, model: Any) -> Iterator[GoesAlong]:
        """What it could list, too."""
        for kind in inline.ALL:
            yield GoesAlong(kind.resource, kind.field, kind.names(model))
        yield from super().belongings(client, model)

    def describe(self, model: Network) -> Properties:
        """The network with its routes and connectors."""
        return {**super().describe(model), **{kind.field: kind.described(model) for kind in inline.ALL}}


def _known(items: Any) -> list[Mapping[str, Any]]:
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []

"""The lifecycle of a connector of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ...core.records import Properties
from ...core.schema import has_unknown
from .connector import ConnectorInputs, ConnectorLifecycle
from .fields import OfNetwork

if TYPE_CHECKING:
    from ..client.models import NetworkConnector


def connector_name(network_id: str, name: str) -> str:
    """The unique name of a connector in its tenant."""
    return f"{name.strip()!r} of network {network_id}"


class NetworkConnectorInputs(ConnectorInputs, OfNetwork):
    """The properties of a connector of a network."""


class NetworkConnectorLifecycle(ConnectorLifecycle["NetworkConnector"]):
    """A connector of a network. Natural key: its network and name."""

    vendor = "cloudconnexa"
    kind = "NetworkConnector"
    service = "connectors"
    about = "A machine at a site that connects its network to the tenant."
    schema = NetworkConnectorInputs
    natural_key = ("network_id", "name")

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its name in its network."""
        name = self.object_name(None, inputs)
        if name is not None:
            yield name

    def object_name(self, id_: str | None, properties: Mapping[str, Any]) -> str | None:
        """Its network and name, which an item in a network's list has too."""
        network_id, name = properties.get("network_id"), properties.get("name")
        if not network_id or not name or has_unknown([network_id, name]):
            return id_
        return connector_name(str(network_id), str(name))

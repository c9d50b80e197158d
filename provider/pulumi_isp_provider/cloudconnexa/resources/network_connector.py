"""The life of a connector of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...core.records import Properties
from ...core.schema import has_unknown
from ..client.models import NetworkConnector
from .connector import ConnectorInputs, ConnectorLifecycle
from .fields import OfNetwork


def connector_name(network_id: str, name: str) -> str:
    """What tells a connector from all others of a tenant, wherever it is declared."""
    return f"{name.strip()!r} of network {network_id}"


class NetworkConnectorInputs(ConnectorInputs, OfNetwork):
    """What a connector of a network takes."""


class NetworkConnectorLifecycle(ConnectorLifecycle[NetworkConnector]):
    """A connector of a network. Natural key: its network and name."""

    vendor = "cloudconnexa"
    kind = "NetworkConnector"
    service = "connectors"
    about = "What joins a network to the tenant: the machine at a site that dials in."
    schema = NetworkConnectorInputs
    natural_key = ("network_id", "name")

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its name in its network."""
        name = self.object_name(None, inputs)
        if name is not None:
            yield name

    def object_name(self, id_: str | None, properties: Mapping[str, Any]) -> str | None:
        """Network and name: what a network's own list knows of it too."""
        network_id, name = properties.get("network_id"), properties.get("name")
        if not network_id or not name or has_unknown([network_id, name]):
            return id_
        return connector_name(str(network_id), str(name))

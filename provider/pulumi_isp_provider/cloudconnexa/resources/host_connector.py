"""The life of a connector of a host."""

from __future__ import annotations

from ..client.models import HostConnector
from .connector import ConnectorInputs, ConnectorLifecycle
from .fields import OfHost


class HostConnectorInputs(ConnectorInputs, OfHost):
    """What a connector of a host takes."""


class HostConnectorLifecycle(ConnectorLifecycle[HostConnector]):
    """A connector of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostConnector"
    service = "host_connectors"
    about = "What joins a host to the private network."
    schema = HostConnectorInputs
    natural_key = ("host_id", "name")

"""The lifecycle of a connector of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .connector import ConnectorInputs, ConnectorLifecycle
from .fields import OfHost

if TYPE_CHECKING:
    from ..client.models import HostConnector


class HostConnectorInputs(ConnectorInputs, OfHost):
    """The properties of a connector of a host."""


class HostConnectorLifecycle(ConnectorLifecycle["HostConnector"]):
    """A connector of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostConnector"
    service = "host_connectors"
    about = "The connection of a host to the private network."
    schema = HostConnectorInputs
    natural_key = ("host_id", "name")

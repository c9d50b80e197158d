"""The life of a connector of a host."""

from __future__ import annotations

from ..client.models import HostConnector
from .collection import Collection
from .connector import ADDRESSES, ConnectorInputs
from .fields import OfHost


class HostConnectorInputs(ConnectorInputs, OfHost):
    """What a connector of a host takes."""


class HostConnectorLifecycle(Collection[HostConnector]):
    """A connector of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostConnector"
    service = "host_connectors"
    about = "What joins a host to the private network."
    schema = HostConnectorInputs
    computed = ADDRESSES
    natural_key = ("host_id", "name")
    references = frozenset({"vpn_region_id"})

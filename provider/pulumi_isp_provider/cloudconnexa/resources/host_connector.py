"""The life of a connector of a host."""

from __future__ import annotations

from ...core.properties import Identifier
from ..client.models import HostConnector
from .collection import Collection
from .connector import ADDRESSES, ConnectorInputs


class HostConnectorInputs(ConnectorInputs):
    """What a connector of a host takes."""

    host_id = Identifier(
        "The host. Given the host itself, destroying it destroys the connector along, without a request of "
        "its own.",
        required=True,
        replaces=True,
        refers_to="Host",
        goes_with=True,
    )


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

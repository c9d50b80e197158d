"""The lifecycle of an IP service of a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...core.properties import Choice
from ...core.records import Properties
from .collection import Collection, Nested
from .fields import OfNetwork, subnets
from .traffic import TRAFFIC, TrafficInputs

if TYPE_CHECKING:
    from ..client.models import IpService, IpServiceRoute


class IpServiceInputs(TrafficInputs, OfNetwork):
    """The properties of an IP service of a network."""

    type = Choice(
        "Whether the subnets are the source or the destination of the traffic.",
        "IP_SOURCE",
        "SERVICE_DESTINATION",
        required=True,
    )
    routes = subnets(
        "Its subnets; each must be inside a route of the network. If the program gives the ``subnet`` of a "
        "``Route``, the route is made first."
    )


def _read(routes: Sequence[IpServiceRoute] | None) -> Properties:
    return {"routes": [each.subnet for each in routes or ()]}


def _write(properties: Properties, _: Any) -> Any:
    return [{"value": subnet} for subnet in properties["routes"] or ()]


class IpServiceLifecycle(Collection["IpService"]):
    """An IP service of a network. Natural key: its network and name."""

    vendor = "cloudconnexa"
    kind = "IpService"
    service = "ip_services"
    about = "A service at addresses of a network, or traffic from them. Access groups can give access to it."
    schema = IpServiceInputs
    computed = {}
    natural_key = ("network_id", "name")
    nested = (TRAFFIC, Nested("routes", ("routes",), _read, _write))

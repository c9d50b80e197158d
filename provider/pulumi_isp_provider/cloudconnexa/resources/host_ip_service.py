"""The lifecycle of an IP service of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .collection import Collection
from .fields import OfHost
from .traffic import TRAFFIC, TrafficInputs

if TYPE_CHECKING:
    from ..client.models import HostIpService


class HostIpServiceInputs(TrafficInputs, OfHost):
    """The properties of an IP service of a host.

    Routing is left out: only release 1.0 had it, and no server speaks that release any more.
    """


class HostIpServiceLifecycle(Collection["HostIpService"]):
    """An IP service of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostIpService"
    service = "host_ip_services"
    about = "A service of a host at its address, to which access groups can give access."
    schema = HostIpServiceInputs
    computed = {}
    natural_key = ("host_id", "name")
    nested = (TRAFFIC,)

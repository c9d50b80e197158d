"""The life of an IP service of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .collection import Collection
from .fields import OfHost
from .traffic import TRAFFIC, TrafficInputs

if TYPE_CHECKING:
    from ..client.models import HostIpService


class HostIpServiceInputs(TrafficInputs, OfHost):
    """What an IP service of a host takes.

    Routing is left out: only release 1.0 had it, and with it no server answers any more.
    """


class HostIpServiceLifecycle(Collection["HostIpService"]):
    """An IP service of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostIpService"
    service = "host_ip_services"
    about = "What a host offers under its address: something to grant access to."
    schema = HostIpServiceInputs
    computed = {}
    natural_key = ("host_id", "name")
    nested = (TRAFFIC,)

"""The life of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.properties import Computed, InputSchema, Text
from .fields import gateways, internet_access, lower_case
from .parent import Offer, Parent

if TYPE_CHECKING:
    from ..client.models import Host


class HostInputs(InputSchema):
    """What a host takes. Defaults are sent, never left to the server, which documents none."""

    name = Text("The natural key.", required=True, for_people=True)
    description = Text("Free text.", for_people=True)
    domain = Text(
        "Name under which the host is reached; upper and lower case mean the same.",
        longest=253,
        canonical=lower_case,
        for_people=True,
    )
    internet_access = internet_access("How it reaches the internet.")
    gateways_ids = gateways()


class HostLifecycle(Parent["Host"]):
    """A host. Natural key: its name."""

    vendor = "cloudconnexa"
    kind = "Host"
    service = "hosts"
    offers = (
        Offer("HostConnector", "host_connectors", "connectors"),
        Offer("HostIpService", "host_ip_services", "IP services"),
        Offer("HostApplication", "host_applications", "applications"),
    )
    about = (
        "A single machine that takes part in the private network. Deleting it deletes its connectors and "
        "what it offers."
    )
    schema = HostInputs
    computed = {
        "system_subnets": Computed("The subnets that CloudConnexa gave to the host.", "Sequence[str]")
    }
    natural_key = ("name",)
    references = frozenset({"gateways_ids"})

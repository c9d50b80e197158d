"""The lifecycle of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.properties import Computed, InputSchema, Text
from .fields import gateways, internet_access, lower_case
from .parent import Offer, Parent

if TYPE_CHECKING:
    from ..client.models import Host


class HostInputs(InputSchema):
    """The properties of a host. Defaults are always sent, because the vendor documents none."""

    name = Text("Its name, by which it is found.", required=True, for_people=True)
    description = Text("Free text.", for_people=True)
    domain = Text(
        "Domain name of the host. Upper and lower case are equal.",
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
        "A single machine in the private network. Deleting it deletes its connectors, IP services and "
        "applications."
    )
    schema = HostInputs
    computed = {
        "system_subnets": Computed("The subnets that CloudConnexa assigns to the host.", "Sequence[str]")
    }
    natural_key = ("name",)
    references = frozenset({"gateways_ids"})

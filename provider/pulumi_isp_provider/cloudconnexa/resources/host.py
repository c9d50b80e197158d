"""The life of a host."""

from __future__ import annotations

from ...core.properties import Choice, Computed, Identifier, InputSchema, ListOf, Text, as_set
from ..client.models import Host
from .collection import Collection
from .fields import lower_case


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
    internet_access = Choice(
        "How it reaches the internet. ``SPLIT_TUNNEL_OFF`` needs gateways.",
        "SPLIT_TUNNEL_ON",
        "SPLIT_TUNNEL_OFF",
        "RESTRICTED_INTERNET",
        default="SPLIT_TUNNEL_ON",
    )
    gateways_ids = ListOf(
        "The networks to reach the internet through; their order means nothing.",
        Identifier(),
        canonical=as_set,
        refers_to="Network",
    )


class HostLifecycle(Collection[Host]):
    """A host. Natural key: its name."""

    vendor = "cloudconnexa"
    kind = "Host"
    service = "hosts"
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

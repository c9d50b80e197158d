"""The lifecycle of an application of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.properties import ListOf, Text
from .collection import Collection
from .domains import NETWORK_APPLICATION, ApplicationInputs
from .fields import OfNetwork, canonical_names

if TYPE_CHECKING:
    from ..client.models import Application


class NetworkApplicationInputs(ApplicationInputs, OfNetwork):
    """The properties of an application of a network."""

    exact_match_domains = ListOf(
        "The names in ``domains`` that do not include their subdomains.",
        Text(longest=253),
        canonical=canonical_names,
        since="1.2",
    )


class ApplicationLifecycle(Collection["Application"]):
    """An application of a network. Natural key: its network and name."""

    vendor = "cloudconnexa"
    kind = "Application"
    service = "applications"
    about = "A service of a network with domain names, to which access groups can give access."
    schema = NetworkApplicationInputs
    computed = {}
    natural_key = ("network_id", "name")
    nested = NETWORK_APPLICATION

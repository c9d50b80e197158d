"""The life of an application of a network."""

from __future__ import annotations

from ...core.properties import ListOf, Text
from ..client.models import Application
from .collection import Collection
from .domains import NETWORK_APPLICATION, ApplicationInputs
from .fields import OfNetwork, canonical_names


class NetworkApplicationInputs(ApplicationInputs, OfNetwork):
    """What an application of a network takes."""

    exact_match_domains = ListOf(
        "Those of ``domains`` that mean this name alone, not those below it.",
        Text(longest=253),
        canonical=canonical_names,
        since="1.2",
    )


class ApplicationLifecycle(Collection[Application]):
    """An application of a network. Natural key: its network and name."""

    vendor = "cloudconnexa"
    kind = "Application"
    service = "applications"
    about = "What a network offers under domain names: something to grant access to."
    schema = NetworkApplicationInputs
    computed = {}
    natural_key = ("network_id", "name")
    nested = NETWORK_APPLICATION

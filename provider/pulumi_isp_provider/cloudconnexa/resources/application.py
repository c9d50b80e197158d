"""The life of an application of a network."""

from __future__ import annotations

from ..client.models import Application
from .collection import Collection
from .domains import APPLICATION, ApplicationInputs
from .fields import OfNetwork


class NetworkApplicationInputs(ApplicationInputs, OfNetwork):
    """What an application of a network takes."""


class ApplicationLifecycle(Collection[Application]):
    """An application of a network. Natural key: its network and name."""

    vendor = "cloudconnexa"
    kind = "Application"
    service = "applications"
    about = "What a network offers under domain names: something to grant access to."
    schema = NetworkApplicationInputs
    computed = {}
    natural_key = ("network_id", "name")
    nested = APPLICATION

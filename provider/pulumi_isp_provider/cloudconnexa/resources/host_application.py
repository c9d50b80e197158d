"""The life of an application of a host."""

from __future__ import annotations

from ..client.models import HostApplication
from .collection import Collection
from .domains import APPLICATION, ApplicationInputs
from .fields import OfHost


class HostApplicationInputs(ApplicationInputs, OfHost):
    """What an application of a host takes."""


class HostApplicationLifecycle(Collection[HostApplication]):
    """An application of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostApplication"
    service = "host_applications"
    about = "What a host offers under domain names: something to grant access to."
    schema = HostApplicationInputs
    computed = {}
    natural_key = ("host_id", "name")
    nested = APPLICATION

"""The life of an application of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .collection import Collection
from .domains import APPLICATION, ApplicationInputs
from .fields import OfHost

if TYPE_CHECKING:
    from ..client.models import HostApplication


class HostApplicationInputs(ApplicationInputs, OfHost):
    """What an application of a host takes."""


class HostApplicationLifecycle(Collection["HostApplication"]):
    """An application of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostApplication"
    service = "host_applications"
    about = "What a host offers under domain names: something to grant access to."
    schema = HostApplicationInputs
    computed = {}
    natural_key = ("host_id", "name")
    nested = APPLICATION

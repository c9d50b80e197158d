"""The lifecycle of an application of a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .collection import Collection
from .domains import APPLICATION, ApplicationInputs
from .fields import OfHost

if TYPE_CHECKING:
    from ..client.models import HostApplication


class HostApplicationInputs(ApplicationInputs, OfHost):
    """The properties of an application of a host."""


class HostApplicationLifecycle(Collection["HostApplication"]):
    """An application of a host. Natural key: its host and name."""

    vendor = "cloudconnexa"
    kind = "HostApplication"
    service = "host_applications"
    about = "A service of a host with domain names, to which access groups can give access."
    schema = HostApplicationInputs
    computed = {}
    natural_key = ("host_id", "name")
    nested = APPLICATION

"""The only list of resources. Everything that goes over all of them goes over this one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from .core.lifecycle import Lifecycle

_VENDORS: Final = {"calix": "Calix", "cloudconnexa": "CloudConnexa"}
"""Vendors, and how the names of their fronts begin."""


@dataclass(frozen=True)
class Resource:
    """One kind of resource. Its names follow from these two, and stand in users' state.

    Attributes:
        vendor: The vendor, as in config keys.
        kind: The resource's name, as in ``Ont``.
    """

    vendor: str
    kind: str

    @property
    def token(self) -> str:
        """Pulumi's type token, with vendor and resource in it, as policies see it."""
        return f"pulumi-python:isp/{self.vendor}:{self.kind}"

    @property
    def front(self) -> str:
        """Name of its class in :mod:`pulumi_isp_provider.dynamic`."""
        return f"{_VENDORS[self.vendor]}{self.kind}"

    @property
    def module(self) -> str:
        """Name of the module with its declaration, and of every other file about it."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self.kind).lower()

    def load(self) -> Lifecycle[Any, Any]:
        """Import the lifecycle, and with it the vendor's client, and make it."""
        home = import_module(f"{__package__}.{self.vendor}.resources.{self.module}")
        lifecycle: Lifecycle[Any, Any] = getattr(home, f"{self.kind}Lifecycle")()
        return lifecycle

    def __str__(self) -> str:
        return f"{self.vendor}.{self.kind}"


RESOURCES: Final = (
    Resource("calix", "Ont"),
    Resource("calix", "EthernetService"),
    Resource("cloudconnexa", "Network"),
    Resource("cloudconnexa", "Route"),
    Resource("cloudconnexa", "User"),
    Resource("cloudconnexa", "UserGroup"),
    Resource("cloudconnexa", "DnsRecord"),
    Resource("cloudconnexa", "Host"),
    Resource("cloudconnexa", "HostConnector"),
    Resource("cloudconnexa", "NetworkConnector"),
    Resource("cloudconnexa", "LocationContext"),
    Resource("cloudconnexa", "AccessGroup"),
    Resource("cloudconnexa", "IpService"),
    Resource("cloudconnexa", "HostIpService"),
    Resource("cloudconnexa", "Application"),
    Resource("cloudconnexa", "HostApplication"),
)

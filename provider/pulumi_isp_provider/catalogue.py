"""The only list of resources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .core.importing import ONE_AT_A_TIME
from .core.lifecycle import Lifecycle

if TYPE_CHECKING:
    from .core.asking import Asked

_VENDORS: Final = {"calix": "Calix", "cloudconnexa": "CloudConnexa"}
"""Vendors, and the prefix of their class names in :mod:`.dynamic`."""


@dataclass(frozen=True)
class Resource:
    """One kind of resource. Its names follow from these two, and are part of users' state.

    Attributes:
        vendor: The vendor, as in config keys.
        kind: The resource's name, as in ``Ont``.
    """

    vendor: str
    kind: str

    @property
    def token(self) -> str:
        """Pulumi's type token on the dynamic front, with vendor and resource in it, as policies see it."""
        return f"pulumi-python:isp/{self.vendor}:{self.kind}"

    @property
    def plugin_token(self) -> str:
        """Pulumi's type token on the plugin front."""
        return f"isp:{self.vendor}:{self.kind}"

    @property
    def front(self) -> str:
        """Name of its class in :mod:`pulumi_isp_provider.dynamic`."""
        return f"{_VENDORS[self.vendor]}{self.kind}"

    @property
    def module(self) -> str:
        """Name of the module with its declaration, and of all other files about it."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self.kind).lower()

    @cache  # noqa: B019 - the catalogue is short
    def load(self) -> Lifecycle[Any, Any]:
        """The kind's lifecycle, one for the whole process. The first call imports the vendor's client."""
        with ONE_AT_A_TIME:
            home = import_module(f"{__package__}.{self.vendor}.resources.{self.module}")
        lifecycle: Lifecycle[Any, Any] = getattr(home, f"{self.kind}Lifecycle")()
        return lifecycle

    def __str__(self) -> str:
        return f"{self.vendor}.{self.kind}"


RESOURCES: Final = (
    Resource("calix", "Ont"),
    Resource("calix", "EthernetService"),
    Resource("calix", "Vlan"),
    Resource("calix", "VlanMember"),
    Resource("calix", "OntEthernetPort"),
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
    Resource("cloudconnexa", "Device"),
    Resource("cloudconnexa", "TenantSettings"),
)

ASKED: Final = tuple(_VENDORS)
"""The vendors whose data sources are declared."""


def asked_of(vendor: str) -> Asked[Any, Any]:
    """Import a vendor's questions, and with them its client."""
    asked: Asked[Any, Any] = import_module(f"{__package__}.{vendor}.lookups.questions").ASKED
    return asked

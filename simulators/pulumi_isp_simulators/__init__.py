"""Calix CMS, OpenVPN CloudConnexa and WHMCS, simulated on the wire.

Written from vendor facts alone: nothing of ``pulumi_isp`` or ``pulumi_isp_provider`` is imported here.

The names below are loaded on first use: the pytest plugin is in this package and must cost nothing in a test
run without simulators.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cloudconnexa.vendor import CloudConnexaVendor
    from .cms.vendor import CmsVendor
    from .core.clock import Clock
    from .core.faults import Fault
    from .core.log import LogEntry
    from .core.params import FaultError
    from .core.simulator import Simulator
    from .core.tls import Tls, self_signed
    from .core.vendor import SeedError, Vendor
    from .whmcs.vendor import WhmcsVendor

__all__ = [
    "Clock",
    "CloudConnexaVendor",
    "CmsVendor",
    "Fault",
    "FaultError",
    "LogEntry",
    "SeedError",
    "Simulator",
    "Tls",
    "Vendor",
    "WhmcsVendor",
    "self_signed",
]

_HOMES = {
    "Clock": "core.clock",
    "CloudConnexaVendor": "cloudconnexa.vendor",
    "CmsVendor": "cms.vendor",
    "Fault": "core.faults",
    "FaultError": "core.params",
    "LogEntry": "core.log",
    "SeedError": "core.vendor",
    "Simulator": "core.simulator",
    "Tls": "core.tls",
    "Vendor": "core.vendor",
    "WhmcsVendor": "whmcs.vendor",
    "self_signed": "core.tls",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)

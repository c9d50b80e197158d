"""Infrastructure as code for an internet provider's three systems of record.

``calix`` manages the fibre plant, ``cloudconnexa`` the private network; ``whmcs`` reads the customers;
``isp`` joins customers with the lines that serve them.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import calix, cloudconnexa, isp, whmcs

__all__ = ["calix", "cloudconnexa", "isp", "whmcs"]


def __getattr__(name: str) -> ModuleType:
    """Load a package on first use."""
    if name in __all__:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

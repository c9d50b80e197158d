"""Seeds that come with the package: an example to read, and its maker for other sizes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..core.seed import read_document
from .isp import MAX_NETWORKS, MAX_SHELVES, MAX_SUBSCRIBERS, isp

__all__ = [
    "EXAMPLE",
    "EXAMPLE_FILE",
    "MAX_NETWORKS",
    "MAX_SHELVES",
    "MAX_SUBSCRIBERS",
    "example_isp",
    "isp",
]

EXAMPLE = "example"
"""What ``--seed`` calls the ISP that comes with the package."""

EXAMPLE_FILE = Path(__file__).with_name("example_isp.yaml")
"""A provider with 3 shelves and 200 subscribers, as a seed for all three systems."""


def example_isp() -> dict[str, Any]:
    """The provider of :data:`EXAMPLE_FILE`, with the sections ``cms``, ``cloudconnexa`` and ``whmcs``."""
    return read_document(EXAMPLE_FILE)

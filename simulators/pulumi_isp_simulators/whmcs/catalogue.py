"""All actions of the documented API, and the simulated ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..core.tables import read_table
from .actions import clients, invoices, orders, products, services, stats, system, tickets
from .call import Read
from .version import Version

READS: Final[Mapping[str, Read]] = {
    read.name.lower(): read
    for family in (products, services, clients, invoices, orders, tickets, system, stats)
    for read in family.READS
}
"""The simulated actions by lower-case name."""

INTERNAL_ONLY: Final = "API Command Restricted to Internal API"
"""WHMCS's reply to SetConfigurationValue, which only its own code may call."""

REFUSED: Final[Mapping[str, str]] = {
    name.lower(): name for name in read_table("whmcs", "actions.yaml")["refused"]
}
"""Documented actions that are never run, mostly writes, by lower-case name."""

UNKNOWN: Final = "unknown"

OPERATIONS: Final = frozenset({read.name for read in READS.values()} | set(REFUSED.values()) | {UNKNOWN})


def operation_name(action: str) -> str:
    """The documented name of an action (lower case), or ``unknown``."""
    read = READS.get(action)
    return read.name if read is not None else REFUSED.get(action, UNKNOWN)


def exists(action: str, version: Version) -> bool:
    """Whether a version has an action (lower case)."""
    read = READS.get(action)
    return version >= read.since if read is not None else action in REFUSED

"""The vendor's regions."""

from __future__ import annotations

from ..core.tables import read_table
from .shapes import Record

REGIONS: tuple[Record, ...] = tuple(read_table("cloudconnexa", "regions.yaml")["regions"])

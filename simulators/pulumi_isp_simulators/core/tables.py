"""Reads the tables of a system: its data, in separate files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .seed import read_document

_PACKAGE = Path(__file__).parents[1]


def read_table(system: str, name: str) -> dict[str, Any]:
    """The content of ``<system>/tables/<name>``, in the notation of seed files."""
    return read_document(_PACKAGE / system / "tables" / name)

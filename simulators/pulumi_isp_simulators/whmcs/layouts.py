"""A table of fields for each kind of object, read from ``tables/``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..core.tables import read_table
from .fields import Field, Table
from .forms import Form
from .version import parse_version


def _field(name: str, given: Any, known: Mapping[str, Table]) -> Field:
    rest = {"form": given} if isinstance(given, str) else dict(given)
    if "rows" in rest:
        rest |= {"form": "rows", "rows": known[rest["rows"]]}
    if "since" in rest:
        rest["since"] = parse_version(rest["since"])
    form = Form[rest.pop("form", "text").upper()]
    return Field(name, form, choices=tuple(rest.pop("choices", ())), **rest)


def _read() -> Mapping[str, Table]:
    tables: dict[str, Table] = {}
    for name, fields in read_table("whmcs", "layouts.yaml").items():
        tables[name] = Table(*(_field(field, given, tables) for field, given in fields.items()))
    return tables


LAYOUTS: Final = _read()
"""The tables by name."""

"""All data sources there are, and what each is asked with in a test."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

from tests.sdk.lookups.conftest import World
from tests.specimens import SPECIMENS

from pulumi_isp import calix, cloudconnexa, isp, whmcs

PACKAGES: dict[str, ModuleType] = {
    "calix": calix,
    "cloudconnexa": cloudconnexa,
    "isp": isp,
    "whmcs": whmcs,
}
SOURCES = [
    f"{package}.{name}"
    for package, module in PACKAGES.items()
    for name in module.__all__
    if name.startswith("get_") and not name.endswith("_output")
]
"""Each by package and name, such as ``calix.get_ont``; in its plain form."""

_OF_ONE: dict[str, dict[str, Any]] = {
    "cloudconnexa.get_vpn_region": {"id": "eu-central-1"},
    "calix.get_ont_status": {"serial_number": "cxnk-00A1B2C3"},
    "whmcs.get_client": {"client_id": 1},
    "whmcs.get_invoice": {"invoice_id": 5},
    "whmcs.get_product": {"product_id": 12},
    "whmcs.get_product_inventory": {"product_id": 12},
}
BY_KIND = {
    f"{specimen.vendor}.get_{re.sub(r'(?<=[a-z0-9])(?=[A-Z])', '_', kind.partition('.')[2]).lower()}": kind
    for kind, specimen in SPECIMENS.items()
}
"""The data source for one of a kind that a program can declare, and the kind."""


def source(name: str, *, later: bool = False) -> Any:
    """A data source, plain or in its Output form."""
    package, _, function = name.partition(".")
    return getattr(PACKAGES[package], f"{function}_output" if later else function)


def arguments(name: str, world: World) -> dict[str, Any]:
    """What it is asked with; of one of a kind that a program can declare, the specimen's object."""
    kind = BY_KIND.get(name)
    if kind is not None:
        return {} if SPECIMENS[kind].is_only_one else {"id": world.ids[kind]}
    if name == "calix.get_ont_ethernet_ports":
        return {"ont": world.ids["calix.Ont"]}
    return _OF_ONE.get(name, {})


def rows(answer: Any) -> list[Any]:
    """The rows of an answer."""
    if isinstance(answer, dict):
        return [answer]
    return [row for name in answer.__dataclass_fields__ for row in getattr(answer, name)]

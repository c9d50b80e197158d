"""The page about this simulator names what there is."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_type_hints

import pytest

from pulumi_isp_simulators import WhmcsVendor
from pulumi_isp_simulators.whmcs import Switches

PAGE = Path(__file__).resolve().parents[3] / "docs" / "simulators" / "whmcs.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_every_option_is_explained(page: str) -> None:
    """Each keyword of the vendor has a line with its default."""
    options = [
        name for name in inspect.signature(WhmcsVendor).parameters if name not in ("clock", "switches")
    ]

    assert [name for name in [*options, *get_type_hints(Switches)] if f"| `{name}` |" not in page] == []


def test_every_kind_of_object_is_explained(page: str) -> None:
    """Each kind that a seed may hold has a line."""
    assert [kind for kind in WhmcsVendor().dump() if f"| `{kind}` |" not in page] == []


def test_every_simulated_action_is_named(page: str) -> None:
    """Each action that the default role allows has a line."""
    actions = WhmcsVendor().dump()["roles"][0]["actions"]

    assert [action for action in actions if f"| {action} |" not in page] == []

"""Reads the documentation pages of the simulators."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pulumi_isp_simulators import Simulator, Vendor

from . import ROOT


def page_text(name: str) -> str:
    """A page of the simulators."""
    return (ROOT / "docs/simulators" / name).read_text(encoding="utf-8")


def shown_seed(page: str) -> str:
    """The first seed on a page."""
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    return shown[1]


def state_of_seed(vendor: Vendor, seed: str, folder: Path) -> dict[str, Any]:
    """The state after loading a seed from a file. Loading that state again must not change it."""
    path = folder / "seed.yaml"
    path.write_text(seed)
    simulator = Simulator(vendor, seed=path)
    state = simulator.state()
    simulator.load(state)
    assert simulator.state() == state
    return state

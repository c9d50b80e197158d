"""What the pages of the simulators show."""

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
    """The first seed that a page shows."""
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    return shown[1]


def state_of_seed(vendor: Vendor, seed: str, folder: Path) -> dict[str, Any]:
    """The state that a seed, read from a file, gives; it is taken again as it was given."""
    path = folder / "seed.yaml"
    path.write_text(seed)
    simulator = Simulator(vendor, seed=path)
    state = simulator.state()
    simulator.load(state)
    assert simulator.state() == state
    return state

"""What the page of the CMS simulator shows is so."""

from __future__ import annotations

import re
from pathlib import Path

from pulumi_isp_simulators import CmsVendor, Simulator
from pulumi_isp_simulators.cms.actions import ACTIONS
from pulumi_isp_simulators.cms.options import CmsOptions

PAGE = (Path(__file__).parents[3] / "docs" / "simulators" / "cms.md").read_text(encoding="utf-8")

NO_ASSUMPTIONS = {"username", "password", "first_session_id", "max_body"}
"""Switches that decide nothing about the vendor."""


def test_the_seed_shown_can_be_used(tmp_path: Path) -> None:
    """It gives a state that it takes again, with the multicast VLAN that it shows."""
    shown = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    (tmp_path / "seed.yaml").write_text(shown[1])
    simulator = Simulator(CmsVendor(), seed=tmp_path / "seed.yaml")
    state = simulator.state()
    simulator.load(state)

    assert simulator.state() == state
    assert state["networks"][0]["profiles"]["MvrProf"][0]["vlans"][0]["id"] == 3301


def test_every_switch_and_every_action_is_described() -> None:
    """Each assumption that has a switch stands in the table, and each action in the list of operations."""
    switches = set(CmsOptions.__dataclass_fields__) - NO_ASSUMPTIONS
    rows = "\n".join(re.findall(r"^\|.*$", PAGE, re.MULTILINE))

    assert [name for name in sorted(switches) if f"`{name}`" not in rows] == []
    assert [name for name in ACTIONS if f"`{name}`" not in PAGE] == []

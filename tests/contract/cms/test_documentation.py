"""What the page of the CMS simulator shows is so."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.pages import page_text, shown_seed, state_of_seed

from pulumi_isp_simulators import CmsVendor
from pulumi_isp_simulators.cms.actions import ACTIONS
from pulumi_isp_simulators.cms.options import CmsOptions

PAGE = page_text("cms.md")

NO_ASSUMPTIONS = {"username", "password", "first_session_id", "max_body"}
"""Switches that decide nothing about the vendor."""


def test_the_seed_shown_can_be_used(tmp_path: Path) -> None:
    """It gives a state that it takes again, with the multicast VLAN that it shows."""
    state = state_of_seed(CmsVendor(), shown_seed(PAGE), tmp_path)

    assert state["networks"][0]["profiles"]["MvrProf"][0]["vlans"][0]["id"] == 3301


def test_every_switch_and_every_action_is_described() -> None:
    """Each assumption that has a switch stands in the table, and each action in the list of operations."""
    switches = set(CmsOptions.__dataclass_fields__) - NO_ASSUMPTIONS
    rows = "\n".join(re.findall(r"^\|.*$", PAGE, re.MULTILINE))

    assert [name for name in sorted(switches) if f"`{name}`" not in rows] == []
    assert [name for name in ACTIONS if f"`{name}`" not in PAGE] == []

"""What the documentation shows is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from tests.support.pages import page_text, shown_seed, state_of_seed

from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, Vendor, WhmcsVendor
from pulumi_isp_simulators.cli import main
from pulumi_isp_simulators.core.actions import ACTIONS
from pulumi_isp_simulators.core.admin import Admin

PAGE = page_text("index.md")


@pytest.mark.parametrize("vendor", [CmsVendor, CloudConnexaVendor, WhmcsVendor])
def test_the_seed_shown_can_be_used(vendor: type[Vendor], tmp_path: Path) -> None:
    """Each system takes its section of the seed in the page, and gives a state that it takes again."""
    state = state_of_seed(vendor(), shown_seed(PAGE), tmp_path)
    assert state["services" if vendor is WhmcsVendor else "networks"]


def test_the_fault_script_shown_can_be_used() -> None:
    """The script in the page is accepted as it stands."""
    shown = re.search(r"-d '(.*?)'", PAGE, re.DOTALL)
    assert shown is not None
    fault = Simulator(CloudConnexaVendor()).faults.add(json.loads(shown[1]))
    assert (fault.every, fault.times) == (3, 10)


def test_every_option_is_described() -> None:
    """The page names every option of the command."""
    command = main.commands["all"]
    flags = [flag for option in command.params if isinstance(option, click.Option) for flag in option.opts]
    assert [flag for flag in flags if f"`{flag}" not in PAGE] == []


def test_every_action_is_described() -> None:
    """The page has a row for every action, with its parameters."""
    for name, action in ACTIONS.items():
        row = re.search(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)
        assert row is not None, name
        assert [param for param in action.params if f"`{param}`" not in row[0]] == []


def test_every_admin_route_is_described() -> None:
    """The page has every route of the admin side."""
    routes = Admin(Simulator(WhmcsVendor())).routes
    assert [route for route in routes if f"`{route[0]} /_sim/{route[1]}" not in PAGE] == []

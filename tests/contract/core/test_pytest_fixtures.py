"""The pytest plugin, in a test run of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator, WhmcsVendor
from pulumi_isp_simulators.pytest_plugin import Simulate
from pulumi_isp_simulators.seeds import example_isp


def test_each_system_has_a_fixture(
    cms_simulator: Simulator[CmsVendor],
    cloudconnexa_simulator: Simulator[CloudConnexaVendor],
    whmcs_simulator: Simulator[WhmcsVendor],
    client: requests.Session,
) -> None:
    """Three simulators are there for the asking, side by side."""
    urls = {cms_simulator.url, cms_simulator.rest_url, cloudconnexa_simulator.url, whmcs_simulator.url}
    assert len(urls) == 4
    for simulator in (cms_simulator, cloudconnexa_simulator, whmcs_simulator):
        assert client.get(f"{simulator.admin_url}/counts").json() == {}


def test_simulators_with_settings(simulate: Simulate, client: requests.Session) -> None:
    """The factory takes a vendor with options, a seed, and the simulator's settings."""
    simulator = simulate(WhmcsVendor(secret="mine"), seed=example_isp(), latency=0.001)
    assert len(simulator.state()["services"]) == 200
    assert client.get(f"{simulator.admin_url}/counts").ok


@pytest.mark.parametrize("missing", ["cheroot", "werkzeug", "yaml"])
def test_without_the_extra_only_its_users_fail(tmp_path: Path, missing: str) -> None:
    """Without the extra's libraries tests run as ever, and a test that asks for a simulator is told why."""
    (tmp_path / "conftest.py").write_text(f"import sys\nsys.modules[{missing!r}] = None\n")
    (tmp_path / "test_it.py").write_text(
        "import pathlib\n"
        "def test_other(): pathlib.Path('other').touch()\n"
        "def test_simulator(whmcs_simulator): pathlib.Path('simulator').touch()\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert [(tmp_path / name).exists() for name in ("other", "simulator")] == [True, False]
    assert "pip install 'pulumi-isp[simulators]'" in done.stdout


def test_loading_the_plugin_is_cheap() -> None:
    """The plugin alone imports none of the libraries that the simulators need."""
    code = (
        "import pulumi_isp_simulators.pytest_plugin, sys;"
        "print({'cheroot', 'werkzeug', 'yaml', 'click', 'lxml', 'trustme'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout == "set()\n"

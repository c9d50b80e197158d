"""`pulumi-isp map` of a stack, on the real engine: the picture is of what `pulumi stack export` tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support.stack import Stack
from tools.engine import Engine

COMMAND = Path(sys.executable).parent / "pulumi-isp"
PROGRAM = """
from pulumi_isp import calix, cloudconnexa
import pulumi

ont = calix.Ont("one", network_name="hill", ont_id=5, ont_profile=162, serial_number="ABC123",
                description=pulumi.Output.secret("hush"))
site = cloudconnexa.Network("site", name="Site", connectors=[{"name": "gw", "vpn_region_id": "eu-west-1"}])
cloudconnexa.Route("lan", network_id=site.id, subnet="10.1.0.0/24")
"""


def test_a_stack_is_drawn_without_its_secrets(
    stack: Callable[[str], Stack], engine: Engine, tmp_path: Path
) -> None:
    """As it is named; no vendor is asked."""
    made = stack(PROGRAM)
    made.up()
    made.isp.reset_logs()

    done = subprocess.run(
        f"{COMMAND} map {tmp_path / 'isp.html'} --stack {made.stack} --json".split(),
        cwd=made.project,
        env={**made.environ, "PATH": f"{Path(engine.command).parent}{os.pathsep}{made.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    [shelf], [site] = shown["shelves"], shown["sites"]
    [ont] = shelf["cards"][0]["ports"][0]["onts"]
    assert (ont["name"], ont["state"]) == ("hill/5", "unasked")
    assert ["serial number", "ABC123"] in ont["details"]
    assert [each["name"] for each in site["parts"]] == ["10.1.0.0/24", "gw"]
    assert [*made.isp.cms.requests, *made.isp.cloudconnexa.requests] == []
    page = (tmp_path / "isp.html").read_text()
    assert "Site" in page
    assert "hush" not in done.stdout + page

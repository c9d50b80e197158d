"""`pulumi-isp deletes` on the real engine: what is said before a delete is what then goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.specimens import SPECIMENS
from tests.support.brownfield import stand_beside
from tests.support.stack import Stack
from tools.engine import Engine

COMMAND = Path(sys.executable).parent / "pulumi-isp"
PROGRAM = """
    import pulumi
    from pulumi_isp import calix, cloudconnexa

    plant = cloudconnexa.Network("plant", name="Plant", routes=[{"subnet": "10.20.0.0/24"}])
    cloudconnexa.Route("route", network_id=plant, subnet="10.21.0.0/24")
    ont = calix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162, reg_id="a", force_delete=True)
    calix.EthernetService("line", ont=ont, port=1, service_id=1, tag_action=1, bandwidth_profile=3)
"""
CONNECTOR = SPECIMENS["cloudconnexa.NetworkConnector"]
KEPT = (
    '    calix.Vlan("vlan", network_name="hill", vlan_id=900, name=pulumi.Output.secret("hush-hush-hush"))\n'
)


def test_what_is_said_before_a_delete_is_what_goes(stack: Callable[[str], Stack], engine: Engine) -> None:
    """Of a program that loses resources, and of a whole stack; other people's things among it."""
    subject = stack(PROGRAM + KEPT)
    path = f"{Path(engine.command).parent}{os.pathsep}{subject.environ['PATH']}"

    def ran(*words: str | Path, fed: str = "", code: int = 0) -> str:
        done = subprocess.run(
            words,
            cwd=subject.project,
            env={**subject.environ, "PATH": path, "PULUMI_STACK": subject.stack},
            input=fed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "hush-hush-hush" not in done.stdout + done.stderr
        return done.stdout

    subject.up()
    (plant,) = [each["id"] for each in subject.resources() if each["urn"].endswith("::plant")]
    theirs = {"network_id": plant, "name": "theirs", "vpn_region_id": "us-east-1"}
    stand_beside(subject.isp, CONNECTOR, theirs)
    subject.write("    import pulumi\n    from pulumi_isp import calix\n" + KEPT)
    assert len(subject.isp.objects("cloudconnexa", CONNECTOR.collection)) == 1
    subject.isp.reset_logs()

    plan = ran(engine.command, "preview", "--json")
    told: dict[str, Any] = json.loads(ran(COMMAND, "deletes", "-", "--json", fed=plan, code=3))
    whole = ran(engine.command, "destroy", "--preview-only", "--json")
    shown = ran(COMMAND, "deletes", "-", fed=whole, code=3)

    assert {
        (each["name"], along["name"], along["whose"]) for each in told["findings"] for along in each["along"]
    } == {
        ("plant", "10.20.0.0/24", "own"),
        ("plant", "10.21.0.0/24", "planned"),
        ("plant", "theirs", "foreign"),
        ("ont", "gigabit/1/1", "planned"),
    }
    assert "connectors theirs: NOT IN THIS STACK" in shown
    assert (
        "Objects that are deleted: 5. Objects that go along with them: 4, of which nobody has asked to "
        "delete 1." in shown
    )
    assert subject.isp.writes() == []
    subject.up()
    assert subject.isp.objects("cloudconnexa", CONNECTOR.collection) == []

"""`pulumi-isp drift` on the real engine: what it says of the next `up` is what the engine then plans."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.specimens import SPECIMENS
from tests.support.declaring import all_declared, drift, program
from tests.support.stack import Stack, on_both_fronts
from tools.engine import Engine

COMMAND = Path(sys.executable).parent / "pulumi-isp"
GONE = ("cloudconnexa.LocationContext", "cloudconnexa.NetworkConnector", "calix.EthernetService")
MORE = """
secret = calix.Ont("secret", network_name="hill", ont_id=71, ont_profile=162, serial_number="5EC4E7",
                   description=pulumi.Output.secret("hush-hush-hush"))
ignoring = calix.Ont("ignoring", network_name="hill", ont_id=72, ont_profile=162, serial_number="19404E",
                     description="a", opts=pulumi.ResourceOptions(ignore_changes=["description"]))
parent = cloudconnexa.Network("parent", name="To be gone")
child = cloudconnexa.Route("child", network_id=parent, subnet="10.99.0.0/24")
"""


def drifted(stack: Stack, engine: Engine, *words: str, code: int) -> tuple[dict[str, Any], str]:
    """What the command says of a stack, and all that it has printed."""
    done = subprocess.run(
        [str(COMMAND), "drift", "--stack", stack.stack, "--cwd", str(stack.project), "--json", *words],
        env={**stack.environ, "PATH": f"{Path(engine.command).parent}{os.pathsep}{stack.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr + done.stdout
    told: dict[str, Any] = json.loads(done.stdout or "{}")
    return told, done.stdout + done.stderr


def change(stack: Stack, ids: dict[str, str], *, proofs: bool) -> None:
    """What somebody changes at the vendors: each property there is, with or without what proves objects."""
    for kind, specimen in SPECIMENS.items():
        proving = specimen.front.lifecycle.witnesses(specimen.full)
        changes = [change for name, change in specimen.drift.items() if (name in proving) == proofs]
        if kind not in GONE and changes:
            drift(stack.isp, specimen, ids[kind], changes)


@on_both_fronts
def test_what_drift_says_of_the_next_up_is_what_the_engine_plans(
    stack: Callable[[str], Stack], engine: Engine
) -> None:
    """For each kind, what is gone, what refers to it, what is ignored; also where the run is refused."""
    made = stack("")
    made.write(program(all_declared(), made.isp) + MORE)
    made.up()
    before = made.state()
    made.isp.reset_logs()
    at_rest, _ = drifted(made, engine, code=0)

    ids = {entry["urn"].rpartition("::")[2]: entry["id"] for entry in made.resources()}
    for kind in GONE:
        specimen = SPECIMENS[kind]
        made.isp.simulator(specimen.vendor).remove(specimen.collection, specimen.key(ids[kind]))
    made.isp.cloudconnexa.remove("networks", ids["parent"])
    made.isp.cms.change("onts", ids["secret"], {"descr": "whispered-at-the-vendor"})
    made.isp.cms.change("onts", ids["ignoring"], {"descr": "b"})
    change(made, ids, proofs=False)
    made.isp.reset_logs()
    told, printed = drifted(made, engine, code=3)
    writes = made.isp.writes()
    blind = made.preview()
    planned = made.preview("--refresh")
    change(made, ids, proofs=True)
    strangers, _ = drifted(made, engine, code=3)
    refused = made.preview("--refresh", fails=True)

    assert (at_rest["findings"], at_rest["compared"]) == ([], len(made.resources()))
    assert {each["up"]["action"] for each in told["findings"]} == {"same"}
    assert blind.steps == []
    foreseen = {
        (each["up_refresh"]["action"], each["name"])
        for each in told["findings"]
        if each["up_refresh"]["action"] != "same"
    }
    assert foreseen == {(op, name) for op, _, name in planned.steps if op in ("create", "update", "replace")}
    assert {name for action, name in foreseen if action == "create"} == {*GONE, "parent", "child"}
    ignoring = next(each for each in told["findings"] if each["name"] == "ignoring")
    assert [each["wins"] for each in ignoring["differences"]] == ["vendor"]

    refusals = [each for each in strangers["findings"] if each["up_refresh"]["action"] == "refused"]
    others = [each for each in strangers["findings"] if each["outcome"] == "another"]
    assert "calix.Ont" in {each["kind"] for each in others}
    assert all(each in refusals for each in others)
    # The engine asks for several at once and stops at whichever is refused first.
    assert any(each["up_refresh"]["message"].splitlines()[0] in refused.text for each in refusals)
    assert writes == []
    assert made.state() == before
    assert [path.name for path, text in made.files() if "hush-hush-hush" in text] == ["__main__.py"]
    for text in (*made.isp.secrets.values(), "hush-hush-hush", "whispered"):
        assert text not in printed


def test_a_wrong_passphrase_is_said(stack: Callable[[str], Stack], engine: Engine) -> None:
    """And nothing is asked of a vendor."""
    made = stack(
        MORE.replace("secret = ", "import pulumi\nfrom pulumi_isp import calix, cloudconnexa\nsecret = ")
    )
    made.up()
    made.environ["PULUMI_CONFIG_PASSPHRASE"] = "not the one"
    made.isp.reset_logs()

    _, printed = drifted(made, engine, code=1)

    assert "incorrect passphrase" in printed
    assert "Error: " in printed
    assert "Traceback" not in printed
    assert [*made.isp.cms.requests, *made.isp.cloudconnexa.requests] == []

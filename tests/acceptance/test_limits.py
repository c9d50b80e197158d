"""Runs of one user at the same time keep a system's limits together."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.support.isp import simulated_isp
from tests.support.stack import Stack, on_both_fronts
from tools.engine import Engine

from pulumi_isp_provider.transport.meeting import VARIABLE

STACKS = ("east", "west")
USERS = 12
PROGRAM = f"""
import pulumi
from pulumi_isp import calix, cloudconnexa

stack = pulumi.get_stack()
first = 60 * {STACKS}.index(stack)
for number in range(1, 5):
    calix.Ont(f"ont-{{number}}", network_name="hill", ont_id=first + number, ont_profile=162,
              reg_id=f"{{stack}}-{{number}}", description="ours")
for number in range({USERS}):
    cloudconnexa.DnsRecord(f"name-{{number}}", domain=f"{{stack}}-{{number}}.acme.example",
                           ipv4_addresses=["10.0.0.1"])
"""


@on_both_fronts
@pytest.mark.parametrize("rate_limit", ["20/10", pytest.param("documented", marks=pytest.mark.large)])
def test_two_runs_at_once_keep_to_one_session_one_turn_and_one_rate(
    rate_limit: str, front: str, engine: Engine, tmp_path: Path
) -> None:
    """Nothing is refused, both end, and where nothing changes nobody meets."""
    seed = {"cms": {"networks": [{"name": "hill"}]}, "cloudconnexa": {}, "whmcs": {}}
    with simulated_isp(seed, cms={"max_user_sessions": 1}, cloudconnexa={"rate_limit": rate_limit}) as isp:
        made = Stack(tmp_path / "stack", engine, isp, PROGRAM, front)
        made.configure({"calix:maxSessions": "1"}, {})
        for name in STACKS:
            made.run("stack", "init", name, "--copy-config-from", "test")
        made.environ[VARIABLE] = str(tmp_path / "limits")

        with ExitStack() as both:
            runs = []
            for made.stack in STACKS:
                runs.append(both.enter_context(made.started("up", "--yes", "--skip-preview")))
            for run in runs:
                assert run.process.wait(made.limit) == 0, run.text

        requests = [*isp.cms.requests, *isp.cloudconnexa.requests]
        assert {each.status for each in requests} <= {200, 201, 204}
        assert len(isp.objects("calix", "onts")) == 2 * 4
        assert len(isp.objects("cloudconnexa", "dns-records")) == 2 * USERS
        assert isp.cms.vendor.most_in_flight("hill") == 1
        names = "".join(str(each) for each in (tmp_path / "limits").rglob("*"))
        assert not [word for word in (isp.cms.url, "engineer", "hill", "acme") if word in names]

        made.environ[VARIABLE] = str(tmp_path / "none")
        assert made.up().changes == {"same": 4 + USERS}
        assert not (tmp_path / "none").exists()

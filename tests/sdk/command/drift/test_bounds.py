"""What `pulumi-isp drift` costs, and what a vendor can be like that is not well."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sdk.command.drift.running import DRIFTED, INCOMPLETE, only, report, run
from tests.support.brownfield import seed
from tests.support.isp import Isp
from tests.support.states import Stack

from pulumi_isp.command.drift.examine import Examiner
from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.records import Record
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.fronts.process import REGISTRY

COMMAND = Path(sys.executable).parent / "pulumi-isp"
SIZE = {"shelves": 2, "onts": 300, "networks": 5, "routes": 300, "users": 100}
KINDS = (
    "calix.Ont",
    "calix.EthernetService",
    "cloudconnexa.Network",
    "cloudconnexa.Route",
    "cloudconnexa.User",
)


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Two shelves, and a tenant; few of each unless a test asks for more."""
    size: dict[str, int] = getattr(request, "param", {**SIZE, "onts": 4, "routes": 5, "users": 2})
    return seed(**size)


def listed() -> Iterator[tuple[Lifecycle[Any, Any], Any]]:
    """All that stands there, from one listing of each kind on each shelf and in the tenant."""
    for kind in RESOURCES:
        if str(kind) in KINDS:
            lifecycle, client = kind.load(), REGISTRY.client(kind.vendor, "default")
            for place in ("hill", "E7-2") if kind.vendor == "calix" else ("",):
                yield from ((lifecycle, model) for model in list(lifecycle.listed(client, place)))


@pytest.fixture
def state(isp: Isp) -> str:
    """All that stands there, as a state."""
    stack = Stack(isp)
    for lifecycle, model in listed():
        id_ = lifecycle.identify(model)
        stored = lifecycle.read(Run(REGISTRY), Record(id_, {}))
        assert stored is not None
        stack.take(f"{lifecycle.vendor}.{lifecycle.kind}", id_, stored.inputs, stored)
    file = str(stack.written())
    isp.reset_logs()
    return file


def asked(isp: Isp) -> Counter[str]:
    """How often each request came since the last time."""
    found = Counter(each.operation for each in [*isp.cms.requests, *isp.cloudconnexa.requests])
    isp.reset_logs()
    return found


@pytest.fixture
def mute() -> Iterator[socket.socket]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def lead_to(address: str, isp: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The CMS of the state, under another address."""
    monkeypatch.setenv("CALIX_FORMER_URLS", isp.cms.url)
    monkeypatch.setenv("CALIX_URL", address)


def urns(told: dict[str, Any]) -> dict[str, int]:
    """By connection: how many resources were not compared, of which one problem tells."""
    counted = [(each["where"], len(each["urns"])) for each in told["problems"]]
    assert len(dict(counted)) == len(counted)
    return dict(counted)


@pytest.mark.parametrize("seeds", [SIZE], indirect=True)
def test_each_shelf_and_each_tenant_is_listed_once(isp: Isp, state: str) -> None:
    """However many resources there are, and whether they stand as the state says; nothing is written."""
    for number in range(1, 300, 2):
        isp.cms.change("onts", f"hill/{number}", {"admin": "disabled"})
    told = report("--state", state, code=DRIFTED)
    writes, spent = isp.writes(), asked(isp)

    REGISTRY.configure({**isp.config(), **isp.secrets}.get)
    once = [model for _, model in listed()]
    REGISTRY.close()

    assert told["compared"] == len(once) > 1000
    assert told["outcomes"]["changed"] > 100
    assert spent == asked(isp)
    assert writes == []


def test_a_dead_vendor_is_one_message(isp: Isp, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For all that stands there; what stands elsewhere is compared."""
    lead_to("http://127.0.0.1:1", isp, monkeypatch)
    isp.cloudconnexa.change("users", isp.objects("cloudconnexa", "users")[0]["id"], {"firstName": "Sam"})

    told = report("--state", state, code=INCOMPLETE)

    assert urns(told) == {"calix, connection default": 8}
    assert only(told)["kind"] == "cloudconnexa.User"
    assert "Some resources or properties were not compared" in run("--state", state, code=INCOMPLETE).output


def test_a_vendor_that_lets_nobody_in_is_one_message(
    isp: Isp, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do, and no password."""
    monkeypatch.setenv("CALIX_PASSWORD", "wrong-wrong")
    monkeypatch.delenv("CLOUDCONNEXA_CLIENT_SECRET")

    told = report("--state", state, code=INCOMPLETE)

    assert urns(told) == {
        "calix, connection default": 8,
        "cloudconnexa, connection default": told["resources"] - 8,
    }
    said = {each["where"].partition(",")[0]: each["message"] for each in told["problems"]}
    assert "Check user name and password" in said["calix"]
    assert "cloudconnexa:clientSecret is not set" in said["cloudconnexa"]
    assert "wrong-wrong" not in json.dumps(told)


def test_one_shelf_that_is_not_connected_hides_no_other(isp: Isp, state: str) -> None:
    """It is asked once."""
    before = isp.cms.state()
    before["networks"][0]["connected"] = False
    isp.cms.load(before)
    isp.reset_logs()

    told = report("--state", state, code=INCOMPLETE)

    [problem] = told["problems"]
    assert {urn.rpartition("::")[2].partition("/")[0] for urn in problem["urns"]} == {"hill"}
    assert (len(problem["urns"]), told["compared"]) == (4, told["resources"] - 4)
    assert "hill" in problem["message"]


def test_a_kind_that_may_not_be_read_hides_no_other(isp: Isp, state: str) -> None:
    """As where an account has not all rights."""
    isp.cloudconnexa.fault(operation="users.list", action="status", status=403, times=None, every=1)

    told = report("--state", state, code=INCOMPLETE)

    assert urns(told) == {"cloudconnexa, connection default": 2}


def test_a_vendor_that_never_answers_is_not_waited_for(
    isp: Isp, state: str, monkeypatch: pytest.MonkeyPatch, mute: socket.socket
) -> None:
    """It ends, as a process, and has told the rest."""
    lead_to(f"http://127.0.0.1:{mute.getsockname()[1]}", isp, monkeypatch)

    # So long that a busy machine reads the rest meanwhile.
    done = subprocess.run(
        [str(COMMAND), *f"drift --state {state} --json --limit 20".split()],
        capture_output=True,
        text=True,
        check=False,
    )

    told = json.loads(done.stdout)
    assert done.returncode == INCOMPLETE
    assert urns(told) == {"calix, connection default": 8}
    assert "was not done within 20 s" in told["problems"][0]["message"]
    assert told["compared"] == told["resources"] - 8


def test_ctrl_c_ends_it(isp: Isp, state: str, monkeypatch: pytest.MonkeyPatch, mute: socket.socket) -> None:
    """While a vendor is asked; no file and no process is left behind."""
    lead_to(f"http://127.0.0.1:{mute.getsockname()[1]}", isp, monkeypatch)
    process = subprocess.Popen(
        [str(COMMAND), *f"drift --state {state}".split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    accepted, _ = mute.accept()

    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=60)
    accepted.close()

    assert process.returncode == 1
    assert told.strip() == "Aborted!"
    assert [path.name for path in Path().iterdir()] == [state]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_mistake_of_its_own_does_not_pass_for_all_well(
    isp: Isp, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not compared is said, without a secret that is in the error."""

    def broken(*_: object) -> None:
        raise KeyError(isp.secrets["calix:password"])

    monkeypatch.setattr(Examiner, "examine", broken)

    told = report("--state", state, "--kind", "calix.Ont", code=INCOMPLETE)

    assert "KeyError" in told["problems"][0]["message"]
    assert isp.secrets["calix:password"] not in json.dumps(told)


def test_the_table_is_readable_in_the_log_of_ci(isp: Isp, state: str) -> None:
    """No colours, no bar; each property on a line with its resource and both values."""
    isp.cms.change("onts", "hill/1", {"admin": "disabled"})

    ran = run("--state", state, code=DRIFTED)

    assert "\x1b" not in ran.output
    [row] = [line.split() for line in ran.output.splitlines() if "admin_state" in line]
    assert row == ["calix.Ont", "'hill/1'", "changed", "admin_state", "'enabled'", "'disabled'", "program"]

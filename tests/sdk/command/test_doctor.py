"""`pulumi-isp doctor`: against the simulators, and what a vendor can be like that is not well."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from click.testing import CliRunner
from tests.support.isp import Isp

from pulumi_isp.command import main
from pulumi_isp.command.config import project_file
from pulumi_isp.command.doctor import limits, plugin
from pulumi_isp.command.doctor.finding import Finding
from pulumi_isp.command.doctor.systems import LOOKS
from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.transport.meeting import VARIABLE
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

BIN = Path(sys.executable).parent


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, isp: Isp, tmp_path: Path) -> Isp:
    """With a Pulumi that is only asked for its version and its config."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in (("pulumi", "echo v3.259.0"), ("pulumi-language-python", "exit 0")):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return isp


def findings(*words: str, code: int = 0) -> dict[str, dict[str, Any]]:
    result = CliRunner().invoke(main, ["doctor", "--json", *words])
    assert result.exit_code == code, result.output
    return {each["about"]: each for each in json.loads(result.output)}


def of(found: dict[str, dict[str, Any]], outcome: str) -> dict[str, str]:
    return {about: each["found"] for about, each in found.items() if each["outcome"] == outcome}


def test_all_is_well(alone: Isp) -> None:
    """Each system lets us in, each E7 answers, each kind can be read; nothing is written, no secret shown."""
    alone.reset_logs()
    found = findings()

    assert of(found, "error") == {}
    assert of(found, "warning") == {
        f"whmcs, connection default: {what}": "there are none" for what in ("products", "clients", "services")
    }
    assert found["limits across runs"]["found"] == f"{os.environ[VARIABLE]} can be written and locked"
    assert found["calix, connection default: hill"]["found"] == "answers"
    assert found["cloudconnexa, connection default: API"]["found"] == "release 1.2, as set"
    assert found["cloudconnexa, connection default: Route"]["found"] == "4 can be read"
    noted = {about: each["remedy"] for about, each in found.items() if each["outcome"] == "note"}
    assert noted.keys() == {f"{vendor}, connection default: writing" for vendor in ("calix", "cloudconnexa")}
    assert all("pulumi up --target" in remedy for remedy in noted.values())
    # Beside reads, the simulators have seen nothing but a HEAD of their roots.
    assert {each.partition(": ")[2] for each in alone.writes()} == {"unknown"}
    assert not [value for value in alone.secrets.values() if value in str(found)]


def test_each_system_that_does_not_let_us_in_is_told(alone: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them in one run, each with what to do, and what is well beside it."""
    monkeypatch.setenv("CALIX_PASSWORD", "wrong-wrong")
    monkeypatch.setenv("CLOUDCONNEXA_URL", "http://127.0.0.1:1")
    monkeypatch.delenv("WHMCS_SECRET")

    found = findings(code=1)

    wrong = of(found, "error")
    assert set(wrong) == {f"{vendor}, connection default" for vendor in ("calix", "cloudconnexa", "whmcs")}
    assert "whmcs:secret is not set" in wrong["whmcs, connection default"]
    assert all(found[about]["remedy"] or "Set it with" in wrong[about] for about in wrong)
    assert "wrong-wrong" not in str(found)


def test_an_e7_that_does_not_answer_is_named(alone: Isp) -> None:
    """The others are looked at all the same."""
    state = alone.cms.state()
    state["networks"][0]["connected"] = False
    alone.cms.load(state)

    found = findings(code=1)

    assert set(of(found, "error")) == {f"calix, connection default: {state['networks'][0]['name']}"}


def test_no_kind_passes_for_readable_where_it_may_not_be_read(alone: Isp) -> None:
    """Credentials may lack a permission: each kind is really read, what a tenant has once too."""
    refused = {
        "networks.list", "hosts.list", "users.list", "dns-records.list", "location-contexts.list",
        "access-groups.list", "network-ip-services.list", "network-applications.list",
        "host-ip-services.list", "host-applications.list", "settings.get",
    }  # fmt: skip
    for operation in refused:
        alone.cloudconnexa.fault(operation, "status", status=403, every=1)

    found = findings(code=1)

    about = "cloudconnexa, connection default: {}".format
    kinds = {each.kind for each in RESOURCES if each.vendor == "cloudconnexa"}
    # By the user groups, the release is told: without them, doctor comes to no kind at all.
    assert {kind for kind in kinds if found[about(kind)]["outcome"] == "ok"} == {"UserGroup"}


def test_another_release_than_the_one_set_is_told(alone: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later one than set is no error: `up` works, with less."""
    monkeypatch.setenv("CLOUDCONNEXA_API_VERSION", "1.0")
    found = findings()["cloudconnexa, connection default: API"]

    assert found["outcome"] == "warning"
    assert found["remedy"] == "Set cloudconnexa:apiVersion to 1.2."


def test_a_server_that_is_ahead_of_the_release_that_is_set_is_well(
    alone: Isp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All servers are by now; one that is behind is told."""
    monkeypatch.setenv("CLOUDCONNEXA_API_VERSION", "1.1.0")
    ahead = findings()["cloudconnexa, connection default: API"]
    monkeypatch.setenv("CLOUDCONNEXA_API_VERSION", "1.2")
    with Simulator(
        CloudConnexaVendor(
            client_id="pulumi.acme",
            client_secret=alone.secrets["cloudconnexa:clientSecret"],
            api_version="1.1.0",
        )
    ) as other:
        monkeypatch.setenv("CLOUDCONNEXA_URL", other.url)
        behind = findings(code=1)["cloudconnexa, connection default: API"]

    assert ahead["outcome"] == "ok"
    assert (behind["outcome"], behind["remedy"]) == ("error", "Set cloudconnexa:apiVersion to 1.1.0.")


def test_a_mistake_of_its_own_does_not_pass_for_all_well(alone: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not tried is not said to be well, and a secret in the error is not shown."""

    def broken(_about: str, _client: object, settings: Any) -> Iterator[Finding]:
        raise KeyError(settings.password)

    monkeypatch.setitem(LOOKS, "calix", broken)

    found = findings(code=1)["calix, connection default"]

    assert "KeyError" in found["found"]
    assert alone.secrets["calix:password"] not in str(found)


def test_the_folder_where_runs_meet_is_tried_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it is not there yet, as before the first `up`."""
    folder = tmp_path / "cache" / "limits"
    monkeypatch.setenv(VARIABLE, str(folder))

    found = limits.look()

    assert (found.outcome, found.found) == ("ok", f"{folder} can be written and locked")
    assert not list(tmp_path.iterdir())


def a_file(folder: Path, _: pytest.MonkeyPatch) -> str:
    folder.write_text("")
    return "Not a directory"


def relative(_: Path, patch: pytest.MonkeyPatch) -> str:
    patch.setenv(VARIABLE, "here")
    return "relative"


def no_locks(_: Path, patch: pytest.MonkeyPatch) -> str:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    patch.setattr(fcntl, "flock", refuse)
    return "No locks available"


def a_server_s(folder: Path, patch: pytest.MonkeyPatch) -> str:
    mount = SimpleNamespace(mountpoint=str(folder.parent), fstype="nfs4")
    patch.setattr(psutil, "disk_partitions", lambda **_: [mount])
    patch.setattr(fcntl, "flock", lambda *_: pytest.fail("a lock there may never come"))
    return "nfs4"


@pytest.mark.parametrize("make", [a_file, relative, no_locks, a_server_s])
def test_a_folder_where_runs_cannot_meet_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path, pytest.MonkeyPatch], str]
) -> None:
    """With its name, why, what `up` does, and what to do; nothing is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "limits"))
    why = make(tmp_path / "limits", monkeypatch)

    found = limits.look()

    assert found.outcome == "warning"
    for word in (os.environ[VARIABLE], why, "`up`"):
        assert word in found.found
    assert VARIABLE in found.remedy
    assert not [each for each in tmp_path.iterdir() if each.is_dir()]


PROJECT = """
name: plant
runtime: python
plugins:
  providers: [{name: other, path: nowhere}, {name: isp, path: .venv/bin}]
"""


@pytest.mark.parametrize(
    ("project", "at", "outcome", "found"),
    [
        (PROJECT, ".venv/bin", "ok", "Pulumi.yaml says "),
        (PROJECT, "tools", "error", "no pulumi-resource-isp is there"),
        ("name: plant", "tools", "warning", "by the PATH"),
        ("plugins: [isp]", "tools", "warning", "by the PATH"),
        ("name: plant", ".venv/bin", "error", "not on the PATH"),
    ],
)
def test_where_the_plugin_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: str, at: str, outcome: str, found: str
) -> None:
    """As docs/fronts.md says: by an entry of the project; by the PATH it works, and Pulumi warns."""
    (tmp_path / "Pulumi.yaml").write_text(project)
    for name in (".venv/bin", "tools"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / at / "pulumi-resource-isp").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "tools"))

    said = plugin.look(project_file(tmp_path / "tools"))

    assert (said.outcome, found in said.found) == (outcome, True)
    assert outcome == "ok" or "Pulumi.yaml" in said.remedy


def test_a_plugin_under_a_debugger_is_looked_for_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PULUMI_DEBUG_PROVIDERS", "other:1,isp:40725")

    assert plugin.look(None).outcome == "ok"


def test_nothing_that_is_set(monkeypatch: pytest.MonkeyPatch, alone: Isp) -> None:
    """Said as what it is, with where to begin."""
    for name in os.environ:
        if re.match("CALIX_|CLOUDCONNEXA_|WHMCS_", name):
            monkeypatch.delenv(name)

    assert "there are no settings" in findings(code=1)["connections"]["found"]


def test_no_pulumi(monkeypatch: pytest.MonkeyPatch, alone: Isp, tmp_path: Path) -> None:
    """Nothing could run."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert set(of(findings(code=1), "error")) == {"Pulumi's command line", "language host"}


@pytest.fixture
def mute() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_vendor_that_never_answers_does_not_keep_it(
    alone: Isp, monkeypatch: pytest.MonkeyPatch, mute: str
) -> None:
    """It ends, as a process, and has told the rest."""
    monkeypatch.setenv("CALIX_URL", mute)

    done = subprocess.run(
        [str(BIN / "pulumi-isp"), "doctor", "--json", "--limit", "20"],
        capture_output=True,
        text=True,
        check=False,
    )

    found = {each["about"]: each for each in json.loads(done.stdout)}
    assert done.returncode == 1
    assert "was not done within 20 s" in found["calix, connection default"]["found"]
    assert found["cloudconnexa, connection default: login"]["outcome"] == "ok"

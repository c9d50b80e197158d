"""`pulumi-isp doctor`: against the simulators, and what a vendor can be like that is not well."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.support.isp import Isp

from pulumi_isp.command import main
from pulumi_isp.command.doctor.finding import Finding
from pulumi_isp.command.doctor.systems import LOOKS
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

"""The command `pulumi-isp map` against the simulated vendors, without an engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.support.brownfield import one_of_each
from tests.support.isp import Isp

from pulumi_isp.command import main
from pulumi_isp_provider.catalogue import RESOURCES

EMPTY = json.dumps({"version": 3, "deployment": {}})


def run(*words: str, code: int = 0) -> Result:
    ran = CliRunner().invoke(main, ["map", *words])
    assert ran.exit_code == code, ran.output
    return ran


def model(*words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("--discover", "--json", *words).stdout)
    return told


def named(part: Any, name: str) -> list[Any]:
    """All values of a name, at any depth."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    own = [part[name]] if isinstance(part, dict) and name in part else []
    return own + [each for value in inner for each in named(value, name)]


def onts(shown: dict[str, Any]) -> dict[str, tuple[str | None, dict[str, Any]]]:
    """By name: the port, and the ONT."""
    return {
        ont["name"]: (port["item"] and port["item"]["name"], ont)
        for shelf in shown["shelves"]
        for card in shelf["cards"]
        for port in card["ports"]
        for ont in port["onts"]
    }


def test_all_kinds_are_shown_and_the_vendors_are_only_read(isp: Isp) -> None:
    """A kind that comes to the catalogue is among them; no secret shows, and no URN names anything."""
    with one_of_each(isp):
        isp.reset_logs()
        shown = model("isp.svg", "isp.html")

    assert isp.writes() == []
    assert not [each for each in isp.cms.requests if each.operation.startswith("vlan")]
    kinds = {each.replace(" ", "").lower() for each in named(shown, "kind")}
    # Services are lines of ONTs, devices of users; VLANs and settings are not drawn, or not asked for.
    left_out = {"ethernetservice", "vlan", "vlanmember", "ontethernetport", "device", "tenantsettings"}
    assert {each.kind.lower() for each in RESOURCES} - kinds == left_out
    assert {"service", "device"} <= {name for details in named(shown, "details") for name, _ in details}
    texts = [Path(name).read_text() for name in ("isp.svg", "isp.html")]
    assert not [value for value in isp.secrets.values() if value in str([shown, texts])]
    assert "urn:pulumi" not in str(texts)


@pytest.mark.parametrize("live", [True, False])
def test_ports_are_shown_and_states_if_they_are_asked_for(isp: Isp, live: bool) -> None:
    """An ONT is on the port where the E7 has seen it."""
    hill, *others = (state := isp.cms.state())["networks"]
    hill["discovered"] = [
        {"id": f"CXNK{int(hill['onts'][0]['serno'], 16):08X}", "pon": "1/1/2", "opt-sig-lvl": "-33.5"}
    ]
    isp.cms.load({**state, "networks": [hill, *others]})

    found = onts(model(*["--live"] * live))

    port, seen = found["hill/1"]
    assert (port, seen["state"]) == ("1/1/2", "weak" if live else "unasked")
    assert (["receive level", "-33.5"] in seen["details"]) == live
    port, unseen = found["hill/3"]
    assert (port, unseen["state"]) == (None, "away" if live else "unasked")


def test_one_shelf_alone(isp: Isp) -> None:
    """And no tenant, where that is not asked for."""
    shown = model("--vendor", "calix", "--shelf", "hill")

    assert [shelf["item"]["name"] for shelf in shown["shelves"]] == ["hill"]
    assert shown["sites"] == []


def test_a_vendor_that_cannot_be_read_leaves_the_files_as_they_are(
    isp: Isp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says why."""
    Path("isp.html").write_text("before")
    monkeypatch.setenv("CALIX_PASSWORD", "wrong")

    told = run("--discover", "--vendor", "calix", "isp.html", "isp.svg", code=1)

    assert "Error: " in told.output
    assert "wrong" not in told.output
    assert {path.name: path.read_text() for path in Path().iterdir()} == {"isp.html": "before"}


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is left lying about."""
    monkeypatch.chdir(tmp_path)
    Path("state.json").write_text(EMPTY)

    run("--state", "state.json", "isp.svg", "missing/isp.html", code=1)

    assert [path.name for path in Path().iterdir()] == ["state.json"]


def test_a_stack_needs_a_project_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names both ways."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    Path("state.json").write_text(EMPTY)

    told = run("isp.svg", code=1)

    assert "--state" in told.output
    assert "--discover" in told.output
    run("--state", "state.json", "isp.svg", "--title", "Mine")
    assert "Mine" in Path("isp.svg").read_text()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["isp.png"],
        ["isp.svg", "--live"],
        ["isp.svg", "--shelf", "hill"],
        ["isp.svg", "--vendor", "calix"],
        ["isp.svg", "--state", "state.json", "--discover"],
        ["isp.svg", "--state", "state.json", "--stack", "dev"],
        ["isp.svg", "--port-capacity", "0"],
        ["isp.svg", "--state", "missing.json"],
    ],
)
def test_wrong_words_end_with_2(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read."""
    monkeypatch.chdir(tmp_path)
    Path("state.json").write_text(EMPTY)

    run(*words, code=2)

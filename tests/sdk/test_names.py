"""A name that nobody knows is refused with the one that was probably meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import calix, cloudconnexa, whmcs
from pulumi_isp_provider import dynamic

ONT: dict[str, Any] = {"network_name": "hill", "ont_id": 7, "ont_profile": 162}


def make_ont() -> None:
    calix.Ont("ont", **ONT)


@pytest.mark.parametrize(
    ("config", "program", "said"),
    [
        (
            {"calix:readTimeot": "30"},
            make_ont,
            "calix:readTimeot is not a setting; did you mean readTimeout?",
        ),
        ({"isp:previw": "strict"}, make_ont, "isp:previw is not a setting; did you mean preview?"),
        (
            {"cloudconnexa:api_versoin": "1.0"},
            lambda: cloudconnexa.Network("plant", name="Plant"),
            "cloudconnexa:api_versoin is not a setting; did you mean apiVersion?",
        ),
        (
            {"whmcs:timout": "5"},
            lambda: whmcs.get_client(1),
            "whmcs:timout is not a setting; did you mean timeout?",
        ),
    ],
    ids=["calix", "isp", "cloudconnexa", "whmcs"],
)
def test_a_mistyped_setting_stops_the_program(
    monkeypatch: pytest.MonkeyPatch, config: dict[str, str], program: Callable[[], Any], said: str
) -> None:
    """It would stay at its default without a word."""
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps(config))

    with pytest.raises(pulumi.RunError) as refused:
        run(program)

    assert said in str(refused.value)


def test_what_is_known_and_what_is_not_ours_stops_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, sections, other namespaces; the program's own config, also where its project has our name."""
    config = {
        "calix:url": "http://cms:18080",
        "calix:west": '{"url": "http://west:18080"}',
        "isp:preview": "offline",
        "whmcs:timout": "5",  # no question is asked of WHMCS
        "aws:region": "eu-central-1",
        "pulumi:tags": "{}",
    }
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps(config))
    assert len(run(make_ont)[0]) == 1

    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"calix:colour": "red"}))
    monkeypatch.setattr(pulumi, "get_project", lambda: "calix")
    assert len(run(make_ont)[0]) == 1


def test_a_mistyped_argument_of_get_is_refused() -> None:
    """Without its connection, another system would be asked."""
    with pytest.raises(
        pulumi.RunError, match=r"found: conection is not an argument; did you mean connection\?"
    ):
        run(lambda: calix.Ont.get("found", "hill/7", conection="west").urn)


@pytest.mark.parametrize(
    ("front", "inputs", "said"),
    [
        (
            dynamic.CalixOnt,
            {**ONT, "ontProfil": 1},
            "ontProfil: is not a property here; did you mean ont_profile?",
        ),
        (
            dynamic.CloudConnexaNetwork,
            {"name": "Plant", "routes": [{"subnt": "10.0.0.0/24"}], "connectors": [{"vpnRegion": "x"}]},
            """routes[0].subnt: is not a property here; did you mean subnet?
connectors[0].vpnRegion: is not a property here; did you mean vpn_region_id?""",
        ),
    ],
    ids=["argument", "nested"],
)
def test_a_mistyped_argument_of_a_resource_is_refused(
    front: type[dynamic.LifecycleProvider], inputs: dict[str, Any], said: str
) -> None:
    """With all else that is wrong with it, and so that it can be found."""
    checked = front().check({}, {"__owner": "an owner", **inputs})

    assert set(said.splitlines()) <= {failure.reason for failure in checked.failures}

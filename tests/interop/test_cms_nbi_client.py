"""The public Python client of the CMS northbound interface, as its users run it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_simulators import CmsVendor, Simulator

pytestmark = pytest.mark.large

Drive = Callable[..., Any]

DISCOVERED = 40
SEED = {
    "networks": [
        {
            "name": "North",
            "address": "192.0.2.10",
            # One page holds them: the client cannot go on behind an object whose id has more than one part.
            "gpon-ports": [f"1/1/{port}" for port in range(1, 9)],
            "profiles": {
                "BwProf": [{"id": 1, "name": "100M"}, {"id": 2, "name": "500M"}],
                "SvcTagAction": [{"id": 1, "name": "internet"}],
            },
            "discovered": [
                {"id": f"CXNKA{at:05X}", "pon": f"1/1/{1 + at % 8}", "model": "812G" if at % 2 else "844G"}
                for at in range(DISCOVERED)
            ],
        }
    ]
}


def _message(answer: dict[str, str]) -> str:
    """What the client handed back where it takes an answer for a failure."""
    return answer["response"]


@pytest.fixture
def met(drive_python: Drive) -> tuple[Simulator[CmsVendor], dict[str, Any]]:
    """A CMS after the client's whole run, and what the client returned, by step."""
    with Simulator(CmsVendor(username="noc", password="made-up"), SEED) as cms:
        told = drive_python(
            "cms_nbi_client.py",
            url=cms.url,
            rest_url=cms.rest_url,
            username="noc",
            password="made-up",
            network="NTWK-North",
            discovered="CXNKA00003",
            spare="A00004",
        )
    return cms, told


def test_the_client_does_all_that_it_can(met: tuple[Simulator[CmsVendor], dict[str, Any]]) -> None:
    """Each method returns objects where it does so of a real CMS, and the failure where it is refused."""
    cms, told = met

    assert (told["login"], told["logout"]) == ("0", "0")
    assert "<ResultCode>6</ResultCode>" in _message(told["bad login"])
    assert told["system"]["type"] == "System"
    assert Counter(child["type"] for child in told["children"])["GponPort"] == 8
    assert told["discovered one"]["model"] == "812G"
    assert told["profile"]["id"]["ontprof"] == {"@name": "812G", "#text": "162"}
    assert "162" in {each["id"]["ontprof"]["#text"] for each in told["profiles"][0]}
    assert told["pwe3 profile"] == told["pwe3 profiles"][0]

    assert (told["ont"]["serno"], told["ont"]["descr"], told["ont"]["admin"]) == (
        "A00003",
        "first",
        "enabled",
    )
    for shown in ("ont shown", "ont of the subscriber"):
        (match,) = told[shown]
        assert match["get-config"]["object"]["id"] == told["ont"]["id"]
        assert match["get"]["object"]["op-stat"] == "enable"
    assert (told["ont changed"]["descr"], told["ont changed"]["admin"]) == ("second", "disabled")
    assert (told["ont unlinked"]["serno"], told["ont swapped"]["serno"]) == ("0", "A00004")
    assert told["port"]["type"] == "OntEthGe"

    assert told["vlan read"] == told["vlan"]
    assert told["vlans"] == [told["vlan"], told["other vlan"]]
    assert [each["object"]["id"] for each in told["members"]] == [
        told["member 1"]["id"],
        told["member 2"]["id"],
    ]
    assert told["service read"] == told["service"]
    (listed,) = told["services"]
    assert [each["out-tag"] for each in listed["child"]] == ["100", "200"]
    assert "<ok/>" in _message(told["service changed"])
    assert [each["name"] for each in told["devices"]] == ["North"]

    for deleted in ("service deleted", "ont deleted", "member deleted", "vlan deleted"):
        assert told[deleted]["ok"] is None
        assert told[deleted]["@nodename"] == "NTWK-North"
    for refused, why in {
        "ont again": "ONT already exists",
        "ont kept": "services",
        "ont gone": "ONT not found",
        "vlan kept": "members",
        "after logout": "session not exist, SESSION ID REQUIRED.",
    }.items():
        assert why in _message(told[refused])

    (network,) = cms.state()["networks"]
    assert network["onts"] == []
    assert [vlan["id"] for vlan in network["vlans"]] == [200]
    assert {entry.status for entry in cms.requests} == {200}
    assert cms.count("unknown") == 0


def test_the_client_follows_pages(met: tuple[Simulator[CmsVendor], dict[str, Any]]) -> None:
    """By ``more`` and ``after`` it collects each discovered ONT once, over several pages."""
    cms, told = met

    serials = [each["id"]["discont"] for each in told["discovered"]]
    assert serials == [f"CXNKA{at:05X}" for at in range(DISCOVERED)]
    assert {each["model"] for each in told["discovered of a model"]} == {"812G"}
    assert len(told["discovered of a model"]) == DISCOVERED / 2
    assert cms.count("discont.list") > 4

"""Mistakes that once slipped past a rule, or a right thing that one stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp.policy import NETWORK, ONT, ROUTE, RULES, check, declared, offline
from pulumi_isp.policy import STRICT as PACK
from pulumi_isp.policy.previous import StateUnreadableError, from_file, resource

BY_ID = {rule.id: rule for rule in RULES}


def texts(name: str, *resources: Any, **how: Any) -> list[str]:
    return [each.text for each in check(BY_ID[name], *resources, **how)]


def test_a_number_that_an_e7_has_chosen_is_known_by_the_id() -> None:
    """To declare another one replaces the ONT; to declare the same one changes nothing."""
    urn = declared(ONT, "a").urn
    before = resource({"type": ONT.token, "urn": urn, "id": "hill/7", "inputs": {"network_name": "hill"}})

    for number, found in (("7", 0), ("107", 1)):
        now = declared(ONT, "a", network_name="hill", ont_id=number)
        assert len(texts("ont-active-kept", now, before=[before])) == found


@pytest.mark.parametrize(
    ("rule", "subnet"), [("route-width", "::ffff:0:0/96"), ("route-reserved", "::ffff:127.0.0.0/104")]
)
def test_an_ipv4_route_may_be_written_as_ipv6(rule: str, subnet: str) -> None:
    """It takes the same traffic."""
    assert len(texts(rule, declared(ROUTE, "a", subnet=subnet))) == 1


def test_overlaps_are_seen_across_the_two_spellings() -> None:
    """One route in each."""
    one, other = (
        declared(ROUTE, name, subnet=net)
        for name, net in (("a", "10.9.1.0/24"), ("b", "::ffff:10.9.0.0/112"))
    )

    assert len(texts("route-overlap", one, other)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "db_password=hunter22",
        "client_secret: abcdefg12",
        "PSK=Sesame77",
        "see https://noc:Sesame77@host.example/",
        "Authorization: Bearer abcdefghij",
    ],
)
def test_a_secret_in_a_text_is_found_and_shown_by_no_rule(text: str) -> None:
    """However it is written; a rule about the form of texts does not repeat it."""
    network = declared(NETWORK, "a", name="Site", description=text)

    assert len(texts("texts-without-secrets", network)) == 1
    (naming,) = texts("naming", network, settings={"descriptions": "Site .*"})
    assert text not in naming


@pytest.mark.parametrize("text", ["Site secret: none", "password: see the safe", "No password"])
def test_a_word_about_secrets_is_none(text: str) -> None:
    """People say where there is none."""
    assert texts("texts-without-secrets", declared(NETWORK, "a", description=text)) == []


def test_a_secret_deep_in_a_list_is_found() -> None:
    """In inputs that are no text for people."""
    network = declared(NETWORK, "a", gateways_ids=["token: Sesame77"])

    assert texts("no-plain-secrets", network) == ["gateways_ids[0] holds a password or key in plain text"]


def test_a_name_with_brackets_is_waived_as_it_is_written() -> None:
    """A star stands for any text, and nothing else does."""
    waiver = {"resource": "route[1]", "owner": "net", "reason": "exit", "expires": "2999-12-31"}
    settings = {"waivers": [waiver]}

    assert texts("route-width", declared(ROUTE, "route[1]", subnet="0.0.0.0/0"), settings=settings) == []
    assert texts("route-width", declared(ROUTE, "route1", subnet="0.0.0.0/0"), settings=settings) != []


def test_a_route_for_all_traffic_overlaps_another_one_alone() -> None:
    """It takes what no other one takes. Beside it, the rest is judged as ever."""
    exit_, again = (declared(ROUTE, name, subnet="0.0.0.0/0") for name in ("exit", "exit-again"))
    site, within = declared(ROUTE, "site", subnet="10.1.0.0/16"), declared(ROUTE, "x", subnet="10.1.1.0/24")

    assert texts("route-overlap", exit_, site) == []
    assert texts("route-overlap", exit_, again, site, within) == [
        "subnet '0.0.0.0/0' overlaps subnet '0.0.0.0/0' of cloudconnexa.Route 'exit'",
        "subnet '10.1.1.0/24' overlaps subnet '10.1.0.0/16' of cloudconnexa.Route 'site'",
    ]


def test_a_renamed_resource_is_one_in_a_previews_document(tmp_path: Path) -> None:
    """The state has the old name, the document the new one with its alias."""
    was, now = declared(ONT, "a").urn, declared(ONT, "b").urn
    inputs = {"network_name": "hill", "ont_id": "7", "serial_number": "A1", "admin_state": "enabled"}
    old = {"type": ONT.token, "urn": was, "id": "hill/7", "inputs": inputs, "protect": True}
    step = {"op": "update", "urn": now, "oldState": old, "newState": {**old, "urn": now, "aliases": [was]}}
    (tmp_path / "preview.json").write_text(json.dumps({"steps": [step]}))
    (tmp_path / "state.json").write_text(json.dumps({"version": 3, "deployment": {"resources": [old]}}))

    found = offline.judge_file(PACK, tmp_path / "preview.json", config=None, previous=tmp_path / "state.json")

    assert {each.rule.id for each in found} == {"ont-subscriber-named"}


def test_a_state_with_odd_names_is_no_state(tmp_path: Path) -> None:
    """It is refused with its place, and with no traceback."""
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"deployment": {"resources": [{"type": ONT.token, "urn": 5}]}}))

    with pytest.raises(StateUnreadableError, match=r"state\.json"):
        from_file(file)

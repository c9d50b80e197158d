"""`pulumi-isp deletes`: what goes along is said before it goes, and whose it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.specimens import SPECIMENS
from tests.support.brownfield import stand_beside
from tests.support.isp import Isp
from tests.support.states import Stack

from pulumi_isp.command import main

NOTHING, FAILED, WRONG, LOSES, INCOMPLETE = 0, 1, 2, 3, 4
HUSH = "hush-hush-hush"


def run(*words: str, code: int, fed: bytes | None = None) -> Result:
    ran = CliRunner().invoke(main, ["deletes", *words], input=fed)
    assert ran.exit_code == code, ran.output
    return ran


def along(*words: str, code: int, fed: bytes | None = None) -> dict[str, dict[str, str]]:
    """By resource: whose each thing is that goes along, by what it is called."""
    told = json.loads(run("--state", "state.json", "--json", *words, code=code, fed=fed).stdout)
    return {
        each["name"]: {f"{one['what']} {one['name']}": one["whose"] for one in each["along"]}
        for each in told["findings"]
    }


def plan(**steps: list[dict[str, Any]]) -> bytes:
    """What a preview prints: by operation, entries of the state."""
    found = [
        {"op": op.replace("_", "-"), "urn": entry["urn"], "oldState": {"urn": entry["urn"]}}
        for op, each in steps.items()
        for entry in each
    ]
    return json.dumps({"config": {}, "steps": found, "changeSummary": {}}).encode()


@pytest.fixture
def stack(isp: Isp) -> Stack:
    return Stack(isp)


def test_whose_things_are_that_go_with_a_network(isp: Isp, stack: Stack) -> None:
    """Its own, what goes by the plan, what is to stay, and what others have made; nothing is written."""
    network = stack.make(
        "cloudconnexa.Network", "plant", {"name": "Plant", "routes": [{"subnet": "2001:DB8:0:0::/64"}]}
    )
    of = {"network_id": network["id"]}
    route = stack.make("cloudconnexa.Route", "route", {**of, "subnet": "10.1.0.0/16"})
    stack.make("cloudconnexa.Application", "shop", {**of, "name": "Shop", "domains": ["shop.isp.example"]})
    user = stack.make("cloudconnexa.User", "user", {"username": "noc", "email": "noc@isp.example"})
    stack.written()
    region = {"vpn_region_id": "us-east-1"}
    stand_beside(isp, SPECIMENS["cloudconnexa.NetworkConnector"], {**of, "name": "north", **region})
    isp.reset_logs()

    found = along("-", code=LOSES, fed=plan(delete=[network, route, user]))

    assert found == {
        "plant": {
            "routes 2001:db8::/64": "own",
            "routes 10.1.0.0/16": "planned",
            "applications Shop": "kept",
            "connectors north": "foreign",
        }
    }
    assert isp.writes() == []
    shown = run("--state", "state.json", "-", code=LOSES, fed=plan(delete=[network, route, user])).stdout
    assert "connectors north: NOT IN THIS STACK" in shown
    assert "applications Shop: IN THE STACK, AND NOT DELETED BY THE PLAN" in shown
    total = (
        "Objects that are deleted: 3. Objects that go along with them: 4, of which nobody has asked to "
        "delete 2."
    )
    assert total in shown


def test_a_plan_that_deletes_nothing_asks_nobody(isp: Isp, stack: Stack) -> None:
    """What is made, changed or left alone takes nothing along."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    stack.written()
    isp.reset_logs()

    shown = run("--state", "state.json", "-", code=NOTHING, fed=plan(same=[network], update=[network])).stdout

    assert "Objects that are deleted: 0." in shown
    assert [*isp.cms.requests, *isp.cloudconnexa.requests] == []


def test_the_state_may_come_from_standard_input(isp: Isp, stack: Stack) -> None:
    """As for `drift`; then the plan needs a file."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    state = stack.written()
    Path("plan.json").write_bytes(plan(delete=[network]))

    shown = run("--state", "-", "plan.json", code=NOTHING, fed=state.read_bytes()).stdout

    assert "Objects that are deleted: 1." in shown
    assert "standard input" in run("--state", "-", "-", code=WRONG).output


@pytest.mark.parametrize("operation", ["delete", "replace", "delete_replaced"])
def test_services_go_with_an_ont_that_is_forced(isp: Isp, stack: Stack, operation: str) -> None:
    """A replacement deletes as well. Without `force_delete` an E7 refuses, and nothing goes along."""
    ont = {"network_name": "hill", "ont_profile": 162}
    forced = stack.make("calix.Ont", "forced", {**ont, "ont_id": 61, "reg_id": "a", "force_delete": True})
    other = stack.make("calix.Ont", "other", {**ont, "ont_id": 62, "reg_id": "b"})
    service = {"port": 1, "service_id": 1, "tag_action": 1, "bandwidth_profile": 3}
    for each in (forced, other):
        stack.make("calix.EthernetService", f"line of {each['id']}", {"ont": each["id"], **service})
    stack.written()

    found = along("-", code=LOSES, fed=plan(**{operation: [forced, other]}))

    assert found == {"forced": {"Ethernet services gigabit/1/1": "kept"}}


def test_a_destroy_deletes_all_that_the_state_has(isp: Isp, stack: Stack) -> None:
    """So what belongs to something of the stack goes by the plan, and only what others made is lost."""
    host = stack.make("cloudconnexa.Host", "relay", {"name": "Relay"})
    of = {"host_id": host["id"], "vpn_region_id": "us-east-1"}
    stack.make("cloudconnexa.HostConnector", "own", {**of, "name": "own"})
    stack.written()
    assert along("--destroy", code=NOTHING) == {"relay": {"connectors own": "planned"}}

    stand_beside(isp, SPECIMENS["cloudconnexa.HostConnector"], {**of, "name": "theirs"})

    found = along("--destroy", code=LOSES)
    assert found == {"relay": {"connectors own": "planned", "connectors theirs": "foreign"}}


def test_what_stands_there_is_another_customers_is_said(isp: Isp, stack: Stack) -> None:
    """Nothing is deleted then, so nothing goes along; the run would be refused."""
    declared = {"network_name": "hill", "ont_profile": 162, "ont_id": 61, "serial_number": "ABC123"}
    stack.make("calix.Ont", "ont", {**declared, "force_delete": True})
    stack.written()
    isp.cms.change("onts", "hill/61", {"serno": "FFEE01"})

    shown = run("--state", "state.json", "--destroy", code=INCOMPLETE).stdout

    assert "Not known of ont" in shown
    assert "hill/61 is not deleted: it has serial_number" in shown


def test_a_name_is_told_apart_from_the_same_one_of_another_kind(isp: Isp, stack: Stack) -> None:
    """A connector of other people's is not the IP service of that name, which the plan deletes."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    of = {"network_id": network["id"]}
    offered = {"name": "web", "type": "SERVICE_DESTINATION", "service_types": ["HTTPS"]}
    service = stack.make("cloudconnexa.IpService", "web", {**of, **offered})
    stack.written()
    region = {"vpn_region_id": "us-east-1"}
    stand_beside(isp, SPECIMENS["cloudconnexa.NetworkConnector"], {**of, "name": "web", **region})

    found = along("-", code=LOSES, fed=plan(delete=[network, service]))

    assert found == {"plant": {"IP services web": "planned", "connectors web": "foreign"}}


def test_what_was_made_anew_by_hand_is_not_the_stacks(isp: Isp, stack: Stack) -> None:
    """It has the name, and another id: the plan deletes what is gone. One with another name is still it."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    of = {"network_id": network["id"], "vpn_region_id": "us-east-1"}
    gone = stack.make("cloudconnexa.NetworkConnector", "north", {**of, "name": "north"})
    renamed = stack.make("cloudconnexa.NetworkConnector", "south", {**of, "name": "south"})
    stack.written()
    isp.cloudconnexa.remove("network-connectors", gone["id"])
    isp.cloudconnexa.change("network-connectors", renamed["id"], {"name": "south-2"})
    stand_beside(isp, SPECIMENS["cloudconnexa.NetworkConnector"], {**of, "name": "north"})

    found = along("--destroy", code=LOSES)

    assert found == {"plant": {"connectors north": "foreign", "connectors south-2": "planned"}}


def test_what_is_retained_does_not_go_and_is_lost_with_what_it_belongs_to(isp: Isp, stack: Stack) -> None:
    """Pulumi forgets it and asks nobody; the vendor takes it along all the same."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    route = {"network_id": network["id"], "subnet": "10.1.0.0/16"}
    kept = stack.make("cloudconnexa.Route", "route", route, retainOnDelete=True)
    other = stack.make("cloudconnexa.Network", "other", {"name": "Other"}, retainOnDelete=True)
    stand_beside(isp, SPECIMENS["cloudconnexa.Route"], {"network_id": other["id"], "subnet": "10.2.0.0/16"})
    stack.written()

    for words in (["-"], ["--destroy"]):
        found = along(*words, code=LOSES, fed=plan(delete=[network, kept, other]))
        assert found == {"plant": {"routes 10.1.0.0/16": "kept"}}


def test_two_connections_to_one_system_have_the_same_objects(isp: Isp, stack: Stack) -> None:
    """Whichever of them a resource was declared with."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    route = stack.make("cloudconnexa.Route", "route", {"network_id": network["id"], "subnet": "10.1.0.0/16"})
    for half in ("inputs", "outputs"):
        route[half]["connection"] = "west"
    stack.written()

    assert along("-", code=LOSES, fed=plan(delete=[network])) == {"plant": {"routes 10.1.0.0/16": "kept"}}


def test_the_plan_of_another_stack_is_refused(isp: Isp, stack: Stack) -> None:
    """Nothing that it deletes stands in this state, which is no proof that nothing goes along."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    stack.written()
    isp.reset_logs()
    theirs = {"urn": network["urn"].replace("::isp::", "::other::")}

    shown = run("--state", "state.json", "-", code=FAILED, fed=plan(delete=[theirs])).output

    assert "does not have: plant" in shown
    assert "--stack" in shown
    assert isp.cloudconnexa.requests == []


def test_a_replacement_under_a_new_name_is_found_by_the_old_one(isp: Isp, stack: Stack) -> None:
    """A plan names the resource as the program does, and beside it as the state does."""
    network = stack.make(
        "cloudconnexa.Network", "plant", {"name": "Plant", "routes": [{"subnet": "10.0.0.0/16"}]}
    )
    stack.written()
    step = {"op": "replace", "urn": f"{network['urn']}-new", "oldState": {"urn": network["urn"]}}

    found = along("-", code=NOTHING, fed=json.dumps({"steps": [step]}).encode())

    assert found == {"plant": {"routes 10.0.0.0/16": "own"}}


def test_what_the_program_hides_is_not_shown(isp: Isp, stack: Stack) -> None:
    """Names of what goes along among it."""
    network = stack.make("cloudconnexa.Network", "plant", {"name": "Plant"})
    shop = {"network_id": network["id"], "name": HUSH, "domains": ["shop.isp.example"]}
    stack.make("cloudconnexa.Application", "shop", shop, "name")
    stack.written()

    for words in (["--destroy"], ["--destroy", "--json"]):
        assert HUSH not in run("--state", "state.json", *words, code=NOTHING).output


def test_a_vendor_that_does_not_answer_is_said(
    isp: Isp, stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are asked all the same."""
    stack.make("cloudconnexa.Network", "plant", {"name": "Plant", "routes": [{"subnet": "10.1.0.0/16"}]})
    stack.make("calix.Vlan", "vlan", {"network_name": "hill", "vlan_id": 200, "force_delete": True})
    stack.written()
    monkeypatch.setenv("CALIX_URL", "http://127.0.0.1:1")

    told = json.loads(run("--state", "state.json", "--destroy", "--json", code=INCOMPLETE).stdout)

    assert [each["where"] for each in told["problems"]] == ["calix, connection default"]
    assert told["findings"][0]["along"] == [{"what": "routes", "name": "10.1.0.0/16", "whose": "own"}]


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"steps": [7]}', '{"steps": [{"op": "delete"}]}'])
def test_what_is_no_plan_is_refused(isp: Isp, stack: Stack, text: str) -> None:
    """With what prints one."""
    stack.written()
    Path("plan.json").write_text(text)

    assert "pulumi preview --json" in run("--state", "state.json", "plan.json", code=FAILED).output


def test_the_plan_of_a_preview_that_failed_is_refused(isp: Isp, stack: Stack) -> None:
    """It is a document like any other, but ends where the error was: what goes after that is not in it."""
    stack.written()
    error = {"urn": "urn:pulumi:hill::isp::a::b", "message": "error: no\n", "severity": "error"}
    whole = json.loads(plan())
    Path("plan.json").write_text(json.dumps({**whole, "diagnostics": [{**error, "severity": "warning"}]}))
    run("--state", "state.json", "plan.json", code=NOTHING)
    Path("plan.json").write_text(json.dumps({**whole, "diagnostics": [error]}))

    assert "the preview failed" in run("--state", "state.json", "plan.json", code=FAILED).output


def test_what_is_always_there_does_not_go(isp: Isp, stack: Stack) -> None:
    """A delete of a tenant's settings leaves them as they are, so they are not counted."""
    stack.make("cloudconnexa.TenantSettings", "tenant", {"two_factor_auth": True})
    stack.make("cloudconnexa.User", "user", {"username": "noc", "email": "noc@isp.example"})
    stack.written()

    shown = run("--state", "state.json", "--destroy", code=NOTHING).stdout

    assert shown.startswith("Objects that are deleted: 1.")


def test_a_plan_or_a_destroy_is_named(isp: Isp, stack: Stack) -> None:
    """Neither both nor none."""
    stack.written()
    Path("plan.json").write_bytes(plan())

    assert "PLAN" in run("--state", "state.json", code=WRONG).output
    assert "PLAN" in run("--state", "state.json", "plan.json", "--destroy", code=WRONG).output

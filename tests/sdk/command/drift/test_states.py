"""What kinds of states `pulumi-isp drift` is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.sdk.command.drift.running import (
    DRIFTED,
    FAILED,
    INCOMPLETE,
    SAME,
    WRONG,
    actions,
    only,
    report,
    run,
    values,
)
from tests.support import ROOT
from tests.support.isp import Isp
from tests.support.states import ENCRYPTED, Stack, shown

OURS = {"network_name": "hill", "ont_profile": 162, "ont_id": 61007, "serial_number": "ABC123"}
HUSH = "hush-hush-hush"
OLDER = sorted((ROOT / "tests/acceptance/states").glob("*.json"))


@pytest.fixture
def stack(isp: Isp) -> Stack:
    return Stack(isp)


def test_other_providers_resources_are_passed_over(isp: Isp, stack: Stack) -> None:
    """A state has all that a program declares; what is ours is compared."""
    stack.resources += [
        {"urn": "urn:pulumi:dev::isp::aws:s3:Bucket::b", "type": "aws:s3:Bucket", "id": "b"},
        {"urn": "urn:pulumi:dev::isp::my:app:Home::h", "type": "my:app:Home"},
    ]
    stack.make("calix.Ont", "straße 7", OURS)

    told = report("--state", str(stack.written()), code=SAME)

    assert (told["resources"], told["compared"], told["drifted"]) == (1, 1, False)
    assert "1 of 1 resources compared, all as in the state." in run("--state", "state.json", code=SAME).output


@pytest.mark.parametrize("deployment", [None, {}, {"resources": []}])
def test_a_state_without_resources_of_ours_says_so(isp: Isp, deployment: Any) -> None:
    """Where the wrong file was named, that shows."""
    Path("state.json").write_text(json.dumps({"version": 3, "deployment": deployment}))
    isp.reset_logs()

    assert "no resource of pulumi-isp" in run("--state", "state.json", code=SAME).output
    assert [*isp.cms.requests, *isp.cloudconnexa.requests] == []


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"deployment": 5}',
        b'{"deployment": {"resources": 5}}',
        b'{"deployment": {"resources": [5]}}',
        b'{"deployment": {"resources": [{}]}}',
        b'{"deployment": {"resources": [{"type": "isp:calix:Ont"}]}}',
        b'{"deployment": {"resources": [{"type": "isp:calix:Ont", "urn": "nonsense"}]}}',
        b'{"deployment": {"resources": [{"type": "isp:calix:Ont", "urn": "a::b::c::d"}]}}',
        b'{"deployment": {"resources": [{"type": "isp:calix:Ont", "urn": "a::b::c::d", "inputs": 5}]}}',
        b'{"deployment":' * 50_000,
        b"x" * 50_000_000,
    ],
    ids=lambda text: f"{text[:40]!r} {len(text)}",
)
def test_a_file_of_something_else_is_refused(isp: Isp, text: bytes) -> None:
    """By its name, before anything is asked."""
    Path("x.json").write_bytes(text)

    told = run("--state", "x.json", code=FAILED)

    assert told.output == "Error: x.json: is not a state as `pulumi stack export` writes it\n"


def test_without_a_project_the_ways_to_name_a_state_are_told(
    isp: Isp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where there is no Pulumi to ask."""
    monkeypatch.setenv("PATH", "")

    told = run("--stack", "dev", code=FAILED).output

    assert [word for word in ("no command `pulumi`", "--cwd", "--stack", "--state") if word not in told] == []
    run("--cwd", "nowhere", code=WRONG)


def test_standard_input_is_read(isp: Isp, stack: Stack) -> None:
    """So that secrets need not go through a file."""
    stack.make("calix.Ont", "one", OURS)

    assert report("--state", "-", code=SAME, fed=stack.written().read_bytes())["compared"] == 1
    assert "standard input: is not a state" in run("--state", "-", code=FAILED, fed=b"{").output


def test_secrets_are_compared_and_not_shown(isp: Isp, stack: Stack) -> None:
    """Neither the state's nor the vendor's: in the table, as JSON, and in messages."""
    stack.make("calix.Ont", "one", {**OURS, "description": HUSH, "reg_id": HUSH}, "description", "reg_id")
    stack.make("cloudconnexa.Network", "site", {"name": "Site", "description": "plain"})
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"descr": "whispered-at-the-vendor", "serno": "99FF"})
    isp.cloudconnexa.change(
        "networks", isp.objects("cloudconnexa", "networks")[0]["id"], {"description": f"it is {HUSH}"}
    )

    told = report("--state", state, code=DRIFTED)
    printed = run("--state", state, code=DRIFTED).output

    ont, site = told["findings"]
    assert values(ont)["description"] == ("[secret]", "[secret]", "nobody")
    assert values(site)["description"] == ("plain", "it is ***", "program")
    assert "[secret]" in printed
    for text in (json.dumps(told), printed):
        assert HUSH not in text
        assert "whispered" not in text
        assert not [value for value in isp.secrets.values() if value in text]


def test_what_proves_an_object_is_not_shown_either(isp: Isp, stack: Stack) -> None:
    """Neither in what `up` would say of another customer's ONT, nor of the service on it."""
    ont = stack.make("calix.Ont", "ont", OURS, "serial_number")
    place = {"ont": ont["id"], "port": 1, "service_id": 1, "tag_action": 1, "bandwidth_profile": 1}
    stack.make("calix.EthernetService", "service", place, "ont_serial_number")
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"serno": "FEED99"})

    told = report("--state", state, code=DRIFTED)
    printed = run("--state", state, code=DRIFTED).output

    assert [each["outcome"] for each in told["findings"]] == ["another", "another"]
    assert all("[secret]" in each["message"] for each in told["findings"])
    assert not [serial for serial in ("ABC123", "FEED99") if serial in json.dumps(told) + printed]


def test_what_a_file_has_encrypted_is_not_compared_and_said(isp: Isp, stack: Stack) -> None:
    """The rest of the resource is; that nothing has drifted is not claimed."""
    made = stack.make("calix.Ont", "one", {**OURS, "description": HUSH, "reg_id": HUSH})
    for part in (made["inputs"], made["outputs"]):
        part.update({"description": ENCRYPTED, "reg_id": ENCRYPTED})
    made["outputs"]["__witness"] = ENCRYPTED
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"descr": "changed"})

    unseen = report("--state", state, code=INCOMPLETE)
    isp.cms.change("onts", "hill/61007", {"admin": "disabled"})
    seen = report("--state", state, code=INCOMPLETE)

    assert (unseen["findings"], unseen["secrets_not_compared"]) == ([], [made["urn"]])
    assert values(only(seen)) == {"admin_state": ("enabled", "disabled", "program")}
    assert "--show-secrets" in run("--state", state, code=INCOMPLETE).output


def test_what_is_unfinished_is_said(isp: Isp, stack: Stack) -> None:
    """Old halves of replacements, what was not made anew, what is tainted, and what was cut short."""
    stack.make("calix.Ont", "new", OURS)
    stack.make("calix.Ont", "new", {**OURS, "ont_id": 61008, "serial_number": "ABC124"}, delete=True)
    half = {**OURS, "ont_id": 61009, "serial_number": "ABC125"}
    stack.make("calix.Ont", "half", half, pendingReplacement=True)
    stack.make("cloudconnexa.Network", "site", {"name": "Site"}, taint=True)
    isp.cms.remove("onts", "hill/61009")
    pending = [
        {
            "type": "creating",
            "resource": {"type": "isp:calix:Ont", "urn": "urn:pulumi:a::b::isp:calix:Ont::cut"},
        }
    ]

    state = str(stack.written(pending))
    told = report("--state", state, code=DRIFTED)

    assert [(each["name"], each["outcome"], *actions(each)) for each in told["findings"]] == [
        ("new", "unfinished", "delete", "delete"),
        ("half", "unfinished", "create", "create"),
        ("site", "unfinished", "replace", "replace"),
    ]
    assert told["pending_operations"] == [
        {"operation": "creating", "urn": "urn:pulumi:a::b::isp:calix:Ont::cut"}
    ]
    assert "creating 'cut'" in run("--state", state, code=DRIFTED).output


def test_what_is_tainted_and_has_changed_is_no_plain_replacement(isp: Isp, stack: Stack) -> None:
    """A create that comes first finds what stands there."""
    made = stack.make("cloudconnexa.Network", "site", {"name": "Site", "description": "a"}, taint=True)
    state = str(stack.written())
    isp.cloudconnexa.change("networks", made["id"], {"description": "b"})

    found = only(report("--state", state, code=DRIFTED))

    assert (found["outcome"], actions(found)) == ("unfinished", ("unknown", "unknown"))
    assert values(found) == {"description": ("a", "b", "unknown")}
    assert "delete_before_replace" in found["up_refresh"]["message"]


def test_pending_operations_alone_are_no_rest(isp: Isp, stack: Stack) -> None:
    """A job at night is to see them."""
    urn = "urn:pulumi:dev::isp::isp:calix:Ont::cut"
    state = str(stack.written([{"type": "creating", "resource": {"type": "isp:calix:Ont", "urn": urn}}]))

    assert report("--state", state, code=DRIFTED)["findings"] == []


def test_what_is_only_read_follows_the_vendor(isp: Isp, stack: Stack) -> None:
    """And an `up` fails where it is gone."""
    made = stack.make("calix.Ont", "theirs", {**OURS, "description": "a"}, external=True)
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"descr": "b"})

    changed = only(report("--state", state, code=DRIFTED))
    isp.cms.remove("onts", "hill/61007")
    gone = only(report("--state", state, code=DRIFTED))

    assert made["id"] == changed["id"]
    assert values(changed) == {"description": ("a", "b", "vendor")}
    assert actions(changed) == ("read", "read")
    assert (gone["outcome"], actions(gone)[1]) == ("gone", "refused")


@pytest.mark.parametrize(
    ("ignored", "winner", "action"),
    [("description", "vendor", "same"), ("*", "vendor", "same"), ("admin_state", "program", "update")],
)
def test_what_is_ignored_follows_the_vendor(
    isp: Isp, stack: Stack, ignored: str, winner: str, action: str
) -> None:
    """The option `ignore_changes` stands in the state."""
    stack.make("calix.Ont", "one", {**OURS, "description": "a"}, ignoreChanges=[ignored])
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"descr": "b"})

    found = only(report("--state", state, code=DRIFTED))

    assert values(found) == {"description": ("a", "b", winner)}
    assert actions(found) == ("same", action)


def test_of_a_part_that_is_ignored_nothing_is_claimed(isp: Isp, stack: Stack) -> None:
    """Which place in a list is meant, a preview tells."""
    declared = {"name": "Site", "routes": [{"subnet": "10.1.0.0/24", "description": "a"}]}
    stack.make("cloudconnexa.Network", "site", declared, ignoreChanges=["routes[0].description"])
    state = str(stack.written())
    [route] = isp.objects("cloudconnexa", "routes")
    isp.cloudconnexa.change("routes", route["id"], {"description": "b"})

    found = only(report("--state", state, code=DRIFTED))

    assert actions(found) == ("same", "unknown")
    assert "routes[0].description" in found["up_refresh"]["message"]


def test_hand_edited_values_are_told_by_their_property(isp: Isp, stack: Stack) -> None:
    """They stop nothing but themselves."""
    edited = stack.make("calix.Ont", "edited", OURS)
    edited["inputs"].update({"serial_number": 5, "ont_profile": [], "colour": "red"})
    named = stack.make("cloudconnexa.Network", "named", {"name": "Site"})
    named["inputs"]["name"] = named["outputs"]["name"] = "\u001b[31mred\u202e"
    numbered = stack.make("calix.Ont", "numbered", {**OURS, "ont_id": 61008, "serial_number": "ABC124"})
    numbered["id"] = "61008"
    connected = stack.make("cloudconnexa.Network", "connected", {"name": "Other"})
    connected["outputs"]["connection"] = connected["inputs"]["connection"] = "nowhere"
    state = str(stack.written())

    told = report("--state", state, code=INCOMPLETE)
    printed = run("--state", state, code=INCOMPLETE).output

    by_name = {each["name"]: each for each in told["findings"]}
    assert set(by_name) == {"edited", "named"}
    assert actions(by_name["edited"]) == ("unknown", "unknown")
    assert "serial_number" in by_name["edited"]["message"]
    assert {where["message"].split(" (")[0] for where in told["problems"]} >= {
        "'61008' is not the id of an ONT, which is <network name>/<ont id>"
    }
    assert "cloudconnexa, connection nowhere" in {each["where"] for each in told["problems"]}
    assert "\u001b" not in printed
    assert "\u202e" not in printed


def test_two_entries_for_one_object_are_refused_as_up_does(isp: Isp, stack: Stack) -> None:
    """Somebody has copied an entry by hand."""
    made = stack.make("calix.Ont", "one", OURS)
    stack.resources.append({**made, "urn": f"{made['urn']}-again"})

    found = only(report("--state", str(stack.written()), code=DRIFTED))

    assert (found["name"], actions(found)) == ("one-again", ("refused", "refused"))
    assert "is declared by calix.Ont 'one' already" in found["message"]


def test_a_state_that_is_at_odds_with_itself_is_told(isp: Isp, stack: Stack) -> None:
    """The plain `up` has something to do then."""
    made = stack.make("calix.Ont", "one", {**OURS, "description": "a"})
    made["inputs"]["description"] = "b"

    found = only(report("--state", str(stack.written()), code=DRIFTED))

    assert actions(found) == ("update", "update")
    assert values(found) == {"description": ("b", "a", "program")}


def test_some_alone(isp: Isp, stack: Stack) -> None:
    """By kind and by name; the others are not asked for."""
    stack.make("calix.Ont", "subscriber-1", OURS)
    stack.make("calix.Ont", "other", {**OURS, "ont_id": 61008, "serial_number": "ABC124"})
    stack.make("cloudconnexa.Network", "site", {"name": "Site"})
    state = str(stack.written())
    isp.reset_logs()

    told = report("--state", state, "--kind", "calix.Ont", "--name", "subscriber-*", code=SAME)

    assert (told["resources"], told["compared"]) == (3, 1)
    assert [*isp.cloudconnexa.requests] == []
    assert "calix.Ont" in run("--state", state, "--kind", "calix.ONT", code=WRONG).output
    assert "No resource" in run("--state", state, "--name", "nobody", code=FAILED).output


def test_a_secret_marks_the_plain_value_too(isp: Isp, stack: Stack) -> None:
    """What is marked in the inputs alone is hidden where outputs have it plain."""
    made = stack.make("calix.Ont", "one", {**OURS, "description": HUSH})
    made["inputs"]["description"] = shown(HUSH)
    state = str(stack.written())
    isp.cms.change("onts", "hill/61007", {"descr": "changed"})

    told = report("--state", state, code=DRIFTED)

    assert values(only(told))["description"] == ("[secret]", "[secret]", "program")
    assert HUSH not in json.dumps(told)


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_a_state_of_an_older_build_is_compared(isp: Isp, path: Path) -> None:
    """It has no marks: what proves an object follows from what is declared."""
    kept = json.loads(path.read_text())
    isp.cms.load(kept["cms"])
    isp.cloudconnexa.load(kept["cloudconnexa"])
    Path("old.json").write_text(json.dumps(kept["state"]))
    state = ("--state", "old.json")

    at_rest = report(*state, code=SAME)
    isp.cms.change("onts", "hill/7", {"serno": "99FF"})
    [plant] = [each for each in kept["cloudconnexa"]["networks"] if each["name"] == "Plant"]
    isp.cloudconnexa.remove("networks", plant["id"])
    told = report(*state, code=DRIFTED)

    assert at_rest["complete"]
    found = {each["kind"]: (each["outcome"], *actions(each)) for each in told["findings"]}
    assert found == {
        "calix.Ont": ("another", "same", "refused"),
        "cloudconnexa.Network": ("gone", "same", "create"),
        "cloudconnexa.Route": ("gone", "same", "create"),
    }

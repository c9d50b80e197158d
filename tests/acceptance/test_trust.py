"""Promises 14 to 17: what cannot be completed, and what is not ours, cuts nobody off."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.test_promises import refuses_to_delete
from tests.specimens import SPECIMENS
from tests.support.brownfield import stand_beside
from tests.support.declaring import all_declared, apart, drift, program
from tests.support.isp import simulated_isp
from tests.support.promises import keeps
from tests.support.stack import Stack, on_both_fronts

MakeStack = Callable[[str | Path], Stack]

BY_NUMBER = """
    from pulumi_isp import calix

    calix.Ont(
        "a", network_name="hill", ont_id=7, ont_profile=162, serial_number="A1", subscriber_id="s-1",
        description="Hill Road 7",
    )
"""
BY_SERIAL = BY_NUMBER.replace("ont_id=7, ", "")
NEIGHBOUR = {
    "id": 9,
    "ontprof": 162,
    "admin": "enabled",
    "serno": "B2",
    "subscr-id": "s-2",
    "descr": "a neighbour",
}


def onts(subject: Stack, network: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = subject.isp.cms.state()["networks"][network].get("onts", [])
    return found


def stand(subject: Stack, *changed: dict[str, Any], shelf: str = "hill") -> None:
    """Have exactly these ONTs stand on an E7, whatever our program has done."""
    state = subject.isp.cms.state()
    network = next((each for each in state["networks"] if each["name"] == shelf), None)
    if network is None:
        network = {"name": shelf}
        state["networks"].append(network)
    network["onts"] = list(changed)
    subject.isp.cms.load(state)


# Promise 14


BY_NUMBER_REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "another shelf, mistyped": ({'"hill"': '"hil"'}, "NTWK-hil"),
    "a number that is taken": ({"ont_id=7": "ont_id=9"}, "ont_id: ONT hill/9 exists already"),
    "a new number and a serial that is taken": (
        {"ont_id=7": "ont_id=8", '"A1"': '"B2"'},
        "serial_number: ONT hill/9 has it",
    ),
    "a serial that is taken": ({'"A1"': '"B2"'}, "serial_number: ONT hill/9 has it"),
    "a new number and an unknown profile": (
        {"ont_id=7": "ont_id=8", "162": "999"},
        "ont_profile: hill has no profile 999",
    ),
}
BY_SERIAL_REFUSED = {"another shelf, mistyped": BY_NUMBER_REFUSED["another shelf, mistyped"]}


@on_both_fronts
@pytest.mark.parametrize(
    ("before", "edits", "commands"),
    [
        pytest.param(BY_NUMBER, BY_NUMBER_REFUSED, ["preview"], id="by number", marks=pytest.mark.large),
        pytest.param(BY_NUMBER, BY_NUMBER_REFUSED, ["up"], id="by number, up", marks=pytest.mark.large),
        pytest.param(BY_SERIAL, BY_SERIAL_REFUSED, ["preview"], id="by serial"),
    ],
)
def test_promise_14_a_replacement_that_cannot_be_completed_is_refused_first_ont(
    stack: MakeStack, before: str, edits: dict[str, tuple[dict[str, str], str]], commands: list[str]
) -> None:
    """The preview ends with the reason, so does `up`; nothing was written, and nothing is left to do."""
    subject = stack(before)
    subject.up()
    stand(subject, *onts(subject), NEIGHBOUR)
    subject.isp.reset_logs()
    for name, (edit, says) in edits.items():
        program = before
        for old, new in edit.items():
            program = program.replace(old, new)
        subject.write(program)

        for command in commands:
            refused = subject.preview(fails=True) if command == "preview" else subject.up(fails=True)
            assert says in refused.text, name
        assert subject.isp.writes() == [], name
    subject.write(before)
    subject.up("--expect-no-changes")


@on_both_fronts
def test_promise_14_a_replacement_that_cannot_be_completed_is_refused_first_on_another_shelf(
    stack: MakeStack,
) -> None:
    """A technician has the serial number on the new shelf; once it is free, the new one comes first."""
    subject = stack(BY_NUMBER)
    subject.up()
    stand(subject, {**NEIGHBOUR, "serno": "A1"}, shelf="valley")
    subject.write(BY_NUMBER.replace('"hill"', '"valley"'))
    subject.isp.reset_logs()

    refused = subject.up(fails=True)

    assert "serial_number: ONT valley/9 has it" in refused.text
    assert subject.isp.writes() == []
    stand(subject, shelf="valley")
    moved = subject.up()
    assert moved.changes == {"create-replacement": 1, "replace": 1, "delete-replaced": 1}
    assert subject.isp.writes() == ["cms: ont.create", "cms: ont.delete"]
    assert ([str(ont["id"]) for ont in onts(subject)], [str(ont["id"]) for ont in onts(subject, 1)]) == (
        [],
        ["7"],
    )


REFER = [kind for kind, specimen in SPECIMENS.items() if specimen.missing]
WITH_LOOKS_OF_THEIR_OWN = [
    "calix.Ont",
    "calix.EthernetService",
    "cloudconnexa.Route",
    "cloudconnexa.AccessGroup",
]


OTHERS = [kind for kind in REFER if kind not in WITH_LOOKS_OF_THEIR_OWN]


@on_both_fronts
@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        pytest.param("preview", WITH_LOOKS_OF_THEIR_OWN, marks=keeps(14, kinds=WITH_LOOKS_OF_THEIR_OWN)),
        pytest.param("preview", OTHERS, marks=[keeps(14, kinds=OTHERS), pytest.mark.large]),
        pytest.param("up", REFER, marks=pytest.mark.large),
    ],
    ids=["preview", "preview-others", "up"],
)
def test_promise_14_a_change_to_what_is_not_there_is_refused_first(
    stack: MakeStack, command: str, kinds: list[str]
) -> None:
    """Each reference of each resource: refused in the preview, and nothing of it was touched by `up`.

    Without an engine all kinds are tried in `make test` too, in tests/lifecycle/test_lives.py.
    """
    subject = stack("")
    subject.write(program(all_declared(), subject.isp))
    subject.up()
    subject.isp.reset_logs()
    for kind in kinds:
        specimen = SPECIMENS[kind]
        subject.write(program(all_declared({kind: specimen.all_missing}), subject.isp))

        refused = subject.preview(fails=True) if command == "preview" else subject.up(fails=True)

        for missing in specimen.missing.values():
            assert missing.says in refused.text, kind
        assert subject.isp.writes() == [], kind


REFERRING_TO_NOTHING = [kind for kind, each in SPECIMENS.items() if each.replaced and not each.missing]


@keeps(14, kinds=REFERRING_TO_NOTHING)
@on_both_fronts
def test_promise_14_a_replacement_by_what_is_taken_is_refused_first(stack: MakeStack) -> None:
    """Where nothing can be missing, somebody may have the new number or name already."""
    subject = stack("")
    mine = [each for each in all_declared() if each.name in REFERRING_TO_NOTHING]
    subject.write(program(mine, subject.isp))
    subject.up()
    for kind in REFERRING_TO_NOTHING:
        specimen = SPECIMENS[kind]
        stand_beside(subject.isp, specimen, {**specimen.least, **specimen.replaced})
        edits = {kind: specimen.replaced}
        edited = [replace(each, properties={**each.properties, **edits.get(each.name, {})}) for each in mine]
        subject.write(program(edited, subject.isp))
        subject.isp.reset_logs()

        refused = subject.preview(fails=True)

        assert "exists already" in refused.text, kind
        assert subject.isp.writes() == [], kind


TENANT = """
    from pulumi_isp import cloudconnexa

    plant = cloudconnexa.Network("plant", name="Plant")
    office = cloudconnexa.Network("office", name="Office")
    cloudconnexa.Route("route", network_id=plant.id, subnet="10.20.0.0/24")
    cloudconnexa.Route("other", network_id=office.id, subnet="10.21.0.0/24")
    cloudconnexa.User("user", username="noc", email="noc@isp.example")
"""
NOWHERE = '"00000000-0000-0000-0000-000000000000"'


TENANT_REFUSED = {
    "route: overlap": ("10.20.0.0/24", "10.20.0.0/15", "subnet: it overlaps 10.21.0.0/24"),
    "user: group": (
        'username="noc"',
        f'username="duty", group_id={NOWHERE}',
        "group_id: there is no user group",
    ),
}


@on_both_fronts
def test_promise_14_a_replacement_that_cannot_be_completed_is_refused_first_cloudconnexa(
    stack: MakeStack,
) -> None:
    """A subnet that overlaps another one, and another user in a group that is not there."""
    subject = stack(TENANT)
    subject.up()
    before = subject.isp.cloudconnexa.state()
    for name, (old, new, says) in TENANT_REFUSED.items():
        subject.write(TENANT.replace(old, new, 1))

        planned = subject.preview(fails=True)
        refused = subject.up(fails=True)

        assert says in planned.text, name
        assert says in refused.text, name
        assert subject.isp.cloudconnexa.state() == before, name


# Promise 15


def another_customer_came(subject: Stack) -> dict[str, Any]:
    """A technician deletes our ONT and provisions another customer, who gets its number."""
    stand(subject, {**NEIGHBOUR, "id": onts(subject)[0]["id"]})
    return onts(subject)[0]


@on_both_fronts
@pytest.mark.parametrize(
    ("edit", "command", "refuses"),
    [
        (None, "up", None),
        pytest.param(None, "destroy", None, marks=pytest.mark.large),
        ('"Hill Road 8"', "up", "There is no calix.Ont|it has serial_number"),
        pytest.param('"Hill Road 7"', "up --refresh", None, marks=pytest.mark.large),
    ],
    ids=["dropped", "destroyed", "changed", "refreshed"],
)
def test_promise_15_an_object_that_is_not_the_one_in_state_is_never_changed_or_deleted(
    stack: MakeStack, edit: str | None, command: str, refuses: str | None
) -> None:
    """Ours is known by its serial number: it is gone, and the other customer keeps the line."""
    subject = stack(BY_SERIAL)
    subject.up()
    kept = another_customer_came(subject)
    subject.write(BY_SERIAL.replace('"Hill Road 7"', edit) if edit else "")

    words = command.split()
    ran = subject.run(words[0], "--yes", "--skip-preview", *words[1:], fails=refuses is not None)

    if refuses:
        assert any(text in ran.text for text in refuses.split("|"))
        assert "What to do" in ran.text
    assert kept in onts(subject)
    if command == "up --refresh":
        assert len(onts(subject)) == 2  # ours is made again, under a number that is free
        subject.up("--expect-no-changes")


@on_both_fronts
def test_promise_15_an_object_that_is_not_the_one_in_state_is_never_changed_or_deleted_by_number(
    stack: MakeStack,
) -> None:
    """Ours is known by its number, which the other customer has: whatever is asked for is refused."""
    subject = stack(BY_NUMBER)
    subject.up()
    kept = another_customer_came(subject)
    for edit, command in (
        ('"Hill Road 8"', "up"),
        (None, "up"),
        (None, "destroy"),
        ('"Hill Road 7"', "up --refresh"),
    ):
        subject.write(BY_NUMBER.replace('"Hill Road 7"', edit) if edit else "")
        words = command.split()

        ran = subject.run(words[0], "--yes", "--skip-preview", *words[1:], fails=True)

        assert "it has serial_number" in ran.text, command
        assert "What to do" in ran.text, command
        assert onts(subject) == [kept], command


@on_both_fronts
def test_promise_15_an_object_that_moved_to_another_number_is_followed(stack: MakeStack) -> None:
    """A CMS renumbered by one: the other customer keeps his line, and ours is found by its serial number."""
    subject = stack(BY_SERIAL)
    subject.up()
    ours = onts(subject)[0]
    stand(subject, {**NEIGHBOUR, "id": ours["id"]}, {**ours, "id": "12"})
    subject.write(BY_SERIAL.replace("Hill Road 7", "Hill Road 8"))

    refused = subject.up(fails=True)
    subject.refresh()
    subject.up()

    assert "stands under hill/12 now" in refused.text
    assert [entry["id"] for entry in subject.resources()] == ["hill/12"]
    descriptions = {str(ont["id"]): ont["descr"] for ont in onts(subject)}
    assert descriptions == {str(ours["id"]): "a neighbour", "12": "Hill Road 8"}
    subject.write("")
    subject.up()
    assert [ont["serno"] for ont in onts(subject)] == ["B2"]


@on_both_fronts
def test_promise_15_a_subscriber_that_is_another_one_is_not_changed(stack: MakeStack) -> None:
    """The same device, given to another customer at the CMS: the state's subscriber is not his."""
    subject = stack(BY_NUMBER)
    subject.up()
    subject.isp.cms.change("onts", "hill/7", {"subscr-id": "s-2"})
    subject.write(BY_NUMBER.replace("Hill Road 7", "Hill Road 8"))

    refused = subject.up(fails=True)
    subject.write(
        BY_NUMBER.replace("Hill Road 7", "Hill Road 8").replace('"a",', '"a", adopt_existing=True,')
    )
    subject.up()

    assert "it has subscriber_id 's-2', and the one in the state has 's-1'" in refused.text
    assert (onts(subject)[0]["subscr-id"], onts(subject)[0]["descr"]) == ("s-1", "Hill Road 8")


@on_both_fronts
def test_promise_15_an_object_that_is_not_the_one_in_state_does_not_lock_a_stack(stack: MakeStack) -> None:
    """Another number and device at once, while another customer has the old number: what is said works."""
    subject = stack(BY_NUMBER)
    subject.up()
    kept = another_customer_came(subject)
    subject.write(BY_NUMBER.replace("ont_id=7", "ont_id=12").replace('"A1"', '"C3"'))
    subject.isp.reset_logs()

    planned = subject.preview(fails=True)
    refused = subject.up(fails=True)

    for each in (planned, refused):
        assert "hill/7 is not replaced: it has serial_number" in each.text
        assert "`pulumi state delete`" in each.text
    assert subject.isp.writes() == []
    subject.run("state", "delete", subject.resources()[0]["urn"], "--yes")
    subject.up()
    assert kept in onts(subject)
    assert sorted(str(ont["id"]) for ont in onts(subject)) == ["12", "7"]

    # With ignore_changes the engine shows what a refresh has read as if it were declared.
    ignoring = """
    import pulumi
    from pulumi_isp import calix

    calix.Ont(
        "b", network_name="hill", ont_id=20, ont_profile=162, serial_number="D4",
        opts=pulumi.ResourceOptions(ignore_changes=["serial_number"]),
    )
    """
    subject.write(ignoring)
    subject.up()
    kept = {**NEIGHBOUR, "id": 20, "serno": "E5"}
    stand(subject, kept)
    stood = onts(subject)
    subject.write(ignoring.replace('"D4",', '"D4", description="mine",'))
    ran = subject.run("up", "--yes", "--skip-preview", "--refresh", fails=True)
    assert "hill/20 is not changed: it has serial_number" in ran.text
    assert onts(subject) == stood
    subject.run("state", "delete", subject.resources()[0]["urn"], "--yes")


SECRET = """
    import pulumi
    from pulumi_isp import calix

    calix.Ont(
        "a", network_name="hill", ont_id=7, ont_profile=162, description="Hill Road 7",
        serial_number=pulumi.Output.secret("5EC12E7").apply(lambda serial: serial),
        subscriber_id=pulumi.Output.secret("subsekret"),
    )
    calix.Ont("b", network_name="hill", ont_id=8, ont_profile=162, serial_number="F00D5")
    calix.Ont("c", network_name="hill", ont_id=9, ont_profile=162, reg_id="47114711")
"""


@on_both_fronts
def test_promise_8_a_secret_that_proves_whose_object_it_is_never_appears_in_plain_text(
    stack: MakeStack,
) -> None:
    """Nor where another one stands in its place. One that becomes a secret is encrypted by the next `up`."""
    subject = stack(SECRET)
    subject.environ["PULUMI_ISP_LOG"] = "bodies"
    printed = [subject.up("--debug").text, subject.refresh("--debug").text]
    mine = next(ont for ont in onts(subject) if str(ont["id"]) == "7")
    others = [ont for ont in onts(subject) if str(ont["id"]) != "7"]
    stand(subject, {**NEIGHBOUR, "id": 7}, *others)
    subject.write(SECRET.replace("Hill Road 7", "Hill Road 8"))
    printed.append(subject.up("--debug", fails=True).text)
    printed.append(subject.run("refresh", "--yes", "--skip-preview").text)
    subject.write("")
    printed.append(subject.up("--debug", fails=True).text)
    assert "hill/7 is not deleted" in printed[-1]
    stand(subject, mine)
    subject.write(SECRET.replace('"F00D5"', 'pulumi.Output.secret("F00D5")'))
    printed.append(subject.up("--refresh").text)

    secret = ("5ec12e7", "subsekret")
    found = {each for text in printed for each in secret if each in text.lower()}
    found |= {
        f"{each} in {path.name}"
        for path, text in subject.files()
        for each in secret
        if path.name != "__main__.py" and each in text.lower()
    }
    assert found == set()
    by_name = {entry["urn"].rpartition("::")[2]: entry for entry in subject.resources()}
    assert by_name["c"]["outputs"]["__witness"] == {"reg_id": "47114711"}
    assert "__witness" not in by_name["c"]["inputs"]


@on_both_fronts
def test_promise_8_what_becomes_a_secret_is_one_from_the_next_up(stack: MakeStack) -> None:
    """Nothing changes for it at the vendor, and the state of an older build is unchanged."""
    plain = SECRET.replace('pulumi.Output.secret("subsekret")', '"subsekret"')
    plain = plain.replace('pulumi.Output.secret("5EC12E7").apply(lambda serial: serial)', '"5EC12E7"')
    subject = stack(plain)
    subject.up()
    assert "subsekret" in json.dumps(subject.state())
    subject.write(SECRET)

    subject.up("--expect-no-changes")

    assert "subsekret" not in json.dumps(subject.state())
    assert "5EC12E7" not in json.dumps(subject.state())
    subject.refresh("--expect-no-changes")
    subject.up("--expect-no-changes")
    assert "subsekret" not in json.dumps(subject.state())


PROVEN = [kind for kind, each in SPECIMENS.items() if each.front.lifecycle.proofs()]


@keeps(15, kinds=PROVEN)
@on_both_fronts
def test_promise_15_no_resource_s_object_is_changed_or_deleted_once_it_is_another_one(
    stack: MakeStack,
) -> None:
    """Each proof of each resource is somebody else's: all stands afterwards as he has set it."""
    subject = stack("")
    mine = [each for each in all_declared() if each.specimen.kind in PROVEN]
    subject.write(program(mine, subject.isp))
    subject.up()
    ids = {entry["urn"].rpartition("::")[2]: entry["id"] for entry in subject.resources()}

    mine = apart(mine, ids)
    subject.write(program(mine, subject.isp))
    subject.up()
    for kind in PROVEN:
        specimen, proofs = SPECIMENS[kind], SPECIMENS[kind].front.lifecycle.proofs()
        drift(subject.isp, specimen, ids[kind], [specimen.drift[n] for n in proofs if n in specimen.drift])
        for change in specimen.given_away.values():
            place = ids[kind].partition("/")[2]
            subject.isp.give_away(specimen.collection, place, {change.field: change.value})
    theirs = subject.isp.cms.state()["networks"]
    edits = {
        kind: {
            name: value
            for name, value in SPECIMENS[kind].changed.items()
            if name not in SPECIMENS[kind].front.lifecycle.proofs()
        }
        for kind in PROVEN
    }
    edited = [replace(each, properties={**each.properties, **edits[each.name]}) for each in mine]
    subject.write(program(edited, subject.isp))

    changed = subject.up("--continue-on-error", fails=True)
    subject.write("")
    deleted = subject.up("--continue-on-error", fails=True)

    for kind in PROVEN:
        assert not edits[kind] or f"{kind} {ids[kind]} is not changed" in changed.text
        assert f"{kind} {ids[kind]} is not deleted" in deleted.text
    assert subject.isp.cms.state()["networks"] == theirs


# Promise 16


VENDORS = sorted({specimen.vendor for specimen in SPECIMENS.values()})


@on_both_fronts
@pytest.mark.parametrize(
    "vendor",
    [
        pytest.param(
            vendor, marks=keeps(16, kinds=[k for k, each in SPECIMENS.items() if each.vendor == vendor])
        )
        for vendor in VENDORS
    ],
)
def test_promise_16_another_system_is_never_taken_for_the_same_one(stack: MakeStack, vendor: str) -> None:
    """The address in config leads to another plant or tenant with the same names in it: everything stops."""
    subject = stack("")
    declared = [each for each in all_declared() if each.specimen.vendor == vendor]
    # By id: given the network itself, a route would go along with it, and a destroy that is refused for the
    # network has dropped the route from state by then.
    subject.write(program(declared, subject.isp, by_id=True))
    subject.up()
    with simulated_isp() as other:
        other.cms.load(subject.isp.cms.state())
        other.cloudconnexa.load(subject.isp.cloudconnexa.state())
        before = (other.cms.state(), other.cloudconnexa.state())
        secrets = {key: value for key, value in other.secrets.items() if key.startswith(vendor)}
        url, old = other.simulator(vendor).url, subject.isp.simulator(vendor).url
        subject.configure({f"{vendor}:url": url}, secrets)
        other.reset_logs()

        planned = subject.preview(fails=True)
        ran = [
            subject.up(fails=True),
            subject.run("up", "--yes", "--skip-preview", "--refresh", fails=True),
            subject.run("refresh", "--yes", "--skip-preview", "--run-program", fails=True),
            subject.run("destroy", "--yes", "--skip-preview", "--run-program", fails=True),
        ]

        for each in (planned, *ran):
            assert f"and connection 'default' leads to {url}" in each.text
        assert (other.cms.state(), other.cloudconnexa.state()) == before
        assert other.writes() == []

        # Only the host was renamed.
        subject.configure({f"{vendor}:formerUrls": old}, {})
        assert set(subject.up().changes) == {"same"}
        subject.refresh("--run-program")
        subject.run("config", "rm", f"{vendor}:formerUrls")
        assert set(subject.up().changes) == {"same"}
        assert (other.cms.state(), other.cloudconnexa.state()) == before


# Promise 17


@keeps(17)
@on_both_fronts
def test_promise_17_a_run_deletes_no_more_than_it_may_of_any_resource(stack: MakeStack) -> None:
    """Where none may go, none goes, whatever it is."""
    subject = stack("")
    subject.write(program(all_declared(), subject.isp))
    subject.up()

    assert refuses_to_delete(subject) == set(SPECIMENS)


PLANT = """
    from pulumi_isp import calix

    for number in range(1, 13):
        calix.Ont(f"ont-{number}", network_name="hill", ont_id=number, ont_profile=162, reg_id=f"r-{number}")
"""


@on_both_fronts
def test_promise_17_a_run_deletes_no_more_than_it_may(stack: MakeStack) -> None:
    """Of twelve ONTs none is declared any more: two stay, until a word lets them go."""
    subject = stack(PLANT)
    subject.up()
    subject.write("")

    refused = subject.up(fails=True)

    assert "this run may delete 10 of" in refused.text
    assert "CALIX_MAX_DELETIONS=NUMBER" in refused.text
    assert "Counted before it: hill/" in refused.text
    assert len(onts(subject)) == 2
    subject.environ["CALIX_MAX_DELETIONS"] = "100%"
    subject.up()
    assert onts(subject) == []


@on_both_fronts
def test_promise_17_replacements_count_and_are_refused_before_the_first(stack: MakeStack) -> None:
    """A new number for each of twelve ONTs is a replacement of twelve: the plan itself is refused."""
    subject = stack(PLANT)
    subject.up()
    subject.configure({"calix:maxDeletions": "3"}, {})
    subject.write(PLANT.replace("ont_id=number", "ont_id=number + 100"))
    subject.isp.reset_logs()

    planned = subject.preview(fails=True)

    assert "is not replaced: this run may delete 3 of 12" in planned.text
    assert subject.isp.writes() == []
    subject.configure({"calix:maxDeletions": "100%"}, {})
    subject.up()
    assert sorted(int(ont["id"]) for ont in onts(subject)) == list(range(101, 113))


@pytest.mark.large
@on_both_fronts
def test_promise_17_a_limit_is_a_number_or_a_share(stack: MakeStack) -> None:
    """Zero lets nothing go; what is neither is refused, with what is allowed."""
    subject = stack(BY_NUMBER)
    subject.up()
    subject.write(BY_NUMBER.replace("ont_id=7", "ont_id=8"))
    for limit in ("0", "1 %", "ten", "-1", "101%"):
        subject.configure({"calix:maxDeletions": limit}, {})

        refused = subject.preview(fails=True)

        said = "this run may delete 0 of 1" if limit == "0" else "calix:maxDeletions must be a whole number"
        assert said in refused.text, limit


@on_both_fronts
def test_promise_17_a_destroy_is_not_counted_and_says_what_it_takes(stack: MakeStack) -> None:
    """Twelve ONTs, eleven of them with an active line."""
    subject = stack(PLANT)
    subject.up()
    subject.isp.cms.change("onts", "hill/3", {"admin": "disabled"})

    destroyed = subject.destroy()

    assert destroyed.changes == {"delete": 12}
    # The engine shows a line while it works, and again at the end.
    said = set(re.findall(r"took an active line with it \(number (\d+) of this run\)", destroyed.text))
    assert said == {str(number) for number in range(1, 12)}
    assert json.dumps(onts(subject)) == "[]"

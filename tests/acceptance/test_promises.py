"""The promises, each on the real engine against the simulators."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import Declared, all_declared, apart, drift, many_declared, program, secretly
from tests.support.isp import secret_forms
from tests.support.packages import build, install
from tests.support.promises import OLDER, RELEASES_OF, keeps
from tests.support.specimen import SHARED_BAD, too_new
from tests.support.stack import Stack, on_both_fronts, sealed

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.cloudconnexa.releases import RELEASES
from pulumi_isp_provider.core.properties import ListOf

MakeStack = Callable[[str | Path], Stack]

RESOURCES = len(all_declared())
HAVE_RELEASES = [kind for kind, specimen in SPECIMENS.items() if specimen.vendor in RELEASES_OF]
ONLY_ONES = [kind for kind, specimen in SPECIMENS.items() if specimen.is_only_one]
"""The kinds whose object is there as long as its system is."""


def everything(stack: MakeStack) -> Stack:
    """The stack of a program with one of each resource in it."""
    subject = stack("")
    subject.write(program(all_declared(), subject.isp))
    return subject


def refuses_to_delete(subject: Stack) -> set[str]:
    """The kinds of which a run says that none may be deleted; nothing is written then.

    First all are declared by ids: else the engine would not ask for what others refer to, as they stay.
    """
    ids = {entry["urn"].rpartition("::")[2]: entry["id"] for entry in subject.resources()}
    subject.write(program(apart(all_declared(), ids), subject.isp))
    subject.up()
    # A program that declares nothing more is given the config of the run before; the environment counts.
    limits = {f"{specimen.vendor.upper()}_MAX_DELETIONS": "0" for specimen in SPECIMENS.values()}
    subject.environ |= limits
    subject.write("")
    subject.isp.reset_logs()

    refused = subject.up("--continue-on-error", fails=True)

    assert subject.isp.writes() == []
    for limit in limits:
        del subject.environ[limit]
    return set(re.findall(r"(\w+\.[A-Z]\w+) [^\n]* is not deleted: this run may delete 0", refused.text))


def remove_all(subject: Stack) -> None:
    """Delete every object of the stack that can go behind its back; there must be one of each kind."""
    entries = subject.resources()
    by_token = {subject.token(kind): specimen for kind, specimen in SPECIMENS.items()}
    assert {entry["type"] for entry in entries} == set(by_token)
    # The engine writes what depends on others behind them, and a network takes its routes along.
    for entry in reversed(entries):
        specimen = by_token[entry["type"]]
        if specimen.kind not in ONLY_ONES:
            subject.isp.simulator(specimen.vendor).remove(specimen.collection, specimen.key(entry["id"]))


@on_both_fronts
def test_promise_1_the_second_up_changes_nothing(stack: MakeStack, quickstart: Path) -> None:
    """Up, and up again: the second one finds everything as it is to be, and writes nothing."""
    subject = stack(quickstart)

    first = subject.up()
    subject.isp.reset_logs()
    second = subject.up("--expect-no-changes")

    assert first.changes == {"create": 8}
    assert second.changes == {"same": 8}
    assert subject.isp.writes() == []


@keeps(1, 2)
@on_both_fronts
def test_promise_2_refresh_right_after_up_changes_nothing(stack: MakeStack) -> None:
    """A refresh with nothing changed at the vendors leaves state as it is."""
    subject = everything(stack)
    subject.up()

    nothing_is_to_do(subject)


def nothing_is_to_do(subject: Stack) -> None:
    """Neither a refresh nor another `up` changes anything."""
    before = subject.resources()

    refreshed = subject.refresh("--expect-no-changes")

    assert refreshed.changes.keys() <= {"refresh", "same"}
    assert [(sealed(r["inputs"]), sealed(r["outputs"])) for r in subject.resources()] == [
        (sealed(r["inputs"]), sealed(r["outputs"])) for r in before
    ]
    assert subject.up("--expect-no-changes").changes == {"same": RESOURCES}
    for entry in before:
        name = entry["urn"].rpartition("::")[2]
        if specimen := SPECIMENS.get(name):
            assert entry["outputs"] == {**entry["outputs"], **specimen.outputs}, name


def without_empty(state: Any) -> Any:
    """A state without its empty lists: to CloudConnexa, an empty list and none at all are the same."""
    if isinstance(state, dict):
        return {key: without_empty(value) for key, value in state.items() if value != []}
    return [without_empty(item) for item in state] if isinstance(state, list) else state


@keeps(3)
@on_both_fronts
def test_promise_3_refresh_shows_each_drifted_field_and_up_repairs_it(stack: MakeStack) -> None:
    """Every declared property that somebody changes shows in a refresh, by name, and is put back by up."""
    subject = everything(stack)
    subject.up()

    drift_is_shown_and_repaired(subject)


def drift_is_shown_and_repaired(subject: Stack) -> None:
    """Each property that the release has is changed at the vendor, and put back."""
    isp = subject.isp
    before = (isp.cms.state()["networks"], without_empty(isp.cloudconnexa.state()))
    ids = {entry["urn"].rpartition("::")[2]: entry["id"] for entry in subject.resources()}
    drifted = [specimen for specimen in SPECIMENS.values() if specimen.drift]
    changes = {
        each.kind: {
            name: by for name, by in each.drift.items() if name not in too_new(each.kind, isp.release)
        }
        for each in drifted
    }
    for specimen in drifted:
        drift(isp, specimen, ids[specimen.kind], changes[specimen.kind].values())

    shown = subject.refresh()
    # Another serial number or subscriber may be another customer's: that needs a word for each.
    # A preview ends with the first that is refused; an `up` may have repaired others before.
    proven = {each.kind for each in drifted if each.front.lifecycle.witnesses(each.full)}
    taken: dict[str, dict[str, bool]] = {kind: {"adopt_existing": True} for kind in proven}
    refused = ""
    for kind in proven:
        subject.write(program(all_declared({other: taken[other] for other in proven - {kind}}), isp))
        refused += subject.preview(fails=True).text
    subject.write(program(all_declared(taken), isp))
    repaired = subject.up()

    expected = {name for specimen in drifted for name in changes[specimen.kind]}
    assert {name for name in expected if name not in shown.text} == set()
    assert "calix.Ont" in proven
    assert {kind for kind in proven if f"{kind} {ids[kind]} is not changed" not in refused} == set()
    assert repaired.changes == {"update": len(drifted), "same": RESOURCES - len(drifted)}
    assert (isp.cms.state()["networks"], without_empty(isp.cloudconnexa.state())) == before
    assert subject.up("--expect-no-changes").changes == {"same": RESOURCES}


@keeps(4)
@on_both_fronts
def test_promise_4_what_was_deleted_behind_our_back_is_made_again(stack: MakeStack) -> None:
    """A refresh drops what is gone; up makes it again, and leaves the rest alone."""
    subject = everything(stack)
    subject.up()

    what_is_gone_is_made_again(subject)


def what_is_gone_is_made_again(subject: Stack) -> None:
    """All objects of the stack are deleted at the vendors."""
    remove_all(subject)

    refreshed = subject.refresh()
    left = subject.resources()
    again = subject.up()

    gone = RESOURCES - len(ONLY_ONES)
    assert sum(operation == "delete" for operation, _, _ in refreshed.steps) in {0, gone}
    assert [entry["type"] for entry in left] == [subject.token(kind) for kind in ONLY_ONES]
    assert again.changes == {"create": gone, "same": len(ONLY_ONES)}
    assert subject.up("--expect-no-changes").changes == {"same": RESOURCES}


@keeps(5)
@on_both_fronts
def test_promise_5_preview_writes_nothing(stack: MakeStack) -> None:
    """Previews of creates, updates, replacements and deletes send no request that could change anything."""
    subject = everything(stack)
    subject.isp.reset_logs()

    subject.preview()
    assert subject.isp.writes() == []

    subject.up()
    changes_are_only_planned(subject)


def changes_are_only_planned(subject: Stack) -> None:
    """Updates, replacements and deletes."""
    subject.isp.reset_logs()
    # Where there is nothing whose change means a new object, something is changed in place.
    changes = {kind: specimen.replaced or specimen.changed for kind, specimen in SPECIMENS.items()}
    subject.write(program(all_declared(changes), subject.isp))
    planned = subject.preview()
    subject.write("")
    emptied = subject.preview()

    for specimen in SPECIMENS.values():
        step = ("replace" if specimen.replaced else "update", subject.token(specimen.kind), specimen.kind)
        assert step in planned.steps
    assert {operation for operation, _, _ in planned.steps} >= {"update", "replace"}
    assert emptied.changes == {"delete": RESOURCES}
    assert subject.isp.writes() == []


def other_python() -> Path:
    """Another supported Python than this one, from PATH or from pyenv."""
    ours = sys.version_info[:2]
    wanted = [minor for minor in (12, 13, 11) if (3, minor) != ours]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [
        *(Path(found) for minor in wanted if (found := shutil.which(f"python3.{minor}"))),
        *(path for minor in wanted for path in sorted(pyenv.glob(f"3.{minor}.*/bin/python"))),
    ]
    for candidate in candidates:
        # A shim may be on PATH without a Python behind it.
        if subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
            return candidate
    raise AssertionError("a second Python (3.11 to 3.13) is needed on PATH or under pyenv")


@keeps(6)
@on_both_fronts
def test_promise_6_same_plan_from_another_folder_and_another_python(stack: MakeStack, tmp_path: Path) -> None:
    """A stack of each resource previews without a change from another folder, by another Python."""
    subject = everything(stack)
    written = (subject.project / "__main__.py").read_text()
    subject.up()
    python = install(build(tmp_path / "wheel"), tmp_path / "other-python", other_python())

    moved = tmp_path / "somewhere" / "else"
    shutil.copytree(subject.project, moved)
    subject.project = moved
    subject.environ["PULUMI_PYTHON_CMD"] = str(python)
    subject.environ["PATH"] = f"{python.parent}{os.pathsep}{subject.environ['PATH']}"
    subject.write(f"import sys\nassert sys.executable == {str(python)!r}\n" + written)

    assert subject.preview("--expect-no-changes").changes == {"same": RESOURCES}


@keeps(7)
@on_both_fronts
def test_promise_7_two_thousand_resources(stack: MakeStack) -> None:
    """A program of all kinds previews; what is asked are pages, and no depth or table runs out."""
    subject = stack("")
    each = 2000 // len(SPECIMENS)
    declared = many_declared(each)
    subject.write(program(declared, subject.isp))
    subject.isp.reset_logs()

    planned = subject.preview("--suppress-outputs")

    assert planned.changes == {"create": len(declared)}
    assert subject.isp.writes() == []
    assert len(subject.isp.cms.requests) < 20
    assert len(subject.isp.cloudconnexa.requests) < 20


@on_both_fronts
def test_promise_8_a_secret_never_appears_in_plain_text(stack: MakeStack, quickstart: Path) -> None:
    """A whole life, failures included, leaves no password, secret or token in output, state or any file."""
    subject = stack(quickstart)
    subject.environ["PULUMI_ISP_LOG"] = "bodies"
    isp = subject.isp
    printed = [subject.preview("--debug").text, subject.up("--debug").text]
    tokens = set(isp.cloudconnexa.vendor.secrets()) | set(isp.whmcs.vendor.secrets())
    isp.cms.fault(operation="ont.merge", action="garbage", every=1)
    subject.write(quickstart.read_text().replace("description=subscriber.product", 'description="new"'))
    printed.append(subject.up("--debug", fails=True).text)
    isp.cms.clear_faults()
    isp.cloudconnexa.fault(operation="users.update", action="status", every=1, status=400, body="nonsense")
    subject.write(quickstart.read_text().replace("Operations", "Centre"))
    printed.append(subject.up("--debug", fails=True).text)
    isp.cloudconnexa.clear_faults()
    printed += [subject.refresh("--debug").text, subject.up("--debug").text]
    printed += [subject.run("stack", "export").text, subject.destroy().text]
    tokens |= set(isp.cloudconnexa.vendor.secrets())

    assert "networks.create: POST" in printed[1]
    assert "Asked: PUT" in printed[3]
    # Session ids of a CMS are small numbers; they cannot be told from other numbers in a text.
    hidden = {*isp.secrets.values(), *(token for token in tokens if len(token) >= 8)}
    passwords = {service["password"] for service in isp.whmcs.state()["services"] if service.get("password")}
    forms = {form for secret in hidden | passwords for form in secret_forms(secret)}
    assert len(forms) > 8
    found = {form for text in printed for form in forms if form in text}
    found |= {f"{form} in {path.name}" for path, text in subject.files() for form in forms if form in text}
    assert found == set()


@on_both_fronts
@pytest.mark.parametrize(
    "release",
    [
        pytest.param(
            release, marks=[keeps(8, releases=[release]), *([pytest.mark.large] if release in OLDER else [])]
        )
        for release in RELEASES
    ],
)
def test_promise_8_a_secret_of_any_resource_never_appears_in_plain_text(stack: MakeStack) -> None:
    """Each text that a program has marked, of each resource: made, changed, refreshed and deleted."""
    subject = stack("")
    hidden = [
        replace(each, properties=secretly(each.properties, each.specimen.texts)) for each in all_declared()
    ]
    changes = {kind: specimen.changed for kind, specimen in SPECIMENS.items()}
    changed = [
        replace(each, properties=secretly(each.properties, each.specimen.texts))
        for each in all_declared(changes)
    ]
    subject.write(program(hidden, subject.isp))
    printed = [subject.up("--debug").text]
    subject.write(program(changed, subject.isp))
    printed += [subject.up("--debug").text, subject.refresh("--debug").text, subject.destroy().text]

    shown = "\n".join(printed) + "".join(text for path, text in subject.files() if path.name != "__main__.py")
    specimens = SPECIMENS.values()
    declared = repr([(each.full, each.changed) for each in specimens])
    texts = [text for each in specimens for text in each.texts.values()]
    texts += [each.changed[name] for each in specimens for name in each.texts if name in each.changed]
    # What is a part of something else stands there, hidden or not.
    told_apart = [text for text in texts if declared.count(text) == 1]
    assert len(told_apart) > 2 * len(specimens)
    assert [text for text in told_apart if text in shown] == []


@keeps(9)
@on_both_fronts
def test_promise_9_delete_of_what_is_already_gone_succeeds(stack: MakeStack) -> None:
    """Destroying what somebody has deleted already succeeds."""
    subject = everything(stack)
    subject.up()

    what_is_gone_is_deleted(subject)


def what_is_gone_is_deleted(subject: Stack) -> None:
    """All objects of the stack are deleted at the vendors before."""
    remove_all(subject)

    destroyed = subject.destroy()

    assert destroyed.changes == {"delete": RESOURCES}
    assert subject.resources() == []


@on_both_fronts
@pytest.mark.parametrize("kind", [pytest.param(kind, marks=keeps(10, kinds=[kind])) for kind in SPECIMENS])
def test_promise_10_every_refused_input_names_its_path_before_any_request(
    stack: MakeStack, kind: str
) -> None:
    """All bad inputs of a resource are named at once, and nothing was sent to anybody."""
    specimen = SPECIMENS[kind]
    subject = stack("")
    subject.write(program([Declared("bad", specimen, specimen.all_bad)], subject.isp))

    refused = subject.up(fails=True)

    assert [path for path in (*specimen.bad, *SHARED_BAD) if f"{path}: " not in refused.text] == []
    assert subject.isp.cms.requests == subject.isp.cloudconnexa.requests == []


@keeps(13)
@on_both_fronts
def test_promise_13_unknown_values_in_preview_are_tolerated_everywhere(stack: MakeStack) -> None:
    """Every property of every resource, and a data source's argument, wait for what does not exist yet."""
    unknown_values_are_tolerated(stack(""))


def unknown_values_are_tolerated(subject: Stack) -> None:
    """In the preview of a program whose values all come from what is yet to be made."""
    calls = []
    for front in dynamic.PROVIDERS:
        life = front.lifecycle
        for whole in (True, False):
            values = {
                name: "[later]" if isinstance(field, ListOf) and not whole else "later"
                for name, field in life.schema().fields.items()
            }
            words = ", ".join(f"{name}={value}" for name, value in values.items())
            calls.append(f'{life.vendor}.{life.kind}("{life.kind}-{whole}", {words})')
    subject.write(
        f"""
        from pulumi_isp import calix, cloudconnexa, whmcs

        first = cloudconnexa.Network("first", name="First")
        later = first.system_subnets.apply(lambda _: "later")
        client = whmcs.get_client_output(later.apply(int))
        calix.Ont("of-a-client", network_name="hill", ont_profile=162, ont_id=7, description=client.status)
        {"; ".join(calls)}
        """
    )
    subject.isp.reset_logs()

    planned = subject.preview()

    assert planned.changes == {"create": 2 + 2 * len(dynamic.PROVIDERS)}
    assert subject.isp.whmcs.requests == []
    assert subject.isp.writes() == []


@on_both_fronts
@pytest.mark.parametrize(
    "release",
    [
        pytest.param(
            release,
            marks=[
                keeps(1, 2, 3, 4, 5, 9, 13, 17, kinds=HAVE_RELEASES, releases=[release]),
                pytest.mark.large,
            ],
        )
        for release in OLDER
    ],
)
def test_the_promises_hold_with_an_older_release(stack: MakeStack) -> None:
    """One stack's whole life, with all that the release has of each resource."""
    subject = stack("")
    unknown_values_are_tolerated(subject)
    subject.isp.reset_logs()

    def declare() -> None:
        subject.write(program(all_declared(), subject.isp))

    declare()
    subject.preview()
    assert subject.isp.writes() == []
    subject.up()
    nothing_is_to_do(subject)
    changes_are_only_planned(subject)
    declare()
    drift_is_shown_and_repaired(subject)
    assert refuses_to_delete(subject) == set(SPECIMENS)
    declare()
    subject.up()
    what_is_gone_is_made_again(subject)
    what_is_gone_is_deleted(subject)

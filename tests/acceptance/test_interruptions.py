"""Promise 11: runs that are cut short at the worst moment, and continued."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import mkdtemp

import psutil
import pytest
from tests.support.stack import COMMAND_LIMIT, Running, Stack, on_both_fronts
from tests.support.waiting import wait_until

from pulumi_isp_provider.transport.meeting import VARIABLE
from pulumi_isp_simulators import Fault

MakeStack = Callable[[str | Path], Stack]
Blow = Callable[[Running], None]

PROGRAM = """
    from pulumi_isp import calix, cloudconnexa

    calix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162, description="Hill Road 7")
    plant = cloudconnexa.Network("network", name="Plant", description="shelves")
    cloudconnexa.Route("route", network_id=plant.id, subnet="10.20.0.0/24")
    cloudconnexa.User("user", username="noc", email="noc@isp.example", first_name="Net")
"""
EMPTY = ""


def ctrl_c(running: Running) -> None:
    """Ask once: what is under way is to end, and to be saved."""
    running.process.send_signal(signal.SIGINT)
    running.process.wait(COMMAND_LIMIT)


def ctrl_c_twice(running: Running) -> None:
    """Ask, and insist as soon as the engine has taken note."""
    said = running.text.count("\n")
    running.process.send_signal(signal.SIGINT)
    wait_until(lambda: running.text.count("\n") > said, "the engine says something to that")
    running.process.send_signal(signal.SIGINT)
    running.process.wait(COMMAND_LIMIT)


def providers_of(running: Running) -> list[psutil.Process]:
    """The processes in which our fronts run."""
    found = [
        process
        for process in running.look()
        if re.search(r"pulumi\.dynamic|pulumi-resource-isp", " ".join(process.cmdline()))
    ]
    assert found
    return found


def out_of_memory(running: Running) -> None:
    """The provider's process goes, as a machine without memory would pick it; the engine stays."""
    for process in providers_of(running):
        process.kill()
    running.process.wait(COMMAND_LIMIT)


def power_cut(running: Running) -> None:
    """Everything is gone at once, and the stack's lock stays behind."""
    running.kill()


HELD_LONG = 300
"""Seconds for which a vendor holds a request that is not to be answered before the blow falls."""


def hold(subject: Stack, operations: Iterable[str], where: str, seconds: float = HELD_LONG) -> list[Fault]:
    """Have the vendors hold the next of each of these requests, before or after its effect."""
    return [
        (subject.isp.cms if operation.startswith("ont.") else subject.isp.cloudconnexa).fault(
            operation=operation, action="stall", seconds=seconds, hold=where
        )
        for operation in operations
    ]


def strike(subject: Stack, command: str, held: list[Fault], blow: Blow) -> None:
    """Run a command until the vendors hold all these requests; then let the blow fall."""
    # After another process has sent, the first request to a tenant goes alone, and the vendor would hold it.
    subject.environ[VARIABLE] = mkdtemp(dir=subject.folder, prefix="limits-")
    with subject.started(command, "--yes", "--skip-preview") as running:
        wait_until(
            lambda: all(fault.struck for fault in held) or running.process.poll() is not None,
            "the requests are in the vendors' hands",
        )
        assert [fault.operation for fault in held if not fault.struck] == [], running.text
        blow(running)
    subject.isp.cms.clear_faults()
    subject.isp.cloudconnexa.clear_faults()


def recover(subject: Stack) -> None:
    """What docs/operations.md says to do: free the stack if it is locked."""
    if any((subject.folder / "backend").rglob("locks/**/*.json")):
        subject.run("cancel", "--yes")


def there(subject: Stack) -> dict[str, list[str]]:
    """What stands at the vendors, by its natural key; twice where it stands there twice."""
    onts = subject.isp.cms.state()["networks"][0].get("onts", [])
    tenant = subject.isp.cloudconnexa.state()
    return {
        "onts": [str(ont["id"]) for ont in onts if ont.get("descr")],
        "networks": [network["name"] for network in tenant.get("networks", [])],
        "routes": [route["subnet"] for route in tenant.get("routes", [])],
        "users": [user["username"] for user in tenant.get("users", []) if user["username"] == "noc"],
    }


ALL_OF_IT = {"onts": ["7"], "networks": ["Plant"], "routes": ["10.20.0.0/24"], "users": ["noc"]}
NOTHING: dict[str, list[str]] = {what: [] for what in ALL_OF_IT}
CREATES = ("ont.create", "networks.create", "users.create")
DELETES = ("ont.delete", "networks.delete", "users.delete")


@pytest.mark.parametrize(
    ("front", "blow", "where"),
    [
        ("dynamic", ctrl_c_twice, "answer"),
        ("dynamic", power_cut, "request"),
        ("dynamic", power_cut, "answer"),
        pytest.param("dynamic", ctrl_c_twice, "request", marks=pytest.mark.large),
        *(
            pytest.param("plugin", blow, where, marks=pytest.mark.large)
            for blow in (ctrl_c_twice, power_cut)
            for where in ("request", "answer")
        ),
    ],
)
def test_promise_11_creates_that_are_cut_short(stack: MakeStack, blow: Blow, where: str) -> None:
    """Three creates are in the vendors' hands, unmade or unanswered, when the run ends: each ends up once."""
    subject = stack(PROGRAM)

    strike(subject, "up", hold(subject, CREATES, where), blow)
    recover(subject)
    subject.up()

    assert there(subject) == ALL_OF_IT
    assert subject.up("--expect-no-changes").changes == {"same": 4}


@on_both_fronts
def test_promise_11_a_single_ctrl_c_saves_what_is_under_way(stack: MakeStack) -> None:
    """The engine waits for the creates that have begun, and state knows them; the next run does the rest."""
    subject = stack(PROGRAM)

    strike(subject, "up", hold(subject, CREATES, "answer", seconds=2), ctrl_c)
    saved = {entry["urn"].rsplit("::", 1)[1] for entry in subject.resources()}
    subject.up()

    assert saved >= {"ont", "network", "user"}
    assert there(subject) == ALL_OF_IT
    assert subject.up("--expect-no-changes").changes == {"same": 4}


ONTS = """
    from pulumi_isp import calix

    for number in range(20):
        calix.Ont(f"ont-{number}", network_name="hill", ont_id=100 + number, ont_profile=162)
"""


@pytest.mark.parametrize("front", ["plugin"])
def test_promise_11_a_single_ctrl_c_records_each_object_that_was_made(stack: MakeStack) -> None:
    """Twenty slow creates, of which some have ended, some wait for others, and some have not begun."""
    subject = stack(ONTS)
    slow = subject.isp.cms.fault(
        operation="ont.create", action="stall", seconds=0.3, hold="answer", every=1, times=20
    )

    with subject.started("up", "--yes", "--skip-preview", "--parallel", "4") as running:
        wait_until(
            lambda: slow.struck > 1 or running.process.poll() is not None, "two creates have come through"
        )
        ctrl_c(running)
    made = {str(ont["id"]) for ont in subject.isp.cms.state()["networks"][0]["onts"] if int(ont["id"]) >= 100}
    recorded = {resource["id"].removeprefix("hill/") for resource in subject.resources()}
    rest = subject.up()

    assert recorded == made
    assert 1 < len(made) < 20
    assert not subject.state()["deployment"].get("pending_operations")
    assert rest.changes == {"same": len(made), "create": 20 - len(made)}


@pytest.mark.parametrize("front", ["plugin"])
def test_promise_11_a_plugin_outlives_its_engine_only_for_what_is_under_way(stack: MakeStack) -> None:
    """The engine alone is killed: the creates end, the plugin logs out and ends, each object is once."""
    subject = stack(PROGRAM)

    def engine_killed(running: Running) -> None:
        left = providers_of(running)
        running.process.kill()
        assert psutil.wait_procs(left, timeout=COMMAND_LIMIT)[1] == []

    strike(subject, "up", hold(subject, CREATES, "answer", seconds=2), engine_killed)
    assert subject.isp.cms.count("login") == subject.isp.cms.count("logout") > 0
    recover(subject)
    subject.up()

    assert there(subject) == ALL_OF_IT


CHANGED = {
    "updates": (("ont.merge", "networks.update", "users.update"), ALL_OF_IT),
    "replacements": (
        ("ont.create", "routes.create"),
        {**ALL_OF_IT, "onts": ["8"], "routes": ["10.30.0.0/24"]},
    ),
}
EDITS = {
    "updates": {"Hill Road 7": "Hill Road 7a", "shelves": "all shelves", '"Net"': '"Network"'},
    "replacements": {"ont_id=7": "ont_id=8", "10.20.0.0/24": "10.30.0.0/24"},
}


def edited(kind: str) -> str:
    """The program with all edits of a kind."""
    text = PROGRAM
    for old, new in EDITS[kind].items():
        text = text.replace(old, new)
    return text


@on_both_fronts
@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("answer", "replacements"),
        pytest.param("answer", "updates", marks=pytest.mark.large),
        pytest.param("request", "replacements", marks=pytest.mark.large),
        pytest.param("request", "updates", marks=pytest.mark.large),
    ],
)
def test_promise_11_changes_that_are_cut_short(stack: MakeStack, kind: str, where: str) -> None:
    """Power goes while updates, or the second halves of replacements, are in the vendors' hands."""
    subject = stack(PROGRAM)
    subject.up()
    subject.write(edited(kind))
    operations, expected = CHANGED[kind]

    strike(subject, "up", hold(subject, operations, where), power_cut)
    recover(subject)
    subject.up()

    assert there(subject) == expected
    assert subject.refresh("--expect-no-changes").changes.keys() <= {"refresh", "same"}
    assert subject.up("--expect-no-changes").changes == {"same": 4}


@on_both_fronts
@pytest.mark.parametrize("where", [pytest.param("request", marks=pytest.mark.large), "answer"])
def test_promise_11_deletes_that_are_cut_short(stack: MakeStack, where: str) -> None:
    """Power goes while deletes are in the vendors' hands; the next destroy leaves nothing."""
    subject = stack(PROGRAM)
    subject.up()

    strike(subject, "destroy", hold(subject, ["ont.delete", "users.delete"], where), power_cut)
    recover(subject)
    subject.destroy()

    assert there(subject) == NOTHING
    assert subject.resources() == []


@pytest.mark.parametrize(
    ("front", "where"),
    [
        ("plugin", "answer"),
        pytest.param("plugin", "request", marks=pytest.mark.large),
        pytest.param("dynamic", "answer", marks=pytest.mark.large),
        pytest.param("dynamic", "request", marks=pytest.mark.large),
    ],
)
def test_promise_11_a_provider_whose_process_is_killed(stack: MakeStack, where: str) -> None:
    """The engine stays; creates, updates and deletes in turn are unmade or unanswered when it goes."""
    subject = stack(PROGRAM)
    subject.configure({"calix:maxDeletions": "100%", "cloudconnexa:maxDeletions": "100%"}, {})

    strike(subject, "up", hold(subject, CREATES, where), out_of_memory)
    made = subject.up()

    assert there(subject) == ALL_OF_IT
    assert made.changes == {"create": 4}

    subject.write(edited("updates"))
    strike(subject, "up", hold(subject, CHANGED["updates"][0], where), out_of_memory)
    changed = subject.up()

    assert changed.changes == {"update": 3, "same": 1}
    assert there(subject) == ALL_OF_IT
    assert subject.refresh("--expect-no-changes").changes == {"refresh": 4}
    assert subject.up("--expect-no-changes").changes == {"same": 4}

    subject.write(EMPTY)
    strike(subject, "up", hold(subject, DELETES, where), out_of_memory)
    dropped = subject.up()

    assert dropped.changes == {"delete": 3}  # the engine had the route deleted before the rest
    assert there(subject) == NOTHING
    assert subject.resources() == []
    assert not subject.state()["deployment"].get("pending_operations")


@on_both_fronts
def test_promise_11_a_program_that_was_changed_after_the_kill(stack: MakeStack) -> None:
    """As docs/operations.md says: back to the program of the killed run, and nothing is left to nobody.

    Until the notes are cleared, a run of another program loses nothing of what they say.
    """
    program = (
        'from pulumi_isp import calix\ncalix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162)\n'
    )
    subject = stack(program)

    strike(subject, "up", hold(subject, ["ont.create"], "answer"), power_cut)
    recover(subject)
    subject.write(EMPTY)
    subject.up()
    (note,) = subject.state()["deployment"]["pending_operations"]
    subject.write(program)
    subject.up()
    subject.refresh("--clear-pending-creates")

    assert note["resource"]["inputs"]["ont_id"] == "7"
    assert not subject.state()["deployment"].get("pending_operations")
    assert [resource["id"] for resource in subject.resources()] == ["hill/7"]
    assert len(subject.isp.cms.state()["networks"][0]["onts"]) == 1


@on_both_fronts
def test_promise_11_a_state_that_is_saved_at_the_end_alone(stack: MakeStack) -> None:
    """PULUMI_SKIP_CHECKPOINTS: an error loses nothing, a kill what the run had made; each ends up once."""
    refused = """
    cloudconnexa.User("stray", username="stray", email="stray@isp.example", group_id="nowhere", opts=after)
    """
    after = "    import pulumi\n    after = pulumi.ResourceOptions(depends_on=[plant])"
    subject = stack(EMPTY)
    subject.environ["PULUMI_SKIP_CHECKPOINTS"] = "true"

    subject.write(PROGRAM)
    strike(subject, "up", hold(subject, ["routes.create"], "answer"), power_cut)
    assert there(subject)["networks"] == ["Plant"]
    assert subject.resources() == []
    recover(subject)

    subject.write(PROGRAM.rstrip() + "\n" + after + refused)
    subject.up("--continue-on-error", fails=True)
    assert len(subject.resources()) == 4

    subject.write(PROGRAM)
    assert subject.up("--expect-no-changes").changes == {"same": 4}
    assert there(subject) == ALL_OF_IT

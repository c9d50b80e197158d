"""The command `pulumi-isp discover` against the simulated vendors, without an engine."""

from __future__ import annotations

import ast
import gc
import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import weakref
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.specimens import SPECIMENS
from tests.support.brownfield import one_of_each, seed
from tests.support.commands import judge
from tests.support.isp import Isp
from tests.support.waiting import wait_until

from pulumi_isp.command import main, systems
from pulumi_isp.command.discover.read import Found, parts
from pulumi_isp.command.discover.undecided import Undecided
from pulumi_isp_provider.calix.client.models import Ont

BIN = Path(sys.executable).parent


def run(*words: str, code: int = 0) -> Result:
    ran = CliRunner().invoke(main, ["discover", *words])
    assert ran.exit_code == code, ran.output
    return ran


def summary(*words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("--json", *words).stdout)
    return told


def texts(folder: str) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in Path(folder).rglob("*.*")}


def test_all_kinds_are_written_the_same_each_time_and_typed(isp: Isp, tmp_path: Path) -> None:
    """A resource that comes to the catalogue is among them. Vendors are only read; no secret shows.

    Which settings of a tenant somebody has set, nobody can tell from those that it came with.
    """
    with one_of_each(isp):
        isp.reset_logs()
        found = summary("one", "--project", "isp")
    summary("two", "--project", "isp")

    assert set(found["found"]) == {kind for kind, each in SPECIMENS.items() if not each.is_only_one}
    assert isp.writes() == []
    assert texts("one") == texts("two")
    assert not [value for value in isp.secrets.values() if value in str([found, texts("one")])]
    judge("one")


def test_a_port_stands_in_the_program_where_something_is_set_on_it(isp: Isp) -> None:
    """An ONT is asked once for its ports, of the kinds that its profile gives; or never."""
    isp.cms.change("ports", "hill/1/3/2", {"descr": "hall"})
    isp.cms.change("ports", "hill/3/3/1", {"admin": "disabled", "duplex": "half"})
    isp.cms.change("ports", "hill/5/3/1", {"duplex": "half"})
    isp.reset_logs()

    found = summary("isp", "--vendor", "calix")["found"]
    asked = [each.operation for each in isp.cms.requests]
    isp.reset_logs()
    without = summary("without", "--vendor", "calix", "--no-ports")["found"]

    assert found == {**without, "calix.OntEthernetPort": 2}
    ports = re.findall(
        r"^calix.OntEthernetPort\(\n(.*?)^\)", texts("isp")["shelves/hill.py"], re.MULTILINE | re.DOTALL
    )
    assert [("ont=hill_1" in each, 'duplex="half"' in each) for each in ports] == [
        (True, False),
        (False, True),
    ]
    assert 'duplex="full"' in ports[0]
    about_ports = {each for each in asked if each.startswith(("onteth", "ontprof"))}
    assert about_ports == {"ontethge.list", "ontprof.list"}
    assert not [each.operation for each in isp.cms.requests if "ontethge" in each.operation]


def test_what_may_be_set_on_a_port_that_is_not_written_is_said(isp: Isp) -> None:
    """One line, however many ports; which of them are not like most, --json names. `--no-ports` asks none."""
    alike = run("alike", "--vendor", "calix").output
    isp.cms.change("ports", "hill/3/3/1", {"admin": "disabled", "duplex": "half"})
    isp.cms.change("ports", "hill/5/3/1", {"duplex": "half", "poe-power-priority": "high"})

    output = run("isp", "--vendor", "calix").output
    [said] = re.findall("^not in the program: .*", output, re.MULTILINE)
    [told] = summary("again", "--vendor", "calix")["not_written"]
    ports = told["number"]

    assert "in 11 other settings; all have the same\n" in alike
    assert output.count(".OntEthernetPort") == 2  # the one that is written is counted among what was found
    assert said == (
        f"not in the program: {ports} of calix.OntEthernetPort, on which nothing is known to be set. Nobody "
        "knows what they have by themselves in 11 other settings; all have the same but 1 (duplex, "
        "poe_power_priority; --json names them)"
    )
    assert told["unlike_most"] == 1
    assert told["properties"]["duplex"] == [
        {"value": "full", "number": ports - 1, "objects": []},
        {"value": "half", "number": 1, "objects": ["hill/5/gigabit/1"]},
    ]
    assert [each["value"] for each in told["properties"]["role"]] == ["uni"]
    assert summary("without", "--vendor", "calix", "--no-ports")["not_written"] == []


def test_for_the_plugin_front_there_is_a_file_to_import_from(isp: Isp) -> None:
    """It names each object as the program does; in a program for many stacks, each has its own."""
    summary("one", "--front", "plugin")
    summary("many", "--front", "plugin", "--split", "shelf")
    summary("dynamic")

    def listed(file: str) -> set[tuple[str, str, str]]:
        resources = json.loads(Path(file).read_text())["resources"]
        return {(each["type"], each["name"], each["id"]) for each in resources}

    remembered = json.loads(Path("one/.pulumi-isp.json").read_text())["objects"]
    everything = {
        (f"isp:{kind.replace('.', ':')}", name, id_)
        for kind, own in remembered.items()
        for id_, (name, _) in own.items()
    }
    assert listed("one/import.json") == everything
    assert 'isp:front:\n    value: "plugin"' in texts("one")["Pulumi.yaml"]
    parts = [listed(f"many/import-{stack}.json") for stack in ("e7_2", "hill", "cloudconnexa")]
    assert [len({type_.split(":")[1] for type_, _, _ in part}) for part in parts] == [1, 1, 1]
    assert set.union(*parts) == everything
    assert not [name for name in texts("dynamic") if "import" in name]


def test_a_program_for_many_stacks_is_typed_and_has_every_module_once(isp: Isp) -> None:
    """A stack for each E7 and one for the tenant, be an E7 called like that or not."""
    state = isp.cms.state()
    isp.cms.load(
        {**state, "networks": [*state["networks"], {**state["networks"][0], "name": "cloudconnexa"}]}
    )

    summary("isp", "--split", "shelf", "--project", "isp")

    main_module = ast.parse(texts("isp")["__main__.py"])
    (stacks,) = (
        ast.literal_eval(node.value)
        for node in main_module.body
        if isinstance(node, ast.AnnAssign) and node.value is not None
    )
    assert stacks["hill"] == ["shelves.hill"]
    assert stacks["cloudconnexa"] == ["shelves.cloudconnexa"]
    assert "users" in stacks["cloudconnexa_2"]
    written = {
        path.removesuffix(".py").replace("/", ".")
        for path in texts("isp")
        if path.endswith(".py") and path not in ("__main__.py", "common.py") and "__init__" not in path
    }
    assert sorted(each for modules in stacks.values() for each in modules) == sorted(written)
    judge("isp")


def test_a_later_run_says_what_has_changed_at_the_vendors(isp: Isp) -> None:
    """And the program has it; what the user has put beside it stays."""
    run("isp")
    Path("isp/Pulumi.dev.yaml").write_text("config: {}\n")
    isp.cloudconnexa.change("networks", "Site 2", {"description": "moved"})
    isp.cloudconnexa.remove("users", "user3")
    state = isp.cms.state()
    state["networks"][0]["onts"].append({"id": 99, "ontprof": 162, "serno": "BEEF"})
    isp.cms.load(state)

    told = run("isp").output
    again = summary("isp")

    for line in (
        "added since the last time: 1\n  calix.Ont hill-99",
        "removed since the last time: 1\n  cloudconnexa.User user3",
        "changed since the last time: 1\n  cloudconnexa.Network Site-2",
    ):
        assert line in told
    assert again["since"] == {"added": [], "removed": [], "changed": []}
    assert '"hill-99"' in texts("isp")["shelves/hill.py"]
    assert "user3" not in texts("isp")["users.py"]
    assert Path("isp/Pulumi.dev.yaml").exists()


def test_a_network_that_is_gone_takes_its_module_along(isp: Isp) -> None:
    """A module that nobody imports would only mislead."""
    run("isp")
    isp.cloudconnexa.remove("networks", "Site 1")

    assert len(summary("isp")["since"]["removed"]) == 4
    assert {path for path in texts("isp") if path.startswith("networks/")} == {
        "networks/__init__.py",
        "networks/site_2.py",
    }


def test_nothing_of_somebody_elses_is_overwritten(isp: Isp, tmp_path: Path) -> None:
    """Neither a folder of another kind, nor what was changed by hand, unless that is asked for."""
    Path("other").mkdir()
    Path("other/notes.txt").write_text("mine")
    Path("file").write_text("mine")
    run("isp")
    Path("isp/users.py").write_text("# by hand\n")
    isp.reset_logs()

    assert "is not empty" in run("other", code=3).output
    assert "is not a folder" in run("file", code=3).output
    refused = run("isp", code=3).output
    assert "users.py" in refused
    assert "--overwrite" in refused
    assert isp.cms.requests == []
    run("isp", "--overwrite")
    assert "user1" in texts("isp")["users.py"]
    assert "has the objects of calix, cloudconnexa" in run("isp", "--vendor", "calix", code=3).output
    Path("isp/.pulumi-isp.json").write_text("{")
    assert "cannot be read" in run("isp", code=3).output


@pytest.mark.parametrize("path", ["../victim.txt", "link/victim.txt", "/victim.txt"])
def test_no_file_outside_of_the_folder_is_read_or_deleted(isp: Isp, tmp_path: Path, path: str) -> None:
    """A program may come from somebody else, with a manifest that names files of ours, or with a link."""
    run("isp", "--no-ports")
    victim = tmp_path / "elsewhere" / "victim.txt"
    victim.parent.mkdir()
    victim.write_text("mine")
    (tmp_path / "isp" / "link").symlink_to(victim.parent)
    file = tmp_path / "isp" / ".pulumi-isp.json"
    manifest = json.loads(file.read_text())
    named = str(victim) if path == "/victim.txt" else path.replace("..", "../elsewhere")
    manifest["files"][named] = hashlib.sha256(b"mine").hexdigest()[:16]
    file.write_text(json.dumps(manifest))

    refused = run("isp", "--no-ports", "--overwrite", code=3).stderr

    assert "lie outside of it" in refused
    assert victim.read_text() == "mine"


def test_a_file_that_became_no_text_was_changed_by_hand(isp: Isp, tmp_path: Path) -> None:
    """Whatever stands in it now."""
    run("isp", "--no-ports")
    (tmp_path / "isp" / "__main__.py").write_bytes(b"\xff\xfe\x00")

    assert "__main__.py" in run("isp", "--no-ports", code=3).stderr


def test_what_no_program_can_declare_is_left_out_with_the_reason(isp: Isp) -> None:
    """An owner, whom the vendor lets nobody change; what is left out is no reference either."""
    isp.cloudconnexa.change("users", "user0", {"role": "OWNER"})

    [left] = summary("isp")["left_out"]

    assert (left["kind"], left["reason"]) == ("cloudconnexa.User", "role: must be one of MEMBER, ADMIN")
    assert "user0" not in texts("isp")["users.py"]


def test_a_shelf_alone_needs_no_list_of_them(isp: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the REST interface, shelves are named."""
    monkeypatch.delenv("CALIX_REST_URL")

    assert "--shelf NAME" in run("isp", "--vendor", "calix", code=1).output
    assert not Path("isp").exists()
    assert summary("isp", "--vendor", "calix", "--shelf", "NTWK-hill")["found"]["calix.Ont"] == 3
    refused = run("other", "--vendor", "calix", "--shelf", "nowhere", code=1).output
    assert "nowhere" in refused


def test_another_connection_is_named_in_the_program(isp: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each resource names it, and its settings are a section."""
    for name, value in {"URL": isp.cms.url, "USERNAME": "engineer"}.items():
        monkeypatch.setenv(f"CALIX__WEST__{name}", value)
    monkeypatch.setenv("CALIX__WEST__PASSWORD", isp.secrets["calix:password"])

    summary("isp", "--connection", "west", "--shelf", "hill")

    assert "calix:west:" in texts("isp")["Pulumi.yaml"]
    assert texts("isp")["shelves/hill.py"].count("connection=") == 6


@pytest.mark.parametrize("what", ["nothing is set", "dead", "refuses", "slow", "speaks nonsense"])
def test_of_a_vendor_that_gives_no_answer_one_learns_which_and_what_to_do(
    isp: Isp, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """In bounded time; and nothing is written."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        if what == "dead":
            monkeypatch.setenv("CALIX_URL", f"http://127.0.0.1:{closed.getsockname()[1]}")
        elif what == "refuses":
            monkeypatch.setenv("CALIX_PASSWORD", "wrong-password")
        elif what == "slow":
            monkeypatch.setenv("CALIX_READ_TIMEOUT", "1")
            isp.cms.fault(operation="ont.list", action="stall", seconds=300, every=1)
        elif what == "speaks nonsense":
            isp.cms.fault(operation="*", action="garbage", body="<html>", every=1)
        else:
            for name in ("URL", "USERNAME", "PASSWORD", "REST_URL"):
                monkeypatch.delenv(f"CALIX_{name}")
                monkeypatch.delenv(f"CLOUDCONNEXA_{name}", raising=False)
            for name in ("CLIENT_ID", "CLIENT_SECRET", "API_VERSION"):
                monkeypatch.delenv(f"CLOUDCONNEXA_{name}")

        told = run("isp", code=1).output

    assert told.startswith("Error: ")
    assert "What to do: " in told
    assert "wrong-password" not in told
    assert "Traceback" not in told
    assert list(Path().iterdir()) == []


def test_progress_and_colours_are_for_terminals(isp: Isp) -> None:
    """On one, what is being read is shown; into a file, no sign of that gets."""
    isp.cloudconnexa.change("users", "user0", {"role": "OWNER"})
    ours, theirs = os.openpty()
    plain = subprocess.Popen(
        [str(BIN / "pulumi-isp"), "discover", "isp"], stdout=subprocess.PIPE, stderr=theirs, text=True
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # how a terminal ends that nobody writes to any more
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    told, _ = plain.communicate()

    assert b"hill: Ont" in shown
    assert "left out: cloudconnexa.User" in told
    assert "\x1b" not in told
    assert "\x1b" not in run("isp").output


def test_ctrl_c_leaves_nothing_behind(isp: Isp) -> None:
    """While a vendor is asked."""
    held = isp.cloudconnexa.fault(operation="users.list", action="stall", seconds=300)
    process = subprocess.Popen(
        [str(BIN / "pulumi-isp"), "discover", "isp"], stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: held.struck or process.poll() is not None, "the vendor has the request")

    process.send_signal(signal.SIGINT)
    _, told = process.communicate()

    assert process.returncode != 0
    assert "Traceback" not in told
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("seeds", [seed(shelves=5, onts=10, networks=0, routes=0, users=0)])
def test_of_a_shelf_that_is_done_nothing_stays_in_memory(isp: Isp) -> None:
    """What was made of it goes with its reader, what the client has listed of it when the next one begins."""
    found: list[weakref.ref[Found]] = []
    with systems.configured(None) as known:
        (source,) = systems.opened(known, ["calix"], "default", [], lambda *_: None)
        for objects, _ in parts(source, lambda *_: None, Undecided()):
            found += map(weakref.ref, objects)
            del objects
            gc.collect()
            held = {each.network_name for each in gc.get_objects() if isinstance(each, Ont)}
            # The shelf itself, and the one that was begun behind it.
            assert len(held) <= 2
    assert len(found) == 20
    assert [each for each in found if each() is not None] == []


CUSTOMERS = {
    "products": [{"pid": 1, "name": "Fibre", "customfields": [{"id": 1, "name": "ONT Serial"}]}],
    "clients": [{"id": 7, "firstname": "Ada", "lastname": "Nobody", "email": "ada@example.net"}],
    "services": [
        {"id": number, "clientid": 7, "pid": 1, "status": status, "customfields": {"ONT Serial": serial}}
        for number, status, serial in (
            (41, "Active", "cxnk 00a1"),
            (42, "Active", "CXNK00A2"),
            (43, "Active", "CXNK00A2"),
            (44, "Terminated", "CXNK00A3"),
        )
    ],
}
NAMED = {
    "cms": {
        "networks": [
            {
                "name": "hill",
                "onts": [
                    {
                        "id": number,
                        "ontprof": 162,
                        "serno": f"A{number}",
                        "services": [{"slot": 3, "port": 1, "service": 1, "tag-action": 1, "bw-prof": 1}],
                    }
                    for number in (1, 2, 3)
                ],
            }
        ]
    },
    "cloudconnexa": {},
    "whmcs": CUSTOMERS,
}


@pytest.mark.parametrize("seeds", [NAMED])
def test_onts_are_called_after_their_customers(isp: Isp, monkeypatch: pytest.MonkeyPatch) -> None:
    """By serial number however spelled, where it is one customer's; services follow; nothing is personal."""
    for name, value in (("ONT_SERIAL_FIELD", "ONT Serial"), ("REQUIRED_FIELDS", "ont_serial")):
        monkeypatch.setenv(f"WHMCS_{name}", value)
    run("plain", "--vendor", "calix")
    run("named", "--vendor", "calix", "--names-from", "whmcs")
    run("plain", "--vendor", "calix", "--names-from", "whmcs")

    program = texts("named")["shelves/hill.py"]
    assert re.findall(r'calix.Ont\(\s*"(.*?)"', program) == ["customer-7-service-41", "hill-2", "hill-3"]
    assert '"customer-7-service-41-gigabit-1-1"' in program
    assert "Ada" not in "".join(texts("named").values())
    assert "customer" not in "".join(texts("plain").values())
    judge("named")

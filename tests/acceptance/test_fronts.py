"""The plugin front on the real engine: one life of all kinds, moves, imports, secrets, and a compact rest."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import all_declared, drift, program
from tests.support.isp import Isp
from tests.support.packages import build, install
from tests.support.stack import COMMAND_LIMIT, Stack, sealed
from tools.engine import Engine

from pulumi_isp_provider.catalogue import RESOURCES
from pulumi_isp_provider.core.hidden import WITNESS
from pulumi_isp_provider.fronts.plugin.schema import package

MakeStack = Callable[[str | Path], Stack]

DECLARED = len(all_declared())
ON_ONTS = {kind for kind, specimen in SPECIMENS.items() if specimen.front.lifecycle.recognised_by}
"""The kinds that are known by the ONT on which they stand."""


def ids(subject: Stack) -> dict[str, str]:
    """The id of each resource in state, by its name."""
    return {entry["urn"].rpartition("::")[2]: entry["id"] for entry in subject.resources()}


def values(subject: Stack) -> dict[str, tuple[Any, Any]]:
    """Inputs and outputs in state, by the resource's name.

    What proves whose ONT something stands on is left out: a read on the plugin seals it, as it cannot know
    whether the ONT's properties are secret.
    """
    return {
        entry["urn"].rpartition("::")[2]: (
            sealed(entry["inputs"]),
            {
                name: sealed(value)
                for name, value in entry["outputs"].items()
                if name != WITNESS or entry["urn"].rpartition("::")[2] not in ON_ONTS
            },
        )
        for entry in subject.resources()
    }


def test_a_stack_moves_to_the_plugin_and_back_with_nothing_changed(stack: MakeStack) -> None:
    """All kinds: made on one front, taken on by the other, refreshed and repaired there; and the way back."""
    subject = stack("")
    isp = subject.isp
    subject.write(program(all_declared(), isp))
    subject.up()
    known = ids(subject)

    subject.move_to("plugin")
    isp.reset_logs()
    moved = subject.up()
    after = values(subject)
    refreshed = subject.refresh()

    assert moved.changes == {"same": DECLARED}
    assert refreshed.changes.keys() <= {"refresh", "same"}
    assert values(subject) == after
    assert isp.writes() == []
    assert ids(subject) == known
    assert {entry["type"] for entry in subject.resources()} == set(map(subject.token, SPECIMENS))

    user = SPECIMENS["cloudconnexa.User"]
    drift(isp, user, known[user.kind], user.drift.values())
    shown = subject.refresh()
    repaired = subject.up()

    assert [name for name in user.drift if name not in shown.text] == []
    assert repaired.changes == {"update": 1, "same": DECLARED - 1}

    subject.move_to("dynamic")
    back = subject.up()
    subject.refresh()
    gone = subject.destroy()

    assert back.changes == {"same": DECLARED}
    assert gone.changes == {"delete": DECLARED}


@pytest.mark.large
@pytest.mark.parametrize("front", ["plugin"])
def test_what_is_made_on_the_plugin_moves_before_it_was_ever_written_again(stack: MakeStack) -> None:
    """State of the plugin alone is enough for the other front, for a refresh and a destroy too."""
    subject = stack("")
    subject.write(program(all_declared(), subject.isp))

    made = subject.up()
    again = subject.up("--expect-no-changes")
    subject.move_to("dynamic")
    moved = subject.up()
    subject.refresh("--expect-no-changes")
    gone = subject.destroy()

    assert made.changes == {"create": DECLARED}
    assert again.changes == {"same": DECLARED}
    assert moved.changes == {"same": DECLARED}
    assert gone.changes == {"delete": DECLARED}


def got(name: str) -> str:
    """The name of what is only read."""
    return f"got-{name}"


def bring_in(subject: Stack, known: dict[str, str]) -> None:
    """`pulumi import` of one of each kind; it finds the settings with the provider of an `up` before."""
    provider = subject.resources()[0]["provider"].rpartition("::")[0]
    wanted = [
        {
            "type": subject.token(each.specimen.kind),
            "name": each.name,
            "id": known[each.name],
            "provider": "isp",
        }
        for each in all_declared()
    ]
    file = subject.folder / "import.json"
    file.write_text(json.dumps({"nameTable": {"isp": provider}, "resources": wanted}))
    options = ("--yes", "--skip-preview", "--protect=false", "--generate-code=false")
    subject.run("import", "--file", str(file), *options)


def test_everything_can_be_imported_and_got_by_id_alone(
    stack: MakeStack, tmp_path: Path, engine: Engine, isp: Isp
) -> None:
    """What one stack has made another imports; a third reads it, then imports by command: nothing differs."""
    maker = stack("")
    maker.write(program(all_declared(), isp))
    maker.up()
    known = ids(maker)
    isp.reset_logs()

    importer = Stack(
        tmp_path / "importer", engine, isp, program(all_declared(), isp, imported=known), "plugin"
    )
    imported = importer.up()
    importer.write(program(all_declared(), isp))
    preview = importer.preview("--expect-no-changes")

    # What is ours alone (force_delete) stands nowhere to be read: the state takes it from the program.
    assert imported.changes["import"] == DECLARED
    assert imported.changes.keys() <= {"import", "update"}
    assert preview.changes == {"same": DECLARED}

    lines = [f"{each.specimen.kind}.get({got(each.name)!r}, {known[each.name]!r})" for each in all_declared()]
    text = "from pulumi_isp import calix, cloudconnexa\n\n" + "\n".join(lines)
    reader = Stack(tmp_path / "reader", engine, isp, text, "plugin")
    read = reader.up()

    assert read.changes == {"read": DECLARED}
    # The import fetches what the program asks for, once; no read does.
    fetched = [f"{kind}-connectors.{what}" for kind in ("host", "network") for what in ("profile", "token")]
    assert sorted(isp.writes()) == [f"cloudconnexa: {each}" for each in fetched]
    for name, specimen in SPECIMENS.items():
        outputs = values(reader)[got(name)][1]
        assert outputs == {**outputs, **specimen.outputs}, name

    isp.reset_logs()
    bring_in(reader, known)
    assert {name: id_ for name, id_ in ids(reader).items() if name in known} == known
    assert isp.writes() == []
    reader.write(program(all_declared(), isp))
    reader.up()
    assert sorted(isp.writes()) == [f"cloudconnexa: {each}" for each in fetched]
    assert reader.preview("--expect-no-changes").changes == {"same": DECLARED}


def test_the_engine_takes_the_package_s_schema(stack: MakeStack) -> None:
    """It asks the command that an installation brings along, and finds no fault with the answer."""
    command = Path(sys.executable).with_name("pulumi-resource-isp")

    described = json.loads(stack("").run("package", "get-schema", str(command)).text)

    assert described["resources"].keys() == {each.plugin_token for each in RESOURCES}


@pytest.mark.parametrize("front", ["plugin"])
def test_a_wait_for_the_vendor_is_shown_under_the_resource_that_waits(stack: MakeStack) -> None:
    """A tenant that wants to be asked later: the line stands with the user, not with the stack or the ONT."""
    subject = stack(
        """
        from pulumi_isp import calix, cloudconnexa

        calix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162)
        cloudconnexa.User("user", username="noc", email="noc@isp.example")
        """
    )
    subject.environ["PULUMI_ISP_LOG"] = "info"
    limited = subject.isp.cloudconnexa.fault("users.create", "throttle", times=1, retry_after=1)

    text = subject.up().text

    assert limited.struck
    shown = [block.strip() for block in text.partition("Diagnostics:")[2].split("\n\n")]
    said = {block.partition("\n")[0] for block in shown if "attempt 2 of" in block}
    assert said == {f"{subject.token('cloudconnexa.User')} (user):"}


BARE = """
    import pulumi

    class Ont(pulumi.CustomResource):
        serial_number: pulumi.Output[str]

    ont = Ont("isp:calix:Ont", "ont", {
        "network_name": "hill", "ont_id": "7", "ont_profile": "162", "serial_number": "A1B2C3",
    })
    found = pulumi.runtime.invoke_output("isp:calix:getOnt", {"id": ont.id})
    pulumi.export("found", found.apply(lambda row: row["serial_number"]))
"""


@pytest.mark.parametrize("front", ["plugin"])
def test_a_program_without_our_package_declares_and_asks(stack: MakeStack) -> None:
    """As other languages do: the settings stand under the package's own name, and a function answers."""
    subject = stack(BARE)
    for key, value in subject.isp.config().items():
        subject.run("config", "rm", key)
        if not key.startswith("whmcs"):
            subject.run("config", "set", "--path", f"isp:{key.replace(':', '.')}", value)
    subject.run(
        "config", "set", "--path", "--secret", "isp:calix.password", subject.isp.secrets["calix:password"]
    )

    made = subject.up()

    assert made.changes == {"create": 1}
    assert subject.run("stack", "output", "found").text.strip() == "A1B2C3"
    assert subject.up("--expect-no-changes").changes == {"same": 1}


ON_E7 = """
    from pulumi_isp import calix

    calix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162, description="Hill Road 7")
    data = calix.Vlan("vlan", network_name="hill", vlan_id=100, name="data")
    calix.VlanMember("member", vlan=data, interface="lag:1")
"""


def without_empty(schema: Any) -> Any:
    """A part of a package's schema without empty lists and texts in it."""
    if not isinstance(schema, dict):
        return schema
    return {name: without_empty(value) for name, value in schema.items() if value not in ([], "")}


@pytest.mark.large
@pytest.mark.parametrize("front", ["plugin"])
def test_an_installed_wheel_is_enough_and_its_objects_can_be_imported(
    stack: MakeStack, tmp_path: Path
) -> None:
    """Nothing is copied by hand; `pulumi import` finds the settings with the provider of an `up` before."""
    python = install(build(tmp_path / "wheel"), tmp_path / "environment")
    subject = stack(ON_E7)
    command = python.with_name("pulumi-resource-isp")
    described = json.loads(subject.run("package", "get-schema", str(command)).text)
    project = subject.project / "Pulumi.yaml"
    project.write_text(project.read_text().replace(str(Path(sys.executable).parent), str(python.parent)))
    subject.environ["PULUMI_PYTHON_CMD"] = str(python)

    made = subject.up()
    entries = subject.resources()
    provider = f"isp={entries[0]['provider'].rpartition('::')[0]}"
    options = ("--yes", "--skip-preview", "--protect=false", "--generate-code=false")
    # The engine writes what depends on others behind them.
    for entry in reversed(entries):
        subject.run("state", "delete", entry["urn"], "--yes")
    for entry in entries:
        name = entry["urn"].rpartition("::")[2]
        subject.run("import", entry["type"], name, entry["id"], "--provider", provider, *options)

    # What `make interop` compiles packages of. The engine leaves out what is empty.
    expected = without_empty(json.loads(json.dumps(package(described["version"]))))
    parts = ("resources", "functions", "types", "provider")
    assert {part: without_empty(described[part]) for part in parts} == {
        part: expected[part] for part in parts
    }
    assert made.changes == {"create": 3}
    assert {each["id"] for each in subject.resources()} == {"hill/7", "hill/100", "hill/100/1"}
    subject.isp.reset_logs()
    subject.up()
    assert subject.preview("--expect-no-changes").changes == {"same": 3}
    assert subject.isp.writes() == []


HIDDEN = """
    import pulumi
    from pulumi_isp import calix, cloudconnexa

    calix.Ont(
        "ont", OPTIONS, network_name="hill", ont_id=7, ont_profile=162,
        serial_number=pulumi.Output.secret("5EC12E7"), description="plain",
    )
    cloudconnexa.Network(
        "network", name="Plant",
        routes=[
            {"subnet": "10.20.0.0/24", "description": pulumi.Output.secret("hush-hush")},
            {"subnet": "10.30.0.0/24", "description": "open"},
        ],
    )
"""


@pytest.mark.parametrize("front", ["plugin"])
def test_what_a_program_hides_stays_hidden_whatever_is_read(stack: MakeStack) -> None:
    """A refresh and drift in a secret read plain values: none stands so anywhere. An import is refused."""
    subject = stack(HIDDEN.replace("OPTIONS", "None"))
    subject.up()
    onts = subject.isp.objects("calix", "onts")
    (known,) = [each for each in onts if str(each["id"]) == "7"]
    (route,) = [
        each for each in subject.isp.objects("cloudconnexa", "routes") if each["subnet"] == "10.20.0.0/24"
    ]
    subject.isp.cloudconnexa.change("routes", route["id"], {"description": "somebody's own"})

    printed = [subject.refresh().text, subject.preview().text, subject.up().text]
    urn = next(each["urn"] for each in subject.resources() if each["type"] == subject.token("calix.Ont"))
    subject.run("state", "delete", urn, "--yes")
    subject.write(HIDDEN.replace("OPTIONS", 'pulumi.ResourceOptions(import_="hill/7")'))
    printed.append(subject.up(fails=True).text)
    assert "ont: serial_number is secret, and an import would show it" in printed[-1]
    subject.write(HIDDEN.replace("OPTIONS", "None"))
    printed.append(subject.up().text)

    assert known["serno"]
    hidden = ("5ec12e7", "hush-hush", "somebody's own")
    found = {each for text in printed for each in hidden if each in text.lower()}
    found |= {
        f"{each} in {path.name}"
        for path, text in subject.files()
        for each in hidden
        if path.name != "__main__.py" and each in text.lower()
    }
    assert found == set()
    assert subject.up("--expect-no-changes").changes == {"same": 2}


TWO = """
    from pulumi_isp import calix

    for name, number in (("a", 7), ("b", 8)):
        calix.Ont(name, network_name="hill", ont_id=number, ont_profile=162, serial_number=f"A{number}")
"""


@pytest.mark.parametrize(
    ("front", "other"), [("dynamic", "plugin"), pytest.param("plugin", "dynamic", marks=pytest.mark.large)]
)
def test_a_run_that_moves_a_stack_deletes_nothing(stack: MakeStack, other: str) -> None:
    """A new name, and a replacement on request: the old front's process knows nothing of a take-over."""
    subject = stack(TWO)
    first = subject.front
    subject.up()
    renamed = TWO.replace('"a"', '"renamed"')
    subject.write(renamed)
    subject.isp.reset_logs()

    subject.move_to(other)
    refused = subject.up(fails=True)

    assert "hill/7 is not deleted: the stack is moving to another front" in refused.text
    assert "What to do" in refused.text
    subject.move_to(first)
    subject.up()
    subject.move_to(other)
    assert subject.up().changes == {"same": 2}

    # One that the engine tells nobody of before it deletes.
    urn = next(each["urn"] for each in subject.resources() if each["urn"].endswith("::b"))
    subject.run("state", "taint", urn, "--yes")
    subject.move_to(first)
    refused = subject.up(fails=True)
    assert "hill/8 is not deleted: the stack is moving to another front" in refused.text
    subject.move_to(other)
    subject.up()
    assert subject.isp.writes() == []
    assert sorted(ids(subject).values()) == ["hill/7", "hill/8"]
    subject.up("--expect-no-changes")


IMPORTS = """
    import pulumi
    from pulumi_isp import calix

    calix.Ont(
        "ont", pulumi.ResourceOptions(import_="hill/9"), network_name="hill", ont_id=9, ont_profile=162, MORE
    )
"""


@pytest.mark.parametrize("front", ["plugin"])
def test_an_import_of_somebody_else_s_ont_is_refused(stack: MakeStack) -> None:
    """A wrong number in `import_`: neither is his serial number changed, nor cleared; in the preview, too."""
    subject = stack(IMPORTS)
    subject.isp.cms.load(
        {
            "networks": [
                {"name": "hill", "onts": [{"id": 9, "ontprof": 162, "serno": "B2", "subscr-id": "s-2"}]}
            ]
        }
    )
    for more, says in (
        ('serial_number="A1", subscriber_id="s-1"', "serial_number (there 'B2', here"),
        ("", "serial_number (there 'B2', here"),
        ('serial_number="B2", subscriber_id="s-1"', "subscriber_id (there 's-2', here 's-1')"),
    ):
        subject.write(IMPORTS.replace("MORE", more))

        planned = subject.preview(fails=True)
        refused = subject.up(fails=True)

        for each in (planned, refused):
            assert "hill/9 is not changed: it was imported by its id" in each.text, more
            assert says in each.text, more
    assert subject.isp.writes() == []
    # The engine has it in state by now. It is let go, and the right one comes.
    subject.write("")
    assert "hill/9 is left alone" in subject.up().text
    assert subject.isp.writes() == []
    subject.write(IMPORTS.replace("MORE", 'serial_number="B2", subscriber_id="s-2"'))
    assert subject.up().changes == {"import": 1, "update": 1}
    assert subject.isp.writes() == []
    subject.up("--expect-no-changes")
    subject.write("")
    subject.up()
    assert subject.isp.objects("calix", "onts") == []


@contextmanager
def under_a_debugger(subject: Stack) -> Iterator[subprocess.Popen[str]]:
    """The plugin's process, started by a person; what the engine would start by itself does not work."""
    command = Path(sys.executable).with_name("pulumi-resource-isp")
    broken = subject.project / "broken"
    broken.mkdir()
    (broken / command.name).write_text("#!/bin/sh\nexit 1\n")
    (broken / command.name).chmod(0o755)
    project = subject.project / "Pulumi.yaml"
    project.write_text(project.read_text().replace(str(command.parent), broken.name))
    with subprocess.Popen([command], env=subject.environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            subject.environ["PULUMI_DEBUG_PROVIDERS"] = f"isp:{process.stdout.readline().strip()}"
            yield process
            process.terminate()
            assert process.wait(COMMAND_LIMIT) == 0
        finally:
            process.kill()


@pytest.mark.parametrize("front", ["plugin"])
def test_a_process_under_a_debugger_serves_run_after_run(stack: MakeStack) -> None:
    """Each run goes by its own config, says under its resources what it does, and knows its own command."""
    subject = stack(TWO)
    cms, password = subject.isp.cms, subject.isp.secrets["calix:password"]
    with under_a_debugger(subject) as process:
        made = subject.run("up", "--yes")  # with a preview: the second run is in the same command
        subject.configure({"calix:maxDeletions": "0"}, {})
        subject.write(TWO.replace(', ("b", 8)', ","))
        kept = subject.up(fails=True)
        subject.configure({}, {"calix:password": "another one"})
        subject.write(TWO.replace('f"A{number}"', 'f"B{number}"'))
        unknown = subject.up(fails=True)
        subject.configure({}, {"calix:password": password})
        subject.write(TWO)
        same = subject.up()
        cms.remove("onts", "hill/7")
        gone = subject.destroy()

        assert process.poll() is None

    assert "+ 4 created" in made.text
    assert "hill/8 is not deleted: this run may" in kept.text
    assert "refused the user name or password" in unknown.text
    assert same.changes == {"same": 2}
    # A destroy is not counted.
    assert gone.changes == {"delete": 2}
    assert f"{subject.token('calix.Ont')} (a):\n    calix.Ont hill/7 was gone already" in gone.text
    assert cms.count("logout") > 0

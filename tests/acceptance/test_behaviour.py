"""What users meet on the real engine beside the promises: messages, adoption, replacement, reads."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import ROOT
from tests.support.stack import Stack, on_both_fronts
from tests.support.waiting import wait_until

MakeStack = Callable[[str | Path], Stack]

ONT = """
    from pulumi_isp import calix

    calix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162, description="Hill Road 7")
"""
PLANT = """
    from pulumi_isp import cloudconnexa

    plant = cloudconnexa.Network("plant", name="Plant")
    cloudconnexa.Route("shelves", network_id=plant, subnet="10.20.0.0/24")
    cloudconnexa.Route("cms", network_id=plant, subnet="10.20.1.0/28")
"""
EXAMPLES = sorted(
    path.parent.relative_to(ROOT) for path in (ROOT / "examples/resources").rglob("__main__.py")
)


def test_the_examples_go_up_once_and_down_again(stack: MakeStack) -> None:
    """Every example program creates what it says, has nothing to do twice, and leaves nothing behind."""
    programs = [str(ROOT / example / "__main__.py") for example in EXAMPLES]
    subject = stack(f"import runpy\n\nfor program in {programs!r}:\n    runpy.run_path(program)\n")

    created = subject.up().changes
    assert set(created) == {"create"}
    assert subject.up("--expect-no-changes").changes == {"same": created["create"]}
    assert subject.destroy().changes == {"delete": created["create"]}
    assert subject.resources() == []


@on_both_fronts
def test_a_missing_setting_is_one_clear_error_for_a_resource(stack: MakeStack) -> None:
    """A resource whose connection lacks a setting is refused in preview, with both ways to set it."""
    subject = stack(ONT)
    subject.run("config", "rm", "calix:password")

    refused = subject.preview(fails=True)

    assert "pulumi config set --secret calix:password" in refused.text
    assert "CALIX_PASSWORD" in refused.text
    assert "Traceback" not in refused.text


def test_a_missing_setting_is_one_clear_error_for_a_data_source(stack: MakeStack, quickstart: Path) -> None:
    """A data source whose connection lacks a setting ends the program with the message alone."""
    subject = stack(quickstart)
    subject.run("config", "rm", "whmcs:secret")

    refused = subject.preview(fails=True)

    assert "pulumi config set --secret whmcs:secret" in refused.text
    assert "WHMCS_SECRET" in refused.text
    assert "Traceback" not in refused.text


@on_both_fronts
def test_settings_may_come_from_the_environment(stack: MakeStack, quickstart: Path) -> None:
    """Everything that config does not say may stand in the environment, secrets included."""
    subject = stack(quickstart)
    for key, value in {**subject.isp.config(), **subject.isp.secrets}.items():
        subject.run("config", "rm", key)
        vendor, _, name = key.partition(":")
        words = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
        subject.environ[f"{vendor}_{words}".upper()] = value

    assert subject.up().changes == {"create": 8}


def test_the_project_at_the_root_runs_as_it_is(stack: MakeStack) -> None:
    """Pulumi.yaml at the root, whose main is the quickstart, goes up with the environment activated."""
    subject = stack("")
    shutil.copyfile(ROOT / "Pulumi.yaml", subject.project / "Pulumi.yaml")
    (subject.project / "__main__.py").unlink()
    shutil.copytree(ROOT / "examples/quickstart", subject.project / "examples/quickstart")
    del subject.environ["PULUMI_PYTHON_CMD"]  # an activated environment only changes PATH
    subject.run("stack", "init", "root")
    subject.run("stack", "select", "root")
    subject.stack = "root"
    subject.configure(subject.isp.config(), subject.isp.secrets)

    assert subject.up().changes == {"create": 8}
    assert subject.up("--expect-no-changes").changes == {"same": 8}
    assert subject.destroy().changes == {"delete": 8}


@on_both_fronts
def test_a_named_connection_is_another_system(stack: MakeStack) -> None:
    """A resource with connection="west" goes to the system of that section; moving it replaces it."""
    subject = stack(ONT.replace('"ont",', '"ont", connection="west",'))
    isp = subject.isp
    subject.run("config", "set", "--path", "calix:west.url", isp.cms.url)
    subject.run("config", "set", "--path", "calix:west.username", "engineer")
    subject.run("config", "set", "--path", "--secret", "calix:west.password", isp.secrets["calix:password"])
    subject.run("config", "rm", "calix:password")

    assert subject.up().changes == {"create": 1}

    subject.write(ONT)
    refused = subject.preview(fails=True)
    assert "calix:password is not set" in refused.text


@on_both_fronts
def test_an_error_is_one_text_that_says_what_where_and_what_to_do(stack: MakeStack) -> None:
    """What fails in diff, create, update and delete shows what we say of it, and no frame of anybody's.

    A delete that a missing right prevents is no reason to delete a subscriber's services.
    """
    head = "from pulumi_isp import calix\n"
    line = 'calix.Ont("o{0}", network_name="hill", ont_id={0}, ont_profile={1})\n'
    subject = stack(head + line.format(7, 162) + line.format(8, 162))
    subject.up()
    for operation in ("ont.create", "ont.merge", "ont.delete"):
        subject.isp.cms.fault(operation=operation, action="status", every=1, status=403)

    # ONT 7 changes, 9 is new, and 8 cannot be moved to where there is no E7; then 8 is to be deleted.
    without = head + line.format(7, 157) + line.format(9, 162)
    subject.write(without + line.format(8, 162).replace("hill", "nowhere"))
    first = subject.up("--continue-on-error", fails=True)
    subject.write(without)
    second = subject.up("--continue-on-error", fails=True)

    printed = first.text + second.text
    for said in (
        "hill/8 was not replaced",
        "operation onts.update, object Ont 7, node NTWK-hill",
        "operation onts.create, object Ont 9, node NTWK-hill",
        "operation onts.delete, object Ont 8, node NTWK-hill",
    ):
        assert said in printed
    assert "What to do: The account needs the CMS privilege" in printed
    assert "Traceback" not in printed
    assert ".py" not in printed
    assert "force_delete" not in printed


@on_both_fronts
def test_a_wrong_password_is_named_as_such(stack: MakeStack) -> None:
    """Refused credentials end in an error that names the login, not in a retry loop."""
    subject = stack(ONT)
    subject.configure({}, {"calix:password": "wrong-on-purpose"})
    subject.isp.reset_logs()

    failed = subject.up(fails=True)

    assert "refused the user name or password" in failed.text
    assert "wrong-on-purpose" not in failed.text
    assert subject.isp.cms.count("login") <= 2


@on_both_fronts
def test_every_session_is_closed_when_a_command_ends(stack: MakeStack) -> None:
    """Up, refresh and destroy each log out of the CMS: sessions that stay open fill its table."""
    subject = stack(ONT)
    subject.isp.reset_logs()

    subject.up()
    subject.refresh()
    subject.destroy()

    # A provider's last request may still be on its way when the engine has ended.
    cms = subject.isp.cms
    wait_until(lambda: cms.count("login") == cms.count("logout") > 0, "each session is closed")


def test_a_lost_state_is_rebuilt_by_taking_over_what_is_there(stack: MakeStack, tmp_path: Path) -> None:
    """A new stack over the same vendors takes over identical objects; nothing exists twice."""
    subject = stack(PLANT)
    subject.up()
    before = subject.isp.cloudconnexa.state()
    subject.run("stack", "rm", "--yes", "--force", "--preserve-config", "test")
    subject.run("stack", "init", "test")
    subject.configure(subject.isp.config(), subject.isp.secrets)

    rebuilt = subject.up()

    assert rebuilt.changes == {"create": 3}
    assert subject.isp.cloudconnexa.state() == before
    assert subject.up("--expect-no-changes").changes == {"same": 3}


@on_both_fronts
def test_an_object_that_differs_is_refused_and_can_be_adopted(stack: MakeStack) -> None:
    """An ONT under the same number that differs is an error with the remedy; the remedy works."""
    subject = stack(ONT)
    subject.up()
    subject.isp.cms.change("onts", "hill/7", {"descr": "theirs"})
    subject.run("state", "delete", "--yes", subject.resources()[0]["urn"])

    refused = subject.up(fails=True)
    subject.write(ONT.replace('"ont",', '"ont", adopt_existing=True,'))
    adopted = subject.up()

    assert "exists already and differs in description" in refused.text
    assert "adopt_existing=True" in refused.text
    assert adopted.changes == {"create": 1}
    assert subject.up("--expect-no-changes").changes == {"same": 1}


@on_both_fronts
@pytest.mark.large
def test_a_forced_replacement_ends_with_the_object_in_place(stack: MakeStack) -> None:
    """``--replace`` creates first, which takes the object over; the run says so, and what helps."""
    subject = stack(PLANT)
    subject.up()
    route = next(r for r in subject.resources() if r["urn"].endswith("::cms"))

    replaced = subject.up("--replace", route["urn"])

    assert "is kept, and was not made anew" in replaced.text
    assert "delete_before_replace=True" in replaced.text
    assert [r["id"] for r in subject.resources() if r["urn"].endswith("::cms")] == [route["id"]]
    subject.refresh("--expect-no-changes")


@on_both_fronts
def test_a_resource_with_a_new_name_keeps_its_object(stack: MakeStack) -> None:
    """A resource that is only given a new name in the program is not cut off: nothing is written."""
    subject = stack(ONT)
    subject.up()
    subject.isp.reset_logs()
    subject.write(ONT.replace('"ont",', '"renamed",'))

    renamed = subject.up()

    assert renamed.changes == {"create": 1, "delete": 1}
    assert {w for w in subject.isp.writes() if "create" not in w} == set()
    assert len(subject.isp.cms.state()["networks"][0]["onts"]) == 1
    subject.refresh("--expect-no-changes")


@on_both_fronts
def test_a_changed_key_replaces(stack: MakeStack) -> None:
    """A route with another subnet is a new route: made first where both can exist."""
    subject = stack(PLANT)
    subject.up()
    isp = subject.isp

    def writes() -> list[str]:
        return [
            r.operation
            for r in isp.cloudconnexa.requests
            if r.operation.startswith("routes.") and r.method != "GET"
        ]

    isp.reset_logs()
    subject.write(PLANT.replace("10.20.1.0/28", "10.20.2.0/28"))
    subject.up()
    apart = writes()
    isp.reset_logs()
    subject.write(PLANT.replace("10.20.1.0/28", "10.20.2.0/27"))
    subject.up()

    assert apart == ["routes.create", "routes.delete"]
    assert writes() == ["routes.delete", "routes.create"]


@on_both_fronts
def test_destroying_a_network_spares_its_routes_a_request(stack: MakeStack) -> None:
    """A network's delete takes its routes along; the engine asks for one delete, not for three."""
    subject = stack(PLANT)
    subject.up()
    subject.isp.reset_logs()

    subject.destroy()

    counts = subject.isp.cloudconnexa.counts()
    assert counts.get("networks.delete") == 1
    assert counts.get("routes.delete", 0) == 0


@on_both_fronts
def test_a_refresh_costs_pages_not_resources(stack: MakeStack) -> None:
    """Refreshing a network and forty routes costs one listing; forty ONTs cost their listing's pages."""
    subject = stack(
        """
        from pulumi_isp import calix, cloudconnexa

        plant = cloudconnexa.Network("plant", name="Plant")
        for number in range(40):
            cloudconnexa.Route(f"r{number}", network_id=plant, subnet=f"10.20.{number}.0/24")
            calix.Ont(f"o{number}", network_name="hill", ont_id=number + 100, ont_profile=162)
        """
    )
    subject.up()
    isp = subject.isp
    isp.reset_logs()

    subject.refresh("--expect-no-changes")

    assert {k: v for k, v in isp.cloudconnexa.counts().items() if v} == {"token": 1, "networks.list": 1}
    assert sum(isp.cms.counts().values()) < 40


@on_both_fronts
def test_reading_what_the_program_does_not_manage(stack: MakeStack) -> None:
    """``get`` reads an object by id; one that is not there is an error, not an empty resource."""
    subject = stack(PLANT)
    subject.up()
    network = next(r["id"] for r in subject.resources() if r["type"].endswith("Network"))
    reading = """
    import pulumi

    pulumi.export("name", cloudconnexa.Network.get("found", "ID").name)
"""

    subject.write(PLANT + reading.replace("ID", network))
    subject.up()
    assert subject.run("stack", "output", "name").text.strip() == "Plant"

    subject.write(PLANT + reading.replace("ID", "00000000-0000-0000-0000-000000000000"))
    missing = subject.up(fails=True)
    assert "There is no cloudconnexa.Network" in missing.text
    assert "Compare the id" in missing.text

"""The promises, each on the real engine against the simulators."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.isp import secret_forms
from tests.support.packages import build, install
from tests.support.stack import Stack

from pulumi_isp_provider import dynamic
from pulumi_isp_provider.core.properties import ListOf, properties_of

MakeStack = Callable[[str | Path], Stack]

# One of each resource, with every property declared that somebody could change behind our back.
EVERYTHING = """
    from pulumi_isp import calix, cloudconnexa

    calix.Ont(
        "ont", network_name="hill", ont_id=7, ont_profile=162, serial_number="CXNK00A1B2C3", reg_id="4711",
        subscriber_id="s-7", description="Hill Road 7", admin_state="enabled", pwe3_profile=1,
        us_sdber_rate=4, low_rx_opt_pwr_ne_thresh=-28.5, high_rx_opt_pwr_ne_thresh=-8, battery_present=True,
        pse_max_power_budget=20, poe_class_control="enabled",
    )
    gateway = cloudconnexa.Network("gateway", name="Gateway")
    plant = cloudconnexa.Network(
        "network", name="Plant", description="shelves", internet_access="SPLIT_TUNNEL_ON", egress=True,
        tunneling_protocol="OPENVPN", gateways_ids=[gateway.id],
        routes=[{"subnet": "10.30.0.0/24", "description": "lab"}],
        connectors=[{"name": "plant-1", "vpn_region_id": "eu-central-1"}],
    )
    cloudconnexa.Route("route", network_id=plant, subnet="10.20.0.0/24", description="shelves")
    cloudconnexa.User(
        "user", username="noc", first_name="Net", last_name="Ops", email="noc@isp.example", role="MEMBER",
        group_id="GROUP",
    )
"""
RESOURCES = 5


def everything(stack: MakeStack) -> Stack:
    """The stack of that program, with a user group of the tenant in it."""
    subject = stack("")
    groups = subject.isp.cloudconnexa.state()["user-groups"]
    subject.write(EVERYTHING.replace("GROUP", groups[0]["id"]))
    return subject


def remove_all(subject: Stack) -> None:
    """Delete every object of the stack behind its back; there must be one of each kind of resource."""
    entries = subject.resources()
    assert {entry["type"] for entry in entries} == {dynamic.token(front) for front in dynamic.PROVIDERS}
    # The engine writes what depends on others behind them, and a network takes its routes along.
    for entry in reversed(entries):
        vendor, _, kind = entry["type"].rpartition("/")[2].partition(":")
        system = subject.isp.cms if vendor == "calix" else getattr(subject.isp, vendor)
        system.remove(f"{kind.lower()}s", entry["id"])


def test_promise_1_the_second_up_changes_nothing(stack: MakeStack, quickstart: Path) -> None:
    """Up, and up again: the second one finds everything as it is to be, and writes nothing."""
    subject = stack(quickstart)

    first = subject.up()
    subject.isp.reset_logs()
    second = subject.up("--expect-no-changes")

    assert first.changes == {"create": 8}
    assert second.changes == {"same": 8}
    assert subject.isp.writes() == []


def test_promise_2_refresh_right_after_up_changes_nothing(stack: MakeStack) -> None:
    """A refresh with nothing changed at the vendors leaves state as it is."""
    subject = everything(stack)
    subject.up()
    before = subject.resources()

    refreshed = subject.refresh("--expect-no-changes")

    assert refreshed.changes.keys() <= {"refresh", "same"}
    assert [(r["inputs"], r["outputs"]) for r in subject.resources()] == [
        (r["inputs"], r["outputs"]) for r in before
    ]
    assert subject.up("--expect-no-changes").changes == {"same": RESOURCES}


FRONTS = {front.lifecycle.kind.lower(): front for front in dynamic.PROVIDERS}


def comparable(front: type[dynamic.LifecycleProvider]) -> set[str]:
    """The properties that somebody could change behind our back: all that a vendor lets change in place."""
    properties = properties_of(front.lifecycle.schema)
    return {name for name, each in properties.items() if not each.traits.local and not each.traits.replaces}


def without_empty(state: Any) -> Any:
    """A state without its empty lists: to CloudConnexa, an empty list and none at all are the same."""
    if isinstance(state, dict):
        return {key: without_empty(value) for key, value in state.items() if value != []}
    return [without_empty(item) for item in state] if isinstance(state, list) else state


def test_promise_3_refresh_shows_each_drifted_field_and_up_repairs_it(stack: MakeStack) -> None:
    """Every declared property that somebody changes shows in a refresh, by name, and is put back by up."""
    subject = everything(stack)
    subject.up()
    isp = subject.isp
    before = (isp.cms.state()["networks"], without_empty(isp.cloudconnexa.state()))
    drift: dict[str, dict[str, tuple[str, object]]] = {
        "ont": {
            "ont_profile": ("ontprof", "157"),
            "serial_number": ("serno", "0099FF"),
            "reg_id": ("reg-id", "9999"),
            "subscriber_id": ("subscr-id", "somebody"),
            "description": ("descr", "changed"),
            "admin_state": ("admin", "disabled"),
            "us_sdber_rate": ("us-sdber-rate", "6"),
            "low_rx_opt_pwr_ne_thresh": ("low-rx-opt-pwr-ne-thresh", "-25.0"),
            "high_rx_opt_pwr_ne_thresh": ("high-rx-opt-pwr-ne-thresh", "-9.0"),
            "battery_present": ("battery-present", "false"),
            "pse_max_power_budget": ("pse-max-power-budget", "30"),
            "poe_class_control": ("poe-class-control", "disabled"),
            "pwe3_profile": ("pwe3prof", ""),
        },
        "network": {
            "name": ("name", "Renamed"),
            "description": ("description", "changed"),
            "egress": ("egress", False),
            "internet_access": ("internetAccess", "RESTRICTED_INTERNET"),
            "tunneling_protocol": ("tunnelingProtocol", "IPSEC"),
            "gateways_ids": ("gatewaysIds", []),
        },
        "inline route": {"routes": ("description", "changed")},
        "inline connector": {"connectors": ("vpnRegionId", "it-mxp")},
        "route": {"description": ("description", "changed")},
        "user": {
            "first_name": ("firstName", "Changed"),
            "last_name": ("lastName", "Changed"),
            "email": ("email", "changed@isp.example"),
            "role": ("role", "ADMIN"),
            "group_id": ("groupId", "contractors"),
        },
    }
    drifted = {name: set(fields) for name, fields in drift.items()}
    drifted["network"] |= drifted.pop("inline route") | drifted.pop("inline connector")
    assert drifted == {name: comparable(front) for name, front in FRONTS.items()}
    ids = {entry["urn"].rsplit("::", 1)[1]: entry["id"] for entry in subject.resources()}
    isp.cms.change("onts", ids["ont"], dict(drift["ont"].values()))
    isp.cloudconnexa.change("networks", ids["network"], dict(drift["network"].values()))
    isp.cloudconnexa.change("routes", ids["route"], dict(drift["route"].values()))
    isp.cloudconnexa.change("users", ids["user"], dict(drift["user"].values()))
    lab = next(
        route["id"] for route in isp.cloudconnexa.state()["routes"] if route["subnet"] == "10.30.0.0/24"
    )
    isp.cloudconnexa.change("routes", lab, dict(drift["inline route"].values()))
    connector = isp.cloudconnexa.state()["network-connectors"][0]["id"]
    isp.cloudconnexa.change("network-connectors", connector, dict(drift["inline connector"].values()))

    shown = subject.refresh()
    # Another serial number or subscriber may be another customer's: that needs a word.
    # An `up` that is refused may have repaired others before.
    refused = subject.preview(fails=True)
    text = (subject.project / "__main__.py").read_text()
    subject.write(text.replace('"ont", network_name', '"ont", adopt_existing=True, network_name'))
    repaired = subject.up()

    expected = {name for fields in drift.values() for name in fields}
    assert {name for name in expected if name not in shown.text} == set()
    assert "calix.Ont hill/7 is not changed" in refused.text
    assert repaired.changes == {"update": len(FRONTS), "same": RESOURCES - len(FRONTS)}
    assert (isp.cms.state()["networks"], without_empty(isp.cloudconnexa.state())) == before
    assert subject.up("--expect-no-changes").changes == {"same": RESOURCES}


def test_promise_4_what_was_deleted_behind_our_back_is_made_again(stack: MakeStack) -> None:
    """A refresh drops what is gone; up makes it again, and leaves the rest alone."""
    subject = everything(stack)
    subject.up()
    remove_all(subject)

    refreshed = subject.refresh()
    left = subject.resources()
    again = subject.up()

    assert sum(operation == "delete" for operation, _, _ in refreshed.steps) in {0, RESOURCES}
    assert left == []
    assert again.changes == {"create": RESOURCES}
    assert subject.up("--expect-no-changes").changes == {"same": RESOURCES}


def test_promise_5_preview_writes_nothing(stack: MakeStack) -> None:
    """Previews of creates, updates, replacements and deletes send no request that could change anything."""
    subject = everything(stack)
    subject.isp.reset_logs()

    subject.preview()
    assert subject.isp.writes() == []

    subject.up()
    subject.isp.reset_logs()
    text = (subject.project / "__main__.py").read_text()
    subject.write(text.replace("ont_id=7", "ont_id=8").replace('description="shelves"', 'description="x"'))
    planned = subject.preview()
    subject.write("")
    emptied = subject.preview()

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


def test_promise_6_same_plan_from_another_folder_and_another_python(
    stack: MakeStack, tmp_path: Path, quickstart: Path
) -> None:
    """A stack made here previews without a change from another folder, by another Python."""
    subject = stack(quickstart)
    subject.up()
    python = install(build(tmp_path / "wheel"), tmp_path / "other-python", other_python())

    moved = tmp_path / "somewhere" / "else"
    shutil.copytree(subject.project, moved)
    subject.project = moved
    subject.environ["PULUMI_PYTHON_CMD"] = str(python)
    subject.environ["PATH"] = f"{python.parent}{os.pathsep}{subject.environ['PATH']}"
    subject.write(f"import sys\nassert sys.executable == {str(python)!r}\n" + quickstart.read_text())

    assert subject.preview("--expect-no-changes").changes == {"same": 8}


def test_promise_7_two_thousand_resources(stack: MakeStack) -> None:
    """A program with 2,000 ONTs previews; what is asked are pages, and no depth or table runs out."""
    subject = stack(
        """
        from pulumi_isp import calix

        for number in range(1, 2001):
            calix.Ont(f"ont-{number}", network_name="hill", ont_id=number, ont_profile=162)
        """
    )
    subject.isp.reset_logs()

    planned = subject.preview("--suppress-outputs")

    assert planned.changes == {"create": 2000}
    assert subject.isp.writes() == []
    assert len(subject.isp.cms.requests) < 20


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


def test_promise_9_delete_of_what_is_already_gone_succeeds(stack: MakeStack) -> None:
    """Destroying what somebody has deleted already succeeds."""
    subject = everything(stack)
    subject.up()
    remove_all(subject)

    destroyed = subject.destroy()

    assert destroyed.changes == {"delete": RESOURCES}
    assert subject.resources() == []


@pytest.mark.parametrize(
    ("call", "paths"),
    [
        (
            'calix.Ont("bad", network_name="h/l", ont_profile="x", ont_id=0, serial_number="x", reg_id="")',
            ["network_name", "ont_profile", "ont_id", "serial_number", "reg_id"],
        ),
        (
            'cloudconnexa.Network("b", name="", description="x" * 121, egress="", gateways_ids=[""])',
            ["name", "description", "egress", "gateways_ids[0]"],
        ),
        ('cloudconnexa.Route("bad", network_id="n", subnet="10.0.0.5/24")', ["subnet"]),
        (
            'cloudconnexa.User("bad", username="u" * 121, email="nobody", role="OWNER", first_name="f" * 21)',
            ["username", "email", "role", "first_name"],
        ),
    ],
)
def test_promise_10_every_refused_input_names_its_path_before_any_request(
    stack: MakeStack, call: str, paths: list[str]
) -> None:
    """All bad inputs of a resource are named at once, and nothing was sent to anybody."""
    subject = stack(f"from pulumi_isp import calix, cloudconnexa\n{call}\n")

    refused = subject.up(fails=True)

    assert [path for path in paths if f"{path}: " not in refused.text] == []
    assert subject.isp.cms.requests == subject.isp.cloudconnexa.requests == []


def test_promise_13_unknown_values_in_preview_are_tolerated_everywhere(stack: MakeStack) -> None:
    """Every property of every resource, and a data source's argument, wait for what does not exist yet."""
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
    subject = stack(
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

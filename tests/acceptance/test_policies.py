"""The rules as Pulumi runs them: in a preview, before any write, over a state, and as a remediation."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.policy.cases import CASES, HIDDEN, Given
from tests.support.stack import Stack

from pulumi_isp.policy import RULES
from pulumi_isp.policy.values import UNKNOWN

MakeStack = Callable[[str | Path], Stack]

PROGRAM = """
import json
import pulumi
from pulumi_isp import calix, cloudconnexa

base = cloudconnexa.Network("base", name="Site base", opts=pulumi.ResourceOptions(protect=True))
classes = {"calix.Ont": calix.Ont, "cloudconnexa.Network": cloudconnexa.Network,
           "cloudconnexa.Route": cloudconnexa.Route, "cloudconnexa.User": cloudconnexa.User}

def value(given):
    if given == "?":
        return base.id
    if isinstance(given, list):
        return [value(each) for each in given]
    if isinstance(given, dict):
        return {name: value(each) for name, each in given.items()}
    return given

for each in json.load(open("resources.json")):
    args = {name: value(given) for name, given in each["properties"].items()}
    args.update({name: pulumi.Output.secret(args[name]) for name in each["secrets"]})
    classes[each["kind"]](each["name"], opts=pulumi.ResourceOptions(protect=each["protect"]), **args)
"""
VIOLATION = re.compile(r"- \[(\w+)\]  ([\w-]+)(?:  \(\S+: ([\w.-]+)\))?")


def declare(subject: Stack, resources: Iterable[tuple[str, Given]]) -> None:
    """What the program is to declare, with the names that it is to have."""

    def written(value: Any) -> Any:
        if value is UNKNOWN or value in ("n-1", "g-1"):  # what really has such an id comes with `up`
            return "?"
        if isinstance(value, list):
            return [written(each) for each in value]
        return {name: written(each) for name, each in value.items()} if isinstance(value, dict) else value

    entries = [
        {
            "kind": given.kind.name,
            "name": name,
            "properties": {key: written(each) for key, each in given.properties.items()},
            "secrets": given.secrets,
            "protect": given.is_protected,
        }
        for name, given in resources
    ]
    (subject.project / "resources.json").write_text(json.dumps(entries))


def violations(text: str) -> set[tuple[str, str]]:
    """(rule, resource) of all that Pulumi shows as violated."""
    return {(rule, name) for _, rule, name in VIOLATION.findall(text)}


def path(pack: str) -> str:
    """As a user gets it."""
    command = [sys.executable, "-c", "from pulumi_isp.command import main; main()", "policy-path", pack]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def configured(subject: Stack) -> list[str]:
    """The flags of a strict pack with the settings of all cases."""
    file = subject.project / "policy.json"
    file.write_text(json.dumps({name: case.settings for name, case in CASES.items() if case.settings}))
    return ["--policy-pack", path("strict"), "--policy-pack-config", file.name]


def before() -> dict[str, Given]:
    return {each.name: each for case in CASES.values() for each in case.before}


def test_every_rule_stops_an_update_before_anything_is_written(stack: MakeStack) -> None:
    """On the real engine: what is wrong is named with resource and remedy, the rest is not, and no secret is."""
    subject = stack(PROGRAM)
    subject.configure({"isp:preview": "offline"}, {})
    for name in ("west", "north"):
        subject.run("config", "set", "--path", f"calix:{name}.url", f"http://{name}.test:18080")
        subject.run("config", "set", "--path", f"calix:{name}.username", "engineer")
        subject.run("config", "set", "--path", "--secret", f"calix:{name}.password", "not asked for")
    declare(subject, before().items())
    subject.up()
    subject.isp.reset_logs()
    shown = {name: case for name, case in CASES.items() if not case.provider_refuses}
    known = before()
    wrong = [(each.name, each) for case in shown.values() for each in case.fails]
    # What stood there before stays under its name only where that is what is wrong with it.
    right = [
        (f"{kind}-{name}-{each.name}", each)
        for name, case in shown.items()
        for kind, given in (("unknown", case.unknown), ("secret", case.secret))
        for each in given
        if each.name not in known and "connection" not in each.secrets
    ]
    declare(subject, [*wrong, *right])

    stopped = subject.run("up", "--yes", *configured(subject), fails=True)

    found = violations(stopped.text)
    for rule in (each for each in RULES if each.id in shown):
        case = shown[rule.id]
        named = (case.fails or case.before)[0 if rule.id.endswith("limited") else -1].name
        assert any(each == rule.id and (name == named or repr(named) in stopped.text) for each, name in found)
        assert rule.remedy in " ".join(stopped.text.split())
        assert not {name for each, name in found if each == rule.id and name.startswith(f"unknown-{each}-")}
    assert HIDDEN not in stopped.text
    assert subject.isp.writes() == []

    passes = [
        (each.name if each.name in known else f"{name}-{each.name}", each)
        for name, case in shown.items()
        for each in case.passes
    ]
    declare(subject, [*passes, *((name, each) for name, each in known.items() if name not in dict(passes))])

    passed = subject.run("preview", *configured(subject), fails=True)  # other rules stop what one lets pass

    assert not {(rule, name) for rule, name in violations(passed.text) if name.startswith(f"{rule}-")}
    assert not {rule for rule, _ in violations(passed.text)} & {
        "previous-state",
        "ont-removals-limited",
        "ont-active-kept",
        "ont-switches-limited",
    }


@pytest.mark.parametrize("pack", ["baseline"])
def test_a_remediation_keeps_secrets_and_the_provider(stack: MakeStack, pack: str, tmp_path: Path) -> None:
    """The value is put right, all else stays as it was, and the second `up` changes nothing."""
    subject = stack(
        """
        import pulumi
        from pulumi_isp import cloudconnexa

        cloudconnexa.Network("site", name="Site", description=pulumi.Output.secret("hush-hush-7Q"))
        """
    )
    file = subject.project / "policy.json"
    rule = {"enforcementLevel": "remediate", "allowed": ["RESTRICTED_INTERNET"]}
    file.write_text(json.dumps({"network-internet-access": rule}))
    flags = ["--policy-pack", path(pack), "--policy-pack-config", str(file)]

    subject.run("up", "--yes", *flags)
    again = subject.run("up", "--yes", *flags, "--expect-no-changes")

    assert [each["internetAccess"] for each in subject.isp.cloudconnexa.state()["networks"]] == [
        "RESTRICTED_INTERNET"
    ]
    [entry] = subject.resources()
    assert HIDDEN not in json.dumps(entry)
    assert entry["inputs"]["__provider"]
    assert HIDDEN not in again.text

    # The same rules over the state, with no program and no vendor.
    exported = tmp_path / "state.json"
    exported.write_text(json.dumps(subject.state()))
    analysed = subject.run("policy", "analyze", "--file", str(exported), "--policy-pack", path("strict"), fails=True)
    assert ("protected", "site") in violations(analysed.text) or "is not protected" in analysed.text


def test_a_configuration_with_a_mistake_ends_a_run_before_it_plans(stack: MakeStack) -> None:
    """A mistyped rule, which the engine passes over, and a waiver whose last day is over."""
    subject = stack("import pulumi")
    file = subject.project / "policy.json"
    waiver = {"resource": "x", "owner": "net team", "reason": "move", "expires": "2001-01-01"}
    file.write_text(json.dumps({"ont-profil-allowed": "mandatory", "naming": {"waivers": [waiver]}}))

    stopped = subject.run(
        "preview", "--policy-pack", path("strict"), "--policy-pack-config", "policy.json", fails=True
    )

    assert "policy.json: ont-profil-allowed: no such rule; did you mean ont-profile-allowed?" in stopped.text
    assert "the waiver of net team for x expired on 2001-01-01" in stopped.text

"""The rules as Pulumi runs them: in a preview, before any write, over a state, and as a remediation."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.policy.cases import CASES, HIDDEN, Given, network
from tests.support import ROOT
from tests.support.stack import Stack

from pulumi_isp.policy import RULES, STRICT, StackRule, check, offline
from pulumi_isp.policy.values import UNKNOWN

MakeStack = Callable[[str | Path], Stack]
Named = Iterable[tuple[str, Given]]

PROGRAM = """
import json
import pulumi
from pulumi_isp import calix, cloudconnexa

protected = pulumi.ResourceOptions(protect=True)
declared = json.load(open("resources.json"))
vendors = {"calix": calix, "cloudconnexa": cloudconnexa}
later = "?" in str(declared) and cloudconnexa.Network("later", name="Site later", opts=protected)

def value(given):
    if given == "?":
        return later.id
    if isinstance(given, list):
        return [value(each) for each in given]
    if isinstance(given, dict):
        return {name: value(each) for name, each in given.items()}
    return given

for each in declared:
    args = {name: value(given) for name, given in each["properties"].items()}
    args.update({name: pulumi.Output.secret(args[name]) for name in each["secrets"]})
    aliases = [pulumi.Alias(name=each["was"])] if each["was"] else []
    opts = pulumi.ResourceOptions(protect=each["protect"], aliases=aliases)
    vendor, _, kind = each["kind"].partition(".")
    getattr(vendors[vendor], kind)(each["name"], opts=opts, **args)
"""
SITE = network(
    "site", name="Site of hill", description=HIDDEN, internet_access=None, secrets=("description",)
)
BEFORE = {each.name: each for case in CASES.values() for each in case.before}
SHOWN = {name: case for name, case in CASES.items() if not case.provider_refuses}
ABOUT_THE_STATE = {
    "previous-state",
    "ont-removals-limited",
    "removals-limited",
    "ont-active-kept",
    "ont-switches-limited",
}


def declare(subject: Stack, resources: Named) -> None:
    """What the program is to declare, with the names that it is to have."""

    def written(value: Any) -> Any:
        if value is UNKNOWN or value in ("n-1", "g-1", "h-1"):  # what really has such an id comes with `up`
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
            "was": given.was,
        }
        for name, given in [("site", SITE), *resources]
    ]
    (subject.project / "resources.json").write_text(json.dumps(entries))


def settings(rule: str) -> dict[str, Any]:
    return CASES[rule].settings if rule in CASES else {}


def expected(declared: Named) -> set[tuple[str, str]]:
    """(rule, resource) as the strict rules have it without an engine, over the same resources.

    What is no longer declared, or is about no resource, is the stack's to the engine.
    """
    resources = [replace(given, name=name).resource() for name, given in [("site", SITE), *declared]]
    before = [each.resource() for each in BEFORE.values()]
    return {
        (
            rule.id,
            finding.resource.name
            if finding.resource and finding.resource in resources
            else "acceptance-test",
        )
        for rule in RULES
        for finding in check(
            rule,
            *resources,
            before=before,
            settings={**STRICT.settings.get(rule.id, {}), **settings(rule.id)},
        )
    }


def path(pack: str) -> str:
    """As a user gets it."""
    command = [sys.executable, "-c", "from pulumi_isp.command import main; main()", "policy-path", pack]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def flags(subject: Stack, pack: str, configuration: Mapping[str, Any]) -> list[str]:
    """The flags of a pack with a configuration."""
    (subject.project / "policy.json").write_text(json.dumps(configuration))
    return ["--policy-pack", pack, "--policy-pack-config", "policy.json"]


def test_the_rules_over_the_life_of_a_stack(stack: MakeStack) -> None:
    """The engine finds what the rules find without it; nothing is written, no secret is shown."""
    subject = stack(PROGRAM)
    subject.configure({"isp:preview": "offline"}, {})
    for name in ("WEST", "NORTH"):
        subject.environ |= {
            f"CALIX__{name}__URL": f"http://{name.lower()}.test:18080",
            f"CALIX__{name}__USERNAME": "engineer",
            f"CALIX__{name}__PASSWORD": "not asked for",
        }
    # Of what is protected, the engine refuses the deletion before a policy sees the stack.
    declare(subject, [(name, replace(each, is_protected=False)) for name, each in BEFORE.items()])

    is_put_right_and_keeps_the_rest(subject)
    is_found_in_its_state(subject)
    subject.isp.reset_logs()
    is_stopped(subject)
    is_found_in_the_document_of_a_preview(subject)
    is_seen_alike_on_the_other_front(subject)
    is_stopped_where_the_state_is_not_known(subject)
    passes_with_a_pack_of_ones_own(subject)
    ends_where_the_configuration_is_wrong(subject)
    assert subject.isp.writes() == []
    is_not_written_without_a_preview(subject)


def is_put_right_and_keeps_the_rest(subject: Stack) -> None:
    """A remediation keeps secrets and the provider, and a second `up` changes nothing."""
    repair = {"enforcementLevel": "remediate", "allowed": ["RESTRICTED_INTERNET"]}
    baseline = flags(subject, path("baseline"), {"internet-access": repair})

    subject.up(*baseline)
    again = subject.up(*baseline, "--expect-no-changes")

    [site] = subject.isp.cloudconnexa.state()["networks"]
    assert site["internetAccess"] == "RESTRICTED_INTERNET"
    assert HIDDEN not in again.text


def is_found_in_its_state(subject: Stack) -> None:
    """The same rules over an export, with no program and no vendor, here where its secrets can be read."""
    state = subject.state()
    assert HIDDEN not in json.dumps(state)
    for entry in state["deployment"]["resources"]:
        assert "isp/" not in entry["type"] or entry["inputs"]["__provider"]
    exported = subject.folder / "state.json"
    exported.write_text(json.dumps(state))

    analysed = subject.run(
        "policy", "analyze", "--file", str(exported), "--policy-pack", path("strict"), fails=True
    )

    assert "calix.Ont 'in-service': is not protected" in analysed.text
    assert HIDDEN not in analysed.text


def whatever_is_wrong() -> list[tuple[str, Given]]:
    """What fails, and the same not known or secret; each under a name of its own."""
    wrong = [(each.name, each) for case in SHOWN.values() for each in case.fails]
    # What stood there before stays under its name only where that is what is wrong with it.
    right = [
        (f"{kind}-{name}-{each.name}", each)
        for name, case in SHOWN.items()
        for kind, given in (("unknown", case.unknown), ("secret", case.secret))
        for each in given
        if each.name not in BEFORE and "connection" not in each.secrets
    ]
    return [*wrong, *right]


def is_stopped(subject: Stack) -> None:
    """What is wrong is named with resource and remedy, before anything is done; the rest is not named."""
    declare(subject, whatever_is_wrong())

    strict = flags(subject, path("strict"), {name: case.settings for name, case in CASES.items()})
    stopped = subject.run("up", "--yes", "--diff", *strict, fails=True, events=True)

    assert stopped.violations == expected(whatever_is_wrong())
    assert {rule for rule, _ in stopped.violations} == set(SHOWN)
    for rule in RULES:
        assert (f"What to do: {rule.remedy}" in stopped.text) is (rule.id in SHOWN)
    assert "calix.Ont 'in-service': the subscriber's line is in service" in stopped.text
    assert HIDDEN not in stopped.text


def is_found_in_the_document_of_a_preview(subject: Stack) -> None:
    """Without a pack each rule finds the same, but for what is secret, which the document leaves out."""
    preview, before = subject.folder / "preview.json", subject.folder / "before.json"
    before.write_text(json.dumps(subject.state()))
    preview.write_text(subject.run("preview", "--json").text)

    judged = offline.judge_file(STRICT, preview, config=subject.project / "policy.json", previous=before)

    declared = {name for name, _ in whatever_is_wrong()} | {"site"}
    found = {(each.rule.id, each.urn.rpartition("::")[2]) for each in judged}
    found = {(rule, name if name in declared else "acceptance-test") for rule, name in found}
    everything = expected(whatever_is_wrong())
    assert found <= everything
    assert {rule for rule, _ in found} == set(SHOWN)
    assert HIDDEN not in str(judged)


def is_seen_alike_on_the_other_front(subject: Stack) -> None:
    """Moved to the plugin, the same is found: also of what stands in the state under its old type."""
    strict = flags(subject, path("strict"), {name: case.settings for name, case in CASES.items()})

    subject.move_to("plugin")
    moved = subject.run("preview", "--diff", *strict, fails=True, events=True)
    subject.move_to("dynamic")

    assert moved.violations == expected(whatever_is_wrong())
    assert "calix.Ont 'in-service': the subscriber's line is in service" in moved.text
    assert HIDDEN not in moved.text


def is_stopped_where_the_state_is_not_known(subject: Stack) -> None:
    """Of what is deleted, nothing is known then: each rule about it says so, whatever the rest is set to."""
    needs = {rule.id for rule in RULES if isinstance(rule, StackRule) and rule.needs_state}
    named: dict[str, Any] = dict.fromkeys(needs, "mandatory")
    named["previous-state"] = {"enforcementLevel": "mandatory", "file": "nowhere.json"}
    configuration = {"all": "disabled", **named}

    stopped = subject.run("preview", *flags(subject, path("strict"), configuration), fails=True, events=True)

    assert stopped.violations == {(rule, "acceptance-test") for rule in named}
    assert "nowhere.json: " in stopped.text
    assert "What to do: Make `pulumi stack export` work" in stopped.text


def passes_with_a_pack_of_ones_own(subject: Stack) -> None:
    """What a rule lets pass is named by others alone. One's own pack has the rules of strict, and more."""
    passes = [
        (each.name if each.was or each.name in BEFORE else f"{name}-{each.name}", each)
        for name, case in SHOWN.items()
        for each in case.passes
    ]
    kept = {name for name, _ in passes} | {each.was for _, each in passes}
    passes += [(name, each) for name, each in BEFORE.items() if name not in kept]
    declare(subject, passes)
    configuration = {name: case.settings for name, case in CASES.items()}

    house = flags(
        subject, str(ROOT / "examples/policy-pack"), {**configuration, "house-small-stacks": {"most": 5}}
    )
    passed = subject.run("preview", *house, fails=True, events=True)

    own = {(rule, name) for rule, name in passed.violations if rule.startswith("house-")}
    assert {rule for rule, _ in own} == {"house-small-stacks"}
    assert passed.violations - own == expected(passes)
    assert not {rule for rule, _ in passed.violations} & ABOUT_THE_STATE


def ends_where_the_configuration_is_wrong(subject: Stack) -> None:
    """A mistyped rule, which the engine passes over, and a waiver whose last day is over."""
    waiver = {"resource": "x", "owner": "net team", "reason": "move", "expires": "2001-01-01"}
    wrong = {"ont-profil-allowed": "mandatory", "naming": {"waivers": [waiver]}}

    stopped = subject.run("preview", *flags(subject, path("strict"), wrong), fails=True)

    assert "policy.json: ont-profil-allowed: no such rule; did you mean ont-profile-allowed?" in stopped.text
    assert "the waiver of net team for x expired on 2001-01-01" in stopped.text


def is_not_written_without_a_preview(subject: Stack) -> None:
    """Each resource is judged again before it is written; what breaks no rule may be written by then."""
    wide = network("wide", name="Site of all", routes=[{"subnet": "0.0.0.0/0"}])
    declare(subject, [("sound", network("sound", name="Site of dale")), ("wide", wide)])

    stopped = subject.up("--policy-pack", path("strict"), fails=True)

    assert ("route-width", "wide") in stopped.violations
    assert "Site of all" not in {each["name"] for each in subject.isp.cloudconnexa.state()["networks"]}

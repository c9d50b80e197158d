"""A pack over the engine's own protocol: what it answers, on a real socket and with no engine."""

from __future__ import annotations

import json
import os
import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import analyzer_pb2 as wire
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub
from pulumi_policy import proxy
from tests.policy.cases import CASES, HIDDEN, Given, network, ont

from pulumi_isp.policy import RULES, STRICT, Finding, Pack, Resource, ResourceRule, Settings, check
from pulumi_isp.policy.analyzer import MOST_TOLD, Analyzer
from pulumi_isp.policy.values import UNKNOWN
from pulumi_isp_provider.fronts import engine

SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}
LEVELS = {
    "advisory": wire.ADVISORY,
    "mandatory": wire.MANDATORY,
    "remediate": wire.REMEDIATE,
    "disabled": wire.DISABLED,
}
REPAIR = {"enforcementLevel": "remediate", "allowed": ["RESTRICTED_INTERNET"]}
BEFORE = {each.name: each for case in CASES.values() for each in case.before}


@contextmanager
def asked(pack: Pack = STRICT, **configured: Mapping[str, Any]) -> Iterator[AnalyzerStub]:
    """A pack that was asked as the engine does, with levels and settings by rule."""
    server, port = Analyzer(pack).server()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = AnalyzerStub(channel)
        stub.Configure(configuration(pack, configured))
        yield stub
    server.stop(None).wait()


def tell(pack: AnalyzerStub, *, plans: bool) -> None:
    """What the engine tells of a run: whether it plans, or does; over a state it tells nothing."""
    pack.ConfigureStack(wire.AnalyzerStackConfigureRequest(dry_run=plans, config={"isp:password": HIDDEN}))


def configuration(pack: Pack, configured: Mapping[str, Mapping[str, Any]]) -> wire.ConfigureAnalyzerRequest:
    """As the engine makes it: every rule, with defaults of the schema filled in."""
    request = wire.ConfigureAnalyzerRequest()
    for rule, level in pack.levels.items():
        own = dict(configured.get(rule.id.replace("-", "_"), {}))
        everybody = configured.get("all", {}).get("level", level.value)
        request.policyConfig[rule.id].enforcementLevel = LEVELS[own.pop("enforcementLevel", everybody)]
        defaults = {name: each["default"] for name, each in pack.properties(rule).items()}
        request.policyConfig[rule.id].properties.update({**defaults, **own})
    return request


def on_the_wire(given: Given, sort: Any = wire.AnalyzeRequest) -> Any:
    """A resource as the engine hands it over: secrets marked, and placeholders for what is not known."""

    def written(value: Any) -> Any:
        if value is UNKNOWN:
            return proxy.UNKNOWN_STRING_VALUE
        if isinstance(value, list):
            return [written(each) for each in value]
        return {name: written(each) for name, each in value.items()} if isinstance(value, dict) else value

    resource = given.resource()
    request = sort(type=resource.token, urn=resource.urn, name=given.name)
    request.options.protect = given.is_protected
    request.options.aliases.extend(resource.aliases)
    request.properties.update(
        {
            name: {**SECRET, "value": written(value)} if name in given.secrets else written(value)
            for name, value in given.properties.items()
        }
    )
    return request


def stack_of(*given: Given) -> wire.AnalyzeStackRequest:
    return wire.AnalyzeStackRequest(resources=[on_the_wire(each, wire.AnalyzerResource) for each in given])


def exported(folder: Path, *given: Given) -> str:
    """A file of `pulumi stack export`."""
    resources = [
        {"type": each.kind.token, "urn": each.resource().urn, "inputs": each.properties} for each in given
    ]
    file = folder / "before.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
    return str(file)


@pytest.mark.parametrize("name", CASES)
def test_over_the_protocol_a_rule_finds_what_it_finds_in_a_test(tmp_path: Path, name: str) -> None:
    """All examples of each rule: what passes, fails, is not known and is secret, with level and remedy."""
    case = CASES[name]
    rule = next(each for each in RULES if each.id == name)
    state = {"enforcementLevel": "disabled", "file": exported(tmp_path, *case.before)}
    configured = {
        "all": {"level": "disabled"},
        name.replace("-", "_"): {"enforcementLevel": "mandatory", **case.settings},
        "previous_state": state,
    }
    with asked(STRICT, **configured) as pack:
        for given in (case.passes, case.fails, case.unknown, case.secret):
            alone = check(
                rule,
                *(each.resource() for each in given),
                before=[each.resource() for each in case.before],
                settings={**STRICT.settings.get(name, {}), **case.settings},
            )

            answers = [
                *(pack.Analyze(on_the_wire(each)) for each in given),
                pack.AnalyzeStack(stack_of(*given)),
            ]

            found = [each for answer in answers for each in answer.diagnostics]
            assert [each.message for each in found] == [
                f"{rule.description}\n{each.resource or 'The stack'}: {each.text}\nWhat to do: {rule.remedy}"
                for each in alone
            ]
            assert {(each.policyName, each.enforcementLevel) for each in found} <= {(name, wire.MANDATORY)}
            assert HIDDEN not in str(found)


def test_the_engine_is_told_each_rule_with_its_level_and_its_settings() -> None:
    """With the pack's own defaults, which the engine puts into every configuration."""
    with asked() as pack:
        about = pack.GetAnalyzerInfo(Empty())

    by_name = {each.name: each for each in about.policies}
    assert (about.name, about.supportsConfig, list(by_name)) == (
        "isp-strict",
        True,
        [rule.id for rule in RULES],
    )
    removals = by_name["ont-removals-limited"]
    assert (removals.enforcementLevel, removals.policy_type) == (wire.MANDATORY, wire.POLICY_TYPE_STACK)
    assert MessageToDict(removals.configSchema.properties)["most"]["default"] == 5
    assert by_name["naming"].policy_type == wire.POLICY_TYPE_RESOURCE


def test_a_rule_that_is_named_is_in_force_beside_a_level_of_all(tmp_path: Path) -> None:
    """`all: disabled` leaves it alone; the state is read for it, though `previous-state` is disabled."""
    gone = [ont(f"gone-{each}") for each in range(2)]
    state = {"enforcementLevel": "disabled", "file": exported(tmp_path, *gone)}
    named = {"enforcementLevel": "advisory", "most": 1}

    with asked(all={"level": "disabled"}, previous_state=state, ont_removals_limited=named) as pack:
        found = pack.AnalyzeStack(stack_of(ont("other"))).diagnostics

    assert [(each.policyName, each.enforcementLevel) for each in found] == [
        ("ont-removals-limited", wire.ADVISORY)
    ]
    assert "2 of 2 calix.Ont would be deleted, and no more than 1 may be" in found[0].message


def test_where_the_state_cannot_be_had_each_rule_that_needs_it_is_broken() -> None:
    """A disabled `previous-state` makes no deletion pass; rules that need no state judge all the same."""
    with asked(previous_state={"enforcementLevel": "disabled", "file": "nowhere.json"}) as pack:
        found = pack.AnalyzeStack(stack_of(ont("a", ont_id="7"), ont("b", ont_id="7"))).diagnostics

    cannot = {
        each.policyName for each in found if "because the state is not known: nowhere.json" in each.message
    }
    assert cannot == {"ont-removals-limited", "removals-limited", "ont-active-kept", "ont-switches-limited"}
    assert {each.policyName for each in found} - cannot == {"ont-id-unique"}


def test_a_state_that_nobody_needs_is_not_asked_for() -> None:
    """It costs a start of the engine. A file that is not there would break a rule."""
    state = {"enforcementLevel": "disabled", "file": "nowhere.json"}
    needs = ("ont_removals_limited", "removals_limited", "ont_active_kept", "ont_switches_limited")
    disabled: dict[str, Any] = {name: {"enforcementLevel": "disabled"} for name in needs}

    with asked(previous_state=state, **disabled) as pack:
        assert not pack.AnalyzeStack(stack_of(ont("a"))).diagnostics


@pytest.mark.parametrize("operation", ["preview", "up"])
def test_the_state_is_asked_for_beside_a_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    """With the first resource, and once; also in the preview of an `up`, for that half alone."""
    told = os.open(_fifo(tmp_path / "told"), os.O_RDWR)
    _engine(tmp_path, monkeypatch, operation, ont("early"))

    with asked(ont_removals_limited={"most": 0}) as pack:
        tell(pack, plans=True)
        pack.Analyze(on_the_wire(ont("a")))
        assert select.select([told], [], [], 60)[0]
        exported(tmp_path, ont("late"))
        pack.Analyze(on_the_wire(ont("b")))
        found = pack.AnalyzeStack(stack_of(ont("a"), ont("b"))).diagnostics
        tell(pack, plans=False)
        done = pack.AnalyzeStack(stack_of(ont("a"), ont("b"))).diagnostics

    assert os.read(told, 1000).decode() == "stack export --stack test --non-interactive\n"
    os.close(told)
    [gone] = [each.message for each in found if each.policyName == "ont-removals-limited"]
    assert "'early' (no longer declared)" in gone
    assert "'late'" not in gone
    assert "ont-removals-limited" not in {each.policyName for each in done}


@pytest.mark.parametrize("plans", [None, False])
def test_the_state_is_asked_for_where_it_can_tell_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plans: bool | None
) -> None:
    """Untold whether a run plans, a pack asks when all is judged; told that it does something, never."""
    _engine(tmp_path, monkeypatch, "up", ont("gone"))
    told = tmp_path / "told"
    told.touch()

    with asked(ont_removals_limited={"most": 0}) as pack:
        if plans is not None:
            tell(pack, plans=plans)
        pack.Analyze(on_the_wire(ont("a")))
        assert not told.read_text()
        found = pack.AnalyzeStack(stack_of(ont("a"))).diagnostics

    asks = plans is None
    assert bool(told.read_text()) is asks
    assert any(each.policyName == "ont-removals-limited" for each in found) is asks
    assert not any(each.policyName == "previous-state" for each in found)


def test_a_state_that_is_named_is_compared_in_an_update_too(tmp_path: Path) -> None:
    """It costs nothing, and tells of an `up` without a preview when all is done."""
    state = {"file": exported(tmp_path, ont("gone"))}

    with asked(previous_state=state, ont_removals_limited={"most": 0}) as pack:
        tell(pack, plans=False)
        found = pack.AnalyzeStack(stack_of(ont("a"))).diagnostics

    assert "ont-removals-limited" in {each.policyName for each in found}


def _engine(folder: Path, patch: pytest.MonkeyPatch, operation: str, *given: Given) -> None:
    """An engine that has a state, and writes down what it is asked."""
    state, program = exported(folder, *given), folder / "pulumi"
    program.write_text(f'#!/bin/sh\ncat "{state}"\necho "$@" > "{folder}/told"\n')
    program.chmod(0o755)
    patch.setattr(engine, "command", lambda: engine.Command(str(program), (operation,), folder))


def test_of_thousands_of_findings_some_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    """A customer list that comes back empty: what says so must not drown. A waiver counts before."""
    gone = [ont(f"gone-{each}") for each in range(MOST_TOLD + 7)]
    waiver = {"resource": "gone-1", "owner": "net", "reason": "moved", "expires": "2999-01-01"}
    state = {"enforcementLevel": "disabled", "file": exported(tmp_path, *gone)}

    with asked(previous_state=state, ont_active_kept={"waivers": [waiver]}) as pack:
        found = [
            each
            for each in pack.AnalyzeStack(stack_of(ont("other"))).diagnostics
            if each.policyName == "ont-active-kept"
        ]

    assert len(found) == MOST_TOLD + 1
    assert "\n6 more of the same." in found[-1].message
    assert (found[-1].urn, found[-1].enforcementLevel) == ("", wire.MANDATORY)


def _fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def test_a_repair_keeps_all_else_as_it_came() -> None:
    """Secrets, the provider and what is not known go back as they were; a value that was secret stays so."""
    given = network(
        "a",
        internet_access="SPLIT_TUNNEL_ON",
        description=HIDDEN,
        routes=[{"subnet": UNKNOWN}],
        secrets=("description", "internet_access"),
    )
    request = on_the_wire(given)
    request.properties.update({"__provider": "a constant"})

    with asked(internet_access=REPAIR) as pack:
        [done] = pack.Remediate(request).remediations
        again = wire.AnalyzeRequest(type=request.type, urn=request.urn, properties=done.properties)
        assert not pack.Remediate(again).remediations
        assert [each.policyName for each in pack.Analyze(again).diagnostics] == ["protected"]

    repaired = MessageToDict(done.properties)
    assert repaired.pop("internet_access") == {**SECRET, "value": "RESTRICTED_INTERNET"}
    before = MessageToDict(request.properties)
    del before["internet_access"]
    assert repaired == before


def test_what_could_not_be_repaired_is_broken() -> None:
    """Level `remediate` is mandatory for what a repair has left."""
    repair = {"enforcementLevel": "remediate", "allowed": ["SPLIT_TUNNEL_OFF"]}

    with asked(internet_access=repair) as pack:
        request = on_the_wire(network("a", internet_access="SPLIT_TUNNEL_ON"))
        assert not pack.Remediate(request).remediations
        [found] = pack.Analyze(request).diagnostics

    assert (found.policyName, found.enforcementLevel) == ("internet-access", wire.MANDATORY)


def test_a_rule_that_raises_ends_the_run_and_names_no_value() -> None:
    """The engine gets one text, with the rule and the resource."""

    def broken(resource: Resource, _: Settings) -> Iterator[Finding]:
        raise KeyError(resource["reg_id"].content)

    rule = ResourceRule(
        id="house-rule",
        description="x",
        reason="x",
        remedy="x",
        settings=Settings,
        kinds=(),
        judge=broken,
    )
    with (
        asked(Pack("house", "x", {rule: STRICT.levels[RULES[0]]})) as pack,
        pytest.raises(grpc.RpcError) as caught,
    ):
        pack.Analyze(on_the_wire(ont("a", reg_id=HIDDEN, secrets=("reg_id",))))

    assert "The rule house-rule itself fails over calix.Ont 'a': KeyError in line " in caught.value.details()
    assert HIDDEN not in caught.value.details()


def test_settings_that_cannot_be_used_end_the_run_before_it_plans() -> None:
    """As those of a pack that a service enforces, of which no file tells."""
    with asked() as pack, pytest.raises(grpc.RpcError) as caught:
        pack.Configure(configuration(STRICT, {"ont_removals_limited": {"most": -1.0}}))

    assert "ont-removals-limited: most: " in caught.value.details()


def test_resources_of_others_are_nobodys_business() -> None:
    """The default provider carries the configuration of the whole stack, secrets included."""
    request = wire.AnalyzeRequest(type="pulumi:providers:pulumi-python", urn="urn:pulumi:s::p::t::default")
    request.properties.update({"description": f"password={HIDDEN}"})

    with asked(internet_access=REPAIR) as pack:
        assert not pack.Analyze(request).diagnostics
        assert not pack.Remediate(request).remediations


def test_what_a_targeted_run_leaves_out_is_not_judged() -> None:
    """Of a new resource that is no target, the engine tells no property: not what would be missing."""
    request = wire.AnalyzeRequest(type=ont("a").kind.token, urn=ont("a").resource().urn)
    left_out = wire.AnalyzerResource(type=request.type, urn=request.urn)

    with asked(ont_service={"always": True}) as pack:
        tell(pack, plans=False)
        found = [
            *pack.Analyze(request).diagnostics,
            *pack.AnalyzeStack(wire.AnalyzeStackRequest(resources=[left_out])).diagnostics,
        ]

    assert not found


def test_where_no_rule_repairs_there_is_no_such_call() -> None:
    """As in a pack of before there were repairs, which the engine allows for: it asks for every resource."""
    request = on_the_wire(network("a", internet_access="SPLIT_TUNNEL_ON"))

    with asked() as pack:
        with pytest.raises(grpc.RpcError) as caught:
            pack.Remediate(request)
        pack.Configure(configuration(STRICT, {"internet_access": REPAIR}))
        assert pack.Remediate(request).remediations

    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED

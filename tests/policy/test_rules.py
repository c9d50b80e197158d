"""Every rule over its examples, with no engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.policy.cases import CASES, HIDDEN, Case, Given

from pulumi_isp.policy import (
    NETWORK,
    ONT,
    RULES,
    Finding,
    Plan,
    Resource,
    ResourceRule,
    Rule,
    RuleBrokenError,
    Settings,
    StackRule,
    check,
    declared,
)
from pulumi_isp.policy.judging import judge, told
from pulumi_isp.policy.values import UNKNOWN

BY_ID = {rule.id: rule for rule in RULES}
ODD: list[Any] = [None, UNKNOWN, "", 0.5, [], [None], [UNKNOWN], {}, [{"subnet": 3}], "not a subnet"]
each_case = pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)


def found(name: str, case: Case, given: tuple[Given, ...]) -> list[Finding]:
    return check(
        BY_ID[name],
        *(each.resource() for each in given),
        before=[each.resource() for each in case.before],
        settings=case.settings,
    )


def texts(rule: Rule[Any], findings: list[Finding]) -> str:
    return "\n".join(told(rule, finding) for finding in findings)


def test_every_rule_has_its_examples() -> None:
    """A rule without examples would be tried by nobody, here, over the protocol and on the engine.

    The one that says whether the state is known looks at no resource.
    """
    assert set(CASES) == set(BY_ID) - {"previous-state"}
    # Of this one, the provider refuses what fails, so that no preview on the engine gets as far as the rule.
    assert {name for name, case in CASES.items() if case.provider_refuses} == {"ont-id-unique"}


@each_case
def test_every_rule_has_all_four_examples(name: str, case: Case) -> None:
    """What passes, what fails, what is not known, and what is secret: each of them is really there."""
    everything = (*case.passes, *case.fails, *case.secret, *case.before)

    assert case.passes, name
    assert case.fails or case.before
    assert any(holds_unknown(given.properties) for given in case.unknown)
    assert any(set(given.secrets) & set(given.properties) for given in everything)


def holds_unknown(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(map(holds_unknown, value.values() if isinstance(value, dict) else value))
    return value is UNKNOWN


def test_a_state_that_is_not_known_is_broken_with_its_cause() -> None:
    """For the rule that says so, and for each that needs it; one that is known, or not needed, is fine."""
    unknown, known = Plan((), None, "no such stack"), Plan((), {})

    for rule in RULES:
        settings = rule.settings()
        needs = rule.id == "previous-state" or (isinstance(rule, StackRule) and rule.needs_state)
        assert list(judge(rule, known, settings)) == []
        found = texts(rule, list(judge(rule, unknown, settings)))
        assert ("not known: no such stack\nWhat to do: " in found) is needs


@each_case
def test_what_is_right_passes(name: str, case: Case) -> None:
    """No rule stops what it should let through."""
    assert found(name, case, case.passes) == []


@each_case
def test_what_is_wrong_is_found_with_resource_and_remedy(name: str, case: Case) -> None:
    """The message names the resource, says what is wrong, and what to do."""
    rule = BY_ID[name]
    text = texts(rule, found(name, case, case.fails))
    named = (case.fails or case.before)[-1].name

    assert case.found in text
    assert repr(named) in text
    assert f"What to do: {rule.remedy}" in text


@each_case
def test_what_is_not_known_yet_passes(name: str, case: Case) -> None:
    """Nobody can judge it, and it is no mistake."""
    assert case.unknown
    assert found(name, case, case.unknown) == []


@each_case
def test_what_is_secret_is_judged_and_never_shown(name: str, case: Case) -> None:
    """A secret value breaks a rule like any other, and no message holds it."""
    findings = found(name, case, case.secret)
    text = texts(BY_ID[name], findings)

    assert bool(findings) == bool(case.secret or case.before)
    assert HIDDEN not in text
    for given in case.secret:
        for secret in given.secrets:
            assert repr(given.properties[secret]) not in text


@pytest.mark.parametrize("name", ["connector-region", "internet-access"])
def test_what_several_kinds_have_is_judged_in_each(name: str) -> None:
    """A connector in its network's list, as a resource of its own, and as one of a host, for example."""
    case = CASES[name]

    findings = found(name, case, case.fails)

    assert {finding.resource and finding.resource.name for finding in findings} == {
        each.name for each in case.fails
    }
    assert len({each.kind for each in case.fails}) >= 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_stumbles_over_any_resource(rule: Rule[Any]) -> None:
    """Every rule sees every kind, with nothing, with everything unknown and with odd values."""
    for given in (case.passes[0] for case in CASES.values()):
        for odd in ODD:
            properties = dict.fromkeys(given.properties, odd)
            other = Given(given.kind, given.name, properties)
            check(rule, other.resource(), given.resource(), before=[given.resource()])


def test_a_waiver_covers_a_resource_until_its_last_day() -> None:
    """An expired one is refused, whether the rule is still broken or not."""
    rule, case = BY_ID["route-width"], CASES["route-width"]
    waiver = {"resource": "wide-*", "owner": "net team", "reason": "guest exit", "expires": "2999-12-31"}
    wide = [each.resource() for each in case.fails]

    assert check(rule, *wide, settings={"waivers": [waiver]}) == []
    assert check(rule, *wide, settings={"waivers": [{**waiver, "resource": "other"}]}) != []
    with pytest.raises(
        ValueError, match=r"waivers\[0\]: the waiver of net team for wide-\* expired on 2001-"
    ):
        check(rule, settings={"waivers": [{**waiver, "expires": "2001-01-01"}]})


def removed(now: list[Resource], before: list[Resource]) -> set[tuple[str, str]]:
    """(name, why) of what is removed."""
    plan = Plan(tuple(now), {each.urn: each for each in before})
    return {(each.name, why) for each, why in plan.removed(ONT)}


def test_what_is_renamed_by_an_alias_is_not_removed() -> None:
    """It has another URN, and is the same object; under it, a change that replaces is still seen."""
    before = [declared(ONT, "old", network_name="hill", ont_id="7", admin_state="enabled")]
    same: dict[str, Any] = {"network_name": "hill", "ont_id": "7", "admin_state": "disabled"}

    assert removed([declared(ONT, "new", was="old", **same)], before) == set()
    assert removed([declared(ONT, "new", **same)], before) == {("old", "no longer declared")}
    assert removed([declared(ONT, "new", was="old", **{**same, "ont_id": "8"})], before) == {
        ("old", "replaced, as ont_id changes")
    }
    # So is a switch.
    switched = [declared(ONT, "new", was="old", **same)]
    assert check(BY_ID["ont-switches-limited"], *switched, before=before, settings={"most": 0}) != []


def test_what_is_retained_is_not_removed() -> None:
    """Pulumi forgets it, and the object stays with the vendor."""
    entry = declared(ONT, "a", network_name="hill")
    kept = Resource.of(entry.token, entry.urn, {"network_name": "hill"}, is_retained=True)

    assert removed([], [kept]) == set()
    assert removed([], [entry]) == {("a", "no longer declared")}


@pytest.mark.parametrize(
    ("before", "now", "is_replaced"),
    [
        ({}, {"connection": "west"}, True),
        ({"connection": "west"}, {}, True),
        ({"connection": "default"}, {}, False),
        ({}, {"connection": UNKNOWN}, False),
        ({"ont_id": "7"}, {}, False),
        ({"ont_id": "7"}, {"ont_id": UNKNOWN}, False),
    ],
)
def test_another_connection_replaces(
    before: dict[str, Any], now: dict[str, Any], *, is_replaced: bool
) -> None:
    """One that is not named is the default one. A number that is left out, or not known yet, is no change."""
    found = removed([declared(ONT, "a", **now)], [declared(ONT, "a", **before)])

    assert bool(found) is is_replaced


def test_the_same_number_or_subnet_in_two_connections_is_fine() -> None:
    """They are two systems; what is not named is in the default one."""
    onts = [declared(ONT, name, network_name="hill", ont_id="7") for name in "ab"]
    other = declared(ONT, "c", network_name="hill", ont_id="7", connection="west")
    sites = [
        declared(NETWORK, name, routes=[{"subnet": "10.0.0.0/8"}], connection=name)
        for name in ("a", "default")
    ]

    assert check(BY_ID["ont-id-unique"], onts[0], other) == []
    assert len(check(BY_ID["ont-id-unique"], *onts, other)) == 1
    assert check(BY_ID["route-overlap"], *sites) == []
    assert (
        len(check(BY_ID["route-overlap"], *sites, declared(NETWORK, "c", routes=[{"subnet": "10.1.0.0/16"}])))
        == 1
    )


def test_the_longest_name_that_matches_counts() -> None:
    """The engine hands a map of a configuration over in an order of its own."""
    for order in (("gold-*", "gold-1*", "*"), ("*", "gold-1*", "gold-*")):
        profiles = {"gold-*": ["170"], "gold-1*": ["171"], "*": ["1"]}
        settings = {"by_name": {name: profiles[name] for name in order}}
        onts = [
            declared(ONT, name, ont_profile=number) for name, number in (("gold-1", "171"), ("gold-2", "170"))
        ]

        assert check(BY_ID["ont-profile-allowed"], *onts, settings=settings) == []


@pytest.mark.parametrize(
    ("most", "percent", "stops"), [(3, 0, False), (2, 0, True), (0, 30, False), (0, 29, True)]
)
def test_the_larger_of_number_and_share_may_go(most: int, percent: float, *, stops: bool) -> None:
    """Three of ten, over all connections."""
    before = [declared(ONT, f"{each}", connection=f"c{each % 2}") for each in range(10)]

    found = check(
        BY_ID["ont-removals-limited"], *before[3:], before=before, settings={"most": most, "percent": percent}
    )

    assert bool(found) is stops


def test_a_rule_that_breaks_names_itself_and_no_value() -> None:
    """It fails closed: what cannot be judged must not pass. The error may hold what is secret."""

    def on_one(resource: Resource, _: Settings) -> Iterator[Finding]:
        yield Finding(resource, "is found before")
        raise KeyError(resource["reg_id"].content)

    def on_all(plan: Plan, _: Settings) -> Iterator[Finding]:
        return iter(1 / 0 for each in plan.resources if each["reg_id"].content == HIDDEN)  # type: ignore[misc]

    usual: dict[str, Any] = {
        "id": "house-rule",
        "description": "x",
        "reason": "x",
        "remedy": "x",
        "settings": Settings,
    }
    rules: list[Rule[Any]] = [ResourceRule(**usual, kinds=(), judge=on_one), StackRule(**usual, judge=on_all)]
    for rule, where in zip(rules, ("calix.Ont 'a': KeyError", "the stack: ZeroDivisionError"), strict=True):
        with pytest.raises(
            RuleBrokenError, match=f"The rule house-rule itself fails over {where} in line "
        ) as caught:
            check(rule, declared(ONT, "a", reg_id=HIDDEN, secrets=["reg_id"]))
        assert HIDDEN not in str(caught.value)
        assert caught.value.__suppress_context__

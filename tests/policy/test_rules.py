"""Every rule over its examples, with no engine."""

from __future__ import annotations

from typing import Any

import pytest
from tests.policy.cases import CASES, HIDDEN, Case, Given

from pulumi_isp.policy import RULES, Finding, Rule, check
from pulumi_isp.policy.judging import told
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
    """A rule without examples would be tried by nobody."""
    assert set(CASES) == set(BY_ID) - {"previous-state"}


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

"""Judging: rules over a plan, with settings and waivers. Knows no engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from .resources import Plan
from .rule import Finding, ResourceRule, Rule, StackRule
from .settings import Settings


def judge(rule: Rule[Any], plan: Plan, settings: Settings) -> Iterator[Finding]:
    """What a rule finds in a plan, without what is waived.

    Args:
        rule: The rule.
        plan: The resources.
        settings: The rule's settings.
    """
    found: Iterator[Finding]
    match rule:
        case ResourceRule():
            found = (
                each for one in plan.resources if rule.concerns(one) for each in rule.judge(one, settings)
            )
        case StackRule():
            found = rule.judge(plan, settings)
        case _:
            raise TypeError(f"{rule.id} is no rule about a resource or a stack")
    today = dt.datetime.now(dt.UTC).date()
    valid = [waiver for waiver in settings.waivers if not waiver.has_expired(today)]
    return (each for each in found if not any(waiver.covers(_name(each)) for waiver in valid))


def problems(rule: Rule[Any], given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the settings that somebody has written for a rule; an expired waiver is, too."""
    wrong = list(rule.settings.problems(given))
    yield from wrong
    if wrong:
        return
    today = dt.datetime.now(dt.UTC).date()
    for number, waiver in enumerate(rule.settings.load(given).waivers):
        if waiver.has_expired(today):
            yield (
                f"waivers[{number}]: the waiver of {waiver.owner} for {waiver.resource} expired on "
                f"{waiver.expires}: correct what it was for, or agree on a later day"
            )


def told(rule: Rule[Any], finding: Finding) -> str:
    """A finding for people: where, what, and what to do."""
    return f"{finding.resource or 'The stack'}: {finding.text}\nWhat to do: {rule.remedy}"


def _name(finding: Finding) -> str:
    return finding.resource.name if finding.resource else ""

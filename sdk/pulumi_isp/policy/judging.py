"""Judges a plan by rules, with settings and waivers. Knows no engine."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from .resources import Plan
from .rule import Finding, ResourceRule, Rule, StackRule
from .settings import Settings


class RuleBrokenError(RuntimeError):
    """The code of a rule raised an error. The message holds no value of any resource."""


def judge(rule: Rule[Any], plan: Plan, settings: Settings) -> Iterator[Finding]:
    """What a rule finds in a plan, without what has a waiver.

    Raises:
        RuleBrokenError: The code of the rule raised an error.
    """
    found = _found(rule, plan, settings)
    if not settings.waivers:
        return found
    today = dt.datetime.now(dt.UTC).date()
    valid = [waiver for waiver in settings.waivers if not waiver.has_expired(today)]
    return (each for each in found if not any(waiver.covers(_name(each)) for waiver in valid))


def _found(rule: Rule[Any], plan: Plan, settings: Settings) -> Iterator[Finding]:
    match rule:
        case ResourceRule():
            for one in plan.resources:
                if rule.concerns(one.kind):
                    yield from _guarded(rule, one, partial(rule.judge, one, settings))
        case StackRule():
            if rule.needs_state and plan.trouble:
                yield Finding(None, f"cannot be judged, because the state is not known: {plan.trouble}")
            yield from _guarded(rule, "the stack", partial(rule.judge, plan, settings))
        case _:
            raise TypeError(f"{rule.id} is not a rule about a resource or a stack")


def _guarded(rule: Rule[Any], about: object, found: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from found()
    except Exception as error:
        raise RuleBrokenError(
            f"The rule {rule.id} itself fails over {about}: {where(error)}. What to do: correct the rule; "
            "until then, disable it in the configuration of the pack."
        ) from None


def where(error: Exception) -> str:
    """The class and the place of an error, without its text, which may hold a secret."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in line {last.lineno} of {PurePath(last.filename).name}"


def problems(
    rule: Rule[Any], given: Mapping[str, Any], sound: Mapping[str, Any] = MappingProxyType({})
) -> Iterator[str]:
    """What is wrong with the settings that somebody has written for a rule. An expired waiver is wrong too.

    Args:
        rule: The rule.
        given: The settings.
        sound: Values that were checked before.
    """
    wrong = list(rule.settings.problems(given, sound))
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
    """A finding as text for people: the resource, what is wrong, and what to do."""
    return f"{finding.resource or 'The stack'}: {finding.text}\nWhat to do: {rule.remedy}"


def _name(finding: Finding) -> str:
    return finding.resource.name if finding.resource else ""

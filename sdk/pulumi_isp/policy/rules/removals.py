"""Rules about how many resources an update deletes or replaces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_isp_provider.core.names import few

from ..kinds import EVERY, ONT, Kind
from ..resources import Plan, Resource
from ..rule import Finding, StackRule
from ..settings import Settings, setting

_MOST_NAMED = 50
"""Most resources that a message names."""


@dataclass(frozen=True, kw_only=True)
class RemovalSettings(Settings):
    """How many may be deleted or replaced."""

    most: int = setting(
        10,
        "Most resources of a kind that may be deleted or replaced, over all connections. The larger of this "
        "and `percent` counts.",
        type="integer",
        minimum=0,
    )
    percent: float = setting(
        0,
        "The same in percent of the resources of the kind in the state, rounded down.",
        type="number",
        minimum=0,
        maximum=100,
    )


def _many(plan: Plan, settings: RemovalSettings, *kinds: Kind) -> Iterator[Finding]:
    removed: dict[Kind, list[tuple[Resource, str]]] = defaultdict(list)
    for resource, why in plan.removed(*kinds):
        if resource.kind:
            removed[resource.kind].append((resource, why))
    before = Counter(each.kind for each in (plan.previous or {}).values())
    for kind in kinds:
        gone, limit = removed[kind], max(settings.most, int(before[kind] * settings.percent / 100))
        if len(gone) > limit:
            names = few([f"{each.name!r} ({why})" for each, why in gone], _MOST_NAMED)
            yield Finding(
                None,
                f"{len(gone)} of {before[kind]} {kind} would be deleted, and no more than {limit} may be: "
                f"{names}",
            )


def _onts(plan: Plan, settings: RemovalSettings) -> Iterator[Finding]:
    yield from _many(plan, settings, ONT)


ONTS_LIMITED = StackRule(
    id="ont-removals-limited",
    description="An update deletes or replaces no more ONTs than allowed (seen in a preview).",
    reason="An incomplete list of customers, a mistyped filter or a renamed shelf removes hundreds of "
    "subscribers' lines in one update, and nobody reads a plan of a thousand lines.",
    remedy="Look at the place where the missing ones were declared. If you want to delete all of them, raise "
    "the limit for this one update, with a waiver or a configuration of its own.",
    settings=RemovalSettings,
    judge=_onts,
    needs_state=True,
)


def _others(plan: Plan, settings: RemovalSettings) -> Iterator[Finding]:
    yield from _many(plan, settings, *(kind for kind in EVERY if kind is not ONT))


OTHERS_LIMITED = StackRule(
    id="removals-limited",
    description="An update deletes or replaces no more of any other kind than allowed (seen in a preview).",
    reason="A site without its network or routes is off line, and users who are deleted are locked out. "
    "One incomplete file of sites removes all of them in one update.",
    remedy="Look at the place where the missing ones were declared. If you want to delete all of them, raise "
    "the limit for this one update, with a waiver or a configuration of its own.",
    settings=RemovalSettings,
    judge=_others,
    needs_state=True,
)

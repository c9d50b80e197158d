"""Rules about how many resources an update takes away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_isp_provider.core.names import few

from ..kinds import KINDS, ONT, Kind
from ..resources import Plan, Resource
from ..rule import Finding, StackRule
from ..settings import Settings, setting

_MOST_NAMED = 50
"""Resources that a message names."""


@dataclass(frozen=True, kw_only=True)
class RemovalSettings(Settings):
    """How many may go."""

    most: int = setting(
        10,
        "So many of a kind may go, over all connections. The larger of this and `percent` counts.",
        type="integer",
        minimum=0,
    )
    percent: float = setting(
        0,
        "So many may go, in percent of those of the kind in the state, rounded down.",
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
    description="An update deletes or replaces no more ONTs than it may (seen in a preview).",
    reason="A list of customers that comes back short, a filter that is mistyped or a shelf that is renamed "
    "takes hundreds of lines in one update, and nobody reads a plan of a thousand lines.",
    remedy="Look where the missing ones were declared. If they are all to go, raise the limit for this one "
    "update, with a waiver or a configuration of its own.",
    settings=RemovalSettings,
    judge=_onts,
    needs_state=True,
)


def _others(plan: Plan, settings: RemovalSettings) -> Iterator[Finding]:
    yield from _many(plan, settings, *(kind for kind in KINDS.values() if kind is not ONT))


OTHERS_LIMITED = StackRule(
    id="removals-limited",
    description="An update deletes or replaces no more of any other kind than it may (seen in a preview).",
    reason="A site whose network or routes go is dark, and users that go are locked out. "
    "A file of sites that comes back short takes all of them in one update.",
    remedy="Look where the missing ones were declared. If they are all to go, raise the limit for this one "
    "update, with a waiver or a configuration of its own.",
    settings=RemovalSettings,
    judge=_others,
    needs_state=True,
)

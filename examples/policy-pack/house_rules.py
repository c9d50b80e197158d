"""Rules of one house, beside those of pulumi-isp."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_policy import EnforcementLevel

from pulumi_isp.policy import (
    ONT,
    STRICT,
    Finding,
    Pack,
    Plan,
    Resource,
    ResourceRule,
    Settings,
    StackRule,
    setting,
)


@dataclass(frozen=True, kw_only=True)
class ShelfSettings(Settings):
    """Which E7s there are."""

    shelves: list[str] = setting(
        [], "Names of E7s that may be worked on; empty for all.", type="array", items={"type": "string"}
    )


def _elsewhere(ont: Resource, settings: ShelfSettings) -> Iterator[Finding]:
    shelf = ont["network_name"]
    # `is_there`: neither absent nor unknown. `{shelf}` shows a value, but never a secret one.
    if settings.shelves and shelf.is_there and shelf.content not in settings.shelves:
        yield Finding(ont, f"network_name {shelf} is none of {', '.join(settings.shelves)}")


OUR_SHELVES = ResourceRule(
    id="house-shelves",
    description="ONTs are on E7s of this house.",
    reason="The CMS also has the E7s of a partner, who is not to find our changes there.",
    remedy="Correct network_name, or add the E7 to `shelves` in the configuration of the pack.",
    settings=ShelfSettings,
    kinds=(ONT,),
    judge=_elsewhere,
)


@dataclass(frozen=True, kw_only=True)
class SizeSettings(Settings):
    """How large a stack may grow."""

    most: int = setting(500, "So many ONTs of one E7 may be in a stack.", type="integer", minimum=1)


def _large(plan: Plan, settings: SizeSettings) -> Iterator[Finding]:
    shelves: dict[str, list[Resource]] = defaultdict(list)
    for ont in plan.of(ONT):
        if ont["network_name"].is_there:
            shelves[str(ont["network_name"].content)].append(ont)
    for onts in shelves.values():
        if len(onts) > settings.most:
            shelf = onts[0]["network_name"]
            yield Finding(
                onts[-1],
                f"{len(onts)} ONTs of E7 {shelf} are in one stack, and no more than {settings.most} may be",
            )


SMALL_STACKS = StackRule(
    id="house-small-stacks",
    description="A stack holds no more ONTs of an E7 than it may.",
    reason="The time that an update takes grows with the stack, and an update holds all others up.",
    remedy="Move a part of them into a stack of their own.",
    settings=SizeSettings,
    judge=_large,
)

HOUSE = Pack(
    "house",
    "The rules of isp-strict, and two of this house.",
    {**STRICT.levels, OUR_SHELVES: EnforcementLevel.MANDATORY, SMALL_STACKS: EnforcementLevel.ADVISORY},
    {**STRICT.settings, "house-shelves": {"shelves": ["hill", "dale"]}},
)

"""The rule that the others about deletions stand on: the state of before is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..resources import Plan
from ..rule import Finding, StackRule
from ..settings import Settings, setting


@dataclass(frozen=True, kw_only=True)
class StateSettings(Settings):
    """Where the state of before is."""

    file: str = setting(
        "",
        "File of `pulumi stack export`, relative to the program's folder; empty to ask Pulumi for it.",
        type="string",
    )


def _unread(plan: Plan, _: Settings) -> Iterator[Finding]:
    if plan.trouble:
        yield Finding(None, f"what the state has is not known: {plan.trouble}")


PREVIOUS_STATE = StackRule(
    id="previous-state",
    description="A preview knows what the state has, so that deletions can be judged.",
    reason="Pulumi tells a policy what stays, and never what goes. Without the state, the rules about "
    "deletions see none.",
    remedy="Let `pulumi stack export` work where the preview runs, or name a file of it.",
    settings=StateSettings,
    judge=_unread,
)

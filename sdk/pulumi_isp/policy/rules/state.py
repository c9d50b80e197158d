"""The rule that the state before the run is known. Rules about deletes need that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..resources import Plan
from ..rule import Finding, StackRule
from ..settings import Settings, setting


@dataclass(frozen=True, kw_only=True)
class StateSettings(Settings):
    """Where the state before the run is."""

    file: str = setting(
        "",
        "File of `pulumi stack export`, relative to the program's folder. Empty: Pulumi is asked for it.",
        type="string",
    )


def _unread(plan: Plan, _: Settings) -> Iterator[Finding]:
    if plan.trouble:
        yield Finding(None, f"the state is not known: {plan.trouble}")


PREVIOUS_STATE = StackRule(
    id="previous-state",
    description="A preview knows the state, so that deletions can be judged.",
    reason="Pulumi tells a policy what is declared, and not what is deleted. Without the state, the rules "
    "about deletions see none.",
    remedy="Make `pulumi stack export` work where the preview runs, or name a file of it in `file`.",
    settings=StateSettings,
    judge=_unread,
)

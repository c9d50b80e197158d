"""Judges a file, without an engine: the export of a state, or the document of a preview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi_policy import EnforcementLevel

from .._previews import FAILED, has_failed
from . import previous as state
from .judging import judge, told
from .kinds import KINDS
from .packs import ALL, Pack
from .previous import StateUnreadableError
from .resources import Plan, Resource
from .rule import Rule

__all__ = ["Judged", "StateUnreadableError", "judge_file"]


@dataclass(frozen=True)
class Judged:
    """One finding.

    Attributes:
        rule: The rule that is broken.
        level: How strict the rule is.
        urn: Pulumi's name for the resource; empty for the stack as a whole.
        text: What is wrong, and what to do.
    """

    rule: Rule[Any]
    level: str
    urn: str
    text: str

    def as_json(self) -> dict[str, str]:
        """The finding for a JSON document."""
        return {"rule": self.rule.id, "level": self.level, "urn": self.urn, "text": self.text}


def judge_file(pack: Pack, file: Path, *, config: Path | None, previous: Path | None) -> list[Judged]:
    """Judge the resources in a file.

    Args:
        pack: The rules.
        file: The output of `pulumi stack export` or `pulumi preview --json`.
        config: The pack's configuration.
        previous: The export of the state before the preview. The document of a preview has the deletes
            itself. But without ``--show-sames`` it does not have the resources that do not change; this
            file adds them.

    Raises:
        BadConfigurationError: The configuration cannot be used.
        StateUnreadableError: A file cannot be read, or is neither an export nor a preview's document.
    """
    given = pack.read(config) if config else {}
    plan = _plan(file, previous)
    return [
        Judged(rule, level.value, finding.resource.urn if finding.resource else "", told(rule, finding))
        for rule, level, settings in _configured(pack, given)
        if level is not EnforcementLevel.DISABLED
        for finding in judge(rule, plan, pack.load(rule, settings))
    ]


def _configured(
    pack: Pack, given: Mapping[str, Any]
) -> Iterator[tuple[Rule[Any], EnforcementLevel, dict[str, Any]]]:
    for rule, declared in pack.levels.items():
        own = given.get(rule.id, {})
        settings = {"enforcementLevel": own} if isinstance(own, str) else dict(own)
        named = settings.pop("enforcementLevel", given.get(ALL))
        level = EnforcementLevel(named) if named else declared
        # In a file nothing can be repaired.
        yield rule, EnforcementLevel.MANDATORY if level is EnforcementLevel.REMEDIATE else level, settings


def _plan(file: Path, previous: Path | None) -> Plan:
    before = state.from_file(previous) if previous else None
    document = state.read(file)
    if not document.keys() & {"steps", "deployment"}:
        raise StateUnreadableError(
            f"{file}: is neither a state of `pulumi stack export` nor a document of `pulumi preview --json`"
        )
    if "steps" not in document:
        return Plan(tuple(state.resources(document, str(file)).values()), before)
    if has_failed(document):
        raise StateUnreadableError(f"{file}: {FAILED}")
    now: dict[str, Resource] = {}
    old: dict[str, Resource] = {}
    try:
        for step in document["steps"]:
            for found, states in ((now, "newState"), (old, "oldState")):
                each = step.get(states)
                if each and each["type"] in KINDS:
                    found[each["urn"]] = state.resource(each)
    except (KeyError, TypeError, AttributeError):
        raise StateUnreadableError(f"{file}: is not an answer of `pulumi preview --json`") from None
    if before is None:
        return Plan(tuple(now.values()), old)
    # Without --show-sames, the document does not have the resources that do not change.
    planned = {step.get("urn") for step in document["steps"]} | set(old)
    planned.update(alias for each in now.values() for alias in each.aliases)
    same = (each for urn, each in before.items() if urn not in planned)
    return Plan((*now.values(), *same), before)

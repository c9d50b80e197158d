"""A tester for rules: over resources in a unit test, with no engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from .judging import judge
from .kinds import Kind
from .packs import load
from .resources import Plan, Resource
from .rule import Finding, Rule


def declared(
    kind: Kind,
    name: str,
    /,
    *,
    secrets: Iterable[str] = (),
    is_protected: bool = False,
    was: str | None = None,
    refers: Mapping[str, Resource] = MappingProxyType({}),
    **properties: Any,
) -> Resource:
    """A resource as a rule sees it, after the provider's own check.

    Args:
        kind: What it is.
        name: Its name in the program.
        secrets: Which properties the program marked secret.
        is_protected: Whether it has the option ``protect``.
        was: Its name in the program before, where it has an alias.
        refers: By property, the resource whose output it is.
        properties: Its properties; :data:`.UNKNOWN` for what is not known yet.
    """
    urn = f"urn:pulumi:test::test::{kind.token}::"
    aliases = [f"{urn}{was}"] if was else []
    return Resource.of(
        kind.token,
        f"{urn}{name}",
        properties,
        is_protected=is_protected,
        aliases=aliases,
        refers={argument: [each.urn] for argument, each in refers.items()},
        secrets=secrets,
    )


def check(
    rule: Rule[Any],
    *resources: Resource,
    before: Iterable[Resource] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """What a rule finds in some resources.

    Args:
        rule: The rule.
        resources: What the program declares; see :func:`declared`.
        before: What the state has; None where that is not known.
        settings: The rule's settings, as in a configuration.

    Raises:
        BadConfigurationError: Something is wrong with the settings.
    """
    known = None if before is None else {each.urn: each for each in before}
    return list(judge(rule, Plan(resources, known), load(rule, settings or {})))

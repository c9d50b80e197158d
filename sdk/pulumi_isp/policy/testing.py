"""Tests rules in a unit test, without an engine."""

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
        kind: Its kind.
        name: Its name in the program.
        secrets: Names of the properties that the program marked secret.
        is_protected: Whether it has the option ``protect``.
        was: Its earlier name in the program, if it has an alias.
        refers: By property, the resource whose output the value is.
        properties: Its properties; :data:`.UNKNOWN` for a value that is not known yet.
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
        before: The resources in the state; None if they are not known.
        settings: The rule's settings, as in a configuration.

    Raises:
        BadConfigurationError: The settings cannot be used.
    """
    known = None if before is None else {each.urn: each for each in before}
    return list(judge(rule, Plan(resources, known), load(rule, settings or {})))

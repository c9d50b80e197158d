"""A rule: what it demands, why, what to do if it is broken, and the code that judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .kinds import Kind
from .resources import Plan, Resource
from .settings import Settings
from .values import Value

SettingsT = TypeVar("SettingsT", bound=Settings)


@dataclass(frozen=True)
class Finding:
    """One place where a rule is broken.

    Attributes:
        resource: The resource that breaks it; None for the stack as a whole.
        text: What is wrong. Show values only with ``str`` of a :class:`.values.Value`.
    """

    resource: Resource | None
    text: str


@dataclass(frozen=True)
class Rule(Generic[SettingsT]):
    """What all rules have.

    Attributes:
        id: Its name in a configuration.
        description: What it demands, in one sentence.
        reason: What goes wrong in the network without it.
        remedy: What to do if it is broken.
        settings: The class of its settings.
    """

    id: str
    description: str
    reason: str
    remedy: str
    settings: type[SettingsT]


@dataclass(frozen=True)
class ResourceRule(Rule[SettingsT]):
    """A rule about one resource at a time. In `up`, it stops the run before that resource is changed.

    Attributes:
        kinds: The kinds that it judges; empty for all kinds.
        judge: Gives what is wrong with a resource.
        repair: Gives the right values of properties, if the settings allow only one; otherwise nothing. At
            level ``remediate`` the rule sets them.
    """

    kinds: tuple[Kind, ...]
    judge: Callable[[Resource, SettingsT], Iterator[Finding]]
    repair: Callable[[SettingsT], dict[str, Any]] | None = None

    def concerns(self, kind: Kind | None) -> bool:
        """Whether it judges resources of a kind. It judges none of another package, whose kind is None."""
        return kind is not None and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True)
class StackRule(Rule[SettingsT]):
    """A rule about all resources together. It stops a preview, and so the `up` that begins with the preview.

    Attributes:
        judge: Gives what is wrong with a plan.
        needs_state: It compares with the state before the run. If that cannot be read, the rule is broken.
    """

    judge: Callable[[Plan, SettingsT], Iterator[Finding]]
    needs_state: bool = False


def outside(resource: Resource, value: Value, allowed: Sequence[str]) -> Iterator[Finding]:
    """A finding if a value is not one of the allowed ones; an empty list allows every value."""
    if allowed and value.is_there and value.content not in allowed:
        yield Finding(resource, f"{value.path} {value} is not allowed; allowed are {', '.join(allowed)}")

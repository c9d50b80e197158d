"""A rule: what must hold, why, what to do if it does not, and the code that judges."""

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
    """One place where a rule does not hold.

    Attributes:
        resource: Which resource breaks it; None for the stack as a whole.
        text: What is wrong there. Values are shown by ``str`` of a :class:`.values.Value` alone.
    """

    resource: Resource | None
    text: str


@dataclass(frozen=True)
class Rule(Generic[SettingsT]):
    """What all rules have.

    Attributes:
        id: Its name in a configuration.
        description: What must hold, in one sentence.
        reason: What goes wrong in the field without it.
        remedy: What to do where it is broken.
        settings: The class of its settings.
    """

    id: str
    description: str
    reason: str
    remedy: str
    settings: type[SettingsT]


@dataclass(frozen=True)
class ResourceRule(Rule[SettingsT]):
    """A rule about one resource at a time: in `up`, it stops the resource before it is touched.

    Attributes:
        kinds: What it is about; empty for all kinds.
        judge: Says what is wrong with a resource.
        repair: Says what properties are to be, where only one value is right by the settings. At level
            ``remediate`` the rule sets them.
    """

    kinds: tuple[Kind, ...]
    judge: Callable[[Resource, SettingsT], Iterator[Finding]]
    repair: Callable[[SettingsT], dict[str, Any]] | None = None

    def concerns(self, kind: Kind | None) -> bool:
        """Whether it is about resources of a kind; those of others, which have none of ours, are nobody's."""
        return kind is not None and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True)
class StackRule(Rule[SettingsT]):
    """A rule about all resources together: it stops a preview, and so the `up` that the preview begins.

    Attributes:
        judge: Says what is wrong with a plan.
        needs_state: It compares with the state of before: where that cannot be had, the rule is broken.
    """

    judge: Callable[[Plan, SettingsT], Iterator[Finding]]
    needs_state: bool = False


def outside(resource: Resource, value: Value, allowed: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with a value that is none of the allowed ones; nothing where none are named."""
    if allowed and value.is_there and value.content not in allowed:
        yield Finding(resource, f"{value.path} {value} is not allowed; allowed are {', '.join(allowed)}")

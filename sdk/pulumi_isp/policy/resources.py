"""Resources as rules see them. They come from the engine, from a file or from a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from .kinds import KINDS, Kind
from .values import State, Value, plain, read

CONNECTION: Final = "connection"
DEFAULT_CONNECTION: Final = "default"
"""The connection of a resource that names none."""
SECRETS: Final = "__secrets"
"""Hidden property with the names of the properties that the program marked secret."""


@dataclass(frozen=True)
class Resource:
    """One resource that the program declares.

    Attributes:
        token: Pulumi's type token.
        urn: Pulumi's name for it.
        is_protected: Whether it has the option ``protect``.
        is_retained: Whether it has the option ``retain_on_delete``; known only of resources in the state.
        aliases: Its earlier URNs, such as the one before it was moved into a component.
        refers: By property, the URNs of the resources whose outputs the value is made of. Empty for rules
            about a single resource.
    """

    token: str
    urn: str
    is_protected: bool = False
    is_retained: bool = False
    aliases: tuple[str, ...] = ()
    refers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _properties: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _secrets: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        token: str,
        urn: str,
        properties: Mapping[str, Any],
        *,
        is_protected: bool = False,
        is_retained: bool = False,
        aliases: Iterable[str] = (),
        refers: Mapping[str, Iterable[str]] = MappingProxyType({}),
        secrets: Iterable[str] = (),
    ) -> Resource:
        """Make a resource of what the engine sends, or of what a file has.

        Args:
            token: Pulumi's type token.
            urn: Pulumi's name for the resource.
            properties: Its properties.
            is_protected: Whether it has the option ``protect``.
            is_retained: Whether it has the option ``retain_on_delete``.
            aliases: Its earlier URNs.
            refers: By property, URNs of the resources whose outputs the value is made of.
            secrets: Names of properties that are secret: they are judged, and never shown.
        """
        return cls(
            token,
            urn,
            is_protected,
            is_retained,
            tuple(aliases),
            {name: tuple(urns) for name, urns in refers.items()},
            plain(properties),
            frozenset(secrets),
        )

    @property
    def kind(self) -> Kind | None:
        """Its kind; None if it is not a resource of this package."""
        return KINDS.get(self.token)

    @property
    def name(self) -> str:
        """Its name in the program."""
        return self.urn.split("::", 3)[-1]

    def __getitem__(self, name: str) -> Value:
        """A property by its name. For ``list.part`` see :meth:`values`."""
        return read(name, self._properties.get(name), is_secret=name in self._secrets)

    @property
    def connection(self) -> str | None:
        """The name of its connection; None if it is not known yet."""
        value = self[CONNECTION]
        if value.state is State.ABSENT:
            return DEFAULT_CONNECTION
        return str(value.content) if value.is_there else None

    def values(self, path: str) -> Iterator[Value]:
        """A property; for ``list.part``, that property of each item of the list."""
        name, _, part = path.partition(".")
        if not part:
            yield self[name]
        for item in self[name].each() if part else ():
            yield item.part(part)

    def names(self) -> Iterator[str]:
        """The names of all declared properties, without hidden ones."""
        return (name for name, value in self._properties.items() if value is not None and name[:2] != "__")

    def __str__(self) -> str:
        """For messages: ``calix.Ont 'subscriber-7'``."""
        return f"{self.kind.name if self.kind else self.token} {self.name!r}"


@dataclass(frozen=True)
class Plan:
    """What a program declares, and what was in the state before.

    Attributes:
        resources: The declared resources of this package.
        previous: The resources in the state, by URN; None: they are not known, or this is the end of an
            `up`, and nothing is planned any more.
        trouble: Why ``previous`` is not known, although it should be; otherwise empty.
    """

    resources: tuple[Resource, ...]
    previous: Mapping[str, Resource] | None = None
    trouble: str = ""

    def of(self, *kinds: Kind) -> Iterator[Resource]:
        """The declared resources of some kinds, sorted by URN: the engine's order changes with each run."""
        return iter(
            sorted((each for each in self.resources if each.kind in kinds), key=lambda each: each.urn)
        )

    def before(self, resource: Resource) -> Resource | None:
        """A declared resource as it is in the state, by its URN or one of its aliases; None if it is new."""
        known = self.previous or {}
        return next((known[urn] for urn in (resource.urn, *resource.aliases) if urn in known), None)

    def removed(self, *kinds: Kind) -> Iterator[tuple[Resource, str]]:
        """The resources that the plan deletes or replaces, each with the reason in words."""
        declared = {urn: each for each in self.resources for urn in (*each.aliases, each.urn)}
        for urn, before in (self.previous or {}).items():
            kind = before.kind
            if kind is None or kind not in kinds or before.is_retained:
                continue
            now = declared.get(urn)
            if now is None:
                yield before, "no longer declared"
                continue
            changed = [name for name in kind.replacing if _differs(name, before, now)]
            if changed:
                yield before, f"replaced, as {', '.join(changed)} changes"


def _differs(name: str, before: Resource, now: Resource) -> bool:
    if name == CONNECTION:
        return None not in (before.connection, now.connection) and before.connection != now.connection
    was, becomes = before[name], now[name]
    return was.is_there and becomes.is_there and bool(was.content != becomes.content)

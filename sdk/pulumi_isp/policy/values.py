"""Properties as rules see them: known, secret, not known yet, or absent.

The engine's own form is full of traps: a value that is not known yet is a text that looks like any other, all
numbers are floats, and a secret is a map. This module makes plain Python values of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final

from pulumi_policy import proxy

from .._sorts import SIGNATURE, marks_secret
from .secrets import looks_secret


class State(Enum):
    """What is known of a property."""

    KNOWN = auto()
    SECRET = auto()
    """It has a value, which must not be shown."""
    UNKNOWN = auto()
    """Not known before `pulumi up` has created the resource that it comes from."""
    ABSENT = auto()
    """Not declared."""


class _NotThere(Enum):
    UNKNOWN = "not known yet"
    REDACTED = "[secret]"


UNKNOWN: Final = _NotThere.UNKNOWN
"""In plain properties: a value that is not known yet."""
REDACTED: Final = _NotThere.REDACTED
"""In plain properties: a secret whose value is not there, as in the export of a state."""

_PLACEHOLDERS: Final = frozenset(
    text for name, text in vars(proxy).items() if name.startswith("UNKNOWN_") and isinstance(text, str)
)
_LONGEST_SHOWN: Final = 100


@dataclass(frozen=True)
class Value:
    """One property of a resource, or a value inside of one.

    Attributes:
        path: Its place, such as ``routes[0].subnet``.
        state: What is known of it.
    """

    path: str
    state: State
    _content: Any = field(default=None, repr=False)

    @property
    def is_there(self) -> bool:
        """Whether it has a value that a rule can judge."""
        return self._content is not None and self._content is not REDACTED

    @property
    def content(self) -> Any:
        """The value in plain Python, to judge it. To show it, use ``str``.

        Raises:
            ValueError: There is no value that can be judged.
        """
        if not self.is_there:
            raise ValueError(f"{self.path} is {self}: ask is_there first")
        return self._content

    def each(self) -> Iterator[Value]:
        """The items of a list, as far as they are known."""
        content = self._content if self.is_there and isinstance(self._content, list) else []
        for number, item in enumerate(content):
            yield self._inside(f"[{number}]", item)

    def inside(self) -> Iterator[Value]:
        """The value itself, and all values inside it, at any depth."""
        yield self
        for item in self.each():
            yield from item.inside()
        for name in self._content if self.is_there and isinstance(self._content, Mapping) else ():
            yield from self.part(name).inside()

    def part(self, name: str) -> Value:
        """A property of an item."""
        content = self._content if self.is_there and isinstance(self._content, Mapping) else {}
        return self._inside(f".{name}", content.get(name))

    def _inside(self, suffix: str, content: Any) -> Value:
        return read(f"{self.path}{suffix}", content, is_secret=self.state is State.SECRET)

    def __str__(self) -> str:
        """The value for messages. A secret is never shown."""
        match self.state:
            case State.KNOWN:
                text = repr(self._content)
                if looks_secret(text):
                    return "[not shown: it looks like a secret]"
                return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
            case State.SECRET:
                return "[secret]"
            case State.UNKNOWN:
                return "not known yet"
            case State.ABSENT:
                return "not declared"


def read(path: str, content: Any, *, is_secret: bool) -> Value:
    """Make a value of plain content.

    Args:
        path: Its place, such as ``routes[0].subnet``.
        content: The value as :func:`plain` gives it; None if nothing is declared.
        is_secret: Whether it must not be shown.
    """
    if content is UNKNOWN:
        return Value(path, State.UNKNOWN)
    if content is None:
        return Value(path, State.ABSENT)
    hidden = is_secret or content is REDACTED
    return Value(path, State.SECRET if hidden else State.KNOWN, content)


def plain(value: Any) -> Any:
    """A value of the engine or of a state file in plain Python.

    Whole numbers become ints. A value that is not known yet becomes :data:`UNKNOWN`. A secret becomes its
    value, or :data:`REDACTED` if only its ciphertext is there.
    """
    match value:
        case str():
            if value in _PLACEHOLDERS:
                return UNKNOWN
            return REDACTED if value == REDACTED.value else value
        case float():
            return int(value) if value.is_integer() else value
        case dict():
            if SIGNATURE in value:
                return plain(value["value"]) if marks_secret(value) and "value" in value else REDACTED
            return {key: plain(each) for key, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case _:
            return value


def secrets_in(properties: Mapping[str, Any]) -> frozenset[str]:
    """The names of properties that are secret or have a secret inside, in the engine's form."""
    return frozenset(name for name, value in properties.items() if _has_secret(value))


def _has_secret(value: Any) -> bool:
    match value:
        case dict():
            return marks_secret(value) or any(map(_has_secret, value.values()))
        case list():
            return any(map(_has_secret, value))
        case _:
            return False

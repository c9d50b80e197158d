"""Checks names and values from users.

Unknown names are refused. Every message says what is allowed. No message repeats the value, because the
program may have marked it secret.

A value that the engine does not know yet (in a preview) is :data:`UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, NamedTuple, final

from marshmallow import RAISE, Schema, ValidationError

from .names import instead


@final
class Unknown:
    """A value that is not known before another object exists."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


class Failure(NamedTuple):
    """One refused input.

    Attributes:
        path: The property, as in ``routes[0].value``; empty for the whole resource.
        reason: What is allowed, without the value.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


def in_our_words(says: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    """Messages for a marshmallow field, in place of all its own ones.

    Args:
        says: What a value must be.
    """
    refusals = dict.fromkeys(
        ("invalid", "invalid_utf8", "special", "too_large", "type", "validator_failed"), says
    )
    return {"required": "is required", "null": "must not be null; leave it out instead", **refusals}


class StrictSchema(Schema):
    """A schema that refuses unknown names and suggests the nearest known one."""

    refused: ClassVar[str] = "is not a known name"
    """The message for an unknown name, before the suggestion."""

    class Meta:
        """Marshmallow's own settings."""

        unknown = RAISE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["unknown"] = self.refused
        self.error_messages["type"] = "must have names with values"

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **_: Any) -> None:
        """Add a suggestion to the message for each unknown name."""
        for messages in error.messages_dict.values() if many else [error.messages_dict]:
            for name in messages if isinstance(messages, dict) else ():
                if messages[name] == [self.refused]:
                    messages[name] = [f"{self.refused}; {instead(name, sorted(self.fields))}"]


def has_unknown(value: Any) -> bool:
    """Whether a value or a part of it is not known yet."""
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    return value is UNKNOWN


def same_values(one: Any, other: Any) -> bool:
    """Whether two values are equal, and of the same type.

    An integer and a float may be equal, because the engine makes every number a float. True and 1 differ.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_values(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_values, one, other))
    numbers = {int, float}
    return (type(one) is type(other) or {type(one), type(other)} <= numbers) and bool(one == other)


def validate_inputs(schema: Schema, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Failure]]:
    """Check and normalise a resource's inputs.

    Returns:
        The normalised inputs, with defaults filled in, and all failures.
    """
    try:
        loaded: dict[str, Any] = schema.load(raw)
    except ValidationError as error:
        return dict(raw), sorted(failures(error.messages), key=str)
    return loaded, []


def failures(messages: Any, path: str = "") -> Iterator[Failure]:
    """Marshmallow's messages as a list.

    Args:
        messages: The messages of a ``ValidationError``.
        path: Their property; empty for the whole.
    """
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            if key == "_schema":
                step = path
            elif isinstance(key, int):
                step = f"{path}[{key}]"
            else:
                step = f"{path}.{key}" if path else str(key)
            yield from failures(inner, step)
        return
    for message in messages if isinstance(messages, (list, tuple)) else [messages]:
        yield Failure(path, str(message))

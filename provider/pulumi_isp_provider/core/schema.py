"""The vocabulary of input schemas.

An input schema says which properties a resource takes and what is allowed in them. It is written for the
user: unknown properties are refused, every message says what is allowed, and no message repeats the value,
because any value may be one that the program marked secret.

A value that the engine does not know yet (in a preview) is :data:`UNKNOWN`; every field lets it pass.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, final

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from .names import instead
from .settings import DEFAULT_CONNECTION


@final
class Unknown:
    """A value that will only be known once something else exists."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()
_Thing = dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """One refused input.

    Attributes:
        path: The property, as in ``routes[0].value``; empty where it concerns the resource as a whole.
        reason: What is allowed, without the value that was given.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


def in_our_words(says: str) -> dict[str, str | list[Any] | dict[Any, Any]]:
    """Messages for a marshmallow field, in place of all that it would say itself of a value it cannot take.

    Args:
        says: What a value must be.
    """
    refusals = dict.fromkeys(
        ("invalid", "invalid_utf8", "special", "too_large", "type", "validator_failed"), says
    )
    return {"required": "is required", "null": "must not be null; leave it out instead", **refusals}


class _Property:
    """What our fields add to marshmallow's.

    Metadata keys that the lifecycle reads:
        replace: A change means a new object.
        canonical: A function; two values with the same result mean the same.
        spellings: A function; the ways in which a value may be written elsewhere.
        read_back: A function; what the vendor answers where this value was declared, if another one.
        local: Ours alone; the vendor does not know it.
        create_only: Only create looks at it, so a later change means nothing.
        reset: What the vendor is to hold once the property is no longer declared (None: it is cleared).
        sticky: No default is known; once no longer declared, it is left as it stands.
    """

    says: ClassVar[str]
    """What a value must be at all, before its length counts; ``allowed`` where a field can say more."""

    def __init__(self, *args: Any, allowed: str | None = None, **kwargs: Any) -> None:
        messages = in_our_words(allowed or self.says)
        super().__init__(*args, error_messages=messages, **kwargs)  # type: ignore[call-arg] # to the other base

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if value is UNKNOWN:
            return UNKNOWN
        return super().deserialize(value, *args, **kwargs)  # type: ignore[misc] # the other base has it


def _listed(found: Any) -> list[Callable[[Any], Any]]:
    if found is None:
        return []
    return list(found) if isinstance(found, (list, tuple)) else [found]


def _without_control_characters(text: str) -> None:
    # Line breaks would reach logs and lists; the others, and these two signs, XML cannot hold at all.
    if any(unicodedata.category(sign) in ("Cc", "Cs") or sign in "\ufffe\uffff" for sign in text):
        raise ValidationError("must not hold line breaks, tabs or other control characters")


class Text(_Property, fields.String):
    """A string of limited length."""

    says = "must be a string"

    def __init__(self, *, shortest: int = 1, longest: int | None = None, **kwargs: Any) -> None:
        allowed = f"{shortest} or more" if longest is None else f"{shortest} to {longest}"
        super().__init__(
            validate=[
                *_listed(kwargs.pop("validate", None)),
                validate.Length(shortest, longest, error=f"must be {allowed} characters long"),
            ],
            **kwargs,
        )

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        _without_control_characters(text)
        return text


class Identifier(_Property, fields.String):
    """A vendor's identifier: text, or a whole number as people like to write it; always stored as text."""

    says = "must be a string or a whole number"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        # The engine sends every number as a float.
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if not float(value).is_integer():
                raise self.make_error("invalid")
            return str(int(value))
        text: str = super()._deserialize(value, *args, **kwargs).strip()
        if not text:
            raise ValidationError("must not be empty")
        _without_control_characters(text)
        return text


class WholeNumber(_Property, fields.Integer):
    """An integer in a range, both ends included."""

    def __init__(self, *, lowest: int, highest: int, unit: str = "", **kwargs: Any) -> None:
        allowed = f"must be a whole number from {lowest} to {highest} {unit}".rstrip()
        super().__init__(
            strict=True, allowed=allowed, validate=validate.Range(lowest, highest, error=allowed), **kwargs
        )

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int:
        # The engine sends every number as a float.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool):
            raise self.make_error("invalid")
        number: int = super()._deserialize(value, *args, **kwargs)
        return number


class Decimal(_Property, fields.Float):
    """A decimal number in a range, both ends included."""

    def __init__(self, *, lowest: float, highest: float, unit: str = "", **kwargs: Any) -> None:
        allowed = f"must be a number from {lowest} to {highest} {unit}".rstrip()
        super().__init__(allowed=allowed, validate=validate.Range(lowest, highest, error=allowed), **kwargs)


class Flag(_Property, fields.Boolean):
    """True or false."""

    says = "must be true or false"


class Choice(_Property, fields.String):
    """One of a few words."""

    def __init__(self, *words: str, **kwargs: Any) -> None:
        allowed = f"must be one of {', '.join(words)}"
        super().__init__(allowed=allowed, validate=validate.OneOf(words, error=allowed), **kwargs)


class ListOf(_Property, fields.List[Any]):
    """A list of one kind of thing."""

    says = "must be a list"


class StrictSchema(Schema):
    """Names that belong together; another one is refused, with the nearest of them."""

    refused: ClassVar[str] = "is no name here"
    """What is said of another name, before what was probably meant."""

    class Meta:
        """Marshmallow's own settings."""

        unknown = RAISE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["unknown"] = self.refused
        self.error_messages["type"] = "must have names with values"

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **_: Any) -> None:
        """Say of each name that is not known what was probably meant."""
        for messages in error.messages_dict.values() if many else [error.messages_dict]:
            for name in messages if isinstance(messages, dict) else ():
                if messages[name] == [self.refused]:
                    messages[name] = [f"{self.refused}; {instead(name, sorted(self.fields))}"]


class PropertySchema(StrictSchema):
    """Properties that belong together."""

    refused = "is not a property here"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["type"] = f"must have the properties {', '.join(sorted(self.fields))}"


class _Item(_Property, fields.Nested):
    says = "must have properties"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, Mapping):
            value = {name: inner for name, inner in value.items() if inner is not None}
        return super()._deserialize(value, *args, **kwargs)


class Items(_Property, fields.List[Any]):
    """A list of things with properties of their own; one of these tells them apart, and order means nothing.

    What is declared is compared, thing by thing and property by property: what else the vendor has in the
    list, or holds of a thing, is left alone.

    Args:
        schema: The properties of one thing.
        key: The property that tells one from another.
    """

    says = "must be a list"

    def __init__(self, schema: type[PropertySchema], key: str) -> None:
        self._properties = schema().fields
        self._key = key
        super().__init__(_Item(schema), metadata={"canonical": self._canonical})

    def declared_part(self, seen: list[_Thing], declared: list[_Thing]) -> list[_Thing]:
        """Of what the vendor has: the things that are declared, with what is declared of them."""
        wanted = self._by_key(declared)
        found = ((item, wanted.get(self._key_of(item))) for item in seen)
        return [{name: item.get(name) for name in mine} for item, mine in found if mine is not None]

    def changes(self, olds: list[_Thing] | None, news: list[_Thing] | None) -> dict[str, _Thing | None]:
        """What is to be done, by key: the thing as it is to be, or None where it is no longer declared.

        A property of it that is no longer declared is None too; one that never was is not mentioned.
        """
        before, after = self._by_key(olds), self._by_key(news)
        return {
            **{item[self._key]: None for key, item in before.items() if key not in after},
            **{
                item[self._key]: {**dict.fromkeys(before.get(key, ())), **item}
                for key, item in after.items()
                if key not in before or self._alike(before[key]) != self._alike(item)
            },
        }

    def steps(self, olds: list[_Thing] | None, news: list[_Thing] | None) -> dict[str, list[str]]:
        """The keys of what is deleted, added and changed, as they are written."""
        before, after = self._by_key(olds), self._by_key(news)
        both = [key for key in after if key in before and self._alike(before[key]) != self._alike(after[key])]
        return {
            "deletes": [item[self._key] for key, item in before.items() if key not in after],
            "adds": [item[self._key] for key, item in after.items() if key not in before],
            "changes": [after[key][self._key] for key in both],
        }

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        items: list[Any] = super()._deserialize(value, *args, **kwargs) or []
        seen: set[Any] = set()
        twice = {}
        for number, item in enumerate(items):
            key = UNKNOWN if item is UNKNOWN else self._key_of(item)
            if key in seen:
                twice[number] = {self._key: ["stands in the list before"]}
            elif key is not UNKNOWN:
                seen.add(key)
        if twice:
            raise ValidationError(twice)
        return items

    def _canonical(self, items: list[_Thing] | None) -> dict[Any, _Thing]:
        return {key: self._alike(item) for key, item in self._by_key(items).items()}

    def _by_key(self, items: list[_Thing] | None) -> dict[Any, _Thing]:
        return {self._key_of(item): item for item in items or ()}

    def _key_of(self, item: _Thing) -> Any:
        return self._alike(item)[self._key]

    def _alike(self, item: _Thing) -> _Thing:
        """A thing's properties, written in the one way in which they are compared."""
        given = {name: value for name, value in item.items() if value not in (None, "")}
        return {name: self._in_one_way(name, value) for name, value in given.items()}

    def _in_one_way(self, name: str, value: Any) -> Any:
        canonical = self._properties[name].metadata.get("canonical")
        return value if canonical is None or value is UNKNOWN else canonical(value)


class InputSchema(PropertySchema):
    """Base of every resource's inputs, with the two that all of them share."""

    connection = Text(metadata={"local": True, "replace": True, "reset": DEFAULT_CONNECTION})
    adopt_existing = Flag(metadata={"local": True, "create_only": True})


def has_unknown(value: Any) -> bool:
    """Whether a value, or part of it, is not known yet."""
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    return value is UNKNOWN


def as_set(value: Any) -> frozenset[str]:
    """Canonical form of a list whose order means nothing."""
    return frozenset(repr(item) for item in value or ())


def validate_inputs(schema: Schema, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Failure]]:
    """Check and normalise a resource's inputs.

    Returns:
        The normalised inputs, with defaults filled in, and every failure there is.
    """
    try:
        loaded: dict[str, Any] = schema.load(raw)
    except ValidationError as error:
        return dict(raw), sorted(_flatten(error.messages, ""), key=str)
    return loaded, []


def _flatten(messages: Any, path: str) -> Iterator[Failure]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            if key == "_schema":
                step = path
            elif isinstance(key, int):
                step = f"{path}[{key}]"
            else:
                step = f"{path}.{key}" if path else str(key)
            yield from _flatten(inner, step)
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield Failure(path, str(message))

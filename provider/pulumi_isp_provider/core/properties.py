"""The vocabulary of declarations: the kinds of properties that a resource takes.

From one declaration of a resource follow its checks, what its lifecycle does, its class and arguments in the
program, and its page in the documentation.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, missing
from marshmallow.validate import Length, OneOf, Range

from .schema import UNKNOWN, StrictSchema, in_our_words
from .settings import DEFAULT_CONNECTION

_Thing = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What a property means to the lifecycle, beside what is allowed in it.

    Attributes:
        default: What is sent where nothing is declared, and once it is no longer declared; None: nothing.
        reset: What the vendor holds by itself, and is to hold once the property is no longer declared; None:
            it is cleared.
        stays: No default is known; once no longer declared, it is left as it stands.
        replaces: A change means a new object.
        canonical: Two values with the same result mean the same.
        spellings: The ways in which a value may be written elsewhere.
        read_back: What the vendor answers where this value was declared, if another one.
        local: Ours alone; the vendor does not know it.
        create_only: Only create looks at it, so a later change means nothing.
        refers_to: The kind of resource whose id it is, such as ``Network``.
        goes_with: The object goes when what it refers to goes.
        part_of_id: Its place among the parts of the object's id, which have slashes between them; the
            first part may have slashes of its own.
        for_people: Free text, which people write and the vendor shows to others.
        since: The release of the vendor's from which on it is there; a connection that relies on an earlier
            one cannot declare it.
    """

    default: Any = None
    reset: Any = None
    stays: bool = False
    replaces: bool = False
    canonical: Callable[[Any], Any] | None = None
    spellings: Callable[[str], Collection[str]] | None = None
    read_back: Callable[[Any], Any] | None = None
    local: bool = False
    create_only: bool = False
    refers_to: str | None = None
    goes_with: bool = False
    part_of_id: int | None = None
    for_people: bool = False
    since: str | None = None

    def __post_init__(self) -> None:
        ways = {"default": self.default is not None, "reset": self.reset is not None, "stays": self.stays}
        given = [name for name, is_given in ways.items() if is_given]
        if len(given) > 1:
            raise TypeError(f"{' and '.join(given)} contradict each other")
        if self.goes_with and self.refers_to is None:
            raise TypeError("goes_with means nothing without refers_to")

    @property
    def left_out(self) -> Any:
        """What is to be once the property is no longer declared; None: it is cleared, or left as it is."""
        return self.reset if self.default is None else self.default


class Property(fields.Field[Any]):
    """One property: what it is for, what is allowed in it, what it means to the lifecycle.

    Args:
        about: What it is for, without what the kind of property and its traits say anyhow: limits, default,
            what a change means.
        inner: What marshmallow's field takes by place.
        required: Whether it must be declared.
        allowed: What a value must be, for messages, where :attr:`says` is not enough.
        validate: More checks of a value.
        traits: See :class:`Traits`.

    Raises:
        TypeError: The traits contradict each other, or a default is not allowed.
    """

    says: ClassVar[str]
    """What a value must be at all, before its length counts."""
    takes: str
    """The type of what a program may give, as Python writes it."""
    gives: str
    """The type of what is stored."""
    limits: str = ""
    """What is allowed, for people; empty where the type says all."""

    def __init__(
        self,
        about: str = "",
        *inner: Any,
        required: bool = False,
        allowed: str | None = None,
        validate: Any = (),
        **traits: Any,
    ) -> None:
        self.about = about
        self.traits = Traits(**traits)
        if required and self.traits.left_out is not None:
            raise TypeError("what is required has no default")
        super().__init__(
            *inner,
            required=required,
            load_default=missing if self.traits.default is None else self.traits.default,
            validate=_listed(validate),
            error_messages=in_our_words(allowed or self.says),
        )
        if (
            self.traits.left_out is not None
            and self.deserialize(self.traits.left_out) != self.traits.left_out
        ):
            raise TypeError(f"the default {self.traits.left_out!r} is not written as it is stored")

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Check a value, unless it is not known yet."""
        return UNKNOWN if value is UNKNOWN else super().deserialize(value, *args, **kwargs)


def _listed(checks: Any) -> list[Callable[[Any], Any]]:
    return list(checks) if isinstance(checks, (list, tuple)) else [checks]


def _without_control_characters(text: str) -> None:
    # Line breaks would reach logs and lists; the others, and these two signs, XML cannot hold at all.
    if any(unicodedata.category(sign) in ("Cc", "Cs") or sign in "\ufffe\uffff" for sign in text):
        raise ValidationError("must not hold line breaks, tabs or other control characters")


class Text(Property, fields.String):
    """A string of limited length."""

    says = "must be a string"
    takes = gives = "str"

    def __init__(
        self,
        about: str = "",
        *,
        shortest: int = 1,
        longest: int | None = None,
        validate: Any = (),
        **options: Any,
    ) -> None:
        allowed = f"{shortest} or more" if longest is None else f"{shortest} to {longest}"
        if longest is not None:
            self.limits = f"{allowed} characters"
        length = Length(shortest, longest, error=f"must be {allowed} characters long")
        super().__init__(about, validate=[*_listed(validate), length], **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, *args, **kwargs)
        _without_control_characters(text)
        return text


class Identifier(Property, fields.String):
    """A vendor's identifier: text, or a whole number as people like to write it; always stored as text."""

    says = "must be a string or a whole number"
    takes = "str | int"
    gives = "str"

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


class _InRange(Property):
    """A number in a range, both ends included.

    Args:
        about: What it is for.
        lowest: The lowest that is allowed.
        highest: The highest that is allowed; None where no limit is known for sure.
        unit: What it is counted in, such as ``watts``.
        options: See :class:`Property`.
    """

    kind: ClassVar[str]

    def __init__(
        self, about: str = "", *, lowest: float, highest: float | None = None, unit: str = "", **options: Any
    ) -> None:
        self.limits = f"{lowest} {'or more' if highest is None else f'to {highest}'} {unit}".rstrip()
        allowed = f"must be a {self.kind}{' of' if highest is None else ' from'} {self.limits}"
        super().__init__(about, allowed=allowed, validate=Range(lowest, highest, error=allowed), **options)


class WholeNumber(_InRange, fields.Integer):
    """An integer in a range, both ends included."""

    kind = "whole number"
    takes = gives = "int"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> int:
        # The engine sends every number as a float.
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.make_error("invalid")
        number: int = super()._deserialize(value, *args, **kwargs)
        return number


class Decimal(_InRange, fields.Float):
    """A decimal number in a range, both ends included."""

    kind = "number"
    takes = gives = "float"


class Flag(Property, fields.Boolean):
    """True or false."""

    says = "must be true or false"
    takes = gives = "bool"


class Choice(Property, fields.String):
    """One of a few words.

    Attributes:
        words: They.
    """

    gives = "str"

    def __init__(self, about: str, *words: str, **options: Any) -> None:
        self.words = words
        self.takes = f"Literal[{', '.join(map(json.dumps, words))}]"
        allowed = f"must be one of {', '.join(words)}"
        super().__init__(about, allowed=allowed, validate=OneOf(words, error=allowed), **options)


class ListOf(Property, fields.List[Any]):
    """A list of one kind of thing.

    Args:
        about: What it is for.
        inner: The thing.
        options: See :class:`Property`.
    """

    says = "must be a list"

    def __init__(self, about: str, inner: Property, **options: Any) -> None:
        self.takes = f"Sequence[pulumi.Input[{inner.takes}]]"
        self.gives = f"Sequence[{inner.gives}]"
        super().__init__(about, inner, **options)


class PropertySchema(StrictSchema):
    """Properties that belong together."""

    refused = "is not a property here"
    args: ClassVar[str]
    """Name of the class of these properties in a program, such as ``NetworkRouteArgs``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["type"] = f"must have the properties {', '.join(sorted(self.fields))}"


class _Item(Property, fields.Nested):
    says = "must have properties"
    takes = gives = "Mapping[str, Any]"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, Mapping):
            value = {name: inner for name, inner in value.items() if inner is not None}
        return super()._deserialize(value, *args, **kwargs)


class Items(Property, fields.List[Any]):
    """A list of things with properties of their own; one of these tells them apart, and order means nothing.

    What is declared is compared, thing by thing and property by property: what else the vendor has in the
    list, or holds of a thing, is left alone.

    Args:
        about: What it is for.
        schema: The properties of one thing.
        key: The property that tells one from another.
        options: See :class:`Property`.

    Attributes:
        properties: The properties of one thing, by name.
    """

    says = "must be a list"
    gives = "Sequence[Mapping[str, Any]]"

    def __init__(self, about: str, schema: type[PropertySchema], key: str, **options: Any) -> None:
        self.schema = schema
        self.properties = properties_of(schema)
        self._key = key
        self.takes = f"Sequence[pulumi.Input[{schema.args}]]"
        super().__init__(about, _Item("", schema), canonical=self._canonical, **options)

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
        canonical = self.properties[name].traits.canonical
        return value if canonical is None or value is UNKNOWN else canonical(value)


@dataclass(frozen=True)
class Computed:
    """An output that the vendor assigns.

    Attributes:
        about: What it is.
        gives: Its type, as Python writes it.
        stable: Whether no update changes it.
    """

    about: str
    gives: str = "str"
    stable: bool = True


@dataclass(frozen=True)
class Fetched:
    """A secret output that is fetched once, and only where the program asks for it.

    From then on state holds it, encrypted; no read asks the vendor for it again.

    Attributes:
        about: What it is.
        asked_by: The flag among the inputs by which a program asks for it.
        gives: Its type, as Python writes it; None where it was not asked for.
    """

    about: str
    asked_by: str
    gives: str = "str | None"


class InputSchema(PropertySchema):
    """Base of every resource's inputs, with the two that all of them share."""

    connection = Text(
        "Name of the section of config that says where the system is and who we are there. One that leads to "
        "another system replaces the resource; another name for the same system changes nothing there.",
        local=True,
        replaces=True,
        reset=DEFAULT_CONNECTION,
    )
    adopt_existing = Flag(
        "Take over an object that stands under the same natural key but differs, and change it to what is "
        "declared. Without it such an object is an error. One that is as declared is always taken over.",
        local=True,
        create_only=True,
    )


def properties_of(schema: type[PropertySchema]) -> dict[str, Property]:
    """The properties of a schema, in the order in which they are declared."""
    found = schema().fields
    wrong = [name for name, each in found.items() if not isinstance(each, Property)]
    if wrong:
        raise TypeError(f"{schema.__name__}: {', '.join(wrong)} must be a Property")
    return {name: each for name, each in found.items() if isinstance(each, Property)}


def as_set(value: Any) -> frozenset[str]:
    """Canonical form of a list whose order means nothing."""
    return frozenset(repr(item) for item in value or ())

"""The kinds of properties for declaring a resource.

One declaration gives the checks of a resource, the work of its lifecycle, its class and arguments in the
program, and its page in the documentation.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from marshmallow import ValidationError, fields, missing
from marshmallow.validate import Length, OneOf, Range

from .schema import UNKNOWN, StrictSchema, in_our_words
from .settings import DEFAULT_CONNECTION

_Thing = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Traits:
    """The meaning of a property for the lifecycle.

    Attributes:
        default: The value to send if the property is not declared, or no longer declared; None: nothing.
        reset: The vendor's default, to send once the property is no longer declared; None: it is cleared.
        stays: No default is known. Once no longer declared, the value is not changed.
        replaces: A change replaces the object.
        canonical: Two values mean the same if this function's results are equal.
        spellings: All spellings of a value in other places.
        read_back: The vendor's answer for a declared value, if it is another one.
        local: The vendor does not know the property.
        create_only: Only create uses it, so a later change means nothing.
        refers_to: The value is the id of a resource of this kind, such as ``Network``.
        goes_with: The object is deleted together with the one that it refers to.
        part_of_id: Its position among the parts of the object's id, which are separated by slashes. The first
            part may contain slashes.
        for_people: Free text that the vendor shows to people.
        since: The vendor's release that introduced it. A connection with an earlier release cannot declare
            it.
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
        """The value once the property is no longer declared; None: it is cleared, or not changed."""
        return self.reset if self.default is None else self.default


class Property(fields.Field[Any]):
    """One property: its purpose, its allowed values, and its meaning for the lifecycle.

    Args:
        about: Its purpose, without limits, default and the effect of a change, which the kind of property and
            its traits tell.
        inner: Positional arguments of marshmallow's field.
        required: Whether it must be declared.
        allowed: What a value must be, for messages, if :attr:`says` is not enough.
        validate: Additional checks of a value.
        traits: See :class:`Traits`.

    Raises:
        TypeError: The traits contradict each other, or a default is not allowed.
    """

    says: ClassVar[str]
    """What a value must be, apart from its length or range; for messages."""
    takes: str
    """The type that a program may give, as Python source."""
    gives: str
    """The stored type, as Python source."""
    limits: str = ""
    """The allowed values, for people; empty if the type says all."""

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
        """Check a value if it is known."""
        if value is UNKNOWN:
            return UNKNOWN
        if value is missing and not self.required:
            return self.load_default  # most properties of most resources are left out
        return super().deserialize(value, *args, **kwargs)


def _listed(checks: Any) -> list[Callable[[Any], Any]]:
    return list(checks) if isinstance(checks, (list, tuple)) else [checks]


def _without_control_characters(text: str) -> None:
    # Line breaks would get into logs and lists. XML cannot contain the others, nor the last two characters.
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
    """A vendor's identifier: text, or a whole number; stored as text."""

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
        lowest: The lowest allowed number.
        highest: The highest allowed number; None if no limit is known for certain.
        unit: Its unit, such as ``watts``.
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
    """One of a few words."""

    gives = "str"

    def __init__(self, about: str, *words: str, **options: Any) -> None:
        self.words = words
        self.takes = f"Literal[{', '.join(map(json.dumps, words))}]"
        allowed = f"must be one of {', '.join(words)}"
        super().__init__(about, allowed=allowed, validate=OneOf(words, error=allowed), **options)


class ListOf(Property, fields.List[Any]):
    """A list of one kind of item.

    Args:
        about: What it is for.
        inner: The item.
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
        needed = sorted(name for name, field in self.fields.items() if field.required)
        others = sorted(self.fields.keys() - set(needed))
        may = f", and may have {', '.join(others)}" if needed and others else ""
        self.error_messages["type"] = f"must be a map with {', '.join(needed or others)}{may}"


class _Item(Property, fields.Nested):
    says = "must have properties"
    takes = gives = "Mapping[str, Any]"

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, Mapping):
            value = {name: inner for name, inner in value.items() if inner is not None}
        return super()._deserialize(value, *args, **kwargs)


class Items(Property, fields.List[Any]):
    """A list of items with properties. One property is the key of an item, and order means nothing.

    Declared items are compared property by property. Other items and properties at the vendor are not
    changed.

    Args:
        about: What it is for.
        schema: The properties of one item.
        key: The property that identifies an item.
        options: See :class:`Property`.

    Attributes:
        properties: The properties of one item, by name.
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
        """The declared items with their declared properties, as the vendor has them."""
        wanted = self._by_key(declared)
        found = ((item, wanted.get(self._key_of(item))) for item in seen)
        return [{name: item.get(name) for name in mine} for item, mine in found if mine is not None]

    def changes(self, olds: list[_Thing] | None, news: list[_Thing] | None) -> dict[str, _Thing | None]:
        """The changes by key: the new item, or None if it is no longer declared.

        A property that is no longer declared is None too; one that never was declared is missing.
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
        """The keys of deleted, added and changed items."""
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
        """The properties of an item in the form that is compared."""
        given = {name: value for name, value in item.items() if value not in (None, "")}
        return {name: self._in_one_way(name, value) for name, value in given.items()}

    def _in_one_way(self, name: str, value: Any) -> Any:
        canonical = self.properties[name].traits.canonical
        return value if canonical is None or value is UNKNOWN else canonical(value)


class Computed(NamedTuple):
    """An output that the vendor assigns.

    Attributes:
        about: What it is.
        gives: Its type, as Python source.
        stable: Whether no update changes it.
    """

    about: str
    gives: str = "str"
    stable: bool = True


class Fetched(NamedTuple):
    """A secret output that is fetched once, if the program asks for it.

    Afterwards it is in state, encrypted; no read asks the vendor for it again.

    Attributes:
        about: What it is.
        asked_by: The flag among the inputs with which a program asks for it.
        gives: Its type, as Python source; None if it was not requested.
    """

    about: str
    asked_by: str
    gives: str = "str | None"


class InputSchema(PropertySchema):
    """Base of every resource's inputs, with the two that all resources have."""

    connection = Text(
        "Name of the connection: the section of config with address and credentials. A connection to another "
        "system replaces the resource; another name for the same system changes nothing.",
        local=True,
        replaces=True,
        reset=DEFAULT_CONNECTION,
    )
    adopt_existing = Flag(
        "Take over an existing object with the same natural key that differs, and change it as declared. "
        "Without this, such an object is an error. An object that is as declared is always taken over.",
        local=True,
        create_only=True,
    )


def properties_of(schema: type[PropertySchema]) -> dict[str, Property]:
    """The properties of a schema, in declared order."""
    found = schema().fields
    wrong = [name for name, each in found.items() if not isinstance(each, Property)]
    if wrong:
        raise TypeError(f"{schema.__name__}: {', '.join(wrong)} must be a Property")
    return {name: each for name, each in found.items() if isinstance(each, Property)}


def as_set(value: Any) -> frozenset[str]:
    """Canonical form of a list whose order means nothing."""
    return frozenset(repr(item) for item in value or ())

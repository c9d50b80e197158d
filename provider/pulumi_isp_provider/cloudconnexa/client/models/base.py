"""The base of all objects of the vendor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import UnionType
from typing import Any, Self, Union, cast, get_args, get_origin, get_type_hints

from ....core.names import instead
from ...errors import ValidationError

_UNREAD = "unread"
_NOUNS = {str: "text", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of an object, without its own id.

    Lists and nested objects may be given as plain values, as :meth:`to_dict` writes them, so that
    ``type(x)(**x.to_dict()) == x``.

    Attributes:
        unread: Data of the vendor that is not understood, unchanged, by field. It is not in the list of its
            field and is not compared.
    """

    unread: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, declared in _declared(type(self)).items():
            value = getattr(self, name)
            if declared.many and isinstance(value, (list, tuple)):
                object.__setattr__(self, name, tuple(map(declared.made_of, value)))
            elif declared.is_part and isinstance(value, Mapping):
                object.__setattr__(self, name, declared.made_of(value))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], /) -> Self:
        """Make one from plain values, as of :meth:`to_dict` or JSON.

        Args:
            values: Fields by name; nested objects as mappings, or as models.

        Raises:
            ValidationError: A name is unknown, a required field is missing, or a value has the wrong type.
                The message and ``details`` name all of them. Nothing is sent.
        """
        problems = dict(_problems(cls, values))
        if problems:
            told = "; ".join(f"{place}: {said}" for place, said in problems.items())
            raise ValidationError(
                f"This is no {cls.__name__}: {told}",
                details={place: (said,) for place, said in problems.items()},
            )
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """The whole content as plain values, secrets included; lists are tuples."""
        return {
            f.name: _plain(value)
            for f in fields(self)
            if (value := getattr(self, f.name)) or f.name != _UNREAD
        }

    def validate(self) -> None:
        """Check the types of all fields.

        The services check the values: they refuse known mistakes before anything is sent.

        Raises:
            ValidationError: As in :meth:`from_dict`.
        """
        self.from_dict(self.to_dict())


@dataclass(frozen=True, kw_only=True)
class Model(Part):
    """An object with an id.

    Attributes:
        id: Given by the vendor: a lower-case UUID, for VPN regions a short code.
    """

    id: str


@dataclass(frozen=True)
class _Declared:
    """The declared type of a field.

    Attributes:
        kind: The type, or that of the items of a list.
        many: It is a list.
        optional: It may be None.
        required: It has no default.
    """

    kind: type[Any]
    many: bool
    optional: bool
    required: bool

    @property
    def is_part(self) -> bool:
        return issubclass(self.kind, Part)

    def made_of(self, value: Any) -> Any:
        """A nested object from plain values; anything else unchanged."""
        return self.kind.from_dict(value) if self.is_part and isinstance(value, Mapping) else value


_KNOWN: dict[type[Any], Mapping[str, _Declared]] = {}


def _declared(model: type[Any]) -> Mapping[str, _Declared]:
    if model not in _KNOWN:
        _KNOWN[model] = _read_hints(model)
    return _KNOWN[model]


def _read_hints(model: type[Any]) -> Mapping[str, _Declared]:
    hints = get_type_hints(model)
    found = {}
    for f in fields(model):
        if f.name == _UNREAD:
            continue
        hint, optional = hints[f.name], False
        if get_origin(hint) in {Union, UnionType}:
            hint, optional = get_args(hint)[0], True
        many = get_origin(hint) is tuple
        kind = cast("type[Any]", get_args(hint)[0] if many else hint)
        required = f.default is MISSING and f.default_factory is MISSING
        found[f.name] = _Declared(kind, many, optional, required)
    return found


def _problems(model: type[Any], values: object, at: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(values, Mapping):
        yield at or model.__name__, f"must be an object with the fields of a {model.__name__}"
        return
    declared = _declared(model)
    for name in values:
        if name not in declared and name != _UNREAD:
            yield _place(at, name), f"is not a field; {instead(name, declared)}"
    for name, field_ in declared.items():
        place = _place(at, name)
        if name in values:
            yield from _wrong(field_, values[name], place)
        elif field_.required:
            yield place, "is missing"


def _wrong(declared: _Declared, value: Any, place: str) -> Iterator[tuple[str, str]]:
    if value is None and declared.optional:
        return
    if not declared.many:
        yield from _wrong_one(declared, value, place)
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield from _wrong_one(declared, item, f"{place}[{number}]")
    else:
        yield place, "must be a list"


def _wrong_one(declared: _Declared, value: Any, place: str) -> Iterator[tuple[str, str]]:
    if declared.is_part:
        yield from _problems(
            declared.kind, value.to_dict() if isinstance(value, declared.kind) else value, place
        )
    elif type(value) is not declared.kind:
        yield place, f"must be {_NOUNS[declared.kind]}"


def _place(at: str, name: object) -> str:
    return f"{at}.{name}" if at else str(name)


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.to_dict()
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return dict(value) if isinstance(value, Mapping) else value

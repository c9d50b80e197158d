"""The two kinds of wire schemas: of replies (:class:`Reply`) and of request bodies (:class:`Body`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, pre_load, validate

from ....core.schema import StrictSchema, in_our_words
from ....core.settings import camel
from ..models import Part

Json = dict[str, Any]

_TEXT = in_our_words("must be text")
_LIST = in_our_words("must be a list")
_AN_OBJECT = "must be an object with its fields"


class Several(fields.List[Any]):
    """A list of nested objects in a reply; items that cannot be understood are kept unchanged."""

    def __init__(self, reply: type[Reply], **options: Any) -> None:
        super().__init__(fields.Nested(reply), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[Any]:
        if not isinstance(value, list):
            return [_Unread(value)]
        return [self._item(item, **more) for item in value]

    def _item(self, item: Any, **more: Any) -> Any:
        try:
            return self.inner.deserialize(item, **more)
        except ValidationError:
            return _Unread(item)


@dataclass(frozen=True)
class _Unread:
    raw: Any


class Reply(Schema):
    """The schema of a reply, which becomes a model.

    For this vendor null and a missing member mean the same. Unknown members are ignored. Nested objects of a
    list that cannot be understood are put into the model's ``unread``.

    Attributes:
        model: The class of the model.
    """

    model: ClassVar[type[Part]]

    class Meta:
        """New members of later releases are ignored."""

        unknown = EXCLUDE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Give the field its wire name."""
        if field_obj.data_key is None:
            field_obj.data_key = camel(field_name)

    @pre_load
    def drop_nulls(self, data: Any, **_: Any) -> Any:
        """Treat null as missing."""
        if isinstance(data, Mapping):
            return {name: value for name, value in data.items() if value is not None}
        return data

    @post_load
    def make(self, data: Json, **_: Any) -> Part:
        """Make the model; its lists are tuples."""
        unread: dict[str, tuple[Any, ...]] = {}
        for name, value in data.items():
            if isinstance(value, list):
                data[name] = tuple(item for item in value if not isinstance(item, _Unread))
                raw = tuple(item.raw for item in value if isinstance(item, _Unread))
                unread |= {name: raw} if raw else {}
        return self.model(**data, unread=unread)

    def write(self, model: Part) -> Json:
        """The model in the form of a reply, without empty members."""
        return cast("Json", without_nulls(self.dump(model)))


class Body(StrictSchema):
    """The schema of a request body, which callers write in snake_case.

    Unknown names, wrong types and values that are not allowed are refused. Marks of a field:

    * ``required``: it must be given, and cannot be cleared;
    * metadata ``shown_as``: the model has another name for it, which callers may use too;
    * metadata ``secret``: its value must never be shown.
    """

    refused = "is not a field that can be written here"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["type"] = _AN_OBJECT

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Give the field its wire name; a field that is not required can be cleared."""
        if field_obj.attribute is None:
            field_obj.attribute = camel(field_name)
        field_obj.allow_none = not field_obj.required

    @pre_load
    def accept_shown_names(self, data: Any, **_: Any) -> Any:
        """Accept a value with the name in the model."""
        if not isinstance(data, Mapping):
            return data
        renamed = dict(data)
        for name, field in self.fields.items():
            shown = shown_as(name, field)
            if shown != name and name not in renamed and shown in renamed:
                renamed[name] = renamed.pop(shown)
        return renamed

    @post_load
    def clear_lists(self, data: Json, **_: Any) -> Json:
        """Clear a list with an empty one, anything else with null."""
        lists = {f.attribute for f in self.fields.values() if isinstance(f, fields.List)}
        return {key: [] if value is None and key in lists else value for key, value in data.items()}

    def covered_by(self, wire: Json) -> bool:
        """Whether a body contains every member that can be sent."""
        return all(field.attribute in wire for field in self.fields.values())

    def secrets(self, wire: Json) -> frozenset[str]:
        """The secret values in a body, to be kept out of logs and errors."""
        return frozenset(_secrets(self, wire))

    def hidden(self, wire: Json) -> list[str]:
        """The parts with secrets that the vendor does not show: sent back, they may lose the secrets."""
        return [
            name
            for name, field in self.fields.items()
            if isinstance(field, fields.Nested)
            and wire.get(cast("str", field.attribute))
            and any(inner.metadata.get("secret") for inner in field.schema.fields.values())
            and not any(_secrets(cast("Body", field.schema), wire[cast("str", field.attribute)]))
        ]

    def unread(self, model: Part, given: Json) -> list[str]:
        """The places in a model with data that is not understood, without the given ones."""
        return [
            place
            for name, field in self.fields.items()
            if field.attribute not in given
            for place in _unread(shown_as(name, field), field, model)
        ]

    def draft(self, model: Part) -> Json:
        """The body that would leave the object unchanged, as far as it is understood."""
        drafted = {
            cast("str", field.attribute): _draft(field, getattr(model, shown_as(name, field), None))
            for name, field in self.fields.items()
        }
        return cast("Json", without_nulls(drafted))


def shown_as(name: str, field: fields.Field[Any]) -> str:
    """The model's name for the body's field ``name``."""
    return cast("str", field.metadata.get("shown_as", name))


def _draft(field: fields.Field[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, fields.List):
        return [_draft(field.inner, item) for item in value]
    if isinstance(field, fields.Nested):
        return cast("Body", field.schema).draft(value)
    return value


def _unread(name: str, field: fields.Field[Any], model: Part) -> Iterator[str]:
    value = getattr(model, name, None)
    if name in model.unread:
        yield name
    several = isinstance(field, fields.List)
    inner = field.inner if isinstance(field, fields.List) else field
    if isinstance(inner, fields.Nested) and value is not None:
        for item in value if several else (value,):
            yield from (f"{name}.{place}" for place in cast("Body", inner.schema).unread(item, {}))


def _secrets(body: Body, wire: Any) -> Iterator[str]:
    if not isinstance(wire, Mapping):
        return
    for field in body.fields.values():
        value = wire.get(field.attribute)
        if isinstance(field, fields.Nested):
            yield from _secrets(cast("Body", field.schema), value)
        elif isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
            for item in value or ():
                yield from _secrets(cast("Body", field.inner.schema), item)
        elif field.metadata.get("secret") and isinstance(value, str):
            yield value


def without_nulls(value: Any) -> Any:
    """JSON without null members, which mean nothing to this vendor."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value


def complaints(error: ValidationError) -> Mapping[str, Any]:
    """The messages of a schema, by field."""
    messages = error.messages
    return messages if isinstance(messages, dict) else {"_schema": messages}


# Fields of bodies, with the words of the vendor's document.


def text(
    *, required: bool = False, shown: str | None = None, wire: str | None = None, secret: bool = False
) -> fields.String:
    """Free text; a required one must not be empty."""
    return fields.String(
        required=required,
        attribute=wire,
        error_messages=_TEXT,
        validate=validate.Length(min=1, error="must not be empty") if required else None,
        metadata={"secret": secret, **({"shown_as": shown} if shown else {})},
    )


def choice(*allowed: str, required: bool = False) -> fields.String:
    """One of the vendor's words."""
    return fields.String(required=required, error_messages=_TEXT, validate=_one_of(allowed))


def flag() -> fields.Boolean:
    """True or False, but no other value that Python would accept."""
    return fields.Boolean(truthy={True}, falsy={False}, error_messages=in_our_words("must be true or false"))


def number() -> fields.Integer:
    """A whole number."""
    return fields.Integer(strict=True, error_messages=in_our_words("must be a whole number"))


def texts() -> fields.List[Any]:
    """A list of texts."""
    return fields.List(text(), error_messages=_LIST)


def choices(*allowed: str) -> fields.List[Any]:
    """A list of the vendor's words."""
    return fields.List(choice(*allowed), error_messages=_LIST)


def part(schema: type[Schema], *, wire: str | None = None) -> fields.Nested:
    """A nested object."""
    return fields.Nested(schema, attribute=wire, error_messages=in_our_words(_AN_OBJECT))


def parts(schema: type[Schema]) -> fields.List[Any]:
    """A list of nested objects."""
    return fields.List(part(schema), error_messages=_LIST)


def _one_of(allowed: Sequence[str]) -> validate.OneOf:
    return validate.OneOf(allowed, error=f"must be one of {', '.join(allowed)}")

"""How a field of a model is written on the wire: its name, its form, and its half.

A model declares its fields with :func:`key`, :func:`config` and :func:`live`; :func:`decode` and
:func:`encode` read and write them. So types of objects differ in data only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from ...errors import InvalidValueError, MalformedReplyError
from .forms import Form
from .wire import ObjectRef, WireObject, WireValue

M = TypeVar("M", bound="E7Object")


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a model: Python name, wire name, form, half, and whether listings ask for it."""

    name: str
    wire: str
    form: Form
    half: str
    listed: bool


def key(wire: str, form: Form) -> Any:
    """A field that is part of the object's address."""
    return dataclasses.field(metadata={"wire": wire, "form": form, "half": "key"})


def config(wire: str, form: Form, *, listed: bool = True) -> Any:
    """A field of the provisioned half; None if the E7 has no value, or if a listing leaves it out."""
    metadata = {"wire": wire, "form": form, "half": "config", "listed": listed}
    return dataclasses.field(default=None, metadata=metadata)


def live(wire: str, form: Form) -> Any:
    """A field of the live half; None if it was not read or the E7 does not report it."""
    return dataclasses.field(default=None, metadata={"wire": wire, "form": form, "half": "live"})


@dataclass(frozen=True, kw_only=True)
class E7Object:
    """Base of the models: an object of one E7.

    Attributes:
        network_name: Node name of its E7, such as ``NTWK-1``.
    """

    wire_type: ClassVar[str]
    network_name: str

    @classmethod
    def address(cls, **keys: object) -> ObjectRef:
        """The address of an object of this type.

        Raises:
            InvalidValueError: A key has a value that is not allowed.
        """
        found = []
        for attribute in attributes(cls):
            if attribute.half == "key":
                value = attribute.form.write(attribute.name, keys[attribute.name])
                found.append((attribute.wire, str(value)))
        return ObjectRef(cls.wire_type, tuple(found))

    @property
    def ref(self) -> ObjectRef:
        """Its address on the wire."""
        return self.address(
            **{a.name: getattr(self, a.name) for a in attributes(type(self)) if a.half == "key"}
        )


def attributes(model: type[E7Object]) -> tuple[Attribute, ...]:
    """The fields of a model that have a wire name."""
    if model not in _attributes:
        _attributes[model] = tuple(
            Attribute(
                field.name,
                field.metadata["wire"],
                field.metadata["form"],
                field.metadata["half"],
                field.metadata.get("listed", True),
            )
            for field in dataclasses.fields(model)
            if "wire" in field.metadata
        )
    return _attributes[model]


_attributes: dict[type[E7Object], tuple[Attribute, ...]] = {}


def decode(model: type[M], node: str, provisioned: WireObject | None, state: WireObject | None = None) -> M:
    """Read an object from its provisioned half and its live half.

    Raises:
        MalformedReplyError: A provisioned value cannot be read. A live value that cannot be read becomes
            None, because nothing depends on it.
    """
    known = provisioned or state
    if known is None or known.ref.type != model.wire_type:
        raise MalformedReplyError(f"the CMS answered with no {model.wire_type}", node=node)
    keys = dict(known.ref.keys)
    values: dict[str, Any] = {"network_name": node}
    for attribute in attributes(model):
        source: Mapping[str, WireValue]
        if attribute.half == "key":
            source = keys
        else:
            half = provisioned if attribute.half == "config" else state
            source = half.attributes if half else {}
        raw = attribute.form.plain(source.get(attribute.wire, ""))
        if attribute.wire == "name" and not raw:
            # Some releases show the name only next to the id.
            raw = known.ref.name or ""
        try:
            values[attribute.name] = attribute.form.read(raw) if raw or attribute.half == "key" else None
        except ValueError:
            if attribute.half != "live":
                raise MalformedReplyError(
                    f"the E7 holds {raw[:60]!r} as {attribute.wire}, which cannot be read",
                    node=node,
                    object=str(known.ref),
                ) from None
            values[attribute.name] = None
    return model(**values)


def encode(model: type[E7Object], values: Mapping[str, object]) -> dict[str, WireValue]:
    """Write the provisioned attributes that have a value; the empty string clears one.

    Raises:
        InvalidValueError: Values are not allowed; it names all of them.
    """
    known = [attribute for attribute in attributes(model) if attribute.half == "config"]
    problems = [
        f"{name} is not an attribute of {model.__name__}; known are {', '.join(each.name for each in known)}"
        for name in sorted(values.keys() - {attribute.name for attribute in known})
    ]
    written: dict[str, WireValue] = {}
    for attribute in known:
        value = values.get(attribute.name)
        if value is not None:
            try:
                written[attribute.wire] = attribute.form.write(attribute.name, value)
            except InvalidValueError as error:
                problems.append(error.message)
    if problems:
        raise InvalidValueError("; ".join(problems))
    return written


def differing(model: type[E7Object], written: Mapping[str, WireValue], found: E7Object) -> list[str]:
    """The names of the fields in which an object differs from what was written."""
    names = []
    for attribute in attributes(model):
        if attribute.half != "config" or attribute.wire not in written:
            continue
        raw = attribute.form.plain(written[attribute.wire])
        wanted, held = attribute.form.read(raw) if raw else None, getattr(found, attribute.name)
        if not attribute.form.same(wanted, held):
            names.append(attribute.name)
    return names

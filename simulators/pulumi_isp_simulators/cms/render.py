"""Prints objects as the E7 does: without white space, empty values as an open and a close tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .family import Family
from .node import Node
from .references import key_names
from .rows import Key
from .values import Ref, Value
from .xmlio import leaf, tag


def attribute(node: Node, name: str, value: Value) -> str:
    """One attribute of an object."""
    if value is None:
        return tag(name)
    if isinstance(value, str):
        return leaf(name, value)
    return tag(name, reference(node, value))


def reference(node: Node, value: Ref) -> str:
    """Type and id of the object that is referred to."""
    return leaf("type", value.type) + _identifier(
        key_names(value.type), value.key, node.reference_name(value)
    )


def identifier(family: Family, key: Key) -> str:
    """The id of an object."""
    names = [part.name for part in family.spec.key]
    name = family.name_of(key) if family.spec.named else None
    return _identifier(names, [str(part) for part in key], name)


def _identifier(names: Iterable[str], parts: Iterable[str], name: str | None) -> str:
    elements = [leaf(element, part) for element, part in zip(names, parts, strict=True)]
    if name is not None:
        *_, element = names
        *_, part = parts
        extra = {"name": name}
        if name.startswith("@"):
            # A name in the whole CMS; its number in this node follows.
            extra["localId"] = part
        elements[-1] = tag(element, part, **extra)
    return tag("id", "".join(elements))


def content(node: Node, family: Family, key: Key, names: Iterable[str]) -> str:
    """The content of an ``<object>`` or a ``<child>``: type, id and attributes."""
    return (
        leaf("type", family.spec.name)
        + identifier(family, key)
        + "".join(attribute(node, name, family.value(key, name)) for name in names)
    )


def config_names(family: Family) -> Iterator[str]:
    """The attributes of a type that get-config prints in this node's release."""
    return (name for name in family.spec.config if family.node.knows(family.spec, name))


def state_names(family: Family) -> Iterator[str]:
    """The attributes of a type that get prints in this node's release."""
    return (name for name in family.spec.state if family.node.knows(family.spec, name))


def page(items: Iterable[str], room: int, *, trailing_more: bool) -> str:
    """As many items as fit, at least one, and ``<more/>`` if there are more."""
    taken: list[str] = []
    for item in items:
        if taken and len(item) > room:
            return "".join(taken) + "<more/>"
        taken.append(item)
        room -= len(item)
    return "".join(taken) + ("<more/>" if taken and trailing_more else "")

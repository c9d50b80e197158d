"""get and get-config: one object, or a page of an object's children."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import render
from .family import Family
from .messages import Refused, object_name
from .node import Node
from .references import RefTo, read_reference
from .rows import Key
from .values import BadValue, Ref, Value
from .xmlio import Element, leaf, tag


@dataclass(frozen=True)
class Condition:
    """One equality that an object must fulfil.

    Attributes:
        name: The attribute.
        wanted: The value that it must have.
    """

    name: str
    wanted: Value

    def holds(self, family: Family, key: Key) -> bool:
        """Whether the object has the value."""
        value = family.value(key, self.name)
        if value is None or self.wanted is None:
            return not value and not self.wanted
        attribute = family.spec.config.get(self.name)
        return value == self.wanted if attribute is None else attribute.kind.equal(value, self.wanted)


def matching(
    family: Family, prefix: Key, after: Key | None, conditions: Iterable[Condition]
) -> Iterator[Key]:
    """Keys under a prefix, in order, after ``after``, of objects that fulfil every condition."""
    found: set[Key] | None = None
    rest: list[Condition] = []
    for condition in conditions:
        keys = family.lookup(condition.name, condition.wanted)
        if keys is None:
            rest.append(condition)
        else:
            found = set(keys) if found is None else found.intersection(keys)
    if found is None:
        candidates = family.keys(prefix, after)
    else:
        below = (key for key in found if key[: len(prefix)] == prefix)
        candidates = iter(sorted(key for key in below if after is None or key > after))
    return (key for key in candidates if all(condition.holds(family, key) for condition in rest))


def read(node: Node, verb: Element, room: int) -> str:
    """The ``<data>`` that answers a ``<get>`` or a ``<get-config>``.

    Args:
        node: The node.
        verb: The ``get`` or ``get-config`` element.
        room: Maximum length of the answer if it is a list, in characters.

    Raises:
        Refused: It cannot be answered.
    """
    wanted = verb.path("filter", "top", "object")
    if wanted is None:
        raise Refused("no-operation")
    family = node.family(wanted.text_of("type"))
    key = family.spec.read_key(wanted.child("id"))
    if key not in family:
        if node.options.missing_read == "empty":
            return tag("data", tag("top"))
        raise Refused("missing", object=object_name(family.spec.name))
    defaults = render.config_names if verb.name == "get-config" else render.state_names
    children = wanted.child("children")
    if children is None:
        names = _attr_list(family, wanted) or list(defaults(family))
        return _data(render.content(node, family, key, names))
    head = leaf("type", family.spec.name) + render.identifier(family, key)
    frame = len(_data(head + tag("children"))) + len("<more/>")
    items = _children(node, family, key, children, defaults)
    listed = render.page(items, room - frame, trailing_more=node.options.trailing_more)
    return _data(head + tag("children", listed))


def _data(content: str) -> str:
    return tag("data", tag("top", tag("object", content)))


def _children(
    node: Node,
    parent: Family,
    key: Key,
    asked: Element,
    defaults: Callable[[Family], Iterator[str]],
) -> Iterator[str]:
    families = _child_families(node, parent, asked)
    after_family, after_key = _after(node, asked)
    if after_family is not None and after_family in families:
        families = families[families.index(after_family) :]
    for family in families:
        if not family.is_shown_under(parent.spec.name):
            continue
        conditions = _conditions(family, asked)
        names = _attr_list(family, asked) or list(defaults(family))
        after = after_key if family is after_family else None
        for child in matching(family, key, after, conditions):
            yield tag("child", render.content(node, family, child, names))


def _child_families(node: Node, parent: Family, asked: Element) -> list[Family]:
    type_name = asked.text_of("type")
    if not type_name:
        return [family for family in node.families.values() if family.stands_under(parent.spec.name)]
    family = node.family(type_name)
    if not family.stands_under(parent.spec.name):
        raise Refused("unknown-child", parent=object_name(parent.spec.name), type=type_name)
    return [family]


def _after(node: Node, asked: Element) -> tuple[Family | None, Key | None]:
    after = asked.child("after")
    if after is None:
        return None, None
    # One client leaves the type out: then it is the listed type.
    family = node.family(after.text_of("type") or asked.text_of("type"))
    return family, family.spec.read_key(after.child("id"))


def _attr_list(family: Family, asked: Element) -> Sequence[str]:
    """The requested attributes in the requested order; empty for all."""
    names = asked.text_of("attr-list").split()
    for name in names:
        if not family.node.knows(family.spec, name):
            raise Refused("attr-list", name=name)
    return names


def _conditions(family: Family, asked: Element) -> list[Condition]:
    """The equalities of an ``<attr-filter>``.

    One client filters by a bare reference to a GPON port, without the attribute's element around it:
    taken as if it were there (ASSUMED).
    """
    wanted = asked.child("attr-filter")
    if wanted is None:
        return []
    named = [(element.name, element) for element in wanted.children if element.name not in ("type", "id")]
    if wanted.child("id") is not None:
        named.append(("pon" if "pon" in family.spec.state else "linked-pon", wanted))
    for name, _ in named:
        if not family.node.knows(family.spec, name):
            raise Refused("attr-filter", name=name)
    return [Condition(name, filter_value(element)) for name, element in named]


def filter_value(element: Element) -> Value:
    """The value of a filter element: a reference in nested form, or a text.

    Raises:
        Refused: The reference is not one.
    """
    if element.child("id") is None:
        return element.value
    try:
        found = read_reference(element, "")
        return RefTo(found.type, low=0, null=False, local=True).check("/".join(found.key))
    except BadValue:
        raise Refused("decode-id") from None


def reference_key(element: Element, family: Family) -> Key:
    """The key of the object that an element refers to.

    Raises:
        Refused: It does not refer to an object of that type.
    """
    value = filter_value(element)
    if not isinstance(value, Ref) or value.type != family.spec.name:
        raise Refused("decode-id")
    return family.spec.read_key(element.child("id"))

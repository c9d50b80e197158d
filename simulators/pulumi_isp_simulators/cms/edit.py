"""edit-config: create, merge and delete."""

from __future__ import annotations

from . import render
from .family import Family
from .messages import Refused, object_name
from .node import Node
from .rows import Key
from .values import BadValue, Value
from .xmlio import Element, tag


def edit(node: Node, verb: Element) -> str:
    """The reply to an ``<edit-config>``. Several objects are written in order, up to the first refusal.

    Raises:
        Refused: An object cannot be written.
    """
    top = verb.path("config", "top")
    objects = [] if top is None else list(top.all("object"))
    if not objects:
        raise Refused("no-operation")
    written = "".join(_write(node, wanted) for wanted in objects)
    if not written:
        return "<ok/>"
    data = tag("data", tag("top", written))
    return data if node.options.create_reply == "data" else "<ok/>" + data


def _write(node: Node, wanted: Element) -> str:
    """Write one object; returns the new object if the request asks for it."""
    family = node.family(wanted.text_of("type"))
    operation = wanted.attributes.get("operation", "merge").strip()
    if operation not in family.spec.writes:
        raise Refused("not-allowed", operation=operation, object=object_name(family.spec.name))
    key = family.spec.read_key(wanted.child("id"))
    if operation == "create":
        key = family.create(key, _fields(family, wanted))
    else:
        # "Not found" comes first, even if the request has other errors.
        family.must_exist(key)
        if operation == "delete":
            _delete(family, key, force=wanted.attributes.get("force", "").strip() == "true")
            return ""
        family.merge(key, _fields(family, wanted))
    if wanted.attributes.get("get-config", "").strip() != "true":
        return ""
    return tag("object", render.content(node, family, key, render.config_names(family)))


def _delete(family: Family, key: Key, *, force: bool) -> None:
    what = family.hangs_on(key)
    if what is not None and not force:
        raise Refused("in-use", object=object_name(family.spec.name), what=what)
    family.delete(key)


def _fields(family: Family, wanted: Element) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    for element in wanted.children:
        if element.name in ("type", "id"):
            continue
        attribute = family.spec.config.get(element.name)
        if attribute is None or not family.node.knows(family.spec, element.name):
            if family.node.options.unknown_config_element == "refuse":
                raise Refused("unknown-element", name=element.name)
            continue
        try:
            fields[element.name] = attribute.kind.read(element)
        except BadValue:
            raise Refused("bad-value", name=element.name) from None
    return fields

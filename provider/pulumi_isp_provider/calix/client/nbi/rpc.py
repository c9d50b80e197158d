"""Requests in XML; :mod:`.replies` reads the answers. No other module of this package handles XML.

The CMS forwards the content of ``rpc`` to the E7. It is the E7's own dialect of NETCONF, in no namespace.
Requests are written in ASCII with character references, so it does not matter whether the server reads UTF-8
or ISO-8859-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from lxml import etree

from .wire import ObjectRef, WireValue

RPC_TIMEOUT_MS = 35_000
"""The ``timeout`` attribute. All known clients send this value; surely milliseconds."""

SOAP_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/"
"""The CMS ignores it. Every known client uses this one at login."""

_PROLOG = b'<?xml version="1.0" encoding="UTF-8"?>'


class Read(Enum):
    """The two halves of an object: what is provisioned and what is live."""

    CONFIG = "get-config"
    STATE = "get"


class Edit(Enum):
    """What an ``edit-config`` does to its object."""

    CREATE = "create"
    MERGE = "merge"
    DELETE = "delete"


def login(username: str, password: str) -> bytes:
    """A login request."""
    return _auth("1", "login", {"UserName": username, "Password": password})


def logout(username: str, session_id: str) -> bytes:
    """A logout request."""
    return _auth("2", "logout", {"UserName": username, "SessionId": session_id})


def read(half: Read, ref: ObjectRef) -> etree._Element:
    """Read one object."""
    operation, top = _read_frame(half)
    _object(top, ref, {})
    return operation


def read_children(
    half: Read,
    parent: ObjectRef,
    child_type: str,
    *,
    filters: Mapping[str, WireValue] | None = None,
    attributes: Iterable[str] = (),
    after: ObjectRef | None = None,
) -> etree._Element:
    """Read one page of the children of one type.

    Args:
        half: Which half of each child.
        parent: The parent; :data:`~.wire.SYSTEM` for children of the E7 itself.
        child_type: Type name of the children.
        filters: Attributes that the children must have; all of them.
        attributes: The attributes to read; none means all. A release refuses an attribute that it lacks.
        after: Last object of the page before.
    """
    operation, top = _read_frame(half)
    children = etree.SubElement(_object(top, parent, {}), "children")
    _text(children, "type", child_type)
    if after is not None:
        _value(children, "after", after)
    if filters:
        _values(etree.SubElement(children, "attr-filter"), filters.items())
    wanted = " ".join(attributes)
    if wanted:
        _text(children, "attr-list", wanted)
    return operation


def edit(
    what: Edit,
    ref: ObjectRef,
    attributes: Mapping[str, WireValue],
    *,
    get_config: bool = False,
    force: bool | None = None,
) -> etree._Element:
    """Create, merge or delete one object.

    Args:
        what: Which of them.
        ref: The object.
        attributes: The attributes to set; the empty string clears one.
        get_config: The reply shall show what is provisioned now.
        force: Delete dependent objects too. None leaves the attribute out.
    """
    operation = etree.Element("edit-config")
    etree.SubElement(etree.SubElement(operation, "target"), "running")
    top = etree.SubElement(etree.SubElement(operation, "config"), "top")
    found = _object(top, ref, attributes)
    found.set("operation", what.value)
    if get_config:
        found.set("get-config", "true")
    if force is not None:
        found.set("force", "true" if force else "false")
    return operation


def action(
    name: str, arguments: Sequence[tuple[str, WireValue]] = (), *, target: ObjectRef | None = None
) -> etree._Element:
    """Call an action of the E7.

    Args:
        name: Its name.
        arguments: Its arguments, in order.
        target: An object among the arguments without an element around it.
    """
    operation = etree.Element("action")
    _text(operation, "action-type", name)
    found = etree.SubElement(operation, "action-args")
    if target is not None:
        _reference(found, target)
    _values(found, arguments)
    return operation


def envelope(
    operation: etree._Element,
    *,
    node: str,
    username: str,
    session: str,
    message_id: int,
) -> bytes:
    """Put an operation into an ``rpc``.

    Args:
        operation: What to do.
        node: Node name of the E7.
        username: The user the session belongs to.
        session: The session id, or its placeholder until the request is sent.
        message_id: Any number; the reply repeats it.
    """
    rpc = etree.Element("rpc")
    rpc.set("sessionid", session)
    rpc.set("message-id", str(message_id))
    rpc.set("nodename", node)
    rpc.set("timeout", str(RPC_TIMEOUT_MS))
    rpc.set("username", username)
    rpc.append(operation)
    return _wrapped(rpc)


def _auth(message_id: str, name: str, fields: Mapping[str, str]) -> bytes:
    auth = etree.Element("auth")
    auth.set("message-id", message_id)
    _values(etree.SubElement(auth, name), fields.items())
    return _wrapped(auth)


def _wrapped(payload: etree._Element) -> bytes:
    root = etree.Element(f"{{{SOAP_NAMESPACE}}}Envelope", nsmap={"soapenv": SOAP_NAMESPACE})
    etree.SubElement(root, f"{{{SOAP_NAMESPACE}}}Body").append(payload)
    # lxml writes ASCII without a declaration. Ours names UTF-8, which ASCII is too.
    return _PROLOG + etree.tostring(root, encoding="us-ascii", xml_declaration=False)


def _read_frame(half: Read) -> tuple[etree._Element, etree._Element]:
    operation = etree.Element(half.value)
    if half is Read.CONFIG:
        etree.SubElement(etree.SubElement(operation, "source"), "running")
    subtree = etree.SubElement(operation, "filter")
    subtree.set("type", "subtree")
    return operation, etree.SubElement(subtree, "top")


def _object(parent: etree._Element, ref: ObjectRef, attributes: Mapping[str, WireValue]) -> etree._Element:
    found = _value(parent, "object", ref)
    _values(found, attributes.items())
    return found


def _values(parent: etree._Element, values: Iterable[tuple[str, WireValue]]) -> None:
    for name, value in values:
        _value(parent, name, value)


def _value(parent: etree._Element, name: str, value: WireValue) -> etree._Element:
    if isinstance(value, str):
        return _text(parent, name, value)
    return _reference(etree.SubElement(parent, name), value)


def _reference(element: etree._Element, ref: ObjectRef) -> etree._Element:
    _text(element, "type", ref.type)
    _values(etree.SubElement(element, "id"), ref.keys)
    return element


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = text or None
    return element

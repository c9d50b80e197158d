"""Replies in XML. They are read with care: another server at the address may send anything.

Document types, entities and deep nesting are refused. Namespaces and prefixes are ignored, because they
differ between replies of a CMS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from lxml import etree

from ...errors import MalformedReplyError
from .wire import AuthReply, Match, ObjectRef, RpcError, RpcReply, WireObject, WireValue

MAX_REPLY_BYTES = 16 * 1024 * 1024
"""Replies of an E7 are pages of a few kilobytes; much larger ones are refused."""

MAX_DEPTH = 64
"""Maximum nesting of a reply; real ones stay below 16."""


def read_rpc_reply(body: bytes, charset: str | None = None) -> RpcReply:
    """Read the answer to an ``rpc``.

    Args:
        body: The HTTP body.
        charset: The charset of the Content-Type header, for bodies that do not name one.

    Raises:
        MalformedReplyError: It is not one.
    """
    reply = _payload(body, charset, "rpc-reply")
    problems = tuple(
        RpcError(
            *(_words(found, name) for name in ("error-type", "error-tag", "error-severity", "error-message"))
        )
        for found in reply.iter("rpc-error")
    )
    data, answer = reply.find("data"), reply.find("action-reply")
    return RpcReply(
        ok=reply.find("ok") is not None,
        errors=tuple(problem for problem in problems if not problem.is_warning),
        warnings=tuple(problem for problem in problems if problem.is_warning),
        objects=None if data is None else tuple(_read_object(found) for found in data.findall("top/object")),
        matches=None if answer is None else tuple(_read_match(found) for found in answer.findall("match")),
        more=answer is not None and answer.find("more") is not None,
        node=(reply.get("nodename") or "").strip(),
    )


def read_auth_reply(body: bytes, charset: str | None = None) -> AuthReply:
    """Read the answer to a login or logout.

    Raises:
        MalformedReplyError: It is not one.
    """
    reply = _payload(body, charset, "auth-reply")
    code, session = _words(reply, "ResultCode"), _words(reply, "SessionId")
    if not (code.isascii() and code.removeprefix("-").isdigit() and len(code) < 10):
        raise MalformedReplyError("the CMS answered a login or logout without a ResultCode")
    return AuthReply(
        result_code=int(code),
        message=_words(reply, "ResultMessage"),
        session_id=session if session.isascii() and session.isdigit() else None,
    )


def _payload(body: bytes, charset: str | None, name: str) -> etree._Element:
    """The element inside ``Body``: without a prefix in an auth reply, with one in an rpc reply."""
    root = _parsed(body, charset)
    found = root.find(f"Body/{name}") if root.tag == "Envelope" else None
    if found is None:
        inside = root.find("Body/*") if root.tag == "Envelope" else root
        shown = "nothing" if inside is None else f"<{inside.tag}>"
        raise MalformedReplyError(f"the CMS answered with {shown[:60]} where <{name}> was expected")
    return found


def _parsed(body: bytes, charset: str | None) -> etree._Element:
    body = body.lstrip()
    if not body:
        raise MalformedReplyError("the CMS answered with nothing")
    if len(body) > MAX_REPLY_BYTES:
        raise MalformedReplyError(f"the CMS answered with more than {MAX_REPLY_BYTES} bytes")
    root = next(_readings(body, charset), None)
    if root is None:
        # The parser's message is left out: it may quote the body.
        raise MalformedReplyError(f"the CMS answered with {len(body)} bytes that are not well-formed XML")
    if root.getroottree().docinfo.internalDTD is not None:
        raise MalformedReplyError("the CMS answered with a document type, which no CMS does")
    return _without_namespaces(root)


def _readings(body: bytes, charset: str | None) -> Iterator[etree._Element]:
    """The body in the encoding that it names, that the header names, or that its bytes allow."""
    declared = body.startswith((b"<?xml", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    encodings: list[str | None] = [None] if declared or not charset else [charset, None]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        # An old Java server may write ISO-8859-1 without naming it.
        encodings.append("iso-8859-1")
    for encoding in encodings:
        # The server chose the name; the parser raises ValueError if it is not text.
        with suppress(etree.XMLSyntaxError, LookupError, ValueError):
            yield _parse(body, encoding)


def _parse(body: bytes, encoding: str | None) -> etree._Element:
    # A parser is cheap and must not be shared by threads.
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(body, parser)


def _without_namespaces(root: etree._Element) -> etree._Element:
    """Remove all namespaces, because they differ between replies of a CMS."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > MAX_DEPTH:
            raise MalformedReplyError(f"the CMS answered with XML nested deeper than {MAX_DEPTH}")
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = etree.QName(element).localname
    return root


def _words(parent: etree._Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _read_match(match: etree._Element) -> Match:
    config, state = match.find("get-config/object"), match.find("get/object")
    return Match(
        config=None if config is None else _read_object(config),
        state=None if state is None else _read_object(state),
    )


def _read_object(element: etree._Element) -> WireObject:
    children = element.find("children")
    return WireObject(
        ref=_read_ref(element),
        attributes=dict(_read_attributes(element)),
        children=()
        if children is None
        else tuple(_read_object(child) for child in children.findall("child")),
        more=children is not None and children.find("more") is not None,
    )


def _read_ref(element: etree._Element) -> ObjectRef:
    identity = element.find("id")
    if identity is None:
        raise MalformedReplyError("the CMS answered with an object that has no id")
    return ObjectRef(
        type=_words(element, "type"),
        keys=tuple((str(key.tag), (key.text or "").strip()) for key in identity),
        name=identity[-1].get("name") if len(identity) else None,
    )


def _read_attributes(element: etree._Element) -> Iterable[tuple[str, WireValue]]:
    for attribute in element:
        if attribute.tag in {"type", "id", "children"}:
            continue
        if attribute.find("id") is not None:
            yield attribute.tag, _read_ref(attribute)
        elif len(attribute) == 0:
            yield attribute.tag, (attribute.text or "").strip()

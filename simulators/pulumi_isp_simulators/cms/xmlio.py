"""Reads XML from untrusted clients, and prints XML as the E7 does.

The tree has only local names, because the CMS ignores namespaces, and no links to parents, because they are
not needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

MAX_DEPTH: Final = 64
"""Maximum nesting. A real request needs about twelve levels."""

_LEADING_SPACE: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?[ \t\r\n]+(?=<)")
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class RefusedXml(ValueError):
    """The document is malformed or hostile; the message says which, without quoting it."""


class Element:
    """An element: local name, attributes, child elements and the text between its tags."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""

    @property
    def value(self) -> str:
        """The text without the white space around it."""
        return self.text.strip()

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator[Element]:
        """Every child of that name."""
        return (child for child in self.children if child.name == name)

    def path(self, *names: str) -> Element | None:
        """The element at the end of a path of first children."""
        here: Element | None = self
        for name in names:
            if here is None:
                return None
            here = here.child(name)
        return here

    def text_of(self, name: str) -> str:
        """The trimmed text of the first child of that name; empty if there is none."""
        child = self.child(name)
        return "" if child is None else child.value


class _Builder:
    """Builds the tree from the parser's events and stops at anything that no client sends."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise RefusedXml(f"more than {MAX_DEPTH} elements inside each other")
        element = Element(_local(tag), {_local(name): value for name, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].text += text

    def doctype(self, *_declaration: str | None) -> None:
        # Called before any entity is declared, so none is ever expanded.
        raise RefusedXml("a document type declaration is not allowed")

    def close(self) -> None:
        pass


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def parse(body: bytes) -> Element:
    """Read a request body.

    White space before the prolog is dropped, as the CMS does. A body that declares no encoding and
    is not UTF-8 is read as ISO-8859-1, which half of the known clients announce.

    Raises:
        RefusedXml: Malformed, nested too deeply, or with a document type.
    """
    body = _LEADING_SPACE.sub(b"", body)
    try:
        return _parse(body, None)
    except etree.XMLSyntaxError as error:
        if body.isascii() or body.startswith(b"<?xml"):
            raise RefusedXml("not well-formed XML") from error
    try:
        return _parse(body, "iso-8859-1")
    except etree.XMLSyntaxError as error:
        raise RefusedXml("not well-formed XML") from error


def _parse(body: bytes, encoding: str | None) -> Element:
    builder = _Builder()
    parser = etree.XMLParser(
        target=builder,  # type: ignore[arg-type]  # the stubs speak of bytes, which lxml never passes
        encoding=encoding,
        # False would leave every & of an attribute as the text &#38; behind. Nothing can declare an entity.
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know lxml 4's values only
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        parser.feed(body)
        parser.close()
    except (LookupError, UnicodeError) as error:
        raise RefusedXml("not readable in the encoding that it declares") from error
    if builder.root is None:
        raise RefusedXml("no element")
    return builder.root


def escape(text: str) -> str:
    """Text escaped for elements and attributes; characters that XML cannot contain become ``?``."""
    text = _NOT_XML.sub("?", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def tag(name: str, content: str = "", /, **attributes: str) -> str:
    """An element around XML content. Empty content prints as an open and a close tag."""
    return f"<{name}{attributes_text(attributes)}>{content}</{name}>"


def leaf(name: str, text: str) -> str:
    """An element around plain text."""
    return f"<{name}>{escape(text)}</{name}>"


def attributes_text(attributes: Mapping[str, str]) -> str:
    """Attributes for an open tag; ``message_id`` is written ``message-id``."""
    return "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())

"""WHMCS's XML form of a reply, in the shape of its JSON form.

JSON is what we ask for. XML is the way round one fault: where a text in the data is not UTF-8, WHMCS
cannot write JSON at all, but it does write XML.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# What XML cannot hold, as it is or by its number; a password that cannot be decrypted may be made of it.
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(?:(?P<decimal>[0-9]{1,7})|x(?P<hex>[0-9A-Fa-f]{1,6}));")


def parse_xml(body: bytes) -> dict[str, Any] | None:
    """The reply in an XML body, or None where it is not ``<whmcsapi>``, or not all of it can be read.

    Args:
        body: The body; characters that XML cannot hold, and bytes that are not UTF-8, are replaced.
    """
    text = body.decode("utf-8", errors="replace")
    text = _NUMBERED.sub(_usable, _UNUSABLE.sub(_REPLACEMENT, text))
    # A parser that recovers from faults gives what it has understood, up to where it met its own limits, as
    # if that were all.
    parser = etree.XMLParser(recover=False, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag != "whmcsapi" or root.getroottree().docinfo.internalDTD is not None:
        return None  # WHMCS declares no document type; one could hide text behind entities
    reply = _value(root)
    if not isinstance(reply, dict):
        return None
    # An element says which action was answered; JSON has no such key.
    reply.pop("action", None)
    return reply


def _usable(found: re.Match[str]) -> str:
    number = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
    usable = number <= 0x10FFFF and not _UNUSABLE.match(chr(number))
    return found[0] if usable else _REPLACEMENT


def _value(element: etree._Element) -> Any:
    if len(element) == 0:
        return element.text or ""
    values: dict[str, Any] = {}
    for child in element.iterchildren("*"):
        value = _value(child)
        if child.tag not in values:
            values[child.tag] = value
        elif isinstance(values[child.tag], list):
            values[child.tag].append(value)
        else:
            values[child.tag] = [values[child.tag], value]
    return values

"""WHMCS's XML form of a reply, in the shape of its JSON form.

JSON is what we ask for. XML is the way round one fault: where a text in the data is not UTF-8, WHMCS
cannot write JSON at all, but it does write XML.
"""

from __future__ import annotations

from typing import Any

from lxml import etree


def parse_xml(body: bytes) -> dict[str, Any] | None:
    """The reply in an XML body, or None where it is not ``<whmcsapi>``.

    Args:
        body: The body; bytes that are not UTF-8 are replaced.
    """
    if not body.rstrip().endswith(b"</whmcsapi>"):
        return None  # cut off; the parser forgives much and would give the rest as if it were all
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root: etree._Element | None = etree.fromstring(body.decode("utf-8", errors="replace").encode(), parser)
    if root is None or root.tag != "whmcsapi" or root.getroottree().docinfo.internalDTD is not None:
        return None  # WHMCS declares no document type; one could hide text behind entities
    reply = _value(root)
    if not isinstance(reply, dict):
        return None
    # An element says which action was answered; JSON has no such key.
    reply.pop("action", None)
    return reply


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

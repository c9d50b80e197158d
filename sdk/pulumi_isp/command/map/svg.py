"""Writes a map as SVG. All text goes through an XML writer, so no text can become markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import Final

from .layout import CELL, WIDTH, Box, Cell, Curve, Free, Label, Section, Shape
from .model import Item, Map

_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot have."""
_FULL: Final = f"h{CELL}v{CELL}h-{CELL}z"
_SIGNS: Final = {
    # Each state has its own form, because not everybody can see the colours.
    "ont up": _FULL,
    "ont weak": f"m0 {CELL}l5-{CELL}l5 {CELL}z",
    "ont down": "m2 0l3 3l3-3l2 2l-3 3l3 3l-2 2l-3-3l-3 3l-2-2l3-3l-3-3z",
    "ont away": f"{_FULL}m2 2v6h6v-6z",
    "ont off": "m0 3.5h10v3h-10z",
    "ont unasked": "m5 0a5 5 0 1 1-.01 0z",
    "user": "m5 .5a2.3 2.3 0 1 1-.01 0zm-4.5 9.5a4.5 4.5 0 0 1 9 0z",
    "part connector": "m5 0l5 5l-5 5l-5-5z",
    "part route": "m0 3.8h5v-2.8l5 4l-5 4v-2.8h-5z",
    "part service": "m5 1a4 4 0 1 1-.01 0zm0 2.4a1.6 1.6 0 1 0 .01 0z",
}


def clean(text: str) -> str:
    """A text without characters that XML cannot have."""
    return _FORBIDDEN.sub("\ufffd", text)


def document(shown: Map, parts: Sequence[Section], style: str) -> str:
    """The whole map as one SVG file."""
    height = sum(part.height for part in parts) + 12
    root = _root(height, "img", shown.title)
    root.set("xmlns", _NAMESPACE)
    root.set("width", str(WIDTH))
    root.set("height", _number(height))
    ET.SubElement(root, "title").text = clean(shown.title)
    ET.SubElement(root, "style").text = style
    ET.SubElement(root, "rect", {"class": "paper", "width": "100%", "height": "100%"})
    top = 0.0
    for part in parts:
        _draw(
            ET.SubElement(root, "g", {"transform": f"translate(0 {_number(top)})"}), part.shapes, titles=True
        )
        top += part.height
    return ET.tostring(root, encoding="unicode") + "\n"


def fragment(part: Section) -> str:
    """One section as SVG inside a page. The page has the style and the details."""
    root = _root(part.height, "group", part.title)
    _draw(root, part.shapes, titles=False)
    return ET.tostring(root, encoding="unicode")


def _root(height: float, role: str, title: str) -> ET.Element:
    return ET.Element(
        "svg",
        {
            "viewBox": f"0 0 {WIDTH} {_number(height)}",
            "class": "map",
            "role": role,
            "aria-label": clean(title),
        },
    )


def _draw(parent: ET.Element, shapes: Iterable[Shape], *, titles: bool) -> None:
    for shape in shapes:
        match shape:
            case Label():
                _label(parent, shape)
            case Box():
                _box(parent, shape, titles)
            case Cell():
                path = ET.SubElement(parent, "path", {"class": shape.sign})
                path.set("d", f"M{_number(shape.x)} {_number(shape.y)}{_SIGNS[shape.sign]}")
                _point(path, shape.item, titles)
            case Free():
                places = "".join(f"M{_number(x + 4)} {_number(y + 4)}h2v2h-2z" for x, y in shape.places)
                ET.SubElement(parent, "path", {"class": "free", "d": places})
            case Curve():
                _curve(parent, shape)


def _label(parent: ET.Element, label: Label) -> None:
    place = {"class": f"{label.css} end" if label.right else label.css}
    text = ET.SubElement(parent, "text", {**place, "x": _number(label.x), "y": _number(label.y)})
    text.text = clean(label.text)


def _box(parent: ET.Element, box: Box, titles: bool) -> None:
    if box.item is not None:
        parent = ET.SubElement(parent, "g", {"class": "box"})
        _point(parent, box.item, titles)
    frame = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    numbers = {name: _number(value) for name, value in frame.items()}
    ET.SubElement(parent, "rect", {"class": box.css, **numbers})
    if box.sign:
        start = f"M{_number(box.x + 5)} {_number(box.y + 5)}"
        ET.SubElement(parent, "path", {"class": box.sign, "d": start + _SIGNS[box.sign]})
    for label in box.labels:
        _label(parent, label)


def _curve(parent: ET.Element, curve: Curve) -> None:
    (x1, y1), (x2, y2) = curve.start, curve.end
    to_right = 1 if x2 > x1 else -1
    bend = abs(x2 - x1) / 2 * to_right
    tip = x2 - 7 * to_right
    line = [x1, y1, x1 + bend, y1, x2 - bend, y2, tip, y2]
    numbers = [_number(each) for each in line]
    path = ET.SubElement(parent, "path", {"class": curve.css})
    path.set("d", f"M{numbers[0]} {numbers[1]}C{' '.join(numbers[2:])}")
    head = ET.SubElement(parent, "path", {"class": f"{curve.css} tip"})
    head.set("d", f"M{_number(x2)} {_number(y2)}l{-8 * to_right}-4v8z")
    if curve.ends[0]:
        for each in (path, head):
            each.set("data-ends", " ".join(curve.ends))


def _point(element: ET.Element, item: Item | None, titles: bool) -> None:
    """Make an element selectable."""
    if item is None:
        return
    element.set("id", item.key)
    if titles:
        told = "\n".join(f"{name}: {value}" for name, value in item.details)
        ET.SubElement(element, "title").text = clean(f"{item.kind} {item.name}\n{told}".strip())


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")

"""Computes the place of everything in the picture. The same map always gives the same picture."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from .model import Access, Card, Holder, Item, Map, Port, Shelf, State

WIDTH: Final = 1240
"""Width of the whole picture. All lengths here are in units of SVG."""
_MARGIN: Final = 20
_INNER: Final = WIDTH - 2 * _MARGIN
_PITCH: Final = 13
CELL: Final = 10
_PAD: Final = 10
_GAP: Final = 12
_COLUMNS: Final = 16
_TILE: Final = _COLUMNS * _PITCH - (_PITCH - CELL) + 2 * _PAD
_WIDE: Final = (_INNER - 2 * _PAD) // _PITCH
_CHIP: Final = 20
_LETTER: Final = 0.56
"""Average width of a letter, as a fraction of its font size."""
SIZES: Final = {"title": 20, "heading": 15, "name": 13, "text": 12, "small": 11}
"""Font size by class of a label."""


@dataclass(frozen=True)
class Label:
    """A text."""

    x: float
    y: float
    text: str
    css: str
    right: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle with labels. It can be selected if it has an item."""

    x: float
    y: float
    width: float
    height: float
    css: str
    item: Item | None = None
    labels: tuple[Label, ...] = ()
    sign: str = ""


@dataclass(frozen=True)
class Cell:
    """A small sign, for an ONT or a user."""

    x: float
    y: float
    sign: str
    item: Item | None


@dataclass(frozen=True)
class Free:
    """The free places of a GPON port."""

    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Curve:
    """A line from one thing to another."""

    start: tuple[float, float]
    end: tuple[float, float]
    css: str
    ends: tuple[str, str]


Shape = Label | Box | Cell | Free | Curve


@dataclass
class Section:
    """A section of the picture.

    Attributes:
        title: Its title.
        shapes: Its shapes; the first ones are at the back.
        height: Its height.
    """

    title: str
    shapes: list[Shape] = field(default_factory=list)
    height: float = 0

    def below(self, gap: float = 0) -> float:
        """Move down by a gap. Gives the new height."""
        self.height += gap
        return self.height


def sections(shown: Map) -> list[Section]:
    """The sections of the picture, from top to bottom."""
    found = [_legend(shown), *map(_Shelves(shown.capacity).section, shown.shelves)]
    if shown.groups or shown.access or shown.sites or shown.others:
        found.append(_tenant(shown))
    return found


def fitted(text: str, width: float, css: str) -> str:
    """A text, cut to the width, with an ellipsis at its end if it is cut."""
    room = width / (SIZES[css] * _LETTER)
    wide = [2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text]
    if sum(wide) <= room:
        return text
    used, end = 0, 0
    while end < len(text) and used + wide[end] <= room - 1:
        used += wide[end]
        end += 1
    return f"{text[:end].rstrip()}…"


def _legend(shown: Map) -> Section:
    made = Section("Legend")
    made.shapes.append(Label(_MARGIN, made.below(34), fitted(shown.title, _INNER, "title"), "title"))
    counted = Counter(ont.state for shelf in shown.shelves for ont in shelf.onts)
    total = sum(counted.values())
    told = [_many(len(shown.shelves), "shelf", "shelves"), _many(total, "ONT")] if shown.shelves else []
    sites = Counter(site.item.kind for site in shown.sites)
    told += [_many(sites[kind], kind) for kind in ("network", "host") if sites[kind]]
    told += [_many(len(shown.access), "access group")] if shown.access else []
    text = " · ".join(told) or "Nothing to show."
    made.shapes.append(Label(_MARGIN, made.below(22), text, "text"))
    rows: list[list[tuple[str, str]]] = []
    if shown.shelves:
        rows.append([(f"ont {each}", f"{each.label}: {counted[each]:,}") for each in State if counted[each]])
        if any(port.item for shelf in shown.shelves for card in shelf.cards for port in card.ports):
            rows[0].append(("free", f"free, of {shown.capacity} on a GPON port"))
    if shown.groups or shown.sites:
        rows.append([("user", "user"), *((f"part {sign}", name) for sign, name in _SIGNS)])
        rows[-1] += [("way from", "may reach"), ("way to", "what is reached")] if shown.access else []
    for row in rows:
        y, x = made.below(24), float(_MARGIN)
        for sign, name in row:
            # Free places have a shape of their own.
            if sign == "free":
                made.shapes.append(Free(((x, y - CELL + 1),)))
            elif sign.startswith("way"):
                made.shapes.append(Curve((x - 6, y - 4), (x + 14, y - 4), sign, ("", "")))
            else:
                made.shapes.append(Cell(x, y - CELL + 1, sign, None))
            made.shapes.append(Label(x + CELL + 9, y, name, "small"))
            x += CELL + 32 + len(name) * SIZES["small"] * _LETTER
    made.below(14)
    return made


_SIGNS: Final = (("connector", "connector"), ("route", "route"), ("service", "IP service, application"))


def _many(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


# The plant


@dataclass(frozen=True)
class _Shelves:
    """Draws shelves. ``capacity`` is the most ONTs on a GPON port."""

    capacity: int

    def section(self, shelf: Shelf) -> Section:
        made = Section(f"Shelf {shelf.item.name}")
        states = Counter(ont.state for ont in shelf.onts)
        ports = sum(port.item is not None for card in shelf.cards for port in card.ports)
        told = [_many(sum(states.values()), "ONT")]
        told += [_many(ports, "GPON port")] if ports else []
        told += [f"{states[each]:,} {each.label}" for each in State if states[each]]
        summary = " · ".join(told)
        room = _INNER - len(summary) * SIZES["small"] * _LETTER - 40
        made.below(12)
        labels = (
            Label(_MARGIN + 14, made.height + 24, fitted(shelf.item.name, room, "heading"), "heading"),
            Label(WIDTH - _MARGIN - 14, made.height + 24, summary, "small", right=True),
        )
        made.shapes.append(Box(_MARGIN, made.height, _INNER, 36, "shelf", shelf.item, labels))
        made.below(36)
        for card in shelf.cards:
            self._card(made, card)
        made.below(8)
        return made

    def _card(self, made: Section, card: Card) -> None:
        text = f"Card {card.name}" if card.name else "GPON port not known"
        made.shapes.append(Label(_MARGIN + 2, made.below(24), text, "name"))
        made.below(8)
        tiles = [self._tile(port) for port in card.ports]
        each_row = _INNER // (_TILE + _GAP) if card.name else 1
        for start in range(0, len(tiles), each_row):
            row = tiles[start : start + each_row]
            tallest = max(height for _, height in row)
            for place, (tile, _) in enumerate(row):
                x = _MARGIN + place * (_TILE + _GAP)
                made.shapes += self._drawn(tile, x, made.height, tallest)
            made.below(tallest + _GAP)

    def _tile(self, port: Port) -> tuple[Port, float]:
        columns = _COLUMNS if port.item else _WIDE
        places = max(len(port.onts), self.capacity) if port.item else len(port.onts)
        rows = -(-places // columns)
        return port, rows * _PITCH + 2 * _PAD + (30 if port.item else 0) - (_PITCH - CELL)

    def _drawn(self, port: Port, x: float, y: float, height: float) -> Iterator[Shape]:
        columns, width = (_COLUMNS, _TILE) if port.item else (_WIDE, _INNER)
        if port.item:
            fill = len(port.onts)
            labels = (
                Label(x + _PAD, y + 21, port.item.name, "name"),
                Label(x + width - _PAD, y + 21, f"{fill} of {self.capacity}", "small", right=True),
            )
            yield Box(x, y, width, height, "port", port.item, labels)
            inner = width - 2 * _PAD
            yield Box(x + _PAD, y + 28, inner, 4, "track")
            share = min(1.0, fill / self.capacity)
            yield Box(
                x + _PAD, y + 28, round(inner * share, 1), 4, "fill over" if fill > self.capacity else "fill"
            )
        else:
            yield Box(x, y, width, height, "port")
        top = y + _PAD + (30 if port.item else 0)

        def place(number: int) -> tuple[float, float]:
            return x + _PAD + number % columns * _PITCH, top + number // columns * _PITCH

        if port.item and len(port.onts) < self.capacity:
            yield Free(tuple(map(place, range(len(port.onts), self.capacity))))
        for number, ont in enumerate(port.onts):
            yield Cell(*place(number), f"ont {ont.state}", ont)


# The tenant

_LEFT: Final = (_MARGIN, 320.0)
_MIDDLE: Final = (480.0, 250.0)
_RIGHT: Final = (850.0, WIDTH - _MARGIN - 850.0)
_HEAD: Final = 38


def _tenant(shown: Map) -> Section:
    made = Section("CloudConnexa")
    made.shapes.append(Label(_MARGIN, made.below(32), "CloudConnexa", "heading"))
    top = made.below(12)
    columns = [("Users", _LEFT, shown.groups), ("Access groups", _MIDDLE, shown.access)]
    for text, (x, _), content in (*columns, ("Networks and hosts", _RIGHT, shown.sites)):
        if content:
            made.shapes.append(Label(x, top + 12, text, "small"))
    anchors: dict[str, tuple[float, float, float]] = {}
    boxes: list[Shape] = []
    ends = [
        _column(shown.groups, _LEFT, top + 22, boxes, anchors),
        _column(shown.sites, _RIGHT, top + 22, boxes, anchors),
    ]
    placed = dict(anchors)
    ends.append(_access(shown.access, placed, top + 22, boxes, anchors))
    made.shapes += [*_curves(shown.access, anchors), *boxes]
    made.height = max(ends)
    if shown.others:
        made.shapes.append(
            Label(_MARGIN, made.below(16), "DNS records, location contexts, settings", "small")
        )
        made.below(8)
        made.shapes += _chips(shown.others, _MARGIN, made.height, _INNER, 4)
        made.below(-(-len(shown.others) // 4) * (_CHIP + 4))
    made.below(16)
    return made


def _column(
    holders: Iterable[Holder],
    place: tuple[float, float],
    y: float,
    boxes: list[Shape],
    anchors: dict[str, tuple[float, float, float]],
) -> float:
    """Boxes below each other. An anchor is where lines end: left, right and height."""
    x, width = place
    for holder in holders:
        are_users = place is _LEFT
        inner = width - 2 * _PAD
        each_row = int(inner + _PITCH - CELL) // _PITCH if are_users else 2
        rows = -(-len(holder.parts) // each_row)
        step = _PITCH if are_users else _CHIP + 4
        height = _HEAD + (rows * step + 6 if rows else 0)
        count = f"{len(holder.parts)} users" if are_users and len(holder.parts) != 1 else ""
        boxes.append(Box(x, y, width, height, "holder", holder.item, _head(holder.item, x, y, width, count)))
        anchors[holder.item.key] = (x, x + width, y + _HEAD / 2)
        top = y + _HEAD
        if are_users:
            for number, user in enumerate(holder.parts):
                at = (x + _PAD + number % each_row * _PITCH, top + number // each_row * _PITCH)
                boxes.append(Cell(*at, "user", user))
        else:
            for chip in _chips(holder.parts, x + _PAD, top, inner, 2):
                boxes.append(chip)
                if chip.item is not None:
                    anchors[chip.item.key] = (x, x + width, chip.y + _CHIP / 2)
        y += height + _GAP
    return y


def _head(item: Item, x: float, y: float, width: float, right: str) -> tuple[Label, ...]:
    room = width - 2 * _PAD - len(right) * SIZES["small"] * _LETTER
    labels = (
        Label(x + _PAD, y + 14, item.kind, "small"),
        Label(x + _PAD, y + 29, fitted(item.name, room, "name"), "name"),
    )
    return (*labels, Label(x + width - _PAD, y + 29, right, "small", right=True)) if right else labels


def _chips(items: Sequence[Item], x: float, y: float, width: float, each_row: int) -> Iterator[Box]:
    own = (width - (each_row - 1) * 6) / each_row
    for number, item in enumerate(items):
        left, top = x + number % each_row * (own + 6), y + number // each_row * (_CHIP + 4)
        sign = _sign(item.kind)
        inset = 20 if sign else 8
        label = Label(left + inset, top + 14, fitted(item.name, own - inset - 6, "small"), "small")
        yield Box(left, top, own, _CHIP, "chip", item, (label,), sign)


def _sign(kind: str) -> str:
    if "connector" in kind:
        return "part connector"
    if kind == "route":
        return "part route"
    return "part service" if kind.endswith(("service", "application")) else ""


def _access(
    groups: Iterable[Access],
    placed: dict[str, tuple[float, float, float]],
    top: float,
    boxes: list[Shape],
    anchors: dict[str, tuple[float, float, float]],
) -> float:
    """Each access group near the middle of its sources and destinations, so that lines are short."""
    x, width = _MIDDLE

    def wanted(group: Access) -> float:
        heights = [placed[key][2] for key in (*group.sources, *group.destinations) if key in placed]
        return sum(heights) / len(heights) if heights else top

    y = top
    for group in sorted(groups, key=wanted):
        height = _HEAD + (len(group.notes) * 15 + 4 if group.notes else 0)
        y = max(y, wanted(group) - height / 2)
        notes = [
            Label(x + _PAD, y + _HEAD + 8 + line * 15, fitted(text, width - 2 * _PAD, "small"), "small")
            for line, text in enumerate(group.notes)
        ]
        labels = (*_head(group.item, x, y, width, ""), *notes)
        boxes.append(Box(x, y, width, height, "access", group.item, labels))
        anchors[group.item.key] = (x, x + width, y + _HEAD / 2)
        y += height + _GAP
    return y


def _curves(groups: Iterable[Access], anchors: dict[str, tuple[float, float, float]]) -> Iterator[Curve]:
    for group in groups:
        own = anchors[group.item.key]
        for key in group.sources:
            start, end = _between(anchors[key], own)
            yield Curve(start, end, "way from", (key, group.item.key))
        for key in group.destinations:
            start, end = _between(own, anchors[key])
            yield Curve(start, end, "way to", (group.item.key, key))


def _between(
    start: tuple[float, float, float], end: tuple[float, float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Start and end of a line, on the sides that face each other."""
    if start[0] < end[0]:
        return (start[1], start[2]), (end[0], end[2])
    return (start[0], start[2]), (end[1], end[2])

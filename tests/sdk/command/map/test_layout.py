"""Where everything stands."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.sdk.command.map.plants import isp

from pulumi_isp.command.map.layout import CELL, SIZES, WIDTH, Box, Cell, Section, fitted, sections
from pulumi_isp.command.map.model import map_of
from pulumi_isp.command.map.objects import Object

Area = tuple[float, float, float, float]


def overlapping(areas: list[Area]) -> list[tuple[Area, Area]]:
    return [
        (one, other)
        for one, other in combinations(areas, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def boxes(part: Section, *css: str) -> list[Area]:
    return [
        (each.x, each.y, each.x + each.width, each.y + each.height)
        for each in part.shapes
        if isinstance(each, Box) and each.css in css
    ]


def cells(part: Section) -> list[Area]:
    found = [each for each in part.shapes if isinstance(each, Cell)]
    return [(each.x, each.y, each.x + CELL, each.y + CELL) for each in found]


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("onts", [1, 90, 300])
def test_nothing_overlaps_and_all_is_inside(onts: int, live: bool) -> None:
    """With more ONTs than a port takes, too, and with ports that are not known."""
    found = isp(shelves=2, onts=onts, ports=3, live=live)
    if not live:
        found = [Object(each.kind, each.id, each.properties) for each in found]

    for part in sections(map_of(found, "title", 64)):
        outer = boxes(part, "shelf", "port", "holder", "access")
        inner = [*boxes(part, "chip"), *cells(part)]
        assert overlapping(outer) == []
        assert overlapping(inner) == []
        for left, top, right, bottom in (*outer, *inner):
            assert left >= 0
            assert top >= 0
            assert right <= WIDTH
            assert bottom <= part.height


@pytest.mark.parametrize("text", ["short", "a name that goes on and on and on", "\u4e2d\u6587" * 20, ""])
def test_a_text_fits_its_place(text: str) -> None:
    """The wide letters of the East count twice."""
    shown = fitted(text, 100, "small")

    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))
    wide = sum(2 if "\u4e00" <= each <= "\u9fff" else 1 for each in shown)
    assert wide * SIZES["small"] * 0.56 <= 100

"""Every promise is tried for every kind of resource, with every release of its vendor's API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final

import pytest
from tests.specimens import SPECIMENS
from tests.support import ROOT
from tests.support.promises import NUMBERS, OLDER, Cell, Gap, all_cells, rows_of

from pulumi_isp_provider.cloudconnexa.releases import RELEASES

WITHOUT_PROOF: Final = [kind for kind, each in SPECIMENS.items() if not each.front.lifecycle.proofs()]
GAPS: Final = (
    Gap(6, "Where a program runs plays no part in what is asked of a vendor.", releases=OLDER),
    Gap(
        7,
        "What many resources cost is the ledger's and the listings' work; no release changes them.",
        releases=OLDER,
    ),
    Gap(
        11,
        "What is made again is found by its natural key, which is the same in each release.",
        releases=OLDER,
    ),
    Gap(12, "How a request is repeated and an error told is the same for each release.", releases=OLDER),
    Gap(
        15,
        "The vendor never gives an id out again, so nothing else can stand under one.",
        kinds=WITHOUT_PROOF,
    ),
    Gap(16, "A system is known by its address, before anything is asked of it.", releases=OLDER),
)
"""What is not tried, and why not."""


ENGINE: Final = ("acceptance", "chaos", "lifecycle")
"""Where a test asks as the engine does."""


def marked() -> Iterator[Any]:
    """All tests that may show a promise."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if "keeps(" in path.read_text():
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            yield from (each for name, each in vars(module).items() if name.startswith("test_"))


@pytest.fixture(scope="module")
def kept() -> dict[Cell, bool]:
    """Each cell that a test fills, and whether one of those tests is in `make test`."""
    found: dict[Cell, bool] = {}
    for test in marked():
        for cells, large in rows_of(test):
            for cell in cells:
                found[cell] = found.get(cell, False) or not large
    return found


@pytest.mark.parametrize("promise", NUMBERS)
def test_each_promise_is_tried_for_each_resource_and_release(kept: dict[Cell, bool], promise: int) -> None:
    """A cell that no test fills is in GAPS, with its reason; one that a test fills is not."""
    gaps = {cell for gap in GAPS for cell in gap.cells()}
    wanted = {cell for cell in all_cells() if cell.promise == promise}

    assert sorted(wanted - kept.keys() - gaps) == []
    assert sorted(wanted & kept.keys() & gaps) == []
    assert [gap for gap in GAPS if not gap.why.endswith(".")] == []


@pytest.mark.parametrize("promise", NUMBERS)
def test_make_test_tries_each_promise_for_each_resource(kept: dict[Cell, bool], promise: int) -> None:
    """Not all of it may be left to `make test-large`."""
    gaps = {cell for gap in GAPS for cell in gap.cells()}
    tried = {cell.kind for cell, in_test in kept.items() if cell.promise == promise and in_test}

    wanted = {cell.kind for cell in all_cells() - gaps if cell.promise == promise}
    assert sorted(wanted - tried) == []


def fronts_of(marks: Iterable[Any]) -> set[str]:
    """The fronts that a test's marks, its module's among them, have it run on."""
    for mark in marks:
        names = mark.args[0] if mark.name == "parametrize" else ()
        names = [each.strip() for each in names.split(",")] if isinstance(names, str) else [*names]
        if "front" in names:
            rows = [getattr(row, "values", row) for row in mark.args[1]]
            return {row if isinstance(row, str) else row[names.index("front")] for row in rows}
    return {"dynamic"}


def test_each_promise_is_tried_on_both_fronts() -> None:
    """By every test that is called after one; what is about the plugin alone has tests of its own."""
    missing = []
    for path in sorted(each for room in ENGINE for each in (ROOT / "tests" / room).rglob("test_*.py")):
        module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        of_all = getattr(module, "pytestmark", None)
        for name, test in vars(module).items():
            if name.startswith("test_promise_"):
                marks = [*getattr(test, "pytestmark", ()), *([of_all] if of_all else [])]
                if "plugin" not in fronts_of(marks):
                    missing.append(f"{path.name}: {name}")
    assert missing == []


def test_every_release_is_a_row() -> None:
    """A release that is added is asked for in all promises."""
    assert {cell.release for cell in all_cells()} == {"", *RELEASES}

"""Which test proves which promise for which resource, with which release of the vendor's API.

A test says it with :func:`keeps`. On the engine, the fixture ``stack`` checks that the test's programs
declared these resources with these releases. tests/meta/test_promises.py checks that nothing is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pytest
from tests.specimens import SPECIMENS

from pulumi_isp_provider.cloudconnexa.releases import RELEASES

NUMBERS: Final = range(1, 18)
NEWEST: Final = RELEASES[-1]
OLDER: Final = RELEASES[:-1]
RELEASES_OF: Final[Mapping[str, tuple[str, ...]]] = {"cloudconnexa": RELEASES}
"""For each vendor: the selectable releases of its API. A vendor without an entry has one without a name."""


class Cell(NamedTuple):
    """One promise for one kind of resource with one release."""

    promise: int
    kind: str
    release: str


@dataclass(frozen=True)
class Gap:
    """Cells without a test.

    Attributes:
        promise: The promise.
        why: What is true instead, in one sentence.
        kinds: The kinds.
        releases: The releases; None means all.
    """

    promise: int
    why: str
    kinds: Collection[str] = tuple(SPECIMENS)
    releases: Collection[str] | None = None

    def cells(self) -> set[Cell]:
        """The cells."""
        cells = _cells([self.promise], self.kinds, None)
        return {cell for cell in cells if self.releases is None or cell.release in self.releases}


def keeps(
    *promises: int, kinds: Collection[str] = tuple(SPECIMENS), releases: Collection[str] = (NEWEST,)
) -> pytest.MarkDecorator:
    """Mark a test, or one row of its table.

    Args:
        promises: The numbers of the promises that it proves.
        kinds: The kinds of resources.
        releases: The releases, if the vendor has several.
    """
    return pytest.mark.keeps(promises, tuple(kinds), tuple(releases))


def all_cells() -> set[Cell]:
    """All promises, kinds and releases."""
    return set(_cells(NUMBERS, SPECIMENS, None))


def kept_by(marks: Iterable[pytest.Mark]) -> set[Cell]:
    """The cells of a test with these marks."""
    found = [mark.args for mark in marks if mark.name == "keeps"]
    return {cell for promises, kinds, releases in found for cell in _cells(promises, kinds, releases)}


def rows_of(test: Any) -> Iterator[tuple[set[Cell], bool]]:
    """The cells of each row of a test's table, and whether only ``make test-large`` runs it."""
    marks: list[pytest.Mark] = list(getattr(test, "pytestmark", ()))
    always = _is_large(marks)
    yield kept_by(marks), always
    for mark in marks:
        for row in mark.args[1] if mark.name == "parametrize" else ():
            own = [each.mark if hasattr(each, "mark") else each for each in getattr(row, "marks", ())]
            yield kept_by(own), always or _is_large(own)


def _is_large(marks: Iterable[pytest.Mark]) -> bool:
    return any(mark.name == "large" for mark in marks)


def _cells(promises: Iterable[int], kinds: Iterable[str], releases: Collection[str] | None) -> Iterator[Cell]:
    kinds = tuple(kinds)
    for promise in promises:
        for kind in kinds:
            known = RELEASES_OF.get(SPECIMENS[kind].vendor, ("",))
            for release in known:
                if releases is None or release in releases or not release:
                    yield Cell(promise, kind, release)

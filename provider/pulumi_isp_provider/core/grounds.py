"""What declared resources take up side by side, where no two may have a part in common: the neighbourhood.

A natural key is one thing that only one resource may have. Here one thing may lie within another, as a subnet
lies within a larger one.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Plot(NamedTuple):
    """What one resource takes up, as the kind of resource says it.

    Attributes:
        path: The property that says so, as in ``routes[0].subnet``.
        place: The property whose object it is taken up in; None for the resource itself.
        name: What is taken up there.
        around: The names of all that would have it within.
    """

    path: str
    place: str | None
    name: str
    around: tuple[str, ...]


class Ground(NamedTuple):
    """A plot, and where it is.

    Attributes:
        place: Where it is, in a way that no other place has.
        plot: What is taken up.
    """

    place: tuple[str, ...]
    plot: Plot


@dataclass(frozen=True)
class Meeting:
    """Two declarations take up the same, or one a part of what the other does.

    Attributes:
        mine: What is declared.
        other: What has been declared before.
        owner: By which resource; it may be the same one.
    """

    mine: Plot
    other: Plot
    owner: str


_Spot = tuple[tuple[str, ...], str]
_Taken = dict[str, dict[Plot, None]]


def _spots() -> defaultdict[_Spot, _Taken]:
    return defaultdict(dict)


@dataclass
class Grounds:
    """What is taken up in one run, and by whom. Safe under threads; a look costs no more with many there."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _own: defaultdict[_Spot, _Taken] = field(default_factory=_spots)
    _within: defaultdict[_Spot, _Taken] = field(default_factory=_spots)
    _noted: dict[str, list[Ground]] = field(default_factory=dict)

    def take(self, owner: str, grounds: Iterable[Ground]) -> list[Meeting]:
        """Note what a resource takes up, in place of what was noted of it before.

        Args:
            owner: The resource.
            grounds: What it takes up.

        Returns:
            Where it meets what is declared already. That is not noted.
        """
        with self._lock:
            for ground in self._noted.pop(owner, ()):
                self._forget(owner, ground)
            noted = self._noted[owner] = []
            met = []
            for ground in grounds:
                found = self._met(ground)
                if found is None:
                    noted.append(ground)
                    self._own[ground.place, ground.plot.name].setdefault(owner, {})[ground.plot] = None
                    for name in ground.plot.around:
                        self._within[ground.place, name].setdefault(owner, {})[ground.plot] = None
                else:
                    met.append(found)
            return met

    def _met(self, ground: Ground) -> Meeting | None:
        place, mine = ground
        taken = [self._own.get((place, name), {}) for name in (mine.name, *mine.around)]
        for each in (*taken, self._within.get((place, mine.name), {})):
            for owner, plots in each.items():
                for other in plots:
                    return Meeting(mine, other, owner)
        return None

    def _forget(self, owner: str, ground: Ground) -> None:
        place, plot = ground
        for taken in (self._own[place, plot.name], *(self._within[place, name] for name in plot.around)):
            plots = taken[owner]
            del plots[plot]
            if not plots:
                del taken[owner]

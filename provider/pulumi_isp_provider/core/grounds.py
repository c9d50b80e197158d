"""Ranges of declared resources that must not overlap, such as subnets.

Two natural keys are equal or different. A range can also contain another one, as a subnet does.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Plot(NamedTuple):
    """A range that one resource uses.

    Attributes:
        path: The property that declares it, as in ``routes[0].subnet``.
        place: The property that refers to the object with the range; None for the resource itself.
        name: The name of the range.
        around: The names of all ranges that would contain it.
    """

    path: str
    place: str | None
    name: str
    around: tuple[str, ...]


class Ground(NamedTuple):
    """A range in its object.

    Attributes:
        place: Unique name of the object.
        plot: The range.
    """

    place: tuple[str, ...]
    plot: Plot


class Meeting(NamedTuple):
    """Two declarations overlap.

    Attributes:
        mine: The new range.
        other: The range declared before.
        owner: Its resource; may be the same one.
    """

    mine: Plot
    other: Plot
    owner: str


_Spot = tuple[tuple[str, ...], str]
_Taken = dict[str, dict[Plot, None]]


class Grounds:
    """All ranges of one run with their owners. Safe under threads; a look-up does not slow down with many."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._own: defaultdict[_Spot, _Taken] = defaultdict(dict)
        self._within: defaultdict[_Spot, _Taken] = defaultdict(dict)
        self._noted: dict[str, list[Ground]] = {}

    def take(self, owner: str, grounds: Iterable[Ground]) -> list[Meeting]:
        """Note the ranges of a resource, replacing those noted before.

        Returns:
            The overlaps with ranges declared before. Overlapping ranges are not noted.
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

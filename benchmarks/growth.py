"""How cost grows with the number of resources: the exponent."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import linear_regression


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the size that fits best; 1 is in proportion, 2 the square.

    What a run takes by itself, whatever its size, makes it smaller, for the floor too.
    """
    return linear_regression([log(each) for each in sizes], [log(max(each, 0.01)) for each in seconds]).slope

"""A stack on the real engine for a benchmark, and what its commands take."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import ensure


@dataclass(frozen=True)
class Spent:
    """What a command took.

    Attributes:
        seconds: On the clock.
        processor: Processor seconds of all processes that it started; the simulators are not among them.
    """

    seconds: float
    processor: float


@contextmanager
def stack(program: str) -> Iterator[tuple[Stack, Isp]]:
    """A stack of a program, with the simulated vendors; both are gone with the block."""
    with simulated_isp() as isp, TemporaryDirectory() as folder:
        yield Stack(Path(folder) / "stack", ensure(), isp, program), isp


def spent(action: Callable[[], object]) -> Spent:
    """Measure one command."""
    before, begin = _processor(), time.perf_counter()
    action()
    return Spent(time.perf_counter() - begin, _processor() - before)


def _processor() -> float:
    """What all processes have taken that this one has started, and theirs, since it began."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

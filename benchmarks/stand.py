"""A stack on the real engine for a benchmark, and what its commands take."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil
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


def by_process(command: psutil.Popen, role: Callable[[str], str]) -> dict[str, float]:
    """Wait for a command, and see which of its processes took how many processor seconds.

    What a process takes in its last tenth of a second is not seen.

    Args:
        command: What was started.
        role: Says by a command line what to call a process.
    """
    taken: dict[int, tuple[str, float]] = {}
    while command.poll() is None:
        with suppress(psutil.Error):
            for each in (command, *command.children(recursive=True)):
                with suppress(psutil.Error):
                    used = each.cpu_times()
                    taken[each.pid] = (role(" ".join(each.cmdline())), used.user + used.system)
        time.sleep(_SECONDS_BETWEEN)
    found: dict[str, float] = defaultdict(float)
    for name, seconds in taken.values():
        found[name] += seconds
    return found


_SECONDS_BETWEEN: Final = 0.1


def _processor() -> float:
    """What all processes have taken that this one has started, and theirs, since it began."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

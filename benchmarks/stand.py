"""A stack on the real engine for a benchmark, and what its commands take."""

from __future__ import annotations

import compileall
import resource
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import psutil
from tests.support.isp import Isp, simulated_isp
from tests.support.stack import Stack
from tools.engine import ensure

import pulumi_isp
import pulumi_isp_provider


@dataclass(frozen=True)
class Spent:
    """What a command took.

    Attributes:
        seconds: On the clock.
        processor: Processor seconds of all processes that it started; the simulators are not among them.
        provider: Processor seconds of the provider's process, 0 where it was not watched.
        provider_memory: The most memory that it had, in MiB.
        program_memory: The same of the program's process.
    """

    seconds: float
    processor: float
    provider: float = 0.0
    provider_memory: float = 0.0
    program_memory: float = 0.0


_SIGNS: Final = {"provider": "-m pulumi.dynamic", "program": "pulumi-language-python-exec"}
"""What stands in the command line of each process."""
_LOOKS_EVERY = 0.2


@cache
def compiled() -> None:
    """Compile our modules, as pip does with a wheel; a checkout may have to do it in each process."""
    for package in (pulumi_isp, pulumi_isp_provider):
        compileall.compile_dir(package.__path__[0], quiet=1)


@contextmanager
def stack(
    program: str, *, front: str = "dynamic", seed: Mapping[str, Any] | None = None
) -> Iterator[tuple[Stack, Isp]]:
    """A stack of a program, with the simulated vendors; both are gone with the block.

    Args:
        program: What is declared.
        front: On which front.
        seed: What the vendors hold; None: the demo's ISP.
    """
    compiled()
    with simulated_isp(seed) as isp, TemporaryDirectory() as folder:
        yield Stack(Path(folder) / "stack", ensure(), isp, program, front), isp


def spent(action: Callable[[], object], *, watched: bool = False) -> Spent:
    """Measure one command.

    Args:
        action: Runs it.
        watched: Also look at the processes that it starts, five times a second.
    """
    watch = _Watch()
    before, begin = _processor(), time.perf_counter()
    with watch.during() if watched else nullcontext():
        action()
    seconds, processor = time.perf_counter() - begin, _processor() - before
    return Spent(
        seconds,
        processor,
        watch.processor.get("provider", 0.0),
        watch.memory.get("provider", 0.0),
        watch.memory.get("program", 0.0),
    )


class _Watch:
    """Looks at the processes of a command while it runs."""

    def __init__(self) -> None:
        self.memory: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self._ended = threading.Event()

    @contextmanager
    def during(self) -> Iterator[None]:
        """As long as the block takes."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def _run(self) -> None:
        own = psutil.Process()
        while not self._ended.wait(_LOOKS_EVERY):
            for process in own.children(recursive=True):
                with suppress(psutil.Error):
                    self._look(process)

    def _look(self, process: psutil.Process) -> None:
        line = " ".join(process.cmdline())
        for name, sign in _SIGNS.items():
            if sign in line and "python" in process.name():
                used = process.cpu_times()
                memory = process.memory_info().rss / 2**20
                self.processor[name] = max(used.user + used.system, self.processor.get(name, 0.0))
                self.memory[name] = max(memory, self.memory.get(name, 0.0))


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

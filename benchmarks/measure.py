"""Times, and servers in processes of their own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from threading import Barrier

from .workload import Ask, Caller


@dataclass(frozen=True)
class Times:
    """Milliseconds of many runs of the same thing."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        """Sum up runs."""
        p95 = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
        return cls(median(seconds) * 1000, p95 * 1000)


def seconds_of(action: Callable[[], object]) -> float:
    """How long it takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


@contextmanager
def server(*words: str) -> Iterator[tuple[str, float]]:
    """Run ``python -m words`` until the end of the block.

    Yields:
        The first line that it prints, and how many seconds after its start that was.
    """
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *words], stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own modules
    try:
        assert process.stdout is not None  # noqa: S101 - asked for above
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(words)} ended with {process.wait()}")
        yield line, time.perf_counter() - begin
    finally:
        process.terminate()
        process.communicate()


def one_by_one(url: str, asks: Sequence[Ask]) -> Times:
    """Time each request of one client, after a tenth of them to warm up."""
    caller = Caller(url)
    for ask in asks[: max(1, len(asks) // 10)]:
        caller.send(ask)
    times = Times.of([seconds_of(lambda ask=ask: caller.send(ask)) for ask in asks])  # type: ignore[misc] # a lambda's default has no type
    caller.close()
    return times


def at_once(url: str, asks: Sequence[Ask], clients: int) -> float:
    """Requests a second of many clients that each send every request, beginning together."""
    start = Barrier(clients + 1)

    def work(number: int) -> None:
        caller = Caller(url)
        shift = number * len(asks) // clients
        start.wait()
        for ask in (*asks[shift:], *asks[:shift]):
            caller.send(ask)
        caller.close()

    with ThreadPoolExecutor(clients) as pool:
        work_done = [pool.submit(work, number) for number in range(clients)]
        start.wait()
        begin = time.perf_counter()
        for each in work_done:
            each.result()
        return clients * len(asks) / (time.perf_counter() - begin)

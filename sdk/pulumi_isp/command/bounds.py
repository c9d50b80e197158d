"""Limits how long a command reads, for vendors that give no answer, or a very slow one.

Each request has a timeout, and after some failures no more requests are sent to a system. But thousands of
requests that are all just in time would never end.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

import click

from pulumi_isp_provider.errors import IspError

from .terminal import Step

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

_LATER: Final = (
    "Check whether the systems answer: `pulumi-isp doctor`. For a slow system, or a large network, use a "
    "longer --limit."
)


class TooSlowError(IspError):
    """The reading did not end in time. Nobody waits for it any more."""

    default_hint = _LATER


def limit(default: float, about: str) -> Callable[[Command], Command]:
    """The option ``--limit``, the same for all commands.

    Args:
        default: Seconds.
        about: What the limit is for, and what happens at its end; continues "Seconds ...".
    """
    return click.option(
        "--limit", type=click.FloatRange(min=1), default=default, show_default=True, help=f"Seconds {about}"
    )


class Bound:
    """A limit for all questions that are asked through it. The time begins now.

    The questions run on daemon threads, so the process does not wait for them at its end. The caller uses the
    answers on its own thread, where a Ctrl-C can stop it.

    Args:
        seconds: The limit.
        step: Shows the progress.
    """

    def __init__(self, seconds: float, step: Step) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._step = step
        self._at = ""

    def step(self, what: str, done: int, total: int) -> None:
        """Show the progress, and remember the step for the message if it does not end."""
        self._at = f", while it read {what}"
        self._step(what, done, total)

    def each(self, answers: Iterator[T]) -> Iterator[T]:
        """The same answers. The next question is asked when its answer is wanted.

        Raises:
            TooSlowError: An answer did not come in time.
        """
        while True:
            told: queue.SimpleQueue[tuple[list[T], BaseException | None]] = queue.SimpleQueue()
            threading.Thread(target=_next, args=(answers, told), daemon=True).start()
            try:
                found, error = told.get(timeout=max(0.0, self._end - time.monotonic()))
            except queue.Empty:
                raise TooSlowError(f"It was not done within {self._seconds:g} s{self._at}") from None
            if error is not None:
                raise error
            if not found:
                return
            yield found.pop()

    def one(self, ask: Callable[[], T]) -> T:
        """A single answer.

        Raises:
            TooSlowError: The answer did not come in time.
        """
        (answer,) = self.each(ask() for _ in range(1))
        return answer


def _next(answers: Iterator[T], told: queue.SimpleQueue[tuple[list[T], BaseException | None]]) -> None:
    try:
        told.put(([next(answers)], None))
    except StopIteration:
        told.put(([], None))
    except BaseException as error:  # raised again where the answer is waited for
        told.put(([], error))

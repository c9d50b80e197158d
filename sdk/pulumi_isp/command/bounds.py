"""How long a command reads: an end for vendors that are mute, or answer drop by drop.

Each request has a bound of its own, and a system that is down holds back the rest. Neither is an end to what
takes thousands of requests.
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
    "See whether the systems answer: `pulumi-isp doctor`. A slow one, or a large plant, may take a longer "
    "--limit."
)


class TooSlowError(IspError):
    """It did not end in time; what was begun is left to itself."""

    default_hint = _LATER


def limit(default: float, about: str) -> Callable[[Command], Command]:
    """The option ``--limit``, the same for all commands.

    Args:
        default: Seconds.
        about: What it is for, and what becomes of what has not ended by then.
    """
    return click.option(
        "--limit", type=click.FloatRange(min=1), default=default, show_default=True, help=f"Seconds {about}"
    )


class Bound:
    """Seconds for all that is asked through it, from now on.

    What is asked runs on threads that the end of the process does not wait for; what is made of the answers
    does not, so that a Ctrl-C finds it where it can be stopped.

    Args:
        seconds: How many.
        step: Told of what is being asked.
    """

    def __init__(self, seconds: float, step: Step) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._step = step
        self._at = ""

    def step(self, what: str, done: int, total: int) -> None:
        """Tell of what is being asked, and keep it in mind: what does not end is called so."""
        self._at = f", while it read {what}"
        self._step(what, done, total)

    def each(self, answers: Iterator[T]) -> Iterator[T]:
        """The same answers, one after the other: the next one is asked for when somebody wants it.

        Raises:
            TooSlowError: One does not come in time.
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
            TooSlowError: It does not come in time.
        """
        (answer,) = self.each(ask() for _ in range(1))
        return answer


def _next(answers: Iterator[T], told: queue.SimpleQueue[tuple[list[T], BaseException | None]]) -> None:
    try:
        told.put(([next(answers)], None))
    except StopIteration:
        told.put(([], None))
    except BaseException as error:  # whoever waits is to have it
        told.put(([], error))

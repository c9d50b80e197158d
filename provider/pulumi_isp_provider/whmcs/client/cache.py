"""A cache of answers: the same question is sent once, even if many threads ask it at the same time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from cachetools import TTLCache

from ...transport.single_flight import SingleFlight

T = TypeVar("T")

# Larger than the number of clients: the address of each one takes a question.
_MAX_ANSWERS = 100_000


class AnswerCache:
    """Answers by question, each for a limited time.

    Args:
        lifetime: Seconds for which an answer is kept; 0 keeps none.
        clock: Monotonic seconds; tests bring their own.
    """

    def __init__(self, lifetime: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._answers: TTLCache[Hashable, Any] = TTLCache(_MAX_ANSWERS, lifetime, timer=clock)
        self._flights = SingleFlight()
        self._generation = 0

    def get(self, question: Hashable, ask: Callable[[], T], *, fresh: bool = False) -> T:
        """The answer to a question.

        Args:
            question: Key of the question.
            ask: Gets the answer. An error is raised to all waiting threads and not kept.
            fresh: Ask even if there is an answer, and keep the new one.
        """

        def answer() -> T:
            with self._lock:
                if not fresh and question in self._answers:
                    return cast("T", self._answers[question])
                generation = self._generation
            answer = ask()
            with self._lock:
                if generation == self._generation:
                    self._answers[question] = answer
            return answer

        return answer() if fresh else self._flights.run(answer, question)

    def in_hand(self, question: Hashable) -> Any | None:
        """The cached answer, or None."""
        with self._lock:
            return self._answers.get(question)

    def forget(self, concerned: Callable[[Hashable], bool]) -> None:
        """Forget the answers to some questions."""
        with self._lock:
            for question in [each for each in self._answers if concerned(each)]:
                del self._answers[question]

    def clear(self) -> None:
        """Forget everything; running questions do not store their answers either."""
        with self._lock:
            self._generation += 1
            self._answers.clear()
            self._flights.forget()

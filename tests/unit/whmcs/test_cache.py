"""Answers in hand: asked once, for a while, by any number of threads."""

from __future__ import annotations

import math
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_isp_provider.whmcs.client.cache import AnswerCache


class Asker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_an_answer_is_kept_for_its_time() -> None:
    """It is asked again once its time is over."""
    now = [0.0]
    cache, ask = AnswerCache(300, clock=lambda: now[0]), Asker()

    first = [cache.get("q", ask), cache.get("q", ask)]
    now[0] = 300.1

    assert [*first, cache.get("q", ask)] == [1, 1, 2]


def test_questions_are_told_apart() -> None:
    """Another question is not answered from this one."""
    cache, ask = AnswerCache(300), Asker()

    assert [cache.get("a", ask), cache.get("b", ask), cache.get("a", ask)] == [1, 2, 1]


def test_there_is_room_for_a_question_about_each_client() -> None:
    """What costs a request for each client costs it once, also for a large provider."""
    cache, ask = AnswerCache(300), Asker()

    for _ in range(2):
        for client in range(20_000):
            cache.get(client, ask)

    assert ask.times == 20_000


def test_an_answer_may_be_kept_for_ever() -> None:
    """A program that runs for an hour still sees what it saw at its beginning."""
    now = [0.0]
    cache, ask = AnswerCache(math.inf, clock=lambda: now[0]), Asker()

    first = cache.get("q", ask)
    now[0] = 1e9

    assert (first, cache.get("q", ask)) == (1, 1)


def test_some_answers_are_forgotten() -> None:
    """The others stay."""
    cache, ask = AnswerCache(300), Asker()
    cache.get("a", ask)
    cache.get("b", ask)

    cache.forget(lambda question: question == "a")

    assert [cache.get("b", ask), cache.get("a", ask)] == [2, 3]


def test_nothing_is_kept_for_no_time() -> None:
    """A lifetime of 0 switches it off."""
    cache, ask = AnswerCache(0), Asker()

    assert [cache.get("a", ask), cache.get("a", ask)] == [1, 2]


def test_a_fresh_answer_replaces_the_old_one() -> None:
    """Who insists on asking helps the others too."""
    cache, ask = AnswerCache(300), Asker()

    assert [cache.get("a", ask), cache.get("a", ask, fresh=True), cache.get("a", ask)] == [1, 2, 2]


def test_clearing_forgets_answers_on_their_way() -> None:
    """An answer that was asked for before clearing is not kept after it."""
    cache, ask = AnswerCache(300), Asker()

    def ask_and_clear() -> int:
        cache.clear()
        return ask()

    assert [cache.get("a", ask_and_clear), cache.get("a", ask)] == [1, 2]


def test_an_error_is_not_kept() -> None:
    """The next one who asks may have more luck."""
    cache = AnswerCache(300)

    def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.get("a", fail)
    assert cache.get("a", lambda: 5) == 5


@pytest.mark.parametrize("works", [True, False])
def test_threads_share_one_answer(works: bool) -> None:
    """While one thread asks, the others wait for its answer or its error."""
    cache, times = AnswerCache(300), []
    asked, go_on = threading.Event(), threading.Event()

    def ask() -> str:
        times.append(1)
        asked.set()
        assert go_on.wait(10)
        if not works:
            raise ValueError("no")
        return "answer"

    def attempt(_: int) -> str:
        try:
            return cache.get("a", ask)
        except ValueError as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(attempt, 0)
        assert asked.wait(10)
        others = [pool.submit(attempt, n) for n in range(7)]
        go_on.set()
        answers = {first.result(), *(other.result() for other in others)}

    assert answers == {"answer" if works else "no"}
    assert len(times) == 1 or not works

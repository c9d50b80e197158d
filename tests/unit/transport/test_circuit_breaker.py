"""Hold requests back while the server fails, and find out carefully when it is back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pulumi_isp_provider.errors import (
    AuthenticationError,
    CircuitOpenError,
    ConfigurationError,
    ConnectError,
    IspError,
    NetworkError,
    RateLimitError,
    ServerError,
    ServiceUnavailableError,
    ValidationError,
)
from pulumi_isp_provider.transport.base import Request
from pulumi_isp_provider.transport.circuit_breaker import BreakerState, CircuitBreaker
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.retry import RetryPolicy
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]
CLOSED, OPEN, HALF_OPEN = BreakerState.CLOSED, BreakerState.OPEN, BreakerState.HALF_OPEN


def fail(error: BaseException) -> Callable[[], str]:
    def work() -> str:
        raise error

    return work


def run(breaker: CircuitBreaker, *errors: BaseException | None) -> list[str]:
    """What comes out for works that end in these ways."""
    outcomes = []
    for error in errors:
        try:
            outcomes.append(breaker.call(fail(error) if error else lambda: "ok"))
        except BaseException as raised:  # the test looks at whatever came out
            outcomes.append(type(raised).__name__)
    return outcomes


@pytest.fixture
def breaker(clock: InstantClock) -> CircuitBreaker:
    return CircuitBreaker(failure_threshold=3, recovery_timeout=300, clock=clock)


DOWN = ServerError("database on fire", status=500)


def test_opens_at_the_threshold_and_holds_back(breaker: CircuitBreaker) -> None:
    """The third failure in a row opens it; the fourth request is not sent."""
    assert run(breaker, DOWN, DOWN, DOWN, None) == ["ServerError"] * 3 + ["CircuitOpenError"]
    assert breaker.state is OPEN


def test_only_failures_in_a_row_count(breaker: CircuitBreaker) -> None:
    """One success in between starts the count anew."""
    run(breaker, DOWN, DOWN, None, DOWN, DOWN)
    assert breaker.state is CLOSED


@pytest.mark.parametrize("alive", [ValidationError("x"), RateLimitError("x"), AuthenticationError("x")])
def test_refusal_is_a_sign_of_life(breaker: CircuitBreaker, alive: IspError) -> None:
    """An answer that says no comes from a server that works."""
    run(breaker, DOWN, DOWN, alive, DOWN, DOWN)
    assert breaker.state is CLOSED


def test_what_says_nothing_of_the_server_changes_nothing(breaker: CircuitBreaker) -> None:
    """An error of our own, before sending, is neither a failure nor a success."""
    run(breaker, DOWN, DOWN, ConfigurationError("x"), KeyError("bug"), DOWN)
    assert breaker.state is OPEN


def test_held_back_error_says_how_long_and_why(breaker: CircuitBreaker, clock: InstantClock) -> None:
    """The reader learns the last failure and when requests pass again."""
    run(breaker, DOWN, DOWN, DOWN)
    clock.advance(100)
    with pytest.raises(CircuitOpenError) as caught:
        breaker.call(lambda: "ok")
    assert caught.value.retry_after == 200
    assert "after 3 failures in a row, the last one: database on fire" in str(caught.value)
    assert "in 200 s" in str(caught.value)


def test_trial_that_succeeds_closes(breaker: CircuitBreaker, clock: InstantClock) -> None:
    """After the recovery time one success is enough, and the count starts at nothing."""
    run(breaker, DOWN, DOWN, DOWN)
    clock.advance(300)
    assert run(breaker, None, DOWN, DOWN) == ["ok", "ServerError", "ServerError"]
    assert breaker.state is CLOSED


def test_trial_that_fails_opens_for_another_period(breaker: CircuitBreaker, clock: InstantClock) -> None:
    """One failure is enough then."""
    run(breaker, DOWN, DOWN, DOWN)
    clock.advance(300)
    assert run(breaker, DOWN, None) == ["ServerError", "CircuitOpenError"]
    clock.advance(299)
    assert run(breaker, None) == ["CircuitOpenError"]
    clock.advance(1)
    assert run(breaker, None) == ["ok"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), ConfigurationError("x")])
def test_interrupted_trial_leaves_room_for_another(
    breaker: CircuitBreaker, clock: InstantClock, interruption: BaseException
) -> None:
    """A trial that ends without a word from the server does not lock the breaker for ever."""
    run(breaker, DOWN, DOWN, DOWN)
    clock.advance(300)
    run(breaker, interruption)
    assert run(breaker, None) == ["ok"]
    assert breaker.state is CLOSED


def test_half_open_lets_one_of_many_threads_through(breaker: CircuitBreaker, clock: InstantClock) -> None:
    """Sixteen threads come at once: one request goes out, fifteen are held back until it has answered."""
    run(breaker, DOWN, DOWN, DOWN)
    clock.advance(300)
    held_back = threading.Semaphore(0)
    sent: list[int] = []

    def trial() -> str:
        sent.append(1)
        for _ in range(15):
            assert held_back.acquire(timeout=10)
        return "ok"

    def one(_: int) -> str:
        try:
            return breaker.call(trial)
        except CircuitOpenError:
            held_back.release()
            return "held back"

    with ThreadPoolExecutor(16) as pool:
        outcomes = sorted(pool.map(one, range(16)))
    assert outcomes == ["held back"] * 15 + ["ok"]
    assert len(sent) == 1
    assert breaker.state is CLOSED


def test_outcome_from_before_the_change_is_old_news(breaker: CircuitBreaker) -> None:
    """A request that began before it opened neither closes it nor counts again."""

    def slow() -> str:
        run(breaker, DOWN, DOWN, DOWN)
        return "late"

    assert breaker.call(slow) == "late"
    assert breaker.state is OPEN


def test_threads_run_side_by_side(breaker: CircuitBreaker) -> None:
    """The breaker holds no lock while a request is on its way."""
    together = threading.Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(lambda _: breaker.call(lambda: together.wait(10)), range(4)))
    assert sorted(waits) == [0, 1, 2, 3]


def test_the_caller_says_what_counts(clock: InstantClock) -> None:
    """Only the expected exceptions are failures."""
    breaker = CircuitBreaker(1, 60, (NetworkError,), clock=clock)
    run(breaker, DOWN)
    assert breaker.state is CLOSED
    run(breaker, ConnectError("x"))
    assert breaker.state is OPEN


def test_listeners_hear_each_change_and_cannot_break_it(
    clock: InstantClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Every change is told once; a listener that fails is logged and nothing else."""
    heard: list[tuple[BreakerState, BreakerState]] = []

    def broken(_: BreakerState, __: BreakerState) -> None:
        raise RuntimeError("listener is broken")

    def listening(before: BreakerState, after: BreakerState) -> None:
        heard.append((before, after))

    breaker = CircuitBreaker(1, 60, listeners=(broken, listening), clock=clock)
    run(breaker, DOWN)
    clock.advance(60)
    run(breaker, DOWN)
    clock.advance(60)
    run(breaker, None)
    assert heard == [
        (CLOSED, OPEN),
        (OPEN, HALF_OPEN),
        (HALF_OPEN, OPEN),
        (OPEN, HALF_OPEN),
        (HALF_OPEN, CLOSED),
    ]
    assert "listener is broken" in caplog.text


def test_reset_closes_at_once(breaker: CircuitBreaker) -> None:
    """An operator who knows better need not wait."""
    run(breaker, DOWN, DOWN, DOWN)
    breaker.reset()
    assert run(breaker, None) == ["ok"]


@pytest.mark.parametrize("setting", [{"failure_threshold": 0}, {"recovery_timeout": -1}])
def test_senseless_numbers_are_refused(setting: dict[str, Any]) -> None:
    """By name, where the breaker is made."""
    with pytest.raises(ConfigurationError, match=next(iter(setting))):
        CircuitBreaker(**setting)


def test_in_the_chain_it_spares_the_server(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Repeats count as failures; once it is open, neither repeats nor new requests reach the server."""
    server = serve(lambda call: call.reply(500))
    breaker = CircuitBreaker(failure_threshold=3, recovery_timeout=300, clock=clock)
    with build(Http(), breaker=breaker, retry=RetryPolicy(max_retries=9), clock=clock) as transport:
        with pytest.raises(CircuitOpenError) as caught:
            transport.send(ask(server.url))
        with pytest.raises(CircuitOpenError):
            transport.send(ask(server.url))
    assert len(server.calls) == 3
    assert caught.value.context["operation"] == "things.get"
    assert caught.value.context["attempts"] == 4


def test_the_failure_itself_may_be_repeated(clock: InstantClock) -> None:
    """Whoever is held back is told what is wrong, in an error of its own, until the time is over."""
    breaker = CircuitBreaker(
        1, 30.0, (ServerError,), but_not=(ServiceUnavailableError,), repeats=True, clock=clock
    )
    failed = ServerError("the disk is full", status=500)

    with pytest.raises(ServiceUnavailableError):
        breaker.call(fail(ServiceUnavailableError("this page alone")))
    with pytest.raises(ServerError) as first:
        breaker.call(fail(failed))
    repeated = []
    for _ in range(3):
        with pytest.raises(ServerError, match="the disk is full") as caught:
            breaker.call(lambda: "never done")
        repeated.append(caught.value)
    clock.sleep(30)

    assert first.value is failed
    assert len({id(each) for each in [failed, *repeated]}) == 4
    assert breaker.call(lambda: "done") == "done"

"""Never send what would be refused, and never wait longer than that takes."""

from __future__ import annotations

import heapq
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from pulumi_isp_provider.errors import ConfigurationError, ConnectError, RateLimitError
from pulumi_isp_provider.transport.auth import BasicAuthenticator, with_header
from pulumi_isp_provider.transport.base import Request, Response, Transport
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.rate_limit import (
    Bucket,
    RateHeaders,
    RateLimit,
    RateLimited,
    RateLimiter,
)
from pulumi_isp_provider.transport.retry import RetryPolicy
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]

HEADERS = RateHeaders(burst="X-Burst", rate="X-Rate", per="X-Per", remaining="X-Remaining")
DOCUMENTED = RateLimit(20, 1, 15)
READ = Request(method="GET", url="http://host/thing", operation="things.get")


class TrueBucket:
    """The server's side: a token bucket that refuses what is too much."""

    def __init__(self, burst: float, rate: float, clock: InstantClock, *, tells: bool = True) -> None:
        self.burst, self.rate, self.clock, self.tells = burst, rate, clock, tells
        self.tokens, self.at = burst, clock.now()
        self.served = self.refused = 0

    def take(self) -> bool:
        now = self.clock.now()
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1 - 1e-9:
            self.refused += 1
            return False
        self.tokens -= 1
        self.served += 1
        return True

    def answer(self, request: Request) -> Response:
        status = 200 if self.take() else 429
        told = {"X-Remaining": str(int(self.tokens))} if self.tells else {}
        if self.tells:
            told |= {"X-Burst": str(self.burst), "X-Rate": str(self.rate), "X-Per": "1"}
        headers = CaseInsensitiveDict(told)
        return Response(status=status, headers=headers, body=b"", elapsed=0.0, request=request)


class Vendor(Transport):
    """A transport that asks the true bucket, after some time on the way."""

    def __init__(self, bucket: TrueBucket, *, there: float = 0.0, back: float = 0.0) -> None:
        self.bucket, self.there, self.back = bucket, there, back

    def send(self, request: Request) -> Response:
        self.bucket.clock.advance(self.there)
        response = self.bucket.answer(request)
        self.bucket.clock.advance(self.back)
        return response


def test_burst_is_free_and_then_the_rate_holds(clock: InstantClock) -> None:
    """The documented case: twenty requests at once, then one in fifteen seconds, none refused."""
    server = TrueBucket(20, 1 / 15, clock, tells=False)
    limited = RateLimited(Vendor(server), RateLimiter(DOCUMENTED, clock=clock))
    for _ in range(30):
        limited.send(READ)
    assert (server.served, server.refused) == (30, 0)
    assert clock.waits == pytest.approx([15.0] * 10)


def test_idle_time_fills_the_bucket_up_to_the_burst(clock: InstantClock) -> None:
    """After a long pause there is a whole burst again, and no more than that."""
    server = TrueBucket(20, 1 / 15, clock, tells=False)
    limited = RateLimited(Vendor(server), RateLimiter(DOCUMENTED, clock=clock))
    for _ in range(20):
        limited.send(READ)
    clock.advance(100_000)
    for _ in range(20):
        limited.send(READ)
    assert clock.waits == []
    limited.send(READ)
    assert len(clock.waits) == 1
    assert server.refused == 0


def test_unlimited_until_told(clock: InstantClock) -> None:
    """Without an assumption nothing waits, until the server's headers say what it takes."""
    server = TrueBucket(5, 0.5, clock)
    limiter = RateLimiter(headers=HEADERS, clock=clock)
    limited = RateLimited(Vendor(server), limiter)
    for _ in range(8):
        limited.send(READ)
    assert limiter.bucket(READ).limit == RateLimit(5, 0.5, 1)
    assert server.refused == 0
    assert clock.waits == pytest.approx([2.0] * 3)


def test_generous_server_is_believed(clock: InstantClock) -> None:
    """The assumption was too careful: after the first answer nothing waits any more."""
    server = TrueBucket(100, 10, clock)
    limited = RateLimited(Vendor(server), RateLimiter(DOCUMENTED, HEADERS, clock=clock))
    for _ in range(90):
        limited.send(READ)
    assert clock.waits == []


def test_strict_server_is_believed(clock: InstantClock) -> None:
    """Somebody else has used up most of the burst: what remains is what counts."""
    server = TrueBucket(20, 1 / 15, clock)
    server.tokens = 3
    limited = RateLimited(Vendor(server), RateLimiter(DOCUMENTED, HEADERS, clock=clock))
    for _ in range(5):
        limited.send(READ)
    assert server.refused == 0
    assert clock.waits == pytest.approx([15.0] * 2)


@pytest.mark.parametrize("nonsense", ["", "many", "-1", "nan", "inf", "0x10", "1e99"])
def test_nonsense_in_the_headers_changes_nothing(clock: InstantClock, nonsense: str) -> None:
    """A header that is no number, or an impossible one, is as good as none."""
    bucket = Bucket(DOCUMENTED, HEADERS, clock)
    headers = CaseInsensitiveDict(dict.fromkeys(("X-Burst", "X-Rate", "X-Per", "X-Remaining"), nonsense))
    bucket.settle(
        bucket.wait(),
        None,
        Response(status=200, headers=headers, body=b"", elapsed=0.0, request=READ),
    )
    assert bucket.limit == DOCUMENTED
    assert bucket.time_to_next() == 0.0


def test_slow_way_back_is_no_reason_to_send_too_early(clock: InstantClock) -> None:
    """The server took its token late, on a way of its own length: the next request still comes in time."""
    server = TrueBucket(1, 1 / 15, clock, tells=False)
    vendor = Vendor(server, there=3.0)
    limited = RateLimited(vendor, RateLimiter(RateLimit(1, 1, 15), clock=clock))
    for _ in range(4):
        limited.send(READ)
        vendor.there = 0.0 if vendor.there else 3.0
    assert server.refused == 0


def test_refusal_holds_everybody_back_for_the_time_asked(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """One thread hears "come back in 40 s"; the next request of any thread waits that long."""
    server = serve(lambda call: call.reply(429, Retry_After="40") if call.number == 0 else call.reply())
    with build(Http(), limiter=RateLimiter(clock=clock), clock=clock) as transport:
        with pytest.raises(RateLimitError):
            transport.send(ask(server.url))
        transport.send(ask(server.url))
    assert clock.waits == [40.0]


def test_refusal_without_a_time_is_backed_off_from(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """An empty 429: the repeats wait longer each time, whatever our own bucket would let through."""
    server = serve(lambda call: call.reply(429))
    limiter = RateLimiter(RateLimit(burst=20, rate=1000), clock=clock)
    retry = RetryPolicy(max_retries=3, backoff_jitter=False)
    transport = build(Http(), limiter=limiter, retry=retry, clock=clock)
    with transport, pytest.raises(RateLimitError) as caught:
        transport.send(ask(server.url))
    assert clock.waits == [0.5, 1.0, 2.0]
    assert caught.value.retry_after is None


def test_repeat_after_a_refusal_waits_for_the_next_token(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Where the limit is known, a repeat does not come before the server has a token for it again."""
    server = serve(lambda call: call.reply(429) if call.number == 0 else call.reply())
    limiter = RateLimiter(DOCUMENTED, clock=clock)
    with build(Http(), limiter=limiter, retry=RetryPolicy(), clock=clock) as transport:
        transport.send(ask(server.url))
    assert clock.now() == pytest.approx(15.0)


def test_refusal_says_what_remains_in_its_headers_too(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """The limit is learned from a refusal as from any other answer."""
    server = serve(lambda call: call.reply(429, X_Burst="2", X_Rate="1", X_Per="4", X_Remaining="0"))
    limiter = RateLimiter(headers=HEADERS, clock=clock)
    transport = build(Http(), limiter=limiter, clock=clock)
    with transport, pytest.raises(RateLimitError) as caught:
        transport.send(ask(server.url))
    assert limiter.bucket(READ).limit == RateLimit(2, 1, 4)
    assert caught.value.retry_after is None


def test_buckets_are_apart_by_key(clock: InstantClock) -> None:
    """Reads that have used up theirs do not keep a write waiting."""
    limiter = RateLimiter(RateLimit(1, 1, 60), key=lambda request: request.method, clock=clock)
    limited = RateLimited(Vendor(TrueBucket(99, 1, clock, tells=False)), limiter)
    limited.send(READ)
    limited.send(Request(method="PUT", url="http://host/thing"))
    assert clock.waits == []
    limited.send(READ)
    assert clock.waits == pytest.approx([60.0])


def test_request_that_never_left_gives_its_token_back(
    clock: InstantClock, closed_port: int, ask: Ask
) -> None:
    """A server that is not reached has counted nothing."""
    limiter = RateLimiter(RateLimit(1, 1, 60), clock=clock)
    with build(Http(), limiter=limiter, clock=clock) as transport:
        for _ in range(3):
            with pytest.raises(ConnectError):
                transport.send(ask(f"http://127.0.0.1:{closed_port}/"))
    assert clock.waits == []


def test_second_sending_after_a_refused_token_takes_a_turn_of_its_own(
    serve: Serve, ask: Ask, clock: InstantClock
) -> None:
    """The repeat with a renewed credential counts at the server, so it counts here."""

    class Renewing(BasicAuthenticator):
        def authorize(self, request: Request) -> Request:
            return with_header(request, "Authorization", "x")

        def rejected(self, request: Request, error: Exception) -> bool:
            return True

    server = serve(lambda call: call.reply(401) if call.number == 0 else call.reply())
    limiter = RateLimiter(RateLimit(1, 1, 30), clock=clock)
    authenticator = Renewing("", "")
    with build(Http(), limiter=limiter, authenticator=authenticator, clock=clock) as transport:
        assert transport.send(ask(server.url)).status == 200
        transport.send(ask(server.url))
    assert len(server.calls) == 3
    assert clock.waits == pytest.approx([30.0, 30.0])


def test_long_wait_is_announced_once_with_the_time_left(
    clock: InstantClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A wait over five seconds says so, once; a short one says nothing."""
    caplog.set_level(logging.WARNING)
    slow = RateLimited(
        Vendor(TrueBucket(1, 1 / 60, clock, tells=False)),
        RateLimiter(RateLimit(1, 1, 60), clock=clock),
    )
    fast = RateLimited(
        Vendor(TrueBucket(1, 1 / 4, clock, tells=False)), RateLimiter(RateLimit(1, 1, 4), clock=clock)
    )
    for limited in (slow, slow, fast, fast):
        limited.send(READ)
    (record,) = caplog.records
    assert "things.get waits about 60 s" in record.message
    assert "1 at once, then 1 per 60 s" in record.message


def test_wait_that_grows_long_is_announced_then(
    serve: Serve, ask: Ask, clock: InstantClock, caplog: pytest.LogCaptureFixture
) -> None:
    """What a refusal asks for is announced by the request that has to wait for it."""
    caplog.set_level(logging.WARNING)
    server = serve(lambda call: call.reply(429, Retry_After="40") if call.number == 0 else call.reply())
    with build(Http(), limiter=RateLimiter(clock=clock), clock=clock) as transport:
        with pytest.raises(RateLimitError):
            transport.send(ask(server.url))
        transport.send(ask(server.url))
    assert caplog.messages == [
        "things.get waits about 40 s for the rate limit of the server; 0 requests are before it"
    ]


def test_refusal_for_a_day_does_not_hang_the_next_request(
    serve: Serve, ask: Ask, clock: InstantClock
) -> None:
    """It is sent after the longest hold, so that its caller too learns what the server asks for."""
    server = serve(lambda call: call.reply(429, Retry_After="86400"))
    with build(Http(), limiter=RateLimiter(clock=clock), clock=clock) as transport:
        for _ in range(2):
            with pytest.raises(RateLimitError) as caught:
                transport.send(ask(server.url))
            assert caught.value.retry_after == 86400
    assert clock.waits == pytest.approx([300.0])


def test_rate_slower_than_one_a_day_is_not_believed(clock: InstantClock) -> None:
    """A header like that is a mistake, and believing it would stop everything."""
    bucket = Bucket(DOCUMENTED, HEADERS, clock)
    headers = CaseInsensitiveDict({"X-Rate": "1", "X-Per": "100000"})
    response = Response(status=200, headers=headers, body=b"", elapsed=0.0, request=READ)
    bucket.settle(bucket.wait(), None, response)
    assert bucket.limit == DOCUMENTED


def test_waiting_time_is_told_and_not_charged_to_the_repeats(
    serve: Serve, ask: Ask, clock: InstantClock
) -> None:
    """A request that stood in the queue for long still has its whole time for repeats."""
    server = serve(lambda call: call.reply(200 if call.number == 0 else 500))
    limiter = RateLimiter(RateLimit(1, 1, 1000), clock=clock)
    retry = RetryPolicy(max_retries=1, backoff_jitter=False, total_time=60)
    with build(Http(), limiter=limiter, retry=retry, clock=clock) as transport:
        transport.send(ask(server.url))
        with pytest.raises(Exception, match="attempts 2") as caught:
            transport.send(ask(server.url))
    assert caught.value.queued == pytest.approx(1999.5)  # type: ignore[attr-defined]  # an IspError


class Gate(InstantClock):
    """An instant clock whose time stands still until the gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()

    def wait(self, event: threading.Event, seconds: float) -> None:
        self.opened.wait(10)
        super().wait(event, seconds)


def test_first_come_first_served() -> None:
    """Ten threads in a queue are served in the order in which they came."""
    clock = Gate()
    bucket = Bucket(RateLimit(1, 1, 10), RateHeaders(), clock)
    bucket.settle(bucket.wait(), None, None)
    served: list[int] = []

    def work(number: int) -> None:
        permit = bucket.wait()
        served.append(number)
        bucket.settle(permit, None, None)

    threads = []
    for number in range(10):
        thread = threading.Thread(target=work, args=(number,))
        thread.start()
        threads.append(thread)
        while bucket.waiting < number + 1:
            thread.join(0.001)
    clock.opened.set()
    for thread in threads:
        thread.join(10)
    assert served == list(range(10))
    assert clock.waits == pytest.approx([10.0] * 10)


def test_interrupted_waiter_leaves_the_queue() -> None:
    """Ctrl-C in one thread does not leave the others behind a ghost."""

    class Interrupting(InstantClock):
        def wait(self, event: threading.Event, seconds: float) -> None:
            if not self.waits:
                self.sleep(0.0)
                raise KeyboardInterrupt
            super().wait(event, seconds)

    clock = Interrupting()
    bucket = Bucket(RateLimit(1, 1, 10), RateHeaders(), clock)
    bucket.settle(bucket.wait(), None, None)
    with pytest.raises(KeyboardInterrupt):
        bucket.wait()
    assert bucket.waiting == 0
    bucket.settle(bucket.wait(), None, None)
    assert clock.waits == pytest.approx([0.0, 10.0])


def test_interrupted_second_sending_leaves_the_count_right() -> None:
    """Ctrl-C before the repeat: when its request is settled, nothing is in flight any more."""

    class Interrupting(InstantClock):
        def wait(self, event: threading.Event, seconds: float) -> None:
            if not self.waits:
                self.sleep(0.0)
                raise KeyboardInterrupt
            super().wait(event, seconds)

    bucket = Bucket(RateLimit(1, 1, 10), RateHeaders(), Interrupting())
    permit = bucket.wait()
    with pytest.raises(KeyboardInterrupt) as caught:
        bucket.wait_again()
    bucket.settle(permit, caught.value, None)
    bucket.settle(bucket.wait(), None, None)
    assert bucket.time_to_next() == pytest.approx(10.0)


def test_news_of_a_higher_limit_shortens_waits_already_begun() -> None:
    """Who waits for the old rate goes on as soon as an answer tells a better one."""
    clock = InstantClock()
    waiting = threading.Event()

    class Real(InstantClock):
        def wait(self, event: threading.Event, seconds: float) -> None:
            waiting.set()
            assert event.wait(10)

    real = Real()
    bucket = Bucket(RateLimit(2, 1, 3600), HEADERS, real)
    first, second = bucket.wait(), bucket.wait()
    bucket.settle(first, None, None)
    thread = threading.Thread(target=bucket.wait)
    thread.start()
    assert waiting.wait(10)
    generous = TrueBucket(100, 50, clock)
    bucket.settle(second, None, generous.answer(READ))
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    "numbers", [(0.5, 1, 1), (1, 0, 1), (1, 1, 0), (float("nan"), 1, 1), (1, float("inf"), 1)]
)
def test_impossible_limits_are_refused(numbers: tuple[float, float, float]) -> None:
    """A bucket that never lets anything through is a mistake in the settings."""
    with pytest.raises(ConfigurationError):
        RateLimit(*numbers)


@settings(max_examples=200, deadline=None)
@given(
    burst=st.integers(1, 12),
    rate=st.floats(0.05, 20),
    tells=st.booleans(),
    gaps=st.lists(st.floats(0, 3), min_size=1, max_size=40),
    trips=st.lists(st.tuples(st.floats(0, 4), st.floats(0, 4)), min_size=1, max_size=40),
)
def test_nothing_is_ever_refused_whatever_the_network_does(
    burst: int, rate: float, tells: bool, gaps: list[float], trips: list[tuple[float, float]]
) -> None:
    """Requests overtake each other, answers come back out of order: the true bucket never says no."""
    clock = InstantClock()
    server = TrueBucket(burst, rate, clock, tells=tells)
    bucket = Bucket(RateLimit(burst, rate, 1), HEADERS, clock)
    events: list[tuple[float, int, str, Any]] = []
    order = iter(range(10_000))

    def happen(until: float) -> None:
        """Let everything on the network happen that happens until then."""
        while events and events[0][0] <= until:
            at, _, kind, (permit, back, response) = heapq.heappop(events)
            clock.advance(max(0.0, at - clock.now()))
            if kind == "arrives":
                answer = server.answer(READ)
                heapq.heappush(events, (at + back, next(order), "returns", (permit, 0.0, answer)))
            else:
                bucket.settle(permit, None, response)
        clock.advance(max(0.0, until - clock.now()))

    for number, (there, back) in enumerate(trips):
        happen(clock.now() + gaps[number % len(gaps)])
        while (delay := bucket.time_to_next()) != 0.0:
            happen(events[0][0] if delay is None else min([clock.now() + delay, *(e[0] for e in events[:1])]))
        permit = bucket.wait()
        heapq.heappush(events, (clock.now() + there, next(order), "arrives", (permit, back, None)))
    happen(clock.now() + 10)
    assert server.refused == 0
    assert server.served == len(trips)

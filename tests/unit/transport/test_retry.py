"""When to send again, after how long, and when not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    AuthenticationError,
    CircuitOpenError,
    ConfigurationError,
    ConnectError,
    ConnectionLostError,
    IspError,
    MalformedResponseError,
    PermissionDeniedError,
    RateLimitError,
    ResponseTimeoutError,
    ServerError,
    ServiceUnavailableError,
    ValidationError,
)
from pulumi_isp_provider.transport.base import Request, Response
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.retry import SETTLE, RetryPolicy, create_once
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]
PLAIN = RetryPolicy(backoff_jitter=False)


def server_error(status: int, **more: Any) -> ServerError:
    return ServerError("oops", status=status, **more)


@pytest.mark.parametrize(
    ("error", "read", "create"),
    [
        (ConnectError("x"), True, True),
        (ResponseTimeoutError("x"), True, False),
        (ConnectionLostError("x"), True, False),
        (server_error(408), True, False),
        (server_error(500), True, False),
        (server_error(502), True, False),
        (server_error(504), True, False),
        (RateLimitError("x", status=429), True, True),
        (ServiceUnavailableError("x", status=503), True, True),
        (RateLimitError("said in the body", status=200), True, True),
        (server_error(501), False, False),
        (ValidationError("x", status=400), False, False),
        (AuthenticationError("x", status=401), False, False),
        (MalformedResponseError("x", status=200), False, False),
        (CircuitOpenError("x", retry_after=1), False, False),
        (ConfigurationError("x"), False, False),
    ],
)
def test_what_may_be_repeated(error: IspError, read: bool, create: bool) -> None:
    """A read is repeated where that can help; a create only where nothing can have happened."""
    url = "http://host/"
    assert PLAIN.may_repeat(Request(method="GET", url=url), error) is read
    assert PLAIN.may_repeat(Request(method="POST", url=url, repeatable=False), error) is create


def test_what_another_chain_has_given_up_is_not_begun_again() -> None:
    """Repeats of a login are not multiplied by the repeats of the request that needs it."""
    given_up = ConnectError("no login", attempts=5)
    assert not PLAIN.may_repeat(Request(method="GET", url="http://host/"), given_up)


def test_codes_are_the_callers_choice() -> None:
    """A status that is not on the list is not repeated, one that is on it is."""
    policy = RetryPolicy(retry_codes=[409])
    request = Request(method="GET", url="http://host/")
    assert not policy.may_repeat(request, server_error(500))
    assert policy.may_repeat(request, AlreadyExistsError("x", status=409))
    assert policy.may_repeat(request, ConnectError("x"))


def test_back_off_doubles_up_to_its_limit() -> None:
    """Without jitter the waits are the bounds themselves, and a huge number of repeats overflows nothing."""
    policy = RetryPolicy(backoff_factor=0.5, backoff_max=3, backoff_jitter=False)
    error = server_error(500)
    waits = [policy.wait(repeat, error, lambda: 0.0) for repeat in (1, 2, 3, 4, 100_000)]
    assert waits == [0.5, 1.0, 2.0, 3.0, 3.0]


def test_jitter_is_full() -> None:
    """With jitter everything from nothing to the bound is possible."""
    policy = RetryPolicy(backoff_factor=8, backoff_max=60)
    error = server_error(500)
    assert [policy.wait(2, error, lambda luck=luck: luck) for luck in (0.0, 0.5, 1.0)] == [0, 8, 16]  # type: ignore[misc]  # mypy cannot infer lambda defaults


def test_the_servers_word_wins_over_the_back_off() -> None:
    """Retry-After is the least to wait, also beyond the largest back-off of our own."""
    error = RateLimitError("x", retry_after=100)
    assert RetryPolicy(backoff_max=5, backoff_jitter=False).wait(1, error, lambda: 1.0) == 100
    assert 100 <= RetryPolicy(backoff_max=5, backoff_factor=0.5).wait(1, error, lambda: 0.7) <= 100.5


@pytest.mark.parametrize("jitter", [False, True])
def test_a_server_that_says_0_is_not_asked_without_a_pause(jitter: bool) -> None:
    """The larger of the server's word and the back-off counts, so the back-off grows all the same."""
    policy = RetryPolicy(backoff_factor=1, backoff_max=10, backoff_jitter=jitter)
    error = RateLimitError("x", retry_after=0)

    assert [policy.wait(repeat, error, lambda: 1.0) for repeat in (1, 2, 3, 4, 5)] == [1, 2, 4, 8, 10]
    assert policy.wait(4, RateLimitError("x", retry_after=3), lambda: 1.0) == 8


@pytest.mark.parametrize(
    "setting",
    [
        {"max_retries": -1},
        {"max_retries": 1.5},
        {"backoff_factor": -0.1},
        {"backoff_max": float("nan")},
        {"total_time": -1},
        {"retry_codes": ["429"]},
        {"retry_codes": [True]},
    ],
)
def test_senseless_numbers_are_refused(setting: dict[str, Any]) -> None:
    """A policy that cannot work is refused where it is made, by name."""
    with pytest.raises(ConfigurationError, match=next(iter(setting))):
        RetryPolicy(**setting)


def test_repeats_until_it_works(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Two failures, then the answer; between them the back-off."""
    server = serve(lambda call: call.reply(502 if call.number < 2 else 200, b"ok"))
    with build(retry=PLAIN, clock=clock) as transport:
        assert transport.send(ask(server.url)).body == b"ok"
    assert len(server.calls) == 3
    assert clock.waits == [0.5, 1.0]


def test_read_survives_a_reset_a_stall_and_a_torn_body(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Everything that leaves a read without an answer is tried again."""

    def script(call: Any) -> None:
        match call.number:
            case 0:
                call.reset()
            case 1:
                call.stall()
            case 2:
                call.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
                call.hang_up()
            case _:
                call.reply(200, b"whole")

    server = serve(script)
    with build(retry=PLAIN, clock=clock) as transport:
        assert transport.send(ask(server.url, timeout=(5.0, 0.2))).body == b"whole"
    assert len(server.calls) == 4


@pytest.mark.parametrize("failure", ["reset", "hang_up", "stall"])
def test_lost_create_is_sent_once(serve: Serve, ask: Ask, clock: InstantClock, failure: str) -> None:
    """When the answer to a create is lost, it is for the caller to look before sending again."""
    server = serve(lambda call: getattr(call, failure)())
    with build(retry=PLAIN, clock=clock) as transport, pytest.raises(IspError) as caught:
        transport.send(ask(server.url, method="POST", repeatable=False, timeout=(5.0, 0.2)))
    assert caught.value.effect_unknown
    assert len(server.calls) == 1
    assert clock.waits == []


@pytest.mark.parametrize("status", [429, 503])
def test_refused_create_is_sent_again(serve: Serve, ask: Ask, clock: InstantClock, status: int) -> None:
    """Nothing was done, so a create may be repeated as well, after the wait asked for."""
    server = serve(lambda call: call.reply(status, Retry_After="3") if call.number == 0 else call.reply(201))
    with build(retry=PLAIN, clock=clock) as transport:
        assert transport.send(ask(server.url, method="POST", repeatable=False)).status == 201
    assert clock.waits == [3.0]


def test_last_error_tells_how_often_and_how_long(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """After the last repeat the error comes out, with the count and the time in its text."""
    server = serve(lambda call: call.reply(500))
    transport = build(retry=RetryPolicy(max_retries=2, backoff_jitter=False), clock=clock)
    with transport, pytest.raises(ServerError) as caught:
        transport.send(ask(server.url))
    assert len(server.calls) == 3
    assert (caught.value.context["attempts"], caught.value.context["elapsed"]) == (3, 1.5)
    assert "attempts 3, elapsed 1.5 s" in str(caught.value)


def test_error_of_the_first_attempt_counts_nothing(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """What is not repeated says nothing of attempts."""
    server = serve(lambda call: call.reply(401))
    with build(retry=PLAIN, clock=clock) as transport, pytest.raises(AuthenticationError) as caught:
        transport.send(ask(server.url))
    assert "attempts" not in caught.value.context


@pytest.mark.parametrize(("first", "unknown"), [(429, False), (503, False), (500, True)])
def test_refusal_tells_of_earlier_attempts(
    serve: Serve, ask: Ask, clock: InstantClock, first: int, unknown: bool
) -> None:
    """An error after repeats tells whether one of the attempts before it may have taken effect."""
    statuses = iter([first, 403])
    serving = serve(lambda call: call.reply(next(statuses)))
    with build(retry=PLAIN, clock=clock) as transport, pytest.raises(PermissionDeniedError) as caught:
        transport.send(ask(serving.url))
    assert caught.value.context["attempts"] == 2
    assert caught.value.earlier_effect_unknown is unknown
    assert caught.value.effect_unknown is unknown


@pytest.mark.parametrize(("repeats", "earlier"), [(0, False), (1, True)])
def test_last_attempt_is_no_earlier_one(
    serve: Serve, ask: Ask, clock: InstantClock, repeats: int, earlier: bool
) -> None:
    """An error that could be repeated, but is not, does not speak of attempts that never were."""
    server = serve(lambda call: call.reply(500))
    policy = RetryPolicy(max_retries=repeats)
    with build(retry=policy, clock=clock) as transport, pytest.raises(ServerError) as caught:
        transport.send(ask(server.url))
    assert caught.value.earlier_effect_unknown is earlier
    assert caught.value.effect_unknown


def test_mistake_of_our_own_is_not_repeated(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """A bug in a classifier comes out as what it is, at once."""

    def classify(response: Response) -> IspError | None:
        raise KeyError(response.status)

    server = serve(lambda call: call.reply())
    with build(classify=classify, retry=PLAIN, clock=clock) as transport, pytest.raises(KeyError):
        transport.send(ask(server.url))
    assert len(server.calls) == 1


def test_no_retries_sends_once(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Zero repeats is a policy too."""
    server = serve(lambda call: call.reply(503))
    with build(retry=RetryPolicy(max_retries=0), clock=clock) as transport, pytest.raises(ServerError):
        transport.send(ask(server.url))
    assert len(server.calls) == 1


def test_time_budget_ends_the_repeats(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Waits that fit into the total time are waited, the first that does not is not begun."""
    server = serve(lambda call: call.reply(500))
    policy = RetryPolicy(max_retries=50, backoff_factor=1, backoff_jitter=False, total_time=10)
    with build(retry=policy, clock=clock) as transport, pytest.raises(ServerError):
        transport.send(ask(server.url))
    assert clock.waits == [1, 2, 4]


def test_wait_longer_than_the_budget_is_not_begun(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """If the server asks for more time than there is, giving up at once is kinder."""
    server = serve(lambda call: call.reply(429, Retry_After="3600"))
    with build(retry=PLAIN, clock=clock) as transport, pytest.raises(RateLimitError) as caught:
        transport.send(ask(server.url))
    assert clock.waits == []
    assert caught.value.retry_after == 3600


class FakeTable:
    """A table of objects with names, behind a connection that loses answers."""

    def __init__(self, *faults: IspError | None, takes: tuple[bool, ...] = ()) -> None:
        self.rows: list[str] = []
        self.looks = 0
        self._faults = list(faults)
        self._takes = list(takes)

    def create(self) -> str:
        if "a" in self.rows:
            raise AlreadyExistsError("the name is taken", status=400)
        fault = self._faults.pop(0) if self._faults else None
        if fault is None or (self._takes and self._takes.pop(0)):
            self.rows.append("a")
        if fault is not None:
            own = copy.copy(fault)
            own.context = dict(fault.context)
            raise own
        return "created"

    def look_up(self) -> str | None:
        self.looks += 1
        return "found" if "a" in self.rows else None


LOST = ConnectionLostError("lost")


@pytest.mark.parametrize(
    ("took_effect", "outcome"),
    [((True,), "found"), ((False,), "created"), ((False, True), "found"), ((False, False), "created")],
)
def test_create_with_lost_answers_makes_one_object(
    clock: InstantClock, took_effect: tuple[bool, ...], outcome: str
) -> None:
    """Whether a lost create took effect or not, there is one object at the end and it is given back."""
    table = FakeTable(*[LOST] * len(took_effect), takes=took_effect)
    assert create_once(table.create, table.look_up, clock=clock) == outcome
    assert table.rows == ["a"]
    assert table.looks == len(took_effect)


def test_create_that_lands_late_is_found(clock: InstantClock) -> None:
    """The first look was too early; the second create is refused for the name, and that is our own object."""
    table = FakeTable(LOST, takes=(False,))
    looks: list[str | None] = []

    def look_up() -> str | None:
        looks.append(table.look_up())
        if len(looks) == 1:
            table.rows.append("a")
        return looks[-1]

    assert create_once(table.create, look_up, clock=clock) == "found"
    assert looks == [None, "found"]


def test_create_refused_at_first_is_the_callers_to_judge(clock: InstantClock) -> None:
    """A name that was taken before anything was lost is not ours to adopt."""
    table = FakeTable()
    table.rows.append("a")
    with pytest.raises(AlreadyExistsError):
        create_once(table.create, table.look_up, clock=clock)
    assert table.looks == 0


def test_create_without_effect_needs_no_look_up(clock: InstantClock) -> None:
    """An error that leaves no doubt goes straight out."""
    table = FakeTable(ConnectError("refused"), takes=(False,))
    with pytest.raises(ConnectError):
        create_once(table.create, table.look_up, clock=clock)
    assert table.looks == 0


@pytest.mark.parametrize("refusal", [ConnectError("refused"), PermissionDeniedError("no", status=403)])
def test_refusal_after_a_lost_create_leaves_a_doubt(clock: InstantClock, refusal: IspError) -> None:
    """The first one may still be worked on, so the error does not claim that nothing happened."""
    table = FakeTable(LOST, refusal, takes=(False, False))
    with pytest.raises(type(refusal)) as caught:
        create_once(table.create, table.look_up, clock=clock)
    assert caught.value.effect_unknown
    assert caught.value.earlier_effect_unknown


def test_create_with_failing_look_up_is_not_sent_again(clock: InstantClock) -> None:
    """Not knowing is no reason to risk a second object; the error says what is not known."""
    table = FakeTable(LOST, takes=(True,))

    def look_up() -> str | None:
        raise ConnectError("gone")

    with pytest.raises(ConnectionLostError) as caught:
        create_once(table.create, look_up, clock=clock)
    assert "failed as well" in caught.value.context["look_up"]
    assert table.rows == ["a"]


def test_create_lost_for_good_says_so(clock: InstantClock) -> None:
    """After the last attempt the caller learns that nothing was found."""
    table = FakeTable(*[LOST] * 3, takes=(False,) * 3)
    with pytest.raises(ConnectionLostError) as caught:
        create_once(table.create, table.look_up, clock=clock)
    assert caught.value.context["look_up"] == "no such object"
    assert table.rows == []


FAILED = ServerError("failed", status=500)


@pytest.mark.parametrize("retries", [0, 1, 5])
def test_create_is_sent_as_often_as_the_policy_says(clock: InstantClock, retries: int) -> None:
    """After failures of the server a create is looked for and sent again, as often and as late as asked."""
    table = FakeTable(*[FAILED] * 9, takes=(False,) * 9)
    policy = RetryPolicy(max_retries=retries, backoff_factor=3, backoff_max=20, backoff_jitter=False)
    with pytest.raises(ServerError) as caught:
        create_once(table.create, table.look_up, policy=policy, clock=clock)
    assert table.looks == retries + 1
    assert clock.waits == [*[3, 6, 12, 20, 20][:retries], SETTLE]
    assert caught.value.context.get("attempts", 1) == retries + 1
    assert table.rows == []


def test_create_is_given_time_to_land(clock: InstantClock) -> None:
    """A policy without any wait does not make the look-up come before the server can have finished."""
    table = FakeTable(FAILED, takes=(False,))
    create_once(table.create, table.look_up, policy=RetryPolicy(backoff_factor=0), clock=clock)
    assert clock.waits == [SETTLE]


def test_create_is_not_sent_again_after_a_status_that_the_policy_leaves_out(clock: InstantClock) -> None:
    """It is looked for all the same, because it may have been made."""
    policy = RetryPolicy(retry_codes=[503])
    lost = FakeTable(FAILED, takes=(False,))
    with pytest.raises(ServerError):
        create_once(lost.create, lost.look_up, policy=policy, clock=clock)
    made = FakeTable(FAILED, takes=(True,))
    assert create_once(made.create, made.look_up, policy=policy, clock=clock) == "found"
    assert (lost.rows, lost.looks, made.rows) == ([], 1, ["a"])


def test_repeats_of_the_chain_count(clock: InstantClock) -> None:
    """What the chain has repeated, because it had no effect, is taken off what may be created again."""
    failures = [ServerError("failed", status=500, attempts=3) for _ in range(3)]
    table = FakeTable(*failures, takes=(False,) * 3)
    with pytest.raises(ServerError) as caught:
        create_once(table.create, table.look_up, policy=RetryPolicy(max_retries=4), clock=clock)
    assert caught.value.context["attempts"] == 6


def test_creates_end_with_their_time(clock: InstantClock) -> None:
    """A wait that goes beyond the total time is not begun; time in a queue for the rate limit is left out."""
    policy = RetryPolicy(max_retries=9, backoff_factor=10, backoff_jitter=False, total_time=40)
    failures = [ServerError("failed", status=500, queued=500.0 if n == 0 else 0.0) for n in range(9)]
    table = FakeTable(*failures, takes=(False,) * 9)

    def create() -> str:
        if len(clock.waits) == 0:
            clock.advance(500)
        return table.create()

    with pytest.raises(ServerError):
        create_once(create, table.look_up, policy=policy, clock=clock)
    assert clock.waits == [10, 20, SETTLE]


def test_create_over_the_wire_makes_one_object(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """The whole way: the answer to the create is reset, the look-up finds the object."""
    rows: list[bytes] = []

    def script(call: Any) -> None:
        if call.method == "POST":
            rows.append(call.body)
            call.reset()
        else:
            call.reply(200, b",".join(rows))

    server = serve(script)
    with build(Http(), retry=PLAIN, clock=clock) as transport:

        def create() -> Response:
            return transport.send(ask(server.url, method="POST", body=b"a", repeatable=False))

        def look_up() -> Response | None:
            found = transport.send(ask(server.url))
            return found if found.body else None

        assert create_once(create, look_up, clock=clock).body == b"a"
    assert rows == [b"a"]

"""Credentials: one login for all threads, in time, and never twice for the same reason."""

from __future__ import annotations

import base64
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import CodeType
from typing import Any

import pytest

from pulumi_isp_provider.errors import (
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    IspError,
    ServerError,
)
from pulumi_isp_provider.transport.auth import (
    BasicAuthenticator,
    CellAuthenticator,
    CredentialCell,
    Lease,
    bearer,
    in_body,
)
from pulumi_isp_provider.transport.base import Request, Response, Transport
from pulumi_isp_provider.transport.classify import by_status, first_of
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.single_flight import SingleFlight
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]


def let_join(thread: threading.Thread) -> None:
    """Wait until a thread waits for the outcome of a flight that another one has begun."""
    while (
        SingleFlight.run.__code__ not in (codes := running(thread))
        or threading.Event.wait.__code__ not in codes
    ):
        assert thread.is_alive()
        thread.join(0.001)


def running(thread: threading.Thread) -> list[CodeType]:
    """The functions that a thread is in, the innermost first."""
    frame = sys._current_frames().get(thread.ident or 0)
    codes = []
    while frame is not None:
        codes.append(frame.f_code)
        frame = frame.f_back
    return codes


class Tokens:
    """A server's side of logging in: hands out numbered tokens, each good for so many uses."""

    def __init__(self, uses: float = float("inf")) -> None:
        self._lock = threading.Lock()
        self._uses = uses
        self._left = 0.0
        self.logins = 0
        self.expiries = 0
        self.refusals = 0

    @property
    def current(self) -> str:
        return f"token-{self.logins}"

    def login(self) -> str:
        with self._lock:
            self.logins += 1
            self._left = self._uses
            return self.current

    def use(self, token: str | None) -> bool:
        with self._lock:
            if token != self.current or self._left == 0:
                self.refusals += 1
                return False
            self._left -= 1
            if self._left == 0:
                self.expiries += 1
            return True


def service(tokens: Tokens) -> Callable[[Any], None]:
    """A script for a server that wants a bearer token."""

    def script(call: Any) -> None:
        if call.target == "/login":
            call.reply(200, tokens.login().encode())
        elif tokens.use(call.headers.get("Authorization", "").removeprefix("Bearer ")):
            call.reply(200, b"ok")
        else:
            call.reply(401)

    return script


def client(server: Any, *, lifetime: float | None = None, clock: InstantClock | None = None) -> Transport:
    """A chain that logs in at that server; both chains stand on one Http."""
    http = Http()
    login = build(http)
    address = server.url.replace("/thing", "/login")

    def fetch() -> Lease[str]:
        answer = login.send(Request(method="POST", url=address, operation="login"))
        return Lease(answer.text, lifetime)

    return build(http, authenticator=CellAuthenticator(CredentialCell(fetch, clock=clock), bearer))


def test_logs_in_once_for_many_requests(serve: Serve, ask: Ask) -> None:
    """The token is fetched by the first request and used by all."""
    tokens = Tokens()
    server = serve(service(tokens))
    with client(server) as transport:
        assert [transport.send(ask(server.url)).text for _ in range(5)] == ["ok"] * 5
    assert tokens.logins == 1


def test_thirty_two_threads_log_in_once_per_expiry_and_once_more(serve: Serve, ask: Ask) -> None:
    """A thousand requests, a token that ends every ninety uses: a login per expiry, plus the first."""
    tokens = Tokens(uses=90)
    server = serve(service(tokens))
    with client(server) as transport, ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: transport.send(ask(server.url)).text, range(1000)))
    assert answers == ["ok"] * 1000
    assert tokens.expiries == 11
    assert tokens.logins == 12


def test_token_is_renewed_before_it_ends(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Within the margin before its end a token is not used any more: no request is ever refused for it."""
    tokens = Tokens()
    server = serve(service(tokens))
    with client(server, lifetime=3600, clock=clock) as transport:
        transport.send(ask(server.url))
        clock.advance(3600 - 61)
        transport.send(ask(server.url))
        assert tokens.logins == 1
        clock.advance(1)
        transport.send(ask(server.url))
    assert (tokens.logins, tokens.refusals) == (2, 0)


def test_margin_leaves_a_short_lived_token_most_of_its_life(clock: InstantClock) -> None:
    """A token of twenty seconds is used for fifteen, although the margin is a minute."""
    fetched: list[float] = []

    def fetch() -> Lease[int]:
        fetched.append(clock.now())
        return Lease(len(fetched), 20)

    cell = CredentialCell(fetch, margin=60, clock=clock)
    for _ in range(31):
        cell.get()
        clock.advance(1)
    assert fetched == [0, 15, 30]


def test_life_counts_from_before_the_login(clock: InstantClock) -> None:
    """A slow login does not make its token live longer than the server means."""

    def fetch() -> Lease[str]:
        clock.advance(50)
        return Lease("t", 100)

    cell = CredentialCell(fetch, margin=10, clock=clock)
    cell.get()
    clock.advance(39)
    before = clock.now()
    cell.get()
    assert clock.now() == before
    clock.advance(1)
    cell.get()
    assert clock.now() == before + 1 + 50


def test_refused_twice_is_refused(serve: Serve, ask: Ask) -> None:
    """One renewal, one repeat, and then the error: no third try."""
    tokens = Tokens(uses=0)
    server = serve(service(tokens))
    with client(server) as transport, pytest.raises(AuthenticationError) as caught:
        transport.send(ask(server.url))
    assert [call.target for call in server.calls] == ["/login", "/thing", "/login", "/thing"]
    assert caught.value.context["operation"] == "things.get"


def test_create_is_sent_again_after_a_refused_token(serve: Serve, ask: Ask) -> None:
    """A refused credential means that nothing was done, so a create may be sent again too."""
    tokens = Tokens(uses=1)
    server = serve(service(tokens))
    with client(server) as transport:
        transport.send(ask(server.url))
        request = ask(server.url, method="POST", body=b"{}", repeatable=False)
        assert transport.send(request).text == "ok"
    assert [call.body for call in server.calls if call.method == "POST" and call.target == "/thing"] == [
        b"{}",
        b"{}",
    ]


def test_other_errors_do_not_touch_the_credential(serve: Serve, ask: Ask) -> None:
    """A 403 or a 500 is no reason to log in again."""
    tokens = Tokens()

    def script(call: Any) -> None:
        call.reply(200, tokens.login().encode()) if call.target == "/login" else call.reply(500)

    server = serve(script)
    with client(server) as transport:
        for _ in range(3):
            with pytest.raises(ServerError):
                transport.send(ask(server.url))
    assert tokens.logins == 1


def test_nothing_above_holds_the_credential(serve: Serve, ask: Ask) -> None:
    """Answers and errors speak of the request as the caller made it."""
    tokens = Tokens()

    def script(call: Any) -> None:
        call.reply(200, tokens.login().encode()) if call.target == "/login" else call.reply(
            200 if call.number == 1 else 500
        )

    server = serve(script)
    request = ask(server.url)
    with client(server) as transport:
        assert transport.send(request).request == request
        with pytest.raises(ServerError) as caught:
            transport.send(request)
    assert caught.value.response.request == request
    assert server.calls[2].headers["Authorization"] == "Bearer token-1"
    assert caught.value.response.request.credential is None


def test_failed_login_is_shared_by_all_who_wait(serve: Serve, ask: Ask) -> None:
    """A wrong password is sent once and not once per thread, which could lock the account."""
    waiting = threading.Barrier(8)
    refused = threading.Event()

    def script(call: Any) -> None:
        refused.wait(10)
        call.reply(401)

    server = serve(script)
    outcomes: list[IspError] = []
    with client(server) as transport:

        def one() -> None:
            waiting.wait(10)
            with pytest.raises(AuthenticationError) as caught:
                transport.send(ask(server.url))
            outcomes.append(caught.value)

        threads = [threading.Thread(target=one) for _ in range(8)]
        for thread in threads:
            thread.start()
        while not server.calls:
            threads[0].join(0.001)
        for thread in threads:
            # One of them has gone to log in.
            if Http.send.__code__ not in running(thread):
                let_join(thread)
        refused.set()
        for thread in threads:
            thread.join(10)
    assert len(outcomes) == 8
    assert len(server.calls) == 1
    assert len({id(each) for each in outcomes}) == 8
    assert len({id(each.context) for each in outcomes}) == 8


def test_login_that_failed_is_tried_again_by_the_next_request(clock: InstantClock) -> None:
    """A failure is not remembered beyond those who waited for it."""
    outcomes: list[Exception | str] = [ConnectError("down"), "token"]

    def fetch() -> Lease[str]:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return Lease(outcome)

    cell = CredentialCell(fetch, clock=clock)
    with pytest.raises(ConnectError):
        cell.get()
    assert cell.get() == "token"


def test_stale_refusals_do_not_touch_a_newer_credential() -> None:
    """Thirty threads come back refused with the old token after one has fetched the new one."""
    values = iter(["old", "new", "newer"])
    cell = CredentialCell(lambda: Lease(next(values)))
    assert cell.get() == "old"
    for _ in range(30):
        cell.invalidate("old")
        assert cell.get() == "new"
    assert cell.peek() == "new"


def test_credential_from_elsewhere_is_used_as_if_fetched(clock: InstantClock) -> None:
    """A token kept in a file saves the login, until it ends."""
    cell = CredentialCell(lambda: Lease("fetched"), margin=10, clock=clock)
    cell.put(Lease("kept", 100))
    assert cell.get() == "kept"
    clock.advance(90)
    assert cell.get() == "fetched"


def test_credentials_do_not_show_in_repr() -> None:
    """What is printed by accident tells nothing."""
    cell = CredentialCell(lambda: Lease("s3cret"))
    cell.get()
    authenticator = CellAuthenticator(cell, bearer)
    request = authenticator.authorize(Request(method="GET", url="http://host/"))
    basic = BasicAuthenticator("me", "s3cret")
    shown = repr([Lease("s3cret"), cell, authenticator, request, basic])
    assert "s3cret" not in shown


def test_session_id_goes_into_the_body(serve: Serve, ask: Ask) -> None:
    """A session id that belongs into the document replaces its placeholder, after a refusal too."""
    sessions = iter(["36", "580"])

    def script(call: Any) -> None:
        good = call.body == b'<rpc sessionid="580">&#123;session&#125;</rpc>'
        call.reply(200, b"<ok/>" if good else b"<error>SESSION ID REQUIRED</error>")

    def no_session(response: Response) -> IspError | None:
        return AuthenticationError("no session") if b"SESSION ID" in response.body else None

    server = serve(script)
    authenticator = CellAuthenticator(CredentialCell(lambda: Lease(next(sessions))), in_body(b"{session}"))
    classify = first_of(no_session, by_status)
    body = b'<rpc sessionid="{session}">&#123;session&#125;</rpc>'
    with build(Http(), authenticator=authenticator, classify=classify) as transport:
        response = transport.send(ask(server.url, method="POST", body=body))
    assert response.text == "<ok/>"
    assert response.request.body == body
    assert b'"36"' in server.calls[0].body


@pytest.mark.parametrize("body", [None, b"<rpc/>", b'<rpc sessionid="{session}">{session}</rpc>'])
def test_body_must_have_one_place_for_the_session(body: bytes | None) -> None:
    """None is a mistake of ours; two could be a user's text that would give the session away."""
    request = Request(method="POST", url="http://host/", body=body)
    with pytest.raises(ConfigurationError, match="one place"):
        in_body(b"{session}")(request, "36")


def test_basic_is_sent_and_not_tried_twice(serve: Serve, ask: Ask) -> None:
    """A name and password in each request; the same again would not help."""
    server = serve(lambda call: call.reply(401))
    transport = build(Http(), authenticator=BasicAuthenticator("me", "pä:ss"))
    with transport, pytest.raises(AuthenticationError):
        transport.send(ask(server.url))
    (call,) = server.calls
    assert base64.b64decode(call.headers["Authorization"].removeprefix("Basic ")).decode() == "me:pä:ss"


def test_single_flight_passes_on_when_its_thread_is_interrupted() -> None:
    """Ctrl-C in the thread that works does not leave the waiting ones without an answer."""
    flight: SingleFlight = SingleFlight()
    begun, go = threading.Event(), threading.Event()

    def interrupted() -> str:
        begun.set()
        go.wait(10)
        raise KeyboardInterrupt

    def first() -> None:
        with pytest.raises(KeyboardInterrupt):
            flight.run(interrupted)

    outcomes: list[str] = []
    threads = [threading.Thread(target=first)]
    threads[0].start()
    assert begun.wait(10)
    threads.append(threading.Thread(target=lambda: outcomes.append(flight.run(lambda: "done"))))
    threads[1].start()
    threads[1].join(0.02)
    assert outcomes == []
    go.set()
    for thread in threads:
        thread.join(10)
    assert outcomes == ["done"]


def test_single_flight_shares_the_failure_as_it_was() -> None:
    """What the first thread writes into its error afterwards is not in those of the others."""
    flight: SingleFlight = SingleFlight()
    written = threading.Event()
    first = threading.get_ident()
    caught: list[IspError] = []

    class Failure(IspError):
        def __copy__(self) -> Failure:
            if threading.get_ident() != first:
                written.wait(10)
            return Failure(self.message, **self.context)

    def wait() -> None:
        try:
            flight.run(lambda: 1)
        except IspError as error:
            caught.append(error)

    waiting = threading.Thread(target=wait)

    def fail() -> int:
        waiting.start()
        let_join(waiting)
        raise Failure("oops")

    with pytest.raises(Failure) as own:
        flight.run(fail)
    own.value.context["attempts"] = 5
    written.set()
    waiting.join()

    assert [error.context for error in caught] == [{}]

"""The whole chain at work."""

from __future__ import annotations

import copy
import logging
import pickle
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pulumi_isp_provider import errors
from pulumi_isp_provider.errors import CircuitOpenError, IspError, ServerError
from pulumi_isp_provider.transport.auth import CellAuthenticator, CredentialCell, Lease, bearer
from pulumi_isp_provider.transport.base import Request, Transport
from pulumi_isp_provider.transport.circuit_breaker import CircuitBreaker
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.rate_limit import RateHeaders, RateLimit, RateLimiter
from pulumi_isp_provider.transport.redact import Redactor
from pulumi_isp_provider.transport.retry import RetryPolicy
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]
TOKEN = "very-s3cret-t0ken"
SECRET = "cl1ent&s3cret"


def full_chain(
    server: Any, clock: InstantClock, redactor: Redactor, **parts: Any
) -> tuple[Transport, CredentialCell[str]]:
    """Everything there is, around one server."""
    http = Http(timeout=(5.0, 0.3))
    retry = RetryPolicy(max_retries=3, backoff_jitter=False)
    login = build(http, retry=retry, redactor=redactor, clock=clock)

    def fetch() -> Lease[str]:
        url = server.url.replace("/thing", "/login")
        request = Request(method="POST", url=url, operation="login", params={"client_secret": SECRET})
        token = login.send(request).text
        redactor.register(token)
        return Lease(token, 3600)

    cell = CredentialCell(fetch, clock=clock)
    transport = build(
        http,
        **{
            "authenticator": CellAuthenticator(cell, bearer),
            "limiter": RateLimiter(RateLimit(20, 1, 15), RateHeaders(remaining="X-Left"), clock=clock),
            "breaker": CircuitBreaker(clock=clock),
            "retry": retry,
            "redactor": redactor,
            "clock": clock,
            **parts,
        },
    )
    return transport, cell


def reset(call: Any) -> None:
    call.reset()


def stall(call: Any) -> None:
    call.stall()


def echo(status: int) -> Callable[[Any], None]:
    """Answers with everything that it was told, as careless servers do in their error pages."""

    def script(call: Any) -> None:
        page = f"{call.target} {call.headers} {call.body!r}".encode()
        call.reply(status, page, X_Echo=call.headers.get("Authorization", "none"))

    return script


def garbage(call: Any) -> None:
    call.raw(f"{call.headers}\r\n\r\n".encode())
    call.hang_up()


def redirect(call: Any) -> None:
    call.reply(302, Location=f"http://elsewhere.invalid{call.target}")


FAULTS: dict[str, Callable[[Any], None]] = {
    "reset": reset,
    "stall": stall,
    "garbage": garbage,
    "redirect": redirect,
    **{str(status): echo(status) for status in (401, 403, 408, 429, 500, 502, 503, 504)},
}


def all_of(error: IspError) -> str:
    """The error with its traceback, the variables in it, its fields and its answer."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    parts = ["".join(trace.format()), repr(vars(error))]
    if hasattr(error, "response"):
        asked = error.response.request
        parts += [error.response.text, repr(error.response.headers), repr(asked.headers), repr(asked.params)]
    return "\n".join(parts)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("where", ["/login", "/thing"])
def test_every_fault_is_a_typed_error_without_a_secret(
    serve: Serve, ask: Ask, clock: InstantClock, caplog: pytest.LogCaptureFixture, fault: str, where: str
) -> None:
    """Wherever it strikes: neither secret nor token is in the error or in the log."""
    caplog.set_level(logging.DEBUG)

    def script(call: Any) -> None:
        if call.target.startswith(where):
            FAULTS[fault](call)
        else:
            call.reply(200, TOKEN.encode())

    server = serve(script)
    transport, _ = full_chain(server, clock, Redactor(SECRET))
    with transport, pytest.raises(IspError) as caught:
        transport.send(ask(server.url, headers={"X-Client": SECRET}))
    assert type(caught.value) is not IspError
    assert type(caught.value).__module__ == errors.__name__
    assert caught.value.context["operation"] == ("login" if where == "/login" else "things.get")
    everything = all_of(caught.value) + caplog.text
    assert [secret for secret in (TOKEN, SECRET, "cl1ent", "s3cret") if secret in everything] == []


@pytest.mark.parametrize("fault", ["reset", "stall", "408", "429", "500", "502", "503", "504", "401"])
def test_every_passing_fault_is_survived_by_a_read(
    serve: Serve, ask: Ask, clock: InstantClock, fault: str
) -> None:
    """One bad answer each at the login and at the request: the caller sees neither."""
    struck: set[str] = set()

    def script(call: Any) -> None:
        path = call.target.partition("?")[0]
        if path not in struck and not (path == "/login" and fault == "401"):
            struck.add(path)
            FAULTS[fault](call)
        else:
            call.reply(200, TOKEN.encode())

    server = serve(script)
    transport, _ = full_chain(server, clock, Redactor(SECRET))
    with transport:
        assert transport.send(ask(server.url)).status == 200
    assert "/thing" in struck


def test_no_request_over_the_limit_with_many_threads(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Sixteen threads, sixty requests, the documented limit: a server that keeps to it refuses none."""
    level = {"tokens": 20.0, "at": 0.0, "refused": 0.0}

    def script(call: Any) -> None:
        if call.target.startswith("/login"):
            call.reply(200, TOKEN.encode())
            return
        now = clock.now()
        level["tokens"] = min(20.0, level["tokens"] + (now - level["at"]) / 15)
        level["at"] = now
        if level["tokens"] < 1 - 1e-6:
            level["refused"] += 1
            call.reply(429)
        else:
            level["tokens"] -= 1
            call.reply(200, b"ok", X_Left=str(int(level["tokens"])))

    server = serve(lambda call: serialised(script, call))
    transport, _ = full_chain(server, clock, Redactor())
    with transport, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: transport.send(ask(server.url)).text, range(60)))
    assert answers == ["ok"] * 60
    assert level["refused"] == 0


_one_at_a_time = threading.Lock()


def serialised(script: Callable[[Any], None], call: Any) -> None:
    with _one_at_a_time:
        script(call)


def test_credentials_are_put_in_after_the_wait(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """A token fetched before a long wait for the rate limit would have ended with it."""
    tokens = iter(["first", "second"])
    server = serve(
        lambda call: call.reply(200, next(tokens).encode() if call.target.startswith("/login") else b"ok")
    )
    limiter = RateLimiter(RateLimit(1, 1, 4000), clock=clock)
    transport, _ = full_chain(server, clock, Redactor(), limiter=limiter)
    with transport:
        transport.send(ask(server.url))
        transport.send(ask(server.url))
    used = [call.headers["Authorization"] for call in server.calls if call.target == "/thing"]
    assert used == ["Bearer first", "Bearer second"]


class VendorError(IspError):
    """A vendor's own family, as its callers expect it."""


class VendorServerError(VendorError, ServerError):
    """One of its members."""


class VendorCircuitOpen(VendorError, CircuitOpenError):
    """Another one."""


def translate(error: IspError) -> IspError:
    if isinstance(error, VendorError):
        return error
    kinds: dict[type[IspError], type[VendorError]] = {
        ServerError: VendorServerError,
        CircuitOpenError: VendorCircuitOpen,
    }
    return kinds.get(type(error), VendorError)(error.message, retry_after=error.retry_after, **error.context)


def test_breaker_counts_and_raises_the_vendors_own_errors(
    serve: Serve, ask: Ask, clock: InstantClock
) -> None:
    """A caller may name its own classes to the breaker, and sees only its own."""
    server = serve(lambda call: call.reply(500))
    breaker = CircuitBreaker(2, 60, (VendorServerError,), clock=clock)
    kinds = []
    with build(Http(), translate=translate, breaker=breaker) as transport:
        for _ in range(3):
            with pytest.raises(VendorError) as caught:
                transport.send(ask(server.url))
            kinds.append(type(caught.value))
    assert kinds == [VendorServerError, VendorServerError, VendorCircuitOpen]
    assert len(server.calls) == 2


def test_what_the_login_raises_is_translated_too(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """The caller of a request need not know that there was a login on the way."""
    server = serve(lambda call: call.reply(500))
    transport, _ = full_chain(server, clock, Redactor(), translate=translate)
    with transport, pytest.raises(VendorServerError) as caught:
        transport.send(ask(server.url))
    assert caught.value.context["operation"] == "login"


def test_bare_chain_sends_once_and_reads_everything(serve: Serve, ask: Ask) -> None:
    """Every part may be left out; without a classifier a 500 is an answer like any other."""
    server = serve(lambda call: call.reply(500, b"page"))
    with build(classify=None) as transport:
        assert transport.send(ask(server.url)).text == "page"
    assert len(server.calls) == 1


def test_closing_the_chain_closes_the_wire(serve: Serve, ask: Ask, clock: InstantClock) -> None:
    """Leaving the context gives the connections back: the server sees them end."""
    server = serve(lambda call: call.reply())
    transport, _ = full_chain(server, clock, Redactor())
    with transport:
        transport.send(ask(server.url))
    assert server.all_ended(10)


def test_chain_goes_nowhere() -> None:
    """What holds credentials is neither pickled nor copied, and the error says what to do instead."""
    transport = build()
    for carry in (pickle.dumps, copy.deepcopy, copy.copy):
        with pytest.raises(TypeError, match="make the client where it is used"):
            carry(transport)

"""One request over the wire: what each thing that can go wrong means."""

from __future__ import annotations

import errno
import gzip
import os
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.errors import (
    ConfigurationError,
    ConnectError,
    ConnectionLostError,
    IspError,
    MalformedResponseError,
    RedirectedError,
    ResponseTimeoutError,
)
from pulumi_isp_provider.transport.base import Request
from pulumi_isp_provider.transport.http import Http

SECRET = "s3cret-t0ken"
Ask = Callable[..., Request]
Serve = Callable[..., Any]


def test_request_and_answer_arrive_whole(serve: Serve, ask: Ask) -> None:
    """Method, query, headers and body reach the server; status, headers and body come back."""
    server = serve(lambda call: call.reply(201, b'{"id": 7}', X_Thing="seven"))
    with Http() as http:
        request = ask(
            server.url, method="POST", params={"a": "x y"}, headers={"X-Own": "1"}, body=b"\x00\xff"
        )
        response = http.send(request)
    (call,) = server.calls
    assert (call.method, call.query, call.body) == ("POST", {"a": "x y"}, b"\x00\xff")
    assert call.headers["X-Own"] == "1"
    assert (response.status, response.json(), response.headers["x-thing"]) == (201, {"id": 7}, "seven")
    assert response.request is request


def test_refused_connection_had_no_effect(closed_port: int, ask: Ask) -> None:
    """Nobody listens: nothing was sent, and the error says so, where, and what to check."""
    with Http() as http, pytest.raises(ConnectError) as caught:
        http.send(ask(f"http://127.0.0.1:{closed_port}/"))
    assert not caught.value.effect_unknown
    assert os.strerror(errno.ECONNREFUSED) in caught.value.message
    assert "Check the address" in str(caught.value)
    assert caught.value.context["operation"] == "things.get"


def test_unknown_host_had_no_effect(ask: Ask) -> None:
    """A name that does not resolve is a connection that was not made."""
    with Http() as http, pytest.raises(ConnectError, match="host name is not known"):
        http.send(ask("http://nowhere.invalid/"))


@pytest.mark.parametrize("repeatable", [True, False])
def test_reset_after_the_request_leaves_the_effect_open(serve: Serve, ask: Ask, repeatable: bool) -> None:
    """The connection breaks when the request is there: nobody knows what the server did."""
    server = serve(lambda call: call.reset())
    with Http() as http, pytest.raises(ConnectionLostError) as caught:
        http.send(ask(server.url, repeatable=repeatable))
    assert caught.value.effect_unknown
    assert len(server.calls) == 1


def test_hanging_up_without_an_answer_leaves_the_effect_open(serve: Serve, ask: Ask) -> None:
    """An orderly end without an answer is a lost answer."""
    server = serve(lambda call: call.hang_up())
    with Http() as http, pytest.raises(ConnectionLostError):
        http.send(ask(server.url))
    assert len(server.calls) == 1


def test_silence_is_a_timeout_with_open_effect(serve: Serve, ask: Ask) -> None:
    """No answer within the read timeout of the request."""
    server = serve(lambda call: call.stall())
    with Http() as http, pytest.raises(ResponseTimeoutError) as caught:
        http.send(ask(server.url, timeout=(5.0, 0.2)))
    assert caught.value.effect_unknown


def test_silence_in_the_middle_of_the_body_is_a_timeout(serve: Serve, ask: Ask) -> None:
    """The read timeout also holds between two pieces of a body."""

    def script(call: Any) -> None:
        call.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        call.stall()

    server = serve(script)
    with Http(timeout=(5.0, 0.2)) as http, pytest.raises(ResponseTimeoutError):
        http.send(ask(server.url))


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"\r\nContent-Length: 100000\r\n\r\n"])
def test_dripping_answer_meets_the_total_limit(serve: Serve, ask: Ask, begun: bytes) -> None:
    """An answer that comes byte by byte, each in time, still has to end some day, its head as well."""

    def script(call: Any) -> None:
        call.raw(b"HTTP/1.1 200 OK" + begun if begun.startswith(b"\r") else begun)
        while not call.stopped.wait(0.01):
            call.raw(b"x")

    server = serve(script)
    with Http(max_seconds=0.2) as http, pytest.raises(ResponseTimeoutError, match="did not end"):
        http.send(ask(server.url))


def test_truncated_body_is_a_lost_connection(serve: Serve, ask: Ask) -> None:
    """Fewer bytes than announced are never taken for the whole answer."""

    def script(call: Any) -> None:
        call.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
        call.hang_up()

    server = serve(script)
    with Http() as http, pytest.raises(ConnectionLostError):
        http.send(ask(server.url))


@pytest.mark.parametrize("tail", [b"5\r\nhal", b"zz\r\nhalf\r\n", b"4\r\nhalf\r\n"])
def test_broken_chunks_are_a_lost_connection(serve: Serve, ask: Ask, tail: bytes) -> None:
    """A chunk that ends early, has no length, or is not followed by the last one."""

    def script(call: Any) -> None:
        call.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + tail)
        call.hang_up()

    server = serve(script)
    with Http() as http, pytest.raises(ConnectionLostError):
        http.send(ask(server.url))


def test_chunked_body_is_put_together(serve: Serve, ask: Ask) -> None:
    """A body in chunks is read to its end, and its connection is used again."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    server = serve(lambda call: call.raw(head + b"4\r\nhalf\r\n4\r\nhalf\r\n0\r\n\r\n"))
    with Http() as http:
        assert [http.send(ask(server.url)).body for _ in range(2)] == [b"halfhalf"] * 2
    assert server.connections == 1


def test_gzip_is_unpacked(serve: Serve, ask: Ask) -> None:
    """We ask for gzip, and the caller sees the plain body, also of several members."""
    packed = gzip.compress(b"plain ") + gzip.compress(b"text")
    server = serve(lambda call: call.reply(200, packed, Content_Encoding="gzip"))
    with Http() as http:
        assert http.send(ask(server.url)).text == "plain text"
    assert server.calls[0].headers["Accept-Encoding"] == "gzip"


def test_gzip_bomb_is_refused_before_it_unfolds(serve: Serve, ask: Ask) -> None:
    """A small body that would become a huge one ends in an error at the limit."""
    packed = gzip.compress(bytes(5_000_000))
    server = serve(lambda call: call.reply(200, packed, Content_Encoding="gzip"))
    with Http(max_body=100_000) as http, pytest.raises(MalformedResponseError, match="larger than 100000"):
        http.send(ask(server.url))


def test_truncated_gzip_is_a_lost_connection(serve: Serve, ask: Ask) -> None:
    """A packed body that is complete for HTTP but not for gzip was cut off."""
    packed = gzip.compress(b"plain text")[:-6]
    server = serve(lambda call: call.reply(200, packed, Content_Encoding="gzip"))
    with Http() as http, pytest.raises(ConnectionLostError, match="middle of its gzip"):
        http.send(ask(server.url))


@pytest.mark.parametrize(("encoding", "body"), [("gzip", b"not packed at all"), ("br", b"\x0b\x02\x80")])
def test_other_packing_is_malformed(serve: Serve, ask: Ask, encoding: str, body: bytes) -> None:
    """What is not gzip is not guessed at."""
    server = serve(lambda call: call.reply(200, body, Content_Encoding=encoding))
    with Http() as http, pytest.raises(MalformedResponseError):
        http.send(ask(server.url))


def test_announced_size_over_the_limit_is_not_even_read(serve: Serve, ask: Ask) -> None:
    """A Content-Length over the limit is enough to refuse."""

    def script(call: Any) -> None:
        call.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        call.stall()

    server = serve(script)
    with Http(max_body=1000) as http, pytest.raises(MalformedResponseError, match="larger than 1000"):
        http.send(ask(server.url))


def test_endless_body_is_cut_at_the_limit(serve: Serve, ask: Ask) -> None:
    """A body without announced size is read up to the limit and not further."""

    def script(call: Any) -> None:
        call.raw(b"HTTP/1.1 200 OK\r\n\r\n")
        while not call.stopped.is_set():
            call.raw(bytes(10_000))

    server = serve(script)
    with Http(max_body=50_000) as http, pytest.raises(MalformedResponseError, match="larger"):
        http.send(ask(server.url))


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 777 Jackpot\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_what_is_not_http_is_malformed(serve: Serve, ask: Ask, answer: bytes) -> None:
    """Another protocol, impossible statuses and headers without end."""

    def script(call: Any) -> None:
        call.raw(answer)
        call.hang_up()

    server = serve(script)
    with Http() as http, pytest.raises(MalformedResponseError) as caught:
        http.send(ask(server.url))
    assert caught.value.effect_unknown


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_not_followed_and_names_the_host_only(serve: Serve, ask: Ask, status: int) -> None:
    """The other host gets nothing; the error names it without the query, where a token may stand."""
    other = serve(lambda call: call.reply())
    location = f"http://user:{SECRET}@{other.host}/x?token={SECRET}"
    server = serve(lambda call: call.reply(status, Location=location))
    with Http() as http, pytest.raises(RedirectedError) as caught:
        http.send(ask(server.url, headers={"Authorization": SECRET}))
    assert other.calls == []
    assert other.host in caught.value.message
    assert SECRET not in str(caught.value)
    assert caught.value.response.status_code == status


def test_connection_is_kept_for_what_may_be_repeated(serve: Serve, ask: Ask) -> None:
    """Ten reads, one connection."""
    server = serve(lambda call: call.reply(200, b"ok"))
    with Http() as http:
        for _ in range(10):
            http.send(ask(server.url))
    assert server.connections == 1


def test_create_never_rides_on_a_kept_connection(serve: Serve, ask: Ask) -> None:
    """A kept connection may die under a request; a create gets one of its own."""
    server = serve(lambda call: call.reply(200, b"ok"))
    with Http() as http:
        http.send(ask(server.url))
        http.send(ask(server.url, method="POST", repeatable=False))
        http.send(ask(server.url, method="POST", repeatable=False))
        http.send(ask(server.url))
    assert [call.connection for call in server.calls] == [1, 2, 3, 1]


def test_connection_closed_while_idle_is_replaced_unnoticed(serve: Serve, ask: Ask) -> None:
    """The server's goodbye between two requests is seen before the second one is sent."""
    closed = threading.Event()

    def script(call: Any) -> None:
        call.reply(200, b"ok")
        if call.number == 0:
            call.hang_up()
            closed.set()

    server = serve(script)
    with Http() as http:
        http.send(ask(server.url))
        assert closed.wait(5)
        assert http.send(ask(server.url)).body == b"ok"
    assert server.connections == 2


def test_connection_dying_under_a_request_leaves_the_effect_open(serve: Serve, ask: Ask) -> None:
    """On a kept connection too, a broken one is never quietly tried again by the layers below."""
    server = serve(lambda call: call.reply(200, b"ok") if call.number == 0 else call.reset())
    with Http() as http:
        http.send(ask(server.url))
        with pytest.raises(ConnectionLostError):
            http.send(ask(server.url, method="PUT", body=b"x"))
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    "timeout", [5, None, (5,), (0, 5), (5, -1), (5, float("nan")), ("5", 5), (5, None), (1e12, 5)]
)
def test_senseless_timeout_is_refused(timeout: Any) -> None:
    """A timeout that cannot work is refused where it is set, with what it must be."""
    with pytest.raises(ConfigurationError, match="timeout must be two numbers"):
        Http(timeout=timeout)


def test_requests_in_flight_are_bounded_per_host(serve: Serve, ask: Ask) -> None:
    """Twelve threads, three slots, creates among them: three at a time, and all are served."""
    together = threading.Barrier(3)

    def script(call: Any) -> None:
        together.wait(10)
        call.reply(200, b"ok")

    server = serve(script)
    statuses: list[int] = []
    with Http(pool_size=3) as http:

        def send(number: int) -> None:
            statuses.append(http.send(ask(server.url, repeatable=number % 2 == 0)).status)

        threads = [threading.Thread(target=send, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert statuses == [200] * 12
    assert server.most_busy == 3


def test_cookies_are_not_kept(serve: Serve, ask: Ask) -> None:
    """A session of the server's web front is no business of ours."""
    server = serve(lambda call: call.reply(200, b"", Set_Cookie="JSESSIONID=1"))
    with Http() as http:
        http.send(ask(server.url))
        http.send(ask(server.url))
    assert "Cookie" not in server.calls[1].headers


def test_netrc_has_no_say(serve: Serve, ask: Ask, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password in the user's netrc file does not take the place of our credentials."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server = serve(lambda call: call.reply())
    with Http() as http:
        http.send(ask(server.url, headers={"Authorization": "Bearer mine"}))
    assert server.calls[0].headers["Authorization"] == "Bearer mine"


def test_proxy_of_the_environment_is_used(serve: Serve, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request for a host behind a proxy goes to the proxy, with the proxy's password."""
    proxy = serve(lambda call: call.reply(200, b"via"))
    monkeypatch.setenv("http_proxy", f"http://me:{SECRET}@{proxy.host}")
    with Http() as http:
        assert http.send(ask("http://far.example/thing")).body == b"via"
    assert proxy.calls[0].target == "http://far.example/thing"
    assert proxy.calls[0].headers["Proxy-Authorization"].startswith("Basic ")


def test_no_proxy_of_the_environment_is_respected(
    serve: Serve, ask: Ask, monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    """A host on the exception list is reached directly."""
    server = serve(lambda call: call.reply(200, b"direct"))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Http() as http:
        assert http.send(ask(server.url)).body == b"direct"


def test_dead_proxy_is_a_connection_never_made(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    """What did not get through the proxy had no effect, and the proxy's password is not told."""
    monkeypatch.setenv("http_proxy", f"http://me:{SECRET}@127.0.0.1:{closed_port}")
    with Http() as http, pytest.raises(ConnectError) as caught:
        http.send(ask("http://far.example/thing"))
    assert "Cannot connect to far.example through the proxy that the environment names: " in str(caught.value)
    assert SECRET not in str(caught.value)


def test_socks_proxy_is_refused_by_name(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be used is said, instead of going around the proxy."""
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1080")
    with Http() as http, pytest.raises(ConfigurationError, match="SOCKS"):
        http.send(ask("http://far.example/thing"))


@pytest.mark.parametrize(
    "more",
    [
        {"headers": {"Authorization": f"{SECRET}\r\nX-Evil: 1"}},
        {"headers": {"Authorization": f"{SECRET}\u2713"}},
        {"url": "http://[::1/"},
        {"url": f"http://me:{SECRET}@127.0.0.1/"},
        {"url": "no-scheme"},
    ],
)
def test_request_that_cannot_be_built_is_a_setting_to_correct(
    ask: Ask, serve: Serve, more: dict[str, Any]
) -> None:
    """Line breaks in a token, signs outside of latin-1, broken addresses: nothing sent, nothing told."""
    server = serve(lambda call: call.reply())
    with Http() as http, pytest.raises(ConfigurationError) as caught:
        http.send(ask(**{"url": server.url, **more}))
    assert SECRET not in str(caught.value)
    assert server.calls == []


def test_error_carries_no_exception_of_the_libraries(serve: Serve, ask: Ask) -> None:
    """Those hold the whole request; the chain of causes ends at our own error."""
    server = serve(lambda call: call.reset())
    failures: list[IspError] = []
    with Http() as http:
        for url in (server.url, "http://nowhere.invalid/"):
            with pytest.raises(IspError) as caught:
                http.send(ask(url, headers={"Authorization": SECRET}))
            failures.append(caught.value)
    assert [(each.__cause__, each.__context__) for each in failures] == [(None, None)] * 2


def test_closing_twice_is_harmless_and_sending_opens_again(serve: Serve, ask: Ask) -> None:
    """Two chains may share an Http, and each closes it."""
    server = serve(lambda call: call.reply(200, b"ok"))
    http = Http()
    http.send(ask(server.url))
    http.close()
    http.close()
    assert http.send(ask(server.url)).body == b"ok"
    http.close()
    assert server.connections == 2


def test_elapsed_is_measured(serve: Serve, ask: Ask) -> None:
    """An answer that takes its time says so."""

    def script(call: Any) -> None:
        time.sleep(0.05)
        call.reply()

    server = serve(script)
    with Http() as http:
        assert http.send(ask(server.url)).elapsed >= 0.05

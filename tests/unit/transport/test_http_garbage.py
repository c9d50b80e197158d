"""Whatever bytes come back, the caller sees an answer or a typed error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pulumi_isp_provider.errors import IspError
from pulumi_isp_provider.transport.base import Request, Response
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.stack import build

Garbage = Callable[[bytes], None]

_names = st.sampled_from(
    [
        b"Content-Length",
        b"Transfer-Encoding",
        b"Content-Encoding",
        b"Content-Type",
        b"Location",
        b"Retry-After",
        b"Date",
        b"Set-Cookie",
        b"Connection",
    ]
)
_values = st.one_of(
    st.sampled_from([b"0", b"5", b"-1", b"99999999999999999999", b"chunked", b"gzip", b"close", b"http://["]),
    st.binary(max_size=20),
)
_headers = st.lists(st.tuples(_names, _values), max_size=6).map(
    lambda fields: b"".join(name + b": " + value + b"\r\n" for name, value in fields)
)
_status = st.one_of(st.integers(0, 1200).map(lambda n: str(n).encode()), st.binary(max_size=4))
_nearly_http = st.builds(
    lambda version, status, headers, body: (
        b"HTTP/" + version + b" " + status + b" X\r\n" + headers + b"\r\n" + body
    ),
    st.sampled_from([b"1.1", b"1.0", b"2", b"0.9"]),
    _status,
    _headers,
    st.one_of(st.binary(max_size=60), st.just(b"5\r\nhello\r\n0\r\n\r\n")),
)


@pytest.fixture(scope="module")
def reply_to_send() -> list[bytes]:
    """What the server of this module answers next."""
    return [b""]


@pytest.fixture(scope="module")
def garbage_server(request: pytest.FixtureRequest, reply_to_send: list[bytes]) -> Iterator[str]:
    """A server that answers with the bytes in hand, whatever they are, and hangs up."""
    import socket
    import threading

    listening = socket.create_server(("127.0.0.1", 0))

    def work() -> None:
        while True:
            try:
                sock, _ = listening.accept()
            except OSError:
                return
            with sock:
                try:
                    sock.recv(65536)
                    sock.sendall(reply_to_send[0])
                    sock.shutdown(socket.SHUT_WR)
                    sock.recv(65536)
                except OSError:
                    continue

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join(5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reply=st.one_of(st.binary(max_size=200), _nearly_http), repeatable=st.booleans())
@example(reply=b"", repeatable=True)
@example(
    reply=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
    repeatable=True,
)
@example(reply=b"HTTP/1.1 301 X\r\nLocation: http://[\r\n\r\n", repeatable=True)
@example(
    reply=b"HTTP/1.1 429 X\r\nRetry-After: 99999999999999999999999999999999999 Jan\r\n\r\n", repeatable=False
)
@example(reply=b"HTTP/1.1 503 X\r\nRetry-After: Mon, 99 Jan 99999 99:99:99 GMT\r\n\r\n", repeatable=False)
def test_arbitrary_bytes_give_an_answer_or_a_typed_error(
    garbage_server: str, reply_to_send: list[bytes], reply: bytes, repeatable: bool
) -> None:
    """Nothing else ever comes out of the chain, and an error after sending is never called "not sent"."""
    reply_to_send[0] = reply
    request = Request(method="GET", url=garbage_server, repeatable=repeatable, timeout=(2.0, 2.0))
    outcome: Any
    with build(Http(max_body=1000)) as transport:
        try:
            outcome = transport.send(request)
        except IspError as error:
            outcome = error
    assert isinstance(outcome, Response | IspError)
    assert type(outcome).__name__ != "ConnectError"

"""Serving: what happens on the sockets of any simulator."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulumi_isp_simulators import Simulator, Vendor

Shelf = Simulator[Vendor]
MakeShelf = Callable[..., Shelf]
Send = Callable[[str, bytes], bytes]


def test_requests_share_a_connection(shelf: Shelf) -> None:
    """A kept connection carries several requests, answered in order."""
    connection = HTTPConnection(shelf.url.removeprefix("http://"), timeout=30)
    with closing(connection):
        connection.connect()
        sock = connection.sock
        answers = []
        for method, path in (("GET", "/boxes"), ("POST", "/boxes/b"), ("GET", "/boxes/b")):
            connection.request(method, path)
            answers.append(json.load(connection.getresponse()))
        assert answers == [{"first": 1}, {"name": "b", "number": 1}, {"name": "b", "number": 1}]
        assert connection.sock is sock


def test_simulators_are_isolated(make_shelf: MakeShelf, client: requests.Session) -> None:
    """Two simulators have ports, states and logs of their own."""
    one, two = make_shelf({"boxes": {"a": 1}}), make_shelf()
    client.post(f"{one.url}/boxes/b")
    assert one.url != two.url
    assert two.state() == {"boxes": {}}
    assert two.counts() == {}


def test_a_seed_is_not_shared_with_the_caller(make_shelf: MakeShelf, client: requests.Session) -> None:
    """What clients do leaves the mapping that was given as the seed alone, and the other way about."""
    seed: dict[str, Any] = {"boxes": {"a": 1}}
    shelf = make_shelf(seed)
    client.post(f"{shelf.url}/boxes/b")
    assert seed == {"boxes": {"a": 1}}
    seed["boxes"]["c"] = 3
    shelf.reset(state=True)
    assert shelf.state() == {"boxes": {"a": 1}}


def test_stop_frees_the_port(make_shelf: MakeShelf) -> None:
    """After stop nobody listens, though clients hold connections: silent ones, kept ones, half-sent ones."""
    shelf = make_shelf()
    host, port = shelf.url.removeprefix("http://").split(":")
    with (
        socket.create_connection((host, int(port)), timeout=30),
        socket.create_connection((host, int(port)), timeout=30) as half,
        requests.Session() as kept,
    ):
        kept.get(f"{shelf.url}/boxes")
        half.sendall(b"POST /boxes/a HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
        shelf.stop()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((host, int(port)), timeout=30)
    assert shelf.state() == {"boxes": {}}


def test_a_used_port_is_refused(shelf: Shelf, make_shelf: MakeShelf) -> None:
    """A port that is taken is an OSError at start, and leaves nothing running."""
    port = int(shelf.url.rpartition(":")[2])
    with pytest.raises(OSError, match="cannot listen on"):
        make_shelf(port=port)


def test_a_second_site_has_its_own_port(make_shelf: MakeShelf, client: requests.Session) -> None:
    """A vendor's second site shares state, log, faults and the admin side with the first."""
    shelf = make_shelf({"boxes": {"a": 1, "b": 2}}, lobby=True)
    fault = shelf.fault("lobby.count", "status", status=418)
    assert client.get(shelf.rest_url).status_code == 418
    assert client.get(shelf.rest_url).text == "2"
    assert shelf.count("lobby.count") == 2
    assert fault.struck == 1
    assert client.get(f"{shelf.rest_url}/_sim/counts").json() == {"lobby.count": 2}


def test_without_a_second_site_there_is_no_second_url(shelf: Shelf) -> None:
    """Asking for the second URL of a vendor that has one port is an AttributeError."""
    with pytest.raises(AttributeError, match="shelf has no second port"):
        _ = shelf.rest_url


def test_fifty_clients_at_once(shelf: Shelf) -> None:
    """Fifty clients, each with ten writes, lose no update."""

    def write(number: int) -> None:
        with requests.Session() as session:
            for step in range(10):
                session.post(f"{shelf.url}/boxes/{number}-{step}", timeout=60).raise_for_status()

    with ThreadPoolExecutor(50) as threads:
        list(threads.map(write, range(50)))
    assert shelf.count("boxes.create") == 500
    numbers = [number for name, number in shelf.state()["boxes"].items() if name != "first"]
    assert sorted(numbers) == list(range(1, 501))


def test_latency_is_added(make_shelf: MakeShelf, client: requests.Session) -> None:
    """Each request takes at least the latency that was asked for."""
    shelf = make_shelf(latency=0.02)
    client.get(f"{shelf.url}/boxes")
    (entry,) = shelf.requests
    assert entry.ended is not None
    assert entry.ended - entry.started >= 0.02


def test_an_exception_in_a_vendor_is_marked(
    shelf: Shelf, client: requests.Session, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of the simulator is a bare 500 with a header; the traceback goes to the log alone."""
    answer = client.get(f"{shelf.url}/broken")
    assert answer.status_code == 500
    assert answer.headers["X-Simulator-Bug"] == "1"
    assert answer.content == b""
    assert shelf.requests[-1].bug
    assert "a bug on purpose" in caplog.text


@pytest.mark.parametrize(
    ("target", "path"),
    [
        (b"//boxes/first", "/boxes/first"),
        (b"http://other.example/boxes/first", "/boxes/first"),
        (b"/boxes/%66irst", "/boxes/first"),
    ],
)
def test_request_targets(shelf: Shelf, send: Send, target: bytes, path: str) -> None:
    """A path that begins with two slashes is no host name; the absolute form and escapes are taken apart."""
    send(shelf.url, b"GET " + target + b"?q=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    (entry,) = shelf.requests
    assert (entry.path, entry.query) == (path, "q=1")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET //[ HTTP/1.1\r\n\r\n", b"400"),
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nContent-Length: ten\r\n\r\n", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n", b"413"),
        (b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naXX0\r\n\r\n", b"400"),
        (b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n\r\n", b"400"),
        (
            b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"T: x\r\n" * 2_000,
            b"400",
        ),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"413"),
        (b"POST /boxes/a HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + b"a" * 9_000_000, b"413"),
    ],
)
def test_unusable_requests_are_refused(shelf: Shelf, send: Send, request_: bytes, status: bytes) -> None:
    """What is no HTTP, or too large, is refused without reaching the vendor, and the connection closed."""
    answer = send(shelf.url, request_)
    assert answer.split(b" ")[1] == status
    assert answer.count(b"HTTP/1.1 ") == 1
    assert shelf.requests == []


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 0\r\nContent-Length: 5",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked",
        b"Content-Length: 5, 5",
        b"Content-Length: +5",
        b"Content-Length: 0_5",
        b"Content-Length: 5\r\n 0",
        b"Content-Length : 5",
        b"Transfer-Encoding : chunked",
        b"Transfer-Encoding: chunked, chunked",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        b"X: a\0b",
        b"X: a\rContent-Length: 5",
        b" folded: from nothing",
    ],
)
def test_a_body_of_uncertain_length_is_refused(shelf: Shelf, send: Send, headers: bytes) -> None:
    """Headers in which two readers could see different requests get 400, and no second request."""
    answer = send(
        shelf.url,
        b"POST /boxes/a HTTP/1.1\r\n" + headers + b"\r\n\r\n0\r\n\r\nGET /boxes HTTP/1.1\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert shelf.requests == []


@pytest.mark.parametrize("size", [b"-1", b"+1", b"0x1", b"0_1", b"", b"1 1"])
def test_a_chunk_of_uncertain_size_is_refused(shelf: Shelf, send: Send, size: bytes) -> None:
    """A chunk's size is a plain hexadecimal number."""
    answer = send(
        shelf.url,
        b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + size + b"\r\na\r\n0\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert shelf.requests == []


def test_extensions_and_trailers_of_chunks_are_dropped(shelf: Shelf, send: Send) -> None:
    """They are no part of the body, and the request after them is served."""
    first = (
        b"POST /boxes/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        b'3;name="x"\r\none\r\n0\r\nDigest: abc\r\nX-More: 1\r\n\r\n'
    )
    answer = send(shelf.url, first + b"GET /boxes/a HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200") == 2
    assert [(entry.operation, entry.body) for entry in shelf.requests] == [
        ("boxes.create", "one"),
        ("boxes.get", ""),
    ]


def test_a_chunked_body_arrives(shelf: Shelf, client: requests.Session) -> None:
    """A body sent in chunks is put together, and the connection stays usable."""
    assert client.post(f"{shelf.url}/boxes/a", data=iter([b"one ", b"two"])).ok
    assert client.get(f"{shelf.url}/boxes/a").ok
    assert shelf.requests[0].body == "one two"


def test_head_has_no_body(shelf: Shelf, send: Send) -> None:
    """The answer to HEAD has the length of the body, and no body."""
    answer = send(shelf.url, b"HEAD /boxes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Length: 12" in head
    assert body == b""


def test_two_requests_in_one_packet(shelf: Shelf, send: Send) -> None:
    """Pipelined requests are answered one after the other."""
    get = b"GET /boxes/first HTTP/1.1\r\nHost: x\r\n\r\n"
    assert send(shelf.url, get + get).count(b'"number": 1') == 2


_token = st.text("abcXYZ019-_", min_size=1, max_size=12)
_line = st.binary(max_size=40).map(lambda value: value.replace(b"\r", b"").replace(b"\n", b""))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from([b"GET", b"POST", b"PUT", b"DELETE", b"PATCH", b"OPTIONS", b"CONNECT", b"get"]),
    target=_line,
    headers=st.lists(st.tuples(_token, _line), max_size=4),
    body=st.binary(max_size=200),
    announced=st.booleans(),
)
def test_no_bytes_break_it(
    shelf: Shelf,
    send: Send,
    caplog: pytest.LogCaptureFixture,
    method: bytes,
    target: bytes,
    headers: list[tuple[str, bytes]],
    body: bytes,
    announced: bool,
) -> None:
    """Whatever bytes come, on either side, no answer is a 500 and nothing is logged as a bug."""
    lines = [method + b" /" + target + b" HTTP/1.1", *(name.encode() + b": " + v for name, v in headers)]
    if announced:
        lines.append(b"Content-Length: %d" % len(body))
    for prefix in (b"/", b"/_sim/"):
        data = b"\r\n".join(lines).replace(b" /", b" " + prefix, 1) + b"\r\n\r\n" + body
        answer = send(shelf.url, data)
        assert not answer.startswith(b"HTTP/1.1 5") or b"501" in answer[:16] or b"505" in answer[:16]
    assert "bug" not in caplog.text
    assert "Traceback" not in caplog.text

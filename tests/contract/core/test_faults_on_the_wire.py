"""Scripted faults, seen from a client."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from pulumi_isp_simulators import FaultError, Simulator, Vendor

Shelf = Simulator[Vendor]
MakeShelf = Callable[..., Shelf]
Send = Callable[[str, bytes], bytes]

LIST = b"GET /boxes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_a_status_with_body_and_headers(shelf: Shelf, client: requests.Session) -> None:
    """The next request gets the scripted answer and has no effect; the one after it is served."""
    fault = shelf.fault(
        "boxes.create",
        "status",
        status=503,
        body="busy",
        headers={"Retry-After": "7"},
        content_type="text/x-note",
    )
    answer = client.post(f"{shelf.url}/boxes/a")
    assert (answer.status_code, answer.text) == (503, "busy")
    assert answer.headers["Retry-After"] == "7"
    assert answer.headers["Content-Type"] == "text/x-note"
    assert shelf.state() == {"boxes": {"first": 1}}
    assert client.post(f"{shelf.url}/boxes/a").ok
    assert (fault.seen, fault.struck) == (1, 1)
    assert [entry.struck for entry in shelf.requests] == ["status", None]


@pytest.mark.parametrize(("action", "effect"), [("reset_before", False), ("reset_after", True)])
def test_a_reset(shelf: Shelf, action: str, effect: bool) -> None:
    """The connection is reset, not closed; only after the effect is there an effect."""
    shelf.fault("boxes.create", action)
    host, port = shelf.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as sock:
        sock.sendall(b"POST /boxes/a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")
        with pytest.raises(ConnectionResetError):
            sock.recv(1)
    assert ("a" in shelf.state()["boxes"]) is effect
    assert (shelf.requests[0].status, shelf.requests[0].struck) == (None, action)
    assert shelf.requests[0].ended is not None


@pytest.mark.parametrize("length", [0, 5])
def test_a_truncated_body(shelf: Shelf, send: Send, length: int) -> None:
    """The head announces the whole body, so many bytes follow, then the connection is closed."""
    shelf.fault("boxes.list", "truncate", bytes=length)
    get = b"GET /boxes HTTP/1.1\r\nHost: x\r\n\r\n"
    head, _, body = send(shelf.url, get + get).partition(b"\r\n\r\n")
    assert b"Content-Length: 12" in head
    assert body == b'{"first": 1}'[:length]


def test_garbage_keeps_status_and_type(shelf: Shelf, client: requests.Session) -> None:
    """A garbage body comes under the head of the true answer; bytes may be given as base64."""
    shelf.fault("boxes.list", "garbage")
    shelf.fault("boxes.list", "garbage", body={"base64": "AAH/"})
    first, second = client.get(f"{shelf.url}/boxes"), client.get(f"{shelf.url}/boxes")
    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/json")
    assert first.content != b'{"first": 1}'
    assert second.content == b"\x00\x01\xff"


def test_a_wrong_content_type(shelf: Shelf, client: requests.Session) -> None:
    """The true body comes under another content type."""
    shelf.fault("boxes.list", "content_type", content_type="text/html; charset=x")
    answer = client.get(f"{shelf.url}/boxes")
    assert answer.headers["Content-Type"] == "text/html; charset=x"
    assert answer.json() == {"first": 1}


def test_expire_ends_tokens_first(shelf: Shelf, client: requests.Session) -> None:
    """Tokens are gone before the request is handled."""
    shelf.fault("boxes.list", "expire")
    assert client.get(f"{shelf.url}/boxes").ok
    assert shelf.vendor.secrets() == set()


@pytest.mark.parametrize(("params", "header"), [({}, None), ({"retry_after": 9}, "9")])
def test_throttle(
    shelf: Shelf, client: requests.Session, params: dict[str, float], header: str | None
) -> None:
    """The vendor's 429 comes with or without Retry-After, and without an effect."""
    shelf.fault("boxes.create", "throttle", **params)
    answer = client.post(f"{shelf.url}/boxes/a")
    assert answer.status_code == 429
    assert answer.headers.get("Retry-After") == header
    assert "a" not in shelf.state()["boxes"]


def test_a_drip_sends_everything_in_the_end(shelf: Shelf, send: Send) -> None:
    """A dripped answer is whole."""
    fault = shelf.fault("boxes.list", "drip", bytes=5, seconds=0.001)
    assert send(shelf.url, LIST).endswith(b'\r\n\r\n{"first": 1}')
    assert fault.struck == 1


@pytest.mark.parametrize(("hold", "effect"), [("answer", True), ("request", False)])
def test_a_stall_ends_when_the_simulator_stops(
    make_shelf: MakeShelf, monkeypatch: pytest.MonkeyPatch, hold: str, effect: bool
) -> None:
    """While an answer is held its effect is there, while a request is held it is not; stop ends both."""
    shelf = make_shelf()
    shelf.fault("boxes.create", "stall", seconds=300, hold=hold)
    stalled, boxes_then = threading.Event(), []
    pause = shelf.pause

    def watched(seconds: float) -> None:
        if seconds == 300:
            boxes_then.extend(shelf.state()["boxes"])
            stalled.set()
        pause(seconds)

    monkeypatch.setattr(shelf, "pause", watched)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(requests.post, f"{shelf.url}/boxes/a", timeout=60)
        assert stalled.wait(60)
        shelf.stop()
        assert answer.result(60).json() == {"name": "a", "number": 0}
    assert ("a" in boxes_then) is effect


def test_every_third(shelf: Shelf, client: requests.Session) -> None:
    """A fault may strike every so-manieth request, so many times at most."""
    fault = shelf.fault("boxes.list", "status", status=500, every=3, times=2)
    codes = [client.get(f"{shelf.url}/boxes").status_code for _ in range(10)]
    assert codes == [200, 200, 500, 200, 200, 500, 200, 200, 200, 200]
    assert fault.struck == 2


def test_a_share_is_reproducible(make_shelf: MakeShelf, client: requests.Session) -> None:
    """A seeded share strikes the same requests in each run, and other ones with another seed."""

    def codes(seed: int) -> list[int]:
        shelf = make_shelf()
        shelf.fault("boxes.list", "status", status=500, share=0.5, seed=seed)
        return [client.get(f"{shelf.url}/boxes").status_code for _ in range(20)]

    assert codes(7) == codes(7)
    assert codes(7) != codes(8)
    assert set(codes(7)) == {200, 500}


def test_the_earlier_fault_wins(shelf: Shelf, client: requests.Session) -> None:
    """A request that a fault struck is not shown to later faults."""
    first = shelf.fault("boxes.list", "status", status=501)
    second = shelf.fault("*", "status", status=502, times=1)
    codes = [client.get(f"{shelf.url}/boxes").status_code for _ in range(3)]
    assert codes == [501, 502, 200]
    assert (first.struck, second.struck, second.seen) == (1, 1, 1)


def test_clear_faults(shelf: Shelf, client: requests.Session) -> None:
    """Cleared faults strike no more."""
    shelf.fault("*", "status", status=500, every=1)
    shelf.clear_faults()
    assert client.get(f"{shelf.url}/boxes").ok


def test_a_bad_script_names_what_is_allowed(shelf: Shelf) -> None:
    """A script with a name that does not exist is refused when it is made."""
    with pytest.raises(
        FaultError, match=r"operation: 'boxes\.lst' is unknown; allowed are \*, boxes\.create"
    ):
        shelf.fault("boxes.lst", "reset_after")

"""Processes that draw from one account have equal shares, and nobody is refused or starves."""

from __future__ import annotations

import http.server
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_isp_provider.transport import peers as module
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.peers import IDLE, RECOUNT, Peers, folder_of
from pulumi_isp_provider.transport.rate_limit import Bucket, RateHeaders, RateLimit

HOLDER = """
import sys
from pathlib import Path
from pulumi_isp_provider.transport.peers import Peers
peers = Peers(Path(sys.argv[1]))
print(peers.count(), flush=True)
sys.stdin.read()
"""

SENDER = """
import sys
from pathlib import Path
from pulumi_isp_provider.transport.base import Request
from pulumi_isp_provider.transport.peers import Peers
from pulumi_isp_provider.transport.rate_limit import RateHeaders, RateLimit, RateLimiter
from pulumi_isp_provider.transport.stack import build
folder, url, name, count = sys.argv[1:]
headers = RateHeaders(burst="X-Burst", rate="X-Rate", remaining="X-Remaining")
limiter = RateLimiter(RateLimit(20, 1000), headers, peers=Peers(Path(folder)))
chain = build(limiter=limiter)
for _ in range(int(count)):
    chain.send(Request(method="GET", url=f"{url}/{name}"))
    if _ == 0:
        print("first", flush=True)
        sys.stdin.readline()
"""


class Server(http.server.ThreadingHTTPServer):
    """A vendor that takes ``burst`` at once and then ``rate`` a second, and counts who was served."""

    burst, rate = 10.0, 25.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.Lock()
        self.tokens, self.at = self.burst, time.monotonic()
        self.served: list[str] = []
        self.refused = 0


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        vendor = self.server
        with vendor.lock:
            now = time.monotonic()
            vendor.tokens = min(vendor.burst, vendor.tokens + (now - vendor.at) * vendor.rate)
            vendor.at = now
            fits = vendor.tokens >= 1
            if fits:
                vendor.tokens -= 1
                vendor.served.append(self.path)
            else:
                vendor.refused += 1
            remaining = int(vendor.tokens)
        self.send_response(200 if fits else 429)
        self.send_header("X-Burst", str(vendor.burst))
        self.send_header("X-Rate", str(vendor.rate))
        self.send_header("X-Remaining", str(remaining))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def vendor() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def holder(folder: Path) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def test_two_processes_keep_to_one_limit_and_both_get_half(vendor: Server, tmp_path: Path) -> None:
    each, url = 60, f"http://127.0.0.1:{vendor.server_address[1]}"
    senders = [
        subprocess.Popen(
            [sys.executable, "-c", SENDER, str(tmp_path), url, name, str(each)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    for sender in senders:  # both are there before either goes on
        assert sender.stdout is not None
        assert sender.stdout.readline() == "first\n"
    for sender in senders:
        assert sender.stdin is not None
        sender.stdin.write("\n")
        sender.stdin.flush()
    for sender in senders:
        sender.communicate()
        assert sender.returncode == 0
    assert (vendor.served.count("/a"), vendor.served.count("/b")) == (each, each)
    assert vendor.refused == 0
    half = vendor.served[: len(vendor.served) // 2]
    assert min(half.count("/a"), half.count("/b")) >= each / 4


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_is_killed_gives_its_share_back(tmp_path: Path, end: signal.Signals) -> None:
    clock = InstantClock()
    peers = Peers(tmp_path, clock)
    assert peers.count() == 1
    process, seen = holder(tmp_path)
    assert seen == 2
    clock.advance(RECOUNT)
    assert peers.count() == 2
    process.send_signal(end)
    process.communicate()
    clock.advance(RECOUNT)
    assert peers.count() == 1


def test_who_comes_to_others_waits_and_then_sends_one_alone(tmp_path: Path) -> None:
    process, _ = holder(tmp_path)
    clock = InstantClock()
    bucket = Bucket(RateLimit(20, 1000), RateHeaders(), clock, Peers(tmp_path, clock))
    bucket.wait()
    assert clock.now() == RECOUNT
    assert bucket.time_to_next() is None  # an answer has to come first
    process.communicate()


def test_a_process_that_has_long_sent_nothing_has_no_share(tmp_path: Path) -> None:
    process, _ = holder(tmp_path)
    old = time.time() - IDLE - 60
    os.utime(tmp_path / "0.used", (old, old))
    assert Peers(tmp_path).count() == 1
    ahead = time.time() + 86_400  # as after a clock was put back
    os.utime(tmp_path / "0.used", (ahead, ahead))
    assert Peers(tmp_path).count() == 2
    process.communicate()


def test_without_a_folder_it_counts_itself_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    clock = InstantClock()
    peers = Peers(tmp_path / "file" / "folder", clock)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert peers.count() == 1
            clock.advance(RECOUNT)
    assert len([each for each in caplog.records if "cannot share" in each.getMessage()]) == 1


def test_a_file_system_without_locks_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(module.FileLock, "acquire", refuse)
    assert Peers(tmp_path).count() == 1
    assert "cannot share" in caplog.text


def test_nothing_is_touched_before_the_first_request_and_files_are_the_users_alone(tmp_path: Path) -> None:
    folder = tmp_path / "limits"
    peers = Peers(folder)
    bucket = Bucket(RateLimit(20, 1), RateHeaders(), InstantClock(), peers)
    assert not folder.exists()
    bucket.wait()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.name: (each.stat().st_mode & 0o777, each.stat().st_size) for each in folder.iterdir()} == {
        "0.lock": (0o600, 0),
        "0.used": (0o600, 0),
    }


def test_accounts_meet_apart_and_their_folder_tells_nothing() -> None:
    one, other = folder_of("https://acme.invalid", "robot"), folder_of("https://acme.invalid", "human")
    assert one != other
    assert "acme" not in str(one)
    assert "robot" not in str(one)

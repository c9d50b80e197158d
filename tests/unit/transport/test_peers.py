"""Processes that draw from one account have equal shares, and nobody is refused or starves."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import BaseFileLock
from requests.structures import CaseInsensitiveDict

from pulumi_isp_provider.transport.base import Request, Response
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.meeting import Meeting
from pulumi_isp_provider.transport.peers import IDLE, RECOUNT, REFILLED, Peers
from pulumi_isp_provider.transport.rate_limit import Bucket, RateHeaders, RateLimit

REQUEST = Request(method="GET", url="https://tenant.invalid")

HOLDER = """
import sys
from pathlib import Path
from pulumi_isp_provider.transport.meeting import Meeting
from pulumi_isp_provider.transport.peers import Peers
peers = Peers(Meeting("tenant", root=Path(sys.argv[1])))
print(peers.count(), flush=True)
sys.stdin.read()
"""

SENDER = """
import sys
from pathlib import Path
from pulumi_isp_provider.transport.base import Request
from pulumi_isp_provider.transport.meeting import Meeting
from pulumi_isp_provider.transport.peers import Peers
from pulumi_isp_provider.transport.rate_limit import RateHeaders, RateLimit, RateLimiter
from pulumi_isp_provider.transport.stack import build
folder, url, name, count = sys.argv[1:]
headers = RateHeaders(burst="X-Burst", rate="X-Rate", remaining="X-Remaining")
limiter = RateLimiter(RateLimit(20, 1000), headers, peers=Peers(Meeting("tenant", root=Path(folder))))
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
    peers = Peers(Meeting("tenant", root=tmp_path), clock)
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
    bucket = Bucket(RateLimit(20, 1000), RateHeaders(), clock, Peers(Meeting("tenant", root=tmp_path), clock))
    bucket.wait()
    assert clock.now() == RECOUNT
    assert bucket.time_to_next() is None  # an answer has to come first
    process.communicate()


def test_who_comes_after_another_has_sent_begins_with_one_alone(tmp_path: Path) -> None:
    """It does not know what the other has left, ended or not; long after it need not care."""
    meeting = Meeting("tenant", root=tmp_path)
    process, _ = holder(tmp_path)
    process.kill()
    process.communicate()
    clock = InstantClock()
    bucket = Bucket(
        RateLimit(20, 1000),
        RateHeaders(remaining="X-Remaining"),
        clock,
        Peers(Meeting("tenant", root=tmp_path)),
    )
    permit = bucket.wait()
    assert clock.now() == 0
    assert bucket.time_to_next() is None
    answer = Response(
        status=200, headers=CaseInsensitiveDict({"X-Remaining": "3"}), body=b"", elapsed=0, request=REQUEST
    )
    bucket.settle(permit, None, answer)
    for _ in range(3):
        assert bucket.time_to_next() == 0
        bucket.wait()
    assert bucket.time_to_next() != 0

    long_ago = time.time() - REFILLED
    for used in meeting.folder.glob("*.used"):
        os.utime(used, (long_ago, long_ago))
    later = Bucket(RateLimit(20, 1000), RateHeaders(), clock, Peers(meeting))
    for _ in range(20):
        later.wait()
    assert clock.now() == 0


def test_a_process_that_has_long_sent_nothing_has_no_share(tmp_path: Path) -> None:
    process, _ = holder(tmp_path)
    old = time.time() - IDLE - 60
    used = Meeting("tenant", root=tmp_path).folder / "0.used"
    os.utime(used, (old, old))
    assert Peers(Meeting("tenant", root=tmp_path)).count() == 1
    ahead = time.time() + 86_400  # as after a clock was put back
    os.utime(used, (ahead, ahead))
    assert Peers(Meeting("tenant", root=tmp_path)).count() == 2
    process.communicate()


def test_where_processes_cannot_meet_it_counts_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    clock = InstantClock()
    peers = Peers(Meeting("tenant", root=tmp_path / "file"), clock)
    for _ in range(3):
        assert peers.count() == 1
        clock.advance(RECOUNT)
    assert peers.quiet_until < 0


def test_nothing_is_touched_before_the_first_request(tmp_path: Path) -> None:
    bucket = Bucket(
        RateLimit(20, 1), RateHeaders(), InstantClock(), Peers(Meeting("tenant", root=tmp_path / "root"))
    )
    assert not (tmp_path / "root").exists()
    bucket.wait()
    found = [each for each in (tmp_path / "root").rglob("*") if each.is_file()]
    assert {each.name: (each.stat().st_mode & 0o777, each.stat().st_size) for each in found} == {
        "0.lock": (0o600, 0),
        "0.used": (0o600, 0),
    }


class Crossing(Meeting):
    """Where somebody else comes at the moment in which this one takes a place."""

    meanwhile: Peers | None = None

    def take(self, name: str) -> BaseFileLock | None:
        other, self.meanwhile = self.meanwhile, None
        if other is not None:
            assert other.count() == 1
        return super().take(name)


def test_of_two_that_come_at_once_one_knows_of_the_other(tmp_path: Path) -> None:
    clock = InstantClock()
    first, meeting = Peers(Meeting("tenant", root=tmp_path), clock), Crossing("tenant", root=tmp_path)
    meeting.meanwhile = first
    second = Peers(meeting, clock)

    assert second.count() == 2
    assert second.quiet_until == RECOUNT
    clock.advance(RECOUNT)
    assert first.count() == 2

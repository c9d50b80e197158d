"""The request log keeps its bounds, and exact counts."""

from __future__ import annotations

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from pulumi_isp_simulators.core.log import KEPT_BODY, RequestLog


def _request(body: str = "") -> Request:
    return Request(EnvironBuilder(method="POST", path="/x", data=body).get_environ())


def test_old_entries_go_and_counts_stay() -> None:
    """Only the newest entries are kept, while all are counted."""
    log = RequestLog(kept=3)
    for number in range(10):
        log.begin(f"op{number % 2}", _request(str(number)), ())
    assert [entry.body for entry in log.entries()] == ["7", "8", "9"]
    assert log.counts() == {"op0": 5, "op1": 5}


def test_entries_are_bounded_in_size_too() -> None:
    """Fewer entries are kept when they are large."""
    log = RequestLog(kept_characters=100_000)
    for _ in range(10):
        log.begin("op", _request("x" * 40_000), ())
    assert len(log.entries()) == 2
    assert log.counts() == {"op": 10}


def test_a_long_body_is_cut_after_masking() -> None:
    """The kept beginning of a long body does not end in half a secret."""
    secret = "s3cret-" * 4
    log = RequestLog()
    entry = log.begin("op", _request("x" * (KEPT_BODY - 5) + " " + secret + "y" * 500_000), [secret])
    assert len(entry.body) == KEPT_BODY
    assert "s3" not in entry.body


def test_an_entry_under_way_has_no_end() -> None:
    """Until it is answered an entry has neither end nor status."""
    log = RequestLog()
    entry = log.begin("op", _request(), ())
    assert (entry.ended, entry.status) == (None, None)
    log.end(entry, 204)
    assert entry.ended is not None
    assert entry.ended >= entry.started
    assert log.entries()[0].status == 204

"""The request log, as tests see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from pulumi_isp_simulators import Simulator, Vendor

Shelf = Simulator[Vendor]
MakeShelf = Callable[..., Shelf]

TOKEN = "tok-1234567890"


def test_counts_per_operation(shelf: Shelf, client: requests.Session) -> None:
    """Requests are counted under the vendor's names."""
    client.get(f"{shelf.url}/boxes")
    client.get(f"{shelf.url}/boxes")
    client.get(f"{shelf.url}/elsewhere")
    assert shelf.counts() == {"boxes.list": 2, "unknown": 1}
    assert shelf.count("boxes.list") == 2
    assert shelf.count("boxes.create") == 0


def test_a_name_that_does_not_exist_is_not_zero(shelf: Shelf) -> None:
    """Counting an operation that the vendor does not have is an error."""
    with pytest.raises(KeyError, match="boxes\\.craete"):
        shelf.count("boxes.craete")


def test_an_entry_says_what_came_and_went(shelf: Shelf, client: requests.Session) -> None:
    """An entry has method, path, query, body, times and status."""
    client.post(f"{shelf.url}/boxes/a?x=1", data="hello")
    (entry,) = shelf.requests
    assert (entry.operation, entry.method, entry.path, entry.query) == (
        "boxes.create",
        "POST",
        "/boxes/a",
        "x=1",
    )
    assert (entry.body, entry.status, entry.struck, entry.bug) == ("hello", 200, None, False)
    assert entry.ended is not None
    assert entry.started <= entry.ended


@pytest.mark.parametrize(
    "body",
    [
        f"x={TOKEN}",
        f'{{"a": "{TOKEN}"}}',
        f"<a>{TOKEN}</a>",
        "password=TRY-ME-9&x=1",
        '{"client_secret": "TRY-ME-9"}',
        "<PassWord>TRY-ME-9</PassWord>",
        '<rpc sessionid="TRY-ME-9">',
    ],
)
def test_secrets_are_masked(
    make_shelf: MakeShelf, client: requests.Session, tmp_path: Path, body: str
) -> None:
    """Neither known secrets nor fields named like secrets are in the log, in memory or in the file."""
    shelf = make_shelf(log=tmp_path / "log")
    client.post(
        f"{shelf.url}/boxes/{TOKEN}?token={TOKEN}",
        data=body,
        headers={"Authorization": f"Bearer {TOKEN}", "Cookie": f"id={TOKEN}", "X-Other": TOKEN},
    )
    shelf.stop()
    written = (tmp_path / "log").read_text() + repr(shelf.requests)
    assert "***" in shelf.requests[0].body
    assert TOKEN not in written
    assert "TRY-ME-9" not in written
    assert shelf.requests[0].headers["Authorization"] == "Bearer ***"


def test_the_file_has_a_line_per_request(
    make_shelf: MakeShelf, client: requests.Session, tmp_path: Path
) -> None:
    """Each line of the file is one request as JSON, with the system; runs are appended."""
    path = tmp_path / "log.jsonl"
    for _ in range(2):
        shelf = make_shelf(log=path)
        client.get(f"{shelf.url}/boxes")
        shelf.stop()
    first, second = (json.loads(line) for line in path.read_text().splitlines())
    assert first["system"] == "shelf"
    assert (first["operation"], first["status"]) == (second["operation"], second["status"])
    assert first["started"] <= second["started"]


def test_reset_log_keeps_state_and_faults(shelf: Shelf, client: requests.Session) -> None:
    """Resetting the log forgets entries and counts only."""
    fault = shelf.fault("boxes.list", "status", status=503)
    client.post(f"{shelf.url}/boxes/a")
    shelf.reset_log()
    assert shelf.requests == []
    assert shelf.counts() == {}
    assert client.get(f"{shelf.url}/boxes").status_code == 503
    assert fault.struck == 1
    assert "a" in shelf.state()["boxes"]


def test_reset_with_state_goes_back_to_the_start(shelf: Shelf, client: requests.Session) -> None:
    """A reset with state loads the seed again, and drops faults."""
    shelf.fault("*", "status", status=503, every=1)
    shelf.reset(state=True)
    client.post(f"{shelf.url}/boxes/a").raise_for_status()
    shelf.reset(state=True)
    assert shelf.state() == {"boxes": {"first": 1}}
    assert shelf.counts() == {}

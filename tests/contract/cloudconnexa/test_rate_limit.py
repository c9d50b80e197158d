"""The rate limit, its headers and its 429."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]

NAMES = ["Remaining", "Burst-Capacity", "Replenish-Rate", "Replenish-Time"]


def limit(answer: requests.Response) -> list[int]:
    return [int(answer.headers[f"X-RateLimit-{name}"]) for name in NAMES]


def test_the_documented_limit(start: Start) -> None:
    """Twenty reads at once, then one in fifteen seconds; what is refused has an empty body."""
    sim, api = start(rate_limit="documented")
    answers = [api.get("/networks") for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert limit(answers[0]) == [19, 20, 1, 15]
    assert limit(answers[20]) == [0, 20, 1, 15]
    assert answers[20].content == b""
    assert "Retry-After" not in answers[20].headers
    sim.clock.advance(15)
    assert [api.get("/networks").status_code for _ in range(2)] == [200, 429]
    sim.clock.advance(3600)
    assert limit(api.get("/networks"))[0] == 19


def test_reads_and_writes_have_a_bucket_each(start: Start) -> None:
    """Writes still pass when reads are used up, and a refused write changes nothing."""
    sim, api = start(rate_limit="2/600")
    assert [api.get("/networks").status_code for _ in range(3)] == [200, 200, 429]
    assert [api.post("/networks", json={"name": f"n{at}"}).status_code for at in range(3)] == [201, 201, 429]
    assert [each["name"] for each in sim.state()["networks"]] == ["n0", "n1"]


def test_retry_after_where_switched(start: Start) -> None:
    """Seconds until the next request is there."""
    _, api = start(rate_limit="1/60", retry_after=True)
    api.get("/networks")
    assert 55 <= int(api.get("/networks").headers["Retry-After"]) <= 60


def test_every_answer_carries_the_limit(sim: Sim, api: requests.Session) -> None:
    """Refusals, unknown paths and the token endpoint too; off announces what nobody reaches."""
    answers = [
        api.get("/networks"),
        api.get("/networks/x"),
        api.get("/nothing"),
        requests.get(f"{sim.url}/api/v1/networks", timeout=30),
        requests.post(f"{sim.url}/api/v1/oauth/token", timeout=30),
    ]
    assert [answer.status_code for answer in answers] == [200, 400, 404, 401, 401]
    assert all(limit(answer) == [10000, 10000, 10000, 1] for answer in answers)


def test_a_scripted_429(sim: Sim, api: requests.Session) -> None:
    """A throttle fault looks like the vendor's own 429."""
    sim.fault("networks.list", "throttle", times=1, retry_after=7)
    answer = api.get("/networks")
    assert (answer.status_code, answer.content, answer.headers["Retry-After"]) == (429, b"", "7")
    assert limit(answer)[0] == 0


@pytest.mark.parametrize("text", ["", "on", "0/5", "5", "5/0", "5/1.5", "-1/5"])
def test_limits_that_are_none(text: str) -> None:
    """Anything but off, documented and N/SECONDS is refused."""
    with pytest.raises(ValueError, match="rate_limit"):
        CloudConnexaVendor(rate_limit=text)

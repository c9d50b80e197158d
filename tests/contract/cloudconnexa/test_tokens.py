"""The token endpoint and what tokens are good for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]

CREDENTIAL = {"client_id": "sim.acme", "client_secret": "simulated-secret"}
FORM = "grant_type=client_credentials&client_id=sim.acme&client_secret=simulated-secret"

WAYS: dict[str, dict[str, Any]] = {
    "query": {"params": {**CREDENTIAL, "grant_type": "client_credentials"}},
    "query without a grant": {"params": CREDENTIAL},
    "basic with a JSON body": {
        "auth": tuple(CREDENTIAL.values()),
        "data": '{"grant_type":"client_credentials","scope":"default"}',
    },
    "basic with an empty body": {"auth": tuple(CREDENTIAL.values())},
    "form": {"data": FORM},
}


@pytest.mark.parametrize("way", WAYS)
def test_ways_to_ask_for_a_token(sim: Sim, way: str) -> None:
    """Query parameters, HTTP Basic and a form all give a bearer token for twelve hours."""
    answer = requests.post(f"{sim.url}/api/v1/oauth/token", timeout=30, **WAYS[way])
    assert answer.status_code == 200
    token = answer.json()
    assert list(token) == ["access_token", "token_type", "expires_in", "scope"]
    assert (token["token_type"], token["expires_in"], token["scope"]) == ("bearer", 43199, "read write")
    listing = requests.get(
        f"{sim.url}/api/v1/networks", headers={"Authorization": f"Bearer {token['access_token']}"}, timeout=30
    )
    assert listing.status_code == 200
    assert sim.count("token") == 2  # the fixture's client asked for one too


@pytest.mark.parametrize(
    "bad",
    [
        {"params": CREDENTIAL | {"client_secret": "guess"}},
        {"auth": ("sim.acme", "guess")},
        {"headers": {"Authorization": "Basic !!!"}},
        {},
    ],
)
def test_bad_credentials(sim: Sim, bad: dict[str, Any]) -> None:
    """Wrong or missing credentials get a 401 without a body."""
    answer = requests.post(f"{sim.url}/api/v1/oauth/token", timeout=30, **bad)
    assert (answer.status_code, answer.content) == (401, b"")


def test_bad_credentials_the_oauth_way(start: Start) -> None:
    """A switch gives the 401 the body that RFC 6749 has."""
    sim, _ = start(token_error="oauth")
    answer = requests.post(f"{sim.url}/api/v1/oauth/token", timeout=30)
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic c2ltLmFjbWU6eA==", "bearer\tx"])
def test_without_a_good_token(sim: Sim, header: str) -> None:
    """No token, a wrong one or another scheme: 401 with an empty body, whatever the path."""
    for path in ("/networks", "/networks/x", "/no-such-thing"):
        answer = requests.get(f"{sim.url}/api/v1{path}", headers={"Authorization": header}, timeout=30)
        assert (answer.status_code, answer.content) == (401, b"")


def test_a_token_ends_after_its_life(start: Start) -> None:
    """A token is good until its life is over, to the second."""
    sim, api = start(token_life=600)
    sim.clock.advance(590)
    assert api.get("/networks").status_code == 200
    sim.clock.advance(11)
    assert api.get("/networks").status_code == 401


def test_tokens_can_be_ended_at_once(sim: Sim, api: requests.Session) -> None:
    """The admin side ends every token."""
    assert sim.expire() == 1
    assert api.get("/networks").status_code == 401
    assert sim.expire() == 0


def test_secrets_do_not_reach_the_log(sim: Sim, api: requests.Session) -> None:
    """Neither the secret nor a token stands in the request log."""
    api.get("/networks")
    shown = repr(sim.requests)
    assert "simulated-secret" not in shown
    assert str(api.headers["Authorization"]).removeprefix("Bearer ") not in shown

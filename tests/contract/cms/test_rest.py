"""The REST devices interface on its own port."""

from __future__ import annotations

from typing import Any

import pytest
import requests


def test_devices_come_under_data(cms: Any) -> None:
    """HTTP Basic with the CMS account, the query in the order that clients send."""
    answer = requests.get(
        cms.sim.rest_url + "/restnbi/devices?deviceType=e7&limit=9999",
        headers={"Content-Type": "application/json"},
        auth=("admin", "simulated"),
        timeout=30,
    )

    assert answer.status_code == 200
    assert [device["name"] for device in answer.json()["data"]] == ["North", "South 2"]
    assert answer.json()["data"][0]["ipAddress"] == "192.0.2.10"
    assert cms.sim.count("rest.devices") == 1


@pytest.mark.parametrize(
    ("query", "count"), [("deviceType=e7&limit=1", 1), ("deviceType=c7&limit=9", 0), ("", 0), ("limit=x", 0)]
)
def test_limit_and_type_select(cms: Any, query: str, count: int) -> None:
    """Only E7 nodes are simulated."""
    answer = requests.get(
        f"{cms.sim.rest_url}/restnbi/devices?{query}", auth=("admin", "simulated"), timeout=30
    )

    assert len(answer.json()["data"]) == count


@pytest.mark.parametrize("account", [None, ("admin", "wrong"), ("other", "simulated")])
def test_without_the_account_it_is_401(cms: Any, account: tuple[str, str] | None) -> None:
    """No account, a wrong password, another user."""
    answer = requests.get(f"{cms.sim.rest_url}/restnbi/devices?deviceType=e7", auth=account, timeout=30)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


def test_other_paths_are_not_there(cms: Any) -> None:
    """Nothing else is known of the interface."""
    answer = requests.get(f"{cms.sim.rest_url}/restnbi/region", auth=("admin", "simulated"), timeout=30)

    assert answer.status_code == 404

"""Settings that are held for a while, and answers that are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    MalformedResponseError,
    RetryPolicy,
    ValidationError,
)
from pulumi_isp_provider.errors import IspError

Connect = Callable[..., CloudConnexaClient]


def test_a_held_value_is_read_once_and_follows_our_own_writes(
    client: CloudConnexaClient, tenant: Any
) -> None:
    """Until its time is over."""
    assert [client.settings.held("wpc_snat") for _ in range(3)] == [False] * 3
    client.settings.update("wpc_snat", True)

    assert client.settings.held("wpc_snat") is True
    asked = [request.operation for request in tenant.requests if request.operation != "token"]
    assert asked == ["settings.get", "settings.update"]
    with pytest.raises(ValidationError, match="has no setting 'snat'"):
        client.settings.held("snat")


def test_after_a_write_that_failed_a_held_value_is_read_again(
    client: CloudConnexaClient, tenant: Any
) -> None:
    """The vendor may have taken it all the same."""
    assert client.settings.held("wpc_topology") == "FULL_MESH"
    tenant.fault("settings.update", "reset_after", every=1)

    with pytest.raises(IspError):
        client.settings.update("wpc_topology", "CUSTOM")

    assert client.settings.held("wpc_topology") == "CUSTOM"


@pytest.mark.parametrize("name", ["wpc_topology", "dns_default_suffix", "wpc_default_region"])
@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"\xff\x00", b"Please sign in", b"{}"])
def test_a_page_is_no_setting(scripted: Any, connect_to: Connect, name: str, body: bytes) -> None:
    """Bare text is whatever somebody in between answers; it would stand in a state as the tenant's."""
    scripted.answers = [(200, {"Content-Type": "text/html"}, body)]
    client = connect_to(scripted.url, retry_policy=RetryPolicy(max_retries=0))

    with pytest.raises(MalformedResponseError, match="not the value of this setting"):
        client.settings.get(name)
    with pytest.raises(MalformedResponseError, match="not the value of this setting"):
        client.settings.update(name, "CUSTOM")


@pytest.mark.parametrize(("name", "value"), [("wpc_topology", None), ("dns_default_suffix", "")])
def test_nothing_is_a_value_where_any_word_is(
    scripted: Any, connect_to: Connect, name: str, value: str | None
) -> None:
    """A suffix may not be set; a topology always is."""
    scripted.answers = [(200, {}, b"")]
    client = connect_to(scripted.url, retry_policy=RetryPolicy(max_retries=0))

    if value is None:
        with pytest.raises(MalformedResponseError):
            client.settings.get(name)
    else:
        assert client.settings.get(name) == value

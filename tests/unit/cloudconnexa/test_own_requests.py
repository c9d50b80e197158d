"""Requests that a caller writes: they have what those of services have, and stay below the API's prefix."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulumi_isp_provider.cloudconnexa import CloudConnexaClient, ValidationError
from pulumi_isp_provider.cloudconnexa.client.paths import below_prefix
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

LEAD_ELSEWHERE = [
    "/../x",
    "/../../x",
    "..",
    ".",
    "/networks/../../x",
    "/networks/./x",
    "/%2e%2e/x",
    "/%2E./x",
    "/.%2e/x",
    "/networks/%2e%2e/%2e%2e/x",
    "/networks%2f..%2f../x",
    "/%252e%252e/x",
    "/%25252e%25252e/x",
    "/..\\x",
    "\\..\\x",
    "/%5c..%5cx",
    "//example.org/x",
    "/%2f/example.org/x",
    "http://example.org/x",
    "https:%2f%2fexample.org/x",
    "/networks/http://example.org",
    "/networks#x",
    "/net works",
    "/networks\n/x",
    "/networks%0d%0ax",
    "/caf%C3%A9",
    "/networks?a=b c",
    "/networks?a#b",
    "",
    "/",
    "?page=0",
]


@pytest.mark.parametrize("path", LEAD_ELSEWHERE)
def test_path_that_could_lead_elsewhere(client: CloudConnexaClient, tenant: Tenant, path: str) -> None:
    """Whatever a server or something in between would make of it, it is refused and nothing is sent."""
    with pytest.raises(ValidationError, match="not a path below") as caught:
        client.execute_request("GET", path)

    assert not hasattr(caught.value, "response")
    assert tenant.requests == []


@pytest.mark.parametrize("path", [None, 5, b"/networks"])
def test_path_that_is_no_text(client: CloudConnexaClient, tenant: Tenant, path: Any) -> None:
    """A value that is not there gives an error about itself."""
    with pytest.raises(ValidationError, match="must be text"):
        client.execute_request("GET", path)
    assert tenant.requests == []


@pytest.mark.parametrize("method", ["", "TEA", "GET /x", "GET\n", None])
def test_method_that_is_none(client: CloudConnexaClient, tenant: Tenant, method: Any) -> None:
    """A method with a path in it would be a path that nobody has looked at."""
    with pytest.raises(ValidationError, match="must be one of DELETE, GET"):
        client.execute_request(method, "/networks")
    assert tenant.requests == []


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/networks", "/api/v1/networks"),
        ("networks", "/api/v1/networks"),
        ("/networks?page=0&size=5", "/api/v1/networks"),
        ("/regions", "/api/v1/regions"),
        ("/user_groups", "/api/v1/user-groups"),
        ("/dns", "/api/v1/dns-records"),
    ],
)
def test_path_that_is_one(client: CloudConnexaClient, tenant: Tenant, path: str, sent: str) -> None:
    """Paths of the vendor are sent as they are; two that are often written otherwise, as the vendor does."""
    assert client.execute_request("get", path).status_code == 200
    assert tenant.requests[-1].path == sent


def test_single_record_by_its_usual_name(client: CloudConnexaClient) -> None:
    """The name stands for the vendor's in front of an id, too."""
    record = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})

    if client.supports("dns_records.get"):
        assert client.execute_request("GET", f"/dns/{record.id}").json()["id"] == record.id


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["/", "..", ".", "%2e", "%2E", "%25", "%2f", "\\", ";", "a", "?", "//"]), max_size=8
    )
)
def test_no_spelling_of_a_step_back_passes(pieces: list[str]) -> None:
    """Whatever is put together of steps back and their spellings, what passes has none when it is decoded."""
    try:
        passed = below_prefix("".join(pieces))
    except ValidationError:
        return
    plain = passed.partition("?")[0]
    for _ in range(10):
        plain = plain.replace("%25", "%").replace("%2e", ".").replace("%2E", ".").replace("%2f", "/")
    assert passed.startswith("/")
    assert not {step.partition(";")[0] for step in plain.split("/")} & {".", ".."}

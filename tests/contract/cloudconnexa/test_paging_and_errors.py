"""Paging, unknown objects and paths, and the shape of errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Sim = Simulator[CloudConnexaVendor]
Start = Callable[..., tuple[Sim, requests.Session]]
Json = dict[str, Any]


LISTS = [
    "/networks",
    "/networks/routes",
    "/networks/connectors",
    "/networks/ip-services",
    "/networks/applications",
    "/hosts",
    "/hosts/connectors",
    "/hosts/ip-services",
    "/hosts/applications",
    "/users",
    "/user-groups",
    "/devices",
    "/dns-records",
    "/access-groups",
    "/location-contexts",
    "/device-postures",
]


def records(number: int) -> list[Json]:
    return [{"domain": f"d{at}.example", "ipv4Addresses": ["10.0.0.1"]} for at in range(number)]


@pytest.mark.parametrize("path", LISTS)
def test_every_listing_has_the_envelope(api: requests.Session, path: str) -> None:
    """Page 0 of size 10 unless asked otherwise, and six fields in the recorded order."""
    body = api.get(path).json()
    assert list(body) == ["content", "totalElements", "totalPages", "numberOfElements", "page", "size"]
    assert (body["page"], body["size"]) == (0, 10)
    assert body["totalElements"] == body["numberOfElements"] == len(body["content"])


def test_pages(start: Start) -> None:
    """Pages count from zero, keep the order of creation, and are empty past the end."""
    _, api = start({"dns-records": records(25)})
    pages = [api.get("/dns-records", params={"page": page}).json() for page in range(4)]
    assert [page["numberOfElements"] for page in pages] == [10, 10, 5, 0]
    assert {(page["totalElements"], page["totalPages"]) for page in pages} == {(25, 3)}
    names = [each["domain"] for page in pages for each in page["content"]]
    assert names == [f"d{at}.example" for at in range(25)]


def test_newest_first(start: Start) -> None:
    """The order of listings is a switch."""
    _, api = start({"dns-records": records(3)}, list_order="newest-first")
    content = api.get("/dns-records", params={"size": 2}).json()["content"]
    assert [each["domain"] for each in content] == ["d2.example", "d1.example"]


@pytest.mark.parametrize(
    "query",
    [
        {"size": 0},
        {"size": 1001},
        {"page": -1},
        {"page": "x"},
        {"size": "1e3"},
        {"page": 2**31},
        {"page": "9" * 5000},
    ],
)
def test_paging_out_of_range(api: requests.Session, query: Json) -> None:
    """A page or size that is out of range or no number is a 400 that names it."""
    answer = api.get("/networks", params=query)
    assert (answer.status_code, list(answer.json()["errorDetails"])) == (400, list(query))


@pytest.mark.parametrize("path", [path for path in LISTS if path != "/devices"])
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_not_found_is_a_400(api: requests.Session, path: str, method: str) -> None:
    """An unknown id is a 400 with code 9-11-6 and the text of 2026."""
    answer = api.request(method, f"{path}/0b0e7a2c-0000-4000-8000-000000000000")
    body = answer.json()
    assert (answer.status_code, list(body), body["statusError"]) == (
        400,
        ["errorDetails", "statusError"],
        "Bad Request",
    )
    ((_, (detail,)),) = body["errorDetails"].items()
    assert detail["errorCode"] == "9-11-6"
    assert detail["message"].endswith("with ID 0b0e7a2c-0000-4000-8000-000000000000 not found")


def test_the_recorded_not_found(start: Start) -> None:
    """The body recorded in June 2025 comes out as it was."""
    _, api = start(not_found="400-old")
    detail = {"errorCode": "9-11-6", "message": "Entity does not exist"}
    expected = {"errorDetails": {"application": [detail]}, "statusError": "Bad Request"}
    assert api.get("/networks/applications/x").json() == expected


def test_not_found_as_404(start: Start) -> None:
    """Where so switched, not found is a 404 without a body."""
    _, api = start(not_found="404")
    for answer in (
        api.get("/networks/x"),
        api.put("/networks/x", json={"name": "n"}),
        api.delete("/networks/x"),
    ):
        assert (answer.status_code, answer.content) == (404, b"")


def test_unknown_paths_and_methods(sim: Sim, api: requests.Session) -> None:
    """404 for a path that is none, 405 for a method that a path does not have; both without a body."""
    for method, path, status in [
        ("GET", "/nothing", 404),
        ("GET", "/networks/", 404),
        ("GET", "/networks/a/b", 404),
        ("POST", "/networks/a", 405),
        ("PATCH", "/networks", 405),
        ("PUT", "/networks/routes", 405),
        ("DELETE", "/regions", 405),
    ]:
        answer = api.request(method, path)
        assert (answer.status_code, answer.content) == (status, b""), path
    outside = requests.get(f"{sim.url}/api/beta/networks", timeout=30)
    assert outside.status_code == 404
    assert sim.count("unknown") == 8


def test_a_length_out_of_bounds(api: requests.Session) -> None:
    """The recorded code, and the message with its placeholders unfilled."""
    for text in ("", "x" * 121):
        body = api.post("/networks", json={"name": "n", "description": text}).json()
        assert body == {
            "errorDetails": {
                "description": [
                    {
                        "errorCode": "0-10-25",
                        "message": "Length must be between {min} and {max}",
                        "params": {"min": 1, "max": 120},
                    }
                ]
            },
            "statusError": "Bad Request",
        }


def test_all_that_is_wrong_is_said_at_once(api: requests.Session) -> None:
    """Every bad field is named, by its path."""
    body: Json = {
        "egress": "yes",
        "internetAccess": "ALL",
        "routes": [{"value": "10.0.0.0/8"}, {"description": "x"}],
    }
    details = api.post("/networks", json=body).json()["errorDetails"]
    assert list(details) == ["name", "internetAccess", "egress", "routes[1].value"]
    allowed = "[SPLIT_TUNNEL_ON, SPLIT_TUNNEL_OFF, RESTRICTED_INTERNET]"
    message = f"The value: 'ALL' is invalid. Allowed value(s): {allowed}"
    assert details["internetAccess"][0]["message"] == message


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff", b'{"name":NaN}', b"[" * 100000, b'"x"', b"1" * 9999]
)
def test_bodies_that_are_no_objects(api: requests.Session, body: bytes) -> None:
    """A body that is no JSON object is a 400 with a message."""
    answer = api.post("/networks", data=body)
    assert answer.status_code == 400
    assert {"errorMessage", "statusError"} == set(answer.json())


def test_the_content_type_of_a_request_does_not_matter(api: requests.Session) -> None:
    """JSON is understood whatever it is called."""
    for kind in ("application/json", "text/plain", ""):
        answer = api.post("/networks", data=f'{{"name":"{kind or "none"}"}}', headers={"Content-Type": kind})
        assert answer.status_code == 201

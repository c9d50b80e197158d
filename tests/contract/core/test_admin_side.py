"""The admin side under ``/_sim/``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from pulumi_isp_simulators import Simulator, Vendor

Shelf = Simulator[Vendor]
MakeShelf = Callable[..., Shelf]


def test_counts_and_log(shelf: Shelf, client: requests.Session) -> None:
    """Counts and the log are served; what the admin side is asked is in neither."""
    client.get(f"{shelf.url}/boxes")
    client.post(f"{shelf.url}/boxes/a")
    assert client.get(f"{shelf.admin_url}/counts").json() == {"boxes.list": 1, "boxes.create": 1}
    entries = client.get(f"{shelf.admin_url}/log").json()
    assert [entry["operation"] for entry in entries] == ["boxes.list", "boxes.create"]
    assert " ".join(entries[0]) == (
        "operation method path query headers body started ended status struck bug"
    )
    assert len(client.get(f"{shelf.admin_url}/log?last=1").json()) == 1
    assert len(client.get(f"{shelf.admin_url}/log?operation=boxes.list&last=9").json()) == 1


def test_operations_are_listed(shelf: Shelf, client: requests.Session) -> None:
    """The names for fault scripts can be asked for."""
    assert "boxes.create" in client.get(f"{shelf.admin_url}/operations").json()


def test_state_out_and_in(shelf: Shelf, client: requests.Session) -> None:
    """The state that comes out can be put in again."""
    state = client.get(f"{shelf.admin_url}/state").json()
    client.post(f"{shelf.url}/boxes/a")
    assert client.put(f"{shelf.admin_url}/state", json=state).json() == {}
    assert client.get(f"{shelf.url}/boxes").json() == {"first": 1}


def test_objects_change_and_go(shelf: Shelf, client: requests.Session) -> None:
    """One object can be changed and deleted behind the client's back."""
    url = f"{shelf.admin_url}/objects/boxes/first"
    assert client.patch(url, json={"number": 9}).json() == {"name": "first", "number": 9}
    assert client.get(f"{shelf.url}/boxes").json() == {"first": 9}
    assert client.delete(url).status_code == 200
    assert client.get(f"{shelf.url}/boxes").json() == {}
    assert client.delete(url).status_code == 404
    assert client.patch(url, json={"number": 9}).json() == {"error": "no boxes first", "place": "path"}


def test_reset(shelf: Shelf, client: requests.Session) -> None:
    """Reset forgets log, counts and faults; with state=seed the state too."""
    shelf.fault("*", "status", status=503, every=1)
    client.post(f"{shelf.admin_url}/reset")
    client.post(f"{shelf.url}/boxes/a").raise_for_status()
    client.post(f"{shelf.admin_url}/reset")
    assert "a" in shelf.state()["boxes"]
    client.post(f"{shelf.admin_url}/reset?state=seed")
    assert shelf.state() == {"boxes": {"first": 1}}
    assert client.get(f"{shelf.admin_url}/counts").json() == {}


def test_expire_and_time(shelf: Shelf, client: requests.Session) -> None:
    """Tokens are ended, and time goes on, by order."""
    assert client.post(f"{shelf.admin_url}/expire").json() == {"expired": 1}
    before = client.get(f"{shelf.admin_url}/time").json()["now"]
    assert client.post(f"{shelf.admin_url}/time", json={"advance": 3600}).json()["now"] >= before + 3600
    assert shelf.clock.now() >= before + 3600


def test_faults_are_scripted_listed_and_removed(shelf: Shelf, client: requests.Session) -> None:
    """A fault can be scripted over HTTP, watched and taken away."""
    url = f"{shelf.admin_url}/faults"
    script = {"operation": "boxes.list", "action": "status", "status": 503, "every": 2, "body": "x"}
    made = client.post(url, json=script).json()
    assert made.items() >= script.items()
    client.post(url, json={"operation": "*", "action": "throttle"}).raise_for_status()
    codes = [client.get(f"{shelf.url}/boxes").status_code for _ in range(3)]
    assert codes == [429, 503, 200]
    listed = client.get(url).json()
    assert [(fault["seen"], fault["struck"]) for fault in listed] == [(3, 1), (1, 1)]
    assert client.delete(f"{url}/{made['id']}").json() == {}
    assert len(client.get(url).json()) == 1
    assert client.delete(f"{url}/{made['id']}").status_code == 404
    client.delete(url)
    assert client.get(url).json() == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "place"),
    [
        ("GET", "", None, 404, "path"),
        ("GET", "nothing", None, 404, "path"),
        ("DELETE", "log", None, 405, "method"),
        ("GET", "log?last=many", None, 400, "last"),
        ("GET", "log?operation=boxes.craete", None, 400, "operation"),
        ("POST", "reset?state=new", None, 400, "state"),
        ("PUT", "state", b'{"boxes": \n 1 2}', 400, "line 2 column 4"),
        ("PUT", "state", b"\xff", 400, "body"),
        ("PUT", "state", b"[" * 100_000, 400, "body"),
        ("PUT", "state", b'{"boxes": ' + b"1" * 5_000 + b"}", 400, "body"),
        ("PUT", "state", b"[]", 400, "body"),
        ("PUT", "state", b'{"boxes": 1}', 400, "boxes"),
        ("PATCH", "objects/boxes", b"{}", 400, "path"),
        ("PATCH", "objects/boxes/first", b'{"number": "one"}', 400, "number"),
        ("POST", "time", b'{"advance": -1}', 400, "advance"),
        ("POST", "time", b'{"advance": NaN}', 400, "advance"),
        ("POST", "faults", b'{"action": "stall"}', 400, "operation"),
        ("POST", "faults", b'{"operation": "*", "action": "stall", "seconds": 301}', 400, "seconds"),
        ("DELETE", "faults/x", None, 400, "path"),
    ],
)
def test_bad_requests_name_the_place(
    shelf: Shelf,
    client: requests.Session,
    method: str,
    path: str,
    body: bytes | None,
    status: int,
    place: str,
) -> None:
    """Each mistake is answered with what is wrong and where; the state stays."""
    answer = client.request(method, f"{shelf.admin_url}/{path}", data=body)
    reply: dict[str, Any] = answer.json()
    assert (answer.status_code, reply["place"]) == (status, place)
    assert reply["error"]
    assert shelf.state() == {"boxes": {"first": 1}}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]:{port}",
        "192.0.2.7:8080",
        "localhost:{port}",
        "LOCALHOST.",
        "isp.localhost",
        "simulators",
        "sim.lab.example:{port}",
        "Other.Lab.Example",
    ],
)
def test_programs_and_people_reach_the_admin_side(
    make_shelf: MakeShelf, client: requests.Session, host: str
) -> None:
    """By address, as localhost, by a container's name, and by names that were allowed, in any case."""
    shelf = make_shelf(admin_hosts=["sim.lab.example", "other.lab.example."])
    port = shelf.url.rpartition(":")[2]

    answer = client.get(f"{shelf.admin_url}/operations", headers={"Host": host.format(port=port)})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host", ["sim.lab.example", "localhost.lab.example:80", "127.0.0.1.lab.example", "a b"]
)
def test_a_name_that_somebody_pointed_here_is_refused(
    shelf: Shelf, client: requests.Session, host: str
) -> None:
    """Whatever is asked, nothing is told or changed; the message says what to do. Vendors answer any name."""
    headers = {"Host": host}
    for method, path in (("GET", "state"), ("POST", "reset?state=seed"), ("DELETE", "objects/boxes/first")):
        answer = client.request(method, f"{shelf.admin_url}/{path}", headers=headers)
        assert (answer.status_code, answer.json()["place"]) == (403, "Host")
        assert "--admin-host" in answer.json()["error"]
        assert host in answer.json()["error"]
    assert client.get(f"{shelf.url}/boxes", headers=headers).json() == {"first": 1}


@pytest.mark.parametrize(
    "origin",
    [
        "http://page.example",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "https://127.0.0.1",
        "null",
        "file://",
        "http://[",
        "",
    ],
)
def test_a_web_page_of_another_site_is_refused(shelf: Shelf, client: requests.Session, origin: str) -> None:
    """A page has no business here, though a browser would send its request; the state stays."""
    headers = {"Origin": origin.format(port=shelf.url.rpartition(":")[2])}
    for method, path in (("POST", "expire"), ("DELETE", "objects/boxes/first"), ("OPTIONS", "state")):
        answer = client.request(method, f"{shelf.admin_url}/{path}", headers=headers)
        assert (answer.status_code, answer.json()["place"]) == (403, "Origin")
        assert not [name for name in answer.headers if name.startswith("Access-Control-")]
    assert shelf.state() == {"boxes": {"first": 1}}
    assert client.get(f"{shelf.url}/boxes", headers=headers).ok


def test_a_page_of_the_same_place_may_ask(shelf: Shelf, client: requests.Session) -> None:
    """The origin is the host and port that is asked, with a port that goes without saying as well."""
    named = {"Origin": shelf.url}
    implied = {"Host": "simulators", "Origin": "http://simulators"}

    for headers in (named, implied):
        assert client.post(f"{shelf.admin_url}/expire", headers=headers).status_code == 200


def test_the_second_site_has_the_same_guard(make_shelf: MakeShelf, client: requests.Session) -> None:
    """The admin side is on both ports."""
    shelf = make_shelf(lobby=True, admin_hosts=["sim.lab.example"])
    url = f"{shelf.rest_url}/_sim/operations"

    assert client.get(url, headers={"Host": "page.example"}).status_code == 403
    assert client.get(url, headers={"Host": "sim.lab.example"}).status_code == 200


def test_a_request_without_a_host_is_of_no_browser(shelf: Shelf, send: Callable[[str, bytes], bytes]) -> None:
    """HTTP/1.0 needs none."""
    assert b" 200 " in send(shelf.url, b"GET /_sim/counts HTTP/1.0\r\n\r\n").split(b"\r\n")[0]

"""Every way in which the known clients put their request together."""

from __future__ import annotations

import hashlib
import socket
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests

CREDENTIALS = {"identifier": "sim-identifier", "secret": "simulated-secret"}


def _send(url: str, request: bytes) -> bytes:
    """Write bytes to the simulator and read until it closes."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_urlencoded_post_over_a_bare_socket(whmcs: Any) -> None:
    """The simplest client there can be gets JSON with the right headers."""
    body = urlencode({**CREDENTIALS, "action": "GetCurrencies", "responsetype": "json"})
    head = (
        "POST /includes/api.php HTTP/1.1\r\nHost: whmcs\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )

    answer = _send(whmcs.url, (head + body).encode())

    headers, _, content = answer.partition(b"\r\n\r\n")
    assert headers.startswith(b"HTTP/1.1 200 ")
    assert b"\r\ncontent-type: application/json\r\n" in headers.lower() + b"\r\n"
    assert content.startswith(b'{"result":"success","totalresults":"1",')


def test_action_in_the_query_with_credentials_as_username(whmcs: Any) -> None:
    """A Python client has the action on the URL, the pair in username/password, and no responsetype."""
    answer = requests.post(
        f"{whmcs.url}?action=GetProducts",
        data={"username": "sim-identifier", "password": "simulated-secret"},
        headers={"Accept": "application/json"},
        timeout=10,
    )

    assert answer.json()["totalresults"] == 2


def test_empty_login_beside_the_credentials(whmcs: Any) -> None:
    """A JavaScript client sends every field, the unused ones empty."""
    answer = whmcs.post("GetProducts", username="", password="", accesskey="")

    assert answer.json()["result"] == "success"


def test_multipart_form(whmcs: Any) -> None:
    """A TypeScript client knows only multipart."""
    fields = {
        "username": "sim-identifier",
        "password": "simulated-secret",
        "action": "GetClients",
        "responsetype": "json",
    }

    answer = requests.post(
        whmcs.url, files={name: (None, value) for name, value in fields.items()}, timeout=10
    )

    assert answer.json()["numreturned"] == 1


def test_everything_in_the_query_of_a_post(whmcs: Any) -> None:
    """Another one leaves the body empty."""
    query = {**CREDENTIALS, "action": "GetClients", "responsetype": "json"}

    assert requests.post(whmcs.url, params=query, timeout=10).json()["numreturned"] == 1


def test_old_client_with_lower_case_action_and_md5(start: Any, isp_seed: dict[str, Any]) -> None:
    """The oldest ones log in as an administrator."""
    whmcs = start(isp_seed | {"admins": [{"username": "admin", "password": "pass"}]})
    form = {
        "username": "admin",
        "password": hashlib.md5(b"pass").hexdigest(),
        "action": "getclientsproducts",
        "responsetype": "json",
    }

    assert requests.post(whmcs.url, data=form, timeout=10).json()["totalresults"] == "1"


def test_form_wins_over_query(whmcs: Any) -> None:
    """Of a name in both, the form's value counts; of one name twice, the last."""
    body = urlencode([*CREDENTIALS.items(), ("action", "GetClients"), ("action", "GetProducts")])

    answer = requests.post(
        f"{whmcs.url}?action=GetCurrencies",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=10,
    )

    assert "products" in answer.json()
    assert whmcs.sim.counts() == {"GetProducts": 1}


def test_json_body_is_no_form(whmcs: Any) -> None:
    """PHP does not take parameters out of JSON."""
    answer = requests.post(whmcs.url, json={**CREDENTIALS, "action": "GetProducts"}, timeout=10)

    assert (answer.status_code, answer.json()["message"]) == (403, "Invalid or missing credentials")


@pytest.mark.parametrize("path", ["/whmcs/includes/api.php", "//includes//api.php", "/a/b/includes/api.php"])
def test_any_folder_holds_an_installation(whmcs: Any, path: str) -> None:
    """WHMCS lives where it was unpacked."""
    form = {**CREDENTIALS, "action": "GetCurrencies"}

    assert requests.post(whmcs.sim.url + path, data=form, timeout=10).json()["result"] == "success"


@pytest.mark.parametrize("path", ["/", "/includes/", "/api.php", "/includes/api.php/x", "/api/v2/products"])
def test_other_paths_are_html_not_found(whmcs: Any, path: str) -> None:
    """Nothing else is there."""
    answer = requests.post(whmcs.sim.url + path, data={**CREDENTIALS, "action": "GetProducts"}, timeout=10)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert whmcs.sim.counts() == {"unknown": 1}


def test_get_is_answered_unless_switched_off(start: Any) -> None:
    """What WHMCS does with GET is not known: a switch."""
    query = {**CREDENTIALS, "action": "GetCurrencies"}

    assert requests.get(start().url, params=query, timeout=10).json()["result"] == "success"
    refused = requests.get(start(accept_get=False).url, params=query, timeout=10)
    assert refused.status_code == 405
    assert refused.text.startswith("<!DOCTYPE html>")


def test_methods_besides_get_and_post_are_refused(whmcs: Any) -> None:
    """PUT and DELETE have no meaning here."""
    for method in ("PUT", "DELETE", "PATCH"):
        answer = requests.request(
            method, whmcs.url, params={**CREDENTIALS, "action": "GetCurrencies"}, timeout=10
        )
        assert answer.status_code == 405


def test_unknown_parameters_are_ignored(whmcs: Any) -> None:
    """A typing error in a filter returns everything."""
    assert whmcs.call("GetClientsProducts", serviceID="1")["totalresults"] == "1"


def test_secrets_do_not_reach_the_log(start: Any) -> None:
    """Credentials and the access key are masked wherever they stand; the rest of a form is there."""
    whmcs = start(access_key="Let-Me-In-4711")
    whmcs.post("GetProducts", accesskey="Let-Me-In-4711")
    requests.post(whmcs.url, params={**CREDENTIALS, "action": "GetClients"}, timeout=10)
    guess = {"username": (None, "me"), "password": (None, "a-wrong-guess"), "action": (None, "GetOrders")}
    requests.post(whmcs.url, files=guess, timeout=10)

    form, query, multipart = whmcs.sim.requests
    assert "action=GetProducts" in form.body
    assert "accesskey=***" in form.body
    assert "action=GetClients" in query.query
    assert "GetOrders" in multipart.body
    logged = "".join(f"{entry.query}{entry.body}{entry.headers}" for entry in whmcs.sim.requests)
    assert "simulated-secret" not in logged
    assert "Let-Me-In-4711" not in logged
    assert "a-wrong-guess" not in logged

"""Whatever arrives, the answer is WHMCS's and never a failure of the simulator."""

from __future__ import annotations

import json
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from pulumi_isp_simulators import WhmcsVendor

VENDOR = WhmcsVendor(allowed_ips=["127.0.0.1"], permissions=["*"])
VENDOR.load(
    {
        "clients": [{"id": 1, "email": "a@example.com"}],
        "products": [{"pid": 1, "name": "Fibre"}],
        "services": [{"clientid": 1, "pid": 1}],
        "invoices": [{"userid": 1}],
        "orders": [{"userid": 1}],
    }
)
ACTIONS = sorted(VENDOR.operations)
PARAMETERS = sorted(
    {
        *("limitstart", "limitnum", "clientid", "serviceid", "pid", "gid", "email", "search", "orderby"),
        *("sorting", "order", "status", "userid", "id", "invoiceid", "setting", "moduleType", "moduleName"),
        *("timeline_days", "responsetype", "accesskey", "stats", "username2", "domain"),
    }
)
CONTENT_TYPES = st.one_of(
    st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "text/plain",
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
)


def _ask(**request: Any) -> tuple[int, bytes]:
    environ = EnvironBuilder(
        method="POST", path="/includes/api.php", environ_base={"REMOTE_ADDR": "127.0.0.1"}, **request
    ).get_environ()
    asked = Request(environ)
    assert VENDOR.operation(asked) in VENDOR.operations
    answer = VENDOR.handle(asked)
    return answer.status_code, answer.get_data()


@settings(max_examples=150, deadline=None)
@given(body=st.binary(max_size=300), content_type=CONTENT_TYPES, query=st.text(max_size=30))
def test_any_body_is_answered(body: bytes, content_type: str, query: str) -> None:
    """Bytes that are no form make a request without credentials."""
    status, content = _ask(data=body, content_type=content_type, query_string=query)

    assert status == 403
    assert json.loads(content)["message"] == "Invalid or missing credentials"


@settings(max_examples=300, deadline=None)
@given(
    action=st.one_of(st.sampled_from(ACTIONS), st.text(max_size=12)),
    params=st.dictionaries(
        st.sampled_from(PARAMETERS), st.one_of(st.text(max_size=12), st.integers().map(str)), max_size=5
    ),
)
def test_any_parameter_is_answered(action: str, params: dict[str, str]) -> None:
    """Every action answers in one of WHMCS's three statuses, whatever its parameters hold."""
    form = {"identifier": "sim-identifier", "secret": "simulated-secret", **params, "action": action}

    status, content = _ask(data=form)

    assert status in (200, 400, 403)
    if params.get("responsetype", "").lower() not in ("xml", "nvp"):
        assert json.loads(content)["result"] in ("success", "error")


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: multipart/form-data; boundary=\r\nContent-Length: 4",
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 0",
        "Content-Type: application/x-www-form-urlencoded; charset=utf-7\r\nContent-Length: 4",
        "Content-Type: \xff\xfe;;;=\r\nContent-Length: 4",
        "Transfer-Encoding: chunked",
        "X-Forwarded-For: 203.0.113.7\r\nCookie: \xe9\r\nContent-Length: 4",
    ],
)
def test_odd_headers_over_a_bare_socket(whmcs: Any, head: str) -> None:
    """Whatever the headers say, the request is refused as one without credentials."""
    address = urlsplit(whmcs.url)
    request = f"POST /includes/api.php HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}\r\n\r\n"
    body = "0\r\n\r\n" if "chunked" in head else "a=%\xff"[: 0 if "Length: 0" in head else 4]

    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall((request + body).encode("latin-1"))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b'"message":"Invalid or missing credentials"}')


@settings(max_examples=100, deadline=None)
@given(text=st.text(), escaping=st.sampled_from(["hex", "plain"]))
def test_json_keeps_every_text(text: str, escaping: str) -> None:
    """Escapes never change what a text says."""
    vendor = WhmcsVendor(json_escaping=escaping, entities="none")  # type: ignore[arg-type] # sampled from its values
    vendor.load({"configuration": [{"setting": "Text", "value": text}]})
    form = {
        "identifier": "sim-identifier",
        "secret": "simulated-secret",
        "action": "GetConfigurationValue",
        "setting": "Text",
    }
    environ = EnvironBuilder(
        method="POST", path="/includes/api.php", data=form, environ_base={"REMOTE_ADDR": "127.0.0.1"}
    ).get_environ()

    assert json.loads(vendor.handle(Request(environ)).get_data())["value"] == text

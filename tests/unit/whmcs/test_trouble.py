"""A WHMCS that is down, slow, refusing or half broken: one clear error in bounded time."""

from __future__ import annotations

import gc
import json
import socket
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.errors import (
    WhmcsAuthenticationError,
    WhmcsClientError,
    WhmcsConnectionError,
    WhmcsEncodingError,
    WhmcsListChangedError,
    WhmcsReplyError,
    WhmcsServerError,
    WhmcsTimeoutError,
    WhmcsValidationError,
)
from pulumi_isp_simulators import Simulator, WhmcsVendor

Whmcs = Simulator[WhmcsVendor]
NewClient = Callable[..., WhmcsClient]
NewSimulator = Callable[..., Whmcs]
JSON = "application/json"


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address where nobody listens, and where nobody else can begin to."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


def test_nobody_there(nobody: str, new_transport: Callable[..., Any], clock: Any) -> None:
    """A connection that is refused is tried three times and then told with the address."""
    client = WhmcsClient(nobody, "i", "s", transport=new_transport())

    with pytest.raises(WhmcsConnectionError, match="Cannot connect to 127") as caught:
        client.get_products()

    assert clock.waits == [1.0, 2.0]
    assert "attempts 3" in str(caught.value)
    assert "whmcs:url" in str(caught.value)


def test_an_address_that_cannot_be_asked_is_a_wrong_argument() -> None:
    """What only the HTTP library finds wrong with an address is an error of this client all the same."""
    with pytest.raises(WhmcsValidationError, match="The request cannot be built") as caught:
        WhmcsClient("https://*.example", "i", "s").get_products()

    assert "unusual characters in the address" in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "kind", "asked"),
    [
        (("reset_before", {}), WhmcsConnectionError, 3),
        (("reset_after", {}), WhmcsConnectionError, 3),
        (("truncate", {"bytes": 40}), WhmcsConnectionError, 3),
        (("stall", {"seconds": 30}), WhmcsTimeoutError, 3),
        (("garbage", {}), WhmcsReplyError, 1),
        (("status", {"status": 503, "body": "<html><title>Maintenance</title></html>"}), WhmcsServerError, 1),
        (("status", {"status": 500, "body": ""}), WhmcsServerError, 1),
        (("status", {"status": 200, "body": "<html><title>Log in</title></html>"}), WhmcsReplyError, 1),
        (
            ("status", {"status": 403, "body": "<html><title>Checking...</title></html>"}),
            WhmcsReplyError,
            1,
        ),
        (("status", {"status": 302, "headers": {"Location": "https://other.example/"}}), WhmcsReplyError, 1),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_fault_is_one_clear_error(
    whmcs: Whmcs,
    new_client: NewClient,
    fault: tuple[str, dict[str, Any]],
    kind: type[WhmcsClientError],
    asked: int,
) -> None:
    """What has no answer is asked again; what is answered is not. Every error has a hint."""
    whmcs.fault("GetClientsProducts", fault[0], every=1, **fault[1])

    with pytest.raises(kind) as caught:
        new_client(whmcs, timeout=0.2 if fault[0] == "stall" else 10).get_client_services()

    assert whmcs.count("GetClientsProducts") == asked
    assert caught.value.hint
    assert "GetClientsProducts" in str(caught.value)


@pytest.mark.parametrize("page", ["security_warning", "maintenance", "firewall", "output_emitted"])
def test_pages_in_the_place_of_answers(new_simulator: NewSimulator, new_client: NewClient, page: str) -> None:
    """A page of WHMCS, its web server or a firewall is an error about the page, not an empty list."""
    with pytest.raises((WhmcsReplyError, WhmcsServerError), match="not from WHMCS's API"):
        new_client(new_simulator(page=page)).get_products()


def test_php_notices_before_the_answer(new_simulator: NewSimulator, new_client: NewClient) -> None:
    """An answer with something else in it is not repaired by guessing, and what it is is said."""
    with pytest.raises(WhmcsReplyError, match=r"not from WHMCS's API: .* good JSON \(\d+ characters\)"):
        new_client(new_simulator(php_notice=True)).get_products()


def test_a_server_that_drips_is_given_up(whmcs: Whmcs, new_client: NewClient) -> None:
    """Bytes that keep coming, but never to an end, do not hold up a preview for ever."""
    whmcs.fault("GetProducts", "drip", bytes=1, seconds=0.05, every=1)

    with pytest.raises(WhmcsTimeoutError, match=r"did not (end|answer) in time"):
        new_client(whmcs, timeout=0.1).get_products()


def test_a_password_that_is_no_text_does_not_hide_the_services(whmcs: Whmcs, new_client: NewClient) -> None:
    """Where one broken password keeps WHMCS from writing JSON, XML is read instead."""
    client = new_client(whmcs)
    expected = client.get_client_services()
    whmcs.change("services", "42", {"password": "\udcff\udcfe"})

    found = client.get_client_services(use_cache=False)

    assert [row.replace(quantity=0) for row in found] == [row.replace(quantity=0) for row in expected]


def test_a_broken_text_without_a_way_round_is_told(new_stub: Any, new_client: NewClient) -> None:
    """If XML does not help either, the error says where to look."""
    message = b'{"result":"error","message":"Error generating JSON encoded response: Malformed UTF-8"}'
    stub = new_stub((200, JSON, message))

    with pytest.raises(WhmcsEncodingError, match="password field"):
        new_client(stub).get_client_services()
    assert [asked.form["responsetype"] for asked in stub.asked] == ["json", "xml"]


def test_a_warning_of_whmcs_stays_on_one_line_of_the_log(
    new_stub: Any, new_client: NewClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Line breaks and control characters in it cannot pass for lines of ours, or command a terminal."""
    reply = {"result": "success", "warning": "old\nERROR all is lost \x1b[31m", "products": {"product": []}}
    stub = new_stub((200, JSON, json.dumps(reply).encode()))

    new_client(stub).get_products()

    assert "GetProducts: WHMCS warns: old ERROR all is lost [31m" in caplog.messages


def test_a_list_that_stays_short_is_read_again_and_then_told(new_stub: Any, new_client: NewClient) -> None:
    """A list that never gets as long as it says is not passed off as whole."""
    stub = new_stub((200, JSON, b'{"result":"success","totalresults":2,"numreturned":0,"products":""}'))

    with pytest.raises(WhmcsListChangedError, match="counts 2 rows but gave 0"):
        new_client(stub).get_client_services()
    assert len(stub.asked) == 3


def test_a_list_that_settles_is_read(new_stub: Any, new_client: NewClient) -> None:
    """Read again, it is whole."""
    row = b'{"id":1,"clientid":7,"pid":1,"status":"Active"}'
    stub = new_stub(
        (200, JSON, b'{"result":"success","totalresults":1,"numreturned":0,"products":""}'),
        (200, JSON, b'{"result":"success","totalresults":1,"products":{"product":[' + row + b"]}}"),
    )

    assert [service.id for service in new_client(stub).get_client_services()] == [1]


def test_no_error_holds_a_secret(
    whmcs: Whmcs, new_client: NewClient, known: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither text nor traceback nor log of an error holds the secret or a customer's password."""
    caplog.set_level("DEBUG")
    faults: list[tuple[str, dict[str, Any]]] = [
        ("reset_after", {}),
        ("garbage", {"body": f"<html>secret={known.secret}"}),
        ("status", {"status": 403, "body": f'{{"result":"error","message":"{known.secret}"}}'}),
    ]
    for action, options in faults:
        whmcs.fault("GetClientsProducts", action, every=1, **options)
        with pytest.raises(WhmcsClientError) as caught:
            new_client(whmcs).get_client_services()
        whmcs.clear_faults()
        text = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value)) + caplog.text

        assert known.secret not in text
        assert known.password not in text


def test_no_name_is_in_a_log(whmcs: Whmcs, new_client: NewClient, caplog: pytest.LogCaptureFixture) -> None:
    """What is read about persons is not written down on the way, however much is logged."""
    caplog.set_level("DEBUG")
    client = new_client(whmcs)

    assert client.get_clients(personal=["email"])[0].person.email == "ada@example.net"
    assert client.get_client(7, personal=["last_name"]).person.last_name == "O'Brien"
    assert "GetClientsDetails" in caplog.text
    assert [word for word in ("ada@example.net", "Brien", "Galway") if word in caplog.text] == []


def test_nothing_keeps_a_password(new_stub: Any, new_client: NewClient) -> None:
    """After reading services, no dict of the process still holds a customer's password."""
    row = b'{"id":1,"clientid":7,"pid":1,"status":"Active","password":"password-8c1d"}'
    stub = new_stub(
        (200, JSON, b'{"result":"success","totalresults":1,"products":{"product":[' + row + b"]}}")
    )
    client = new_client(stub)

    services = client.get_client_services()
    gc.collect()

    held = [
        each
        for each in gc.get_objects()
        if type(each) is dict
        and any(type(value) is str and value == "password-8c1d" for value in each.values())
    ]
    assert len(services) == 1
    assert held == []


def test_a_refusal_is_not_asked_again(whmcs: Whmcs, new_client: NewClient) -> None:
    """A wrong secret does not become right by trying."""
    client = WhmcsClient(whmcs.url, "someone", "else")

    with pytest.raises(WhmcsAuthenticationError):
        client.get_products()
    assert whmcs.count("GetProducts") == 1
    client.close()


def test_a_list_without_pages_is_whole_or_an_error(new_stub: Any, new_client: NewClient) -> None:
    """Also a list that comes in one piece must have as many rows as it says."""
    stub = new_stub((200, JSON, b'{"result":"success","totalresults":5,"products":""}'))

    with pytest.raises(WhmcsListChangedError, match="GetProducts counts 5 rows but gave 0"):
        new_client(stub).get_products()
    assert len(stub.asked) == 3
    assert new_client(stub, accept_incomplete_lists=True).get_products() == []


DATA = '{"result":"success","client":{"firstname":"Ada","password":"hush-4711"'


@pytest.mark.parametrize(
    "body",
    [
        DATA,
        f"<br />\n<b>Warning</b>: Undefined index in /srv/x.php on line 3<br />{DATA}}}}}",
        f"[{DATA}",
        f"<whmcsapi>{DATA}<password>hush-4711</password>",
        f"<?xml version='1.0'?><whmcsapi><firstname>Ada</firstname><p>hush-4711</p>{DATA}",
        "x result=success;firstname=Ada;password=hush-4711",
    ],
)
def test_no_customer_data_is_in_an_error(new_stub: Any, new_client: NewClient, body: str) -> None:
    """An answer that is cut off or has something in front shows what is in front, and nothing of the data."""
    with pytest.raises(WhmcsReplyError) as caught:
        new_client(new_stub((200, JSON, body.encode()))).get_client(7)

    text = str(caught.value) + repr(vars(caught.value))
    assert [word for word in ("Ada", "hush-4711") if word in text] == []
    whole = body.endswith("}}")
    assert (f"good JSON ({len(DATA) + 2} characters)" in text) == whole
    assert ("data that is broken" in text) != whole
    assert ("Undefined index" in text) == ("Undefined index" in body)


def test_an_answer_nested_without_end_is_no_reply(new_stub: Any, new_client: NewClient) -> None:
    """What overwhelms the parser is an error like any other."""
    body = b'{"result":"success","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    with pytest.raises(WhmcsReplyError, match="not from WHMCS's API"):
        new_client(new_stub((200, JSON, body))).get_products()


def test_xml_that_is_cut_off_is_no_reply(new_stub: Any, new_client: NewClient) -> None:
    """Half a list in XML is not passed off as a whole one."""
    refused = b'{"result":"error","message":"Error generating JSON encoded response: Malformed UTF-8"}'
    half = (
        b"<whmcsapi><result>success</result><totalresults>1</totalresults><products><product><id>1</id>"
        b"<clientid>7</clientid><pid>1</pid><status>Sus"
    )

    with pytest.raises(WhmcsEncodingError):
        new_client(new_stub((200, JSON, refused), (200, "application/xml", half))).get_client_services()

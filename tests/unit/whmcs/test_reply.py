"""Answers of WHMCS: the reply in them, or the error that they are."""

from __future__ import annotations

import json

import pytest
from requests.structures import CaseInsensitiveDict

from pulumi_isp_provider import errors as base
from pulumi_isp_provider.transport.base import Request, Response
from pulumi_isp_provider.transport.redact import Redactor
from pulumi_isp_provider.whmcs import errors
from pulumi_isp_provider.whmcs.client import actions, reply

SECRET = "simSecret0123456789abcdefghijklmn"
REDACTOR = Redactor(SECRET)


def answer(body: str | bytes, status: int = 200) -> Response:
    return Response(
        status=status,
        headers=CaseInsensitiveDict(),
        body=body.encode() if isinstance(body, str) else body,
        elapsed=0.0,
        request=Request(method="POST", url="https://whmcs.example/includes/api.php"),
    )


def read(body: str | bytes, status: int = 200) -> reply.Reply:
    return reply.read(answer(body, status), actions.PRODUCTS, REDACTOR)


def refuse(message: str, status: int = 200) -> errors.WhmcsClientError:
    with pytest.raises(errors.WhmcsClientError) as caught:
        read(json.dumps({"result": "error", "message": message}), status)
    return caught.value


@pytest.mark.parametrize(
    ("message", "status", "kind"),
    [
        ("Invalid IP 203.0.113.7", 403, errors.WhmcsIpNotAllowedError),
        ("Forbidden IP 203.0.113.7", 400, errors.WhmcsIpNotAllowedError),
        ("Invalid or missing credentials", 403, errors.WhmcsAuthenticationError),
        ("Authentication Failed", 200, errors.WhmcsAuthenticationError),
        ("Invalid password provided", 403, errors.WhmcsAuthenticationError),
        ("Administrator Account Disabled", 403, errors.WhmcsAuthenticationError),
        ('Invalid Permissions: API action "getproducts" is not allowed', 403, errors.WhmcsPermissionError),
        ("Command Not Found", 200, errors.WhmcsUnknownActionError),
        ('Invalid API Action: "getproducts" is not a valid API action', 400, errors.WhmcsUnknownActionError),
        (
            "Error generating JSON encoded response: Malformed UTF-8 characters",
            200,
            errors.WhmcsEncodingError,
        ),
        ("Something else", 200, errors.WhmcsAPIError),
        ("Something else", 403, errors.WhmcsAuthenticationError),
        ("Something else", 429, errors.WhmcsRateLimitError),
        ("Something else", 503, errors.WhmcsServerError),
        ("API Command Restricted to Internal API", 200, errors.WhmcsAPIError),
        ("Empty action request", 400, errors.WhmcsAPIError),
    ],
)
def test_errors_are_told_apart_by_their_messages(
    message: str, status: int, kind: type[errors.WhmcsClientError]
) -> None:
    """WHMCS's own words decide, whatever the status; they reach the caller, with status and reply."""
    error = refuse(message, status)

    assert type(error) is kind
    assert message in str(error)
    assert (error.status_code, error.response_data) == (status, {"result": "error", "message": message})


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::7"])
def test_the_refused_address_is_in_the_error(address: str) -> None:
    """The address as WHMCS sees it is what must be put on its list."""
    error = refuse(f"Invalid IP {address}", 403)

    assert isinstance(error, errors.WhmcsIpNotAllowedError)
    assert error.ip == address
    assert f"Add {address}" in str(error)


def test_a_missing_permission_names_the_action() -> None:
    """The action is named as it stands in the list of API roles."""
    error = refuse('Invalid Permissions: API action "getproducts" is not allowed', 403)

    assert isinstance(error, errors.WhmcsPermissionError)
    assert error.action == "GetProducts"
    assert "Tick GetProducts" in str(error)
    assert isinstance(error, errors.WhmcsAuthenticationError)


def test_not_found_is_its_own_error() -> None:
    """Only the message of the action itself means that there is no such object."""
    body = json.dumps({"result": "error", "message": "Client Not Found"})

    with pytest.raises(errors.WhmcsNotFoundError):
        reply.read(answer(body), actions.CLIENT, REDACTOR)
    with pytest.raises(errors.WhmcsAPIError) as other:
        read(body)
    assert not isinstance(other.value, base.NotFoundError)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("result=error;message=Invalid IP 10.0.0.1", errors.WhmcsIpNotAllowedError),
        ("result=error;message=Authentication Failed;", errors.WhmcsAuthenticationError),
        (
            "result=error;message=Invalid Permissions: API action &quot;x&quot; is not allowed; ask;",
            errors.WhmcsPermissionError,
        ),
    ],
)
def test_a_refusal_in_pairs_is_understood(body: str, kind: type[errors.WhmcsClientError]) -> None:
    """Some builds refuse early in another form although JSON was asked for."""
    with pytest.raises(kind):
        read(body, 403)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><title>Security Warning</title></html>",
        b'Notice: Undefined index\n{"result":"success"}',
        b'{"result":"succ',
        b"[]",
        b"{}",
        b'{"data": 1}',
        b'"text"',
        b"\xff\xfe",
        b"<other/>",
    ],
)
@pytest.mark.parametrize("status", [200, 403, 404])
def test_what_is_no_reply_is_an_error_of_its_own(body: bytes, status: int) -> None:
    """A page of something else, half a reply or a stray JSON is never taken for an empty answer."""
    with pytest.raises(errors.WhmcsReplyError) as caught:
        read(body, status)

    assert isinstance(caught.value, base.MalformedResponseError)
    assert caught.value.status_code == status


def test_the_title_of_a_page_is_shown() -> None:
    """A person recognises a page by its title."""
    with pytest.raises(errors.WhmcsReplyError, match="'Security Warning'"):
        read("<html><head><title>\n Security  Warning </title></head></html>")


@pytest.mark.parametrize(
    ("status", "kind"), [(500, errors.WhmcsServerError), (429, errors.WhmcsRateLimitError)]
)
def test_a_page_with_a_telling_status_keeps_its_meaning(
    status: int, kind: type[errors.WhmcsClientError]
) -> None:
    """A failing server and a limit are told apart although their bodies are no replies."""
    with pytest.raises(kind):
        read("<html>Oops</html>", status)


def test_our_own_secret_is_not_in_an_error() -> None:
    """A page or a message that gives back what we sent does not get it into the error."""
    with pytest.raises(errors.WhmcsReplyError) as page:
        read(f"<html><body>_POST secret={SECRET}</body></html>")
    message = refuse(f"Bad secret {SECRET}")

    assert SECRET not in str(page.value)
    assert SECRET not in str(message)
    assert SECRET not in repr(message.response_data)


def test_passwords_are_dropped_wherever_they_are() -> None:
    """Keys that bear secrets vanish at any depth, before anybody sees them."""
    row = {"id": 1, "password": "hush", "Password2": "hush", "inner": [{"accesshash": "hush", "name": "x"}]}

    found = read(json.dumps({"result": "success", "products": {"product": [row]}}))

    assert found["products"] == {"product": [{"id": 1, "inner": [{"name": "x"}]}]}


def test_a_byte_order_mark_is_no_fault() -> None:
    """An editor's byte order mark in some PHP file comes before every answer."""
    assert read(b"\xef\xbb\xbf\r\n" + b'{"result":"success","a":1}')["a"] == 1


def test_status_counts_only_without_result() -> None:
    """An invoice has a status of its own; only without a result does the word error there count."""
    assert read('{"result":"success","status":"error"}')["status"] == "error"
    with pytest.raises(errors.WhmcsAPIError, match="No such thing"):
        read('{"status":"error","message":"No such thing"}')


def test_success_with_a_failing_status_is_no_success() -> None:
    """A proxy that caches or rewrites may give 502 with an old body."""
    with pytest.raises(errors.WhmcsReplyError):
        read('{"result":"success"}', 502)


def test_xml_has_the_shape_of_json() -> None:
    """Nested and repeated elements become objects and lists; a lone row stays alone."""
    body = (
        '<?xml version="1.0"?><whmcsapi version="8.13.3"><action>getproducts</action><result>success</result>'
        "<totalresults>2</totalresults><products><product><id>1</id><password>hush</password></product>"
        "<product><id>2</id><name>A &amp; B</name></product></products></whmcsapi>"
    )

    found = read(body)

    assert found == {
        "result": "success",
        "totalresults": "2",
        "products": {"product": [{"id": "1"}, {"id": "2", "name": "A & B"}]},
    }


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"more"'])
def test_xml_that_declares_a_document_type_is_refused(entity: str) -> None:
    """Its entities could name files, grow without end or hide text; WHMCS writes none."""
    body = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x {entity}>]>'
        "<whmcsapi><result>success</result><name>some &x; text</name></whmcsapi>"
    )

    with pytest.raises(errors.WhmcsReplyError, match="not from WHMCS"):
        read(body)


def xml(inside: str) -> str:
    return f"<whmcsapi><result>success</result><name>{inside}</name></whmcsapi>"


@pytest.mark.parametrize(
    "body",
    [
        xml("x" * 10_000_001),
        xml("<a>" * 300 + "x" + "</a>" * 300),
        xml("<a>x</b>"),
        xml("a & b"),
        xml("a &unknown; b"),
        xml("one</name><name>") + "<result>more</result></whmcsapi>",
    ],
    ids=["a text too long", "too many levels", "crossed", "bare ampersand", "unknown entity", "two roots"],
)
def test_xml_that_cannot_be_read_to_its_end_is_no_reply(body: str) -> None:
    """What a parser makes of it, up to where it meets a limit or a fault, is not passed off as the whole."""
    with pytest.raises(errors.WhmcsReplyError, match="not from WHMCS"):
        read(body)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "&#1;", "&#x1F;", "&#xD800;", "&#1114112;", "\ufffe"])
def test_signs_that_xml_cannot_hold_are_replaced(sign: str) -> None:
    """A password that cannot be decrypted may be made of them; it does not hide the services."""
    found = read(xml(f"a{sign}b &amp; &#233;"))

    assert found["name"] == "a\ufffdb & é"

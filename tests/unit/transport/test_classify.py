"""From a status line to a typed error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from requests.structures import CaseInsensitiveDict

from pulumi_isp_provider.errors import (
    AuthenticationError,
    ConfigurationError,
    ConnectError,
    IspError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    ServiceUnavailableError,
    ValidationError,
)
from pulumi_isp_provider.transport.base import Request, Response
from pulumi_isp_provider.transport.classify import (
    Classified,
    Translated,
    by_status,
    first_of,
    retry_after,
)
from pulumi_isp_provider.transport.http import Http

Ask = Callable[..., Request]
Serve = Callable[..., Any]


def answer(status: int, **headers: str) -> Response:
    fields = CaseInsensitiveDict({name.replace("_", "-"): text for name, text in headers.items()})
    request = Request(method="GET", url="http://host/thing")
    return Response(status=status, headers=fields, body=b"", elapsed=0.0, request=request)


@pytest.mark.parametrize(
    ("status", "kind", "transient", "effect_unknown"),
    [
        (401, AuthenticationError, False, False),
        (403, PermissionDeniedError, False, False),
        (407, ConfigurationError, False, False),
        (408, ServerError, True, True),
        (429, RateLimitError, True, False),
        (500, ServerError, True, True),
        (501, ServerError, False, True),
        (502, ServerError, True, True),
        (503, ServiceUnavailableError, True, False),
        (504, ServerError, True, True),
        (505, ServerError, False, True),
        (599, ServerError, True, True),
    ],
)
def test_status_decides(status: int, kind: type[IspError], transient: bool, effect_unknown: bool) -> None:
    """Each status that HTTP gives a meaning becomes its error, with what that means for repeating."""
    error = by_status(answer(status))
    assert type(error) is kind
    assert (error.is_transient, error.effect_unknown) == (transient, effect_unknown)
    assert error.context["status"] == status


@pytest.mark.parametrize("status", [200, 201, 202, 204, 304, 400, 404, 405, 409, 410, 422])
def test_the_rest_is_for_the_client(status: int) -> None:
    """Only the client knows how its vendor says "not found" or "refused"."""
    assert by_status(answer(status)) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": " 2.5 "}, 2.5),
        ({"Retry_After": "-3"}, 0.0),
        ({"Retry_After": "Wed, 21 Oct 2026 07:28:30 GMT"}, 30.0),
        ({"Retry_After": "Wed, 21 Oct 2026 07:27:00 GMT"}, 0.0),
        (
            {
                "Retry_After": "Wed, 21 Oct 2026 07:28:30 GMT",
                "Date": "Wed, 21 Oct 2026 07:28:20 GMT",
            },
            10.0,
        ),
        ({"Retry_After": "Wed, 21 Oct 2026 07:28:30 GMT", "Date": "yesterday"}, 30.0),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "nan"}, None),
        ({"Retry_After": "inf"}, None),
        ({"Retry_After": ""}, None),
        ({}, None),
    ],
)
def test_retry_after_in_both_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds or a date, which counts from the server's own clock where it shows it; nonsense is nothing."""
    now = 1792567680.0  # Wed, 21 Oct 2026 07:28:00 GMT
    assert retry_after(answer(429, **headers).headers, lambda: now) == seconds


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_wait_asked_for_is_in_the_error(status: int) -> None:
    """Wherever the server may ask to wait, the error carries it."""
    error = by_status(answer(status, Retry_After="9"))
    assert error is not None
    assert error.retry_after == 9.0


def test_error_tells_where_it_happened(serve: Serve, ask: Ask) -> None:
    """The answer, the operation, the address, the status and the request id are with the error."""
    server = serve(lambda call: call.reply(500, b"oops", X_Request_Id="abc-1"))
    request = ask(server.url)
    with Classified(Http()) as transport, pytest.raises(ServerError) as caught:
        transport.send(request)
    assert caught.value.response.body == b"oops"
    assert caught.value.context == {
        "operation": "things.get",
        "method": "GET",
        "url": server.url,
        "status": 500,
        "request_id": "abc-1",
    }


def test_what_the_classifier_says_itself_stays(serve: Serve, ask: Ask) -> None:
    """A vendor's own id for the request wins over the header."""
    server = serve(lambda call: call.reply(400, b"{}", X_Request_Id="abc-1"))

    def classify(response: Response) -> IspError | None:
        return ValidationError("name is too long", status=response.status, request_id="own")

    with Classified(Http(), classify) as transport, pytest.raises(ValidationError) as caught:
        transport.send(ask(server.url))
    assert caught.value.context["request_id"] == "own"


def test_answers_that_are_no_errors_pass(serve: Serve, ask: Ask) -> None:
    """A 404 is an answer to read."""
    server = serve(lambda call: call.reply(404, b"none"))
    with Classified(Http()) as transport:
        assert transport.send(ask(server.url)).status == 404


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff\xfe", b"[" * 200_000, b"9" * 10_000])
def test_what_is_not_json_is_a_value_error(body: bytes) -> None:
    """No text, cut off, wrong signs, endlessly nested, endless numbers: always the same error to catch."""
    request = Request(method="GET", url="http://host/thing")
    response = Response(status=200, headers=CaseInsensitiveDict(), body=body, elapsed=0.0, request=request)
    with pytest.raises(ValueError):  # noqa: PT011 - its texts are those of the standard library
        response.json()


def test_error_without_answer_has_no_response() -> None:
    """Whether there was an answer can be asked with hasattr."""
    assert not hasattr(ConnectError("no way"), "response")
    assert hasattr(ServerError("oops", response=answer(500)), "response")


def test_first_classifier_that_knows_decides() -> None:
    """A vendor's own rule goes before the general one."""

    def no_such_thing(response: Response) -> IspError | None:
        return NotFoundError("gone") if response.status == 403 else None

    classify = first_of(no_such_thing, by_status)
    assert isinstance(classify(answer(403)), NotFoundError)
    assert isinstance(classify(answer(401)), AuthenticationError)
    assert classify(answer(200)) is None


def test_translation_renames_what_went_wrong(closed_port: int, ask: Ask) -> None:
    """The caller sees its own family, and no trace of the other one."""

    class VendorError(IspError):
        pass

    def translate(error: IspError) -> IspError:
        return error if isinstance(error, VendorError) else VendorError(error.message, **error.context)

    transport = Translated(Translated(Http(), translate), translate)
    with transport, pytest.raises(VendorError) as caught:
        transport.send(ask(f"http://127.0.0.1:{closed_port}/"))
    assert caught.value.context["operation"] == "things.get"
    assert caught.value.__context__ is None

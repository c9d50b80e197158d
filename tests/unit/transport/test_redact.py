"""Nothing that leaves the transport holds a secret."""

from __future__ import annotations

import base64
import copy
import html
import json
import logging
import pickle
import re
import traceback
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, ClassVar
from urllib.parse import quote, quote_plus, urlencode

import pytest
import structlog
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from requests.structures import CaseInsensitiveDict

from pulumi_isp_provider.errors import (
    AuthenticationError,
    ConnectError,
    IspError,
    NetworkError,
    ServerError,
)
from pulumi_isp_provider.transport import vocabulary
from pulumi_isp_provider.transport.base import Request, Response, Transport
from pulumi_isp_provider.transport.http import Http
from pulumi_isp_provider.transport.logs import RedactingFilter, guarded_logger, structlog_processor
from pulumi_isp_provider.transport.redact import MASK, Redacted, Redactor, redacted
from pulumi_isp_provider.transport.stack import build

Ask = Callable[..., Request]
Serve = Callable[..., Any]

SECRET = "p&ss/w<rd\"'ü +1"
PLAIN = "s3cretT0ken"


def everything(error: BaseException) -> str:
    """All that any printer of exceptions could get hold of."""
    parts = ["".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())]
    seen: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in seen:
        seen.append(each)
        parts += [str(each), repr(each), repr(each.args), repr(vars(each))]
        if isinstance(each, IspError) and hasattr(each, "response"):
            parts += [repr(vars_of(each.response)), repr(vars_of(each.response.request))]
        each = each.__cause__ or each.__context__
    return "\n".join(parts)


def vars_of(message: Request | Response) -> dict[str, object]:
    return {name: getattr(message, name) for name in type(message).__slots__}


WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in a query": lambda secret: urlencode({"password": secret}),
    "in a path": quote,
    "quoted whole": lambda secret: quote(secret, safe=""),
    "quoted in small letters": lambda secret: re.sub("%..", lambda found: found[0].lower(), quote(secret)),
    "in an address in a query": lambda secret: urlencode({"to": "http://h/?" + urlencode({"p": secret})}),
    "in JSON": lambda secret: json.dumps({"password": secret}),
    "in JSON with all signs": lambda secret: json.dumps({"password": secret}, ensure_ascii=False),
    "in JSON by PHP": lambda secret: json.dumps(secret).replace("/", "\\/"),
    "in XML": lambda secret: xml_text(secret),
    "in an XML attribute": lambda secret: xml_attribute(secret),
    "in HTML": html.escape,
    "in a Python literal": lambda secret: repr({"password": secret}),
    "in a Python bytes literal": lambda secret: repr(secret.encode()),
    "in base64": lambda secret: base64.b64encode(secret.encode()).decode(),
    "in Basic authentication": lambda secret: "Basic " + base64.b64encode(f"me:{secret}".encode()).decode(),
    "in longer Basic authentication": lambda secret: base64.b64encode(
        f"user:{secret}\nmore".encode()
    ).decode(),
    "in base64 for addresses": lambda secret: base64.urlsafe_b64encode(f"x:{secret}".encode()).decode(),
}


def xml_text(secret: str) -> str:
    element = etree.Element("password")
    element.text = secret
    return etree.tostring(element, encoding="unicode")


def xml_attribute(secret: str) -> str:
    return etree.tostring(etree.Element("login", password=secret), encoding="unicode")


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("secret", [SECRET, PLAIN, "пароль", "a=b&c=d", "back\\slash", "100%sure"])
def test_secret_is_found_however_it_is_written(way: str, secret: str) -> None:
    """As it is, or encoded in any of the ways that the wire and the logs know."""
    text = f"before {WRITTEN[way](secret)} after"
    masked = Redactor(secret).mask(text)
    assert MASK in masked
    assert secret not in masked
    assert WRITTEN[way](secret) not in masked
    assert masked.startswith("before ")
    assert masked.endswith(" after")


def test_many_secrets() -> None:
    """A process that hands out a thousand tokens knows each of them, and stays usable."""
    redactor = Redactor()
    tokens = [f"{number}/{'&' * 300}" for number in range(1000)]
    for token in tokens:
        redactor.register(token)

    assert redactor.mask(" ".join(tokens)).split() == [MASK] * 1000


def test_redactor_goes_nowhere() -> None:
    """What knows all secrets is written into no state and no cache."""
    for carry in (pickle.dumps, copy.deepcopy, copy.copy):
        with pytest.raises(TypeError, match="holds secrets"):
            carry(Redactor(SECRET))


@settings(max_examples=200, deadline=None)
@given(
    secret=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=6
    ),
    user=st.text("abc", max_size=5),
    way=st.sampled_from([quote, quote_plus, html.escape, str, lambda text: json.dumps(text)[1:-1]]),
)
@example(secret="******", user="", way=str)
def test_any_secret_is_found(secret: str, user: str, way: Callable[[str], str]) -> None:
    """No sign in a secret lets it slip through, alone or in Basic authentication."""
    redactor = Redactor(secret)
    assert redactor.mask(f"<{way(secret)}>") == f"<{MASK}>"
    basic = base64.b64encode(f"{user}:{secret}".encode()).decode()
    masked = redactor.mask(basic)
    assert MASK in masked
    # What neighbouring bytes have a part in may stay: less than three signs on each side of the secret.
    assert len(masked) <= len(MASK) + len(basic) - len(secret.encode()) * 8 // 6 + 3


def test_token_registered_later_is_masked_too() -> None:
    """Tokens come with the login; the redactor learns them then."""
    redactor = Redactor("password-1")
    assert redactor.mask("token-99") == "token-99"
    redactor.register("token-99", None, "")
    assert redactor.mask("password-1 and token-99") == "*** and ***"


def test_longer_secret_is_masked_whole() -> None:
    """A secret that begins like another one leaves no tail behind."""
    assert Redactor("abcd", "abcdefgh").mask("abcdefgh abcd") == "*** ***"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('sessionid="36"', 'sessionid="***"'),
        ("<SessionId>36</SessionId>", "<SessionId>***</SessionId>"),
        ("36", "***"),
        ("136 ports in 360 shelves, 3.6 and a36b", "136 ports in 360 shelves, 3.6 and a36b"),
    ],
)
def test_short_secret_is_masked_only_where_it_stands_alone(text: str, masked: str) -> None:
    """A session id of two digits does not tear every number to pieces."""
    assert Redactor("36").mask(text) == masked


def test_secret_with_space_around_it_is_masked_without_it_too() -> None:
    """A token read from a file with a line break loses it on the way into the header."""
    assert Redactor("t0ken-1\n").mask("Bearer t0ken-1") == "Bearer ***"


def test_values_keep_their_kind() -> None:
    """Containers are masked inside; numbers stay unless they are a secret; other things become text."""

    class Thing:
        def __repr__(self) -> str:
            return f"Thing({PLAIN})"

    redactor = Redactor(PLAIN, "5550123", "36")
    value = redactor.value(
        {"a": [PLAIN, 1, 36, 2.5, None, True], PLAIN: (b"x" + PLAIN.encode(),), "n": 5550123, "t": Thing()}
    )
    assert value == {
        "a": ["***", 1, 36, 2.5, None, True],
        "***": (b"x***",),
        "n": "***",
        "t": "Thing(***)",
    }


def test_values_without_secrets_come_back_as_they_are() -> None:
    """Enumerations, dates and objects keep their class; an error in a container is masked where it is."""

    class Kind(StrEnum):
        A = "a"

    thing, error = object(), ServerError(PLAIN)
    redactor = Redactor(PLAIN)
    masked = redactor.value([Kind.A, thing, error])
    assert isinstance(masked, list)
    assert masked[0] is Kind.A
    assert masked[1] is thing
    assert masked[2] is error
    assert error.message == MASK


def test_objects_in_foreign_exceptions_become_text() -> None:
    """A foreign exception may carry what shows nothing and holds everything."""

    class Prepared:
        headers: ClassVar = {"Authorization": PLAIN}

        def __repr__(self) -> str:
            return "<Prepared>"

    error = RuntimeError("oops", Prepared())
    error.request = Prepared()  # type: ignore[attr-defined]  # as requests does it
    Redactor(PLAIN).error(error)
    assert (error.args, vars(error)) == (("oops", "<Prepared>"), {"request": "<Prepared>"})


def test_binary_body_without_secrets_is_left_alone() -> None:
    """Bytes that are no text survive, with a secret among them too."""
    redactor = Redactor(PLAIN)
    assert redactor.mask_bytes(b"\xff\x00\xfe") == b"\xff\x00\xfe"
    assert redactor.mask_bytes(b"\xff" + PLAIN.encode() + b"\xfe") == b"\xff***\xfe"


def full_request(secret: str) -> Request:
    return Request(
        method="POST",
        url=f"http://host/{quote(secret, safe='')}",
        params={"secret": secret},
        headers={"Authorization": "Bearer unknown", "X-Own": secret, "Accept": "text/xml"},
        body=f"<a>{secret}</a>".encode(),
        credential=secret,
    )


def full_response(secret: str) -> Response:
    return Response(
        status=500,
        headers=CaseInsensitiveDict({"Set-Cookie": "id=unknown", "X-Echo": secret}),
        body=json.dumps({"echo": secret}).encode(),
        elapsed=0.1,
        request=full_request(secret),
    )


def test_request_and_response_can_be_shown() -> None:
    """Copies for people and dumps: masked everywhere, credential headers even when nobody registered them."""
    redactor = Redactor(SECRET)
    shown = redactor.response(full_response(SECRET))
    assert shown.headers == {"Set-Cookie": MASK, "X-Echo": MASK}
    assert shown.json() == {"echo": MASK}
    assert shown.request.headers == {"Authorization": MASK, "X-Own": MASK, "Accept": "text/xml"}
    assert shown.request.params == {"secret": MASK}
    assert shown.request.url == "http://host/***"
    assert shown.request.body == b"<a>***</a>"
    assert shown.request.credential is None


def test_repr_shows_no_contents() -> None:
    """Printed by accident, a message shows where it went and not what was in it."""
    request = replace(full_request(PLAIN), url="http://host/")
    response = replace(full_response(PLAIN), request=request)
    assert PLAIN not in repr([request, response, Redactor(PLAIN)])


def test_dump_is_readable_short_and_masked() -> None:
    """For a person who looks for a fault: everything that matters, no secret, not a megabyte."""
    redactor = Redactor(SECRET)
    text = redactor.dump(full_request(SECRET)) + "\n" + redactor.dump(full_response(SECRET))
    assert "POST http://host/***\n  ?secret=***\n  Authorization: ***" in text
    assert '{"echo": "***"}' in text
    assert all(form(SECRET) not in text for form in (str, quote, quote_plus, html.escape))
    long = Request(method="POST", url="http://host/", body=b"x" * 1999 + SECRET.encode() + b"x" * 5000)
    assert "7002 bytes in all" in redactor.dump(long)
    assert "p&ss" not in redactor.dump(long)


class Failing(Transport):
    """Raises what it is given, from a frame that holds the secret."""

    def __init__(self, make: Callable[[], BaseException]) -> None:
        self._make = make

    def send(self, request: Request) -> Response:
        raise self._make()


def typed_error() -> IspError:
    error = ServerError(
        f"password {PLAIN} is wrong",
        hint=f"try another one than {PLAIN}",
        response=full_response(PLAIN),
        object=PLAIN,
        status=500,
        details={"echo": [PLAIN]},
    )
    error.add_note(f"note {PLAIN}")
    return error


def chained_error() -> IspError:
    outer = AuthenticationError(f"outer {PLAIN}")
    outer.__cause__ = outer.__context__ = inner = ConnectError(f"inner {PLAIN}")
    inner.__context__ = KeyError(full_request(PLAIN))
    return outer


def foreign_error() -> Exception:
    error = RuntimeError(f"bug {PLAIN}", full_request(PLAIN))
    error.request = full_request(PLAIN)  # type: ignore[attr-defined]  # as foreign libraries do it
    return error


def file_error() -> Exception:
    return OSError(2, f"no such {PLAIN}", f"/tmp/{PLAIN}")


def unicode_error() -> Exception:
    return UnicodeDecodeError("utf-8", PLAIN.encode(), 0, 1, f"bad {PLAIN}")


def json_error() -> Exception:
    return json.JSONDecodeError(f"bad {PLAIN}", PLAIN, 0)


def attribute_error() -> Exception:
    return AttributeError(f"no {PLAIN}", name="x", obj=PLAIN)


@pytest.mark.parametrize(
    "make",
    [typed_error, chained_error, foreign_error, file_error, unicode_error, json_error, attribute_error],
)
def test_exception_is_masked_in_every_corner(make: Callable[[], Exception]) -> None:
    """Message, arguments, context, notes, answer, causes, and what the built-in exceptions keep aside."""
    transport = Redacted(Failing(make), Redactor(PLAIN))
    with pytest.raises(type(make())) as caught:
        transport.send(Request(method="GET", url="http://host/"))
    assert PLAIN not in everything(caught.value)
    assert not isinstance(caught.value, OSError) or PLAIN not in str(caught.value.filename)


def test_masked_error_still_says_what_happened() -> None:
    """Numbers, types and the chain of typed causes stay; a foreign cause becomes a note."""
    transport = Redacted(Failing(chained_error), Redactor(PLAIN))
    with pytest.raises(AuthenticationError) as caught:
        transport.send(Request(method="GET", url="http://host/"))
    inner = caught.value.__cause__
    assert isinstance(inner, ConnectError)
    assert inner.message == "inner ***"
    assert inner.__context__ is None
    assert inner.__notes__[0].startswith("Behind it: KeyError: ")


def test_hidden_cause_stays_hidden() -> None:
    """What was hidden with "from None" is no news to whoever reads the error."""
    error = NetworkError("x")
    error.__context__, error.__suppress_context__ = KeyError(PLAIN), True
    Redactor(PLAIN).error(error)
    assert not hasattr(error, "__notes__")
    assert PLAIN not in everything(error)


def test_context_keys_are_not_masked() -> None:
    """A password that is a name of ours breaks no program that reads the context."""
    error = NetworkError("x", operation="operation", status=500)
    Redactor("operation", "status").error(error)
    assert error.context == {"operation": MASK, "status": 500}


def test_masked_error_can_be_pickled() -> None:
    """Errors cross process borders; so do masked ones."""
    error = typed_error()
    Redactor(PLAIN).error(error)
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.context, copy.response.status) == (str(error), error.context, 500)


def test_block_outside_of_the_chain_is_covered_too() -> None:
    """A client that reads an answer may put what it read into an error."""
    with pytest.raises(ValueError, match=r"^bad \*\*\*$"), redacted(Redactor(PLAIN)):
        raise ValueError(f"bad {PLAIN}")


def test_interruption_passes_untouched() -> None:
    """Ctrl-C is nobody's error."""
    interruption = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt) as caught:
        Redacted(Failing(lambda: interruption), Redactor(PLAIN)).send(
            Request(method="GET", url="http://host/")
        )
    assert caught.value is interruption


def test_debug_logs_of_all_layers_are_masked(
    serve: Serve, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    """urllib3 logs addresses with their queries, and we log failed exchanges: neither tells the secret."""
    caplog.set_level(logging.DEBUG)
    server = serve(lambda call: call.reply(500, PLAIN.encode()))
    redactor = Redactor(PLAIN)
    with build(Http(), redactor=redactor) as transport, pytest.raises(ServerError):
        transport.send(ask(server.url, params={"client_secret": PLAIN}))
    names = {record.name for record in caplog.records}
    assert {"urllib3.connectionpool", "pulumi_isp_provider.transport.redact"} <= names
    assert "client_secret=***" in caplog.text
    assert PLAIN not in caplog.text


def test_log_filter_masks_message_arguments_traceback_and_extra(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever part of a record holds the secret, no handler sees it."""
    redactor = Redactor(PLAIN)
    logger = logging.getLogger("test.redact.filter")
    logger.addFilter(RedactingFilter(redactor))
    error = ValueError(f"in the traceback {PLAIN}")
    logger.error("%s and %r", PLAIN, {"p": PLAIN}, exc_info=error, extra={"data": {"p": [PLAIN]}, "count": 3})
    (record,) = caplog.records
    assert record.message == "*** and {'p': '***'}"
    assert record.exc_info is None
    assert "in the traceback ***" in (record.exc_text or "")
    assert record.__dict__["data"] == {"p": ["***"]}
    assert record.__dict__["count"] == 3
    assert PLAIN not in caplog.text + repr(vars(record))


def test_guarded_logger_masks_for_every_redactor_that_lives(caplog: pytest.LogCaptureFixture) -> None:
    """Two clients, two redactors, one log."""
    first, second = Redactor("first-secret"), Redactor("second-secret")
    guarded_logger("test.redact.guarded").warning("first-secret second-secret")
    assert caplog.messages == ["*** ***"]
    assert (first.mask("first-secret"), second.mask("second-secret")) == (MASK, MASK)


def test_asking_twice_for_a_guarded_logger_guards_once() -> None:
    """Modules may be reloaded."""
    for _ in range(3):
        logger = guarded_logger("test.redact.once")
    assert len(logger.filters) == 1


def test_record_that_cannot_be_formatted_is_masked_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    """A wrong format string must not bring the secret to the handler's own error report."""
    redactor = Redactor(PLAIN)
    logger = logging.getLogger("test.redact.format")
    logger.addFilter(RedactingFilter(redactor))
    logger.warning("%d things", PLAIN)
    assert PLAIN not in caplog.text
    assert "%d things" in caplog.text


def test_structlog_events_are_masked() -> None:
    """As a processor, and as an event on its way through the standard library."""
    redactor = Redactor(PLAIN)
    event: MutableMapping[str, Any] = {"event": f"login {PLAIN}", "body": {"password": PLAIN}, "count": 3}
    lines: list[str] = []
    logger = structlog.wrap_logger(
        type("Sink", (), {"info": lambda self, line: lines.append(line)})(),
        processors=[structlog_processor(redactor), structlog.processors.JSONRenderer()],
    )
    logger.info(f"login {PLAIN}", body={"password": PLAIN})
    assert json.loads(lines[0]) == {"event": "login ***", "body": {"password": "***"}}
    assert structlog_processor()(None, "info", dict(event)) == {
        "event": "login ***",
        "body": {"password": "***"},
        "count": 3,
    }
    record = logging.makeLogRecord({"msg": dict(event)})
    RedactingFilter(redactor).filter(record)
    assert record.msg == {"event": "login ***", "body": {"password": "***"}, "count": 3}


OURS = "network"
"""A password that is a word of this program's own texts."""


def answered(body: bytes, **headers: str) -> Response:
    request = Request(method="GET", url="https://h/api/v1/networks", params={"p": OURS}, body=OURS.encode())
    return Response(status=400, headers=CaseInsensitiveDict(headers), body=body, elapsed=0.0, request=request)


SENTENCE = "The network was not sent: name: Missing data (operation networks.list, url https://h/networks)"


@pytest.mark.parametrize("secret", [OURS, "net", "etwo", "Missing", "was"])
def test_word_of_ours_stays_in_a_sentence_of_ours(secret: str) -> None:
    """It stands there whatever the secret is; a hole would tell that the secret is what stands there else."""
    error = IspError(
        SENTENCE, hint="Correct the network.", operation="networks.list", url="https://h/networks"
    )

    Redactor(secret, "s3cret").error(error)

    assert error.message == SENTENCE
    assert error.args == (SENTENCE,)
    assert error.hint == "Correct the network."
    assert error.context == {"operation": "networks.list", "url": "https://h/networks"}


@pytest.mark.parametrize("secret", ["s3cret", "correct-horse", "sent: name", "qwertz", "hunter", "Networkx"])
def test_what_is_no_word_of_ours_goes_from_every_sentence(secret: str) -> None:
    """Only our own words are spared, and only as words: a secret with anything else in it never is."""
    error = IspError(f"The network {secret} was not sent", hint=f"Not {secret}", object=f"a {secret}")

    Redactor(secret).error(error)

    assert secret not in everything(error)


@pytest.mark.parametrize(
    "text",
    [
        "network",
        " network ",
        "password='network'",
        'said "network" once',
        "?secret=network&x=1",
        "<password>network</password>",
        "https://me:network@host/",
        "login network@host",
        "it is called 'the network of hill' there",
        'our neighbour\'s is called "the network of hill"',
    ],
)
def test_word_of_ours_that_is_a_value_goes(text: str) -> None:
    """Quoted, assigned, in an element or alone it is no word of a sentence."""
    assert OURS not in Redactor(OURS).mask_own(text)


@pytest.mark.parametrize(
    "answer",
    [
        answered(b"login failed for network"),
        answered(b'{"message": "the password net\\u0077ork is wrong"}'),
        answered(b"<p>the password net&#119;ork is wrong</p>"),
        answered(b"", X_Error="the password network is wrong"),
    ],
    ids=["as it is", "escaped in JSON", "escaped in HTML", "in a header"],
)
def test_error_that_may_quote_its_answer_spares_nothing(answer: Response) -> None:
    """Where the answer holds the secret, the sentence about it may have got it from there."""
    error = ServerError("the password network is wrong", response=answer, details="network failed")
    error.hint = "not the network again"

    Redactor(OURS).error(error)

    assert OURS not in error.message + str(error.args) + str(error.hint) + repr(error.context)
    assert OURS not in repr(vars_of(error.response))


def test_answer_without_the_secret_has_not_put_it_there() -> None:
    """The sentence is ours then, and stays whole; what came and what was sent is masked all the same."""
    error = ServerError("the network is gone", response=answered(b"no such thing"))

    Redactor(OURS).error(error)

    assert error.message == "the network is gone"
    assert error.response.request.params == {"p": MASK}
    assert error.response.request.body == MASK.encode()


@pytest.mark.parametrize(
    "attach",
    [
        lambda error: setattr(error, "__cause__", ValueError("the network is the password")),
        lambda error: error.add_note("the network is the password"),
        lambda error: setattr(error, "elsewhere", "the network is the password"),
    ],
    ids=["cause", "note", "own field"],
)
def test_word_of_ours_goes_from_what_is_not_ours(attach: Callable[[Exception], object]) -> None:
    """Other people's exceptions, notes and fields that nobody knows are no sentences of ours."""
    error = IspError("gone")
    attach(error)

    Redactor(OURS).error(error)

    assert OURS not in everything(error)


def test_word_of_ours_goes_from_what_was_read() -> None:
    """An error out of the reading of an answer may quote it without carrying it."""
    with pytest.raises(IspError, match=r"the password \*\*\* is wrong"), redacted(Redactor(OURS)):
        raise IspError("the password network is wrong")


def test_word_of_ours_goes_from_values_and_foreign_exceptions() -> None:
    """A plain text is anybody's, unless it is said that it is ours."""
    redactor = Redactor(OURS)
    error = ValueError("the network is the password")

    redactor.error(error)

    assert redactor.mask("the network is the password") == f"the {MASK} is the password"
    assert redactor.value(["the network is the password"]) == [f"the {MASK} is the password"]
    assert OURS not in everything(error)


def test_word_of_ours_in_log_lines(caplog: pytest.LogCaptureFixture) -> None:
    """The template is ours, the values are anybody's; a number that must be masked breaks no line."""
    redactor = Redactor(OURS, "4711")
    logger = logging.getLogger("test.redact.own")
    logger.addFilter(RedactingFilter(redactor))

    logger.warning("the network says: %s", "the network is the password")
    logger.warning("the network is gone")
    logger.warning("the network took %d s", 4711)
    logger.warning("the network %s", {"p": OURS})
    logger.warning("%(network)s", {"network": "x network"})

    assert caplog.messages == [
        f"the network says: the {MASK} is the password",
        "the network is gone",
        f"the {MASK} took {MASK} s",
        f"the {MASK} {{'p': '{MASK}'}}",
        f"x {MASK}",
    ]


def test_without_sources_nothing_is_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can tell which words are ours, every word goes."""
    monkeypatch.setattr(vocabulary, "_words", frozenset)

    assert Redactor(OURS).mask_own("the network is gone") == f"the {MASK} is gone"

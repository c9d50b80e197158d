"""Replies that no CMS sends: typed errors, no expansion, no secret."""

from __future__ import annotations

import logging
import re
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulumi_isp_provider.calix.client.client import Config, SyncCMSClient
from pulumi_isp_provider.calix.client.models import Ont
from pulumi_isp_provider.calix.client.nbi import replies
from pulumi_isp_provider.calix.client.nbi.wire import AuthReply, RpcReply
from pulumi_isp_provider.calix.errors import CalixError, MalformedReplyError
from pulumi_isp_simulators import CmsVendor, Simulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.calix.conftest import ScriptedServer

    from pulumi_isp_provider.calix.client.e7 import E7
    from pulumi_isp_provider.calix.client.nbi.cms import Cms

Sim = Simulator[CmsVendor]

ENVELOPE = "<Envelope><Body><rpc-reply><ok/></rpc-reply></Body></Envelope>"
BOMB = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
TAGS = [
    *("Envelope", "Body", "rpc-reply", "auth-reply", "ResultCode", "SessionId", "rpc-error", "error-message"),
    *("ok", "data", "top", "object", "type", "id", "ont", "children", "child", "more", "after"),
    *("action-reply", "match", "get", "get-config", "ontprof", "us-sdber-rate", "linked-pon", "uptime"),
]
TEXTS = st.sampled_from(
    ["", "Ont", "System", "5", "0", "-1", "x", " ", "&amp;", "<!-- -->", "<![CDATA[<]]>", "\xe9"]
)
PARTS = (
    st.sampled_from([form.format(tag) for tag in TAGS for form in ("<{}>", "</{}>", "<{}/>")])
    | TEXTS
    | st.sampled_from(["<?pi?>", "&nope;", "\x00", "<", "<type>Ont</type>", "<ResultCode>0</ResultCode>"])
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda tree: f"<{tree[0]}>{''.join(tree[1])}</{tree[0]}>"
    ),
    max_leaves=25,
)


LISTED = "<children><child><type>Ont</type>{}</child></children>"
PLACES = (
    "<data><top><object><type>Ont</type><id><ont>5</ont></id>{}</object></top></data>",
    f"<data><top><object><type>System</type><id/>{LISTED}</object></top></data>",
    "<action-reply><match><get-config><object><type>Ont</type>{}</object></get-config></match></action-reply>",
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PARTS, max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_gives_a_reply_or_a_typed_error(text: str) -> None:
    """Both readers take whatever comes."""
    for body in (text.encode("utf-8", "surrogatepass"), f"<Envelope><Body><rpc-reply>{text}".encode()):
        for read, kind in ((replies.read_rpc_reply, RpcReply), (replies.read_auth_reply, AuthReply)):
            try:
                found = read(body)
            except MalformedReplyError:
                continue
            assert isinstance(found, kind)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.lists(TREES, max_size=4).map("".join), place=st.sampled_from(["{}", *PLACES]))
def test_any_inside_of_a_reply_gives_a_result_or_a_typed_error(
    scripted: tuple[ScriptedServer, E7], body: str, place: str
) -> None:
    """Whole reads, with any elements at any place of their reply."""
    server, e7 = scripted
    server.answer(server.login)
    e7._cms.session.open()
    server.answer(server.reply(place.format(body)))
    with suppress(CalixError):
        assert isinstance(e7.query_ont("1", 5), Ont | None)
    with suppress(CalixError):
        assert isinstance(e7.query_ont("1", 5, live=False), Ont | None)
    with suppress(CalixError):
        assert all(isinstance(ont, Ont) for ont in e7.query_ont("1"))


@pytest.mark.parametrize(
    "body",
    [
        BOMB + ENVELOPE.replace("<ok/>", "&m;"),
        BOMB + ENVELOPE.replace("<rpc-reply>", '<rpc-reply nodename="&m;">'),
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">' + ENVELOPE,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + ENVELOPE.replace("<ok/>", "&x;"),
        "<Envelope><Body><rpc-reply>" + "<a>" * 100 + "</a>" * 100 + "</rpc-reply></Body></Envelope>",
        "<Envelope><Body><rpc-reply>" + "<a>" * 100_000,
        "<a><b/></a>",
        "<Envelope/>",
        "<Envelope><Body/></Envelope>",
        "",
        "   ",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_depth_and_other_documents_are_refused(body: str, encoding: str) -> None:
    """Nothing is expanded, fetched or taken for a reply."""
    with pytest.raises(MalformedReplyError):
        replies.read_rpc_reply(body.encode(encoding))


def test_a_reply_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body beyond the limit is not even parsed."""
    monkeypatch.setattr(replies, "MAX_REPLY_BYTES", 100)
    with pytest.raises(MalformedReplyError, match="more than 100 bytes"):
        replies.read_rpc_reply(b"<Envelope>" + b"x" * 100)


def test_no_secret_is_in_errors_logs_or_representations(
    sim: Sim, patient: tuple[E7, Cms], config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    """A run with every kind of failure, logged in full: neither the password nor a session id shows."""
    caplog.set_level(logging.DEBUG)
    e7, cms = patient
    shown: list[str] = [repr(config), repr(cms.session), repr(e7)]
    e7.create_ont("1", 5, ont_profile=162)
    for action, parameters in (
        ("reset_after", {}),
        ("garbage", {}),
        ("expire", {}),
        ("status", {"status": 500}),
        ("status", {"status": 401}),
        ("truncate", {"bytes": 30}),
    ):
        fault = sim.fault("ont.merge", action, times=1000, **parameters)
        try:
            e7.update_ont("1", 5, description="x")
        except CalixError as error:
            shown += [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error))]
        assert fault.struck
        sim.clear_faults()
    cms.logger.info(
        "a line", password=config.credentials.password, headers={"x": config.credentials.password}
    )
    cms.close()
    everything = "\n".join([*shown, *(f"{each.getMessage()} {vars(each)}" for each in caplog.records)])
    assert "a line" in everything
    assert config.credentials.password not in everything
    first = sim.vendor.first_session_id
    sessions = range(first, first + sim.count("login"))
    assert len(sessions) > 1
    assert [number for number in sessions if str(number) in everything] == []


def test_the_words_of_a_cms_that_repeats_the_session_are_masked(
    scripted: tuple[ScriptedServer, E7],
) -> None:
    """A server that echoes the session id into its message does not get it into the error."""
    server, e7 = scripted
    server.answer(
        server.login,
        server.reply("<rpc-error><error-message>refused for 48151623</error-message></rpc-error>"),
    )
    with pytest.raises(CalixError, match=r"refused for \*\*\*") as caught:
        e7.update_ont("1", 5, description="x")
    assert "48151623" not in repr(vars(caught.value))


def test_an_answer_made_of_secrets_is_not_quoted(
    scripted: tuple[ScriptedServer, E7], configure: Callable[..., Config]
) -> None:
    """What stands in the place of a reply is named in the error, but not where it is one of our secrets."""
    server, _ = scripted
    config = Config({"username": "admin", "password": "hunter2"}, configure(server.url).connection)
    shown: list[str] = []

    def work(config: Config) -> None:
        with SyncCMSClient(config) as client:
            client.authenticate()
            client.e7.query_ont("1", 5)

    for answers in (
        [b"<Envelope><Body><hunter2/></Body></Envelope>"],
        [server.login, b"<Envelope><Body><s48151623/></Body></Envelope>"],
        [server.login, server.reply("<ok/>").replace(b"NTWK-1", b"48151623")],
    ):
        server.answer(*answers)
        with pytest.raises(MalformedReplyError) as caught:
            work(config)
        shown += [str(caught.value), repr(vars(caught.value)), *traceback.format_exception(caught.value)]
        assert caught.value.operation in {"session.login", "onts.show"}
    assert "***" in shown[0]
    assert not re.search("hunter2|48151623", "\n".join(shown))


def test_the_clients_show_no_secret(config: Config) -> None:
    """Neither face shows the password."""
    with SyncCMSClient(config) as client:
        assert config.credentials.password not in f"{client!r} {client.config!r} {vars(client)!r}"

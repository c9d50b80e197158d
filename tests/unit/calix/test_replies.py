"""What comes back: every wrapper and every error that real systems were seen to send."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from pulumi_isp_provider import errors
from pulumi_isp_provider.calix import errors as exceptions
from pulumi_isp_provider.calix.client.models import Ont
from pulumi_isp_provider.calix.client.nbi import replies
from pulumi_isp_provider.calix.client.nbi.attributes import decode
from pulumi_isp_provider.calix.client.nbi.refusals import refusal
from pulumi_isp_provider.calix.client.nbi.wire import ObjectRef, RpcError
from pulumi_isp_provider.calix.errors import (
    AlreadyExistsError,
    AuthenticationError,
    InvalidValueError,
    MalformedReplyError,
    NodeUnavailableError,
    NotFoundError,
    OntExistsError,
    OntNotFoundError,
    OperationError,
    SessionExpiredError,
    SessionTableFullError,
    UnknownAttributeError,
)

if TYPE_CHECKING:
    from tests.unit.calix.conftest import ScriptedServer

    from pulumi_isp_provider.calix.client.e7 import E7

ONT = (
    "<type>Ont</type><id><ont>1113</ont></id><admin>enabled</admin><serno> 00ab12 </serno><reg-id></reg-id>"
    "<subscr-id>S1</subscr-id><descr></descr><ontprof><type>OntProf</type><id>"
    '<ontprof name="812G">162</ontprof></id></ontprof><pwe3prof></pwe3prof>'
    "<low-rx-opt-pwr-ne-thresh>-30.00</low-rx-opt-pwr-ne-thresh>"
    "<linked-pon><type>GponPort</type><id><shelf>1</shelf><card>2</card><gponport>3</gponport></id></linked-pon>"
)
STATE = (
    "<type>Ont</type><id><ont>1113</ont></id><op-stat>enable</op-stat><derived-states>child-prov present"
    "</derived-states><model>812G-1</model><uptime>n/a</uptime><opt-sig-lvl>-21.3</opt-sig-lvl><crit>0</crit>"
    "<curr-committed>true</curr-committed>"
)
SESSION_ERROR = (
    "<rpc-error><error-type>application</error-type><error-tag>operation failed</error-tag>"
    "<error-severity>error</error-severity>"
    "<error-message>session not exist, SESSION ID REQUIRED.</error-message></rpc-error>"
)


def failure(message: str, severity: str = "error") -> str:
    return (
        "<rpc-error><error-type>application</error-type><error-tag>operation-failed</error-tag>"
        f'<error-severity>{severity}</error-severity><error-message xml:lang="en">{message}</error-message>'
        "</rpc-error>"
    )


def wrapped(payload: str, open_: str, close: str) -> bytes:
    return f"{open_}{payload}{close}".encode()


@pytest.mark.parametrize(
    ("open_", "close"),
    [
        ("<Envelope><Body>", "</Body></Envelope>"),
        ('<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>', "</Body></Envelope>"),
        (
            '<soapenv:Envelope xmlns:soapenv="www.w3.org/2003/05/soap-envelope"><soapenv:Body>',
            "</soapenv:Body></soapenv:Envelope>",
        ),
        ('\n  <?xml version="1.0" encoding="UTF-8"?>\n<Envelope><Body>\n', "\n</Body></Envelope>\n"),
    ],
)
@pytest.mark.parametrize("xmlns", ["", ' xmlns=""', ' message-id="1"'])
def test_login_replies_are_read_in_every_wrapper(open_: str, close: str, xmlns: str) -> None:
    """With and without prefix, default namespace, prolog and white space, the session is found."""
    payload = f"<auth-reply{xmlns}><ResultCode>0</ResultCode><SessionId> 580 </SessionId></auth-reply>"
    found = replies.read_auth_reply(wrapped(payload, open_, close))
    assert (found.result_code, found.session_id) == (0, "580")


def test_an_rpc_reply_is_read_with_unknown_attributes(scripted: tuple[ScriptedServer, E7]) -> None:
    """The E7's own length and timeout attributes do no harm."""
    server, _ = scripted
    body = server.reply("<ok/>").replace(b"<rpc-reply ", b'<rpc-reply length="000346" timeout="35000" ')
    assert replies.read_rpc_reply(body).is_success


def test_one_object_is_read(scripted: tuple[ScriptedServer, E7]) -> None:
    """Data without ok is success; text is trimmed, references give their number, nothing gives None."""
    server, _ = scripted
    found = replies.read_rpc_reply(server.reply(f"<data><top><object>{ONT}</object></top></data>"))
    assert found.is_success
    assert found.objects
    ont = decode(Ont, "NTWK-1", found.objects[0])
    assert (ont.ont_id, ont.serial_number, ont.subscriber_id, ont.ont_profile) == (
        "1113",
        "00AB12",
        "S1",
        "162",
    )
    assert (ont.reg_id, ont.description, ont.pwe3_profile) == (None, None, None)
    assert (ont.low_rx_opt_pwr_ne_thresh, ont.linked_pon, ont.op_state) == (-30.0, "1/2/3", None)


@pytest.mark.parametrize("ok", ["<ok/>", ""])
def test_both_halves_of_an_ont_are_read(scripted: tuple[ScriptedServer, E7], ok: str) -> None:
    """A show-ont reply gives what is provisioned and what is live, with and without ok."""
    server, e7 = scripted
    match = (
        f"<match><get-config><object>{ONT}</object></get-config><get><object>{STATE}</object></get></match>"
    )
    server.answer(server.login, server.reply(f"{ok}<action-reply>{match}</action-reply>"))
    ont = e7.query_ont("1", 1113)
    assert ont is not None
    assert (ont.op_state, ont.derived_states, ont.model) == ("enable", ("child-prov", "present"), "812G-1")
    assert (ont.receive_level, ont.critical_alarms, ont.software_committed) == (-21.3, 0, True)
    assert ont.uptime is None, "what the E7 cannot say in numbers decides nothing"


def test_the_live_half_may_be_missing(scripted: tuple[ScriptedServer, E7]) -> None:
    """An ONT that is not there has only what is provisioned."""
    server, e7 = scripted
    match = f"<match><get-config><object>{ONT}</object></get-config></match>"
    server.answer(server.login, server.reply(f"<ok/><action-reply>{match}</action-reply>"))
    ont = e7.query_ont("1", 1113)
    assert ont is not None
    assert (ont.admin_state, ont.op_state) == ("enabled", None)


@pytest.mark.parametrize(
    "body",
    ["<ok/><action-reply></action-reply>", "<action-reply/>", failure("ONT not found")],
)
def test_no_hit_is_none_and_an_empty_list(scripted: tuple[ScriptedServer, E7], body: str) -> None:
    """All ways of saying that there is none mean the same."""
    server, e7 = scripted
    server.answer(server.login, server.reply(body))
    assert e7.query_ont("1", 1113) is None
    assert e7.query_ont("1", serial_number="AB12") == []


def test_an_empty_listing_is_empty(scripted: tuple[ScriptedServer, E7]) -> None:
    """Children without a child are an empty list."""
    server, e7 = scripted
    body = "<data><top><object><type>System</type><id></id><children></children></object></top></data>"
    server.answer(server.login, server.reply(body))
    assert e7.query_ont("1") == []


@pytest.mark.parametrize("body", ["<data><top></top></data>", "<data/>", "<ok/>"])
def test_a_listing_of_nothing_is_no_empty_listing(scripted: tuple[ScriptedServer, E7], body: str) -> None:
    """A reply that does not say what it lists is refused: an empty list would mean that all ONTs are gone."""
    server, e7 = scripted
    server.answer(server.login, server.reply(body))
    with pytest.raises(MalformedReplyError):
        e7.query_ont("1")


def ont(ont_id: int, inside: str = "") -> str:
    return f"<object><type>Ont</type><id><ont>{ont_id}</ont></id>{inside}</object>"


@pytest.mark.parametrize(
    ("body", "operation"),
    [
        (f"<action-reply><match><get-config>{ont(7)}</get-config></match></action-reply>", "show"),
        (f"<data><top>{ont(7)}</top></data>", "read"),
        (f"<data><top>{ont(7)}</top></data>", "create"),
        (f"<data><top>{ont(7)}</top></data>", "update"),
        ("<data><top><object><type>Vlan</type><id><vlan>5</vlan></id></object></top></data>", "read"),
        (f"<data><top>{ont(7, '<children></children>')}</top></data>", "services"),
    ],
)
def test_an_answer_about_another_object_is_refused(
    scripted: tuple[ScriptedServer, E7], body: str, operation: str
) -> None:
    """Another subscriber's ONT is never handed out as the one that was asked for."""
    server, e7 = scripted
    calls: dict[str, Callable[[], object]] = {
        "show": lambda: e7.query_ont("1", 5),
        "read": lambda: e7.query_ont("1", 5, live=False),
        "create": lambda: e7.create_ont("1", 5, ont_profile=162),
        "update": lambda: e7.update_ont("1", 5, description="x"),
        "services": lambda: e7.query_ethernet_service("1", 5),
    }
    server.answer(server.login, server.reply(body))
    with pytest.raises(MalformedReplyError, match="Ont 5 was asked for") as caught:
        calls[operation]()
    assert caught.value.object == "Ont 5"


def test_a_local_profile_may_be_answered_without_its_prefix(scripted: tuple[ScriptedServer, E7]) -> None:
    """It is the same profile, written in two ways."""
    server, e7 = scripted
    body = "<data><top><object><type>OntProf</type><id><ontprof>3</ontprof></id></object></top></data>"
    server.answer(server.login, server.reply(body))
    found = e7.query_ont_profile("1", "local:3")
    assert found is not None
    assert found.profile_id == "3"


def test_ok_alone_does_not_say_that_there_is_none(scripted: tuple[ScriptedServer, E7]) -> None:
    """A read that names neither an object nor a refusal is an error, not a missing ONT."""
    server, e7 = scripted
    server.answer(server.login, server.reply("<ok/>"))
    for read in (
        lambda: e7.query_ont("1", 5),
        lambda: e7.query_ont("1", 5, live=False),
        lambda: e7.query_ont("1", serial_number="AB12"),
    ):
        with pytest.raises(MalformedReplyError, match="did not say"):
            read()


LISTED = (
    "<object><type>System</type><id/><children><child><type>Ont</type><id><ont>7</ont></id></child><more/>"
    "</children></object>"
)


@pytest.mark.parametrize(
    ("live", "page"),
    [
        (True, f"<action-reply><match><get-config>{ont(7)}</get-config></match><more/></action-reply>"),
        (False, f"<data><top>{LISTED}</top></data>"),
    ],
)
def test_a_list_whose_last_ont_vanishes_between_pages_is_no_short_list(
    scripted: tuple[ScriptedServer, E7], live: bool, page: str
) -> None:
    """The E7 does not find what the next page starts after: an error, not the end.

    Nor is it a missing ONT: whoever looks for another one would take that for gone.
    """
    server, e7 = scripted
    server.answer(server.login, server.reply(page), server.reply(failure("ONT not found")))
    with pytest.raises(OperationError, match="broke off after Ont 7") as caught:
        e7.query_ont("1", live=live)
    assert not isinstance(caught.value, errors.NotFoundError)
    assert caught.value.cms_message == "ONT not found"


def answered_for(node: str, body: str) -> bytes:
    return f"<Envelope><Body><rpc-reply {node}>{body}</rpc-reply></Body></Envelope>".encode()


@pytest.mark.parametrize("body", [f"<data><top>{ont(5)}</top></data>", failure("ONT not found"), "<ok/>"])
def test_an_answer_for_another_node_is_refused(scripted: tuple[ScriptedServer, E7], body: str) -> None:
    """An ONT of the same number on another E7 is another subscriber; nor is ours gone because theirs is."""
    server, e7 = scripted
    server.answer(server.login, answered_for('nodename="NTWK-2"', body))
    for call in (e7.query_ont, e7.update_ont, e7.delete_ont, e7.reset_ont):
        with pytest.raises(MalformedReplyError, match="answered for NTWK-2 where NTWK-1 was asked") as caught:
            call("1", 5)
        assert caught.value.effect_unknown
        assert (caught.value.node, caught.value.object) == ("NTWK-1", "Ont 5")


@pytest.mark.parametrize(
    ("network", "node"),
    [
        ("1", ""),
        ("1", 'nodename=""'),
        ("Sayre 2", 'nodename=" ntwk-SAYRE  2"'),
        ("Sayre 2", 'nodename="Sayre 2"'),
        ("Ærø", 'nodename="NTWK-&#195;&#134;r&#195;&#184;"'),
    ],
)
def test_a_node_name_that_does_not_contradict_is_passed_over(
    scripted: tuple[ScriptedServer, E7], network: str, node: str
) -> None:
    """Missing, in other letters, without its prefix, or garbled outside of ASCII."""
    server, e7 = scripted
    server.answer(server.login, answered_for(node, f"<data><top>{ont(5)}</top></data>"))
    assert e7.query_ont(network, 5, live=False) is not None


def test_a_serial_number_is_looked_for_in_every_spelling(scripted: tuple[ScriptedServer, E7]) -> None:
    """As given, without zeros as an E7 shows it, with zeros as the label has it; each once."""
    server, e7 = scripted
    server.answer(server.login)
    e7._cms.session.open()
    for given, spellings in (
        ("CXNK00ABC123", ["00ABC123", "ABC123"]),
        ("abc123", ["ABC123", "00ABC123"]),
        ("0ABC123", ["0ABC123", "ABC123", "00ABC123"]),
        ("12345678", ["12345678"]),
    ):
        server.requests.clear()
        server.answer(server.reply("<ok/><action-reply></action-reply>"))
        assert e7.query_ont("1", serial_number=given) == []
        assert re.findall("<serno>(.*?)</serno>", str(server.requests)) == spellings
        server.requests.clear()
        server.answer(server.reply(failure("DiscOnt not found")))
        assert e7.query_discovered_ont("1", given) is None
        assert re.findall("<discont>CXNK(.*?)</discont>", str(server.requests)) == spellings


@pytest.mark.parametrize("value", ["nan", "inf", "1e999"])
def test_a_level_that_no_number_compares_with_is_refused(
    scripted: tuple[ScriptedServer, E7], value: str
) -> None:
    """It would differ from itself, in every plan."""
    server, e7 = scripted
    threshold = f"<low-rx-opt-pwr-ne-thresh>{value}</low-rx-opt-pwr-ne-thresh>"
    server.answer(server.login, server.reply(f"<data><top>{ont(5, threshold)}</top></data>"))
    with pytest.raises(MalformedReplyError, match="low-rx-opt-pwr-ne-thresh"):
        e7.query_ont("1", 5, live=False)


@pytest.mark.parametrize("charset", ['"\x00"', "utf-\xfc", "utf-16", "rot13", "none"])
def test_a_charset_that_is_none_is_passed_over(scripted: tuple[ScriptedServer, E7], charset: str) -> None:
    """The bytes are read as what they can be."""
    server, e7 = scripted
    server.answer(server.login)
    e7._cms.session.open()
    server.content_type = f"text/xml;charset={charset}"
    server.answer(server.reply(f"<data><top>{ont(5)}</top></data>"))
    assert e7.query_ont("1", 5, live=False) is not None
    server.content_type = "text/xml"


def test_pages_follow_each_other(scripted: tuple[ScriptedServer, E7]) -> None:
    """The next page is asked for after the last object; an empty last page ends the list."""
    server, e7 = scripted

    def page(*ids: int, more: bool = False) -> bytes:
        children = "".join(f"<child><type>Ont</type><id><ont>{each}</ont></id></child>" for each in ids)
        return server.reply(
            "<data><top><object><type>System</type><id></id><children>"
            f"{children}{'<more/>' if more else ''}</children></object></top></data>"
        )

    server.answer(server.login, page(1, 2, more=True), page(5, more=True), page())
    assert [ont.ont_id for ont in e7.query_ont("1")] == ["1", "2", "5"]
    assert b"<after><type>Ont</type><id><ont>2</ont></id></after>" in server.requests[-2]
    assert b"<after><type>Ont</type><id><ont>5</ont></id></after>" in server.requests[-1]


def test_pages_that_go_in_circles_are_refused(scripted: tuple[ScriptedServer, E7]) -> None:
    """A server that sends the same page for ever gets an error, not an endless loop."""
    server, e7 = scripted
    page = server.reply(
        "<data><top><object><type>System</type><id></id><children><child><type>Ont</type><id><ont>1</ont></id>"
        "</child><more/></children></object></top></data>"
    )
    server.answer(server.login, page)
    with pytest.raises(MalformedReplyError):
        e7.query_ont("1")
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("message", "kind", "general"),
    [
        ("session not exist, SESSION ID REQUIRED.", SessionExpiredError, errors.AuthenticationError),
        ("unknown attribute pkt-rate in attr-list", UnknownAttributeError, errors.ValidationError),
        ("ONT already exists", OntExistsError, errors.AlreadyExistsError),
        ("ONT not found", OntNotFoundError, errors.NotFoundError),
        ("Object not found", OntNotFoundError, errors.NotFoundError),
        ("Unable to decode XML ID", InvalidValueError, errors.ValidationError),
        ("Internal Error", InvalidValueError, errors.ValidationError),
        ("Node NTWK-7 not found", NodeUnavailableError, errors.ServiceUnavailableError),
        ("network is not connected", NodeUnavailableError, errors.ServiceUnavailableError),
        ("something new", OperationError, errors.ResponseError),
    ],
)
def test_failures_inside_of_a_200_are_typed_errors(
    message: str, kind: type[exceptions.CalixError], general: type[errors.IspError]
) -> None:
    """Each wording gives its class, which is also the general class, and keeps the E7's own words."""
    error = refusal(
        [RpcError(message=message)],
        subject=ObjectRef("Ont", (("ont", "5"),)),
        node="NTWK-1",
        operation="onts.read",
    )
    assert type(error) is kind
    assert isinstance(error, general)
    assert (error.node, error.operation, error.object) == ("NTWK-1", "onts.read", "Ont 5")
    assert error.cms_message == message
    assert message in str(error)


def test_a_failure_is_never_taken_for_success(scripted: tuple[ScriptedServer, E7]) -> None:
    """An rpc-error decides, even where ok and data stand beside it."""
    server, e7 = scripted
    body = f"<ok/>{failure('Internal Error')}<data><top><object>{ONT}</object></top></data>"
    server.answer(server.login, server.reply(body))
    with pytest.raises(InvalidValueError, match="Internal Error"):
        e7.update_ont("1", 1113, description="x")


def test_a_success_with_warnings_is_a_success(scripted: tuple[ScriptedServer, E7]) -> None:
    """Warnings are logged; the result is the result."""
    server, e7 = scripted
    body = f"<ok/>{failure('ONT is not present', 'warning')}<data><top><object>{ONT}</object></top></data>"
    server.answer(server.login, server.reply(body))
    assert e7.update_ont("1", 1113, description="x").ont_id == "1113"


@pytest.mark.parametrize("body", ["", failure("careful", "warning"), "<unheard-of/>"])
def test_an_answer_without_a_result_is_no_success(scripted: tuple[ScriptedServer, E7], body: str) -> None:
    """Neither ok nor data nor action-reply: nothing says that it worked."""
    server, e7 = scripted
    server.answer(server.login, server.reply(body))
    with pytest.raises(MalformedReplyError) as caught:
        e7.update_ont("1", 1113, description="x")
    assert caught.value.effect_unknown


def test_a_warning_without_a_result_is_named(scripted: tuple[ScriptedServer, E7]) -> None:
    """Whoever reads the error learns what the E7 said, and is not sent to look for a proxy."""
    server, e7 = scripted
    server.answer(server.login, server.reply(failure("ONT is not present", "warning")))

    with pytest.raises(
        MalformedReplyError, match="a warning and without a result: ONT is not present"
    ) as caught:
        e7.update_ont("1", 1113, description="x")

    assert caught.value.effect_unknown
    assert caught.value.cms_message == "ONT is not present"
    assert "proxy" not in str(caught.value)
    assert "Look in the CMS whether it took effect" in str(caught.value)


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (6, "", AuthenticationError),
        (6, "User or password wrong", AuthenticationError),
        (9, "Maximum number of sessions reached", SessionTableFullError),
        (6, "too many sessions for this user", SessionTableFullError),
        (17, "", AuthenticationError),
        (7, "no session: the user lacks Full CMS Administration", AuthenticationError),
        (7, "the session table is full", SessionTableFullError),
        (7, "No free session available", SessionTableFullError),
        (7, "sessions of this user are exhausted", SessionTableFullError),
    ],
)
def test_a_refused_login_says_why(
    scripted: tuple[ScriptedServer, E7], code: int, message: str, kind: type[AuthenticationError]
) -> None:
    """The code and the words are in the error; a full session table has a class of its own."""
    server, e7 = scripted
    server.answer(
        f"<Envelope><Body><auth-reply><ResultCode>{code}</ResultCode><ResultMessage>{message}</ResultMessage>"
        "</auth-reply></Body></Envelope>".encode()
    )
    with pytest.raises(AuthenticationError, match=f"ResultCode {code}") as caught:
        e7.query_ont("1", 5)
    assert type(caught.value) is kind
    assert isinstance(caught.value, errors.AuthenticationError)
    assert message in str(caught.value)


def test_a_full_session_table_is_not_filled_further(scripted: tuple[ScriptedServer, E7]) -> None:
    """After a refusal nothing is sent for a while, however many operations are asked for."""
    server, e7 = scripted
    server.answer(
        b"<Envelope><Body><auth-reply><ResultCode>9</ResultCode>"
        b"<ResultMessage>no more sessions, limit reached</ResultMessage></auth-reply></Body></Envelope>"
    )
    for _ in range(20):
        with pytest.raises(SessionTableFullError):
            e7.query_ont("1", 5)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("prolog", "encoding", "content_type"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8", "text/xml"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "iso-8859-1", "text/xml"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "iso-8859-1", "text/xml;charset=UTF-8"),
        ("", "utf-8", "text/xml"),
        ("", "iso-8859-1", "text/xml;charset=ISO-8859-1"),
        ("", "iso-8859-1", "text/xml"),
        ("", "utf-8", "text/xml;charset=nonsense"),
    ],
)
def test_replies_are_read_in_utf_8_and_in_latin_1(
    scripted: tuple[ScriptedServer, E7], prolog: str, encoding: str, content_type: str
) -> None:
    """The body's own word counts, then the header's, then what the bytes can be."""
    server, e7 = scripted
    server.content_type = content_type
    body = f"<data><top><object>{ONT.replace('<descr>', '<descr>Ærøskøbing')}</object></top></data>"
    server.answer(server.login, server.reply(body, prolog=prolog, encoding=encoding))
    ont = e7.query_ont("1", 1113, live=False)
    assert ont is not None
    assert ont.description == "Ærøskøbing"


def test_an_unreadable_value_is_an_error_with_its_place(scripted: tuple[ScriptedServer, E7]) -> None:
    """A provisioned number that is none is refused, with node and object."""
    server, e7 = scripted
    body = f"<data><top><object>{ONT}<us-sdber-rate>five</us-sdber-rate></object></top></data>"
    server.answer(server.login, server.reply(body))
    with pytest.raises(MalformedReplyError, match="us-sdber-rate") as caught:
        e7.query_ont("1", 1113, live=False)
    assert (caught.value.node, caught.value.object) == ("NTWK-1", "Ont 1113")


def test_an_id_that_is_taken_names_the_object_type() -> None:
    """What is not an ONT gives the general class."""
    error = refusal([RpcError(message="Vlan already exists")], subject=ObjectRef("Vlan", (("vlan", "7"),)))
    assert type(error) is AlreadyExistsError


def test_a_refusal_in_words_that_nobody_knows_says_what_to_do() -> None:
    """The E7 has more reasons than are known here: its words stay, and the reader is told where to look."""
    error = refusal([RpcError(message="profile is in use")], subject=ObjectRef("Ont", (("ont", "5"),)))

    assert type(error) is OperationError
    assert "profile is in use (object Ont 5)" in str(error)
    assert "What to do: The reason stands in the message" in str(error)


ONT_5 = ObjectRef("Ont", (("ont", "5"),))
SERVICE = ObjectRef("EthSvc", (("ont", "5"), ("ontslot", "3"), ("ontethany", "1"), ("ethsvc", "2")))
ONT_PROFILE = ObjectRef("OntProf", (("ontprof", "999"),))
PWE3_PROFILE = ObjectRef("OntPwe3Prof", (("ontpwe3prof", "7"),))
BANDWIDTH = ObjectRef("BwProf", (("bwprof", "8"),))


@pytest.mark.parametrize(
    ("words", "subject", "is_new", "kind", "about"),
    [
        ("OntProf 999 not found", ONT_5, True, NotFoundError, "OntProf 999"),
        ("OntProf 999 not found", ONT_5, False, NotFoundError, "OntProf 999"),
        ("OntPwe3Prof 7 not found", ONT_5, True, NotFoundError, "OntPwe3Prof 7"),
        ("ontpwe3prof does not exist", ONT_5, False, NotFoundError, "OntPwe3Prof 7"),
        ("no such profile", ONT_5, False, NotFoundError, "OntProf 999 or OntPwe3Prof 7 or BwProf 8"),
        ("ONT not found", ONT_5, False, OntNotFoundError, "Ont 5"),
        ("ONT not found", SERVICE, True, OntNotFoundError, "Ont 5"),
        ("ONT not found", SERVICE, False, OntNotFoundError, "Ont 5"),
        ("BwProf 8 not found", SERVICE, True, NotFoundError, "BwProf 8"),
        ("port not found", SERVICE, True, NotFoundError, "port"),
        ("no such card", ONT_5, True, NotFoundError, "card"),
        ("not found", ONT_5, True, NotFoundError, "what it needs"),
        ("EthSvc not found", SERVICE, False, NotFoundError, "EthSvc 5/3/1/2"),
        ("object not found", ONT_5, False, OntNotFoundError, "Ont 5"),
    ],
)
def test_what_is_missing_is_what_the_other_side_names(
    words: str, subject: ObjectRef, is_new: bool, kind: type[exceptions.CalixError], about: str
) -> None:
    """A profile that does not exist is no missing ONT; an object that is to be made is not missing itself."""
    references = (ONT_PROFILE, PWE3_PROFILE, BANDWIDTH)
    error = refusal([RpcError(message=words)], subject=subject, references=references, is_new=is_new)

    assert type(error) is kind
    assert error.object == about
    if about != str(subject):
        assert is_new or str(subject) in str(error) or kind is OntNotFoundError
    assert "pulumi" not in str(error)


def test_a_missing_profile_says_nothing_about_an_ont_that_is_read(
    scripted: tuple[ScriptedServer, E7],
) -> None:
    """A read refers to nothing, so such an answer is an error; taken for "none", it would drop an ONT."""
    server, e7 = scripted
    server.answer(server.login, server.reply(failure("profile not found")))

    with pytest.raises(OperationError, match="profile not found") as caught:
        e7.query_ont("1", 5, live=False)
    assert type(caught.value) is OperationError
    with pytest.raises(OperationError, match="profile not found"):
        e7.delete_ont("1", 5)


def test_a_search_that_finds_no_ont_in_words_is_empty(scripted: tuple[ScriptedServer, E7]) -> None:
    """How an E7 says that no ONT fulfils a condition is not known; this would be one way."""
    server, e7 = scripted
    server.answer(server.login, server.reply(failure("ONT not found")))

    assert e7.query_ont("1", subscriber_id="S1") == []


def test_a_refusal_without_end_is_cut() -> None:
    """Its beginning tells what it means; whatever sits at the address may send megabytes."""
    error = refusal([RpcError(message="ONT not found " + "node " * 1000)], subject=ONT_5)

    assert type(error) is OntNotFoundError
    assert len(error.cms_message or "") == 2000

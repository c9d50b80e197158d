"""The envelope: both reply wrappers, and everything that the server lets pass."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from pulumi_isp_simulators import CmsVendor

ENVELOPE_LOGIN = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><auth message-id="1"><login>'
    "<UserName>admin</UserName><Password>simulated</Password></login></auth></e:Body></e:Envelope>"
)
SHOW = "<action><action-type>show-ont</action-type><action-args><serno>ABC123</serno></action-args></action>"


def test_login_reply_has_no_prefix_and_a_small_decimal_session_id(start: Any) -> None:
    """Element for element the login reply that clients parse."""
    cms = start(first_session_id=36)

    assert cms.login() == (
        "<Envelope><Body><auth-reply><ResultCode>0</ResultCode><SessionId>37</SessionId>"
        "</auth-reply></Body></Envelope>"
    )


@pytest.mark.parametrize(("username", "password"), [("admin", "wrong"), ("nobody", "simulated"), ("", "")])
def test_login_with_wrong_credentials_is_result_6_with_status_200(
    cms: Any, username: str, password: str
) -> None:
    """A refusal has a code, a message and no session."""
    text = cms.login(username, password)

    assert "<ResultCode>6</ResultCode><ResultMessage>" in text
    assert "SessionId" not in text


def test_logout_ends_the_session_once(cms: Any) -> None:
    """The first logout answers 0, the second 2, and the session is unknown after it."""
    first, second = cms.logout(), cms.logout()

    assert first.startswith("<Envelope><Body><auth-reply><ResultCode>0</ResultCode>")
    assert second.startswith("<Envelope><Body><auth-reply><ResultCode>2</ResultCode>")
    assert cms.error(SHOW) == "session not exist, SESSION ID REQUIRED."


@pytest.mark.parametrize("path", ["/cmsweb/nc", "//cmsweb//nc", "/cmsae/ae/netconf"])
def test_a_session_from_the_door_of_other_equipment_is_good_for_an_e7(cms: Any, path: str) -> None:
    """Clients log in and out there, and ask the E7 at its own door in between."""
    e7, other = cms.url, f"{cms.sim.url}{path}"
    cms.logout()
    cms.url = other
    assert "<ResultCode>0</ResultCode>" in cms.login()
    cms.url = e7
    assert cms.body(SHOW).startswith("<ok/>")
    cms.url = other
    assert "<ResultCode>0</ResultCode>" in cms.logout()
    cms.url = e7
    assert cms.error(SHOW) == "session not exist, SESSION ID REQUIRED."
    assert (cms.sim.count("login"), cms.sim.count("logout")) == (2, 2)


@pytest.mark.parametrize("path", ["/cmsweb/nc", "/cmsae/ae/netconf"])
def test_there_is_no_e7_behind_the_door_of_other_equipment(cms: Any, path: str) -> None:
    """An rpc there meets the check of its session, then no node of that name; it is no operation of an E7."""
    cms.url = f"{cms.sim.url}{path}"

    assert cms.error(SHOW, session="999") == "session not exist, SESSION ID REQUIRED."
    assert "NTWK-North" in cms.error(SHOW)
    assert (cms.sim.count("show-ont"), cms.sim.count("unknown")) == (0, 2)


def test_the_containers_cookie_is_for_the_door_that_was_used(cms: Any) -> None:
    """Each door is an application of its own to the servlet container."""
    for path, scope in (("/cmsexc/ex/netconf", "/cmsexc"), ("/cmsweb/nc", "/cmsweb")):
        answer = requests.post(cms.sim.url + path, data=ENVELOPE_LOGIN, timeout=30)
        assert answer.cookies.get("JSESSIONID", path=scope)


def test_logout_needs_the_user_of_the_session(cms: Any) -> None:
    """Another user name cannot end a session."""
    assert "<ResultCode>2</ResultCode>" in cms.logout(username="somebody")
    assert cms.body(SHOW).startswith("<ok/>")


def test_session_error_comes_out_as_captured(cms: Any) -> None:
    """The dump of a real reply, field for field: a space in the tag, no attribute on the message."""
    text = cms.text(SHOW, session="999")

    assert text == (
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
        '<rpc-reply message-id="45" nodename="NTWK-North"><rpc-error><error-type>application</error-type>'
        "<error-tag>operation failed</error-tag><error-severity>error</error-severity>"
        "<error-message>session not exist, SESSION ID REQUIRED.</error-message>"
        "</rpc-error></rpc-reply></soapenv:Body></soapenv:Envelope>"
    )


@pytest.mark.parametrize("session", ["", "abc", "580x", "-1", "٥٨٠", "9" * 5000, "580 OR 1=1"])
def test_session_ids_that_are_none_are_refused_like_unknown_ones(cms: Any, session: str) -> None:
    """Whatever stands in sessionid, the answer is the same sentence."""
    assert cms.error(SHOW, session=session) == "session not exist, SESSION ID REQUIRED."


def test_escaped_signs_in_attributes_are_what_they_stand_for(start: Any) -> None:
    """A user and a network whose names need escaping in an attribute are the ones that the seed means."""
    cms = start({"networks": [{"name": 'R&D <"2">'}]}, username='noc & "co"')
    cms.login("noc &amp; &quot;co&quot;")
    body = cms.request(SHOW, node="NTWK-R&amp;D &lt;&quot;2&quot;&gt;")

    answer = cms.post(body.replace('username="admin"', 'username="noc &amp; &#34;co&quot;"'))

    assert 'nodename="NTWK-R&amp;D &lt;&quot;2&quot;&gt;"><ok/><action-reply>' in answer.text


def test_messages_of_the_e7_carry_an_attribute(cms: Any, reading: Any) -> None:
    """Relayed errors have xml:lang on the message, by which one client tells them."""
    reply = cms.rpc(reading("get", "<type>Ont</type><id><ont>5</ont></id><attr-list>pkt-rate</attr-list>"))
    message = reply.find("rpc-error/error-message")

    assert message.text == "unknown attribute pkt-rate in attr-list"
    assert message.attrib == {"{http://www.w3.org/XML/1998/namespace}lang": "en"}


@pytest.mark.parametrize(
    "content_type",
    [
        "text/xml;charset=ISO-8859-1",
        "text/xml;charset=ISO8859-1",
        "text/plain;charset=UTF-8",
        "application/json;charset=UTF-8",
        "text/xml; charset=utf-8",
        "application/x-www-form-urlencoded",
        "nonsense",
    ],
)
def test_content_type_does_not_matter(cms: Any, content_type: str) -> None:
    """The server reads the body as XML whatever the header says."""
    answer = cms.post(cms.request(SHOW), headers={"Content-Type": content_type})

    assert "<serno>ABC123</serno>" in answer.text
    assert answer.headers["Content-Type"] == "text/xml;charset=UTF-8"


@pytest.mark.parametrize(
    "namespace",
    [
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/2003/05/soap-envelope",
        "www.w3.org/2003/05/soap-envelope",
    ],
)
def test_any_soap_namespace_is_taken(cms: Any, namespace: str) -> None:
    """All three namespaces that clients send, one of which is no URL."""
    body = cms.request(SHOW).replace("http://schemas.xmlsoap.org/soap/envelope/", namespace)

    assert "<serno>ABC123</serno>" in cms.post(body).text


@pytest.mark.parametrize("before", ["", "\n    ", " \t\r\n"])
def test_white_space_before_the_prolog_is_skipped(cms: Any, before: str) -> None:
    """Two clients in production indent the prolog, which is not XML."""
    body = before + '<?xml version="1.0" encoding="UTF-8"?>\n' + cms.request(SHOW)

    assert "<serno>ABC123</serno>" in cms.post(body).text


def test_double_slashes_in_the_path_are_one(cms: Any) -> None:
    """One client posts to //cmsexc/ex/netconf."""
    host = urlsplit(cms.url)
    body = cms.request(SHOW).encode()
    with socket.create_connection((host.hostname, host.port), timeout=30) as wire:
        head = f"POST //cmsexc//ex/netconf HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        wire.sendall(head.encode() + body)
        answer = b""
        while b"</soapenv:Envelope>" not in answer:
            answer += wire.recv(65536) or pytest.fail("closed early")

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"<serno>ABC123</serno>" in answer


def test_a_get_with_a_body_is_taken_and_other_methods_are_not(cms: Any) -> None:
    """One client sends edits with GET."""
    taken = requests.get(cms.url, data=cms.request(SHOW), timeout=30)

    assert "<serno>ABC123</serno>" in taken.text
    assert requests.put(cms.url, data="x", timeout=30).status_code == 405
    assert requests.post(cms.sim.url + "/cms/nbi", data="x", timeout=30).status_code == 404


def test_attributes_come_in_any_order_and_message_ids_need_not_differ(cms: Any) -> None:
    """The same constant id twice, attributes reversed, no timeout."""
    body = cms.request(SHOW).replace(
        f'message-id="45" nodename="NTWK-North" timeout="35000" username="admin" sessionid="{cms.session}"',
        f"sessionid='{cms.session}' username='admin' nodename='NTWK-North' message-id='VADER-001'",
    )
    answers = [cms.post(body).text for _ in range(2)]

    assert answers[0] == answers[1]
    assert '<rpc-reply message-id="VADER-001" nodename="NTWK-North">' in answers[0]


def test_texts_are_trimmed_and_elements_may_stand_on_their_own_lines(cms: Any) -> None:
    """A client indents the action type and leaves white space around everything."""
    reply = cms.rpc(
        "\n<action>\n <action-type>\n  show-ont\n </action-type>\n"
        " <action-args>\n  <serno> ABC123 </serno>\n </action-args>\n</action>\n"
    )

    assert reply.findtext("action-reply/match/get/object/id/ont") == "5"


def test_latin_1_bytes_without_a_declaration_are_read(cms: Any, editing: Any) -> None:
    """Clients announce ISO-8859-1 in the header only."""
    edit = editing("<type>Ont</type><id><ont>20</ont></id><descr>Straße</descr>", 'operation="merge"')

    cms.post(cms.request(edit).encode("iso-8859-1"))
    latin = cms.ont(20)["descr"]
    cms.post(cms.request(edit.replace("Straße", "Łódź")).encode("utf-8"))

    assert latin == "Straße"
    assert cms.ont(20)["descr"] == "Łódź"


def test_values_are_escaped_in_replies(cms: Any) -> None:
    """An ampersand in a description does not break the reply."""
    assert "<descr>north &amp; south</descr>" in cms.body(SHOW)


def test_replies_set_a_servlet_cookie_that_need_not_come_back(cms: Any) -> None:
    """JSESSIONID is set on each reply to a caller without one."""
    assert "JSESSIONID" in cms.post(cms.request(SHOW)).cookies
    assert not cms.post(cms.request(SHOW), cookies={"JSESSIONID": "X"}).cookies


def test_unknown_nodes_and_operations_are_refused_in_the_body(cms: Any) -> None:
    """Status 200 and an rpc-error, for each kind of nonsense."""
    assert cms.error(SHOW, node="North") == "Node North not found"
    assert cms.error(SHOW, node="NTWK-north") == "Node NTWK-north not found"
    assert cms.error("<action><action-type>dance</action-type></action>") == "unknown action dance"
    assert cms.error("<lock/>")
    assert "<rpc-error>" in cms.post("<Envelope><Body/></Envelope>").text
    assert "<rpc-error>" in cms.post("").text


def test_a_node_that_is_not_connected_says_so(cms: Any) -> None:
    """A node can be taken off behind the client's back and comes back."""
    cms.sim.change("networks", "North", {"connected": False})
    off = cms.error(SHOW)
    cms.sim.change("networks", "North", {"connected": True})

    assert off == "Node NTWK-North is not connected"
    assert cms.body(SHOW).startswith("<ok/>")


def test_length_and_timeout_are_relayed_when_asked_for(start: Any) -> None:
    """As recorded on the device: length first, six digits, the length of the whole rpc-reply."""
    cms = start(relay_attributes=True)
    text = cms.text("<action><action-type>show-alarms</action-type></action>")
    reply = text[text.index("<rpc-reply") : text.index("</soapenv:Body>")]

    assert reply.startswith(f'<rpc-reply length="{len(reply):06d}" message-id="45" nodename="NTWK-North"')
    assert ' timeout="35000">' in reply


def test_auth_replies_can_carry_a_default_namespace(start: Any) -> None:
    """The switch for what nobody has seen: a namespace on the envelope, none below."""
    cms = start(auth_namespace="urn:soap")

    assert cms.login().startswith('<Envelope xmlns="urn:soap"><Body><auth-reply xmlns=""><ResultCode>0<')


def test_the_password_is_neither_in_the_log_nor_in_the_repr(cms: Any) -> None:
    """Secrets stay inside."""
    cms.login("admin", "a-wrong-guess")

    assert "simulated" not in str([entry.body for entry in cms.sim.requests])
    assert "a-wrong-guess" not in str([entry.body for entry in cms.sim.requests])
    assert "s3cret" not in repr(CmsVendor(password="s3cret"))

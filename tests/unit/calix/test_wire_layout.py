"""What goes out on the wire: layouts that CMS clients in production use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from pulumi_isp_provider.calix.client.models import Ont
from pulumi_isp_provider.calix.client.nbi import rpc
from pulumi_isp_provider.calix.client.nbi.rpc import Edit, Read
from pulumi_isp_provider.calix.client.nbi.wire import SYSTEM, ObjectRef

if TYPE_CHECKING:
    from tests.unit.calix.conftest import ScriptedServer

    from pulumi_isp_provider.calix.client.e7 import E7

ONT = ObjectRef("Ont", (("ont", "5"),))


def canonical(xml: str | bytes) -> bytes:
    return etree.tostring(
        etree.fromstring(xml, etree.XMLParser(remove_blank_text=True)), method="c14n", exclusive=True
    )


def written(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (
            rpc.read(Read.CONFIG, ONT),
            """
            <get-config><source><running/></source><filter type="subtree"><top><object>
            <type>Ont</type><id><ont>5</ont></id></object></top></filter></get-config>
            """,
        ),
        (
            rpc.read(Read.STATE, SYSTEM),
            '<get><filter type="subtree"><top><object><type>System</type><id/></object></top></filter></get>',
        ),
        (
            rpc.read_children(
                Read.CONFIG,
                SYSTEM,
                "Ont",
                filters={"admin": "enabled"},
                attributes=("admin", "serno"),
                after=ONT,
            ),
            """
            <get-config><source><running/></source><filter type="subtree"><top><object>
            <type>System</type><id/><children><type>Ont</type><after><type>Ont</type><id>
            <ont>5</ont></id></after><attr-filter><admin>enabled</admin></attr-filter>
            <attr-list>admin serno</attr-list></children></object></top></filter></get-config>
            """,
        ),
        (
            rpc.edit(Edit.MERGE, ONT, {"serno": "0", "linked-pon": ""}, get_config=True),
            """
            <edit-config><target><running/></target><config><top>
            <object operation="merge" get-config="true"><type>Ont</type><id><ont>5</ont></id>
            <serno>0</serno><linked-pon/></object></top></config></edit-config>
            """,
        ),
        (
            rpc.edit(Edit.DELETE, ONT, {}, force=True),
            """
            <edit-config><target><running/></target><config><top>
            <object operation="delete" force="true"><type>Ont</type><id><ont>5</ont></id></object>
            </top></config></edit-config>
            """,
        ),
        (
            rpc.action("show-ont", [("ontprof", ObjectRef("OntProf", (("ontprof", "1"),)))]),
            """
            <action><action-type>show-ont</action-type><action-args><ontprof><type>OntProf</type>
            <id><ontprof>1</ontprof></id></ontprof></action-args></action>
            """,
        ),
        (
            rpc.action("set-to-default", target=ONT),
            """
            <action><action-type>set-to-default</action-type><action-args><type>Ont</type><id>
            <ont>5</ont></id></action-args></action>
            """,
        ),
    ],
)
def test_operations_have_the_layout_that_an_e7_knows(built: etree._Element, expected: str) -> None:
    """Reads, pages, merges, deletes and actions are laid out as recorded."""
    assert written(built) == canonical(expected)


def test_login_is_in_no_namespace_inside_of_a_soap_body() -> None:
    """The login is the one that every known client sends, with the password escaped."""
    sent = rpc.login("admin", 'a<b&"c')
    assert canonical(sent) == canonical(
        """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
            <soapenv:Body><auth message-id="1"><login><UserName>admin</UserName>
            <Password>a&lt;b&amp;"c</Password></login></auth></soapenv:Body></soapenv:Envelope>
            """
    )


def test_an_rpc_names_session_node_user_and_time_out() -> None:
    """The attributes of rpc are those that a CMS checks."""
    sent = rpc.envelope(
        rpc.read(Read.CONFIG, ONT), node="NTWK-Sayre 2", username="u", session="580", message_id=7
    )
    found = etree.fromstring(sent).find(".//rpc")
    assert found is not None
    assert {str(name): value for name, value in found.attrib.items()} == {
        "message-id": "7",
        "nodename": "NTWK-Sayre 2",
        "username": "u",
        "sessionid": "580",
        "timeout": "35000",
    }


@pytest.mark.parametrize("text", ["Ærøskøbing", "中文", "a<b>&\"'", "]]>", "\u00a0x", "🙂"])
def test_requests_are_ascii_and_carry_any_text(text: str) -> None:
    """A request reads the same as UTF-8 and as ISO-8859-1, whatever text is in it."""
    sent = rpc.envelope(
        rpc.edit(Edit.MERGE, ONT, {"descr": text}), node="NTWK-1", username="u", session="1", message_id=1
    )
    assert sent.isascii()
    assert etree.fromstring(sent).findtext(".//descr") == text
    as_latin = sent.replace(b"UTF-8", b"ISO-8859-1", 1)
    assert etree.fromstring(as_latin).findtext(".//descr") == text


def test_a_session_cannot_be_read_out_through_a_text(scripted: tuple[ScriptedServer, E7]) -> None:
    """A description that looks like the place for the session is not filled with it."""
    server, e7 = scripted
    server.answer(
        server.login,
        server.reply("<data><top><object><type>Ont</type><id><ont>5</ont></id></object></top></data>"),
    )
    e7.update_ont("1", 5, description='sessionid=""')
    assert server.requests[-1].count(b"48151623") == 1
    assert b'<descr>sessionid=""</descr>' in server.requests[-1]


def test_creating_sends_everything_that_was_given(scripted: tuple[ScriptedServer, E7]) -> None:
    """Each attribute of an ONT has its element, references in full."""
    server, e7 = scripted
    server.answer(
        server.login,
        server.reply("<ok/><data><top><object><type>Ont</type><id><ont>7</ont></id></object></top></data>"),
    )
    made = e7.create_ont(
        "1",
        None,
        serial_number="cxnk00abc123",
        reg_id="1234567890",
        subscriber_id="S-1",
        description="north & south",
        ont_profile="local:3",
        pwe3_profile=1,
        us_sdber_rate=5,
        low_rx_opt_pwr_ne_thresh=-28,
        high_rx_opt_pwr_ne_thresh="-7.5",  # type: ignore[arg-type] # people write it as text
        battery_present=False,
        pse_max_power_budget=30,
        poe_class_control="disabled",
    )
    assert isinstance(made, Ont)
    assert made.ont_id == "7"
    sent = etree.fromstring(server.requests[-1].split(b"\r\n", 1)[1])
    found = sent.find(".//object")
    assert found is not None
    assert canonical(etree.tostring(found)) == canonical(
        """
            <object operation="create" get-config="true"><type>Ont</type><id><ont>0</ont></id>
            <admin>enabled</admin><serno>00ABC123</serno><reg-id>1234567890</reg-id>
            <subscr-id>S-1</subscr-id><descr>north &amp; south</descr><ontprof><type>OntProf</type>
            <id><ontprof>local:3</ontprof></id></ontprof><pwe3prof><type>OntPwe3Prof</type><id>
            <ontpwe3prof>1</ontpwe3prof></id></pwe3prof><us-sdber-rate>5</us-sdber-rate>
            <low-rx-opt-pwr-ne-thresh>-28.0</low-rx-opt-pwr-ne-thresh>
            <high-rx-opt-pwr-ne-thresh>-7.5</high-rx-opt-pwr-ne-thresh>
            <battery-present>false</battery-present><pse-max-power-budget>30</pse-max-power-budget>
            <poe-class-control>disabled</poe-class-control></object>
            """
    )

"""Reading ONTs: one, both halves, all of them, filtered, in pages."""

from __future__ import annotations

from typing import Any

import pytest

CONFIG_OF_20 = {
    "type": "Ont",
    "id": "20",
    "admin": "enabled",
    "serno": "0",
    "reg-id": "",
    "subscr-id": "1002",
    "descr": "",
    "pwe3prof": "1",
    "ontprof": "162",
    "us-sdber-rate": "5",
    "low-rx-opt-pwr-ne-thresh": "-30.0",
    "high-rx-opt-pwr-ne-thresh": "-7.0",
    "battery-present": "false",
    "pse-max-power-budget": "30",
    "poe-class-control": "disabled",
    "linked-pon": "",
}


def test_get_config_gives_the_defaults_of_what_was_not_set(cms: Any) -> None:
    """Every attribute with a known default stands there with it."""
    found = cms.ont(20)

    assert {name: found[name] for name in CONFIG_OF_20} == CONFIG_OF_20
    assert found.keys() - CONFIG_OF_20.keys() == {
        "low-rx-opt-pwr-fe-thresh",
        "high-rx-opt-pwr-fe-thresh",
        "low-tx-opt-pwr-thresh",
        "high-tx-opt-pwr-thresh",
        "low-laser-bias-thresh",
        "high-laser-bias-thresh",
        "low-line-pwr-feed-thresh",
        "high-line-pwr-feed-thresh",
        "low-ont-temp-thresh",
        "high-ont-temp-thresh",
        "ont-port-color",
    }


def test_get_gives_the_state_of_an_ont_that_is_there(cms: Any) -> None:
    """State and only state, from the hardware that carries the serial."""
    found = cms.ont(5, "get")

    assert found["op-stat"] == "enable"
    assert found["derived-states"] == "child-prov present"
    assert (found["model"], found["vendor"], found["opt-sig-lvl"]) == ("844G-1", "CXNK", "-19.250")
    assert [found[name] for name in ("crit", "maj", "min", "warn", "info")] == ["0"] * 5
    assert "serno" not in found
    assert {"uptime", "range-length", "curr-sw-vers", "curr-committed", "onu-mac", "mta-mac"} <= found.keys()


def test_an_ont_that_is_not_there_lacks_present_and_a_model(cms: Any) -> None:
    """A provisioned record without hardware."""
    found = cms.ont(20, "get")

    assert found["op-stat"] == "sys-disable"
    assert "present" not in found["derived-states"].split()
    assert found["model"] == ""


def test_null_references_and_empty_texts_print_as_a_pair_of_tags(cms: Any, reading: Any) -> None:
    """No white space between elements, empty values as open and close tag."""
    body = cms.body(
        reading(
            "get-config",
            "<type>Ont</type><id><ont>20</ont></id><attr-list> serno linked-pon ontprof descr </attr-list>",
        )
    )

    assert body == (
        "<data><top><object><type>Ont</type><id><ont>20</ont></id><serno>0</serno><linked-pon></linked-pon>"
        '<ontprof><type>OntProf</type><id><ontprof name="812G">162</ontprof></id></ontprof>'
        "<descr></descr></object></top></data>"
    )


def test_names_of_the_whole_cms_carry_a_local_id(cms: Any, reading: Any) -> None:
    """A name that begins with @ is followed by the number in the node."""
    body = cms.body(
        reading("get-config", "<type>Ont</type><id><ont>100</ont></id><attr-list>ontprof</attr-list>")
    )

    assert '<ontprof name="@844G" localId="157">157</ontprof>' in body


def test_show_ont_gives_both_halves_of_a_match(cms: Any, acting: Any) -> None:
    """ok, then action-reply, then a match with get-config and get."""
    reply = cms.rpc(acting("show-ont", "<serno>ABC123</serno>"))

    assert [child.tag for child in reply] == ["ok", "action-reply"]
    assert [child.tag for child in reply.find("action-reply/match")] == ["get-config", "get"]
    assert reply.findtext("action-reply/match/get-config/object/linked-pon/id/gponport") == "1"
    assert reply.findtext("action-reply/match/get/object/model") == "844G-1"


def test_show_ont_brief_gives_the_configured_half(cms: Any, acting: Any) -> None:
    """The same without state."""
    reply = cms.rpc(acting("show-ont-brief", "<subscr-id>1001</subscr-id>"))

    assert [child.tag for child in reply.find("action-reply/match")] == ["get-config"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("<serno>ABC123</serno>", ["5"]),
        ("<serno>00abc123</serno>", ["5"]),
        ("<subscr-id>1002</subscr-id>", ["20"]),
        ("<ont><type>Ont</type><id><ont>100</ont></id></ont>", ["100"]),
        (
            (
                "<linked-pon><type>GponPort</type>"
                "<id><shelf>1</shelf><card>1</card><gponport>1</gponport></id></linked-pon>"
            ),
            ["5"],
        ),
        ("<ontprof><type>OntProf</type><id><ontprof>157</ontprof></id></ontprof>", ["100"]),
        ("<admin>disabled</admin>", ["100"]),
        ("<admin>enabled</admin><subscr-id>1001</subscr-id>", ["5"]),
        ("<admin>disabled</admin><subscr-id>1001</subscr-id>", []),
        ("<reg-id>none</reg-id>", []),
        ("<ont><type>Ont</type><id><ont>6</ont></id></ont>", []),
    ],
)
def test_show_ont_filters_combine(cms: Any, acting: Any, filters: str, found: list[str]) -> None:
    """Every filter that clients send; without a hit the reply has no match."""
    reply = cms.rpc(acting("show-ont", filters))
    ids = [match.findtext("get/object/id/ont") for match in reply.findall("action-reply/match")]

    assert ids == found
    assert reply.find("ok") is not None


def test_show_ont_refuses_a_filter_that_it_does_not_know(cms: Any, acting: Any) -> None:
    """A filter that were ignored would show every ONT."""
    assert "serial" in cms.error(acting("show-ont", "<serial>1</serial>"))


def test_show_ont_pages_by_size_one_match_at_a_time(cms: Any, acting: Any) -> None:
    """About 3400 characters hold one match; after names the last one; the last page has no more."""
    seen, after = [], ""
    while True:
        reply = cms.rpc(acting("show-ont", after)).find("action-reply")
        seen += [match.findtext("get-config/object/id/ont") for match in reply.findall("match")]
        assert len(reply.findall("match")) == 1
        if reply.find("more") is None:
            break
        assert reply[-1].tag == "more"
        after = f"<after><type>Ont</type><id><ont>{seen[-1]}</ont></id></after>"

    assert seen == ["5", "20", "100"]


def test_children_page_by_size_and_after_may_name_what_is_gone(start: Any, reading: Any) -> None:
    """An id between two that exist continues behind it."""
    cms = start(page_bytes=600)
    wanted = "<type>System</type><id/><children><type>Ont</type>{}<attr-list>admin</attr-list></children>"

    first = cms.read("get-config", wanted.format(""))
    rest = cms.read("get-config", wanted.format("<after><type>Ont</type><id><ont>6</ont></id></after>"))

    assert [child.findtext("id/ont") for child in first.iter("child")] == ["5", "20", "100"]
    assert [child.findtext("id/ont") for child in rest.iter("child")] == ["20", "100"]


@pytest.mark.parametrize("page_bytes", [1, 400, 700, 1500, 3400])
def test_pages_stay_below_their_size_and_lose_nothing(start: Any, reading: Any, page_bytes: int) -> None:
    """Whatever the size: at least one item a page, every ONT once, the size kept for more than one."""
    onts = [{"id": number, "ontprof": 162} for number in range(1, 30)]
    cms = start({"networks": [{"name": "North", "onts": onts}]}, page_bytes=page_bytes)
    seen: list[str] = []
    after = ""
    for _ in range(40):
        text = cms.text(
            reading(
                "get-config",
                "<type>System</type><id/><children><attr-list>admin serno</attr-list><type>Ont</type>"
                f"{after}</children>",
            )
        )
        reply = text[text.index("<rpc-reply") : text.index("</soapenv:Body>")]
        items = reply.count("<child>")
        assert items >= 1
        assert items == 1 or len(reply) <= page_bytes
        seen += [part.split("<")[0] for part in reply.split("<ont>")[1:]]
        if "<more/>" not in reply:
            break
        assert reply.endswith("</child><more/></children></object></top></data></rpc-reply>")
        after = f"<after><type>Ont</type><id><ont>{seen[-1]}</ont></id></after>"

    assert seen == [str(number) for number in range(1, 30)]


def test_the_last_page_can_promise_more_and_be_followed_by_an_empty_one(start: Any, reading: Any) -> None:
    """What was recorded once, behind a switch: an empty page ends the list."""
    cms = start(trailing_more=True, page_bytes=100_000)
    wanted = "<type>System</type><id/><children><type>Ont</type>{}</children>"

    first = cms.read("get-config", wanted.format("")).find("children")
    second = cms.body(
        reading("get-config", wanted.format("<after><type>Ont</type><id><ont>100</ont></id></after>"))
    )

    assert first[-1].tag == "more"
    assert second == (
        "<data><top><object><type>System</type><id></id><children></children></object></top></data>"
    )


def test_children_filter_by_attributes_and_order_is_free(cms: Any, flat: Any) -> None:
    """attr-filter before or after attr-list; references in nested form."""
    pon = (
        "<linked-pon><type>GponPort</type><id><shelf>1</shelf><card>1</card><gponport>1</gponport></id>"
        "</linked-pon>"
    )
    for content in (
        f"<attr-filter>{pon}</attr-filter><attr-list>serno</attr-list>",
        f"<attr-list>serno</attr-list><attr-filter>{pon}<admin>enabled</admin></attr-filter>",
    ):
        found = cms.read(
            "get-config", f"<type>System</type><id></id><children><type>Ont</type>{content}</children>"
        )
        assert [flat(child) for child in found.iter("child")] == [
            {"type": "Ont", "id": "5", "serno": "ABC123"}
        ]


def test_an_empty_attr_filter_and_attr_list_mean_everything(cms: Any) -> None:
    """Two clients send them empty."""
    found = cms.read(
        "get-config",
        "<type>System</type><id/><children><type>Ont</type><attr-filter></attr-filter>"
        "<attr-list></attr-list></children>",
    )

    assert len(found.findall("children/child")) >= 1
    assert found.find("children/child/serno") is not None


def test_children_without_a_type_are_of_every_type(start: Any) -> None:
    """ONTs, discovered ONTs, VLANs and profiles in one list."""
    cms = start(page_bytes=1_000_000)
    found = cms.read("get-config", "<type>System</type><id/><children></children>")

    assert {"Ont", "DiscOnt", "Vlan", "OntProf", "GponPort"} <= {
        child.findtext("type") for child in found.iter("child")
    }


def test_unknown_attributes_types_and_filters_are_named(cms: Any, reading: Any) -> None:
    """The captured sentence for attr-list, and one for each other place."""
    children = "<type>System</type><id/><children><type>Ont</type>{}</children>"

    assert (
        cms.error(reading("get-config", children.format("<attr-list>admin pkt-rate</attr-list>")))
        == "unknown attribute pkt-rate in attr-list"
    )
    assert "speed" in cms.error(
        reading("get-config", children.format("<attr-filter><speed>1</speed></attr-filter>"))
    )
    assert "Toaster" in cms.error(reading("get", "<type>Toaster</type><id/>"))
    assert "VlanMem" in cms.error(
        reading("get", "<type>System</type><id/><children><type>VlanMem</type></children>")
    )


@pytest.mark.parametrize("text", ["", "abc", "5.0", "-1", "64000001", "99999999999999999999"])
def test_ids_that_are_no_ids_cannot_be_decoded(cms: Any, reading: Any, text: str) -> None:
    """The sentence that one client takes for not found."""
    wanted = f"<type>Ont</type><id><ont>{text}</ont></id>"

    assert cms.error(reading("get-config", wanted)) == "Unable to decode XML ID"


def test_a_missing_ont_is_not_found_or_empty_by_choice(start: Any, reading: Any) -> None:
    """No capture says which; both can be had."""
    wanted = reading("get-config", "<type>Ont</type><id><ont>6</ont></id>")

    assert start().error(wanted) == "ONT not found"
    assert start(missing_read="empty").body(wanted) == "<data><top></top></data>"


def test_the_state_half_of_an_absent_ont_can_be_left_out(start: Any, acting: Any) -> None:
    """One client guards for it; a switch gives it something to guard for."""
    cms = start(absent_ont_state="omit")
    absent = cms.rpc(acting("show-ont", "<subscr-id>1002</subscr-id>")).find("action-reply/match")
    there = cms.rpc(acting("show-ont", "<subscr-id>1001</subscr-id>")).find("action-reply/match")

    assert [child.tag for child in absent] == ["get-config"]
    assert [child.tag for child in there] == ["get-config", "get"]


def test_an_older_release_does_not_know_newer_attributes(cms: Any, reading: Any, editing: Any) -> None:
    """Neither prints them, nor lists them, nor takes them."""
    node = "NTWK-South 2"
    one = "<type>Ont</type><id><ont>1</ont></id>"
    asked = one + "<attr-list>poe-class-control</attr-list>"
    given = one + "<pse-max-power-budget>30</pse-max-power-budget>"

    assert "pse-max-power-budget" not in cms.ont(1, node=node)
    assert cms.error(reading("get-config", asked), node=node) == (
        "unknown attribute poe-class-control in attr-list"
    )
    assert "pse-max-power-budget" in cms.error(editing(given, 'operation="merge"'), node=node)
    assert cms.ont(5)["poe-class-control"] == "disabled"

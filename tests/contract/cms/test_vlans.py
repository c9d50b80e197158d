"""VLANs, their members, and profiles."""

from __future__ import annotations

from typing import Any

import pytest


def _vlan(number: int, content: str = "") -> str:
    return f"<type>Vlan</type><id><vlan>{number}</vlan></id>{content}"


def _member(number: int, content: str = "") -> str:
    return f"<type>VlanMem</type><id><vlan>100</vlan><vlanmem>{number}</vlanmem></id>{content}"


def test_a_vlan_has_a_name_on_its_id_and_defaults(cms: Any, editing: Any, flat: Any) -> None:
    """Create with a name only; the rest is what the guide's defaults say."""
    reply = cms.rpc(editing(_vlan(200, "<name>IPTV 1</name>"), 'operation="create" get-config="true"')).find(
        "data/top/object"
    )

    assert reply.find("id/vlan").attrib == {"name": "IPTV 1"}
    assert flat(reply) == {
        "type": "Vlan",
        "id": "200",
        "name": "IPTV 1",
        "igmp-mode": "flood",
        "igmp-prof": "1",
        "dhcp-mode": "none",
        "mac-force-forw": "false",
        "ip-src-verify": "false",
        "mac-learn": "true",
        "ae-ont-discovery": "false",
        "pon-tlan": "false",
        "pon-hairpin": "false",
        "igmp-pbit": "pbit-4",
        "dhcp-svc-prof": "",
        "option82-enable": "false",
        "eth-opt82prof": "",
        "gpon-opt82prof": "",
        "mobility": "false",
        "pppoe-prof": "",
    }


@pytest.mark.parametrize("number", [1002, 1005])
def test_reserved_vlans_cannot_be_created(cms: Any, editing: Any, number: int) -> None:
    """1002 to 1005 are the E7's own, as its System object tells."""
    configured = cms.read("get-config", "<type>System</type><id/>").findtext("first-res-vlan")
    counted = cms.read("get", "<type>System</type><id/>").findtext("num-res-vlan")

    assert str(number) in cms.error(editing(_vlan(number), 'operation="create"'))
    assert (configured, counted) == ("1002", "4")


def test_vlans_out_of_range_and_duplicates_are_refused(cms: Any, editing: Any) -> None:
    """2 to 4093, each once."""
    assert cms.error(editing(_vlan(1), 'operation="create"')) == "Unable to decode XML ID"
    assert cms.error(editing(_vlan(4094), 'operation="create"')) == "Unable to decode XML ID"
    assert cms.error(editing(_vlan(100), 'operation="create"')) == "Vlan already exists"


def test_a_vlan_with_members_is_deleted_with_force_only(cms: Any, editing: Any, acting: Any) -> None:
    """The members go with it."""
    refused = cms.error(editing(_vlan(100), 'operation="delete" force="false"'))
    forced = cms.body(editing(_vlan(100), 'operation="delete" force="true"'))
    show = acting("show-vlan-intforeaps", f"<object>{_vlan(100)}</object>")

    assert "members" in refused
    assert forced == "<ok/>"
    assert cms.error(show) == "Vlan not found"
    assert cms.body(editing(_vlan(101), 'operation="delete"')) == "<ok/>"


def test_members_are_listed_page_by_page(start: Any, acting: Any) -> None:
    """The last match goes back whole inside after, as one client does."""
    cms = start(page_bytes=1)
    arguments, seen = f"<object>{_vlan(100)}</object>", []
    after = ""
    while True:
        text = cms.body(acting("show-vlan-intforeaps", arguments + after))
        match = text[text.index("<match>") + 7 : text.index("</match>")]
        seen.append(match[match.index("<member>") :])
        if "<more/>" not in text:
            break
        after = f"<after>{match}</after>"

    assert seen == [
        "<member><type>EthIntf</type><id><shelf>1</shelf><card>1</card><ethintf>1</ethintf></id></member></object>",
        "<member><type>LagIntf</type><id><lagintf>2</lagintf></id></member></object>",
    ]


def test_members_get_a_free_number_and_are_unique(cms: Any, editing: Any) -> None:
    """0 takes the first free one; the same interface twice is refused."""
    ring = "<member><type>EapsIntf</type><id><eapsintf>1</eapsintf></id></member>"
    created = cms.rpc(editing(_member(0, ring), 'operation="create" get-config="true"'))

    assert created.findtext("data/top/object/id/vlanmem") == "3"
    assert cms.error(editing(_member(9, ring), 'operation="create"')) == "VlanMem already exists"
    assert cms.body(editing(_member(3), 'operation="delete" force="true"')) == "<ok/>"
    assert cms.error(editing(_member(3), 'operation="delete"')) == "VlanMem not found"


@pytest.mark.parametrize(
    "member",
    [
        "",
        "<member></member>",
        "<member><type>Ont</type><id><ont>5</ont></id></member>",
        "<member><type>EthIntf</type><id><shelf>1</shelf></id></member>",
        "<member><type>LagIntf</type><id><lagintf>x</lagintf></id></member>",
    ],
)
def test_members_that_are_no_interface_are_refused(cms: Any, editing: Any, member: str) -> None:
    """Missing, empty, another type, half an id."""
    assert "Internal Error" in cms.error(editing(_member(0, member), 'operation="create"'))


def test_profiles_are_read_one_and_all(cms: Any, flat: Any) -> None:
    """The attributes that clients list, with the name on the id."""
    names = (
        "name vendor model pots feth geth hpnaeth ds1 rfvid hotrfvid eth-oam-capable"
        " convert-mcast-capable rg fb default-to-rg"
    )
    one = cms.read("get-config", "<type>OntProf</type><id><ontprof>162</ontprof></id>")
    listed = cms.read(
        "get-config",
        f"<type>System</type><id/><children><type>OntProf</type><attr-list>{names}</attr-list></children>",
    )
    found = [flat(child) for child in listed.iter("child")]

    assert [profile["id"] for profile in found] == ["157", "162"]
    assert found[1] == flat(one)
    assert list(flat(one)) == ["type", "id", *names.split()]
    assert (flat(one)["geth"], flat(one)["pots"], flat(one)["vendor"]) == ("4", "2", "CXNK")


def test_pwe3_profiles_and_gpon_ports_are_there_by_default(start: Any, flat: Any) -> None:
    """The system default profile, and two cards of eight ports."""
    cms = start(page_bytes=100_000)
    profiles = cms.read("get-config", "<type>System</type><id/><children><type>OntPwe3Prof</type></children>")
    ports = cms.read(
        "get",
        "<type>Card</type><id><shelf>1</shelf><card>2</card></id><children><type>GponPort</type></children>",
    )

    assert flat(profiles.find("children/child"))["name"] == "system-default"
    assert [child.findtext("id/gponport") for child in ports.iter("child")] == [str(n) for n in range(1, 9)]

"""Ethernet services and the ports that they are on."""

from __future__ import annotations

from typing import Any

import pytest

TAG = "<tag-action><type>SvcTagAction</type><id><svctagaction>2</svctagaction></id></tag-action>"
RATE = "<bw-prof><type>BwProf</type><id><bwprof>7</bwprof></id></bw-prof>"


def _service(ont: int, slot: int, port: int, service: int, content: str = "") -> str:
    return (
        f"<type>EthSvc</type><id><ont>{ont}</ont><ontslot>{slot}</ontslot><ontethany>{port}</ontethany>"
        f"<ethsvc>{service}</ethsvc></id>{content}"
    )


def _port(content: str = "", port: int = 1) -> str:
    return (
        f"<type>OntEthGe</type><id><ont>5</ont><ontslot>3</ontslot><ontethge>{port}</ontethge></id>{content}"
    )


def test_a_service_is_created_with_the_minimal_set_and_its_defaults(
    cms: Any, editing: Any, flat: Any
) -> None:
    """admin, tag-action and bw-prof are what production sends; the reply names the service Data1."""
    reply = cms.rpc(
        editing(
            _service(20, 8, 1, 1, f"<admin>enabled</admin>{TAG}{RATE}"),
            'operation="create" get-config="true"',
        )
    )
    stored = reply.find("data/top/object")

    assert stored.find("id/ethsvc").attrib == {"name": "Data1"}
    assert stored.find("bw-prof/id/bwprof").attrib == {"name": "100M"}
    assert flat(stored) == {
        "type": "EthSvc",
        "id": "20/8/1/1",
        "admin": "enabled",
        "descr": "",
        "tag-action": "2",
        "bw-prof": "7",
        "out-tag": "none",
        "in-tag": "none",
        "mcast-prof": "",
        "pon-cos": "derived",
        "us-cir-override": "none",
        "us-pir-override": "none",
        "ds-pir-override": "none",
        "hot-swap": "false",
        "pppoe-force-discard": "false",
        "sec": "1",
    }


def test_a_local_profile_is_taken_by_its_number(cms: Any, editing: Any, flat: Any) -> None:
    """local:8 is stored, and read, as 8."""
    cms.rpc(editing(_service(20, 3, 1, 1, TAG + RATE.replace("7", "local:8")), 'operation="create"'))

    assert flat(cms.read("get-config", _service(20, 3, 1, 1)))["bw-prof"] == "8"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (RATE, "tag-action is required"),
        (TAG, "bw-prof is required"),
        (TAG + RATE.replace("7", "301"), "bw-prof"),
        (TAG + RATE.replace("7", "9"), "BwProf 9 not found"),
        (TAG.replace("2", "256") + RATE, "tag-action"),
        (TAG + RATE + "<out-tag>1003</out-tag>", "out-tag"),
        (TAG + RATE + "<in-tag>4094</in-tag>", "in-tag"),
        (TAG + RATE + "<pon-cos>cos-5</pon-cos>", "pon-cos"),
        (TAG + RATE + "<hot-swap>enabled</hot-swap>", "hot-swap"),
        (TAG + RATE + "<us-cir-override>1300m</us-cir-override>", "us-cir-override"),
        (TAG + RATE + "<ds-pir-override>65k</ds-pir-override>", "ds-pir-override"),
    ],
)
def test_services_with_values_that_are_not_allowed_are_refused(
    cms: Any, editing: Any, content: str, word: str
) -> None:
    """Ranges, reserved VLANs, steps of rates, profiles that the node does not list."""
    assert word in cms.error(editing(_service(20, 3, 1, 1, content), 'operation="create"'))
    assert cms.sim.state()["networks"][0]["onts"][1]["services"] == []


@pytest.mark.parametrize("rate", ["none", "0k", "64k", "1984k", "2m", "1000m", "1g", "1.2g", "0"])
def test_rates_on_their_steps_are_taken(cms: Any, editing: Any, rate: str) -> None:
    """64 kbit/s up to 2 Mbit/s, 1 Mbit/s up to 1 Gbit/s, 100 Mbit/s above."""
    content = f"{TAG}{RATE}<us-cir-override>{rate}</us-cir-override>"

    assert cms.body(editing(_service(20, 3, 1, 1, content), 'operation="create"')) == "<ok/>"


@pytest.mark.parametrize(
    ("slot", "port", "service", "word"),
    [
        (3, 5, 1, "port not found"),
        (6, 1, 1, "port not found"),
        (5, 1, 1, "port not found"),
        (3, 1, 13, "Unable to decode XML ID"),
        (3, 9, 1, "Unable to decode XML ID"),
    ],
)
def test_a_service_needs_a_port_that_the_profile_gives(
    cms: Any, editing: Any, slot: int, port: int, service: int, word: str
) -> None:
    """The profile has four GE ports, POTS that carry none, and no FE."""
    edit = editing(_service(20, slot, port, service, TAG + RATE), 'operation="create"')

    assert cms.error(edit) == word


def test_services_are_unique_and_need_their_ont(cms: Any, editing: Any) -> None:
    """The same key twice, and an ONT that is not there."""
    again = editing(_service(5, 3, 1, 1, TAG + RATE), 'operation="create"')
    missing = editing(_service(6, 3, 1, 1, TAG + RATE), 'operation="create"')

    assert cms.error(again) == "EthSvc already exists"
    assert cms.error(missing) == "ONT not found"


def test_services_are_merged_listed_and_deleted(cms: Any, editing: Any, flat: Any) -> None:
    """Suspend and restore, list below the ONT and below the port, delete without force."""
    cms.rpc(editing(_service(5, 3, 2, 1, TAG + RATE), 'operation="create"'))
    cms.rpc(editing(_service(5, 3, 1, 1, "<admin>disabled</admin>"), 'operation="merge"'))
    children = "<children><type>EthSvc</type><attr-list>admin</attr-list></children>"
    below_ont = cms.read("get-config", f"<type>Ont</type><id><ont>5</ont></id>{children}")
    below_port = cms.read("get-config", _port(children, 2))
    state = flat(cms.read("get", _service(5, 3, 1, 1)))

    assert [flat(child) for child in below_ont.iter("child")] == [
        {"type": "EthSvc", "id": "5/3/1/1", "admin": "disabled"},
        {"type": "EthSvc", "id": "5/3/2/1", "admin": "enabled"},
    ]
    assert [child.findtext("id/ontethany") for child in below_port.iter("child")] == ["2"]
    assert state["op-stat"] == "sys-disable"
    assert cms.body(editing(_service(5, 3, 1, 1), 'operation="delete"')) == "<ok/>"
    assert cms.error(editing(_service(5, 3, 1, 1), 'operation="delete"')) == "EthSvc not found"


def test_ports_are_there_because_the_profile_says_so(cms: Any) -> None:
    """Four GE ports, two POTS, one gateway, no FE."""
    counts = {}
    for type_name in ("OntEthGe", "OntPots", "OntRg", "OntEthFe", "OntRfAvo"):
        asked = (
            "<type>Ont</type><id><ont>20</ont></id>"
            f"<children><type>{type_name}</type><attr-list></attr-list></children>"
        )
        listed, after = 0, ""
        while True:
            page = cms.read("get-config", asked.replace("</children>", f"{after}</children>"))
            last = page.findall("children/child")
            listed += len(last)
            if page.find("children/more") is None:
                break
            number = last[-1].find("id")[-1]
            slot = last[-1].findtext("id/ontslot")
            after = (
                f"<after><type>{type_name}</type><id><ont>20</ont><ontslot>{slot}</ontslot>"
                f"<{number.tag}>{number.text}</{number.tag}></id></after>"
            )
        counts[type_name] = listed

    assert counts == {"OntEthGe": 4, "OntPots": 2, "OntRg": 1, "OntEthFe": 0, "OntRfAvo": 0}


def test_a_port_is_merged_and_never_created_or_deleted(cms: Any, editing: Any, flat: Any) -> None:
    """Defaults as seen; merge changes them; the derived states tell."""
    before = flat(cms.read("get-config", _port(port=2)))
    fresh = flat(cms.read("get", _port(port=2)))["derived-states"]
    merged = cms.body(
        editing(_port("<admin>disabled</admin><speed>1000</speed><descr>LAN</descr>", 2), 'operation="merge"')
    )

    assert (before["admin"], before["speed"], before["sec"], before["role"]) == (
        "enabled-no-alarms",
        "auto",
        "1",
        "uni",
    )
    assert merged == "<ok/>"
    assert flat(cms.read("get-config", _port(port=2))) == before | {
        "admin": "disabled",
        "speed": "1000",
        "descr": "LAN",
    }
    assert fresh == "default-prov present"
    assert flat(cms.read("get", _port(port=2)))["derived-states"] == "present user-disabled"
    assert "create" in cms.error(editing(_port(), 'operation="create"'))
    assert "delete" in cms.error(editing(_port(), 'operation="delete"'))
    assert cms.error(editing(_port(port=5), 'operation="merge"')) == "OntEthGe not found"


def test_the_state_of_a_port_comes_out_as_clients_read_it(cms: Any, flat: Any) -> None:
    """Link state while the ONT is there."""
    found = flat(cms.read("get", _port()))

    assert found | {"op-stat": "enable", "status": "down", "power-status": "ac-up"} == found
    assert {"rate", "actual-duplex"} <= found.keys()


def test_the_role_of_a_port_stays_while_it_has_services(cms: Any, editing: Any) -> None:
    """Roles uni and inni can be exchanged on a bare port only."""
    assert "role" in cms.error(editing(_port("<role>inni</role>"), 'operation="merge"'))
    assert cms.body(editing(_port("<role>inni</role>", 2), 'operation="merge"')) == "<ok/>"


def test_a_gateway_gives_its_pppoe_password_back(cms: Any, editing: Any, flat: Any) -> None:
    """As the E7 does; the request log masks it."""
    gateway = "<type>OntRg</type><id><ont>5</ont><ontslot>8</ontslot><ontrg>1</ontrg></id>"
    given = (
        "<mgmt-mode>native</mgmt-mode><wan-protocol>pppoe</wan-protocol><pppoe-user>u</pppoe-user>"
        "<pppoe-password>pa55word!</pppoe-password>"
    )
    cms.rpc(editing(gateway + given, 'operation="merge"'))
    found = flat(cms.read("get-config", gateway))

    assert (found["wan-protocol"], found["pppoe-password"]) == ("pppoe", "pa55word!")
    assert "pa55word!" not in str([entry.body for entry in cms.sim.requests])


def test_gateways_of_the_whole_node_are_found_by_their_profile(cms: Any, editing: Any) -> None:
    """A bulk job lists them below System with a filter."""
    profile = "<mgmt-prof><type>OntRgMgmtProf</type><id><ontrgmgmtprof>4</ontrgmgmtprof></id></mgmt-prof>"
    gateway = "<type>OntRg</type><id><ont>20</ont><ontslot>8</ontslot><ontrg>1</ontrg></id>"
    cms.rpc(editing(gateway + profile, 'operation="merge"'))
    found = cms.read(
        "get-config",
        f"<type>System</type><id/><children><type>OntRg</type><attr-filter>{profile}</attr-filter></children>",
    )

    assert [child.findtext("id/ont") for child in found.iter("child")] == ["20"]


def test_whether_the_node_lists_services_is_a_choice(start: Any, reading: Any) -> None:
    """No public client asks for it; every one lists those of an ONT or of a port."""
    wanted = reading("get-config", "<type>System</type><id/><children><type>EthSvc</type></children>")

    listed = start().rpc(wanted).find("data/top/object/children")

    assert {child.findtext("type") for child in listed} == {"EthSvc"}
    nothing = start(system_lists_services="none").rpc(wanted)
    assert list(nothing.find("data/top/object").iter("child")) == []
    assert "EthSvc" in start(system_lists_services="refuse").error(wanted)

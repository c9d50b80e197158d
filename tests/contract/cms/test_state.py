"""Seeds, dumps, and changes behind the client's back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pulumi_isp_simulators import CmsVendor, SeedError, Simulator


def test_a_dump_loads_into_the_same_state(cms: Any, editing: Any) -> None:
    """Also after an unlink by hand, a quarantine and a port setting."""
    for content, attributes in (
        ("<type>Ont</type><id><ont>5</ont></id><linked-pon/>", 'operation="merge"'),
        (
            "<type>OntRg</type><id><ont>5</ont><ontslot>8</ontslot><ontrg>1</ontrg></id><descr>gw</descr>",
            'operation="merge"',
        ),
        ("<type>QuarOnt</type><id><quaront>CXNK00ABC124</quaront></id>", 'operation="create"'),
    ):
        assert cms.body(editing(content, attributes)) == "<ok/>"
    state = cms.sim.state()
    before = cms.ont(5), cms.ont(5, "get")["derived-states"]
    cms.sim.load(json.loads(json.dumps(state)))

    assert cms.sim.state() == state
    assert (cms.ont(5), cms.ont(5, "get")["derived-states"]) == before


def test_without_a_seed_there_is_one_empty_node() -> None:
    """NTWK-E7-1 with the default profiles."""
    with Simulator(CmsVendor()) as sim:
        (network,) = sim.state()["networks"]

    assert (network["name"], network["onts"]) == ("E7-1", [])
    assert {profile["id"] for profile in network["profiles"]["OntProf"]} == {1, 49, 157, 162}


ONT = {"id": 5, "ontprof": 162}


@pytest.mark.parametrize(
    ("seed", "place"),
    [
        ({"nodes": []}, "seed: 'nodes'"),
        ({"networks": {}}, "networks: must be a list"),
        ({"networks": [{}]}, "networks[0].name"),
        ({"networks": [{"name": "a/b"}]}, "networks[0].name"),
        ({"networks": [{"name": "a"}, {"name": "a"}]}, "networks[1].name"),
        ({"networks": [{"name": "a", "colour": 1}]}, "networks[0]: 'colour'"),
        ({"networks": [{"name": "a", "connected": "yes"}]}, "networks[0].connected"),
        ({"networks": [{"name": "a", "release": "9"}]}, "networks[0].release"),
        ({"networks": [{"name": "a", "gpon-ports": ["1/1"]}]}, "networks[0].gpon-ports[0]"),
        ({"networks": [{"name": "a", "onts": [{"ontprof": 162}]}]}, "networks[0].onts[0].id"),
        ({"networks": [{"name": "a", "onts": [ONT, ONT]}]}, "networks[0].onts[1]: ONT already exists"),
        ({"networks": [{"name": "a", "onts": [{**ONT, "ontprof": 9}]}]}, "networks[0].onts[0]: OntProf 9"),
        ({"networks": [{"name": "a", "onts": [{**ONT, "admin": "on"}]}]}, "networks[0].onts[0].admin"),
        ({"networks": [{"name": "a", "onts": [{**ONT, "serno": {}}]}]}, "networks[0].onts[0].serno"),
        (
            {"networks": [{"name": "a", "onts": [{**ONT, "services": [{"slot": 3}]}]}]},
            "networks[0].onts[0].services[0]",
        ),
        (
            {"networks": [{"name": "a", "onts": [{**ONT, "ports": [{"slot": 7, "port": 1}]}]}]},
            "networks[0].onts[0].ports[0]",
        ),
        ({"networks": [{"name": "a", "discovered": [{"id": "CXNK1"}]}]}, "networks[0].discovered[0].pon"),
        ({"networks": [{"name": "a", "vlans": [{"id": 1002}]}]}, "networks[0].vlans[0]"),
        (
            {"networks": [{"name": "a", "vlans": [{"id": 9, "members": [{"member": 1}]}]}]},
            "networks[0].vlans[0].members[0].member",
        ),
        ({"networks": [{"name": "a", "profiles": {"Nope": []}}]}, "networks[0].profiles"),
    ],
)
def test_a_seed_that_is_not_usable_names_its_place_and_changes_nothing(
    cms: Any, seed: dict[str, Any], place: str
) -> None:
    """The message begins with the path of what is wrong."""
    before = cms.sim.state()

    with pytest.raises(SeedError) as error:
        cms.sim.load(seed)

    assert str(error.value).startswith(place)
    assert cms.sim.state() == before


def test_every_kind_of_object_can_be_changed_behind_the_back(cms: Any) -> None:
    """Kinds and keys, and what comes back is the object as it stands."""
    changes: list[tuple[str, str, dict[str, Any]]] = [
        ("networks", "North", {"address": "192.0.2.99"}),
        ("onts", "North/5", {"descr": "moved"}),
        ("ports", "North/5/3/1", {"admin": "disabled"}),
        ("services", "North/5/3/1/1", {"out-tag": 101}),
        ("discovered", "North/CXNK00ABC124", {"model": "812G-1"}),
        ("vlans", "North/100", {"name": "renamed"}),
        ("profiles", "North/OntProf/162", {"geth": 2}),
    ]
    for kind, key, fields in changes:
        found = cms.sim.change(kind, key, fields)
        assert {name: str(found[name]) for name in fields} == {
            name: str(value) for name, value in fields.items()
        }

    assert cms.ont(5)["descr"] == "moved"


def test_every_kind_of_object_can_be_removed_behind_the_back(cms: Any) -> None:
    """With what hangs on it."""
    cms.sim.change("ports", "North/5/3/1", {"descr": "x"})
    for kind, key in (
        ("vlan-members", "North/100/1"),
        ("services", "North/5/3/1/1"),
        ("ports", "North/5/3/1"),
        ("profiles", "North/BwProf/7"),
        ("onts", "North/5"),
        ("discovered", "North/CXNK00ABC123"),
        ("vlans", "North/100"),
        ("networks", "South 2"),
    ):
        cms.sim.remove(kind, key)
    (network,) = cms.sim.state()["networks"]

    assert [ont["id"] for ont in network["onts"]] == [20, 100]
    assert [vlan["id"] for vlan in network["vlans"]] == [101]
    assert len(network["discovered"]) == 2


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("toasters", "North/1"),
        ("onts", "North/6"),
        ("onts", "North/x"),
        ("onts", "East/5"),
        ("onts", "North"),
        ("ports", "North/5/3/9"),
        ("ports", "North/5"),
        ("services", "North/5/3/1"),
        ("profiles", "North/Nope/1"),
        ("profiles", "North/OntProf/1"),
        ("networks", "East"),
    ],
)
def test_what_is_not_there_is_a_key_error(cms: Any, kind: str, key: str) -> None:
    """For change and remove alike."""
    with pytest.raises(KeyError):
        cms.sim.change(kind, key, {})
    with pytest.raises(KeyError):
        cms.sim.remove(kind, key)


@pytest.mark.parametrize(
    ("kind", "key", "fields"),
    [
        ("onts", "North/5", {"admin": "on"}),
        ("onts", "North/5", {"colour": "red"}),
        ("onts", "North/5", {"ontprof": 99}),
        ("vlan-members", "North/100/1", {"member": {"type": "LagIntf", "id": "3"}}),
        ("networks", "North", {"name": "x"}),
    ],
)
def test_changes_that_are_not_allowed_are_refused(
    cms: Any, kind: str, key: str, fields: dict[str, Any]
) -> None:
    """The state stays as it was."""
    before = cms.sim.state()

    with pytest.raises(SeedError):
        cms.sim.change(kind, key, fields)

    assert cms.sim.state() == before


def test_profiles_in_use_are_neither_removed_nor_shrunk_below_a_service(cms: Any) -> None:
    """The state stays one that loads."""
    before = cms.sim.state()

    with pytest.raises(SeedError, match="in use"):
        cms.sim.remove("profiles", "North/BwProf/7")
    with pytest.raises(SeedError, match="port"):
        cms.sim.change("profiles", "North/OntProf/162", {"geth": 0})

    assert cms.sim.state() == before


@pytest.mark.parametrize(
    "options",
    [
        {"max_sessions": 0},
        {"page_bytes": 0},
        {"session_timeout": 0},
        {"node_latency": -1},
        {"release": "4"},
        {"create_reply": "xml"},
        {"unique_ont_attributes": ("serno", "descr")},
        {"content_type": "text/xml\nX-Other: 1"},
        {"soap_namespace": ""},
    ],
)
def test_options_that_make_no_sense_are_refused_by_name(options: dict[str, Any]) -> None:
    """Before anything listens."""
    with pytest.raises(ValueError, match=next(iter(options))):
        CmsVendor(**options)


def test_ten_thousand_onts_load_link_and_list(start: Any) -> None:
    """Every ONT finds its hardware, and a page from the middle of the list is a page."""
    numbers = range(1, 10_001)
    cms = start(
        {
            "networks": [
                {
                    "name": "North",
                    "onts": [
                        {"id": n, "ontprof": 162, "serno": f"{n:X}", "subscr-id": str(n)} for n in numbers
                    ],
                    "discovered": [
                        {"id": f"CXNK{n:08X}", "pon": f"1/{1 + n % 2}/{1 + n % 8}"} for n in numbers
                    ],
                }
            ]
        }
    )
    page = cms.read(
        "get-config",
        "<type>System</type><id/><children><type>Ont</type><attr-list>linked-pon</attr-list>"
        "<after><type>Ont</type><id><ont>5000</ont></id></after></children>",
    )
    free = cms.read(
        "get",
        "<type>System</type><id/><children><type>DiscOnt</type><attr-filter><ont>0</ont></attr-filter></children>",
    )

    assert page.findtext("children/child/id/ont") == "5001"
    assert page.findtext("children/child/linked-pon/id/shelf") == "1"
    assert page.find("children/more") is not None
    assert free.find("children/child") is None

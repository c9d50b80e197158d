"""VLANs of several E7s and the interfaces in them: one by what tells it, many by filters."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sdk.lookups.conftest import World

from pulumi_isp import calix as sdk
from pulumi_isp_provider.errors import AmbiguousError, NotFoundError


@pytest.fixture
def plant(small: World) -> World:
    """Two E7s: three VLANs on one, and one on the other under a number and a name of the first."""
    hill, valley = small.isp.cms.state()["networks"]
    small.isp.cms.load(
        {
            "networks": [
                {
                    **hill,
                    "vlans": [
                        _vlan(100, "data", _interface(1, "LagIntf", "1"), _interface(2, "EthIntf", "1/2/3")),
                        _vlan(200, "voice", _interface(5, "LagIntf", "1")),
                        _vlan(300, ""),
                    ],
                },
                {**valley, "vlans": [_vlan(100, "data", _interface(1, "LagIntf", "1"))]},
            ]
        }
    )
    small.isp.reset_logs()
    return small


def _vlan(number: int, name: str, *members: dict[str, Any]) -> dict[str, Any]:
    return {"id": number, "name": name, "members": list(members)}


def _interface(number: int, type_: str, id_: str) -> dict[str, Any]:
    return {"id": number, "member": {"type": type_, "id": id_}}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"id": "hill/100"}, "hill/100"),
        ({"id": "NTWK-valley/100"}, "valley/100"),
        ({"name": "voice"}, "hill/200"),
        ({"name": "data", "network_name": "NTWK-valley"}, "valley/100"),
    ],
    ids=str,
)
def test_one_vlan_by_what_tells_it(plant: World, given: dict[str, Any], found: str) -> None:
    """Its id, or its name on one E7 or on any."""
    assert sdk.get_vlan(**given).id == found


def test_what_an_e7_does_not_tell_is_none(plant: World) -> None:
    """An empty name is a text; a profile that is not set is nothing."""
    vlan = sdk.get_vlan(id="hill/300")

    assert (vlan.name, vlan.mobility, vlan.dhcp_service_profile) == ("", "false", None)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"id": "hill/100/2"}, "hill/100/2"),
        ({"id": "NTWK-hill/200/5"}, "hill/200/5"),
        ({"vlan": "hill/200", "interface": "LAG:01"}, "hill/200/5"),
        ({"vlan": "NTWK-hill/100", "interface": "ethernet:1/2/3"}, "hill/100/2"),
    ],
    ids=str,
)
def test_one_member_by_what_tells_it(plant: World, given: dict[str, Any], found: str) -> None:
    """Its id, or its interface in its VLAN, in any spelling."""
    assert sdk.get_vlan_member(**given).id == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["hill/100", "hill/200", "hill/300", "valley/100"]),
        ({"network_name": ["valley"]}, ["valley/100"]),
    ],
    ids=str,
)
def test_vlans_by_shelf(plant: World, given: dict[str, Any], found: list[str]) -> None:
    """Of one E7, or of all that the CMS lists."""
    assert [row.id for row in sdk.get_vlans(**given).vlans] == found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["hill/100/1", "hill/100/2", "hill/200/5", "valley/100/1"]),
        ({"network_name": "hill"}, ["hill/100/1", "hill/100/2", "hill/200/5"]),
        ({"vlan": "hill/100"}, ["hill/100/1", "hill/100/2"]),
        ({"vlan": "hill/300"}, []),
        ({"network_name": "hill", "interface": "lag:1"}, ["hill/100/1", "hill/200/5"]),
        ({"vlan": "hill/100", "interface": "Ethernet:1/02/3"}, ["hill/100/2"]),
    ],
    ids=str,
)
def test_members_by_vlan_shelf_and_interface(plant: World, given: dict[str, Any], found: list[str]) -> None:
    """All that is given must hold."""
    assert [row.id for row in sdk.get_vlan_members(**given).vlan_members] == found


@pytest.mark.parametrize(
    ("source", "given", "said", "cause"),
    [
        ("get_vlan", {"id": "hill/101"}, "There is no VLAN with id 'hill/101'", NotFoundError),
        ("get_vlan", {"name": "voices"}, "did you mean voice?", NotFoundError),
        ("get_vlan", {"name": "data"}, "hill/100, valley/100", AmbiguousError),
        ("get_vlan_member", {"id": "hill/100/7"}, "no VLAN member with id 'hill/100/7'", NotFoundError),
        (
            "get_vlan_member",
            {"vlan": "hill/100", "interface": "lag:2"},
            "no VLAN member with vlan 'hill/100' and interface 'lag:2'",
            NotFoundError,
        ),
        ("get_vlan_member", {"id": "hill/101/1"}, "Vlan 101", NotFoundError),
        ("get_vlan_members", {"vlan": "hill/101"}, "Vlan 101", NotFoundError),
    ],
    ids=str,
)
def test_one_that_is_not_there(
    plant: World, source: str, given: dict[str, Any], said: str, cause: type[Exception]
) -> None:
    """By what it was looked for, and where; of several, nothing is guessed."""
    with pytest.raises(sdk.CalixLookupError) as caught:
        getattr(sdk, source)(**given)

    assert said in str(caught.value)
    assert isinstance(caught.value.__cause__, cause)


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("get_vlan", {}),
        ("get_vlan", {"network_name": "hill"}),
        ("get_vlan", {"id": "hill/100", "name": "data"}),
        ("get_vlan", {"id": "hill/100", "network_name": "hill"}),
        ("get_vlan", {"id": "hill"}),
        ("get_vlan_member", {}),
        ("get_vlan_member", {"vlan": "hill/100"}),
        ("get_vlan_member", {"interface": "lag:1"}),
        ("get_vlan_member", {"id": "hill/100/1", "vlan": "hill/100"}),
        ("get_vlan_member", {"id": "hill/100/1", "vlan": "hill/100", "interface": "lag:1"}),
        ("get_vlan_member", {"id": "hill/100"}),
        ("get_vlan_member", {"vlan": "hill/100", "interface": "pon:1"}),
        ("get_vlan_members", {"vlan": "hill/100", "network_name": "hill"}),
        ("get_vlan_members", {"interface": "pon:1"}),
        ("get_vlan_members", {"vlan": "hill"}),
    ],
    ids=str,
)
def test_what_tells_none_is_refused_before_anything_is_asked(
    plant: World, source: str, given: dict[str, Any]
) -> None:
    """Neither too little nor too much, and nothing that no VLAN or member has."""
    with pytest.raises(sdk.CalixLookupError, match=r"What to do|must be|is not the id"):
        getattr(sdk, source)(**given)

    assert plant.asked() == {}

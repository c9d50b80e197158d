"""ONTs of several E7s: one by what tells it, many by filters; how one is doing; what an E7 sees and can."""

from __future__ import annotations

from typing import Any

import pytest
from tests.sdk.lookups.conftest import World

from pulumi_isp import calix as sdk
from pulumi_isp_provider.errors import AmbiguousError, NotFoundError


@pytest.fixture
def plant(small: World) -> World:
    """Two E7s: three ONTs on one, and one on the other under a number that is taken on the first."""
    hill, valley = small.isp.cms.state()["networks"]
    small.isp.cms.load(
        {
            "networks": [
                {
                    **hill,
                    "onts": [
                        _ont(7, "A1B2C1", 162),
                        _ont(8, "00A1B2C2", 1, admin="disabled"),
                        _ont(9, "0", 162, reg_id="hut"),
                    ],
                },
                {**valley, "onts": [_ont(7, "D1D1D1", 162)]},
            ]
        }
    )
    small.isp.reset_logs()
    return small


def _ont(
    number: int, serial: str, profile: int, *, admin: str = "enabled", reg_id: str = ""
) -> dict[str, Any]:
    return {"id": number, "serno": serial, "ontprof": profile, "admin": admin, "reg-id": reg_id}


def _service(number: int) -> dict[str, Any]:
    return {"slot": 3, "port": 1, "service": number, "tag-action": 1, "bw-prof": 1}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"id": "hill/7"}, "hill/7"),
        ({"network_name": "hill", "ont_id": 7}, "hill/7"),
        ({"network_name": "NTWK-valley", "ont_id": "7"}, "valley/7"),
        ({"serial_number": "cxnk-00:A1:B2:C1"}, "hill/7"),
        ({"serial_number": "43584E4B00A1B2C2"}, "hill/8"),
        ({"network_name": "valley", "serial_number": "d1d1d1"}, "valley/7"),
        ({"reg_id": "hut"}, "hill/9"),
    ],
    ids=str,
)
def test_one_ont_by_what_tells_it(plant: World, given: dict[str, Any], found: str) -> None:
    """Its id, its number on its E7, its serial number in any spelling, its registration id."""
    assert sdk.get_ont(**given).id == found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"id": "hill/99"}, "There is no ONT with network_name 'hill' and ont_id '99'"),
        ({"network_name": "valley", "serial_number": "A1B2C1"}, "There is no ONT with network_name 'valley'"),
        ({"serial_number": "A1B2C9"}, "There is no ONT with serial_number"),
        ({"reg_id": "huts"}, "did you mean hut?"),
    ],
    ids=str,
)
def test_one_that_is_not_there(plant: World, given: dict[str, Any], said: str) -> None:
    """By what it was looked for, and where."""
    with pytest.raises(sdk.CalixLookupError) as caught:
        sdk.get_ont(**given)

    assert said in str(caught.value)
    assert isinstance(caught.value.__cause__, NotFoundError)


def test_a_registration_id_that_two_have(plant: World) -> None:
    """Both are named, and nothing is guessed."""
    plant.isp.cms.load(
        {
            "networks": [
                {**network, "onts": [*network["onts"], _ont(30, "0", 162, reg_id="hut")]}
                for network in plant.isp.cms.state()["networks"]
            ]
        }
    )

    with pytest.raises(sdk.CalixLookupError, match="hill/9, hill/30, valley/30") as caught:
        sdk.get_ont(reg_id="hut")
    assert isinstance(caught.value.__cause__, AmbiguousError)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"ont_id": 7},
        {"network_name": "hill"},
        {"id": "hill/7", "network_name": "hill"},
        {"serial_number": "A1B2C1", "reg_id": "hut"},
        {"id": "hill"},
        {"serial_number": "HWTC00A1B2C1"},
        {"network_name": "hill", "ont_id": "first"},
    ],
    ids=str,
)
def test_what_tells_no_ont_is_refused_before_anything_is_asked(plant: World, given: dict[str, Any]) -> None:
    """Neither too little nor too much, and nothing that no ONT has."""
    for ask in (sdk.get_ont, sdk.get_ont_status):
        with pytest.raises(sdk.CalixLookupError, match=r"What to do|must be|is not the id"):
            ask(**given)

    assert plant.asked() == {}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["hill/7", "hill/8", "hill/9", "valley/7"]),
        ({"network_name": "valley"}, ["valley/7"]),
        ({"network_name": ["valley", "NTWK-hill", "hill"]}, ["valley/7", "hill/7", "hill/8", "hill/9"]),
        ({"ont_profile": 1}, ["hill/8"]),
        ({"ont_profile": 162.0, "network_name": "hill"}, ["hill/7", "hill/9"]),
        ({"admin_state": "disabled"}, ["hill/8"]),
        ({"pon": "1/1/7"}, ["valley/7"]),
        ({"pon": "9/9/9"}, []),
    ],
    ids=str,
)
def test_onts_by_shelf_port_profile_and_state(plant: World, given: dict[str, Any], found: list[str]) -> None:
    """All that is given must hold."""
    assert [ont.id for ont in sdk.get_onts(**given).onts] == found


@pytest.mark.parametrize(
    ("given", "said"),
    [({"admin_state": "on"}, "admin_state: must be one of"), ({"network_name": []}, "must name one E7")],
    ids=str,
)
def test_a_filter_that_would_let_nothing_through_is_refused(
    plant: World, given: dict[str, Any], said: str
) -> None:
    """Who loops over nothing deletes everything."""
    with pytest.raises(sdk.CalixLookupError, match=said):
        sdk.get_onts(**given)


def test_an_e7_that_the_cms_does_not_know_is_an_error_of_its_own(plant: World) -> None:
    """It stops this question, and no other one."""
    for _ in range(2):
        with pytest.raises(sdk.CalixLookupError, match="Calix \\(connection 'default'\\)"):
            sdk.get_onts(network_name="dale")

    assert len(sdk.get_onts(network_name="hill").onts) == 3


def test_what_changes_by_itself_is_in_the_status_alone(plant: World) -> None:
    """Levels and states move while nobody changes anything; a plan that was made of the rest does not."""
    before = sdk.get_ont(id="hill/7"), sdk.get_onts(), sdk.get_ont_status(id="hill/7")
    state = plant.isp.cms.state()
    state["networks"][0]["discovered"][0]["opt-sig-lvl"] = "-27.500"
    plant.isp.cms.load(state)
    plant.new_run()
    after = sdk.get_ont(id="hill/7"), sdk.get_onts(), sdk.get_ont_status(id="hill/7")

    assert before[:2] == after[:2]
    assert before[2] != after[2]
    assert after[2].receive_level == -27.5


def test_discovered_onts_by_place_and_provisioning(plant: World) -> None:
    """Serial numbers have the form of labels; what is provisioned says as what."""
    every = {each.serial_number: each.ont_id for each in sdk.get_discovered_onts().discovered_onts}
    free = sdk.get_discovered_onts(provisioned=False, network_name="hill").discovered_onts
    there = sdk.get_discovered_onts(pon="1/1/7").discovered_onts

    assert every["CXNK00A1B2C1"] == "7"
    assert [each.serial_number for each in free] == ["CXNK00A1B2C3", "CXNK00A1B2C4"]
    assert [(each.network_name, each.serial_number) for each in there] == [("valley", "CXNK00D1D1D1")]


def test_profiles_and_shelves(plant: World) -> None:
    """The E7s by the names that resources take, and what each can have."""
    shelves = [shelf.network_name for shelf in sdk.get_shelves().shelves]
    profiles = sdk.get_ont_profiles(network_name=shelves[0]).ont_profiles

    assert shelves == ["hill", "valley"]
    assert {profile.network_name for profile in profiles} == {"hill"}
    assert "1" in {profile.profile_id for profile in profiles}


def test_services_of_an_ont_of_a_shelf_and_of_all(plant: World) -> None:
    """Each ONT is asked for its own, the E7s that the CMS lists one after the other."""
    state = plant.isp.cms.state()
    for network, numbers in (("hill", (7, 9)), ("valley", (7,))):
        onts = next(each for each in state["networks"] if each["name"] == network)["onts"]
        for ont in onts:
            if int(ont["id"]) in numbers:
                ont["services"] = [_service(1), _service(2)]
    plant.isp.cms.load(state)

    def ids(**given: Any) -> list[str]:
        return [row.id for row in sdk.get_ethernet_services(**given).ethernet_services]

    of_one = ["hill/7/gigabit/1/1", "hill/7/gigabit/1/2"]
    of_shelf = [*of_one, "hill/9/gigabit/1/1", "hill/9/gigabit/1/2"]
    assert ids(ont="hill/7") == of_one
    assert ids(ont="hill/8") == []
    assert ids(network_name="hill") == of_shelf
    assert ids() == [*of_shelf, "valley/7/gigabit/1/1", "valley/7/gigabit/1/2"]
    assert sdk.get_ethernet_service(id="hill/9/gigabit/1/2").ont == "hill/9"


@pytest.mark.parametrize(
    ("source", "given", "said"),
    [
        ("get_ethernet_service", {}, "asked for by its id"),
        ("get_ethernet_service", {"id": "hill/7"}, "is not the id of an Ethernet service"),
        ("get_ethernet_service", {"id": "hill/7/gigabit/1/3"}, "There is no Ethernet service with id"),
        ("get_ethernet_service", {"id": "hill/99/gigabit/1/1"}, "Ont 99"),
        ("get_ethernet_services", {"ont": "hill/99"}, "Ont 99"),
        ("get_ethernet_services", {"ont": "hill/7", "network_name": "hill"}, "Leave out one"),
    ],
    ids=str,
)
def test_services_that_are_not_there(plant: World, source: str, given: dict[str, Any], said: str) -> None:
    """What is asked for in a wrong way, or is not there, is one message."""
    with pytest.raises(sdk.CalixLookupError) as caught:
        getattr(sdk, source)(**given)

    assert said in str(caught.value)

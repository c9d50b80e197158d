"""What an E7 says of its own hardware and software."""

from __future__ import annotations

from typing import Any

import pytest

PORT = "<type>GponPort</type><id><shelf>1</shelf><card>2</card><gponport>3</gponport></id>"
CARD = "<type>Card</type><id><shelf>1</shelf><card>2</card></id>"

SFP = (
    "op-stat info derived-states status sfp-status sfp-type sfp-conn sfp-encoding sfp-bitrate sfp-bitratemax"
    " sfp-vendname sfp-vendpartno sfp-vendrev sfp-vendserno v2-joins-sent v2-joins-rec leaves-sent leaves-rec"
    " gsq-sent gsq-rec inval-msg query-solicits-sent query-solicits-rec general-querys-sent"
    " general-querys-rec sfp-temp sfp-tx-bias sfp-tx-power sfp-rx-power sfp-voltage sfp-line-length"
    " sfp-wavelength clei"
)
"""What one client asks for at once."""


def test_a_gpon_port_has_its_limits(cms: Any, flat: Any) -> None:
    """The values that a client wrote down beside the names."""
    found = flat(cms.read("get-config", PORT))

    assert found == {
        "type": "GponPort",
        "id": "1/2/3",
        "admin": "enabled",
        "rate-limit": "2500",
        "max-streams": "500",
        "stream-alarm-lvl": "500",
        "mcast-bw": "2500",
        "mcast-bw-alarm-lvl": "2500",
        "split-hor": "false",
        "dyn-bw-alloc": "true",
        "descr": "",
    }


def test_a_gpon_port_reports_its_optical_module(cms: Any, flat: Any) -> None:
    """Everything of the longest known attr-list, on the oldest release too, as that client is of its time."""
    asked = f"{PORT}<attr-list>{SFP} </attr-list>"
    new, old = (flat(cms.read("get", asked, node=node)) for node in ("NTWK-North", "NTWK-South 2"))

    assert list(new) == ["type", "id", *SFP.split()]
    assert new == old
    assert {
        "op-stat": "enable",
        "sfp-type": "gpon",
        "sfp-conn": "sc",
        "sfp-tx-power": "2.5014",
        "sfp-wavelength": "1490.00",
    }.items() <= new.items()


def test_every_piece_has_a_serial_number_of_its_own(start: Any, flat: Any) -> None:
    """Modules and cards can be told apart, and keep their number."""
    cms = start(page_bytes=100_000)
    for kind, name in (("GponPort", "sfp-vendserno"), ("Card", "serno")):
        asked = (
            f"<type>System</type><id/><children><type>{kind}</type><attr-list>{name}</attr-list></children>"
        )
        first, again = (
            [flat(child)[name] for child in cms.read("get", asked).iter("child")] for _ in range(2)
        )

        assert all(first)
        assert len(set(first)) == len(first) > 1
        assert first == again


def test_a_card_says_what_it_is(start: Any, flat: Any) -> None:
    """What was expected in its slot and what is there, by the number of its ports."""
    cms = start({"networks": [{"name": "North", "gpon-ports": ["1/1/4", "1/2/1", "1/2/5"]}]})
    config = flat(cms.read("get-config", CARD))
    state = flat(cms.read("get", CARD))
    small = cms.read("get", CARD.replace("<card>2", "<card>1") + "<attr-list>actual-type</attr-list>")

    assert list(config) == ["type", "id", "equip-type", "admin", "ctrl-candidate"]
    assert list(state)[-4:] == ["actual-type", "clei", "partno", "serno"]
    assert (config["equip-type"], state["actual-type"], flat(small)["actual-type"]) == (
        "gpon-8",
        "gpon-8",
        "gpon-4",
    )
    assert state["partno"]


def test_the_software_of_a_card(cms: Any, acting: Any) -> None:
    """The reply that two clients keep a copy of; the release says which software it is."""
    ask = acting("show-software-card", f"<object>{CARD}</object>")

    assert cms.body(ask, node="NTWK-South 2") == (
        "<ok/><action-reply><present>true</present><running>2.3.35.19</running>"
        "<committed>2.3.35.19</committed><alternate>2.2.70.1</alternate></action-reply>"
    )
    assert cms.body(ask) != cms.body(ask, node="NTWK-South 2")
    assert cms.sim.count("show-software-card") == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "Unable to decode XML ID"),
        ("<object><type>Ont</type><id><ont>5</ont></id></object>", "Unable to decode XML ID"),
        (f"<object>{CARD.replace('<card>2', '<card>9')}</object>", "Card not found"),
    ],
)
def test_the_software_of_what_is_no_card_is_refused(
    cms: Any, acting: Any, arguments: str, message: str
) -> None:
    """No card named, something else named, a card that is not there."""
    assert cms.error(acting("show-software-card", arguments)) == message


def test_the_software_of_the_system_comes_out_as_recorded(start: Any, acting: Any) -> None:
    """Card by card."""
    cms = start({"networks": [{"name": "North", "release": "2.3", "gpon-ports": ["1/1/1"]}]})

    assert cms.body(acting("show-software-system")) == (
        "<ok/><action-reply><card><object><type>Card</type><id><shelf>1</shelf><card>1</card></id></object>"
        "<present>true</present><running>2.3.35.19</running><committed>2.3.35.19</committed>"
        "<alternate>2.2.70.1</alternate></card></action-reply>"
    )


MULTICAST = {
    "McastProf": [
        {"id": 1, "name": "@IPTV", "mvr-prof": 4, "max-strms": "16"},
        {"id": 2, "name": "none"},
    ],
    "MvrProf": [
        {
            "id": 4,
            "name": "@IPTV_3301",
            "vlans": [{"id": 3301, "start-addr1": "239.0.0.1", "end-addr1": "239.0.0.9"}],
        }
    ],
}


def _multicast(start: Any, **profiles: Any) -> Any:
    return start({"networks": [{"name": "North", "profiles": {**MULTICAST, **profiles}}]})


def test_a_client_finds_the_vlan_of_a_multicast_profile(start: Any, reading: Any) -> None:
    """From the profile by its reference to the registration profile, whose children the VLANs are."""
    cms = _multicast(start)
    listed = cms.body(
        reading(
            "get-config",
            "<type>System</type><id/><children><type>McastProf</type>"
            "<attr-list>name mvr-prof</attr-list></children>",
        )
    )
    vlans = cms.read(
        "get-config",
        "<type>MvrProf</type><id><mvrprof>4</mvrprof></id>"
        "<children><type>MvrVlan</type><attr-list></attr-list></children>",
    )

    assert (
        '<mvr-prof><type>MvrProf</type><id><mvrprof name="@IPTV_3301" localId="4">4</mvrprof></id></mvr-prof>'
        in listed
    )
    assert "<name>none</name><mvr-prof></mvr-prof>" in listed
    (vlan,) = vlans.iter("child")
    assert vlan.findtext("id/mvrvlan") == "3301"
    assert (vlan.findtext("start-addr1"), vlan.findtext("end-addr4")) == ("239.0.0.1", "")


def test_multicast_profiles_are_kept_changed_and_removed_with_what_hangs_on_them(start: Any) -> None:
    """The state loads into itself; a profile in use stays; with a registration profile its VLANs go."""
    cms = _multicast(start)
    state = cms.sim.state()
    cms.sim.load(state)
    assert cms.sim.state() == state

    assert cms.sim.change("mvr-vlans", "North/4/3301", {"end-addr1": "239.0.0.7"})["end-addr1"] == "239.0.0.7"
    with pytest.raises(ValueError, match="in use"):
        cms.sim.remove("profiles", "North/MvrProf/4")
    with pytest.raises(ValueError, match="MvrProf 5"):
        cms.sim.change("profiles", "North/McastProf/2", {"mvr-prof": 5})
    cms.sim.remove("profiles", "North/McastProf/1")
    cms.sim.remove("profiles", "North/MvrProf/4")
    with pytest.raises(KeyError):
        cms.sim.remove("mvr-vlans", "North/4/3301")


@pytest.mark.parametrize(
    ("profiles", "place"),
    [
        ({"McastProf": [{"id": 1, "mvr-prof": 5}]}, "networks[0].profiles.McastProf[0]: MvrProf 5"),
        ({"McastProf": [{"id": 1, "vlans": []}]}, "networks[0].profiles.McastProf[0]: 'vlans'"),
        ({"MvrProf": [{"id": 4, "vlans": [{}]}]}, "networks[0].profiles.MvrProf[0].vlans[0].id"),
        (
            {"MvrProf": [{"id": 4, "vlans": [{"id": 9}, {"id": 9}]}]},
            "networks[0].profiles.MvrProf[0].vlans[1].id: stands twice",
        ),
    ],
)
def test_multicast_profiles_that_do_not_fit_are_refused(
    start: Any, profiles: dict[str, Any], place: str
) -> None:
    """The message begins with the place."""
    with pytest.raises(ValueError, match="profiles") as error:
        _multicast(start, **profiles)

    assert str(error.value).startswith(place)

"""Recorded replies of an E7, field for field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ALARMS: list[dict[str, Any]] = [
    {
        "type": "Eth10Ge",
        "id": {"shelf": 1, "card": 1, "eth10ge": 3},
        "alarm-type": "improper-removal",
        "severity": "min",
        "sa": True,
        "occur-time": 1411710761,
        "occur-time-nsec": 138304000,
        "text": "Improper removal",
    },
    {
        "type": "Card",
        "id": {"shelf": 1, "card": 2},
        "alarm-type": "ueq",
        "severity": "info",
        "sa": True,
        "text": "Unequipped",
    },
    {"type": "Card", "id": {"shelf": 2, "card": 1}, "alarm-type": "ueq", "text": "Unequipped"},
]


@pytest.fixture
def alarmed(start: Callable[..., Any]) -> Any:
    return start({"networks": [{"name": "North", "alarms": ALARMS}]}, page_bytes=600)


def test_an_alarm_comes_out_as_recorded(alarmed: Any, acting: Any) -> None:
    """Order, names and the three spellings of the time; the zone is UTC here."""
    body = alarmed.body(acting("show-alarms"))

    assert body.startswith(
        "<ok/><action-reply><alarm><object><type>Eth10Ge</type><id><shelf>1</shelf><card>1</card>"
        "<eth10ge>3</eth10ge></id></object><alarm-type>improper-removal</alarm-type><severity>min</severity>"
        "<sa>true</sa><occur-time>1411710761</occur-time><occur-time-nsec>138304000</occur-time-nsec>"
        "<occur-time-string>2014/09/26 05:52:41.13</occur-time-string><text>Improper removal</text>"
        "<suppr>false</suppr><sec-object></sec-object></alarm>"
    )


def test_alarms_page_behind_the_last_one(alarmed: Any, acting: Any) -> None:
    """start-instance and after-alarm name it; behind the last nothing comes."""
    seen, arguments, pages = [], "", 0
    while True:
        reply = alarmed.rpc(acting("show-alarms", arguments)).find("action-reply")
        found = reply.findall("alarm")
        seen += ["/".join(part.text for part in alarm.find("object/id")) for alarm in found]
        pages += 1
        if not found:
            break
        last = found[-1]
        parts = "".join(f"<{part.tag}>{part.text}</{part.tag}>" for part in last.find("object/id"))
        arguments = (
            f"<start-instance><type>{last.findtext('object/type')}</type><id>{parts}</id></start-instance>"
            f"<after-alarm>{last.findtext('alarm-type')}</after-alarm>"
        )

    assert seen == ["1/1/3", "1/2", "2/1"]
    assert pages > 2
    assert alarmed.sim.state()["networks"][0]["alarms"][1]["alarm-type"] == "ueq"


def test_the_system_tells_of_itself_as_recorded(cms: Any, flat: Any) -> None:
    """Every element of the recorded get and get-config, in order."""
    state = flat(cms.read("get", "<type>System</type><id/>"))
    config = flat(cms.read("get-config", "<type>System</type><id/>"))

    assert " ".join(state) == (
        "type id op-stat crit maj min warn info derived-states create-time create-time-nsec num-res-vlan"
        " shelf-type current-time current-time-str uptime active-card standby-card update-time master-shelf"
    )
    assert " ".join(config) == (
        "type id admin sys-id sys-loc auto-upgr cli-telnet gui-http ip-gw passwd-expiry pri-dns-srv"
        " sec-dns-srv timezone startup-run first-res-vlan bar-trans upgr-trans bar-port upgr-port"
        " user-auth-order conc-upgr-limit card-reset-seq modular-chassis ont-dwnstrm-shaping"
        " ont-rogue-detect-default ont-auto-quarantine"
    )
    assert (state["derived-states"], state["active-card"], state["standby-card"]) == ("child-prov", "1/1", "")
    assert (config["sys-id"], config["user-auth-order"]) == ("North", "local")


@pytest.mark.parametrize(
    ("alarm", "place"),
    [
        ("x", "networks[0].alarms[0]: alarm"),
        ({"type": "Card", "id": {}}, "networks[0].alarms[0]: alarm-type"),
        ({**ALARMS[2], "sa": "yes"}, "networks[0].alarms[0]: sa"),
        ({**ALARMS[2], "severity": "bad"}, "networks[0].alarms[0]: severity"),
        ({**ALARMS[2], "id": {"<x>": 1}}, "networks[0].alarms[0]: id"),
        ({**ALARMS[2], "occur-time": -1}, "networks[0].alarms[0]: occur-time"),
        ({**ALARMS[2], "colour": 1}, "networks[0].alarms[0]: colour"),
    ],
)
def test_alarms_that_are_none_are_refused(cms: Any, alarm: Any, place: str) -> None:
    """The message names the place."""
    with pytest.raises(ValueError, match="alarms") as error:
        cms.sim.load({"networks": [{"name": "North", "alarms": [alarm]}]})

    assert str(error.value).startswith(place)

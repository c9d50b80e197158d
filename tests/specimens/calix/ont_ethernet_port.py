"""The settings of an Ethernet port of an ONT."""

from __future__ import annotations

from tests.support.lives import Life, Step, no_longer_declared
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

from pulumi_isp_provider.calix.client.choices import SERVICE_SLOTS

ONT = Of("calix.Ont")
BARE = {"ont": ONT, "port_kind": "gigabit", "port": 3, "description": "hall"}
FULL = {
    "ont": ONT,
    "port_kind": "gigabit",
    "port": 4,
    "admin_state": "enabled",
    "subscriber_id": "sub-6634",
    "description": "socket of Oldfield",
    "speed": "1000",
    "duplex": "half",
    "role": "inni",
    "policing": "disable",
    "disable_on_battery": True,
    "grade_of_service": 7,
    "security_profile": 14,
    "dscp_map": 9,
    "dhcp_limit_override": 219,
    "force_dot1x": "true",
    "poe_power_priority": "high",
    "poe_class_control": "enabled",
}


def simulated(id_: str) -> str:
    """``hill/7/gigabit/1`` -> ``hill/7/3/1``: the simulator's key contains the slot."""
    ont, kind, port = id_.rsplit("/", 2)
    return "/".join((ont, SERVICE_SLOTS[kind], port))


SPECIMEN = Specimen(
    kind="calix.OntEthernetPort",
    collection="ports",
    key=simulated,
    # A port always exists: its settings are merged, and merged back.
    writes=("ontethge.merge", "ontethge.merge", "ontethge.merge"),
    least={"ont": ONT, "port_kind": "gigabit", "port": 3},
    full=FULL,
    changed={
        "admin_state": "disabled",
        "description": 'socket of <Newfield> & "Sons"',
        "dhcp_limit_override": "none",
    },
    replaced={"port": 2},
    lives={
        "bare": Life(born=BARE, id="hill/61007/gigabit/3"),
        "full": Life(born=FULL, id="hill/61007/gigabit/4"),
        "off and back": Life(
            born=BARE,
            steps=(
                Step({**BARE, "admin_state": "disabled", "speed": "1000"}, ("admin_state", "speed")),
                Step(BARE, ("-admin_state", "-speed")),
            ),
        ),
        "no longer declared": no_longer_declared(FULL, ("description", "speed"), ("duplex", "dscp_map")),
        "another port": Life(born=BARE, steps=(Step({**BARE, "port": 4}, ("port",), ("port",)),)),
    },
    drift={
        "admin_state": Drift("admin", "disabled"),
        "subscriber_id": Drift("subscr-id", "somebody"),
        "description": Drift("descr", "changed"),
        "speed": Drift("speed", "auto"),
        "duplex": Drift("duplex", "full"),
        "role": Drift("role", "uni"),
        "policing": Drift("policing", "enable"),
        "disable_on_battery": Drift("disable-on-batt", "false"),
        "grade_of_service": Drift("gos", "2"),
        "security_profile": Drift("sec", "3"),
        "dscp_map": Drift("pbit-map", "4"),
        "dhcp_limit_override": Drift("dhcp-limit-override", "5"),
        "force_dot1x": Drift("force-dot1x", "none"),
        "poe_power_priority": Drift("poe-power-priority", "low"),
        "poe_class_control": Drift("poe-class-control", "disabled"),
    },
    bad={
        "ont": "hill",
        "port_kind": "pots",
        "port": 9,
        "admin_state": "on",
        "subscriber_id": "s" * 33,
        "description": "two\nlines",
        "speed": "10000",
        "duplex": "both",
        "role": "nni",
        "policing": "on",
        "disable_on_battery": "perhaps",
        "grade_of_service": "x",
        "security_profile": "x",
        "dscp_map": "x",
        "dhcp_limit_override": 256,
        "force_dot1x": "yes",
        "poe_power_priority": "first",
        "poe_class_control": "on",
    },
    missing={"ont": Missing("hill/999", "ont: there is no ONT hill/999")},
    many=lambda number: {},
    faults={
        "port": Fault(
            {**BARE, "subscriber_id": "4711"}, {"description": "cellar"}, ("ports", "subscr-id", "4711")
        )
    },
)

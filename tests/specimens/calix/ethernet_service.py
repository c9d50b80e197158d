"""An Ethernet service."""

from __future__ import annotations

from tests.support.lives import Life, Step, no_longer_declared
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

from pulumi_isp_provider.calix.client.choices import SERVICE_SLOTS

ONT = Of("calix.Ont")
BARE = {
    "ont": ONT,
    "port_kind": "gigabit",
    "port": 1,
    "service_id": 1,
    "admin_state": "enabled",
    "tag_action": "1",
    "bandwidth_profile": "3",
}
FULL = {
    "ont": ONT,
    "port_kind": "gigabit",
    "port": 2,
    "service_id": 11,
    "admin_state": "enabled-no-alarms",
    "tag_action": 1,
    "bandwidth_profile": "local:3",
    "description": "line of Oldfield",
    "outer_tag": 1877,
    "inner_tag": 2977,
    "multicast_profile": 29,
    "pon_cos": "user-3",
    "us_cir_override": "64k",
    "us_pir_override": "17m",
    "ds_pir_override": "2.2g",
    "hot_swap": True,
    "pppoe_force_discard": True,
    "security_profile": 14,
}


def simulated(id_: str) -> str:
    """``hill/7/gigabit/1/2`` -> ``hill/7/3/1/2``: the simulator's key contains the slot."""
    ont, kind, port, service = id_.rsplit("/", 3)
    return "/".join((ont, SERVICE_SLOTS[kind], port, service))


SPECIMEN = Specimen(
    kind="calix.EthernetService",
    collection="services",
    key=simulated,
    writes=("ethsvc.create", "ethsvc.merge", "ethsvc.delete"),
    least={
        "ont": ONT,
        "port_kind": "gigabit",
        "port": 1,
        "service_id": 1,
        "tag_action": 1,
        "bandwidth_profile": 3,
    },
    full=FULL,
    changed={
        "admin_state": "disabled",
        "description": 'line of <Newfield> & "Sons"',
        "outer_tag": 1988,
        "us_pir_override": "23m",
    },
    replaced={"service_id": 12},
    lives={
        "bare": Life(born=BARE),
        "full": Life(born=FULL),
        "suspended and back": Life(
            born=BARE,
            steps=(
                Step({**BARE, "admin_state": "disabled"}, ("admin_state",)),
                Step(BARE, ("admin_state",)),
            ),
        ),
        "no longer declared": no_longer_declared(
            FULL, ("description", "inner_tag", "multicast_profile"), ("pon_cos",)
        ),
        "another port": Life(born=BARE, steps=(Step({**BARE, "port": 4}, ("port",), ("port",)),)),
        "on a gateway": Life(
            born=BARE, steps=(Step({**BARE, "port_kind": "gateway"}, ("port_kind",), ("port_kind",)),)
        ),
        "a rate in another unit": Life(
            born={**BARE, "ds_pir_override": "1g"}, steps=(Step({**BARE, "ds_pir_override": "1000m"}, ()),)
        ),
    },
    drift={
        "admin_state": Drift("admin", "disabled"),
        "tag_action": Drift("tag-action", "2"),
        "bandwidth_profile": Drift("bw-prof", "1"),
        "description": Drift("descr", "changed"),
        "outer_tag": Drift("out-tag", "none"),
        "inner_tag": Drift("in-tag", "2"),
        "multicast_profile": Drift("mcast-prof", ""),
        "pon_cos": Drift("pon-cos", "derived"),
        "us_cir_override": Drift("us-cir-override", "none"),
        "us_pir_override": Drift("us-pir-override", "18m"),
        "ds_pir_override": Drift("ds-pir-override", "0"),
        "hot_swap": Drift("hot-swap", "false"),
        "pppoe_force_discard": Drift("pppoe-force-discard", "false"),
        "security_profile": Drift("sec", "1"),
    },
    bad={
        "ont": "hill",
        "port_kind": "pots",
        "port": 9,
        "service_id": 13,
        "admin_state": "on",
        "tag_action": "x",
        "bandwidth_profile": "x",
        "description": "two\nlines",
        "outer_tag": 1004,
        "inner_tag": "all",
        "multicast_profile": "x",
        "pon_cos": "cos-5",
        "us_cir_override": "fast",
        "us_pir_override": "1.25m",
        "ds_pir_override": "20M bit",
        "hot_swap": "perhaps",
        "pppoe_force_discard": "perhaps",
        "security_profile": "x",
    },
    missing={"ont": Missing("hill/61999", "ont: there is no ONT hill/61999")},
    many=lambda number: {},
    faults={
        "service": Fault(
            {**BARE, "description": "a service"},
            {"description": "b"},
            ("services", "bw-prof", 3),
        )
    },
)

"""A VLAN of an E7."""

from __future__ import annotations

from tests.support.lives import Life, Step, no_longer_declared
from tests.support.specimen import Drift, Fault, Specimen

BARE = {"network_name": "hill", "vlan_id": "208"}
FULL = {
    "network_name": "hill",
    "vlan_id": 1733,
    "name": "voice of Oldfield",
    "igmp_mode": "snoop-suppress",
    "igmp_profile": 13,
    "igmp_priority": "pbit-6",
    "dhcp_mode": "snoop",
    "dhcp_service_profile": 61,
    "option82": True,
    "ethernet_option82_profile": 47,
    "gpon_option82_profile": 53,
    "mac_forced_forwarding": True,
    "ip_source_verification": True,
    "mac_learning": False,
    "ae_ont_discovery": True,
    "pon_tlan": True,
    "pon_hairpin": True,
    "mobility": True,
    "pppoe_profile": 59,
    "force_delete": True,
}

SPECIMEN = Specimen(
    kind="calix.Vlan",
    collection="vlans",
    writes=("vlan.create", "vlan.merge", "vlan.delete"),
    least={"network_name": "hill", "vlan_id": 208},
    full=FULL,
    changed={"name": 'voice of <Newfield> & "Sons"', "dhcp_mode": "proxy", "mobility": False},
    replaced={"vlan_id": 1744},
    lives={
        "bare": Life(born=BARE, id="hill/208"),
        "full": Life(born=FULL, id="hill/1733"),
        "changes": Life(
            born={**BARE, "name": "video"},
            steps=(
                Step({**BARE, "name": "television", "igmp_mode": "proxy"}, ("name", "igmp_mode")),
                Step(
                    {**BARE, "igmp_mode": "flood", "mac_learning": "true"},
                    ("-name", "igmp_mode", "mac_learning"),
                ),
                Step({**BARE, "mac_learning": True}, ()),
            ),
        ),
        "no longer declared": no_longer_declared(FULL, ("name", "igmp_profile"), ("dhcp_mode", "pon_tlan")),
        "another number": Life(
            born=BARE, steps=(Step({**BARE, "vlan_id": 209}, ("vlan_id",), ("vlan_id",)),)
        ),
    },
    drift={
        "name": Drift("name", "changed"),
        "igmp_mode": Drift("igmp-mode", "flood"),
        "igmp_profile": Drift("igmp-prof", "1"),
        "igmp_priority": Drift("igmp-pbit", "pbit-2"),
        "dhcp_mode": Drift("dhcp-mode", "none"),
        "dhcp_service_profile": Drift("dhcp-svc-prof", ""),
        "option82": Drift("option82-enable", "false"),
        "ethernet_option82_profile": Drift("eth-opt82prof", "2"),
        "gpon_option82_profile": Drift("gpon-opt82prof", ""),
        "mac_forced_forwarding": Drift("mac-force-forw", "false"),
        "ip_source_verification": Drift("ip-src-verify", "false"),
        "mac_learning": Drift("mac-learn", "true"),
        "ae_ont_discovery": Drift("ae-ont-discovery", "false"),
        "pon_tlan": Drift("pon-tlan", "false"),
        "pon_hairpin": Drift("pon-hairpin", "false"),
        "mobility": Drift("mobility", "false"),
        "pppoe_profile": Drift("pppoe-prof", "3"),
    },
    bad={
        "network_name": "h/l",
        "vlan_id": 1003,
        "name": "two\nlines",
        "igmp_mode": "snoop",
        "igmp_profile": "x",
        "igmp_priority": 6,
        "dhcp_mode": "relay",
        "dhcp_service_profile": "x",
        "option82": "",
        "ethernet_option82_profile": "x",
        "gpon_option82_profile": "x",
        "mac_forced_forwarding": "",
        "ip_source_verification": "",
        "mac_learning": "",
        "ae_ont_discovery": "",
        "pon_tlan": "",
        "pon_hairpin": "",
        "mobility": "",
        "pppoe_profile": "x",
        "force_delete": "perhaps",
    },
    many=lambda number: {"vlan_id": 100 + number},
    faults={
        "vlan": Fault({**BARE, "name": "a"}, {"name": "b", "igmp_mode": "proxy"}, ("vlans", "id", 208)),
    },
)

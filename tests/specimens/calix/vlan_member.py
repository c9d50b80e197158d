"""An interface of an E7 in a VLAN."""

from __future__ import annotations

from tests.support.lives import Life, Step
from tests.support.specimen import Drift, Fault, Missing, Of, Specimen

VLAN = Of("calix.Vlan")
BARE = {"vlan": VLAN, "interface": "ethernet:1/2/3"}
FULL = {"vlan": VLAN, "interface": "lag:17", "member_id": 611, "force_delete": True}

SPECIMEN = Specimen(
    kind="calix.VlanMember",
    collection="vlan-members",
    writes=("vlanmem.create", "vlanmem.merge", "vlanmem.delete"),
    least=BARE,
    full=FULL,
    changed={},
    replaced={"interface": "eaps:19"},
    lives={
        "bare": Life(born=BARE, id="hill/1733/1"),
        "full": Life(born=FULL, id="hill/1733/611"),
        "another interface": Life(
            born=BARE,
            steps=(
                Step({**BARE, "interface": "Ethernet:01/2/3"}, ()),
                Step({**BARE, "interface": "lag:4"}, ("interface",), ("interface",)),
            ),
        ),
        "its number is written down, changed and left out again": Life(
            born=BARE,
            steps=(
                Step({**BARE, "member_id": 1}, ()),
                Step({**BARE, "member_id": 5}, ("member_id",), ("member_id",)),
                Step(BARE, ()),
            ),
        ),
        "another interface under its number": Life(
            born=FULL, steps=(Step({**FULL, "interface": "eaps:2"}, ("interface",), ("interface",)),)
        ),
    },
    drift={},
    bad={"vlan": "hill", "interface": "pon:1/1/1", "member_id": 1001, "force_delete": "perhaps"},
    missing={"vlan": Missing("hill/4000", "vlan: there is no VLAN hill/4000")},
    many=lambda number: {},
    given_away={"interface": Drift("member", {"type": "EapsIntf", "id": "9"})},
    faults={"vlan member": Fault(BARE, {}, ("vlan-members", "member", {"type": "EthIntf", "id": "1/2/3"}))},
)

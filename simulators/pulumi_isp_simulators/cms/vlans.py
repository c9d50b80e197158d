"""VLANs and their members."""

from __future__ import annotations

from typing import Final

from .family import TableFamily
from .messages import Refused, object_name
from .references import RefTo, RefToOneOf
from .rows import Key
from .spec import KeyPart, TypeSpec
from .state import Fields, State
from .values import BOOLEAN, RESERVED_VLANS, Attribute, Choice, Ref, Text

HIGHEST_MEMBER: Final = 1000

_FALSE: Final = Attribute(BOOLEAN, "false")

VLAN: Final = TypeSpec(
    "Vlan",
    (KeyPart("vlan", 2, 4093),),
    config={
        "name": Attribute(Text(), ""),
        "igmp-mode": Attribute(Choice(("flood", "snoop-suppress", "proxy")), "flood"),
        "igmp-prof": Attribute(RefTo("VlanIgmpProf", high=20), Ref("VlanIgmpProf", ("1",))),
        "dhcp-mode": Attribute(Choice(("none", "snoop", "proxy")), "none"),
        "mac-force-forw": _FALSE,
        "ip-src-verify": _FALSE,
        "mac-learn": Attribute(BOOLEAN, "true"),
        "ae-ont-discovery": _FALSE,
        "pon-tlan": _FALSE,
        "pon-hairpin": _FALSE,
        "igmp-pbit": Attribute(Choice(tuple(f"pbit-{n}" for n in range(8))), "pbit-4"),
        "dhcp-svc-prof": Attribute(RefTo("DhcpSvcProf"), None),
        "option82-enable": _FALSE,
        "eth-opt82prof": Attribute(RefTo("Opt82Prof"), None),
        "gpon-opt82prof": Attribute(RefTo("Opt82Prof"), None),
        "mobility": _FALSE,
        "pppoe-prof": Attribute(RefTo("PppoeProf"), None),
    },
    writes=frozenset({"create", "merge", "delete"}),
    named=True,
)

MEMBER: Final = TypeSpec(
    "VlanMem",
    (KeyPart("vlan", 2, 4093), KeyPart("vlanmem", 0, HIGHEST_MEMBER)),
    config={
        "member": Attribute(
            RefToOneOf(("EthIntf", "LagIntf", "EapsIntf")),
            None,
            required=True,
        )
    },
    parents=("Vlan",),
    writes=frozenset({"create", "delete"}),
)


class VlanFamily(TableFamily):
    """The VLANs of one node. ASSUMED: they can be merged."""

    def __init__(self, node: State) -> None:
        super().__init__(node, VLAN)

    def name_of(self, key: Key) -> str:
        """The VLAN's name, which may be empty."""
        row = self.rows.get(key)
        name = row["name"] if row is not None else ""
        return name if isinstance(name, str) else ""

    def create(self, key: Key, fields: Fields) -> Key:
        """Create a VLAN with a number that is not reserved."""
        if key in self.rows:
            raise Refused("exists", object=self.spec.name)
        if key[0] in RESERVED_VLANS:
            raise Refused("reserved-vlan", vlan=key[0])
        complete = self.complete(fields)
        self.node.check_references(self.spec, complete)
        self.rows.put(key, complete)
        return key

    def hangs_on(self, key: Key) -> str | None:
        """Its members."""
        return "members" if self.node.rows(MEMBER.name).any(key) else None

    def delete(self, key: Key) -> None:
        """Delete a VLAN and its members."""
        members = self.node.rows(MEMBER.name)
        for member in list(members.keys(key)):
            members.drop(member)
        self.rows.drop(key)


class MemberFamily(TableFamily):
    """The members of the VLANs of one node."""

    def __init__(self, node: State) -> None:
        super().__init__(node, MEMBER)

    def create(self, key: Key, fields: Fields) -> Key:
        """Add an interface that is not yet a member; number 0 takes the first free one."""
        vlan = key[:1]
        if vlan not in self.node.rows(VLAN.name):
            raise Refused("missing", object=object_name(VLAN.name))
        complete = self.complete(fields)
        if any(self.rows[other]["member"] == complete["member"] for other in self.rows.keys(vlan)):
            raise Refused("exists", object=self.spec.name)
        if key[1] == 0:
            key = (key[0], self._first_free(vlan))
        elif key in self.rows:
            raise Refused("exists", object=self.spec.name)
        self.rows.put(key, complete)
        return key

    def _first_free(self, vlan: Key) -> int:
        for number in range(1, HIGHEST_MEMBER + 1):
            if (*vlan, number) not in self.rows:
                return number
        raise Refused("no-free-id", object=self.spec.name)

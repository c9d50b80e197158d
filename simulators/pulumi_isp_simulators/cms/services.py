"""Ethernet services on ports of ONTs."""

from __future__ import annotations

from typing import Final

from .family import TableFamily
from .messages import Refused, object_name
from .ports import HIGHEST_PORT, PORT_KINDS, SERVICES, port_at
from .references import RefTo
from .rows import Key
from .spec import COUNTS, KeyPart, TypeSpec
from .state import Fields, State
from .system import SYSTEM
from .values import (
    ADMIN,
    BOOLEAN,
    DESCRIPTION_LENGTH,
    HIGHEST_ONT,
    Attribute,
    Choice,
    Rate,
    Ref,
    Text,
    Value,
    VlanTag,
)

_PON_COS: Final = (
    "derived",
    *(f"cos-{n}" for n in range(1, 5)),
    *(f"user-{n}" for n in range(1, 5)),
    "fixed",
)

SERVICE: Final = TypeSpec(
    SERVICES,
    (
        KeyPart("ont", 1, HIGHEST_ONT),
        KeyPart("ontslot", 1, 9),
        KeyPart("ontethany", 1, HIGHEST_PORT),
        KeyPart("ethsvc", 1, 12),
    ),
    config={
        "admin": Attribute(ADMIN, "enabled"),
        "descr": Attribute(Text(DESCRIPTION_LENGTH), ""),
        "tag-action": Attribute(RefTo("SvcTagAction", high=255, null=False, local=True), None, required=True),
        "bw-prof": Attribute(RefTo("BwProf", high=300, null=False, local=True), None, required=True),
        "out-tag": Attribute(VlanTag(), "none"),
        "in-tag": Attribute(VlanTag(), "none"),
        "mcast-prof": Attribute(RefTo("McastProf", high=32, local=True), None),
        "pon-cos": Attribute(Choice(_PON_COS), "derived"),
        "us-cir-override": Attribute(Rate(1_200_000), "none"),
        "us-pir-override": Attribute(Rate(1_000_000), "none"),
        "ds-pir-override": Attribute(Rate(2_500_000), "none"),
        "hot-swap": Attribute(BOOLEAN, "false"),
        "pppoe-force-discard": Attribute(BOOLEAN, "false"),
        "sec": Attribute(RefTo("EthSecProf", high=16), Ref("EthSecProf", ("1",))),
    },
    state=("op-stat", *COUNTS, "derived-states"),
    parents=("Ont", *(kind.spec.name for kind in PORT_KINDS if kind.services)),
    writes=frozenset({"create", "merge", "delete"}),
    named=True,
)


class ServiceFamily(TableFamily):
    """The Ethernet services of one node."""

    def __init__(self, node: State) -> None:
        super().__init__(node, SERVICE)

    def stands_under(self, parent: str) -> bool:
        """Whether a type lists services: ONTs and ports do; for the node it is not known."""
        return super().stands_under(parent) or (
            parent == SYSTEM.name and self.node.options.system_lists_services != "refuse"
        )

    def is_shown_under(self, parent: str) -> bool:
        """A node may show none without refusing to list."""
        return parent != SYSTEM.name or self.node.options.system_lists_services == "all"

    def name_of(self, key: Key) -> str:
        """``Data1`` for service 1."""
        return f"Data{key[-1]}"

    def value(self, key: Key, name: str) -> Value:
        """A provisioned or live attribute."""
        fields = self.rows[key]
        if name in fields:
            return fields[name]
        if name in COUNTS:
            return "0"
        ont = self.node.ont_rows[key[:1]]
        if name == "op-stat":
            return ont.op_stat(fields["admin"])
        return "present" if ont.hardware is not None else ""

    def create(self, key: Key, fields: Fields) -> Key:
        """Create a service on a port that the ONT's profile has."""
        if key in self.rows:
            raise Refused("exists", object=self.spec.name)
        if key[:1] not in self.node.ont_rows:
            raise Refused("missing", object=object_name("Ont"))
        port = port_at(self.node, key[:3])
        if port is None or not port.services:
            raise Refused("missing", object="port")
        complete = self.complete(fields)
        self.node.check_references(self.spec, complete)
        self.rows.put(key, complete)
        return key

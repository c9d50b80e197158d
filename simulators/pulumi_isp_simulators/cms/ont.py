"""ONTs: the provisioned records, with the reports of their hardware."""

from __future__ import annotations

from typing import Final

from . import ports
from .family import InTable
from .hardware import HARDWARE_STATE, state_of
from .links import INDEXED, OntRow, OntTable
from .messages import Refused
from .references import RefTo
from .rows import Key
from .spec import COUNTS, TypeSpec, spec_key
from .state import Fields, State
from .values import (
    ADMIN,
    BOOLEAN,
    DESCRIPTION_LENGTH,
    HIGHEST_ONT,
    SUBSCRIBER_ID_LENGTH,
    SWITCH,
    Attribute,
    Number,
    Ref,
    Serial,
    Text,
    Value,
    Whole,
)

_BLANK_NUMBER: Final = Attribute(Number(-100_000, 100_000, blank=True), "")

ONT: Final = TypeSpec(
    "Ont",
    spec_key("Ont", low=0, high=HIGHEST_ONT),
    config={
        "admin": Attribute(ADMIN, "enabled"),
        "serno": Attribute(Serial(), "0"),
        "reg-id": Attribute(Text(), ""),
        "subscr-id": Attribute(Text(SUBSCRIBER_ID_LENGTH), ""),
        "descr": Attribute(Text(DESCRIPTION_LENGTH), ""),
        "pwe3prof": Attribute(RefTo("OntPwe3Prof"), Ref("OntPwe3Prof", ("1",))),
        "ontprof": Attribute(RefTo("OntProf", local=True), None),
        "us-sdber-rate": Attribute(Whole(2, 6), "5"),
        "low-rx-opt-pwr-ne-thresh": Attribute(Number(-30.0, -7.0), "-30.0"),
        "high-rx-opt-pwr-ne-thresh": Attribute(Number(-30.0, -7.0), "-7.0"),
        # Read by one client only; the defaults are not known.
        "low-rx-opt-pwr-fe-thresh": _BLANK_NUMBER,
        "high-rx-opt-pwr-fe-thresh": _BLANK_NUMBER,
        "low-tx-opt-pwr-thresh": _BLANK_NUMBER,
        "high-tx-opt-pwr-thresh": _BLANK_NUMBER,
        "low-laser-bias-thresh": _BLANK_NUMBER,
        "high-laser-bias-thresh": _BLANK_NUMBER,
        "low-line-pwr-feed-thresh": _BLANK_NUMBER,
        "high-line-pwr-feed-thresh": _BLANK_NUMBER,
        "low-ont-temp-thresh": _BLANK_NUMBER,
        "high-ont-temp-thresh": _BLANK_NUMBER,
        "battery-present": Attribute(BOOLEAN, "false"),
        "pse-max-power-budget": Attribute(Whole(1, 90), "30"),
        "poe-class-control": Attribute(SWITCH, "disabled"),
        "ont-port-color": Attribute(Text(), ""),
        "linked-pon": Attribute(RefTo("GponPort"), None),
    },
    state=(
        "op-stat",
        *COUNTS,
        "derived-states",
        *HARDWARE_STATE,
        "uptime",
        "response-time",
        "pse-available-power-budget",
        "pse-aggregate-output-power",
        "pse-mgmt-capb",
        "option",
    ),
    writes=frozenset({"create", "merge", "delete"}),
)


class OntFamily(InTable[OntTable]):
    """The ONTs of one node."""

    def __init__(self, node: State) -> None:
        super().__init__(node, ONT, node.ont_rows)
        self._lowest_free = 1

    def value(self, key: Key, name: str) -> Value:
        """A provisioned attribute, or one that its hardware reports."""
        row = self.rows[key]
        if name in row.fields:
            return row.fields[name]
        if name == "op-stat":
            return row.op_stat()
        if name == "derived-states":
            return self._derived_states(key, row)
        return state_of(self.node, row.hardware, name)

    def _derived_states(self, key: Key, row: OntRow) -> str:
        states = ["child-prov"] if ports.in_use(self.node, key) else []
        if row.hardware is not None:
            states.append("present")
        if row.fields["admin"] == "disabled":
            states.append("user-disabled")
        return " ".join(states)

    def lookup(self, name: str, wanted: Value) -> list[Key] | None:
        """ONTs with that serial, registration id, subscriber id or GPON port."""
        return self.rows.find(name, wanted) if name in INDEXED else None

    def create(self, key: Key, fields: Fields) -> Key:
        """Provision an ONT and link it to its hardware if connected; 0 takes the first free number."""
        complete = self.complete(fields)
        self._must_have_profile(complete)
        if key == (0,):
            key = (self._first_free(),)
        elif key in self.rows:
            raise Refused("exists", object="ONT")
        self._must_be_unique(key, complete)
        self.node.check_references(self.spec, complete)
        if complete["linked-pon"] is not None:
            raise Refused("linked-pon")
        self.rows.put(key, OntRow(complete))
        self.node.links.ont_wants_hardware(key)
        return key

    def merge(self, key: Key, fields: Fields) -> None:
        """Change an ONT. A new serial number or registration id links again; empty ``linked-pon`` unlinks."""
        row = self.rows[key]
        changed = {name: value for name, value in fields.items() if row.fields[name] != value}
        self._must_have_profile({**row.fields, **changed})
        self._must_be_unique(key, changed)
        self.node.check_references(self.spec, changed)
        self._check_change(key, row, changed)
        self.rows.change(key, {name: value for name, value in changed.items() if name != "linked-pon"})
        if "ontprof" in changed:
            ports.forget_lost(self.node, key)
        if "linked-pon" in changed or {"serno", "reg-id"} & changed.keys():
            self.node.links.unlink(key)
        if {"serno", "reg-id"} & changed.keys():
            self.node.links.ont_wants_hardware(key)

    def _check_change(self, key: Key, row: OntRow, changed: Fields) -> None:
        options = self.node.options
        if changed.get("linked-pon") is not None:
            raise Refused("linked-pon")
        new_serial = changed.get("serno")
        if (
            new_serial not in (None, "0")
            and row.hardware is not None
            and "linked-pon" not in changed
            and not options.serno_change_while_linked
        ):
            raise Refused("serno-linked")
        if "ontprof" in changed and ports.carries_services(self.node, key):
            profile = changed["ontprof"]
            fits = isinstance(profile, Ref) and ports.services_fit(self.node, key, profile)
            if not (fits and options.ontprof_change_with_services):
                raise Refused("profile-in-use")

    def hangs_on(self, key: Key) -> str | None:
        """Its Ethernet services."""
        return "services" if ports.carries_services(self.node, key) else None

    def delete(self, key: Key) -> None:
        """Delete an ONT and its services, and free its hardware."""
        self.node.links.unlink(key)
        ports.forget_all(self.node, key)
        self.rows.drop(key)
        self._lowest_free = min(self._lowest_free, int(key[0]))

    def _first_free(self) -> int:
        while (self._lowest_free,) in self.rows:
            self._lowest_free += 1
        if self._lowest_free > HIGHEST_ONT:
            raise Refused("no-free-id", object="ONT")
        return self._lowest_free

    def _must_have_profile(self, fields: Fields) -> None:
        if self.node.options.ontprof_required and fields["ontprof"] is None:
            raise Refused("missing-value", name="ontprof")

    def _must_be_unique(self, key: Key, fields: Fields) -> None:
        for name in self.node.options.unique_ont_attributes:
            value = fields.get(name)
            if isinstance(value, str) and value not in ("", "0") and set(self.rows.find(name, value)) - {key}:
                raise Refused("exists", object="ONT")

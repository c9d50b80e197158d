"""The life of a VLAN member: an interface of an E7 in a VLAN."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError

from ...core.properties import Flag, Identifier, InputSchema
from ...core.records import Properties, Record
from ...core.schema import has_unknown
from ...errors import NotFoundError, PlanRefusedError
from ..client.e7.vlans import VlanMember
from ..client.identifiers import NODE_PREFIX
from ..errors import InvalidValueError
from .fields import Interface, VlanReference
from .ids import split_vlan_id
from .on_e7 import OnE7

if TYPE_CHECKING:
    from ..client.client import SyncCMSClient

HIGHEST_MEMBER: Final = 1000


def _member_id(value: str) -> None:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", value, re.ASCII) or int(value) > HIGHEST_MEMBER:
        raise ValidationError(f"must be a whole number from 1 to {HIGHEST_MEMBER}")


class VlanMemberInputs(InputSchema):
    """What a VLAN member takes. One public client writes it (release R15)."""

    vlan = VlanReference(
        "The VLAN: the VLAN itself, or its id, ``<network name>/<vlan id>``.",
        required=True,
        replaces=True,
        refers_to="Vlan",
        part_of_id=0,
    )
    interface = Interface("The interface of the E7.", required=True, replaces=True)
    member_id = Identifier(
        f"The member's number in its VLAN, 1 to {HIGHEST_MEMBER}; the first free one where it is left out.",
        validate=_member_id,
        replaces=True,
        stays=True,
        part_of_id=1,
    )
    force_delete = Flag(
        "Take the interface out although something uses it there. What an E7 counts as that is not known.",
        local=True,
    )


class VlanMemberLifecycle(OnE7[VlanMember]):
    """A VLAN member. Its id is ``<network name>/<vlan id>/<member id>``.

    Natural key: its VLAN and its interface. An E7 gives the numbers out again: the interface proves it.
    """

    kind = "VlanMember"
    about = "An interface of an E7 in a VLAN. Its id is ``<network name>/<vlan id>/<member id>``."
    schema = VlanMemberInputs
    computed = {}
    natural_key = ("vlan", "interface")
    steps = 2
    references = frozenset({"vlan"})

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """In another VLAN, or another interface without the same number."""
        if has_unknown([news.get(name) for name in ("vlan", "interface", "member_id")]):
            return False
        if olds.get("vlan") != news.get("vlan"):
            return True
        same_number = news.get("member_id") is not None and news.get("member_id") == olds.get("member_id")
        return olds.get("interface") != news.get("interface") and not same_number

    def natural_keys(self, inputs: Properties) -> Iterator[str]:
        """Its interface in its VLAN, and its number where one is declared."""
        vlan = inputs.get("vlan")
        for name in ("interface", "member_id"):
            if inputs.get(name) and not has_unknown([vlan, inputs[name]]):
                yield f"{name} {inputs[name]!r} in VLAN {vlan}"

    def told_by_id(self, id_: str) -> Mapping[str, Any]:
        """Its VLAN, and the number that an E7 may have chosen."""
        vlan, number = split_member_id(id_)
        return {"vlan": vlan, "member_id": number}

    def witnesses(self, properties: Mapping[str, Any]) -> tuple[str, ...]:
        """Its interface."""
        return ("interface",) if properties.get("interface") else ()

    def locate(self, client: SyncCMSClient, record: Record, *, shared: bool = False) -> VlanMember | None:
        """By the number where it is declared; else by its interface, wherever that stands in the VLAN."""
        interface = record.mark.witness.get("interface")
        if "member_id" in record.properties or interface is None:
            return self.fetch(client, record.id)
        return _having(client, split_member_id(record.id)[0], "interface", interface)

    def obstacles(self, client: SyncCMSClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Its VLAN is there, and interface and number are free in it."""
        vlan = inputs.get("vlan")
        if vlan is None or has_unknown(vlan):
            return
        network, number = split_vlan_id(vlan)
        if client.e7.vlan_snapshot(network).get(number) is None:
            yield f"vlan: there is no VLAN {vlan}; if this program makes it, give the resource itself"
            return
        for name, says in (("interface", "has it"), ("member_id", "exists already")):
            value = inputs.get(name)
            taken = None if not value or has_unknown(value) else _having(client, vlan, name, value)
            if taken and not (own and self.identify(taken) == own.id):
                yield f"{name}: member {self.identify(taken)} {says}"

    def find(self, client: SyncCMSClient, inputs: Properties, *, shared: bool = False) -> VlanMember | None:
        """Look for the interface among the VLAN's members."""
        return _having(client, inputs["vlan"], "interface", inputs["interface"])

    def make(self, client: SyncCMSClient, inputs: Properties) -> VlanMember:
        """Put the interface into the VLAN."""
        return client.e7.create_vlan_member(
            *split_vlan_id(inputs["vlan"]), inputs["interface"], inputs.get("member_id")
        )

    def fetch(self, client: SyncCMSClient, id_: str) -> VlanMember | None:
        """Look in the shared listing of the VLAN."""
        vlan, number = split_member_id(id_)
        return _having(client, vlan, "member_id", number)

    def listed(self, client: SyncCMSClient, place: str) -> Iterator[VlanMember]:
        """All of an E7, VLAN by VLAN."""
        for vlan in client.e7.vlan_snapshot(place).values():
            yield from client.e7.vlan_member_snapshot(place, vlan.vlan_id).values()

    def change(self, client: SyncCMSClient, id_: str, inputs: Properties, changed: Properties) -> VlanMember:
        """Refused: no public source shows a member that changes."""
        raise PlanRefusedError(
            f"{self._named(id_)} stands for another interface now, and an E7 is not known to change one",
            hint="Take the resource out of the state with `pulumi state delete`, which deletes nothing "
            "at the vendor: the next `up` makes yours.",
            object=id_,
        )

    def destroy(self, client: SyncCMSClient, id_: str, state: Mapping[str, Any]) -> None:
        """Take the interface out of the VLAN."""
        vlan, number = split_member_id(id_)
        client.e7.delete_vlan_member(*split_vlan_id(vlan), number, force=bool(state.get("force_delete")))

    def identify(self, model: VlanMember) -> str:
        """``<network name>/<vlan id>/<member id>``."""
        return f"{_vlan(model)}/{model.member_id}"

    def describe(self, model: VlanMember) -> Properties:
        """What is provisioned."""
        return {"vlan": _vlan(model), "interface": model.interface or "", "member_id": model.member_id}


def split_member_id(id_: str) -> tuple[str, str]:
    """``<network name>/<vlan id>/<member id>`` -> the VLAN's id and the member's number.

    Raises:
        InvalidValueError: It is no such id.
    """
    vlan, _, number = id_.rpartition("/")
    try:
        _member_id(number)
        split_vlan_id(vlan)
    except (ValidationError, InvalidValueError):
        raise InvalidValueError(
            f"{id_!r} is not the id of a VLAN member, which is <network name>/<vlan id>/<member id>"
        ) from None
    return vlan, number


def _vlan(member: VlanMember) -> str:
    return f"{member.network_name.removeprefix(NODE_PREFIX)}/{member.vlan_id}"


def _having(client: SyncCMSClient, vlan: str, name: str, value: str) -> VlanMember | None:
    try:
        members = client.e7.vlan_member_snapshot(*split_vlan_id(vlan)).values()
    except NotFoundError:
        return None  # no VLAN, no member
    return next((member for member in members if getattr(member, name) == value), None)

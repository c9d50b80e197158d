"""The questions about VLANs and the interfaces in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ...core.names import noun_of
from ...core.properties import properties_of
from ...core.questions import Argument, Columns, Listed, Question, Row, one_of, outputs_of, row_of, value_of
from ...errors import ValidationError
from ..client.identifiers import bare_network_name, node_name
from ..resources.ids import split_vlan_id
from ..resources.on_e7 import OnE7
from ..resources.vlan import VlanLifecycle
from ..resources.vlan_member import VlanMemberInputs, VlanMemberLifecycle, split_member_id
from .plant import E7S, ONE_E7, Plant

_VLAN: Final = VlanLifecycle()
_MEMBER: Final = VlanMemberLifecycle()
_INTERFACE: Final = properties_of(VlanMemberInputs)["interface"]
_OF_VLAN: Final = "by its id, ``<network name>/<vlan id>``"


def questions() -> Iterator[Question]:
    """All of them."""
    vlan = Columns("GetVlanResult", _VLAN.about, outputs_of(_VLAN))
    yield Question(
        name="get_vlan",
        kind="vlan",
        about="One VLAN, by its id or its name.",
        arguments={
            "id": Argument(about="Its id, ``<network name>/<vlan id>``. Nothing else is given then."),
            "network_name": ONE_E7,
            "name": Argument(about="Its name."),
        },
        columns=vlan,
        answer=_get_vlan,
    )
    yield Question(
        name="get_vlans",
        kind="vlan",
        about="The VLANs of E7s.",
        arguments={"network_name": E7S},
        columns=vlan,
        many="vlans",
        answer=_get_vlans,
    )
    member = Columns("GetVlanMemberResult", _MEMBER.about, outputs_of(_MEMBER))
    yield Question(
        name="get_vlan_member",
        kind="vlan_member",
        about="One interface in a VLAN, by its id, or by the VLAN and the interface.",
        arguments={
            "id": Argument(
                about="Its id, ``<network name>/<vlan id>/<member id>``. Nothing else is given then."
            ),
            "vlan": Argument(about=f"The VLAN, {_OF_VLAN}."),
            "interface": Argument(about=f"The interface: {_INTERFACE.limits}."),
        },
        columns=member,
        answer=_get_vlan_member,
    )
    yield Question(
        name="get_vlan_members",
        kind="vlan_member",
        about="The interfaces in one VLAN, or in all VLANs of E7s: one listing for each VLAN.",
        arguments={
            "vlan": Argument(about=f"Only in this VLAN, {_OF_VLAN}."),
            "network_name": E7S,
            "interface": Argument(about=f"Only this interface: {_INTERFACE.limits}."),
        },
        columns=member,
        many="vlan_members",
        answer=_get_vlan_members,
    )


def _get_vlan(
    plant: Plant,
    *,
    id: str | None,  # noqa: A002 - the name that all of Pulumi uses
    network_name: str | None,
    name: str | None,
) -> Row:
    if (id is None) == (name is None) or (id is not None and network_name is not None):
        raise ValidationError(
            "One VLAN is asked for by its id, or by its name",
            hint="Give one of these; with network_name and name, only that E7 is asked.",
        )
    if id is None:
        nodes, key, value = plant.networks(network_name), "name", str(name)
    else:
        node, number = _vlan(id)
        nodes, key, value = [node], "id", f"{bare_network_name(node)}/{number}"
    return _one(
        _VLAN,
        [plant.client.e7.vlan_snapshot(node) for node in nodes],
        lambda: [vlan for node in nodes for vlan in plant.client.e7.vlan_snapshot(node).values()],
        {key: value},
        _VLAN.identify if key == "id" else lambda vlan: vlan.name or "",
    )


def _get_vlans(plant: Plant, *, network_name: Any) -> list[Row]:
    return [
        row_of(_VLAN, vlan)
        for node in plant.networks(network_name)
        for vlan in plant.client.e7.vlan_snapshot(node).values()
    ]


def _get_vlan_member(
    plant: Plant,
    *,
    id: str | None,  # noqa: A002 - the name that all of Pulumi uses
    vlan: str | None,
    interface: str | None,
) -> Row:
    by_place = vlan is not None and interface is not None
    if by_place == (id is not None) or (id is not None and (vlan, interface) != (None, None)):
        raise ValidationError(
            "One VLAN member is asked for by its id, or by vlan and interface",
            hint="Give the id alone, or the two.",
        )
    of, member_id = (vlan, None) if id is None else split_member_id(id)
    node, number = _vlan(str(of))
    place = f"{bare_network_name(node)}/{number}"
    listing = plant.client.e7.vlan_member_snapshot(node, number)
    if member_id is not None:
        return _one(_MEMBER, [listing], listing.values, {"id": f"{place}/{member_id}"}, _MEMBER.identify)
    wanted = {"vlan": place, "interface": _interface(interface)}
    return _one(_MEMBER, [listing], listing.values, wanted, lambda member: member.interface or "")


def _get_vlan_members(
    plant: Plant, *, vlan: str | None, network_name: Any, interface: str | None
) -> list[Row]:
    wanted = None if interface is None else _interface(interface)
    if vlan is None:
        found = [
            member for node in plant.networks(network_name) for member in _MEMBER.listed(plant.client, node)
        ]
    elif network_name is None:
        found = list(plant.client.e7.vlan_member_snapshot(*_vlan(vlan)).values())
    else:
        raise ValidationError("VLAN members are asked for by vlan or by network_name", hint="Leave out one.")
    return [row_of(_MEMBER, member) for member in found if wanted in (None, member.interface)]


def _one(
    kind: OnE7[Any],
    listings: Sequence[Listed],
    every: Callable[[], Iterable[Any]],
    wanted: Mapping[str, str],
    told: Callable[[Any], str],
) -> Row:
    """The one object whose ``told`` text is the last wanted value."""
    *_, value = wanted.values()
    found = one_of(
        lambda: [each for each in every() if told(each) == value],
        listings,
        noun=noun_of(kind.kind),
        wanted=wanted,
        called=kind.identify,
        there=lambda: filter(None, map(told, every())),
        hint="Ask for it by its id.",
    )
    return row_of(kind, found)


def _vlan(id_: str) -> tuple[str, str]:
    network, number = split_vlan_id(id_)
    return node_name(network), number


def _interface(value: str | None) -> str:
    found: str = value_of(_INTERFACE, "interface", value)
    return found

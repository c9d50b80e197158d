"""The lifecycle of an access group: who may reach what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from marshmallow import ValidationError, validates_schema

from ...core.properties import Choice, InputSchema, ListOf, Text, as_set
from ...core.records import Properties
from .collection import Collection, Nested
from .fields import ids

if TYPE_CHECKING:
    from ..client.models import AccessGroup, AccessItem

_SOURCES: Final[Mapping[str, tuple[str, str]]] = {
    "source_user_groups": ("USER_GROUP", "children"),
    "source_networks": ("NETWORK_SERVICE", "parent"),
    "source_services": ("NETWORK_SERVICE", "children"),
    "source_hosts": ("HOST", "parent"),
}
"""For each property: the vendor's type of an item, and the field of the item with the ids.

A parent is covered as a whole; children are covered one by one. The example in the vendor's Terraform
provider shows both for user groups, networks and services. For hosts the same is assumed.
"""
_DESTINATIONS: Final[Mapping[str, tuple[str, str]]] = {
    "destination_user_groups": ("USER_GROUP", "children"),
    "destination_networks": ("NETWORK_SERVICE", "parent"),
    "destination_services": ("NETWORK_SERVICE", "children"),
    "destination_hosts": ("HOST_SERVICE", "parent"),
    "destination_host_services": ("HOST_SERVICE", "children"),
    "destination_published_services": ("PUBLISHED_SERVICE", "children"),
}


def _ids(about: str, kind: str | None = None) -> ListOf:
    # The vendor returns a whole group. So a list that is not declared is an empty list.
    return ids(about, kind, default=[])


def _all(about: str, *words: str) -> ListOf:
    return ListOf(about, Choice("", *words), canonical=as_set, default=[])


class AccessGroupInputs(InputSchema):
    """The properties of an access group."""

    name = Text("Its name, by which it is found.", required=True, for_people=True)
    description = Text("Free text.", longest=120, for_people=True)
    source_all = _all(
        "Types of which every user, network or host is a source.", "USER_GROUP", "NETWORK_SERVICE", "HOST"
    )
    source_user_groups = _ids("User groups whose users are sources.", "UserGroup")
    source_networks = _ids("Networks that are sources as a whole.", "Network")
    source_services = _ids(
        "Ids of IP services and applications of networks that are sources.", "NetworkService"
    )
    source_hosts = _ids("Hosts that are sources.", "Host")
    destination_all = _all(
        "Types of which everything may be reached.",
        *("USER_GROUP", "NETWORK_SERVICE", "HOST_SERVICE", "PUBLISHED_SERVICE"),
    )
    destination_user_groups = _ids("User groups whose users may be reached.", "UserGroup")
    destination_networks = _ids("Networks that may be reached as a whole.", "Network")
    destination_services = _ids(
        "Ids of IP services and applications of networks that may be reached.", "NetworkService"
    )
    destination_hosts = _ids("Hosts that may be reached as a whole.", "Host")
    destination_host_services = _ids(
        "Ids of IP services and applications of hosts that may be reached.", "HostService"
    )
    destination_published_services = _ids("Ids of published services that may be reached.")

    @validates_schema(skip_on_field_errors=False, pass_original=True)
    def _two_sides(self, _: Any, given: Mapping[str, Any], **__: Any) -> None:
        wrong = {
            f"{side}_all": [
                f"an access group needs a {side}: declare this property or another {side}_... property"
            ]
            for side in ("source", "destination")
            if not any(value for name, value in given.items() if name.startswith(f"{side}_"))
        }
        if wrong:
            raise ValidationError(wrong)


def _read(items: Iterable[AccessItem] | None, side: str, places: Mapping[str, tuple[str, str]]) -> Properties:
    """The properties for the items of a side, however the vendor groups the items.

    An item without a property of its own becomes an entry of ``..._all``. So the plan shows all access that
    the group gives.
    """
    found: dict[str, list[str]] = {f"{side}_all": [], **{name: [] for name in places}}
    for item in items or ():
        if item.all_covered and item.parent is None:
            found[f"{side}_all"].append(item.type)
        whole = [item.parent] if item.all_covered and item.parent else []
        for name, (type_, place) in places.items():
            if item.type != type_:
                continue
            if place == "children":
                found[name] += item.children
            # A user group has no parts, so parent and child mean the same.
            if place == "parent" or type_ == "USER_GROUP":
                found[name] += whole
                whole = []
        known = any(item.type == type_ and place == "children" for type_, place in places.values())
        found[f"{side}_all"] += [f"{item.type} {id_}" for id_ in (*whole, *(() if known else item.children))]
    return {name: list(dict.fromkeys(ids)) for name, ids in found.items()}


def _write(
    properties: Properties, side: str, places: Mapping[str, tuple[str, str]]
) -> list[Mapping[str, Any]]:
    items: list[Mapping[str, Any]] = [
        {"type": type_, "all_covered": True} for type_ in properties[f"{side}_all"] or ()
    ]
    for name, (type_, place) in places.items():
        ids = properties[name] or []
        if place == "children" and ids:
            items.append({"type": type_, "all_covered": False, "children": ids})
        elif place == "parent":
            items += [{"type": type_, "all_covered": True, "parent": id_} for id_ in ids]
    return items


def _side(side: str, places: Mapping[str, tuple[str, str]]) -> Nested:
    return Nested(
        side,
        (f"{side}_all", *places),
        lambda items: _read(items, side, places),
        lambda properties, _: _write(properties, side, places),
    )


class AccessGroupLifecycle(Collection["AccessGroup"]):
    """An access group. Natural key: its name."""

    vendor = "cloudconnexa"
    kind = "AccessGroup"
    service = "access_groups"
    about = "Who may reach what: each source may reach each destination."
    schema = AccessGroupInputs
    computed = {}
    natural_key = ("name",)
    references = frozenset({*_SOURCES, *_DESTINATIONS} - {"destination_published_services"})
    nested = (_side("source", _SOURCES), _side("destination", _DESTINATIONS))

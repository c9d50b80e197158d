"""Actions of a node, requested with ``<action>``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from . import render
from .alarms import listed
from .messages import Refused
from .node import Node
from .plant import SOFTWARE
from .query import Condition, filter_value, matching, reference_key
from .rows import Key
from .xmlio import Element, leaf, tag

Action = Callable[[Node, Element, int], str]
"""Gets the node, the arguments and the room for a list; returns the content after ``<ok/>``."""

_ONT_FILTERS: Final = ("serno", "subscr-id", "reg-id", "admin", "linked-pon", "ontprof")


def act(node: Node, verb: Element, room: int) -> str:
    """The answer to an ``<action>``.

    Raises:
        Refused: The action is unknown or not possible.
    """
    name = verb.text_of("action-type")
    action = ACTIONS.get(name)
    if action is None:
        raise Refused("unknown-action", name=name)
    arguments = verb.child("action-args") or Element("action-args", {})
    return "<ok/>" + action(node, arguments, room - len("<ok/>"))


def _show_ont(node: Node, arguments: Element, room: int) -> str:
    return _show(node, arguments, room, with_state=True)


def _show_ont_brief(node: Node, arguments: Element, room: int) -> str:
    return _show(node, arguments, room, with_state=False)


def _show(node: Node, arguments: Element, room: int, *, with_state: bool) -> str:
    items = (_match(node, key, with_state=with_state) for key in _found(node, arguments))
    return _listed(node, items, room)


def _listed(node: Node, items: Iterator[str], room: int) -> str:
    frame = len(tag("action-reply")) + len("<more/>")
    return tag("action-reply", render.page(items, room - frame, trailing_more=node.options.trailing_more))


def _match(node: Node, key: Key, *, with_state: bool) -> str:
    onts = node.onts
    match = tag("get-config", tag("object", render.content(node, onts, key, render.config_names(onts))))
    absent = onts.rows[key].hardware is None
    if with_state and not (absent and node.options.absent_ont_state == "omit"):
        match += tag("get", tag("object", render.content(node, onts, key, render.state_names(onts))))
    return tag("match", match)


def _found(node: Node, arguments: Element) -> Iterator[Key]:
    """ONTs that fulfil every filter, in order, after ``after``."""
    onts = node.onts
    prefix: Key = ()
    after: Key | None = None
    conditions: list[Condition] = []
    for argument in arguments.children:
        if argument.name == "after":
            after = reference_key(argument, onts)
        elif argument.name == "ont":
            prefix = reference_key(argument, onts)
        elif argument.name in _ONT_FILTERS:
            conditions.append(Condition(argument.name, filter_value(argument)))
        else:
            raise Refused("unknown-argument", name=argument.name)
    return matching(onts, prefix, after, conditions)


def _show_vlan_members(node: Node, arguments: Element, room: int) -> str:
    wanted = arguments.child("object")
    if wanted is None:
        raise Refused("decode-id")
    vlan = reference_key(wanted, node.vlans)
    node.vlans.must_exist(vlan)
    members = node.vlan_members
    after = arguments.child("after")
    # Clients send the last match back unchanged, with the object element around type and id.
    last = None if after is None else after.path("match", "object") or after.child("object") or after
    keys = members.keys(vlan, None if last is None else reference_key(last, members))
    items = (
        tag("match", tag("object", render.content(node, members, key, render.config_names(members))))
        for key in keys
    )
    return _listed(node, items, room)


def _restart(node: Node, arguments: Element, _room: int) -> str:
    """Boot an ONT: ``reset-ont`` with the object wrapped, ``set-to-default`` also with it bare.

    ASSUMED: neither changes the provisioned record, which is in the E7.
    """
    key = reference_key(arguments.child("object") or arguments, node.onts)
    node.onts.must_exist(key)
    hardware = node.onts.rows[key].hardware
    if hardware is not None:
        node.hardware.restart(hardware)
    return ""


def _show_alarms(node: Node, arguments: Element, room: int) -> str:
    return _listed(node, listed(node.alarms, arguments), room)


def _show_software_card(node: Node, arguments: Element, _room: int) -> str:
    wanted = arguments.child("object")
    if wanted is None:
        raise Refused("decode-id")
    cards = node.families["Card"]
    cards.must_exist(reference_key(wanted, cards))
    return tag("action-reply", _software(node))


def _show_software_system(node: Node, _arguments: Element, _room: int) -> str:
    cards = node.families["Card"]
    objects = (tag("object", render.content(node, cards, key, ())) for key in cards)
    return tag("action-reply", "".join(tag("card", each + _software(node)) for each in objects))


def _software(node: Node) -> str:
    running, alternate = SOFTWARE[node.release]
    return (
        leaf("present", "true")
        + leaf("running", running)
        + leaf("committed", running)
        + leaf("alternate", alternate)
    )


def _show_nothing(_node: Node, _arguments: Element, _room: int) -> str:
    """An empty list of objects that this simulator does not have."""
    return tag("action-reply")


ACTIONS: Final[Mapping[str, Action]] = {
    "show-ont": _show_ont,
    "show-ont-brief": _show_ont_brief,
    "show-vlan-intforeaps": _show_vlan_members,
    "reset-ont": _restart,
    "set-to-default": _restart,
    "show-alarms": _show_alarms,
    "show-software-card": _show_software_card,
    "show-software-system": _show_software_system,
    "show-dhcp-leases": _show_nothing,
}

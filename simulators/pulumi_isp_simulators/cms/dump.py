"""The state in the seed format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .alarms import dump_alarm
from .family import Family
from .hardware import HARDWARE_FIELDS
from .node import Node
from .profiles import DEFAULT_PROFILES, MVR_PROFILE
from .rows import Key
from .state import DEFAULT_GPON_PORTS
from .values import Attribute, JsonValue, Value


def dump_networks(nodes: Iterable[Node]) -> dict[str, Any]:
    """The whole state."""
    return {"networks": [_dump_network(node) for node in nodes]}


def dump_network_fields(node: Node) -> dict[str, Any]:
    """The fields of a network."""
    fields: dict[str, Any] = {"connected": node.connected, "release": node.release}
    return {**fields, "address": node.address} if node.address else fields


def _dump_network(node: Node) -> dict[str, Any]:
    network: dict[str, Any] = {"name": node.name, **dump_network_fields(node)}
    if node.gpon_ports != DEFAULT_GPON_PORTS:
        network["gpon-ports"] = ["/".join(map(str, port)) for port in node.gpon_ports]
    network["profiles"] = {
        name: [dump_profile(node, family, key) for key in family]
        for name, family in node.profiles.items()
        if len(family.rows) or name in DEFAULT_PROFILES
    }
    network["vlans"] = [dump_vlan(node, key) for key in node.vlans]
    network["discovered"] = [dump_hardware(node, key) for key in node.hardware]
    network["quarantined"] = [key[0] for key in node.quarantine]
    network["onts"] = [dump_ont(node, key) for key in node.onts]
    network["alarms"] = [dump_alarm(alarm) for alarm in node.alarms]
    return network


def dump_vlan(node: Node, key: Key) -> dict[str, Any]:
    """One VLAN with its members."""
    return {
        "id": key[0],
        **_json(node.vlans.spec.config, node.vlans.rows[key]),
        "members": [dump_member(node, member) for member in node.vlan_members.keys(key)],
    }


def dump_member(node: Node, key: Key) -> dict[str, Any]:
    """One VLAN member."""
    return {"id": key[1], **_json(node.vlan_members.spec.config, node.vlan_members.rows[key])}


def dump_hardware(node: Node, key: Key) -> dict[str, Any]:
    """One discovered ONT."""
    return {"id": key[0], **_json(HARDWARE_FIELDS, node.hardware.rows[key].fields)}


def dump_ont(node: Node, key: Key) -> dict[str, Any]:
    """One ONT with its services and the settings of its ports."""
    row = node.onts.rows[key]
    fields = {name: value for name, value in row.fields.items() if name != "linked-pon"}
    return {
        "id": key[0],
        **_json(node.onts.spec.config, fields),
        "linked": row.hardware is not None or not node.links.could_link(key),
        "ports": [
            dump_port(family, port) for family in node.ports.values() for port in family.changed.keys(key)
        ],
        "services": [dump_service(node, service) for service in node.services.keys(key)],
    }


def dump_profile(node: Node, family: Family, key: Key) -> dict[str, Any]:
    """One profile, or one VLAN of a profile."""
    fields = {name: family.value(key, name) for name in family.spec.config}
    profile: dict[str, Any] = {"id": key[-1], **_json(family.spec.config, fields)}
    if family.spec is MVR_PROFILE:
        vlans = node.mvr_vlans
        profile["vlans"] = [dump_profile(node, vlans, vlan) for vlan in vlans.keys(key)]
    return profile


def dump_port(family: Family, key: Key) -> dict[str, Any]:
    """The settings of one port."""
    fields = {name: family.value(key, name) for name in family.spec.config}
    return {"slot": key[1], "port": key[2], **_json(family.spec.config, fields)}


def dump_service(node: Node, key: Key) -> dict[str, Any]:
    """One Ethernet service."""
    _, slot, port, service = key
    fields = _json(node.services.spec.config, node.services.rows[key])
    return {"slot": slot, "port": port, "service": service, **fields}


def _json(attributes: Mapping[str, Attribute], fields: Mapping[str, Value]) -> dict[str, JsonValue]:
    return {name: attributes[name].kind.to_json(value) for name, value in fields.items()}

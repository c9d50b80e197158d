"""Changes that are made behind the client's back.

Kinds and keys: ``networks`` (``North``), ``onts`` (``North/5``), ``ports`` (``North/5/3/1``), ``services``
(``North/5/3/1/1``), ``discovered`` and ``quarantined`` (``North/CXNK00ABC123``), ``vlans`` (``North/100``),
``vlan-members`` (``North/100/1``), ``profiles`` (``North/OntProf/162``), ``mvr-vlans`` (``North/1/3301``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

from ..core.vendor import SeedError
from . import dump, seed
from .family import Family
from .hardware import HARDWARE_FIELDS
from .messages import Refused
from .node import NODE_PREFIX, Node
from .ports import PortFamily, forget_lost, port_at
from .profiles import MVR_PROFILE, ProfileFamily
from .rows import Key
from .state import Fields
from .values import Attribute, BadValue, Ref

Nodes = dict[str, Node]


def change(nodes: Nodes, kind: str, key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Change one object and return it in the seed format.

    Raises:
        KeyError: There is no such kind or object.
        SeedError: A value is not allowed.
    """
    if kind == "networks":
        node = _node(nodes, key)
        _only(fields, seed.NETWORK_FIELDS)
        seed.change_network(node, fields)
        return {"name": node.name, **dump.dump_network_fields(node)}
    node, family, found = _find(nodes, kind, key)
    if kind == "discovered":
        return _rediscover(node, str(found[0]), fields)
    values = _values(family.spec.config, fields)
    if isinstance(family, ProfileFamily):
        _change_profile(node, family, found, values)
    elif "merge" in family.spec.writes:
        try:
            family.merge(found, values)
        except Refused as error:
            raise SeedError(f"fields: {error}") from None
    elif values:
        raise SeedError(f"fields: {kind} cannot be changed, only removed")
    return _DUMPS[kind](node, family, found)


def remove(nodes: Nodes, kind: str, key: str) -> None:
    """Delete one object with its children.

    Raises:
        KeyError: There is no such kind or object.
        SeedError: It is a profile that something refers to.
    """
    if kind == "networks":
        del nodes[_node(nodes, key).nodename]
        return
    node, family, found = _find(nodes, kind, key)
    if kind == "discovered":
        _vanish(node, str(found[0]))
    elif isinstance(family, PortFamily):
        # The ONT's profile defines the port; only its settings can be removed.
        if found in family.changed:
            family.changed.drop(found)
    elif isinstance(family, ProfileFamily):
        if _referred(node, Ref(family.spec.name, (str(found[0]),))):
            raise SeedError(f"{kind}/{key}: is in use")
        for vlan in list(node.mvr_vlans.keys(found)) if family.spec is MVR_PROFILE else ():
            node.mvr_vlans.rows.drop(vlan)
        family.rows.drop(found)
    else:
        family.delete(found)


def _node(nodes: Nodes, name: str) -> Node:
    node = nodes.get(NODE_PREFIX + name)
    if node is None:
        raise KeyError(f"no network {name}")
    return node


def _find(nodes: Nodes, kind: str, key: str) -> tuple[Node, Family, Key]:
    if kind not in _TYPES:
        raise KeyError(f"{kind}: the kinds are networks, {', '.join(_TYPES)}")
    network, _, rest = key.partition("/")
    node = _node(nodes, network)
    type_name: str | None = _TYPES[kind]
    if kind == "profiles":
        type_name, _, rest = rest.partition("/")
        family: Family | None = node.profiles.get(type_name)
    elif kind == "ports":
        slot = rest.split("/")[1] if rest.count("/") == 2 else ""
        family = node.ports.get(int(slot)) if slot.isdecimal() and slot.isascii() else None
    else:
        family = node.families.get(type_name or "")
    try:
        found = None if family is None else family.spec.parse_key(rest)
    except ValueError:
        found = None
    if family is None or found is None or found not in family:
        raise KeyError(f"no {kind} {key}")
    return node, family, found


def _values(attributes: Mapping[str, Attribute], fields: Mapping[str, Any]) -> Fields:
    _only(fields, attributes)
    try:
        return {name: attributes[name].kind.from_json(value) for name, value in fields.items()}
    except BadValue as error:
        raise SeedError(f"{', '.join(fields)}: {error}") from None


def _only(fields: Mapping[str, Any], allowed: Iterable[str]) -> None:
    names = list(allowed)
    for name in fields:
        if name not in names:
            raise SeedError(f"{name}: is not known; allowed are {', '.join(names)}")


def _change_profile(node: Node, family: ProfileFamily, key: Key, values: Fields) -> None:
    try:
        node.check_references(family.spec, values)
    except Refused as error:
        raise SeedError(f"fields: {error}") from None
    before = dict(family.rows[key])
    family.rows[key].update(values)
    # The state must stay loadable: no service without its port.
    if any(port_at(node, service[:3]) is None for service in node.services):
        family.rows.put(key, before)
        raise SeedError("fields: an Ethernet service would lose its port")
    for ont in node.onts:
        forget_lost(node, ont)


def _referred(node: Node, reference: Ref) -> bool:
    rows: Iterable[Fields] = chain(
        (node.onts.rows[key].fields for key in node.onts),
        (family.rows[key] for family in (node.services, node.vlans) for key in family),
        (family.rows[key] for family in node.profiles.values() for key in family),
        (family.changed[key] for family in node.ports.values() for key in family.changed.keys()),  # noqa: SIM118 - not a dict
    )
    return any(reference in row.values() for row in rows)


def _rediscover(node: Node, hardware: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Change what the hardware reports; it keeps its link if it still fits."""
    values = _values(HARDWARE_FIELDS, fields)
    before = node.hardware.rows[(hardware,)]
    _vanish(node, hardware)
    node.hardware.discover(hardware, {**before.fields, **values})
    node.hardware.rows[(hardware,)].booted = before.booted
    node.links.hardware_wants_ont(hardware)
    return dump.dump_hardware(node, (hardware,))


def _vanish(node: Node, hardware: str) -> None:
    linked = node.hardware.rows[(hardware,)].ont
    if linked:
        node.links.unlink((linked,))
    node.hardware.vanish(hardware)


_TYPES: Mapping[str, str | None] = {
    "onts": "Ont",
    "ports": None,
    "services": "EthSvc",
    "discovered": "DiscOnt",
    "quarantined": "QuarOnt",
    "vlans": "Vlan",
    "vlan-members": "VlanMem",
    "profiles": None,
    "mvr-vlans": "MvrVlan",
}

_DUMPS: Mapping[str, Callable[[Node, Family, Key], dict[str, Any]]] = {
    "onts": lambda node, _family, key: dump.dump_ont(node, key),
    "ports": lambda _node, family, key: dump.dump_port(family, key),
    "services": lambda node, _family, key: dump.dump_service(node, key),
    "quarantined": lambda _node, _family, key: {"id": key[0]},
    "vlans": lambda node, _family, key: dump.dump_vlan(node, key),
    "vlan-members": lambda node, _family, key: dump.dump_member(node, key),
    "profiles": dump.dump_profile,
    "mvr-vlans": dump.dump_profile,
}

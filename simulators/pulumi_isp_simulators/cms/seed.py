"""Seeds: the state as JSON values.

A seed is ``{"networks": [...]}``. Names of attributes are those of the wire. References are written as the
number of their object (``"ontprof": 162``, ``"linked-pon": "1/1/3"``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..core.clock import Clock
from ..core.vendor import SeedError
from .alarms import read_alarm
from .family import Family
from .hardware import HARDWARE_FIELDS
from .links import VENDOR_LETTERS
from .messages import Refused
from .node import Node
from .options import CmsOptions
from .profiles import DEFAULT_PROFILES, MVR_PROFILE, ProfileFamily
from .rows import Key
from .spec import TypeSpec
from .state import NEWER_ATTRIBUTES, Fields
from .values import Attribute, BadValue, Value

DEFAULT_SEED: Final[Mapping[str, Any]] = {"networks": [{"name": "E7-1"}]}
"""The seed of a CMS without one: one node, ``NTWK-E7-1``, with the default profiles and no ONT."""

NETWORK_FIELDS: Final = ("connected", "release", "address")
"""The fields of a network."""

_NETWORK: Final = (
    "name",
    *NETWORK_FIELDS,
    "gpon-ports",
    "profiles",
    "vlans",
    "discovered",
    "quarantined",
    "onts",
    "alarms",
)


class _Place:
    """The place in the seed, for messages."""

    def __init__(self, text: str = "") -> None:
        self._text = text

    def __truediv__(self, step: str | int) -> _Place:
        if isinstance(step, int):
            return _Place(f"{self._text}[{step}]")
        return _Place(f"{self._text}.{step}" if self._text else step)

    def error(self, message: object) -> SeedError:
        return SeedError(f"{self._text or 'seed'}: {message}")

    def mapping(self, value: object, names: Iterable[str] | None = None) -> Mapping[str, Any]:
        """The value, if it is an object without other members."""
        if not isinstance(value, Mapping):
            raise self.error("must be an object")
        if names is not None:
            allowed = list(names)
            for name in value:
                if name not in allowed:
                    raise self.error(f"{name!r} is not known; allowed are {', '.join(allowed)}")
        return value

    def items(self, value: object) -> Sequence[Any]:
        """The value, if it is a list; nothing for None."""
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.error("must be a list")
        return value

    def text(self, value: object) -> str:
        """The value, if it is a text that is not empty."""
        if not isinstance(value, str) or not value:
            raise self.error("must be a text")
        return value

    def boolean(self, value: object) -> bool:
        """The value, if it is true or false."""
        if not isinstance(value, bool):
            raise self.error("must be true or false")
        return value

    def key(self, spec: TypeSpec, value: object) -> Key:
        """The key for an id in a seed."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.error(f"must be the id of a {spec.name}")
        try:
            return spec.parse_key(str(value))
        except ValueError as error:
            raise self.error(error) from None

    def fields(
        self, attributes: Mapping[str, Attribute], given: Mapping[str, Any], *others: str
    ) -> dict[str, Value]:
        """Values of attributes; ``others`` are members of the object that are not attributes."""
        self.mapping(given, (*others, *attributes))
        fields: dict[str, Value] = {}
        for name, value in given.items():
            if name not in others:
                try:
                    fields[name] = attributes[name].kind.from_json(value)
                except BadValue as error:
                    raise (self / name).error(error) from None
        return fields

    def create(self, family: Family, key: Key, fields: Fields) -> None:
        """Create an object; a refusal names the place."""
        try:
            family.create(key, fields)
        except Refused as error:
            raise self.error(error) from None


def load(seed: Mapping[str, Any], options: CmsOptions, clock: Clock) -> dict[str, Node]:
    """The nodes of a seed, by ``nodename``.

    Raises:
        SeedError: Something in it is not allowed.
    """
    place = _Place()
    seed = place.mapping(seed, ("networks",))
    nodes: dict[str, Node] = {}
    for index, given in enumerate((place / "networks").items(seed.get("networks"))):
        here = place / "networks" / index
        node = _network(here, here.mapping(given, _NETWORK), options, clock)
        if node.nodename in nodes:
            raise (here / "name").error(f"{node.name!r} stands twice")
        nodes[node.nodename] = node
    return nodes


def _network(place: _Place, given: Mapping[str, Any], options: CmsOptions, clock: Clock) -> Node:
    name = (place / "name").text(given.get("name"))
    if "/" in name:
        raise (place / "name").error("must not contain a slash")
    node = Node(name, options, clock)
    change_network(node, given, place)
    if "gpon-ports" in given:
        node.gpon_ports = _gpon_ports(place / "gpon-ports", node, given["gpon-ports"])
    _profiles(place / "profiles", node, given.get("profiles"))
    _vlans(place / "vlans", node, given.get("vlans"))
    _discovered(place / "discovered", node, given.get("discovered"))
    _quarantined(place / "quarantined", node, given.get("quarantined"))
    _onts(place / "onts", node, given.get("onts"))
    _alarms(place / "alarms", node, given.get("alarms"))
    return node


def change_network(node: Node, given: Mapping[str, Any], place: _Place | None = None) -> None:
    """Set the fields of a network.

    Raises:
        SeedError: A value is not allowed.
    """
    place = place or _Place()
    if "connected" in given:
        node.connected = (place / "connected").boolean(given["connected"])
    if "release" in given:
        release = given["release"]
        if release not in NEWER_ATTRIBUTES:
            raise (place / "release").error(f"must be one of {', '.join(NEWER_ATTRIBUTES)}")
        node.release = release
    if "address" in given:
        node.address = (place / "address").text(given["address"])


def _gpon_ports(place: _Place, node: Node, given: object) -> list[tuple[int, int, int]]:
    spec = node.families["GponPort"].spec
    ports: set[tuple[int, int, int]] = set()
    for index, text in enumerate(place.items(given)):
        shelf, card, port = (int(part) for part in (place / index).key(spec, text))
        ports.add((shelf, card, port))
    return sorted(ports)


def _profiles(place: _Place, node: Node, given: object) -> None:
    loaded: list[tuple[_Place, ProfileFamily, Fields]] = []
    listed = place.mapping({} if given is None else given, node.profiles)
    for type_name, family in node.profiles.items():
        here = place / type_name
        for index, profile in enumerate(
            here.items(listed.get(type_name, DEFAULT_PROFILES.get(type_name, ())))
        ):
            at = here / index
            fields = at.mapping(profile)
            key = (at / "id").key(family.spec, fields.get("id"))
            below = ("vlans",) if family.spec is MVR_PROFILE else ()
            loaded.append((at, family, _profile(at, family, key, fields, *below)))
            for number, vlan in enumerate((at / "vlans").items(fields.get("vlans") if below else None)):
                here = at / "vlans" / number
                vlan_fields = here.mapping(vlan)
                vlan_key = (here / "id").key(node.mvr_vlans.spec, f"{key[0]}/{vlan_fields.get('id')}")
                _profile(here, node.mvr_vlans, vlan_key, vlan_fields)
    # Last, because profiles of one type refer to those of another.
    for at, family, values in loaded:
        try:
            node.check_references(family.spec, values)
        except Refused as error:
            raise at.error(error) from None


def _profile(
    place: _Place, family: ProfileFamily, key: Key, given: Mapping[str, Any], *others: str
) -> Fields:
    if key in family:
        raise (place / "id").error("stands twice")
    values = place.fields(family.spec.config, given, "id", *others)
    family.load(key, values)
    return values


def _vlans(place: _Place, node: Node, given: object) -> None:
    for index, vlan in enumerate(place.items(given)):
        at = place / index
        fields = at.mapping(vlan)
        key = (at / "id").key(node.vlans.spec, fields.get("id"))
        values = at.fields(node.vlans.spec.config, fields, "id", "members")
        at.create(node.vlans, key, values)
        for number, member in enumerate((at / "members").items(fields.get("members"))):
            here = at / "members" / number
            below = here.mapping(member)
            member_key = (here / "id").key(node.vlan_members.spec, f"{key[0]}/{below.get('id', 0)}")
            value = here.fields(node.vlan_members.spec.config, below, "id")
            here.create(node.vlan_members, member_key, value)


def _discovered(place: _Place, node: Node, given: object) -> None:
    for index, found in enumerate(place.items(given)):
        at = place / index
        fields = at.mapping(found)
        hardware = (at / "id").text(fields.get("id"))
        if len(hardware) <= VENDOR_LETTERS:
            raise (at / "id").error("must be the vendor's four letters and the serial number")
        if (hardware,) in node.hardware:
            raise (at / "id").error("stands twice")
        values = at.fields(HARDWARE_FIELDS, fields, "id")
        if values.get("pon") is None:
            raise (at / "pon").error("is required")
        node.hardware.discover(hardware, values)


def _quarantined(place: _Place, node: Node, given: object) -> None:
    for index, hardware in enumerate(place.items(given)):
        at = place / index
        key = at.key(node.quarantine.spec, hardware)
        at.create(node.quarantine, key, {})


def _onts(place: _Place, node: Node, given: object) -> None:
    for index, ont in enumerate(place.items(given)):
        at = place / index
        fields = at.mapping(ont)
        key = (at / "id").key(node.onts.spec, fields.get("id"))
        config = {name: value for name, value in node.onts.spec.config.items() if name != "linked-pon"}
        values = at.fields(config, fields, "id", "linked", "ports", "services")
        at.create(node.onts, key, values)
        if not (at / "linked").boolean(fields.get("linked", True)):
            node.links.unlink(key)
        for number, port in enumerate((at / "ports").items(fields.get("ports"))):
            _port(at / "ports" / number, node, key, port)
        for number, service in enumerate((at / "services").items(fields.get("services"))):
            _service(at / "services" / number, node, key, service)


def _alarms(place: _Place, node: Node, given: object) -> None:
    for index, alarm in enumerate(place.items(given)):
        try:
            node.alarms.append(read_alarm(alarm, node.clock.now()))
        except SeedError as error:
            raise (place / index).error(error) from None


def _port(place: _Place, node: Node, ont: Key, given: object) -> None:
    fields = place.mapping(given)
    slot = fields.get("slot")
    family = node.ports.get(slot) if isinstance(slot, int) else None
    if family is None:
        raise (place / "slot").error(f"must be one of {', '.join(map(str, node.ports))}")
    key = (place / "port").key(family.spec, f"{ont[0]}/{slot}/{fields.get('port')}")
    values = place.fields(family.spec.config, fields, "slot", "port")
    if key not in family:
        raise place.error("the ONT's profile gives no such port")
    try:
        family.merge(key, values)
    except Refused as error:
        raise place.error(error) from None


def _service(place: _Place, node: Node, ont: Key, given: object) -> None:
    fields = place.mapping(given)
    text = f"{ont[0]}/{fields.get('slot')}/{fields.get('port')}/{fields.get('service')}"
    key = place.key(node.services.spec, text)
    values = place.fields(node.services.spec.config, fields, "slot", "port", "service")
    place.create(node.services, key, values)

"""What a map shows: shelves with their ONTs, and who may reach what in a tenant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from ..discover.names import by_number
from .objects import Object

_LOWEST: Final = -30.0
_HIGHEST: Final = -7.0
"""Limits of an ONT's receive level in dBm, if it has none of its own: an E7's defaults."""
_ENDS: Final = {
    "user_groups": ("UserGroup",),
    "networks": ("Network",),
    "hosts": ("Host",),
    "services": ("IpService", "Application"),
    "host_services": ("HostIpService", "HostApplication"),
}
"""By property of an access group, without "source" or "destination": the kinds of the ids in it."""
_APART: Final = ("DnsRecord", "LocationContext", "TenantSettings")


class State(StrEnum):
    """The state of an ONT."""

    UP = "up"
    WEAK = "weak"
    DOWN = "down"
    AWAY = "away"
    OFF = "off"
    UNASKED = "unasked"

    @property
    def label(self) -> str:
        """The state in words."""
        return _LABELS[self]


_LABELS: Final = {
    State.UP: "up",
    State.WEAK: "receive level outside its limits",
    State.DOWN: "not in operation",
    State.AWAY: "not on the fibre",
    State.OFF: "disabled",
    State.UNASKED: "enabled, state not read",
}


@dataclass(frozen=True)
class Item:
    """One thing in the picture that can be selected.

    Attributes:
        key: Its key in the picture; has no meaning.
        kind: What it is, for people.
        name: Its name.
        details: What is known of it: names and values.
        state: The state of an ONT; None for everything else.
    """

    key: str
    kind: str
    name: str
    details: tuple[tuple[str, str], ...] = ()
    state: State | None = None


@dataclass(frozen=True)
class Port:
    """A GPON port.

    Attributes:
        item: The port; None for ONTs whose port is not known.
        onts: The ONTs on it.
    """

    item: Item | None
    onts: tuple[Item, ...]


@dataclass(frozen=True)
class Card:
    """A card of a shelf, and its GPON ports.

    Attributes:
        name: ``shelf/card``; empty for ONTs whose port is not known.
        ports: Its ports with ONTs.
    """

    name: str
    ports: tuple[Port, ...]


@dataclass(frozen=True)
class Shelf:
    """An E7.

    Attributes:
        item: The E7.
        cards: Its cards with ONTs.
    """

    item: Item
    cards: tuple[Card, ...]

    @property
    def onts(self) -> Iterator[Item]:
        """Its ONTs."""
        return (ont for card in self.cards for port in card.ports for ont in port.onts)


@dataclass(frozen=True)
class Holder:
    """An object of a tenant with others in it: a user group with its users, a network with its routes.

    Attributes:
        item: The object.
        parts: The objects in it.
    """

    item: Item
    parts: tuple[Item, ...]


@dataclass(frozen=True)
class Access:
    """An access group.

    Attributes:
        item: The access group.
        sources: Keys of its sources.
        destinations: Keys of its destinations.
        notes: Sources and destinations that are no object in the picture, such as everybody.
    """

    item: Item
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Map:
    """Everything that is drawn.

    Attributes:
        title: The title.
        capacity: Most ONTs on a GPON port.
        shelves: The E7s.
        groups: User groups with their users.
        access: Access groups.
        sites: Networks and hosts.
        others: Everything else: DNS records, location contexts, the tenant's settings, and devices of users
            that are not shown.
    """

    title: str
    capacity: int
    shelves: tuple[Shelf, ...] = ()
    groups: tuple[Holder, ...] = ()
    access: tuple[Access, ...] = ()
    sites: tuple[Holder, ...] = ()
    others: tuple[Item, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The map as JSON data."""
        return asdict(self)


def map_of(found: Iterable[Object], title: str, capacity: int) -> Map:
    """A map of some objects. The order of the objects does not matter.

    Args:
        found: The objects.
        title: The title.
        capacity: Most ONTs on a GPON port.
    """
    # By name, because the ids of a tenant have no meaning.
    ordered = sorted(found, key=lambda each: (each.kind, by_number(each.name), by_number(each.id)))
    kinds: dict[str, list[Object]] = defaultdict(list)
    for each in ordered:
        kinds[each.kind.partition(".")[2]].append(each)
    keys = _Keys()
    shelves = tuple(_shelves(kinds, keys, capacity))
    tenant = _Tenant(kinds, keys)
    return Map(title, capacity, shelves, tenant.groups, tenant.access, tenant.sites, tenant.others)


class _Keys:
    """Makes items, each with a key of its own."""

    def __init__(self) -> None:
        self._made = 0

    def item(
        self,
        kind: str,
        name: str,
        details: Iterable[tuple[str, str]] = (),
        state: State | None = None,
    ) -> Item:
        self._made += 1
        return Item(f"n{self._made}", kind, name, tuple(details), state)


# The plant


def _shelves(kinds: Mapping[str, Sequence[Object]], keys: _Keys, capacity: int) -> Iterator[Shelf]:
    services: dict[str, list[Object]] = defaultdict(list)
    for service in kinds["EthernetService"]:
        services[str(service.properties.get("ont", ""))].append(service)
    onts = {each.id: each for each in kinds["Ont"]}
    # A program may declare a service on an ONT that it does not declare.
    onts |= {id_: Object("calix.Ont", id_, {}) for id_ in services if id_ not in onts}
    shelves: dict[str, dict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
    for each in sorted(onts.values(), key=lambda each: by_number(each.id)):
        shelves[each.id.rpartition("/")[0]][each.port or ""].append(each)
    for name, ports in shelves.items():
        item = keys.item("shelf", name, [("ONTs", str(sum(map(len, ports.values()))))])
        cards: dict[str, list[Port]] = defaultdict(list)
        # The unknown port comes last.
        for port in sorted(ports, key=lambda port: (not port, by_number(port))):
            fill = [("ONTs", f"{len(ports[port])} of {capacity}")]
            own = keys.item("GPON port", port, fill) if port else None
            cards[port.rpartition("/")[0]].append(
                Port(own, tuple(_ont(each, services[each.id], keys) for each in ports[port]))
            )
        yield Shelf(item, tuple(Card(card, tuple(own)) for card, own in cards.items()))


def _ont(ont: Object, services: Iterable[Object], keys: _Keys) -> Item:
    state = _state(ont)
    if state is State.AWAY:
        # An E7 reports zeros for an ONT that is not there.
        ont = replace(ont, reported={})
    details = [("state", state.label), *ont.details(), *(("service", _service(each)) for each in services)]
    return keys.item("ONT", ont.id, details, state)


def _service(service: Object) -> str:
    known = service.properties
    shown = {
        "VLAN": known.get("outer_tag"),
        "bandwidth profile": known.get("bandwidth_profile"),
        "state": known.get("admin_state"),
    }
    port = f"{known.get('port_kind', '')} {known.get('port', '')}/{known.get('service_id', '')}"
    return ", ".join([port, *(f"{name} {value}" for name, value in shown.items() if value is not None)])


def _state(ont: Object) -> State:
    if ont.properties.get("admin_state") == "disabled":
        return State.OFF
    if not ont.reported:
        return State.UNASKED
    if "present" not in (ont.reported.get("derived_states") or ()):
        return State.AWAY
    if "disable" in (ont.reported.get("op_state") or ""):
        return State.DOWN
    level = ont.reported.get("receive_level")
    low, high = (
        ont.properties.get(f"{end}_rx_opt_pwr_ne_thresh") or default
        for end, default in (("low", _LOWEST), ("high", _HIGHEST))
    )
    return State.UP if level is None or low <= level <= high else State.WEAK


# The tenant


@dataclass
class _Tenant:
    """The objects of a tenant, and who may reach what."""

    kinds: Mapping[str, Sequence[Object]]
    keys: _Keys
    groups: tuple[Holder, ...] = ()
    access: tuple[Access, ...] = ()
    sites: tuple[Holder, ...] = ()
    others: tuple[Item, ...] = ()
    _items: dict[tuple[str, str], Item] = field(default_factory=dict)
    """By kind and id."""

    def __post_init__(self) -> None:
        devices: dict[str, list[Object]] = defaultdict(list)
        for device in self.kinds["Device"]:
            devices[str(device.properties.get("user_id") or "")].append(device)
        self.groups = tuple(self._groups(devices))
        self.sites = (
            *self._sites("Network", "network_id", ("NetworkConnector", "Route", "IpService", "Application")),
            *self._sites("Host", "host_id", ("HostConnector", "HostIpService", "HostApplication")),
        )
        apart = [*(each for kind in _APART for each in self.kinds[kind]), *chain(*devices.values())]
        self.others = tuple(map(self._item, apart))
        self.access = tuple(map(self._access, self.kinds["AccessGroup"]))
        self._tell_reach()

    def _item(self, found: Object, more: Iterable[tuple[str, str]] = ()) -> Item:
        item = self.keys.item(_plain(found.kind), found.name, [*found.details(), *more])
        self._items[found.kind.partition(".")[2], found.id] = item
        return item

    def _groups(self, devices: dict[str, list[Object]]) -> Iterator[Holder]:
        """The groups with their users. Removes the users' devices from ``devices``."""
        users: dict[str, list[Object]] = defaultdict(list)
        for user in self.kinds["User"]:
            users[str(user.properties.get("group_id") or "")].append(user)

        def items(own: Iterable[Object]) -> tuple[Item, ...]:
            return tuple(
                self._item(user, [("device", device.name) for device in devices.pop(user.id, ())])
                for user in own
            )

        for group in self.kinds["UserGroup"]:
            yield Holder(self._item(group), items(users.pop(group.id, ())))
        if left := [user for own in users.values() for user in own]:
            outside = self.keys.item("users", "in groups that are not shown")
            yield Holder(outside, items(left))

    def _sites(self, kind: str, refers: str, inside: Sequence[str]) -> Iterator[Holder]:
        parts: dict[str, list[Object]] = defaultdict(list)
        for each in (each for name in inside for each in self.kinds[name]):
            parts[str(each.properties.get(refers) or "")].append(each)
        for site in self.kinds[kind]:
            own = [self._item(each) for each in parts.pop(site.id, ())]
            yield Holder(self._item(site), (*own, *self._inline(site, {each.name for each in own})))
        if left := [each for own in parts.values() for each in own]:
            outside = self.keys.item(f"{kind.lower()}s", f"of {kind.lower()}s that are not shown")
            yield Holder(outside, tuple(map(self._item, left)))

    def _inline(self, site: Object, known: set[str]) -> Iterator[Item]:
        """Connectors and routes in a network's own lists, which are no resources of their own."""
        for name, kind, key in (("connectors", "network connector", "name"), ("routes", "route", "subnet")):
            for each in site.properties.get(name) or ():
                if isinstance(each, Mapping) and each.get(key) not in known:
                    inner = Object(kind, "", each)
                    details = [detail for detail in inner.details() if detail[1]]
                    yield self.keys.item(kind, str(each.get(key)), details)

    def _access(self, group: Object) -> Access:
        ends: dict[str, list[str]] = {"source": [], "destination": []}
        notes = []
        for name, value in group.properties.items():
            side, _, of = name.partition("_")
            if side not in ends:
                continue
            for each in value or ():
                known = [self._items.get((kind, each)) for kind in _ENDS.get(of, ())]
                if items := [item for item in known if item is not None]:
                    ends[side] += [item.key for item in items]
                else:
                    notes.append(f"{'from' if side == 'source' else 'to'} {_end(of, str(each))}")
        return Access(self._item(group), tuple(ends["source"]), tuple(ends["destination"]), tuple(notes))

    def _tell_reach(self) -> None:
        """Add to each object whom it may reach or who may reach it, and through which access group."""
        names = {each.key: f"{each.kind} {each.name}" for each in self._items.values()}
        said: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for access in self.access:
            through = f"through {access.item.name}"
            to = ", ".join(names[key] for key in access.destinations) or "nobody by name"
            by = ", ".join(names[key] for key in access.sources) or "nobody by name"
            for key in access.sources:
                said[key].append(("may reach", f"{to} ({through})"))
            for key in access.destinations:
                said[key].append(("reached by", f"{by} ({through})"))

        def told(item: Item) -> Item:
            return replace(item, details=(*item.details, *said[item.key]))

        self.groups = tuple(replace(each, item=told(each.item)) for each in self.groups)
        self.sites = tuple(Holder(told(each.item), tuple(map(told, each.parts))) for each in self.sites)


def _plain(kind: str) -> str:
    """A kind for people: ``cloudconnexa.UserGroup`` is a ``user group``."""
    words = "".join(f" {each.lower()}" if each.isupper() else each for each in kind.partition(".")[2])
    return words.strip().replace("ip service", "IP service").replace("dns", "DNS").replace("d n s", "DNS")


def _end(of: str, value: str) -> str:
    """A source or destination that is no object in the picture: a whole type, or an id."""
    if of != "all":
        return f"{of.replace('_', ' ').removesuffix('s')} {value}"
    type_, _, id_ = value.partition(" ")
    words = type_.replace("_", " ").lower()
    return f"{words} {id_}" if id_ else f"every {words}"

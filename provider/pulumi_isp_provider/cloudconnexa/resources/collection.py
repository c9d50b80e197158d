"""The base of resources that one service of the client lists, makes, changes and deletes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from ...core.comparison import is_empty
from ...core.lifecycle import Lifecycle
from ...core.properties import Items, ListOf, Property, Text
from ...core.records import Properties, Record
from ...core.schema import has_unknown
from ...errors import AlreadyExistsError
from ..client.snapshots import CollectionSnapshot, understood

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Model

ModelT = TypeVar("ModelT", bound="Model")

SERVICES: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "Host": (("hosts",), "host {}"),
    "HostService": (("host_ip_services", "host_applications"), "IP service or application {} of a host"),
    "Network": (("networks",), "network {}"),
    "NetworkService": (("ip_services", "applications"), "IP service or application {} of a network"),
    "User": (("users",), "user {}"),
    "UserGroup": (("user_groups",), "user group {}"),
    "VpnRegion": (("vpn_regions",), "region {}"),
}
"""The objects that a property may refer to: the client's services for them, and their name in messages."""

_UNCLEAR: Final = object()
"""Stands for the natural key of an object that the client could not read completely."""


@dataclass(frozen=True)
class Nested:
    """A nested object, or a list of them, whose contents are properties of the resource.

    Attributes:
        field: The name of the nested object in the client's model.
        properties: The properties.
        read: Returns the values of the properties for the nested object, which may be None.
        write: Returns the nested object to send, for the values of all properties and the present nested
            object. None clears it.
    """

    field: str
    properties: tuple[str, ...]
    read: Callable[[Any], Properties]
    write: Callable[[Properties, Any], Any]


class Collection(Lifecycle["CloudConnexaClient", ModelT]):
    """A resource that one service of the client lists, makes, changes and deletes.

    Its properties have the same names as in the client's model. As far as known, the vendor never uses an id
    twice, so the id alone proves an object.

    Attributes:
        service: The client's name of the service.
        nested: Properties that are part of a nested object in the client's model.
    """

    service: ClassVar[str]
    nested: ClassVar[tuple[Nested, ...]] = ()

    @property
    def known_as(self) -> frozenset[str]:
        """Its kind, and the names that it shares with kinds that the same property may refer to."""
        return super().known_as | {
            name for name, (services, _) in SERVICES.items() if self.service in services
        }

    def listed(self, client: CloudConnexaClient, place: str) -> Iterable[ModelT]:
        """All objects of a tenant."""
        found: Iterable[ModelT] = self._of(client).snapshot.values()
        return found

    def _of(self, client: CloudConnexaClient) -> Any:
        return getattr(client, self.service)

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Whether the natural keys differ, if a change of the key means a new object."""
        keys = [name for name in self.natural_key if self._compared.properties[name].traits.replaces]
        return any(olds.get(name) != news.get(name) for name in keys)

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """Referenced objects that do not exist."""
        yield from missing(client, self._compared.properties, inputs)

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> ModelT | None:
        """Find it by the natural key in the shared listing, because the vendor has no filter for it.

        Raises:
            AlreadyExistsError: Several objects have it, and it is not known which one is meant.
        """
        found = self.having(client, {name: inputs[name] for name in self.natural_key})
        if len(found) > 1:
            key, ids = " and ".join(self.natural_key), ", ".join(model.id for model in found)
            raise AlreadyExistsError(
                f"Several {self._kind} have this {key}: {ids}",
                hint="Keep the right one at CloudConnexa. Rename or delete the others there.",
            )
        return found[0] if found else None

    def having(self, client: CloudConnexaClient, wanted: Properties) -> list[ModelT]:
        """The objects with these properties, in the shared listing."""
        snapshot: CollectionSnapshot[ModelT] = self._of(client).snapshot
        if wanted.keys() == set(self.natural_key) and not has_unknown(wanted):
            snapshot.index(self._kind, self._natural_value)
            sure = snapshot.having(self._kind, self._values(wanted))
            # An object that could not be read may have this key. The comparison below then raises its error.
            candidates = (*sure, *snapshot.having(self._kind, _UNCLEAR))
        else:
            candidates = snapshot.values()
        return [
            model
            for model in candidates
            if all(self._compared.same(name, getattr(model, name), wanted[name]) for name in wanted)
        ]

    def _natural_value(self, model: ModelT) -> Hashable:
        """The natural key of an object."""
        if not understood(model):
            return _UNCLEAR
        return self._values({name: getattr(model, name) for name in self.natural_key})

    def _values(self, properties: Mapping[str, Any]) -> Hashable:
        """The natural key in one spelling."""
        return tuple(
            None if is_empty(properties[name]) else self._compared.canonical(name, properties[name])
            for name in self.natural_key
        )

    def make(self, client: CloudConnexaClient, inputs: Properties) -> ModelT:
        """Create it."""
        made: ModelT = self._of(client).create(self._written(self.remote(inputs), {}, None))
        return made

    def fetch(self, client: CloudConnexaClient, id_: str) -> ModelT | None:
        """Look in the shared listing."""
        found: ModelT | None = self._of(client).snapshot.get(id_)
        return found

    def change(self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties) -> ModelT:
        """Change some properties. The vendor replaces the whole object, so the client sends the rest too."""
        # The client replaces a nested object as a whole. What is not declared in it must stay as it is now,
        # not as it was when it was last listed.
        inside = any(name in changed for nested in self.nested for name in nested.properties)
        declared = self.remote(inputs)
        now: ModelT = self._of(client).update(
            id_, partial(self._written, changed, declared) if inside else changed
        )
        return now

    def _written(self, sent: Properties, declared: Properties, standing: ModelT | None) -> Properties:
        """The properties to send, with nested objects in the form of the client's model."""
        written = dict(sent)
        for each in self.nested:
            mine = {name: written.pop(name) for name in each.properties if name in written}
            if mine:
                there = getattr(standing, each.field, None)
                rest = {name: declared[name] for name in each.properties if name in declared}
                written[each.field] = each.write({**each.read(there), **rest, **mine}, there)
        return written

    def destroy(self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete it."""
        self._of(client).delete(id_)

    def identify(self, model: ModelT) -> str:
        """The vendor's id."""
        return model.id

    def describe(self, model: ModelT) -> Properties:
        """Each property and each output, from the model."""
        inside = {
            name: value
            for each in self.nested
            for name, value in each.read(getattr(model, each.field)).items()
        }
        names = [*self.remote(dict.fromkeys(self._compared.properties)), *self.computed]
        return {
            name: inside[name] if name in inside else self._shown(name, getattr(model, name))
            for name in names
        }

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return list(value)
        return "" if value is None and isinstance(self._compared.properties.get(name), Text) else value


def missing(
    client: CloudConnexaClient, properties: Mapping[str, Property], inputs: Mapping[str, Any], path: str = ""
) -> Iterator[str]:
    """Referenced objects that do not exist, one text each. Unknown values are left out.

    Args:
        client: The vendor's client.
        properties: The properties that may refer to objects.
        inputs: Their declared values.
        path: The prefix of their names in the texts.
    """
    for name, declared in properties.items():
        value, place = inputs.get(name), f"{path}{name}"
        if isinstance(declared, Items):
            for number, item in enumerate(_known(value)):
                yield from missing(client, declared.properties, item, f"{place}[{number}].")
        elif isinstance(declared, ListOf):
            for number, id_ in enumerate(_known(value)):
                yield from _unless_there(client, declared.traits.refers_to, id_, f"{place}[{number}]")
        elif value and not has_unknown(value):
            yield from _unless_there(client, declared.traits.refers_to, value, place)


def _unless_there(client: CloudConnexaClient, kind: str | None, id_: str, place: str) -> Iterator[str]:
    if kind is None:
        return
    services, words = SERVICES[kind]
    if not any(getattr(client, service).snapshot.get(id_) for service in services):
        yield f"{place}: there is no {words.format(id_)}"


def _known(items: Any) -> list[Any]:
    return [item for item in items if not has_unknown(item)] if isinstance(items, list) else []

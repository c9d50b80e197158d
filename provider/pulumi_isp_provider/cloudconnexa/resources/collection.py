"""What resources have in common that are objects of one of the client's services."""

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
"""What a property may refer to: the client's services that may have it, and what a message calls it."""

_UNCLEAR: Final = object()
"""In place of the natural key of what cannot be understood."""


@dataclass(frozen=True)
class Nested:
    """An object, or a list of them, inside of the vendor's object; what is in it are properties of ours.

    Attributes:
        field: Its name in the client's model.
        properties: The properties.
        read: What they are, from what the model has there, which may be None.
        write: What the client is to send, from all of the properties and what the model has there; None
            clears it.
    """

    field: str
    properties: tuple[str, ...]
    read: Callable[[Any], Properties]
    write: Callable[[Properties, Any], Any]


class Collection(Lifecycle["CloudConnexaClient", ModelT]):
    """A resource whose objects one service of the client lists, makes, changes and deletes.

    Its properties have the names of the client's model. The vendor never gives an id out again, as far as
    anybody has seen, so an object needs no other proof.

    Attributes:
        service: The client's name of the service.
        nested: Properties that have another place in the client's model than their own name.
    """

    service: ClassVar[str]
    nested: ClassVar[tuple[Nested, ...]] = ()

    @property
    def known_as(self) -> frozenset[str]:
        """Its kind, and what it shares with others whose ids stand in one property."""
        return super().known_as | {
            name for name, (services, _) in SERVICES.items() if self.service in services
        }

    def listed(self, client: CloudConnexaClient, place: str) -> Iterable[ModelT]:
        """All of a tenant."""
        found: Iterable[ModelT] = self._of(client).snapshot.values()
        return found

    def _of(self, client: CloudConnexaClient) -> Any:
        return getattr(client, self.service)

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two with different natural keys can stand side by side, where another key means another object."""
        keys = [name for name in self.natural_key if self._compared.properties[name].traits.replaces]
        return any(olds.get(name) != news.get(name) for name in keys)

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """All that it refers to is there."""
        yield from missing(client, self._compared.properties, inputs)

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> ModelT | None:
        """Look for the natural key in the shared listing; the vendor has no filter for it.

        Raises:
            AlreadyExistsError: Several have it; to take one of them would be a guess.
        """
        found = self.having(client, {name: inputs[name] for name in self.natural_key})
        if len(found) > 1:
            key, ids = " and ".join(self.natural_key), ", ".join(model.id for model in found)
            raise AlreadyExistsError(
                f"Several {self._kind} have this {key}: {ids}",
                hint="Give all but the one that is meant another name at CloudConnexa, or delete them there.",
            )
        return found[0] if found else None

    def having(self, client: CloudConnexaClient, wanted: Properties) -> list[ModelT]:
        """The objects with these properties, in the shared listing."""
        snapshot: CollectionSnapshot[ModelT] = self._of(client).snapshot
        if wanted.keys() == set(self.natural_key) and not has_unknown(wanted):
            snapshot.index(self._kind, self._natural_value)
            sure = snapshot.having(self._kind, self._values(wanted))
            # What cannot be understood may have this key; whoever looks at it closely is told so.
            candidates = (*sure, *snapshot.having(self._kind, _UNCLEAR))
        else:
            candidates = snapshot.values()
        return [
            model
            for model in candidates
            if all(self._compared.same(name, getattr(model, name), wanted[name]) for name in wanted)
        ]

    def _natural_value(self, model: ModelT) -> Hashable:
        """What an object is found by."""
        if not understood(model):
            return _UNCLEAR
        return self._values({name: getattr(model, name) for name in self.natural_key})

    def _values(self, properties: Mapping[str, Any]) -> Hashable:
        """The natural key, the same for all ways of writing it."""
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
        """Change what changed; the client keeps the rest, as the vendor's update replaces everything."""
        # What is in an object that the client replaces as a whole, and is not declared, stays as it stands:
        # now, and not when it was last listed.
        inside = any(name in changed for nested in self.nested for name in nested.properties)
        declared = self.remote(inputs)
        now: ModelT = self._of(client).update(
            id_, partial(self._written, changed, declared) if inside else changed
        )
        return now

    def _written(self, sent: Properties, declared: Properties, standing: ModelT | None) -> Properties:
        """What is sent, with nested objects as the client's model has them."""
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
        """Each property and each output, under the name that it has in the model."""
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
    """What is referred to and not there; what is not known yet is left out.

    Args:
        client: The vendor's client.
        properties: What may refer to something.
        inputs: What is declared of that.
        path: What stands before the names of the properties in what is said.
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

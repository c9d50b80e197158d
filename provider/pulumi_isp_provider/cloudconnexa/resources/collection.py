"""What resources have in common that are objects of one of the client's services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from ...core.lifecycle import Lifecycle
from ...core.properties import Items, ListOf, Property, Text, properties_of
from ...core.records import Properties, Record
from ...core.schema import has_unknown
from ...errors import AlreadyExistsError
from ..client.models import Model

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient

ModelT = TypeVar("ModelT", bound=Model)

SERVICES: Final[Mapping[str, tuple[str, str]]] = {
    "Network": ("networks", "network"),
    "UserGroup": ("user_groups", "user group"),
    "VpnRegion": ("vpn_regions", "region"),
}
"""What a property may refer to: the client's service for it, and its name for people."""


class Collection(Lifecycle["CloudConnexaClient", ModelT]):
    """A resource whose objects one service of the client lists, makes, changes and deletes.

    Its properties have the names of the client's model. The vendor never gives an id out again, as far as
    anybody has seen, so an object needs no other proof.

    Attributes:
        service: The client's name of the service.
    """

    service: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self._properties = properties_of(self.schema)

    def _of(self, client: CloudConnexaClient) -> Any:
        return getattr(client, self.service)

    def coexist(self, olds: Properties, news: Properties) -> bool:
        """Two with different natural keys can stand side by side, where another key means another object."""
        keys = [name for name in self.natural_key if self._properties[name].traits.replaces]
        return any(olds.get(name) != news.get(name) for name in keys)

    def obstacles(self, client: CloudConnexaClient, inputs: Properties, own: Record | None) -> Iterator[str]:
        """All that it refers to is there."""
        yield from _missing(client, self._properties, inputs)

    def find(self, client: CloudConnexaClient, inputs: Properties, *, shared: bool = False) -> ModelT | None:
        """Look for the natural key in the shared listing; the vendor has no filter for it.

        Raises:
            AlreadyExistsError: Several have it; to take one of them would be a guess.
        """
        found: list[ModelT] = [
            model
            for model in self._of(client).snapshot.values()
            if all(getattr(model, name) == inputs[name] for name in self.natural_key)
        ]
        if len(found) > 1:
            key, ids = " and ".join(self.natural_key), ", ".join(model.id for model in found)
            raise AlreadyExistsError(
                f"Several {self._kind} have this {key}: {ids}",
                hint="Give all but the one that is meant another name at CloudConnexa, or delete them there.",
            )
        return found[0] if found else None

    def make(self, client: CloudConnexaClient, inputs: Properties) -> ModelT:
        """Create it."""
        made: ModelT = self._of(client).create(self.remote(inputs))
        return made

    def fetch(self, client: CloudConnexaClient, id_: str) -> ModelT | None:
        """Look in the shared listing."""
        found: ModelT | None = self._of(client).snapshot.get(id_)
        return found

    def change(self, client: CloudConnexaClient, id_: str, inputs: Properties, changed: Properties) -> ModelT:
        """Change what changed; the client keeps the rest, as the vendor's update replaces everything."""
        now: ModelT = self._of(client).update(id_, changed)
        return now

    def destroy(self, client: CloudConnexaClient, id_: str, state: Mapping[str, Any]) -> None:
        """Delete it."""
        self._of(client).delete(id_)

    def identify(self, model: ModelT) -> str:
        """The vendor's id."""
        return model.id

    def describe(self, model: ModelT) -> Properties:
        """Each property and each output, under the name that it has in the model."""
        names = [*self.remote(dict.fromkeys(self._properties)), *self.computed]
        return {name: self._shown(name, getattr(model, name)) for name in names}

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return list(value)
        return "" if value is None and isinstance(self._properties.get(name), Text) else value


def _missing(
    client: CloudConnexaClient, properties: Mapping[str, Property], inputs: Mapping[str, Any], path: str = ""
) -> Iterator[str]:
    """What is referred to and not there; what is not known yet is left out."""
    for name, declared in properties.items():
        value, place = inputs.get(name), f"{path}{name}"
        if isinstance(declared, Items):
            for number, item in enumerate(_known(value)):
                yield from _missing(client, properties_of(declared.schema), item, f"{place}[{number}].")
        elif isinstance(declared, ListOf):
            for number, id_ in enumerate(_known(value)):
                yield from _unless_there(client, declared.traits.refers_to, id_, f"{place}[{number}]")
        elif value and not has_unknown(value):
            yield from _unless_there(client, declared.traits.refers_to, value, place)


def _unless_there(client: CloudConnexaClient, kind: str | None, id_: str, place: str) -> Iterator[str]:
    if kind is None:
        return
    service, name = SERVICES[kind]
    if getattr(client, service).snapshot.get(id_) is None:
        yield f"{place}: there is no {name} {id_}"


def _known(items: Any) -> list[Any]:
    return [item for item in items if not has_unknown(item)] if isinstance(items, list) else []

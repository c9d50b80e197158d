"""The kinds of objects that programs ask a tenant for: those of the catalogue, and one that is only read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from ...catalogue import RESOURCES
from ...core.properties import Computed, Property, Text, properties_of
from ...core.questions import columns_of, outputs_of, plain, row_of
from ...core.records import Properties
from ..client.models import Model, VpnRegion
from ..resources.collection import Collection

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient


@dataclass(frozen=True, kw_only=True)
class Kind(ABC):
    """One kind of object.

    Attributes:
        name: Its name, as in ``UserGroup``.
        about: What it is.
        service: The client's service for it.
        key: The properties that tell one from the others, the telling one last.
        asked: What it can be asked by, by name: the key, and what it belongs to.
        outputs: What a row of it has.
    """

    name: str
    about: str
    service: str
    key: tuple[str, ...]
    asked: Mapping[str, Property]
    outputs: Mapping[str, Computed]

    @abstractmethod
    def having(self, client: CloudConnexaClient, wanted: Properties) -> Sequence[Any]:
        """The objects with these properties, in the shared listing."""

    @abstractmethod
    def row(self, model: Any) -> Properties:
        """An object as a program has it."""


@dataclass(frozen=True, kw_only=True)
class Declared(Kind):
    """A kind of the catalogue: what the resource has, a row has."""

    lifecycle: Collection[Any]

    @classmethod
    def by(cls, lifecycle: Collection[Any]) -> Self:
        """The kind of a resource."""
        key = lifecycle.natural_key
        return cls(
            lifecycle=lifecycle,
            name=lifecycle.kind,
            about=lifecycle.about,
            service=lifecycle.service,
            key=key,
            asked={
                name: each
                for name, each in properties_of(lifecycle.schema).items()
                if name in key or (each.traits.refers_to and each.gives == "str")
            },
            outputs=outputs_of(lifecycle),
        )

    def having(self, client: CloudConnexaClient, wanted: Properties) -> Sequence[Any]:
        """The objects with these properties, in the shared listing."""
        return self.lifecycle.having(client, wanted)

    def row(self, model: Any) -> Properties:
        """An object as its resource has it."""
        return row_of(self.lifecycle, model)


class OnlyRead(Kind):
    """A kind that no program declares."""

    def having(self, client: CloudConnexaClient, wanted: Properties) -> Sequence[Model]:
        """The objects with these properties, in the shared listing."""
        listed: tuple[Model, ...] = getattr(client, self.service).snapshot.values()
        return [each for each in listed if all(getattr(each, name) == wanted[name] for name in wanted)]

    def row(self, model: Any) -> Properties:
        """What of it does not change by itself."""
        return plain(model, self.outputs)


VPN_REGION: Final = OnlyRead(
    name="VpnRegion",
    about="A region: a place where CloudConnexa takes connections.",
    service="vpn_regions",
    key=("region_name",),
    asked={"region_name": Text("Its name for people.")},
    outputs=columns_of(VpnRegion, "id", "region_name", "country", "country_iso", "continent"),
)


def kinds() -> Iterator[Kind]:
    """All of which a tenant has several."""
    for resource in RESOURCES:
        if resource.vendor == "cloudconnexa":
            lifecycle = resource.load()
            if isinstance(lifecycle, Collection):
                yield Declared.by(lifecycle)
            elif not lifecycle.is_only_one:
                raise TypeError(f"{resource} is listed by no service of the client")
    yield VPN_REGION

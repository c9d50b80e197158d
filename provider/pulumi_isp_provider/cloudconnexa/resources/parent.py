"""The base of resources with children, such as networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from ...core.definition import GoesAlong
from ...core.lifecycle import logger
from .collection import Collection

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Model

ModelT = TypeVar("ModelT", bound="Model")


class Offer(NamedTuple):
    """A kind of objects that belong to others.

    Attributes:
        kind: The kind, as in ``IpService``.
        service: The client's service for them.
        what: What they are, for people.
    """

    kind: str
    service: str
    what: str


class Parent(Collection[ModelT]):
    """A resource whose delete also deletes its children.

    Attributes:
        offers: What belongs to it.
    """

    offers: ClassVar[Sequence[Offer]]

    def kept(self, client: CloudConnexaClient, id_: str) -> None:
        """Warn with the names of the children of an object that was kept.

        The engine assumes that the object is deleted. So it does not delete children that were removed from
        the program in the same run.
        """
        standing = self._of(client).get(id_)
        if standing is None:
            return
        for each in self.belongings(client, standing):
            if each.objects:
                logger.warning(
                    "%s %s is kept, with its %s %s. If you removed one of them from the program too, it "
                    "still exists: delete it in the portal.",
                    self._kind,
                    standing.name,
                    each.what,
                    ", ".join(each.names),
                )

    def goes_along(
        self, client: CloudConnexaClient, id_: str, properties: Mapping[str, Any]
    ) -> Iterator[GoesAlong]:
        """All that belongs to it."""
        standing = self._of(client).snapshot.get(id_)
        if standing is not None:
            yield from self.belongings(client, standing)

    def belongings(self, client: CloudConnexaClient, model: Any) -> Iterator[GoesAlong]:
        """What belongs to it, kind by kind."""
        owner = f"{self.kind.lower()}_id"
        for kind, service, what in self.offers:
            offered = getattr(client, service).snapshot.values()
            mine = (each for each in offered if getattr(each, owner) == model.id)
            yield GoesAlong(kind, what, {each.id: each.name for each in mine})

"""The base of resources with children, such as networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from ...core.lifecycle import logger
from .collection import Collection

if TYPE_CHECKING:
    from ..client.client import CloudConnexaClient
    from ..client.models import Model

ModelT = TypeVar("ModelT", bound="Model")


class Parent(Collection[ModelT]):
    """A resource whose delete also deletes its children.

    Attributes:
        offers: The client's services for what belongs to it, each with its name for people.
    """

    offers: ClassVar[Sequence[tuple[str, str]]]

    def kept(self, client: CloudConnexaClient, id_: str) -> None:
        """Warn with the names of the children of an object that was kept.

        The engine assumes that the object is deleted. So it does not delete children that were removed from
        the program in the same run.
        """
        standing = self._of(client).get(id_)
        if standing is None:
            return
        for field, names in self.belongings(client, standing):
            if names:
                logger.warning(
                    "%s %s is kept, with its %s %s. If you removed one of them from the program too, it "
                    "still exists: delete it in the portal.",
                    self._kind,
                    standing.name,
                    field,
                    ", ".join(sorted(names)),
                )

    def goes_along(
        self, client: CloudConnexaClient, id_: str, properties: Mapping[str, Any]
    ) -> Iterator[tuple[str, list[str]]]:
        """All that belongs to it."""
        standing = self._of(client).snapshot.get(id_)
        if standing is not None:
            yield from self.belongings(client, standing)

    def belongings(self, client: CloudConnexaClient, model: Any) -> Iterator[tuple[str, list[str]]]:
        """The names of what belongs to it, by what it is."""
        owner = f"{self.kind.lower()}_id"
        for service, field in self.offers:
            offered = getattr(client, service).snapshot.values()
            yield field, [each.name for each in offered if getattr(each, owner) == model.id]

"""Objects that are part of their parent's answer: routes, connectors and devices.

One listing of the parents contains all children. It is also the only answer that tells the network of a
route.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast

from ..api.base import Collection, Parent
from ..gateway import Gateway
from ..models import Model
from ..snapshots import DerivedSnapshot, understood
from .crud import Service
from .kept import changed
from .read import Page

M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Model)


class ChildService(Service[M], Generic[M, P]):
    """A collection whose objects are part of their parents' answers.

    Its snapshot is made from the parents' snapshot, and its writes are applied to that one.

    Args:
        gateway: Sends requests.
        collection: How these objects are spoken of on the wire.
        parents: The service of the parents.
        **options: As for :class:`~.crud.Service`.
    """

    def __init__(
        self, gateway: Gateway, collection: Collection[M], parents: Service[P], **options: Any
    ) -> None:
        super().__init__(gateway, collection, **options)
        if collection.parent is None or collection.parent.embedded_as is None:
            raise TypeError(f"{collection.name} are not carried along by anything")
        self._parent: Parent = collection.parent
        self._embedded_as: str = collection.parent.embedded_as
        self._parents = parents
        self._parent_of: dict[str, str] = {}
        self._snapshot = DerivedSnapshot(self._load, source=parents.snapshot)
        parents.derived.append(self._snapshot)
        parents.carried.append(self._embedded_as)

    def _load(self) -> Iterable[tuple[str, M]]:
        return [(child.id, child) for child in self._carried(self._parents.snapshot.values())]

    def _carried(self, parents: builtins.list[P] | tuple[P, ...]) -> builtins.list[M]:
        children: builtins.list[M] = []
        for parent in parents:
            children += [self._adopted(child, parent.id) for child in self._siblings(parent)]
            for number, raw in enumerate(parent.unread.get(self._embedded_as, ())):
                id_ = raw.get("id") if isinstance(raw, Mapping) else None
                # Without an id it is still a child of this parent.
                children.append(
                    self._not_understood(
                        id_ if isinstance(id_, str) and id_ else f"number {number + 1} of {parent.id}",
                        f"it does not have the shape of a {self._collection.noun}",
                        **{self._parent.field: parent.id},
                    )
                )
        return children

    def _standing(self, id_: str, *, stale_ok: bool = False) -> M:
        self._segment(id_)
        parent = self._known_parent(id_)
        if parent is None:
            # A list gives the object and its parent with one request.
            return self._found(id_, self._find_listed(id_, stale_ok=stale_ok))
        return self._adopted(super()._standing(id_, stale_ok=stale_ok), parent)

    def _complete(self, params: Mapping[str, str], *, stale_ok: bool = False) -> builtins.list[M]:
        if self._listed_with_parents(params):
            return self._carried(self._parents._complete({}, stale_ok=stale_ok))
        return super()._complete(params, stale_ok=stale_ok)

    def _stream(self, params: Mapping[str, str]) -> Iterator[M]:
        if self._listed_with_parents(params):
            for parent in self._parents._stream({}):
                yield from self._carried([parent])
            return
        yield from super()._stream(params)

    def _pages(self, params: Mapping[str, str], *, stale_ok: bool = False) -> Iterator[Page[M]]:
        for page, total in super()._pages(params, stale_ok=stale_ok):
            yield [self._adopted(child, params.get(self._parent.param)) for child in page], total

    def _listed_with_parents(self, params: Mapping[str, str]) -> bool:
        return not self._parent.in_reply and self._parent.param not in params

    def _own_params(self, id_: str) -> Mapping[str, str]:
        if not self._parent.always:
            return {}
        return {self._parent.param: self._parent_or_missing(id_)}

    def _known_parent(self, id_: str) -> str | None:
        return self._parent_of.get(id_)

    def _parent_or_missing(self, id_: str) -> str:
        """The parent of an object, requested if it is not known.

        Raises:
            ResourceNotFoundError: There is no such object.
        """
        known: str | None = self._parent_of.get(id_)
        if known is None:
            found = self._find_listed(id_)
            known = getattr(found, self._parent.field) if found else None
        if known is None:
            raise self._missing(id_)
        return known

    def _check_parent(self, id_: str, field: str, given: object) -> None:
        self._parent_or_missing(id_)
        super()._check_parent(id_, field, given)

    def _adopted(self, model: M, parent: str | None) -> M:
        if not understood(model):
            return model
        self._seen.setdefault(model.id)
        named: str | None = getattr(model, self._parent.field)
        if named is None:
            if parent is None and not self._parent.in_reply:
                parent = self._parent_or_missing(model.id)
            model = changed(model, self._parent.field, parent)
            named = parent
        if named is not None:
            self._parent_of[model.id] = named
        return model

    def _learn(self, model: M) -> None:
        def with_child(parent: P) -> P:
            others = [c for c in self._siblings(parent) if c.id != model.id]
            return self._with_children(parent, [*others, model])

        self._parents.snapshot.edit(self._parent_of.get(model.id, ""), with_child)
        self._snapshot.put(model.id, model)

    def _unlearn(self, id_: str) -> None:
        parent = self._parent_of.pop(id_, None)
        if parent is None:
            self._forget()
            return
        self._parents.snapshot.edit(
            parent, lambda p: self._with_children(p, [c for c in self._siblings(p) if c.id != id_])
        )
        self._snapshot.remove(id_)
        self._drop(self.cascade)

    def _forget(self) -> None:
        self._parents.snapshot.drop()
        super()._forget()

    def _siblings(self, parent: P) -> tuple[M, ...]:
        return cast("tuple[M, ...]", getattr(parent, self._embedded_as))

    def _with_children(self, parent: P, children: builtins.list[M]) -> P:
        return changed(parent, self._embedded_as, tuple(children))

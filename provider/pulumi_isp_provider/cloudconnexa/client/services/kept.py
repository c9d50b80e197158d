"""Listings that our own writes update."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from ....core.snapshot import Snapshot
from ....errors import AlreadyExistsError, IspError, NotFoundError
from ..api.base import Collection
from ..gateway import Gateway
from ..models import Model
from ..snapshots import CollectionSnapshot, Life
from .read import ReadService

M = TypeVar("M", bound=Model)


class KeptService(ReadService[M]):
    """Reads, with a snapshot that each write updates.

    Args:
        gateway: Sends requests.
        collection: How these objects are spoken of on the wire.
        life: How long the snapshot's listing is used.

    Attributes:
        derived: Snapshots made from this one, dropped on every write.
        owned: Snapshots of objects that the vendor deletes together with one of this kind, each with the
            field that names its owner.
        cascade: Snapshots of objects that the vendor may change together with one.
        carried: Fields with children, which have their own requests.
    """

    def __init__(self, gateway: Gateway, collection: Collection[M], *, life: Life) -> None:
        super().__init__(gateway, collection, life=life)
        self.derived: list[Snapshot[Any]] = []
        self.owned: list[tuple[CollectionSnapshot[Any], str]] = []
        self.cascade: list[Snapshot[Any]] = []
        self.carried: list[str] = []

    @contextmanager
    def _writing(self, id_: str | None = None) -> Generator[None]:
        """Around a write: if its effect is not known or not as expected, the listings are dropped."""
        try:
            yield
        except IspError as error:
            if id_ is not None and isinstance(error, NotFoundError):
                self._unlearn(id_)
            elif error.effect_unknown or isinstance(error, AlreadyExistsError):
                self._forget()
            raise
        except BaseException:
            self._forget()
            raise

    def _with_children_held(self, model: M) -> M:
        """The model with the known children, if an update's answer has none.

        It is not known whether the answer contains them.
        """
        held = self._snapshot.peek(model.id)
        for name in self.carried:
            if held is not None and not getattr(model, name):
                model = _with_those_of(held, model, name)
        return model

    def _learn(self, model: M) -> None:
        self._snapshot.merge(model.id, model, self._keep_children)
        self._drop(self.derived)

    def _keep_children(self, held: M, model: M) -> M:
        # A write to the parent does not change them; its answer may be older than one about a child.
        for name in self.carried:
            model = _with_those_of(held, model, name)
        return model

    def _unlearn(self, id_: str) -> None:
        self._snapshot.remove(id_)
        self._drop(self.derived)
        for snapshot, field in self.owned:
            snapshot.take_out(field, id_)
        self._drop(self.cascade)

    def _forget(self) -> None:
        self._snapshot.drop()
        self._drop(self.derived)
        self._drop(snapshot for snapshot, _ in self.owned)
        self._drop(self.cascade)

    @staticmethod
    def _drop(snapshots: Iterable[Snapshot[Any]]) -> None:
        for snapshot in snapshots:
            snapshot.drop()


def _with_those_of(held: M, model: M, name: str) -> M:
    """A model with the children of another one, including those that are not understood."""
    unread = {**model.unread, name: held.unread.get(name, ())}
    children: dict[str, Any] = {name: getattr(held, name)}
    return replace(model, **children, unread={each: raw for each, raw in unread.items() if raw})


def changed(model: M, name: str, value: object) -> M:
    """A model with another value in a field whose name comes from the table of collections."""
    changes: dict[str, Any] = {name: value}
    return replace(model, **changes)

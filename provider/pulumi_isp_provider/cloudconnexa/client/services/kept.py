"""Listings that our own writes keep true."""

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
    """Reading, with a snapshot that is told of each write.

    Args:
        gateway: Sends requests.
        collection: How these objects are spoken of on the wire.
        life: For how long the snapshot's listing is good.

    Attributes:
        derived: Snapshots made from this one, dropped on every write.
        owned: Snapshots of what the vendor deletes along with an object of ours, each with the field that
            names its owner.
        cascade: Snapshots of what it may change along with one.
        carried: Fields that hold children, which have requests of their own.
    """

    def __init__(self, gateway: Gateway, collection: Collection[M], *, life: Life) -> None:
        super().__init__(gateway, collection, life=life)
        self.derived: list[Snapshot[Any]] = []
        self.owned: list[tuple[CollectionSnapshot[Any], str]] = []
        self.cascade: list[Snapshot[Any]] = []
        self.carried: list[str] = []

    @contextmanager
    def _writing(self, id_: str | None = None) -> Generator[None]:
        """Around a write: when its effect is not known or not as we thought, the listings are forgotten."""
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
        """The model with the children that are known, where an update's answer shows none.

        Whether it repeats them is not known.
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
        # A write to the parent does not touch them; its answer may be older than one about a child.
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
    """A model with the children of another one, also those that cannot be understood."""
    unread = {**model.unread, name: held.unread.get(name, ())}
    children: dict[str, Any] = {name: getattr(held, name)}
    return replace(model, **children, unread={each: raw for each, raw in unread.items() if raw})


def changed(model: M, name: str, value: object) -> M:
    """A model with another value in a field that only the table of collections knows."""
    changes: dict[str, Any] = {name: value}
    return replace(model, **changes)

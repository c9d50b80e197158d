"""Operations on the objects of one type. They are the same for all types."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from ....core.snapshot import Snapshot
from ....transport.retry import create_once
from ...errors import (
    AlreadyExistsError,
    CalixError,
    InvalidValueError,
    MalformedReplyError,
    NotFoundError,
    UnknownAttributeError,
    kind_for,
)
from ..nbi import rpc
from ..nbi.answers import check_address, paged
from ..nbi.attributes import E7Object, attributes, decode, differing
from ..nbi.cms import Cms
from ..nbi.rpc import Edit, Read
from ..nbi.wire import ObjectRef, RpcReply, WireObject, WireValue

M = TypeVar("M", bound=E7Object)


class Listing(Protocol):
    """Something that was listed and can be dropped."""

    def drop(self) -> None:
        """Forget the listing."""


ListingT = TypeVar("ListingT", bound=Listing)

DELETE_ATTEMPTS = 3
"""How often a delete is sent if its answers are lost."""

FEW = 8
"""So many questions about a node's objects of one type are asked one by one; the next one lists them all."""

_IN_USE = "If other objects still depend on it, delete them first, or delete it with force=True."


class Objects(Generic[M]):
    """The objects of one type in any node.

    Args:
        cms: Where to send.
        model: What they are read into.
        noun: Their name in operations, such as ``onts``.
    """

    def __init__(self, cms: Cms, model: type[M], noun: str) -> None:
        self.cms = cms
        self.model = model
        self.noun = noun
        self._names = {
            half: tuple(each.wire for each in attributes(model) if each.half == name and each.listed)
            for half, name in ((Read.CONFIG, "config"), (Read.STATE, "live"))
        }
        self._older: set[str] = set()

    @contextmanager
    def writing(self, node: str, listing: ListingT) -> Iterator[ListingT]:
        """Hold the lock of a node's writers, look-ups included, so that a listing changes as the E7 does.

        Args:
            node: Node name of the E7.
            listing: Is dropped if the write fails, because what the E7 has is not known then.
        """
        with self.cms.writing(node):
            try:
                yield listing
            except BaseException:
                listing.drop()
                raise

    def snapshot(
        self,
        node: str,
        parent: ObjectRef,
        key: Callable[[M], str] = lambda found: found.ref.id,
        *,
        by: Mapping[str, Callable[[M], Hashable]] = MappingProxyType({}),
    ) -> Snapshot[M]:
        """The children of a parent by key: one listing for many reads, for ``performance.cache_ttl`` seconds.

        Args:
            node: Node name of the E7.
            parent: The parent.
            key: The key of an object; by default its own number.
            by: Indexes, see :class:`~....core.snapshot.Snapshot`.
        """
        return Snapshot(
            lambda: ((key(found), found) for page in self.pages(node, parent) for found in page),
            by=by,
            lifetime=self.cms.config.performance.cache_ttl,
            clock=self.cms.clock.now,
        )

    def read(self, node: str, ref: ObjectRef, half: Read = Read.CONFIG) -> WireObject | None:
        """Read one half of an object; None if the node has no such object.

        Raises:
            CalixError: The answer does not tell whether the object exists.
        """
        try:
            reply = self.cms.call(node, f"{self.noun}.read", rpc.read(half, ref), subject=ref)
        except NotFoundError:
            return None
        if reply.objects is None:
            # Read as "does not exist", this would remove a subscriber's ONT from state.
            raise MalformedReplyError(
                f"the CMS did not say whether there is {ref}",
                node=node,
                operation=f"{self.noun}.read",
                object=str(ref),
            )
        for found in reply.objects[:1]:
            check_address(ref, found.ref, node=node, operation=f"{self.noun}.read")
            return found
        return None

    def find(self, node: str, ref: ObjectRef) -> M | None:
        """The provisioned half of one object; None if the node has no such object."""
        found = self.read(node, ref)
        return decode(self.model, node, found) if found else None

    def find_whole(self, node: str, ref: ObjectRef) -> M | None:
        """Both halves of one object, with one request for each; None if the node has no such object."""
        found = self.read(node, ref)
        return decode(self.model, node, found, self.read(node, ref, Read.STATE)) if found else None

    def pages(
        self,
        node: str,
        parent: ObjectRef,
        *,
        half: Read = Read.CONFIG,
        filters: Mapping[str, WireValue] | None = None,
    ) -> Iterator[tuple[M, ...]]:
        """The children of a parent, page by page.

        It asks for the model's attributes only: a page holds a limited number of characters, and an ONT has
        twice as many attributes. If a release does not know all of them, it is asked for everything.

        Raises:
            NotFoundError: There is no such parent.
        """
        operation = f"{self.noun}.list"

        def ask(after: ObjectRef | None) -> tuple[tuple[WireObject, ...], bool]:
            names = () if node in self._older else self._names[half]
            body = rpc.read_children(
                half, parent, self.model.wire_type, filters=filters, attributes=names, after=after
            )
            try:
                reply = self.cms.call(node, operation, body, subject=parent)
            except UnknownAttributeError:
                if not names:
                    raise
                self._older.add(node)
                return ask(after)
            if reply.objects:
                check_address(parent, reply.objects[0].ref, node=node, operation=operation)
                return reply.objects[0].children, reply.objects[0].more
            if parent.keys:
                raise self.missing(node, parent, "list")
            # An empty listing still names its parent. Without the parent the answer proves nothing.
            raise MalformedReplyError(
                f"the CMS listed the {self.noun} without saying of what", node=node, operation=operation
            )

        for page in paged(ask, lambda found: found.ref, node=node, operation=operation):
            yield tuple(
                decode(self.model, node, found)
                if half is Read.CONFIG
                else decode(self.model, node, None, found)
                for found in page
            )

    def list(
        self,
        node: str,
        parent: ObjectRef,
        *,
        half: Read = Read.CONFIG,
        filters: Mapping[str, WireValue] | None = None,
    ) -> list[M]:
        """The children of a parent."""
        pages = self.pages(node, parent, half=half, filters=filters)
        return [found for page in pages for found in page]

    def create(
        self,
        node: str,
        ref: ObjectRef,
        attributes: Mapping[str, WireValue],
        *,
        look_up: Callable[[], M | None] | None = None,
    ) -> M:
        """Create an object exactly once.

        If the answer is lost, it looks for the object before it sends the request again. Call it inside
        :meth:`writing`.

        Args:
            node: Node name of the E7.
            ref: Its address. If the last key is ``0``, the E7 chooses one.
            attributes: What to set.
            look_up: Finds the object if its address is not known; may raise.

        Raises:
            AlreadyExistsError: An object exists there and differs from what was asked for.
            CalixError: It was refused, or its effect is not known; ``effect_unknown`` tells which.
        """

        def send() -> M:
            body = rpc.edit(Edit.CREATE, ref, attributes, get_config=True)
            reply = self.cms.call(
                node,
                f"{self.noun}.create",
                body,
                subject=ref,
                references=_references(attributes),
                is_new=True,
                repeatable=False,
            )
            return self._written(node, ref, reply, "create")

        found: list[M] = []

        def find() -> M | None:
            there = look_up() if look_up else self.find(node, ref)
            found.extend([there] if there else [])
            return there

        made = create_once(send, find, clock=self.cms.clock)
        # An object that the E7 confirmed is right. One that was found may be somebody else's.
        differences = differing(self.model, attributes, made) if found else []
        if differences:
            raise kind_for(AlreadyExistsError, ref.type)(
                f"{made.ref} exists already and differs in {', '.join(differences)}",
                node=node,
                operation=f"{self.noun}.create",
                object=str(made.ref),
            )
        return made

    def merge(self, node: str, ref: ObjectRef, attributes: Mapping[str, WireValue]) -> M:
        """Set some attributes of an object; the others stay as they are.

        Raises:
            NotFoundError: The object, or one that it refers to, does not exist; ``object`` says which.
        """
        body = rpc.edit(Edit.MERGE, ref, attributes, get_config=True)
        reply = self.cms.call(
            node, f"{self.noun}.update", body, subject=ref, references=_references(attributes)
        )
        return self._written(node, ref, reply, "update")

    def update(self, node: str, ref: ObjectRef, attributes: Mapping[str, WireValue]) -> M:
        """As :meth:`merge`. Without attributes it only reads the object.

        Raises:
            NotFoundError: There is no such object.
        """
        if attributes:
            return self.merge(node, ref, attributes)
        found = self.find(node, ref)
        if found is None:
            raise self.missing(node, ref, "update")
        return found

    def delete(self, node: str, ref: ObjectRef, *, force: bool | None = None) -> None:
        """Delete an object. If the answer is lost, it looks for the object before it sends the request again.

        Raises:
            NotFoundError: The object did not exist before.
            InvalidValueError: ``force`` is not a bool. A text such as ``"false"`` would count as true.
        """
        if not isinstance(force, bool | None):
            raise InvalidValueError(f"force must be True or False, not {force!r}")
        body = rpc.edit(Edit.DELETE, ref, {}, force=force)
        hint = None if force else _IN_USE
        for attempt in range(1, DELETE_ATTEMPTS + 1):
            try:
                self.cms.call(node, f"{self.noun}.delete", body, subject=ref, repeatable=False, hint=hint)
            except NotFoundError:
                if attempt > 1:
                    return
                raise
            except CalixError as error:
                if not error.effect_unknown:
                    raise
                try:
                    gone = self.read(node, ref) is None
                except CalixError as failure:
                    # Raise the error of the delete: it says that the object may be gone.
                    error.context["look_up"] = f"failed as well: {failure.message}"
                    raise error from None
                if gone:
                    return
                if attempt == DELETE_ATTEMPTS:
                    raise
            else:
                return

    def missing(self, node: str, ref: ObjectRef, operation: str) -> NotFoundError:
        """The error for an object that does not exist."""
        error = kind_for(NotFoundError, ref.type)(
            f"{node} has no {ref}", node=node, operation=f"{self.noun}.{operation}", object=str(ref)
        )
        if not isinstance(error, NotFoundError):
            raise TypeError("a missing object is a NotFoundError")
        return error

    def _written(self, node: str, ref: ObjectRef, reply: RpcReply, verb: str) -> M:
        """What is provisioned after a write: from the reply, or read again if the reply does not show it."""
        operation = f"{self.noun}.{verb}"
        if reply.objects:
            check_address(ref, reply.objects[0].ref, node=node, operation=operation)
            return decode(self.model, node, reply.objects[0])
        if ref.id == "0":
            raise MalformedReplyError(
                "the E7 did not tell the id that it chose", node=node, operation=operation, object=str(ref)
            )
        found = self.find(node, ref)
        if found is None:
            raise self.missing(node, ref, "read")
        return found


def _references(attributes: Mapping[str, WireValue]) -> tuple[ObjectRef, ...]:
    return tuple(value for value in attributes.values() if isinstance(value, ObjectRef))

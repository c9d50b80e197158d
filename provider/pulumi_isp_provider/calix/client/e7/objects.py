"""What can be done with the objects of one type, the same for all types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

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

DELETE_ATTEMPTS = 3
"""How often a delete is sent whose answers are lost."""

FEW = 8
"""Questions about a node's objects of one type that are asked one by one before they are listed."""

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

    def writing(self, node: str) -> AbstractContextManager[None]:
        """The turn that a create, an update or a delete has to take, look-ups included."""
        return self.cms.writing(node)

    def read(self, node: str, ref: ObjectRef, half: Read = Read.CONFIG) -> WireObject | None:
        """One object; None where the node has none.

        Raises:
            CalixError: It cannot be said whether there is one.
        """
        try:
            reply = self.cms.call(node, f"{self.noun}.read", rpc.read(half, ref), subject=ref)
        except NotFoundError:
            return None
        if reply.objects is None:
            # Taken for "there is none", this would drop a subscriber's ONT from everywhere.
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
        """What is provisioned of one object; None where the node has none."""
        found = self.read(node, ref)
        return decode(self.model, node, found) if found else None

    def find_whole(self, node: str, ref: ObjectRef) -> M | None:
        """Both halves of one object, with one request for each; None where the node has none."""
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
        """The children of a parent, page by page as they come in.

        Only the attributes of the model are asked for: a page has room for so many characters, and
        an ONT has twice as many attributes. A release that does not know all of them is asked for
        everything that it has.

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
            # An empty listing still names its parent. Without it, nothing says that there is nothing.
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

        Where the answer is lost, the object is looked for before anything is sent again. Call it inside
        of :meth:`writing`.

        Args:
            node: Node name of the E7.
            ref: Its address; a last key of ``0`` has the E7 choose one.
            attributes: What to set.
            look_up: Finds it where its address does not tell; it may raise.

        Raises:
            AlreadyExistsError: There is one that differs from what was asked for.
            CalixError: It was refused, or its fate is not known; ``effect_unknown`` tells which.
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
        # What the E7 confirmed itself is right as it is; what was found may be somebody else's.
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
        """Set attributes of an object; what is not named stays as it is.

        Raises:
            NotFoundError: There is no such object, or it is to refer to one that there is not; ``object``
                says which.
        """
        body = rpc.edit(Edit.MERGE, ref, attributes, get_config=True)
        reply = self.cms.call(
            node, f"{self.noun}.update", body, subject=ref, references=_references(attributes)
        )
        return self._written(node, ref, reply, "update")

    def update(self, node: str, ref: ObjectRef, attributes: Mapping[str, WireValue]) -> M:
        """The same as :meth:`merge`; without attributes nothing is written and the object is read.

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
        """Delete an object. Where the answer is lost, it is looked for before anything is sent again.

        Raises:
            NotFoundError: There was no such object to begin with.
            InvalidValueError: ``force`` is something else, such as ``"false"``, which would count as true.
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
                    # The delete's own error goes out: it tells that the object may be gone.
                    error.context["look_up"] = f"failed as well: {failure.message}"
                    raise error from None
                if gone:
                    return
                if attempt == DELETE_ATTEMPTS:
                    raise
            else:
                return

    def missing(self, node: str, ref: ObjectRef, operation: str) -> NotFoundError:
        """The error for an object that is not there."""
        error = kind_for(NotFoundError, ref.type)(
            f"{node} has no {ref}", node=node, operation=f"{self.noun}.{operation}", object=str(ref)
        )
        if not isinstance(error, NotFoundError):
            raise TypeError("a missing object is a NotFoundError")
        return error

    def _written(self, node: str, ref: ObjectRef, reply: RpcReply, verb: str) -> M:
        """What is provisioned after a write: from its reply if it shows it, otherwise read again."""
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

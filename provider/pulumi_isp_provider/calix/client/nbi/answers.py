"""Answers have to belong to their question: the node and the object asked for, the pages of one listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from ...errors import MalformedReplyError, NotFoundError, OperationError
from ..identifiers import NODE_PREFIX
from .wire import ObjectRef

T = TypeVar("T")


def check_node(asked: str, answered: str) -> None:
    """See that an answer is that of the node that was asked, refusals included.

    A CMS repeats the node name (R15, seen in a recording of the interface and in those of E7s). Only a
    name that contradicts counts: it may be missing, or come back without prefix or in other letters, and
    what becomes of signs outside of ASCII is not known.

    Raises:
        MalformedReplyError: It is another node's.
    """
    one, other = (" ".join(name.upper().split()).removeprefix(NODE_PREFIX) for name in (asked, answered))
    if other and one.isascii() and one != other:
        raise MalformedReplyError(f"the CMS answered for {answered[:60]} where {asked} was asked")


def check_address(
    asked: ObjectRef, answered: ObjectRef | None, *, node: str, operation: str | None = None
) -> None:
    """See that an answer is about the object that was asked for, and not about another subscriber's.

    Only plain numbers are compared: a profile or a discovered ONT may be written in two ways. The ``0``
    for which the E7 chooses an id may become any.

    Raises:
        MalformedReplyError: It is about another one.
    """
    if answered is not None and answered.type == asked.type and len(answered.keys) == len(asked.keys):
        numbers = [
            (one.lstrip("0"), other.lstrip("0"))
            for (_, one), (_, other) in zip(asked.keys, answered.keys, strict=True)
            if one.isdecimal() and other.isdecimal() and one != "0"
        ]
        if all(one == other for one, other in numbers):
            return
    raise MalformedReplyError(
        f"the CMS answered about {answered or 'nothing'} where {asked} was asked for",
        node=node,
        object=str(asked),
        operation=operation,
    )


def paged(
    ask: Callable[[ObjectRef | None], tuple[tuple[T, ...], bool]],
    ref_of: Callable[[T], ObjectRef | None],
    *,
    node: str,
    operation: str,
) -> Iterator[tuple[T, ...]]:
    """Ask for one page after the other, each after the last object of the one before.

    Args:
        ask: Asks for the page after an object; gives it and whether there is more.
        ref_of: The address of an object.
        node: For errors.
        operation: For errors.

    Raises:
        MalformedReplyError: The pages do not follow each other. A part is never given out as the whole.
        OperationError: What the next page starts after has been deleted meanwhile. This is no
            NotFoundError: nothing is said about an object that the caller knows of.
    """
    seen: set[ObjectRef] = set()
    after: ObjectRef | None = None
    more = True
    while more:
        try:
            page, more = ask(after)
        except NotFoundError as error:
            if after is None:
                raise
            raise OperationError(
                f"the listing broke off after {after}: what it goes on from is not found any more",
                hint="Something was deleted while it was listed. Run it again.",
                is_transient=True,
                node=node,
                operation=operation,
                cms_message=error.cms_message,
            ) from None
        refs = [ref for ref in map(ref_of, page) if ref is not None]
        if len(refs) != len(page) or not seen.isdisjoint(refs) or (more and not page):
            raise MalformedReplyError(
                "the pages of a listing do not follow each other", node=node, operation=operation
            )
        seen.update(refs)
        if page:
            after = refs[-1]
            yield page

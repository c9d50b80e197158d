"""Checks that an answer belongs to its question: node, object, pages of a listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from ...errors import MalformedReplyError, NotFoundError, OperationError
from ..identifiers import NODE_PREFIX
from .wire import ObjectRef

T = TypeVar("T")


def check_node(asked: str, answered: str) -> None:
    """Check that an answer, or a refusal, comes from the node that was asked.

    A CMS repeats the node name (R15, seen in a recording of the interface and in those of E7s). Only a
    different name is an error: it may be missing, lack the prefix, or have another case. For characters
    outside ASCII the behaviour is not known.

    Raises:
        MalformedReplyError: It comes from another node.
    """
    one, other = (" ".join(name.upper().split()).removeprefix(NODE_PREFIX) for name in (asked, answered))
    if other and one.isascii() and one != other:
        raise MalformedReplyError(f"the CMS answered for {answered[:60]} where {asked} was asked")


def check_address(
    asked: ObjectRef, answered: ObjectRef | None, *, node: str, operation: str | None = None
) -> None:
    """Check that an answer is about the object that was asked for, not about another subscriber's.

    Only plain numbers are compared: a profile or a discovered ONT may be written in two ways. ``0`` may
    become any number: the E7 chooses one.

    Raises:
        MalformedReplyError: It is about another object.
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
        ask: Asks for the page after an object; returns it and whether there are more.
        ref_of: The address of an object.
        node: For errors.
        operation: For errors.

    Raises:
        MalformedReplyError: The pages do not continue each other. A part is never returned as the whole.
        OperationError: The object that the next page starts after has been deleted meanwhile. This is not a
            NotFoundError, because the caller did not ask for that object.
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

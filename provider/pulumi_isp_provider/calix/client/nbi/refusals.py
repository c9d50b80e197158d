"""Turns a refusal of a CMS or an E7 into one of our errors, by its words. Few of them are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...errors import (
    AlreadyExistsError,
    CalixError,
    InvalidValueError,
    NodeTimeoutError,
    NodeUnavailableError,
    NotFoundError,
    OntNotFoundError,
    OperationError,
    PermissionDeniedError,
    SessionExpiredError,
    UnknownAttributeError,
    kind_for,
)
from .wire import ObjectRef, RpcError

# Words of failures; the first match wins. The marked ones were seen in replies of real systems, the others
# are careful guesses. A wrong guess makes an error less specific, never a success. A missing node comes
# before a missing object: confused, every ONT of the node would seem to be gone.
_WORDINGS: tuple[tuple[re.Pattern[str], type[CalixError]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (r"session not exist|session id required", SessionExpiredError),  # seen
        (r"unknown attribute", UnknownAttributeError),  # seen
        (r"already exists", AlreadyExistsError),  # seen
        (r"unable to decode xml id", InvalidValueError),  # seen, for an id that is no number
        (r"internal error", InvalidValueError),  # seen, for bad values in a merge
        (r"\bont not found", OntNotFoundError),  # seen
        (r"\b(node|nodename|network|ntwk\S*)\b.*\b(not|unknown|invalid|no such)\b", NodeUnavailableError),
        (r"\b(unknown|invalid|no such)\b.*\b(node|nodename|network)\b", NodeUnavailableError),
        (r"disconnected|not connected|unreachable|not reachable", NodeUnavailableError),
        (r"timed? ?out", NodeTimeoutError),
        (r"not found|does not exist|no such", NotFoundError),
        (r"privilege|permission|not authori[sz]ed", PermissionDeniedError),
    )
)

_HINTS: dict[type[CalixError], str] = {
    OperationError: "The reason stands in the message. Look at the object in the CMS: what uses it, and "
    "whether the values fit together.",
    UnknownAttributeError: "Leave the attribute out for this node, or upgrade the E7.",
    InvalidValueError: "Check the values: the E7 says only that it could not use them.",
}

_LONGEST = 2000
"""Only so many characters of a refusal are read: the time for these patterns grows with their square."""

_PROFILE = re.compile(r"prof(ile)?\b", re.IGNORECASE)
_PARENTS = {"ont": "Ont", "vlan": "Vlan"}
_NOUN = re.compile(
    r"(?:.*\bno such )?(.*?)(?:\W*\b(?:(?:is|was|could) )?(?:not (?:be )?found|does not exist).*)?",
    re.IGNORECASE | re.DOTALL,
)
"""The words before "not found" or after "no such"."""


def refusal(
    problems: Sequence[RpcError],
    *,
    subject: ObjectRef | None = None,
    references: Sequence[ObjectRef] = (),
    is_new: bool = False,
    hint: str | None = None,
    **context: Any,
) -> CalixError:
    """The error for a reply that carries ``rpc-error`` elements.

    Args:
        problems: The refusals; at least one.
        subject: The object of the request.
        references: Objects that it refers to.
        is_new: The request creates the object, so another object is missing.
        hint: What a person can do if the words do not tell.
        **context: ``node``, ``operation``.
    """
    words = "; ".join(str(problem) for problem in problems)[:_LONGEST]
    kind: type[CalixError] = OperationError
    for pattern, meaning in _WORDINGS:
        if pattern.search(words):
            kind = meaning
            break
    about: ObjectRef | str | None = subject
    remedy = None
    if issubclass(kind, NotFoundError):
        kind, about, remedy = _missing(words, subject, references, is_new=is_new)
    elif subject:
        kind = kind_for(kind, subject.type)
    if kind is OperationError:
        remedy = hint
    return kind(
        f"the CMS refused: {words}",
        hint=remedy or _HINTS.get(kind),
        cms_message=words,
        object=None if about is None else str(about),
        **context,
    )


def _missing(
    words: str, subject: ObjectRef | None, references: Sequence[ObjectRef], *, is_new: bool
) -> tuple[type[CalixError], ObjectRef | str | None, str | None]:
    """What is missing according to the words: a referenced object, a parent, or the object itself.

    Returns:
        The kind of error, the object, and what a person can do.
    """
    if subject is None:
        return NotFoundError, None, None
    named = [ref for ref in references if _names(words, ref.type)]
    if _PROFILE.search(words) and not _PROFILE.search(subject.type):
        named = named or [ref for ref in references if _PROFILE.search(ref.type)]
        if not (named or is_new):
            return OperationError, subject, None  # the object refers to none, so it is not the missing one
    if named:
        what = " or ".join(map(str, named))
        return NotFoundError, what, f"{subject} was to refer to {what}: correct that, or make it first."
    for at, (key, _) in enumerate(subject.keys[:-1]):
        if _names(words, key):
            parent = ObjectRef(_PARENTS.get(key, key), subject.keys[: at + 1])
            remedy = f"{subject} is to be a part of it: make it first." if is_new else None
            return kind_for(NotFoundError, parent.type), parent, remedy
    if is_new:
        noun = _NOUN.fullmatch(words[:200])
        what = (noun[1] if noun else "").strip() or "what it needs"
        return NotFoundError, what, f"{subject} needs it: correct what leads there, or make it first."
    of_type = "Ont" if _names(words, "ont") else subject.type
    return kind_for(NotFoundError, of_type), subject, None


def _names(words: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", words, re.IGNORECASE) is not None

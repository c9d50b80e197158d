"""What a lifecycle says when it refuses, or leaves something alone: errors for people, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..errors import (
    AlreadyExistsError,
    AnotherObjectError,
    AnotherSystemError,
    PlanRefusedError,
    TargetRefusedError,
)
from .comparison import Change
from .declarations import shown_owner
from .ownership import Conflict
from .settings import ManagedSettings

GONE: Final = (
    "If somebody deleted it: `pulumi refresh` drops it from the state, and the next `up` makes it again."
)
NOT_ANEW: Final = (
    "Pulumi creates first where a replacement is asked for (--replace, taint, a trigger), and create took "
    "over what is as declared. ResourceOptions(delete_before_replace=True) has it deleted first, "
    "and then made. If nobody asked for one, a replacement that had failed was taken back: nothing is to do"
)
ONE_STACK: Final = (
    "That is right after a run that was cut short, a lost state, a new name in the program, a replacement "
    "on request, or one that is taken back before its old object was deleted; adopt_existing=True says that "
    "it is meant. This stack may have it in another entry of its state, which a run with --target is not "
    "told of: the next `pulumi up` without --target puts that right. If another stack has it too: one object "
    "belongs in one stack, for either would change and delete it. Take it out of this stack's state with "
    "`pulumi state delete`, and out of this program then: in that order, nothing is deleted"
)
OLD_HALF: Final = (
    "%s. It is left alone. What is to be deleted is the old half of a replacement, and its object is gone: "
    "the state forgets it. If what stands there is yours after all: delete it at the vendor"
)
ONLY_IMPORTED: Final = (
    "%s is left alone, and the state forgets it: it was imported by its id, and no `pulumi up` had it as it "
    "is declared, so it may be somebody else's. If it is yours: delete it at the vendor"
)
STANDS: Final = (
    "{} stands as declared; only what was to be fetched of it is missing: the next `pulumi up` goes on there."
)
_ANOTHER: Final = {
    "changed": "If it is another customer's: take the resource out of the state with `pulumi state "
    "delete`; the next `up` makes yours again where it is free. If it is yours, changed at the vendor: "
    "declare it as it stands there, or set adopt_existing=True to change it to what is declared.",
    "replaced": "Nothing was made or deleted. If it is another customer's: take the resource out of the "
    "state with `pulumi state delete`; the next `up` makes yours, and leaves the other one alone. If it is "
    "yours, changed at the vendor: declare it as it stands there, run `pulumi up`, and replace it then.",
    "deleted": "If it is another customer's: take the resource out of the state with `pulumi state "
    "delete`, which deletes nothing at the vendor. If the state has the resource twice, because it was "
    "replaced: declare it as it was, and run `pulumi up`, which forgets the old half. If it is yours, "
    "changed at the vendor: declare it as it stands there, run `pulumi up`, and delete it then.",
}
"""What helps where another object stands under an id, by what is not done with it."""
ADOPT: Final = (
    "If this program has it under another name: say so with "
    "ResourceOptions(aliases=[pulumi.Alias(name=...)]). If it is to be taken over: set adopt_existing=True "
    "to change it to what is declared, or declare it as it stands. If many have changed places: "
    'docs/operations.md, "Moving keys between resources".'
)


def differs(what: str, changes: Iterable[Change], words: str) -> str:
    """Why an object that stands there already is not taken over.

    Args:
        what: The object.
        changes: What differs.
        words: The same for people, with both values.
    """
    immutable = ", ".join(change.path for change in changes if change.replace)
    text = f"{what} exists already and differs in {words}"
    if immutable:
        text += (
            f". It cannot be adopted as it is, because {immutable} cannot be changed: declare it as it "
            "stands at the vendor, or delete it there"
        )
    return text


def impossible(what: str, verb: str, found: Iterable[str], id_: str | None) -> TargetRefusedError:
    """What is planned could not be completed.

    Args:
        what: The object, or its kind where there is none yet.
        verb: What was planned, as in ``replaced``.
        found: What is in its way.
        id_: The object's id.
    """
    return TargetRefusedError(
        f"{what} cannot be {verb}: {'; '.join(found)}",
        hint="Correct the declaration, or what is in its way at the vendor. Nothing was deleted or changed. "
        "If it is the old half of a replacement that has not ended, let that program's `pulumi up` end. "
        'If resources change places: docs/operations.md, "Moving keys between resources".',
        object=id_,
    )


def wanted(what: str, conflict: Conflict, id_: str) -> PlanRefusedError:
    """An object is not deleted, because another resource declares it and could not get it."""
    return PlanRefusedError(
        f"{what} is not deleted: {shown_owner(conflict.owner)} declares {conflict.key.name}, and could not "
        "be brought to it",
        hint='Correct what that one was refused for; docs/operations.md, "Moving keys between '
        'resources", says what helps if many have changed places.',
        object=id_,
    )


def told_elsewhere(what: str, id_: str) -> PlanRefusedError:
    """A stack moves to the other front: the process that deletes is not told what the program declares."""
    return PlanRefusedError(
        f"{what} is not deleted: the stack is moving to another front (isp:front), and a process that was "
        "not told what the program declares was asked for it. Another resource may have it by now",
        hint="Set isp:front back to what it was and run `pulumi up` with this same program, which deletes "
        'what is to go. Then move the stack, with nothing else changed: docs/fronts.md, "To move a stack".',
        object=id_,
    )


def another_object(what: str, verb: str, name: str, mine: str, theirs: str, id_: str) -> AnotherObjectError:
    """What stands under an id is not what the state knows.

    Args:
        what: The object.
        verb: What is not done with it: ``changed``, ``replaced`` or ``deleted``.
        name: The property that tells.
        mine: Its value in the state, as it may be shown.
        theirs: Its value at the vendor, as it may be shown.
        id_: The object's id.
    """
    return AnotherObjectError(
        f"{what} is not {verb}: it has {name} {theirs}, and the one in the state has {mine}. "
        "Somebody else may have been given this number",
        hint=_ANOTHER[verb],
        object=id_,
    )


def imported(what: str, words: str, id_: str) -> AnotherObjectError:
    """What was imported by its id is not what is declared.

    Args:
        what: The object.
        words: What proves which object it is, with both values.
        id_: Its id.
    """
    return AnotherObjectError(
        f"{what} is not changed: it was imported by its id, and differs in {words}. It may be somebody "
        "else's",
        hint="If the id is wrong: correct it; what is in the state by now is left alone. If it is right: "
        "declare the object as it stands there, or set adopt_existing=True to change it to what is declared.",
        object=id_,
    )


def another_system(kind: str, known: str, settings: ManagedSettings) -> AnotherSystemError:
    """A connection leads elsewhere than when the object was last written.

    Args:
        kind: ``vendor.Kind``.
        known: The address that the state knows.
        settings: The connection as it is now.
    """
    return AnotherSystemError(
        f"The state knows this {kind} at {known}, and connection {settings.connection!r} leads to "
        f"{settings.system}",
        hint=f"If the system only has another address now: `{settings.how_to_rename}`. If it is another "
        "system: give it a connection of its own, with another name, and keep this one until the last "
        "resource has moved.",
    )


def held_twice(named: str, kind: str, conflict: Conflict, id_: str) -> AlreadyExistsError:
    """Another resource of the run has the object, or one of its parts.

    Args:
        named: The object.
        kind: Its ``vendor.Kind``.
        conflict: What the other one has.
        id_: The object's id.
    """
    other = shown_owner(conflict.owner) if conflict.owner else "another resource of this program"
    part = conflict.key.name if conflict.key.kind != kind else ""
    what = f"{named}: {conflict.key.kind} {part}" if part else named
    return AlreadyExistsError(
        f"{what} belongs to {other} already",
        hint="If two resources declare the same object: remove one, or give it a key of its own. If two "
        "resources exchange their keys: do it in two runs. If the object of one was deleted at the "
        "vendor, which gave its number to the other's: run `pulumi refresh`, or take the one whose "
        "object is gone out of the state with `pulumi state delete`; the next `up` makes it again.",
        object=id_,
    )

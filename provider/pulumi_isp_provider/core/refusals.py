"""The texts of refusals, and of what is left alone: what people read, in one place."""

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
    "If somebody deleted it: run `pulumi refresh`, which removes it from the state. The next `pulumi up` "
    "makes it again."
)
NOT_ANEW: Final = (
    "Pulumi creates the new object first where a replacement is asked for (--replace, taint, a trigger). "
    "The create found this object as it is declared, and took it over. To have it deleted first and then "
    "made, set ResourceOptions(delete_before_replace=True). If nobody asked for a replacement, one that "
    "had failed was taken back, and there is nothing to do"
)
ONE_STACK: Final = (
    "This is right after a run that was cut short, after the state was lost, where the resource has a new "
    "name in the program, in a replacement on request, and where a replacement is taken back before its "
    "old object was deleted. If it is meant, set adopt_existing=True. Another entry of this stack's state "
    "may have the object: a run with --target is not told of it, and the next `pulumi up` without --target "
    "puts that right. If another stack has the object too: one object belongs in one stack, because both "
    "would change and delete it. First take it out of this stack's state with `pulumi state delete`, then "
    "out of this program: in that order, nothing is deleted"
)
OLD_HALF: Final = (
    "%s. It is left alone. The old object of a replacement was to be deleted. That object is gone, so the "
    "state forgets it. If the object that stands there now is yours after all: delete it at the vendor"
)
ONLY_IMPORTED: Final = (
    "%s is left alone, and the state forgets it. It was imported by its id, and since then no `pulumi up` "
    "has shown that it is what the program declares, so it may be somebody else's. If it is yours: delete it "
    "at the vendor"
)
STANDS: Final = (
    "{} stands as declared; only what was to be fetched of it is missing: the next `pulumi up` goes on there."
)
_ANOTHER: Final = {
    "changed": "If it is another customer's: take the resource out of the state with `pulumi state "
    "delete`. The next `pulumi up` makes yours again, in a place that is free. If it is yours, and somebody "
    "changed it at the vendor: declare it as it is there, or set adopt_existing=True to change it to what is "
    "declared.",
    "replaced": "Nothing was made or deleted. If it is another customer's: take the resource out of the "
    "state with `pulumi state delete`. The next `pulumi up` makes yours, and leaves the other one alone. If "
    "it is yours, and somebody changed it at the vendor: declare it as it is there, run `pulumi up`, and "
    "replace it after that.",
    "deleted": "If it is another customer's: take the resource out of the state with `pulumi state "
    "delete`, which deletes nothing at the vendor. If the state has the resource twice, because it was "
    "replaced: declare it as it was before, and run `pulumi up`, which forgets the old object. If it is "
    "yours, and somebody changed it at the vendor: declare it as it is there, run `pulumi up`, and delete it "
    "after that.",
}
"""What to do where another object stands under the id: by what was not done with it."""
ADOPT: Final = (
    "If the resource only has a new name in this program: give it "
    "ResourceOptions(aliases=[pulumi.Alias(name=...)]) with the old one. If the object is to be taken over: "
    "set adopt_existing=True to change it to what is declared, or declare it as it is at the vendor. If many "
    'resources have exchanged their objects: docs/operations.md, "Moving keys between resources".'
)


def differs(what: str, changes: Iterable[Change], words: str, id_: str) -> AlreadyExistsError:
    """The error where an object that stands there already is not taken over.

    Args:
        what: The object.
        changes: What differs.
        words: The same for people, with both values.
        id_: The object's id.
    """
    immutable = ", ".join(change.path for change in changes if change.replace)
    text = f"{what} exists already and differs in {words}"
    if immutable:
        text += (
            f". It cannot be taken over, because {immutable} cannot be changed: declare it as it is at the "
            "vendor, or delete it there"
        )
    return AlreadyExistsError(text, hint=ADOPT, object=id_)


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
        hint="Nothing was deleted or changed. Correct the declaration, or remove what is in its way at the "
        "vendor. If that is the old object of a replacement that has not ended: first let the `pulumi up` of "
        "that program end. If resources exchange their objects: docs/operations.md, "
        '"Moving keys between resources".',
        object=id_,
    )


def wanted(what: str, conflict: Conflict, id_: str) -> PlanRefusedError:
    """The error where an object is not deleted: another resource declares it, and could not get it."""
    return PlanRefusedError(
        f"{what} is not deleted: {shown_owner(conflict.owner)} declares {conflict.key.name}, and could not "
        "get it",
        hint="First correct what that other resource was refused for. If many resources have exchanged their "
        'objects: docs/operations.md, "Moving keys between resources".',
        object=id_,
    )


def told_elsewhere(what: str, id_: str) -> PlanRefusedError:
    """The error where a stack moves to the other front: who deletes does not know what is declared."""
    return PlanRefusedError(
        f"{what} is not deleted: the stack is moving to another front (isp:front), and the process that is "
        "to delete it does not know what the program declares. Another resource may have the object by now",
        hint="Set isp:front back to its old value and run `pulumi up` with this same program: it deletes "
        'what is to go. Then move the stack, and change nothing else in that run: docs/fronts.md, "To '
        'move a stack".',
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
        "The vendor may have given this number to somebody else",
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
        hint="If the id is wrong: correct it; the object that the state has now is left alone. If it is "
        "right: declare the object as it is at the vendor, or set adopt_existing=True to change it to "
        "what is declared.",
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
        hint=f"If it is the same system at a new address: `{settings.how_to_rename}`. If it is another "
        "system: make a connection with another name for it, and keep this one until the last resource has "
        "moved.",
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
        "resources exchange their keys: do it in two runs. If somebody deleted the object of one, and the "
        "vendor gave its number to the object of the other: run `pulumi refresh`, or take the resource whose "
        "object is gone out of the state with `pulumi state delete`. The next `pulumi up` makes it again.",
        object=id_,
    )

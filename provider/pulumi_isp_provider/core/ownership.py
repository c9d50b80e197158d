"""Which resource of a run owns which object at a vendor.

Words used here:

* An *owner* is the identity of a declaration: the resource's name and type in its program. It is unique in a
    program. * A *claim* is the relation of one owner to one object: it keeps it, has made it, or is deleting
    it. * A *part* is an object that is declared inside another one, such as a route in its network's list. It
    has claims like any other object.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, NamedTuple

from .grounds import Grounds
from .records import Record

Witness = Mapping[str, str]
"""The properties that prove the object, with their values; empty if nothing does."""


class Key(NamedTuple):
    """The unique name of an object.

    Attributes:
        kind: ``vendor.Kind``.
        system: The address of its system.
        name: Its id there, or a natural key in words.
    """

    kind: str
    system: str
    name: str


class Claimed(Enum):
    """The relation of an owner to an object."""

    STAYS = auto()
    """The object is in the owner's state, and the plan keeps it."""
    MADE = auto()
    """The owner has made the object in this run, or taken it over."""
    PLANNED_TO_GO = auto()
    """The plan deletes the object: it is a part that its owner no longer declares."""
    LEFT = auto()
    """A delete of the object has failed. It is still in the owner's state, who may delete it again."""
    GOING = auto()
    """A delete of the object has been sent and has not ended."""
    GONE = auto()
    """The object was deleted in this run."""


class Claim(NamedTuple):
    """One owner's claim to one object.

    Attributes:
        what: The relation.
        owner: The owner.
        witnesses: The witness in state, and the one after the run.
        generation: For ``GONE``: the number of deletes that had ended then.
    """

    what: Claimed
    owner: str
    witnesses: tuple[Witness, ...] = ({},)
    generation: int = 0

    @property
    def is_live(self) -> bool:
        """Whether a resource of the run owns the object by this claim."""
        return self.what in (Claimed.STAYS, Claimed.MADE, Claimed.LEFT)

    def may_mean(self, *witnesses: Witness) -> bool:
        """Whether it may be a claim to this object, and not to an earlier one with the same number."""
        return any(differing_witness(mine, seen) is None for mine in self.witnesses for seen in witnesses)


@dataclass(eq=False, repr=False)
class _Declared:
    kind: tuple[str, str]
    inputs: Mapping[str, Any]
    natural: tuple[Key, ...] = ()
    kept: tuple[Key, ...] = ()
    overruled: frozenset[str] = frozenset()
    replaced: Record | None = None
    goes_first: bool = False
    is_begun: bool = False
    is_settled: bool = False
    is_changed: bool = False


class Conflict(NamedTuple):
    """Another resource of the run has the object too.

    Attributes:
        key: The object.
        owner: The other resource.
    """

    key: Key
    owner: str


class Ledger:
    """The owners of all objects in one run. Safe under threads.

    The engine compares, creates and deletes at the same time, in its own order. The first one to claim an
    object gets it: then a delete keeps the object, or a create looks again.

    Args:
        lock: What its users wait at for each other.

    Attributes:
        grounds: Ranges of declared resources that must not overlap.
    """

    def __init__(self, lock: threading.Condition | None = None) -> None:
        self._lock = lock or threading.Condition()
        self._declared: dict[str, _Declared] = {}
        self._sizes: Counter[tuple[str, str]] = Counter()
        self._natural: dict[Key, str] = {}
        self._claims: dict[Key, list[Claim]] = {}
        self._generation = 0
        self.grounds = Grounds()

    # Declarations of the program

    def declare(
        self,
        owner: str,
        kind: str,
        system: str,
        natural: Iterable[Key],
        objects: Iterable[Key],
        overruled: frozenset[str] = frozenset(),
        inputs: Mapping[str, Any] = MappingProxyType({}),
    ) -> list[Conflict]:
        """Note that the program declares a resource.

        Args:
            owner: The resource.
            kind: ``vendor.Kind``.
            system: The system for its object.
            natural: Its natural keys, as far as known.
            objects: Its object and parts, as far as known before it is created.
            overruled: Names of the properties whose values come from state.
            inputs: All that it declares, as far as known.

        Returns:
            The conflict if another resource of the run declares the same.
        """
        with self._lock:
            before = self._declared.get(owner)
            for key in before.natural if before else ():
                if self._natural.get(key) == owner:
                    del self._natural[key]
            keys = tuple(natural)
            now = before or _Declared((kind, system), inputs)
            if before:
                self._sizes[before.kind] -= 1
            self._sizes[kind, system] += 1
            now.kind, now.inputs, now.natural, now.overruled = (kind, system), inputs, keys, overruled
            self._declared[owner] = now
            found = [
                Conflict(key, other)
                for key in keys
                if (other := self._natural.setdefault(key, owner)) != owner
            ]
            return found + [
                Conflict(key, claim.owner)
                for key in objects
                if (claim := self._claim(key, {})) and claim.is_live and claim.owner != owner
            ]

    def overrules(self, owner: str, names: frozenset[str]) -> None:
        """Note which properties of a declared resource have the state's values, where that is told late."""
        with self._lock:
            declared = self._declared.get(owner)
            if declared:
                declared.overruled |= names

    @property
    def is_told(self) -> bool:
        """Whether the program of this run has declared anything so far."""
        with self._lock:
            return bool(self._declared)

    def declares(self, owner: str | None) -> bool:
        """Whether the program of this run has declared a resource so far."""
        with self._lock:
            return owner in self._declared

    def inputs(self, owner: str) -> Mapping[str, Any]:
        """The checked inputs of a resource; empty if it has not been declared yet."""
        with self._lock:
            return self._declared[owner].inputs if owner in self._declared else {}

    def overruled(self, owner: str) -> frozenset[str]:
        """The properties of a resource whose values come from state."""
        with self._lock:
            return self._declared[owner].overruled if owner in self._declared else frozenset()

    def declared_by(self, natural: Iterable[Key], owner: str | None) -> Conflict | None:
        """The other resource that declares one of these natural keys.

        Args:
            natural: The keys.
            owner: The resource that they belonged to.
        """
        with self._lock:
            for key in natural:
                other = self._natural.get(key)
                if other not in (None, owner):
                    return Conflict(key, str(other))
        return None

    def holder(self, key: Key) -> str | None:
        """The resource of the run that owns the object with a key, without a look at the witness."""
        with self._lock:
            return next((claim.owner for claim in self._claims.get(key, ()) if claim.is_live), None)

    def holds(self, owner: str, key: Key) -> bool:
        """Whether a resource of the run owns the object with a key, without a look at the witness."""
        with self._lock:
            return any(claim.is_live and claim.owner == owner for claim in self._claims.get(key, ()))

    def witnesses(self, key: Key) -> tuple[Witness, Witness]:
        """The witnesses of the object with a key, from the resource of the run that owns it.

        Returns:
            The witness before this run, and the one that the program declares, without values from state.
        """
        with self._lock:
            claim = self._claim(key, {})
            if claim is None or not claim.is_live:
                return {}, {}
            declared = self._declared.get(claim.owner)
            overruled = declared.overruled if declared else frozenset()
            now = {name: value for name, value in claim.witnesses[-1].items() if name not in overruled}
            return claim.witnesses[0] if claim.what is Claimed.STAYS else {}, now

    def holds_another(self, owner: str | None, key: Key) -> bool:
        """Whether a resource keeps or has made an object of the kind with another key."""
        with self._lock:
            return any(
                claim.what in (Claimed.STAYS, Claimed.MADE) and claim.owner == owner
                for other, claims in self._claims.items()
                if other.kind == key.kind and other != key
                for claim in claims
            )

    def begins(self, owner: str) -> None:
        """Note that the engine has done more with a resource than check its inputs."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].is_begun = True

    def is_begun(self, owner: str) -> bool:
        """Whether the engine has compared or created a resource, or tried to."""
        with self._lock:
            return owner in self._declared and self._declared[owner].is_begun

    def changes(self, owner: str) -> None:
        """Note that the engine changes a resource's object. It stays, even if the change fails."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].is_changed = True

    def settles(self, owner: str) -> None:
        """Note that the vendor has what a resource declares."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].is_settled = True

    def is_settled(self, owner: str) -> bool:
        """Whether the vendor has what a resource declares, as far as this run has got."""
        with self._lock:
            return owner in self._declared and self._declared[owner].is_settled

    def size(self, kind: str, system: str) -> int:
        """How many resources of a kind the program has declared in a system so far."""
        with self._lock:
            return self._sizes[kind, system]

    def held(self, kind: str, system: str) -> int:
        """How many objects of a kind the run's resources own in a system, including parts of others."""
        with self._lock:
            return sum(
                (key.kind, key.system) == (kind, system) and any(claim.is_live for claim in claims)
                for key, claims in self._claims.items()
            )

    # The plan

    def stays(
        self,
        owner: str,
        record: Record,
        objects: Iterable[Key],
        dropped: Iterable[Key] = (),
        witness: Witness | None = None,
    ) -> Conflict | None:
        """Note that a resource keeps its object and these parts, and drops other parts.

        Args:
            owner: The resource.
            record: What state knows of the object.
            objects: The object and its declared parts.
            dropped: Parts that are no longer declared.
            witness: The witness from now on.

        Returns:
            The conflict if another resource of the run has one of them. Then nothing is noted.
        """
        keys, known = tuple(objects), record.mark.witness
        with self._lock:
            for key in keys:
                claim = self._claim(key, known)
                if claim and claim.is_live and claim.owner != owner:
                    return Conflict(key, claim.owner)
                if self._natural.get(key, owner) != owner:
                    return Conflict(key, self._natural[key])
            for key in keys:
                self._put(key, Claim(Claimed.STAYS, owner, (known, witness or {})))
            for key in dropped:
                claim = self._claim(key, known)
                if self._natural.get(key, owner) == owner and (claim is None or claim.owner == owner):
                    self._put(key, Claim(Claimed.PLANNED_TO_GO, owner, (known,)))
            if owner in self._declared:
                self._declared[owner].kept = keys
        return None

    def replaces(self, owner: str, record: Record, *, first: bool) -> None:
        """Note that the plan replaces a resource's object.

        Args:
            owner: The resource.
            record: What state knows of the object, perhaps under an older name of the resource.
            first: The object is deleted before the new one is made.
        """
        with self._lock:
            if owner in self._declared:
                self._declared[owner].replaced, self._declared[owner].goes_first = record, first

    def replaced(self, owner: str) -> Record | None:
        """The object of a resource that the plan replaces."""
        with self._lock:
            declared = self._declared.get(owner)
            return declared.replaced if declared else None

    def replacement(self, key: Key) -> Mapping[str, Any]:
        """The declared inputs that replace an object; empty if it is not replaced."""
        with self._lock:
            for declared in self._declared.values():
                old = declared.replaced
                if old and (declared.kind[0], old.mark.system, old.id) == key:
                    return declared.inputs
        return {}

    def gone_first(self, owner: str) -> Record | None:
        """The object of a resource that the plan deletes before the new one is made."""
        with self._lock:
            declared = self._declared.get(owner)
            return declared.replaced if declared and declared.goes_first else None

    def creates(self, owner: str) -> None:
        """Note that a resource is created. An earlier run has deleted the object that the plan keeps.

        For a replacement whose delete is done, the engine compares first, and then creates in any case.
        """
        with self._lock:
            declared = self._declared.get(owner)
            if declared:
                declared.is_begun = True
            for key in declared.kept if declared else ():
                claims = self._claims.get(key, [])
                self._claims[key] = [c for c in claims if (c.what, c.owner) != (Claimed.STAYS, owner)]

    def is_lost(self, key: Key, owner: str, witness: Witness) -> bool:
        """Whether this run deletes or has deleted the object for another resource."""
        with self._lock:
            claim = self._claim(key, witness)
            return claim is not None and not claim.is_live and claim.owner != owner

    def other_owner(self, key: Key, owner: str, witness: Witness) -> Conflict | None:
        """The conflict if another resource of the run owns the object."""
        with self._lock:
            claim = self._claim(key, witness)
            other = claim is not None and claim.is_live and claim.owner != owner
            return Conflict(key, claim.owner) if claim and other else None

    # Actions

    @property
    def generation(self) -> int:
        """The present generation. Get it before a look-up and pass it to :meth:`take_over`."""
        with self._lock:
            return self._generation

    def take_over(
        self, owner: str, objects: Iterable[Key], witness: Witness, *, since: int, wanted: bool
    ) -> Conflict | Claimed | None:
        """Claim an object that was found, if it is wanted and no other resource has it.

        Args:
            owner: The resource that wants it.
            objects: The object and its declared parts.
            witness: The witness of the found object.
            since: The generation before the look-up.
            wanted: Whether it can be taken over unchanged.

        Returns:
            A conflict if another resource has it; ``GONE`` if it has been deleted since; else None.
        """
        keys = tuple(objects)
        with self._lock:
            self._lock.wait_for(lambda: not any(self._is_going(key, witness) for key in keys))
            for number, key in enumerate(keys):
                claim = self._claim(key, witness)
                if claim and claim.what is Claimed.GONE and claim.generation > since and number == 0:
                    return Claimed.GONE
                if claim and claim.is_live and claim.owner != owner:
                    return Conflict(key, claim.owner)
            if wanted:
                self._made(owner, keys, witness)
            return None

    def made(self, owner: str, objects: Iterable[Key], witness: Witness) -> None:
        """Claim the objects that a resource has just made. It never fails, because they must be recorded."""
        with self._lock:
            self._made(owner, tuple(objects), witness)

    def changed(self, owner: str, parts: Iterable[Key]) -> None:
        """Claim the parts that a resource has just changed as declared."""
        with self._lock:
            for key in parts:
                claim = self._claim(key, {})
                if claim is None or not claim.is_live:
                    self._put(key, Claim(Claimed.MADE, owner))

    @contextmanager
    def letting_go(self, key: Key, record: Record, *, is_part: bool = False) -> Iterator[str | None]:
        """Around the delete of an object.

        Args:
            key: The object.
            record: The record of the object, or of the object that it is a part of.
            is_part: It was declared inside another object. It is kept if a resource declares it now.

        Yields:
            The owner, if the object must be kept because another resource owns it, or because its own
            resource keeps it or has taken it over. Else None.
        """
        written_by, witness = record.mark.owner, record.mark.witness
        with self._lock:
            self._lock.wait_for(lambda: not self._is_going(key, witness))
            before = self._claim(key, witness)
            keeper = None if before is None or self._may_delete(before, written_by) else before.owner
            if is_part:
                # The owner of the whole has made the part and may drop it.
                keeper = self._natural.get(key) if keeper in (None, written_by) else keeper
            going = Claim(Claimed.GOING, written_by or "", (witness,))
            if keeper is None:
                self._put(key, going)
        if keeper is not None:
            yield keeper
            return
        ended = False
        try:
            yield None
            ended = True
        finally:
            with self._lock:
                self._generation += 1
                if not any(claim is going for claim in self._claims[key]):
                    pass  # the vendor has reused its number for an object made meanwhile
                elif ended:
                    self._put(key, Claim(Claimed.GONE, written_by or "", (witness,), self._generation))
                else:
                    self._put(key, before or Claim(Claimed.LEFT, written_by or "", (witness,)))
                self._lock.notify_all()

    def _may_delete(self, claim: Claim, written_by: str | None) -> bool:
        """Whether an object may be deleted in spite of a claim, if ``written_by`` wrote its state."""
        match claim.what:
            case Claimed.LEFT:
                return claim.owner == (written_by or "")
            case Claimed.STAYS:
                # An object that its own resource keeps is not deleted: the delete is left over from a
                # requested replacement, whose run had no time for it. Such deletes come last. A delete while
                # a planned change has not been tried is a replacement that the engine does not announce
                # (replace_on_changes).
                own = self._declared.get(claim.owner)
                is_due = own is not None and not (own.is_changed or own.is_settled)
                return claim.owner == written_by and is_due
            case _:
                return claim.what is not Claimed.MADE

    def _made(self, owner: str, keys: tuple[Key, ...], witness: Witness) -> None:
        for key in keys:
            self._put(key, Claim(Claimed.MADE, owner, (witness,)))

    def _claim(self, key: Key, witness: Witness) -> Claim | None:
        """The claim to the object that a witness proves, or may prove."""
        found = [claim for claim in self._claims.get(key, ()) if claim.may_mean(witness)]
        return next((claim for claim in found if claim.is_live), found[-1] if found else None)

    def _put(self, key: Key, claim: Claim) -> None:
        others = [each for each in self._claims.get(key, ()) if not each.may_mean(*claim.witnesses)]
        self._claims[key] = [*others, claim]

    def _is_going(self, key: Key, witness: Witness) -> bool:
        return any(c.what is Claimed.GOING and c.may_mean(witness) for c in self._claims.get(key, ()))


def differing_witness(one: Witness, other: Witness) -> str | None:
    """The first property in which two witnesses differ, or None."""
    return next((name for name in sorted(one) if name in other and one[name] != other[name]), None)

"""Which resource of a run owns which object at a vendor.

Words used here:

* An *owner* is the identity of a declaration: the resource's name and type in its program. Two resources of
  one program never have the same one.
* A *claim* says what one owner has to do with one object: it keeps it, has made it, or is deleting it.
* A *part* is an object that is declared inside another one, such as a route in its network's list. It has a
  claim like any other object.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, NamedTuple

from .grounds import Grounds
from .records import Record

Witness = Mapping[str, str]
"""What proves which object is meant, by property; empty where nothing does."""


class Key(NamedTuple):
    """What tells an object from all others.

    Attributes:
        kind: ``vendor.Kind``.
        system: Where it is: the system's address.
        name: Its id there, or a natural key in words.
    """

    kind: str
    system: str
    name: str


class Claimed(Enum):
    """What an owner has to do with an object."""

    STAYS = auto()
    """It has the object in its state, and the plan is to keep it."""
    MADE = auto()
    """It has made the object in this run, or taken it over."""
    PLANNED_TO_GO = auto()
    """The plan is to delete it: it is a part that its owner no longer declares."""
    LEFT = auto()
    """A delete of it has failed: it is still in its owner's state, who may delete it again."""
    GOING = auto()
    """A delete of it has been sent and has not ended."""
    GONE = auto()
    """It was deleted in this run."""


@dataclass(frozen=True)
class Claim:
    """One owner's claim to one object.

    Attributes:
        what: What the owner has to do with it.
        owner: Whose claim it is.
        witnesses: What proves which object is meant: as state knows it, and as it will be.
        generation: Grows with each delete that has ended; of ``GONE``, when that was.
    """

    what: Claimed
    owner: str
    witnesses: tuple[Witness, ...] = ({},)
    generation: int = 0

    @property
    def is_live(self) -> bool:
        """Whether a resource of the run holds the object by it."""
        return self.what in (Claimed.STAYS, Claimed.MADE, Claimed.LEFT)

    def may_mean(self, *witnesses: Witness) -> bool:
        """Whether it may be a claim to an object, and not to another one that had the same number before."""
        return any(differing_witness(mine, seen) is None for mine in self.witnesses for seen in witnesses)


@dataclass
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


@dataclass(frozen=True)
class Conflict:
    """Another resource of the run has the object too.

    Attributes:
        key: The object.
        owner: Whose it is.
    """

    key: Key
    owner: str


@dataclass
class Ledger:
    """Who owns what in one run. Safe under threads.

    The engine compares, creates and deletes at the same time, in an order of its own. Whoever comes first
    has an object: a delete then leaves it alone, or a create looks again.

    Attributes:
        grounds: What declared resources take up side by side.
    """

    _lock: threading.Condition = field(default_factory=threading.Condition)
    _declared: dict[str, _Declared] = field(default_factory=dict)
    _sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    _natural: dict[Key, str] = field(default_factory=dict)
    _claims: dict[Key, list[Claim]] = field(default_factory=dict)
    _generation: int = 0
    grounds: Grounds = field(default_factory=Grounds)

    # What the program declares

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
            system: Where its object is to be.
            natural: Its natural keys as far as they are known.
            objects: Its object and parts, as far as they are known before it is created.
            overruled: Names of the properties whose values are the state's, and not the program's.
            inputs: All that it declares, as far as it is known.

        Returns:
            Where another resource of the run declares the same.
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
            self._declared[owner] = replace(
                now, kind=(kind, system), inputs=inputs, natural=keys, overruled=overruled
            )
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
                self._declared[owner] = replace(declared, overruled=declared.overruled | names)

    @property
    def is_told(self) -> bool:
        """Whether the program of this run declares anything, as far as it has been told."""
        with self._lock:
            return bool(self._declared)

    def declares(self, owner: str | None) -> bool:
        """Whether the program of this run declares a resource, as far as it has been told."""
        with self._lock:
            return owner in self._declared

    def inputs(self, owner: str) -> Mapping[str, Any]:
        """All that a resource declares, checked; empty where it has not been told of yet."""
        with self._lock:
            return self._declared[owner].inputs if owner in self._declared else {}

    def overruled(self, owner: str) -> frozenset[str]:
        """The properties of a resource whose values are the state's, and not the program's."""
        with self._lock:
            return self._declared[owner].overruled if owner in self._declared else frozenset()

    def declared_by(self, natural: Iterable[Key], owner: str | None) -> Conflict | None:
        """Which other resource declares one of these natural keys.

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
        """Which resource of the run holds what stands under a key, whatever proves it there."""
        with self._lock:
            return next((claim.owner for claim in self._claims.get(key, ()) if claim.is_live), None)

    def holds(self, owner: str, key: Key) -> bool:
        """Whether a resource of the run holds what stands under a key, whatever proves it there."""
        with self._lock:
            return any(claim.is_live and claim.owner == owner for claim in self._claims.get(key, ()))

    def witnesses(self, key: Key) -> tuple[Witness, Witness]:
        """What proves the object under a key to the resource of the run that holds it, if one does.

        Returns:
            As the resource knew it before this run; and as the program says that it is to be from now on,
            without what is the state's word.
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
        """Whether a resource keeps, or has made, another object of the kind than the one under a key."""
        with self._lock:
            return any(
                claim.what in (Claimed.STAYS, Claimed.MADE) and claim.owner == owner
                for other, claims in self._claims.items()
                if other.kind == key.kind and other != key
                for claim in claims
            )

    def begins(self, owner: str) -> None:
        """Note that the engine has asked for more of a resource than whether its inputs are right."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].is_begun = True

    def is_begun(self, owner: str) -> bool:
        """Whether the engine has compared or created a resource, or tried to."""
        with self._lock:
            return owner in self._declared and self._declared[owner].is_begun

    def changes(self, owner: str) -> None:
        """Note that the engine has a resource's object changed: it stays, whether that succeeds or not."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].is_changed = True

    def settles(self, owner: str) -> None:
        """Note that what a resource declares stands at the vendor."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].is_settled = True

    def is_settled(self, owner: str) -> bool:
        """Whether what a resource declares stands at the vendor, as far as this run has come."""
        with self._lock:
            return owner in self._declared and self._declared[owner].is_settled

    def size(self, kind: str, system: str) -> int:
        """How many resources of a kind the program declares in a system, as far as it has been told."""
        with self._lock:
            return self._sizes[kind, system]

    def held(self, kind: str, system: str) -> int:
        """How many objects of a kind the resources of the run hold in a system, or declare inside others."""
        with self._lock:
            return sum(
                (key.kind, key.system) == (kind, system) and any(claim.is_live for claim in claims)
                for key, claims in self._claims.items()
            )

    # What the plan says

    def stays(
        self,
        owner: str,
        record: Record,
        objects: Iterable[Key],
        dropped: Iterable[Key] = (),
        witness: Witness | None = None,
    ) -> Conflict | None:
        """Note that a resource keeps its object and these parts, and is to let others go.

        Args:
            owner: The resource.
            record: What state knows of the object.
            objects: The object, and the parts that are declared from now on.
            dropped: Parts that were declared and no longer are.
            witness: What is to prove that it is the same object, from now on.

        Returns:
            Where another resource of the run has one of them; nothing is noted then.
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
        """Note that the plan is to delete a resource's object and to make another.

        Args:
            owner: The resource.
            record: What state knows of the object, perhaps under an older name of the resource.
            first: The object is to go before the new one is made.
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
        """What is declared in place of an object that the plan replaces; empty where none does."""
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
        """Note that a resource is created: what the plan had it keep, an earlier run has deleted.

        The engine compares what it has deleted to be replaced, and then creates whatever the answer was.
        """
        with self._lock:
            declared = self._declared.get(owner)
            if declared:
                declared.is_begun = True
            for key in declared.kept if declared else ():
                claims = self._claims.get(key, [])
                self._claims[key] = [c for c in claims if (c.what, c.owner) != (Claimed.STAYS, owner)]

    def is_lost(self, key: Key, owner: str, witness: Witness) -> bool:
        """Whether this run deletes the object, or has deleted it, for another resource than this one."""
        with self._lock:
            claim = self._claim(key, witness)
            return claim is not None and not claim.is_live and claim.owner != owner

    def other_owner(self, key: Key, owner: str, witness: Witness) -> Conflict | None:
        """Where a resource of the run holds an object that another one believes its own."""
        with self._lock:
            claim = self._claim(key, witness)
            other = claim is not None and claim.is_live and claim.owner != owner
            return Conflict(key, claim.owner) if claim and other else None

    # What is done

    @property
    def generation(self) -> int:
        """To be asked before an object is looked for, and handed to :meth:`take_over`."""
        with self._lock:
            return self._generation

    def take_over(
        self, owner: str, objects: Iterable[Key], witness: Witness, *, since: int, wanted: bool
    ) -> Conflict | Claimed | None:
        """Claim an object that was found, if it is wanted and no other resource has it.

        Args:
            owner: Who wants it.
            objects: The object and its declared parts.
            witness: What proves which object was found.
            since: The generation before it was looked for.
            wanted: Whether it can be taken over as it is.

        Returns:
            A conflict where another resource has it; ``GONE`` where it has been deleted since; else None.
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
        """Claim what a resource has just made. It never fails: what was made must be recorded."""
        with self._lock:
            self._made(owner, tuple(objects), witness)

    def changed(self, owner: str, parts: Iterable[Key]) -> None:
        """Claim the parts that a resource has just brought to the declared shape."""
        with self._lock:
            for key in parts:
                claim = self._claim(key, {})
                if claim is None or not claim.is_live:
                    self._put(key, Claim(Claimed.MADE, owner))

    @contextmanager
    def letting_go(self, key: Key, record: Record, *, is_part: bool = False) -> Iterator[str | None]:
        """While an object is deleted.

        Args:
            key: The object.
            record: What state knows of what is to be deleted, or of the whole that it is a part of.
            is_part: It was declared inside another object, and is kept where a resource declares it now.

        Yields:
            Whose it is, where another resource holds it, or its own resource has taken it over or keeps it:
            it must be kept. Else None.
        """
        written_by, witness = record.mark.owner, record.mark.witness
        with self._lock:
            self._lock.wait_for(lambda: not self._is_going(key, witness))
            before = self._claim(key, witness)
            keeper = None if before is None or self._may_delete(before, written_by) else before.owner
            if is_part:
                # Whoever made the whole has made the part, and may drop it.
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
                    pass  # the vendor has given its number to what was made meanwhile
                elif ended:
                    self._put(key, Claim(Claimed.GONE, written_by or "", (witness,), self._generation))
                else:
                    self._put(key, before or Claim(Claimed.LEFT, written_by or "", (witness,)))
                self._lock.notify_all()

    def _may_delete(self, claim: Claim, written_by: str | None) -> bool:
        """Whether an object may be deleted in spite of a claim, for whom state was written by an owner."""
        match claim.what:
            case Claimed.LEFT:
                return claim.owner == (written_by or "")
            case Claimed.STAYS:
                # What its own resource keeps is kept too: it is left of a replacement that somebody has asked
                # for, in a run that had no time to delete. Such deletes come last. One that comes where a
                # change is planned and has not been tried is a replacement that the engine tells nobody of
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
        """The claim to what a witness proves, or to what may be that."""
        found = [claim for claim in self._claims.get(key, ()) if claim.may_mean(witness)]
        return next((claim for claim in found if claim.is_live), found[-1] if found else None)

    def _put(self, key: Key, claim: Claim) -> None:
        others = [each for each in self._claims.get(key, ()) if not each.may_mean(*claim.witnesses)]
        self._claims[key] = [*others, claim]

    def _is_going(self, key: Key, witness: Witness) -> bool:
        return any(c.what is Claimed.GOING and c.may_mean(witness) for c in self._claims.get(key, ()))


def differing_witness(one: Witness, other: Witness) -> str | None:
    """The first property by which two witnesses tell of different objects, or None."""
    return next((name for name in sorted(one) if name in other and one[name] != other[name]), None)

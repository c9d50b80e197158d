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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from .records import Record


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
        record: What state knew of the object when the claim was made.
        generation: Grows with each delete that has ended; of ``GONE``, when that was.
    """

    what: Claimed
    owner: str
    record: Record | None = None
    generation: int = 0

    @property
    def is_live(self) -> bool:
        """Whether a resource of the run holds the object by it."""
        return self.what in (Claimed.STAYS, Claimed.MADE)


@dataclass
class _Declared:
    kind: tuple[str, str]
    natural: tuple[Key, ...] = ()
    before: Record | None = None
    kept: Key | None = None
    planned: bool = False


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
    """

    _lock: threading.Condition = field(default_factory=threading.Condition)
    _declared: dict[str, _Declared] = field(default_factory=dict)
    _natural: dict[Key, str] = field(default_factory=dict)
    _claims: dict[Key, Claim] = field(default_factory=dict)
    _generation: int = 0

    # What the program declares

    def declare(
        self,
        owner: str,
        kind: str,
        system: str,
        natural: Iterable[Key],
        objects: Iterable[Key],
        before: Record | None = None,
    ) -> list[Conflict]:
        """Note that the program declares a resource.

        Args:
            owner: The resource.
            kind: ``vendor.Kind``.
            system: Where its object is to be.
            natural: Its natural keys as far as they are known.
            objects: Its object and parts, as far as they are known before it is created.
            before: The inputs that state has of it, where it is in state.

        Returns:
            Where another resource of the run declares the same.
        """
        with self._lock:
            known = self._declared.get(owner)
            for key in known.natural if known else ():
                if self._natural.get(key) == owner:
                    del self._natural[key]
            keys = tuple(natural)
            self._declared[owner] = _Declared((kind, system), keys, before, known.kept if known else None)
            found = [
                Conflict(key, other)
                for key in keys
                if (other := self._natural.setdefault(key, owner)) != owner
            ]
            claims = ((key, self._claims.get(key)) for key in objects)
            return found + [
                Conflict(key, claim.owner)
                for key, claim in claims
                if claim and claim.is_live and claim.owner != owner
            ]

    def declares(self, owner: str | None) -> bool:
        """Whether the program of this run declares a resource, as far as it has been told."""
        with self._lock:
            return owner in self._declared

    def size(self, kind: str, system: str) -> int:
        """How many resources of a kind the program declares in a system, as far as it has been told."""
        with self._lock:
            return sum(each.kind == (kind, system) for each in self._declared.values())

    # What the plan says

    def stays(
        self, owner: str, record: Record, objects: Iterable[Key], dropped: Iterable[Key] = ()
    ) -> Conflict | None:
        """Note that a resource keeps its object and these parts, and is to let others go.

        Args:
            owner: The resource.
            record: What state knows of the object.
            objects: The object, and the parts that are declared from now on.
            dropped: Parts that were declared and no longer are.

        Returns:
            Where another resource of the run has one of them; nothing is noted then.
        """
        keys = tuple(objects)
        with self._lock:
            for key in keys:
                claim = self._claims.get(key)
                if claim and claim.is_live and claim.owner != owner and not _differ(claim.record, record):
                    return Conflict(key, claim.owner)
                if self._natural.get(key, owner) != owner:
                    return Conflict(key, self._natural[key])
            for key in keys:
                claim = self._claims.get(key)
                if claim is None or claim.owner == owner or not claim.is_live:
                    self._claims[key] = Claim(Claimed.STAYS, owner, record)
            for key in dropped:
                claim = self._claims.get(key)
                if self._natural.get(key, owner) == owner and (claim is None or claim.owner == owner):
                    self._claims[key] = Claim(Claimed.PLANNED_TO_GO, owner, record)
            if owner in self._declared and keys:
                self._declared[owner].kept = keys[0]
        return None

    def plan_replacement(self, owner: str) -> None:
        """Note that the plan is to replace a resource's object, because its declaration says so."""
        with self._lock:
            if owner in self._declared:
                self._declared[owner].planned = True

    def unplanned(self, owner: str) -> Record | None:
        """The inputs that state has of a resource that nobody has planned to replace, or None; asked once.

        A create for such a resource is a replacement that somebody asked the engine for, which does not even
        compare then.
        """
        with self._lock:
            declared = self._declared.get(owner)
            if declared is None or declared.planned:
                return None
            declared.planned = True
            return declared.before

    def is_lost(self, key: Key, owner: str) -> bool:
        """Whether this run deletes the object, or has deleted it, for another resource than this one."""
        with self._lock:
            claim = self._claims.get(key)
            return claim is not None and not claim.is_live and claim.owner != owner

    def other_owner(self, key: Key, owner: str) -> Conflict | None:
        """Where a resource of the run holds an object that another one believes its own."""
        with self._lock:
            claim = self._claims.get(key)
            other = claim is not None and claim.is_live and claim.owner != owner
            return Conflict(key, claim.owner) if claim and other else None

    def kept_by(self, owner: str) -> Record | None:
        """What state knows of the object that the plan has a resource keep, or None.

        A create for such a resource is a replacement that somebody asked the engine for.
        """
        with self._lock:
            declared = self._declared.get(owner)
            claim = self._claims.get(declared.kept) if declared and declared.kept else None
            stays = claim is not None and claim.what is Claimed.STAYS and claim.owner == owner
            return claim.record if claim and stays else None

    # What is done

    @property
    def generation(self) -> int:
        """To be asked before an object is looked for, and handed to :meth:`take_over`."""
        with self._lock:
            return self._generation

    def take_over(
        self, owner: str, objects: Iterable[Key], *, since: int, wanted: bool
    ) -> Conflict | Claimed | None:
        """Claim an object that was found, if it is wanted and no other resource has it.

        Args:
            owner: Who wants it.
            objects: The object and its declared parts.
            since: The generation before it was looked for.
            wanted: Whether it can be taken over as it is.

        Returns:
            A conflict where another resource has it; ``GONE`` where it has been deleted since; else None.
        """
        keys = tuple(objects)
        with self._lock:
            self._lock.wait_for(lambda: not any(self._is_going(key) for key in keys))
            for number, key in enumerate(keys):
                claim = self._claims.get(key)
                if claim and claim.what is Claimed.GONE and claim.generation > since and number == 0:
                    return Claimed.GONE
                if claim and claim.is_live and claim.owner != owner:
                    return Conflict(key, claim.owner)
            if wanted:
                self._made(owner, keys)
            return None

    def made(self, owner: str, objects: Iterable[Key]) -> None:
        """Claim what a resource has just made. It never fails: what was made must be recorded."""
        with self._lock:
            self._made(owner, tuple(objects))

    def changed(self, owner: str, parts: Iterable[Key]) -> None:
        """Claim the parts that a resource has just brought to the declared shape."""
        with self._lock:
            for key in parts:
                claim = self._claims.get(key)
                if claim is None or not claim.is_live:
                    self._claims[key] = Claim(Claimed.MADE, owner)

    @contextmanager
    def letting_go(self, key: Key, written_by: str | None, *, is_part: bool = False) -> Iterator[str | None]:
        """While an object is deleted.

        Args:
            key: The object.
            written_by: The owner of the state that is to be deleted; None where state does not say.
            is_part: It was declared inside another object, and is kept where a resource declares it now.

        Yields:
            Whose it is, where another resource holds it or its own resource has made it anew: it must be
            kept. Else None.
        """
        with self._lock:
            self._lock.wait_for(lambda: not self._is_going(key))
            before = self._claims.get(key)
            keeper = None if before is None or _may_delete(before, written_by) else before.owner
            if is_part:
                # Whoever made the whole has made the part, and may drop it.
                keeper = self._natural.get(key) if keeper in (None, written_by) else keeper
            if keeper is None:
                self._claims[key] = Claim(Claimed.GOING, written_by or "")
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
                if ended:
                    gone = Claim(Claimed.GONE, written_by or "", generation=self._generation)
                    self._claims[key] = gone
                elif before is not None:
                    self._claims[key] = before
                else:
                    # The object is still in the state of whoever could not delete it.
                    self._claims[key] = Claim(Claimed.STAYS, written_by or "")
                self._lock.notify_all()

    def _made(self, owner: str, keys: tuple[Key, ...]) -> None:
        for key in keys:
            self._claims[key] = Claim(Claimed.MADE, owner)

    def _is_going(self, key: Key) -> bool:
        claim = self._claims.get(key)
        return claim is not None and claim.what is Claimed.GOING


def _may_delete(claim: Claim, written_by: str | None) -> bool:
    """Whether state written by an owner may be deleted in spite of a claim."""
    if claim.what is Claimed.STAYS:
        # An alias leaves the old name in the outputs: the claim knows under which one its state was written.
        # State of an older build says nothing, so it may be another resource's: it deletes nothing here.
        known = claim.record.mark.owner if claim.record else None
        return (written_by or "") == claim.owner or (written_by is not None and written_by == known)
    return claim.what is not Claimed.MADE


def _differ(one: Record | None, other: Record | None) -> bool:
    """Whether two records are of different objects, although a vendor gave both the same number."""
    if one is None or other is None:
        return False
    return differing_witness(one.mark.witness, other.mark.witness) is not None


def differing_witness(one: Mapping[str, str], other: Mapping[str, str]) -> str | None:
    """The first property by which two witnesses tell of different objects, or None."""
    return next((name for name in one if name in other and one[name] != other[name]), None)

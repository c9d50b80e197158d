"""Resources that go from one stack to another: what goes along, what is refused, and the steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final, NoReturn

from pulumi_isp_provider.core.declarations import connection_of
from pulumi_isp_provider.core.hidden import OWNER, SYSTEM
from pulumi_isp_provider.core.names import few
from pulumi_isp_provider.fronts.urns import BY_TOKEN, owner_of

from ..exported import StateError
from ..files import uninterrupted
from .stack import Entry, RefusedError, Stack
from .urns import Urn, is_provider, is_root, new_provider, provider_of, retied, ties

_NAMED: Final = 8
"""So many resources a message names."""
_KEPT: Final = "retainOnDelete"
"""The engine forgets such a resource where it would delete it, and asks no provider."""

SystemOf = Callable[[str, str], str]
"""By vendor and connection: the address of the system to which the target's settings lead."""


class HalfWayError(Exception):
    """Not all steps were done; the message says what holds, and what to do."""


@dataclass(frozen=True)
class Wish:
    """What is to move.

    Attributes:
        patterns: Names in the program, or URNs, with * and ?.
        along: Whether what is tied to it moves too.
        cut: Whether ties to what stays may go.
    """

    patterns: Sequence[str]
    along: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Plan:
    """What a move does.

    Attributes:
        source: The stack that has the resources.
        target: The stack that is to have them.
        urns: The new URN of each, by the old one, in the engine's order.
        providers: The same of the providers that they use.
        new_providers: Those of them that the target does not have yet; old URNs.
        cut: Ties that go, as the one that refers, by what, and to what; old URNs.
        there: Those that an earlier move, which did not end, has brought to the target; old URNs.
    """

    source: Stack
    target: Stack
    urns: Mapping[str, str]
    providers: Mapping[str, str]
    new_providers: frozenset[str]
    cut: Sequence[tuple[str, str, str]]
    there: frozenset[str]

    def carry_out(self, folder: Path) -> tuple[Path, Path]:
        """Do it: at each moment, at least one of the stacks has each object, and at most one would delete it.

        Args:
            folder: Where a copy of either state is kept.

        Returns:
            The copies.

        Raises:
            RefusedError: A stack was changed meanwhile; nothing was written.
            StateError: Pulumi does not take the first step; nothing was written.
            HalfWayError: Not all steps were done.
            OSError: A copy cannot be kept; nothing was written.
        """
        copies = self.source.keep(folder), self.target.keep(folder)
        # While both have it, the source would forget it and delete nothing.
        revealed, original = self.source.revealed(), self.source.text
        with uninterrupted():
            try:
                self.source.write(self.source.with_resources(self._kept()))
            except StateError as error:
                if self.source.is_as_read():
                    raise
                self._say_retained(error, copies[0])
            try:
                self.target.write(
                    self.target.with_resources(
                        [*self.target.resources, *self._arrived(revealed)], self.source.features
                    )
                )
            except RefusedError as error:
                self._undo(original, copies[0], error)
            except StateError as error:
                # Pulumi may have written it, and then failed to say so: taken back, both would delete.
                if not self.target.is_as_read():
                    self._say_both(error, "may be")
                self._undo(original, copies[0], error)
            try:
                self.source.write(self.source.with_resources(self._left()))
            except (StateError, RefusedError) as error:
                self._say_both(error, "are")
        return copies

    def _say_both(self, error: Exception, are: str) -> NoReturn:
        raise HalfWayError(
            f"{error}\nThe resources {are} in both stacks now. {self.source.name} would delete none of their "
            "objects.\nWhat to do: no `pulumi up` in either; run the same `move` again, which goes on here."
        ) from None

    def _say_retained(self, error: Exception, copy: Path, more: str = "") -> NoReturn:
        raise HalfWayError(
            f"{error}\nNothing has moved, but {self.source.name} would not delete the objects of what was to "
            f"move{more}.\nWhat to do: `pulumi stack import --stack {self.source.name} --file {copy}`, or a "
            "`pulumi up` there."
        ) from None

    def _undo(self, original: str, copy: Path, error: Exception) -> None:
        try:
            self.source.write(original)
        except (StateError, RefusedError) as second:
            self._say_retained(error, copy, f", and this could not be taken back: {second}")
        raise HalfWayError(f"{error}\nNothing has moved, and both stacks are as they were.") from None

    def _kept(self) -> Iterator[Entry]:
        for entry in self.source.resources:
            moves = entry["urn"] in self.urns and entry.get("custom")
            yield {**entry, _KEPT: True} if moves else entry

    def _left(self) -> Iterator[Entry]:
        """What the source has without them."""
        for entry in self.source.resources:
            if entry["urn"] not in self.urns:
                gone = any(urn in self.urns for _, urn in ties(entry))
                yield retied(entry, lambda urn: None if urn in self.urns else urn) if gone else entry

    def _arrived(self, revealed: Sequence[Entry]) -> Iterator[Entry]:
        """What the target gets, as it is called there."""
        ids = {each["urn"]: each["id"] for each in self.target.resources if is_provider(each)}
        for new in (self.providers[old] for old in self.providers if old in self.new_providers):
            # Without the settings of the source: they have its secrets.
            ids[new] = str(uuid.uuid4())
            yield new_provider(new, ids[new], str(self.target.root))
        for entry in revealed:
            old = entry["urn"]
            if old not in self.urns or old in self.there:
                continue
            found = {**retied(entry, self.urns.get), "urn": self.urns[old]}
            found["parent"] = self.urns.get(entry.get("parent", ""), str(self.target.root))
            if provider := provider_of(entry):
                new = self.providers[provider]
                found["provider"] = f"{new}::{ids[new]}"
            yield _owned(found, old)


def _owned(entry: dict[str, Any], old: str) -> dict[str, Any]:
    """An entry whose mark of its owner names it as it is called now."""
    if entry["type"] not in BY_TOKEN:
        return entry
    for part in ("inputs", "outputs"):
        if (entry.get(part) or {}).get(OWNER) == owner_of(old):
            entry[part] = {**entry[part], OWNER: owner_of(entry["urn"])}
    return entry


def plan(source: Stack, target: Stack, wish: Wish, system_of: SystemOf) -> Plan:
    """What a move would do.

    Args:
        source: The stack that has the resources.
        target: The stack that is to have them.
        wish: Which.
        system_of: Where the target's settings lead.

    Raises:
        RefusedError: It cannot be done.
        StateError: A state is not as Pulumi writes it.
        ConfigurationError: The target's settings cannot be used.
    """
    source.refuse_pending()
    target.refuse_pending()
    root = target.root
    if root is None or not target.has_key:
        raise RefusedError(
            f"Stack {target.name} has no state of its own yet.\n"
            f"What to do: a `pulumi up --stack {target.name}` there, if with an empty program."
        )
    if root == source.root:
        raise RefusedError("Both are the same stack.\nWhat to do: name another one with --to.")
    moving = _chosen(source, wish)
    _can_move(source, moving)
    urns: dict[str, str] = {}
    for entry in source.resources:
        if entry["urn"] in moving:
            own = Urn.parse(entry["urn"])
            above = urns.get(entry.get("parent", ""))
            types = (*Urn.parse(above).types, own.types[-1]) if above else own.types[-1:]
            urns[entry["urn"]] = str(Urn(root.stack, root.project, types, own.name))
    cut = list(_cut(source, urns))
    if cut and not wish.cut:
        shown = few([f"{_name(one)} ({what}) -> {_name(other)}" for one, what, other in cut], _NAMED)
        raise RefusedError(
            f"Ties lead from what would move to what would stay, or back: {shown}.\n"
            "What to do: move those too, with their names or with --along; or cut the ties with --cut, and "
            "write the ids of those in the other stack into the programs."
        )
    there = frozenset(_there(source, target, urns))
    _same_systems(source, target, urns, there, system_of)
    used = dict.fromkeys(provider_of(each) for each in source.resources if each["urn"] in urns)
    providers = {
        old: str(Urn(root.stack, root.project, own.types[-1:], own.name))
        for old in used
        if old
        for own in [Urn.parse(old)]
    }
    standing = {each["urn"] for each in target.resources}
    missing = frozenset(old for old, new in providers.items() if new not in standing)
    return Plan(source, target, urns, providers, missing, cut, there)


def _chosen(source: Stack, wish: Wish) -> set[str]:
    able = [each for each in source.resources if not is_root(each) and not is_provider(each)]
    chosen: set[str] = set()
    for pattern in wish.patterns:
        found = {
            each["urn"] for each in able if fnmatchcase(_name(each["urn"]), pattern) or each["urn"] == pattern
        }
        if not found:
            raise RefusedError(
                f"Stack {source.name} has no resource {pattern!r}.\nWhat to do: name it as the program does, "
                "or by its URN (`pulumi stack --show-urns`)."
            )
        chosen |= found
    known = {each["urn"] for each in able}
    before = -1
    while before != len(chosen):
        before = len(chosen)
        chosen |= {each["urn"] for each in able if each.get("parent") in chosen}
        if wish.along:
            for each in able:
                others = {urn for _, urn in ties(each)} & known
                if each["urn"] in chosen:
                    chosen |= others
                elif others & chosen:
                    chosen.add(each["urn"])
    return chosen


def _can_move(source: Stack, moving: set[str]) -> None:
    found: set[str] = set()
    for entry in source.resources:
        urn = entry["urn"]
        if urn not in moving:
            continue
        if entry.get("custom") and entry["type"] not in BY_TOKEN:
            raise RefusedError(
                f"{_name(urn)} ({entry['type']}) is not a resource of pulumi-isp.\n"
                "What to do: `pulumi state move`."
            )
        if entry.get("external"):
            raise RefusedError(
                f"{_name(urn)} is only read, and nothing of it is this stack's.\nWhat to do: read it in the "
                "other program, and leave it out of the move."
            )
        if urn in found or entry.get("delete") or entry.get("pendingReplacement") or entry.get("taint"):
            raise RefusedError(
                f"{_name(urn)} is about to be replaced or deleted.\nWhat to do: a `pulumi up` in stack "
                f"{source.name}, which ends that; then the same once more."
            )
        found.add(urn)


def _cut(source: Stack, urns: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    told = set()
    for entry in source.resources:
        for what, other in ties(entry):
            tie = entry["urn"], other
            if (entry["urn"] in urns) != (other in urns) and tie not in told:
                told.add(tie)
                yield entry["urn"], what, other


def _there(source: Stack, target: Stack, urns: Mapping[str, str]) -> Iterator[str]:
    """Those that stand in the target already; another resource of that name, or another name, is refused."""
    named = {each["urn"]: each for each in target.resources}
    held = {_object(each): each["urn"] for each in target.resources if each["type"] in BY_TOKEN}
    for entry in source.resources:
        old = entry["urn"]
        if old not in urns:
            continue
        known = named.get(urns[old])
        unfinished = entry.get(_KEPT) or not entry.get("custom")
        if known is not None and unfinished and _is_same(known, entry):
            yield old
        elif known is not None:
            raise RefusedError(
                f"Stack {target.name} has a resource of that name: {urns[old]}.\nWhat to do: rename one of "
                "them, with an alias and a `pulumi up`."
            )
        elif entry["type"] in BY_TOKEN and (other := held.get(_object(entry))) is not None:
            raise RefusedError(
                f"Stack {target.name} has the object of {_name(old)} already, as {_name(other)}.\n"
                f"What to do: `pulumi state delete --stack {source.name} '{old}'` here, and take it out of "
                "this program; it is not deleted at the vendor then."
            )


def _is_same(one: Entry, other: Entry) -> bool:
    """Whether both are about one object: an id may stand in two systems."""
    return (one.get("id"), _system(one)) == (other.get("id"), _system(other))


def _object(entry: Entry) -> tuple[str, str, str]:
    return str(BY_TOKEN[entry["type"]]), entry.get("id", ""), _system(entry)


def _system(entry: Entry) -> str:
    return str((entry.get("outputs") or {}).get(SYSTEM) or "")


def _same_systems(
    source: Stack, target: Stack, urns: Mapping[str, str], there: frozenset[str], system_of: SystemOf
) -> None:
    """Refuse what the target would look for elsewhere: its settings lead to another system."""
    told: dict[tuple[str, str], str] = {}
    for entry in source.resources:
        urn = entry["urn"]
        if urn not in urns or urn in there or entry["type"] not in BY_TOKEN or not _system(entry):
            continue
        place = BY_TOKEN[entry["type"]].vendor, connection_of(entry.get("outputs") or {})
        if place not in told:
            told[place] = system_of(*place)
        if told[place] != _system(entry):
            raise RefusedError(
                f"{_name(urn)} stands at {_system(entry)}, and connection {place[1]!r} of {place[0]} in "
                f"stack {target.name} leads to {told[place]}.\nWhat to do: give stack {target.name} a "
                "connection of that name which leads there."
            )


def _name(urn: str) -> str:
    return Urn.parse(urn).name

"""Moves resources from one stack to another: finds what moves along, what is refused, and does the steps."""

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
"""Most resources that a message names."""
_KEPT: Final = "retainOnDelete"
"""With this option, the engine only forgets a resource instead of deleting it, and asks no provider."""

SystemOf = Callable[[str, str], str]
"""By vendor and connection: the address of the system to which the target's settings lead."""


class HalfWayError(Exception):
    """Not all steps were done. The message says what the states are now, and what to do."""


@dataclass(frozen=True)
class Wish:
    """Which resources move, and what happens to their ties.

    Attributes:
        patterns: Names in the program, or URNs, with * and ?.
        along: Whether resources that are tied to them move too.
        cut: Whether ties to resources that stay may be cut.
    """

    patterns: Sequence[str]
    along: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Plan:
    """What a move does.

    Attributes:
        source: The stack that has the resources now.
        target: The stack that gets them.
        urns: The new URNs by the old ones, in the engine's order.
        providers: The new URNs of their providers, by the old ones.
        new_providers: Old URNs of the providers that the target does not have yet.
        cut: The ties that are cut: old URN of the resource that refers, the sort of tie, and old URN of the
            other one.
        there: Old URNs of the resources that an earlier move, which did not end, has put into the target.
    """

    source: Stack
    target: Stack
    urns: Mapping[str, str]
    providers: Mapping[str, str]
    new_providers: frozenset[str]
    cut: Sequence[tuple[str, str, str]]
    there: frozenset[str]

    def carry_out(self, folder: Path) -> tuple[Path, Path]:
        """Do it. At each moment, at least one of the stacks has each object, and at most one would delete it.

        Args:
            folder: The folder for copies of both old states.

        Returns:
            The copies.

        Raises:
            RefusedError: A stack was changed meanwhile; nothing was written.
            StateError: Pulumi does not accept the first step; nothing was written.
            HalfWayError: Not all steps were done.
            OSError: A copy cannot be saved; nothing was written.
        """
        copies = self.source.keep(folder), self.target.keep(folder)
        # While both stacks have a resource, the source would only forget it, and delete nothing.
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
            "objects.\nWhat to do: run the same `move` again; it continues from here. Until then, run no "
            "`pulumi up` in these stacks."
        ) from None

    def _say_retained(self, error: Exception, copy: Path, more: str = "") -> NoReturn:
        raise HalfWayError(
            f"{error}\nNothing has moved. But {self.source.name} would not delete the objects that should "
            f"have moved.{more}\nWhat to do: `pulumi stack import --stack {self.source.name} --file {copy}`, "
            "or a `pulumi up` there."
        ) from None

    def _undo(self, original: str, copy: Path, error: Exception) -> None:
        try:
            self.source.write(original)
        except (StateError, RefusedError) as second:
            self._say_retained(error, copy, f" This could not be undone: {second}")
        raise HalfWayError(f"{error}\nNothing has moved, and both stacks are as they were.") from None

    def _kept(self) -> Iterator[Entry]:
        for entry in self.source.resources:
            moves = entry["urn"] in self.urns and entry.get("custom")
            yield {**entry, _KEPT: True} if moves else entry

    def _left(self) -> Iterator[Entry]:
        """The entries that stay in the source."""
        for entry in self.source.resources:
            if entry["urn"] not in self.urns:
                gone = any(urn in self.urns for _, urn in ties(entry))
                yield retied(entry, lambda urn: None if urn in self.urns else urn) if gone else entry

    def _arrived(self, revealed: Sequence[Entry]) -> Iterator[Entry]:
        """The entries that the target gets, with their new URNs."""
        ids = {each["urn"]: each["id"] for each in self.target.resources if is_provider(each)}
        for new in (self.providers[old] for old in self.providers if old in self.new_providers):
            # Without the settings of the source, because they include its secrets.
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
    """An entry with its new name in the mark of its owner."""
    if entry["type"] not in BY_TOKEN:
        return entry
    for part in ("inputs", "outputs"):
        if (entry.get(part) or {}).get(OWNER) == owner_of(old):
            entry[part] = {**entry[part], OWNER: owner_of(entry["urn"])}
    return entry


def plan(source: Stack, target: Stack, wish: Wish, system_of: SystemOf) -> Plan:
    """What a move would do.

    Args:
        source: The stack that has the resources now.
        target: The stack that gets them.
        wish: Which resources, and what about their ties.
        system_of: The systems to which the target's settings lead.

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
            f"Stack {target.name} has no state yet.\n"
            f"What to do: run `pulumi up --stack {target.name}` there; the program may be empty."
        )
    if root == source.root:
        raise RefusedError("--from and --to are the same stack.\nWhat to do: name another one with --to.")
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
            f"There are ties between resources that would move and resources that would stay: {shown}.\n"
            "What to do: move these too, by their names or with --along; or cut the ties with --cut, and "
            "write the ids of the objects in the other stack into the programs."
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
                f"{_name(urn)} is only read; its object does not belong to this stack.\nWhat to do: read it "
                "in the other program, and leave it out of the move."
            )
        if urn in found or entry.get("delete") or entry.get("pendingReplacement") or entry.get("taint"):
            raise RefusedError(
                f"{_name(urn)} is about to be replaced or deleted.\nWhat to do: finish that with a `pulumi "
                f"up` in stack {source.name}; then run this command again."
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
    """The resources that are in the target already.

    Raises:
        RefusedError: The target has another resource of the same name, or the same object with another name.
    """
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
                f"What to do: run `pulumi state delete --stack {source.name} '{old}'`, and take it out of "
                "the program of that stack. Nothing is deleted at the vendor."
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
    """Refuse resources whose connection leads to another system with the target's settings.

    Raises:
        RefusedError: There is such a resource.
    """
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
                f"{_name(urn)} is at {_system(entry)}, but connection {place[1]!r} of {place[0]} in "
                f"stack {target.name} leads to {told[place]}.\nWhat to do: set this connection of stack "
                f"{target.name} to {_system(entry)}."
            )


def _name(urn: str) -> str:
    return Urn.parse(urn).name

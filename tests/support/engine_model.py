"""Pulumi's engine in two pages: which verbs of a resource's life it calls, in which order, and what it keeps.

Modelled on what engine 3.259 does with a dynamic provider:

* Check and Diff come one after another; what follows from them (update, create, delete before create) runs
  beside the Check and Diff of the resources that come later.
* The first failure ends a run: steps that have ended are in state, and what the program no longer declares is
  not deleted. With ``--continue-on-error`` the other resources go on, and the deletes come too.
* A resource that was deleted to be replaced keeps its old id and outputs until it has been created. It is
  compared like any other, and then created whatever Diff says; a refresh leaves it out; if the program drops
  it, no delete is called.
* A replacement that creates first leaves the old object in state, to be deleted at the end of this run or of
  a later one.
* ``--replace``, taint and triggers replace without asking Diff, and create first unless the resource option
  says otherwise.
* Of a property in ``ignore_changes`` the provider is shown the state's input, and not the program's.
* A renamed resource with an alias is compared under its new name; where nothing changed, its outputs go on
  saying the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.records import Mark, Record
from pulumi_isp_provider.core.run import Run


class Killed(BaseException):
    """The process has ended in the middle of a verb: what it has not recorded is lost."""


class Refused(Exception):  # what the engine makes of failed checks
    """Check has found something wrong."""


@dataclass(frozen=True)
class Wanted:
    """One resource as a program declares it.

    Attributes:
        inputs: Its properties.
        was: The name under which it was declared before (an alias).
        delete_first: The resource option ``delete_before_replace``.
        ignores: The resource option ``ignore_changes``.
    """

    inputs: Mapping[str, Any]
    was: str | None = None
    delete_first: bool | None = None
    ignores: frozenset[str] = frozenset()


@dataclass(eq=False)
class Entry:
    """One resource in state.

    Attributes:
        name: The name under which the program has declared it.
        inputs: Its inputs.
        record: Its id, its outputs, and what the provider keeps beside them.
        is_replaced: It was deleted to be replaced, and nothing has been created yet.
        is_leftover: It was replaced, and is still to be deleted.
    """

    name: str
    inputs: Mapping[str, Any]
    record: Record
    is_replaced: bool = False
    is_leftover: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it stands for an object that is declared."""
        return not (self.is_replaced or self.is_leftover)


@dataclass(frozen=True)
class Doing:
    """The verb that is being called: for whom, and for which entry of the state."""

    verb: str
    name: str
    entry: Entry | None = None


@dataclass
class Outcome:
    """What came of a run.

    Attributes:
        steps: What was done, in order, as ``verb name``.
        error: What ended it.
        at: What was being done then.
    """

    steps: list[str] = field(default_factory=list)
    error: BaseException | None = None
    at: Doing | None = None


Step = Callable[[], None]
Program = Mapping[str, Wanted]


class Engine:
    """A stack of one kind of resource.

    Args:
        life: The kind.

    Attributes:
        state: The stack's resources.
        doing: The verb that is being called.
    """

    def __init__(self, life: Lifecycle[Any, Any]) -> None:
        self.life = life
        self.state: list[Entry] = []
        self.doing: Doing | None = None
        self._goes_on = False
        self._run: Run
        self._outcome: Outcome

    def up(
        self,
        run: Run,
        program: Program,
        replaced: Collection[str] = (),
        turns: Iterable[int] = (),
        *,
        goes_on: bool = False,
    ) -> Outcome:
        """Bring the stack to what a program declares.

        Args:
            run: What the provider process knows of the run.
            program: What is declared, in the order in which it is.
            replaced: Names of those that somebody wants replaced.
            turns: Which of the things that could be done next is done.
            goes_on: ``--continue-on-error``.
        """
        self._goes_on = goes_on
        return self._runs(run, lambda: self._up(program, replaced, iter(turns)))

    def refresh(self, run: Run) -> Outcome:
        """Read what is in state, and compare it."""
        return self._runs(run, self._refresh)

    def destroy(self, run: Run) -> Outcome:
        """Delete what is in state."""
        return self._runs(run, lambda: self._delete(list(reversed(self.state)), iter(())))

    def forget(self, entry: Entry) -> None:
        """``pulumi state delete``."""
        self.state.remove(entry)

    def has_reached(self, name: str) -> bool:
        """Whether the present run has asked the provider about a resource beyond its inputs."""
        return bool({f"diff {name}", f"create {name}"} & set(self._outcome.steps))

    def _runs(self, run: Run, action: Callable[[], None]) -> Outcome:
        self._run, self._outcome = run, Outcome()
        try:
            action()
        except (Exception, Killed) as error:
            self._outcome.error, self._outcome.at = error, self.doing
        self.doing = None
        return self._outcome

    @contextmanager
    def _does(self, verb: str, name: str, entry: Entry | None = None) -> Iterator[None]:
        self.doing = Doing(verb, name, entry)
        yield
        self._outcome.steps.append(f"{verb} {name}")

    @contextmanager
    def _may_fail(self, rest: list[Step]) -> Iterator[None]:
        """What is done for one resource: if it fails, the rest for that one is left out, or the run ends."""
        try:
            yield
        except Exception as error:
            if not self._goes_on:
                raise
            rest.clear()
            if self._outcome.error is None:
                self._outcome.error, self._outcome.at = error, self.doing

    def _up(self, program: Program, replaced: Collection[str], turns: Iterator[int]) -> None:
        before, kept = list(self.state), set[int]()
        waiting = list(program)
        chains: list[list[Step]] = []
        while waiting or chains:
            turn = next(turns, 0) % (len(chains) + bool(waiting))
            if turn < len(chains):
                with self._may_fail(chains[turn]):
                    chains[turn].pop(0)()
                chains = [chain for chain in chains if chain]
                continue
            name = waiting.pop(0)
            wanted = program[name]
            entry = self._known(name) or (self._known(wanted.was) if wanted.was else None)
            if entry is not None:
                kept.add(id(entry))
            steps: list[Step] = []
            with self._may_fail(steps):
                steps += self._steps(name, wanted, entry, name in replaced)
            chains = [*chains, steps] if steps else chains
        self._delete(
            [e for e in reversed(before) if e in self.state and (e.is_leftover or id(e) not in kept)], turns
        )

    def _known(self, name: str) -> Entry | None:
        return next((e for e in self.state if e.name == name and not e.is_leftover), None)

    def _steps(self, name: str, wanted: Wanted, entry: Entry | None, is_forced: bool) -> list[Step]:
        known = entry if not is_forced else None
        inputs = self._check(name, wanted, known)
        if entry is None:
            return [lambda: self._create(name, inputs)]
        delete_first = False
        if not is_forced:
            with self._does("diff", name, entry):
                difference = self.life.diff(self._run, entry.record, self._declared(name, inputs))
            if not difference.replaces and not entry.is_replaced:
                return [lambda: (self._update if difference.changes else self._same)(name, inputs, entry)]
            delete_first = difference.delete_before_replace
            inputs = self._check(name, wanted, None)
        if wanted.delete_first is not None:
            delete_first = wanted.delete_first
        if not delete_first:
            return [lambda: self._create(name, inputs, leftover=entry)]
        create: list[Step] = [lambda: self._create(name, inputs, replaced=entry)]
        return create if entry.is_replaced else [lambda: self._make_room(entry), *create]

    def _check(self, name: str, wanted: Wanted, entry: Entry | None) -> Mapping[str, Any]:
        before = None if entry is None else Record("", entry.inputs, Mark(system=entry.record.mark.system))
        inputs = dict(wanted.inputs)
        if entry is not None:
            inputs |= {each: entry.inputs[each] for each in wanted.ignores if each in entry.inputs}
        # As the front does: by comparing with what the program says.
        overruled = frozenset(each for each in inputs if inputs[each] != wanted.inputs.get(each))
        declaration = replace(self._declared(name, inputs), overruled=overruled)
        with self._does("check", name, entry):
            checked = self.life.check(self._run, declaration, before)
            if checked.failures:
                raise Refused("; ".join(map(str, checked.failures)))
        return checked.inputs

    def _same(self, name: str, inputs: Mapping[str, Any], entry: Entry) -> None:
        entry.name, entry.inputs = name, inputs

    def _update(self, name: str, inputs: Mapping[str, Any], entry: Entry) -> None:
        with self._does("update", name, entry):
            stored = self.life.update(self._run, entry.record, self._declared(name, inputs))
            entry.name, entry.inputs = name, inputs
            entry.record = replace(stored.record, id=entry.record.id)

    def _make_room(self, entry: Entry) -> None:
        with self._does("make room", entry.name, entry):
            self.life.delete(self._run, entry.record)
            entry.is_replaced = True

    def _create(
        self,
        name: str,
        inputs: Mapping[str, Any],
        *,
        replaced: Entry | None = None,
        leftover: Entry | None = None,
    ) -> None:
        with self._does("create", name, replaced or leftover):
            stored = self.life.create(self._run, self._declared(name, inputs))
            self.state.append(Entry(name, inputs, stored.record))
            if replaced:
                self.state.remove(replaced)
            if leftover:
                leftover.is_leftover = True

    def _delete(self, entries: list[Entry], turns: Iterator[int]) -> None:
        while entries:
            entry = entries.pop(next(turns, 0) % len(entries))
            with self._may_fail([]):
                if entry.is_leftover or not entry.is_replaced:
                    with self._does("delete", entry.name, entry):
                        self.life.delete(self._run, entry.record)
                self.state.remove(entry)

    def _refresh(self) -> None:
        for entry in [e for e in self.state if e.is_leftover or not e.is_replaced]:
            with self._does("read", entry.name, entry):
                stored = self.life.read(self._run, entry.record)
                if stored is None:
                    self.state.remove(entry)
                    continue
                before = entry.inputs
                self.life.diff(self._run, stored.record, self._declared(entry.name, before))
                entry.record, entry.inputs = stored.record, stored.inputs

    def _declared(self, name: str, inputs: Mapping[str, Any]) -> Declaration:
        return Declaration(f"{self.life.vendor}.{self.life.kind}::{name}", inputs)

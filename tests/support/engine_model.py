"""A model of Pulumi's engine: the verbs that it calls, their order, and its state.

It follows engine 3.259 with a dynamic provider:

* All Checks and Diffs come one after another. The steps that follow (update, create, delete before create)
  run in parallel with Check and Diff of later resources.
* The first failure ends a run: finished steps are in state, and resources that the program no longer declares
  are not deleted. With ``--continue-on-error`` the other resources continue, and the deletes follow.
* A resource that was deleted for a replacement keeps its old id and outputs until its create has ended. The
  engine compares it like any other one, and then creates it, whatever Diff says. A refresh leaves it out. If
  the program no longer declares it, no delete is called.
* A replacement that creates first leaves the old object in state. It is deleted at the end of this run or of
  a later one.
* ``--replace``, taint and triggers replace without a Diff. They create first, unless the resource option says
  otherwise.
* For a property in ``ignore_changes`` the provider gets the input in state, not the program's.
* A renamed resource with an alias is compared under its new name. If nothing changed, its outputs keep the
  old name.
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
    """The process was killed during a verb. Results that were not recorded are lost."""


class Refused(Exception):  # the result of a failed check in the engine
    """Check has found a mistake."""


@dataclass(frozen=True)
class Wanted:
    """One resource as a program declares it.

    Attributes:
        inputs: Its properties.
        was: Its earlier name (an alias).
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
        name: Its name in the program.
        inputs: Its inputs.
        record: Its id, its outputs, and other data of the provider.
        is_replaced: It was deleted for a replacement that is not created yet.
        is_leftover: It was replaced and must still be deleted.
    """

    name: str
    inputs: Mapping[str, Any]
    record: Record
    is_replaced: bool = False
    is_leftover: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it stands for a declared object."""
        return not (self.is_replaced or self.is_leftover)


@dataclass(frozen=True)
class Doing:
    """The present verb, with the resource and its entry in state."""

    verb: str
    name: str
    entry: Entry | None = None


@dataclass
class Outcome:
    """The result of a run.

    Attributes:
        steps: The steps in order, as ``verb name``.
        error: The error that ended the run.
        at: The verb that raised it.
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
        doing: The present verb.
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
        """``pulumi up``.

        Args:
            run: The run in the provider process.
            program: The declared resources, in their order.
            replaced: Names of the resources in ``--replace``.
            turns: Indexes that choose the next one of the possible steps.
            goes_on: ``--continue-on-error``.
        """
        self._goes_on = goes_on
        return self._runs(run, lambda: self._up(program, replaced, iter(turns)))

    def refresh(self, run: Run) -> Outcome:
        """``pulumi refresh``."""
        return self._runs(run, self._refresh)

    def destroy(self, run: Run) -> Outcome:
        """``pulumi destroy``."""
        return self._runs(run, lambda: self._delete(list(reversed(self.state)), iter(())))

    def forget(self, entry: Entry) -> None:
        """``pulumi state delete``."""
        self.state.remove(entry)

    def has_reached(self, name: str) -> bool:
        """Whether the present run has called diff or create for a resource."""
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
        """A step of one resource. If it fails, the rest of its steps is left out, or the run ends."""
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
        # As in the front: compare with the program.
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

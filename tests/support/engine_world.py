"""A stack with the modelled engine, people who change things, and the rules that must always hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    ConnectionLostError,
    IspError,
    ServerError,
    TargetRefusedError,
)

from .engine_model import Doing, Engine, Entry, Killed, Outcome, Refused, Wanted
from .exchange import Exchange, Line
from .lives import Reached

KEYS: Final = ("north", "south", "east", "west")
NAMES: Final = tuple("abcdefghijklmnopqrstuvwxyz")
MOST_RESOURCES: Final = 3
MOST_RUNS: Final = 20
"""A stack must be settled after this number of runs."""


@dataclass(frozen=True)
class Fault:
    """A fault at a write of a run.

    Attributes:
        write: The number of the write, from 0.
        has_effect: Whether the write has its effect.
        kills: Whether the process is killed. Otherwise the vendor refuses, or its answer is lost.
    """

    write: int
    has_effect: bool
    kills: bool


@dataclass(frozen=True)
class Turn:
    """One run, and the acts before it.

    Attributes:
        acts: Acts of people (see :meth:`World.act`), each with two numbers that choose its objects.
        fault: The fault in the run.
        forced: The number of the resource in ``--replace``.
        delete_first: The resource option of that resource.
        order: Indexes that choose the next one of the engine's possible steps.
    """

    acts: list[tuple[str, int, int]]
    fault: Fault | None
    forced: int | None
    delete_first: bool | None
    order: list[int]


class World:
    """A stack, its vendor, and the people who change both.

    Args:
        life: The kind of resource that the stack has.

    Attributes:
        told: All that happened, to show in a failure.
    """

    def __init__(self, life: Lifecycle[Any, Any]) -> None:
        self.vendor = Exchange(at=self._watch)
        self.engine = Engine(life)
        self.program: dict[str, Wanted] = {}
        self.told: list[str] = []
        self._before = self.program
        self._proves = bool(life.witnesses({"key": "north"}))
        self._is_tidy = True
        """Only the program has made and deleted objects, and no answer was lost."""
        self._is_cut = False
        """An answer was lost, so there may be an object that no state knows."""
        self._fault: Fault | None = None
        self._writes = 0
        self._made: set[int] = set()
        self._strangers = 0

    # Acts of people

    def act(self, act: str, one: int, two: int) -> None:
        """Change the program, or an object at the vendor. An impossible act does nothing."""
        self.told.append(f"{act} {one} {two}")
        names, news = list(self.program), dict(self.program)
        name, key = names[one % len(names)] if names else "", KEYS[two]
        is_free = key not in {wanted.inputs["key"] for wanted in news.values()}
        match act:
            case "add" if is_free and len(news) < MOST_RESOURCES:
                news[self._free_name()] = Wanted({"key": key, "note": f"note {one % 2}"})
            case "remove" if name:
                del news[name]
            case "rename" | "alias" if name:
                news[self._free_name()] = replace(news.pop(name), was=name if act == "alias" else None)
            case "key" if name and is_free:
                news[name] = self._with(name, key=key)
            case "note" if name:
                news[name] = self._with(name, note=f"note {two}")
            case "number" if name and self._proves:
                number = str(two) if two else None
                if number not in {wanted.inputs.get("number", "") for wanted in news.values()}:
                    news[name] = self._with(name, number=number)
            case "exchange" if len(names) > 1:
                other = names[(one + 1) % len(names)]
                mine, theirs = news[name].inputs["key"], news[other].inputs["key"]
                news[name], news[other] = self._with(name, key=theirs), self._with(other, key=mine)
            case "revert":
                news = dict(self._before)
            case "refresh":
                self.refresh()
            case "lose" if self.vendor.lines:
                self._lose(
                    sorted(self.vendor.lines)[one % len(self.vendor.lines)], is_given_again=two % 2 == 1
                )
            case "drift" if self.vendor.lines:
                self._is_tidy = False
                number = sorted(self.vendor.lines)[one % len(self.vendor.lines)]
                self.vendor.lines[number] = replace(
                    self.vendor.lines[number], note="theirs" if two % 2 else ""
                )
            case "leave":
                self.vendor.lines = {n: line for n, line in self.vendor.lines.items() if line.ours}
        self.program = news

    def _lose(self, number: str, *, is_given_again: bool) -> None:
        self._is_tidy = False
        del self.vendor.lines[number]
        if is_given_again:
            self._strangers += 1
            self.vendor.add(f"their {self._strangers}", ours=False)

    def _free_name(self) -> str:
        # Never a name that another resource had: the provider could not notice that.
        known = {entry.name for entry in self.engine.state}
        used = {*known, *self.program, *(wanted.was for wanted in self.program.values())}
        return next(name for name in NAMES if name not in used)

    def _with(self, name: str, **inputs: Any) -> Wanted:
        known = {**self.program[name].inputs, **inputs}
        return replace(
            self.program[name], inputs={name: value for name, value in known.items() if value is not None}
        )

    # Runs

    def play(self, turn: Turn) -> Outcome:
        """Do the acts of a turn, then its run."""
        for act in turn.acts:
            self.act(*act)
        self._fault = turn.fault
        program, names = self.program, list(self.program)
        forced = [names[turn.forced % len(names)]] if names and turn.forced is not None else []
        for name in forced:
            program = {**program, name: replace(program[name], delete_first=turn.delete_first)}
        return self._up(program, forced, turn.order)

    def up(self) -> Outcome:
        """One run without faults."""
        self._fault = None
        return self._up(self.program)

    def refresh(self) -> Outcome:
        """A refresh without faults."""
        self._fault = None
        return self._run(self.engine.refresh)

    def _up(
        self, program: Mapping[str, Wanted], forced: list[str] | None = None, order: list[int] | None = None
    ) -> Outcome:
        outcome = self._run(lambda run: self.engine.up(run, program, forced or (), order or ()))
        if outcome.error is None:
            self._before = self.program
        return outcome

    def _run(self, does: Callable[[Run], Outcome]) -> Outcome:
        self._writes, self._made = 0, set()
        outcome = does(Run(Reached(self.vendor)))
        error, at = outcome.error, outcome.at
        self.told.append(f"-> {', '.join(outcome.steps)}")
        if error is not None:
            self.told.append(f"   {at and at.verb} {at and at.name}: {error!r}")
        if not isinstance(error, (IspError, Killed, Refused, type(None))):
            raise error
        if isinstance(error, Killed):
            self._is_tidy, self._is_cut = False, True
        else:
            lost = self._made - {_serial(entry) for entry in self.engine.state}
            assert not lost, f"made, and not recorded: {lost}"
        self._judge_refusal(outcome)
        return outcome

    # Rules that must always hold

    def _watch(self, step: str, line: Line | None) -> None:
        if step in ("make", "change", "destroy"):
            self._writes += 1
            self._fails(has_effect=False)
        elif line is not None and step in ("made", "changed", "destroyed"):
            self._judge_write(step, line)
            self._fails(has_effect=True)
            if step == "made":
                self._made.add(line.made)

    def _fails(self, *, has_effect: bool) -> None:
        fault = self._fault
        if fault is None or fault.has_effect is not has_effect or self._writes != fault.write + 1:
            return
        if fault.kills:
            raise Killed
        if has_effect:
            self._is_tidy, self._is_cut = False, True
            raise ConnectionLostError("no answer")
        raise ServerError("not now")

    def _judge_write(self, step: str, line: Line) -> None:
        doing = self.engine.doing
        assert doing is not None
        if step != "made" and self._proves:
            assert line.ours, f"{doing} has hit another customer: {line}"
        if step == "destroyed" and not self._is_doubtful(doing.entry):
            holders = [entry for entry in self._holders(line) if self._wanted(entry)]
            if doing.verb == "make room" and doing.entry in holders:
                # A later resource may have it in state too. The provider only knows after its diff.
                holders = [e for e in holders if e is not doing.entry and self.engine.has_reached(e.name)]
            assert not holders, f"{[entry.name for entry in holders]} has lost {line} to {doing}"

    def _is_doubtful(self, entry: Entry | None) -> bool:
        """Whether two resources in state have one number, and nothing proves the owner."""
        ids = [each.record.id for each in self.engine.state if each.is_live]
        return not self._proves and entry in self.engine.state and ids.count(entry.record.id) > 1

    def _holders(self, line: Line) -> list[Entry]:
        """The entries that have a line in state. If the key is a proof, only those with its key."""
        found = [entry for entry in self.engine.state if entry.is_live and _serial(entry) == line.made]
        return [e for e in found if not self._proves or line.key in (_key(e), self._wanted_key(e))]

    def _wanted(self, entry: Entry) -> Wanted | None:
        """Its present declaration in the program."""
        known = {each.name for each in self.engine.state}
        renamed = (w for name, w in self.program.items() if w.was == entry.name and name not in known)
        return self.program.get(entry.name) or next(renamed, None)

    def _wanted_key(self, entry: Entry) -> str | None:
        wanted = self._wanted(entry)
        return None if wanted is None else str(wanted.inputs["key"])

    def _judge_refusal(self, outcome: Outcome) -> None:
        error, at = outcome.error, outcome.at
        assert not isinstance(error, Refused), f"declared once, and refused as declared twice: {error}"
        if at is None or not isinstance(error, AlreadyExistsError) or "belongs to" not in str(error):
            return
        id_ = error.context["object"]
        others = [entry for entry in self.engine.state if entry.name != at.name and entry.record.id == id_]
        if self._proves:
            line = self.vendor.lines.get(id_)
            keys = {line and line.key, at.entry and _key(at.entry)}
            others = [e for e in others if not e.is_leftover and keys & {_key(e), self._wanted_key(e)}]
        assert others, f"held once, and refused as held twice: {error}"

    # The end

    def settle(self) -> None:
        """Follow the messages until a run changes nothing; then destroy the stack."""
        asked: set[str] = set()
        knows = self._is_tidy
        for _ in range(MOST_RUNS):
            outcome = self.up()
            if outcome.error is not None:
                self._follow(outcome, asked)
            elif not knows:
                # Only a refresh can see changes at the vendor and the effect of lost answers.
                knows = True
                self.refresh()
            elif self._is_quiet(outcome):
                break
        else:
            raise AssertionError("it is not settled after many runs")
        assert sorted(entry.name for entry in self.engine.state) == sorted(self.program)
        for entry in self.engine.state:
            assert _is_as_declared(self.vendor.lines[entry.record.id], self.program[entry.name])
        if self._is_tidy:
            assert len(self.vendor.lines) == len(self.program), "there are objects that are not declared"
        self.refresh()
        assert self._is_quiet(self.up()), "a run after a refresh must change nothing"
        self._destroy()

    def _is_quiet(self, outcome: Outcome) -> bool:
        return not self._writes and {step.split()[0] for step in outcome.steps} <= {"check", "diff"}

    def _destroy(self) -> None:
        numbers, self.program = {entry.record.id for entry in self.engine.state}, {}
        others = {number: line for number, line in self.vendor.lines.items() if number not in numbers}
        outcome = self._run(self.engine.destroy)
        assert outcome.error is None
        assert (self.engine.state, self.vendor.lines) == ([], others)

    def _follow(self, outcome: Outcome, asked: set[str]) -> None:
        """Do what a message says."""
        error, at = outcome.error, outcome.at
        assert isinstance(error, IspError)
        assert at is not None
        text = str(error)
        standing = self.vendor.lines.get(error.context.get("object", ""))
        if "pulumi refresh" in text and text not in asked:
            asked.add(text)
            self.refresh()
        elif "belongs to" in text and self._forget_mistaken(standing):
            pass
        elif isinstance(error, AlreadyExistsError | TargetRefusedError):
            held = standing and any(self._wanted(holder) for holder in self._holders(standing))
            adopts = standing and standing.ours and not held and "cannot be changed" not in text
            if adopts and "exists already and differs" in text:
                self.program[at.name] = self._with(at.name, adopt_existing=True)
            else:
                self._make_way(at)
        else:
            assert "pulumi state delete" in text, f"nothing helps: {text}"
            assert at.entry is not None
            self.engine.forget(at.entry)

    def _forget_mistaken(self, line: Line | None) -> bool:
        """Remove an entry from state that has a line of another resource. Return whether there was one."""
        for entry in self.engine.state:
            if line and entry.record.id == line.number and self._wanted_key(entry) not in (None, line.key):
                self.engine.forget(entry)
                return True
        return False

    def _make_way(self, at: Doing) -> None:
        """Remove the obstacle of a declaration: an unowned line, or for two runs the holder of its key."""
        wanted = self.program[at.name]
        number = wanted.inputs.get("number", "")
        for line in (self.vendor.by_key(wanted.inputs["key"]), self.vendor.lines.get(number)):
            if line is None:
                continue
            known = [entry for entry in self.engine.state if _serial(entry) == line.made]
            holder = next(iter([*self._holders(line), *known]), None)
            if holder is None:
                assert self._is_cut or not line.ours, f"{line} should have been deleted"
                resumes = at.entry and at.entry.is_replaced and _is_as_declared(line, wanted)
                assert not resumes, f"{line} should be taken over"
                del self.vendor.lines[line.number]
                return
            if holder is not at.entry:
                self._first_without(holder, at)
                return
        # Its own old line is the obstacle: change the key and the number in two runs.
        program, self.program = self.program, {**self.program, at.name: self._with(at.name, number=None)}
        self.up()
        self.program = program

    def _first_without(self, holder: Entry, at: Doing) -> None:
        """Two runs: first only the holder of the key is removed, then only the new declaration is added."""
        program = self.program
        live = [entry for entry in self.engine.state if entry.is_live and entry.name in program]
        kept = {_key(entry): entry for entry in live if entry is not holder}
        before = {entry.name: _as_known(entry) for entry in kept.values()}
        number = program[at.name].inputs.get("number", "none")
        beside = {name: wanted for name, wanted in before.items() if wanted.inputs.get("number") != number}
        for news in before, {**beside, at.name: program[at.name]}:
            self.program = news
            outcome = self.up()
            if outcome.at and outcome.at.entry and "pulumi state delete" in str(outcome.error):
                line = self.vendor.lines.get(outcome.at.entry.record.id)
                if not self._forget_mistaken(line):
                    self.engine.forget(outcome.at.entry)
        self.program = program


def _serial(entry: Entry) -> int:
    """The serial number of the line that a resource has in state, which the provider does not use."""
    return int(entry.record.properties["made"])


def _key(entry: Entry) -> str:
    return str(entry.record.properties["key"])


def _as_known(entry: Entry) -> Wanted:
    return Wanted({name: value for name, value in entry.inputs.items() if value})


def _is_as_declared(line: Line, wanted: Wanted) -> bool:
    inputs = wanted.inputs
    declared = (inputs["key"], inputs.get("note", ""), inputs.get("number", line.number))
    return (line.key, line.note, line.number) == declared

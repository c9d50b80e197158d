"""Whose object is whose: under threads in every order, and through many runs of a modelled engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.engine_model import Doing, Engine, Entry, Killed, Outcome, Refused, Wanted
from tests.support.exchange import Exchange, Line, PortLifecycle, TerminalLifecycle
from tests.support.lives import Reached

from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    ConnectionLostError,
    IspError,
    ServerError,
    TargetRefusedError,
)
from pulumi_isp_provider.lifecycle import Lifecycle
from pulumi_isp_provider.run import Run

KEYS: Final = ("north", "south", "east", "west")
NAMES: Final = tuple("abcdefgh")


# Several runs


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong at a write: which one of a run, whether it has its effect, and what then."""

    write: int
    has_effect: bool
    kills: bool


@dataclass(frozen=True)
class Turn:
    """One `pulumi up`, and what has happened before it."""

    acts: list[tuple[str, int, int]]
    fault: Fault | None
    forced: int | None
    delete_first: bool | None
    order: list[int]


ACTS: Final = (
    "add",
    "add",
    "add",
    "key",
    "key",
    "remove",
    "rename",
    "alias",
    "note",
    "revert",
    "exchange",
    "lose",
    "leave",
    "refresh",
)

turns = st.builds(
    Turn,
    acts=st.lists(
        st.tuples(st.sampled_from((*ACTS, "number")), st.integers(0, 3), st.integers(0, 3)), max_size=3
    ),
    fault=st.none() | st.builds(Fault, st.integers(0, 3), st.booleans(), st.booleans()),
    forced=st.none() | st.integers(0, 3),
    delete_first=st.none() | st.booleans(),
    order=st.lists(st.integers(0, 3), max_size=8),
)


class World:
    """A stack, its vendor, the people at both, and what must never happen.

    Args:
        life: The kind of resource that the stack has.
    """

    def __init__(self, life: Lifecycle[Any, Any]) -> None:
        self.vendor = Exchange(at=self._watch)
        self.engine = Engine(life)
        self.program: dict[str, Wanted] = {}
        self.is_tidy = True
        """Nobody but the program has made or deleted anything, and no answer was lost."""
        self.is_cut = False
        """An answer was lost, so something may have been made that nobody knows of."""
        self.told: list[str] = []
        self._before = self.program
        self._fault: Fault | None = None
        self._writes = 0
        self._made: set[int] = set()
        self._strangers = 0

    @property
    def proves(self) -> bool:
        return isinstance(self.engine.life, TerminalLifecycle)

    # What people do

    def act(self, act: str, one: int, two: int) -> None:
        """Change the program, or something at the vendor; what is not possible is left out."""
        self.told.append(f"{act} {one} {two}")
        names = list(self.program)
        news = dict(self.program)
        name = names[one % len(names)] if names else ""
        key = KEYS[two]
        taken = {wanted.inputs["key"] for wanted in news.values()}
        used = {*news, *(wanted.was for wanted in news.values())}
        free = next(each for each in NAMES if each not in used)
        match act:
            case "add" if key not in taken and len(news) < 3:
                news[free] = Wanted({"key": key, "note": f"note {one % 2}"})
            case "remove" if name:
                del news[name]
            case "rename" | "alias" if name:
                wanted = news.pop(name)
                free = next(each for each in NAMES if each not in {*used, *self._names_in_state()})
                news[free] = replace(wanted, was=name if act == "alias" else None)
            case "key" if name and key not in taken:
                news[name] = self._with(name, key=key)
            case "note" if name:
                news[name] = self._with(name, note=f"note {two}")
            case "number" if name and self.proves:
                number = str(two) if two else None
                if number not in {w.inputs.get("number") for w in news.values()} - {None}:
                    news[name] = self._with(name, number=number)
            case "revert":
                news = dict(self._before)
            case "exchange" if len(names) > 1:
                other = names[(one + 1) % len(names)]
                mine, theirs = news[name].inputs["key"], news[other].inputs["key"]
                news[name], news[other] = self._with(name, key=theirs), self._with(other, key=mine)
            case "lose" if self.vendor.lines:
                self.is_tidy = False
                numbers = sorted(self.vendor.lines)
                del self.vendor.lines[numbers[one % len(numbers)]]
                self._strangers += 1
                if two % 2:
                    self.vendor.add(f"their {self._strangers}", ours=False)
            case "leave":
                self.vendor.lines = {n: line for n, line in self.vendor.lines.items() if line.ours}
            case "refresh":
                self.refresh()
        self.program = news

    def _names_in_state(self) -> set[str]:
        return {entry.name for entry in self.engine.state}

    def _with(self, name: str, **inputs: Any) -> Wanted:
        wanted = self.program[name]
        known = {**wanted.inputs, **inputs}
        return replace(wanted, inputs={key: value for key, value in known.items() if value is not None})

    def up(self, turn: Turn | None = None) -> Outcome:
        """One run, of a program that stays as it is."""
        self._fault = turn.fault if turn else None
        program = self.program
        forced = []
        if turn and turn.forced is not None and self.program:
            forced = [list(self.program)[turn.forced % len(self.program)]]
            program = {**program, forced[0]: replace(program[forced[0]], delete_first=turn.delete_first)}
        outcome = self._run(lambda run: self.engine.up(run, program, forced, turn.order if turn else ()))
        if outcome.error is None:
            self._before = self.program
        return outcome

    def refresh(self) -> Outcome:
        self._fault = None
        return self._run(self.engine.refresh)

    def _run(self, does: Callable[[Run], Outcome]) -> Outcome:
        self._writes, self._made = 0, set()
        outcome = does(Run(Reached(self.vendor)))
        self.told.append(f"-> {', '.join(outcome.steps)}")
        if outcome.error is not None and outcome.at is not None:
            self.told.append(f"   {outcome.at.verb} {outcome.at.name}: {outcome.error!r}")
        if not isinstance(outcome.error, (IspError, Killed, Refused, type(None))):
            raise outcome.error
        if isinstance(outcome.error, Killed):
            self.is_tidy, self.is_cut = False, True
        else:
            lost = self._made - {self._number(entry) for entry in self.engine.state}
            assert not lost, f"made, and not recorded: {lost}"
        self._judge_refusal(outcome)
        return outcome

    # What must never happen

    @staticmethod
    def _number(entry: Entry) -> int:
        return int(entry.record.properties["made"])

    def _holders(self, line: Line) -> list[Entry]:
        return [entry for entry in self.engine.state if entry.is_live and self._number(entry) == line.made]

    def _is_doubtful(self, doing: Doing) -> bool:
        """Whether state says of two resources that they have one number, and nothing proves whose it is."""
        ids = [entry.record.id for entry in self.engine.state if entry.is_live]
        return not self.proves and doing.entry in self.engine.state and ids.count(doing.entry.record.id) > 1

    def _wanted(self, entry: Entry) -> Wanted | None:
        """What the program declares of it now."""
        known = self._names_in_state()
        renamed = (w for name, w in self.program.items() if w.was == entry.name and name not in known)
        return self.program.get(entry.name) or next(renamed, None)

    def _watch(self, step: str, line: Line | None) -> None:
        if step in ("make", "change", "destroy"):
            self._writes += 1
            self._fails(has_effect=False)
            return
        if step in ("find", "found"):
            return
        assert line is not None
        doing = self.engine.doing
        assert doing is not None
        if step == "destroyed":
            for entry in self._holders(line):
                own = entry is doing.entry and doing.verb == "make room"
                wanted = self._wanted(entry)
                # Who declares another key by now only has it in state: it is of whoever declares it.
                wants = wanted is not None and wanted.inputs["key"] == line.key
                assert own or self._is_doubtful(doing) or not wants, (
                    f"{entry.name} has lost {line} to {doing}"
                )
        if step in ("destroyed", "changed") and self.proves:
            assert line.ours, f"{doing} has hit another customer: {line}"
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
            self.is_tidy, self.is_cut = False, True
            raise ConnectionLostError("no answer")
        raise ServerError("not now")

    def _judge_refusal(self, outcome: Outcome) -> None:
        error, at = outcome.error, outcome.at
        assert not isinstance(error, Refused), f"declared once, and refused as declared twice: {error}"
        if at is None or not isinstance(error, AlreadyExistsError) or "belongs to" not in str(error):
            return
        id_ = error.context["object"]
        others = [e for e in self.engine.state if e.is_live and e.name != at.name and e.record.id == id_]
        if self.proves:
            others = [e for e in others if e in self._holders(self.vendor.lines[id_])]
        assert others, f"held once, and refused as held twice: {error}"

    # How it must end

    def settle(self) -> None:
        """Do what the messages ask for, until an `up` changes nothing."""
        asked: set[str] = set()
        knows = self.is_tidy
        for _ in range(20):
            outcome = self.up()
            if outcome.error is not None:
                self._follow(outcome, asked)
            elif not knows:
                # What happened at the vendor, or was lost on its way, only a refresh can see.
                knows = True
                self.refresh()
            elif not self._writes and {step.split()[0] for step in outcome.steps} <= {"check", "diff"}:
                break
        else:
            raise AssertionError("it does not come to rest")
        assert sorted(entry.name for entry in self.engine.state) == sorted(self.program)
        for entry in self.engine.state:
            wanted = self.program[entry.name].inputs
            assert self._is_as_declared(self.vendor.lines[entry.record.id], wanted)
        if self.is_tidy:
            assert len(self.vendor.lines) == len(self.program), "there is more than is declared"

    def _follow(self, outcome: Outcome, asked: set[str]) -> None:
        """Do what the message asks for."""
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
            adopts = standing and standing.ours and "cannot be changed" not in text
            held = standing and any(self._wanted(holder) for holder in self._holders(standing))
            if "exists already and differs" in text and adopts and not held:
                self.program[at.name] = self._with(at.name, adopt_existing=True)
            else:
                self._make_way(at)
        elif "pulumi state delete" in text and at.entry:
            self.engine.forget(at.entry)
        else:
            raise AssertionError(f"nothing helps: {error}") from error

    def _forget_mistaken(self, line: Line | None) -> bool:
        """Take out of the state who believes to have a line that is another one's."""
        for entry in self.engine.state:
            wanted = self._wanted(entry)
            if line and entry.record.id == line.number and wanted and wanted.inputs["key"] != line.key:
                self.engine.forget(entry)
                return True
        return False

    def _make_way(self, at: Doing) -> None:
        """Take away what is in a declaration's way: what nobody holds, or for two runs who has its key."""
        wanted = self.program[at.name].inputs
        for line in (self.vendor.by_key(wanted["key"]), self.vendor.lines.get(wanted.get("number", ""))):
            if line is None:
                continue
            holders = [*self._holders(line), *(e for e in self.engine.state if self._number(e) == line.made)]
            holder = next(iter(holders), None)
            if holder is None:
                assert self.is_cut or not line.ours, f"{line} should not be there any more"
                resumes = at.entry and at.entry.is_replaced and self._is_as_declared(line, wanted)
                assert not resumes, f"{line} should be taken over"
                del self.vendor.lines[line.number]
                return
            if holder is not at.entry:
                self._first_without(holder, at)
                return

    @staticmethod
    def _is_as_declared(line: Line, wanted: Mapping[str, Any]) -> bool:
        return (line.key, line.note, line.number) == (
            wanted["key"],
            wanted.get("note", ""),
            wanted.get("number", line.number),
        )

    def _first_without(self, holder: Entry, at: Doing) -> None:
        """Two runs in between: first what gives its key up goes, then the one that wants it comes."""
        program = self.program
        before = {
            entry.record.properties["key"]: entry
            for entry in self.engine.state
            if entry.is_live and entry is not holder and entry.name in program
        }
        self.program = {entry.name: Wanted(entry.inputs) for entry in before.values()}
        self.up()
        self.program = {**self.program, at.name: program[at.name]}
        self.up()
        self.program = program


KINDS: Final = {
    "port": PortLifecycle(),
    "port that looks": PortLifecycle(looks=True),
    "port beside": PortLifecycle(beside=True),
    "terminal": TerminalLifecycle(),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=500, deadline=None)
@given(schedule=st.lists(turns, min_size=1, max_size=6))
def test_no_schedule_of_runs_harms_anybody_or_locks_the_stack(kind: str, schedule: list[Turn]) -> None:
    """What a run has made is recorded, what is declared is not deleted, and at the end all is as declared."""
    world = World(KINDS[kind])
    for turn in schedule:
        for act in turn.acts:
            world.act(*act)
        world.up(turn)
    world.settle()

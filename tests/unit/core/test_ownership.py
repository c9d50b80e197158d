"""Whose object is whose: under threads in every order, and through many runs of a modelled engine."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.engine_world import Fault, Turn, World
from tests.support.exchange import Exchange, Line, PortLifecycle, TerminalLifecycle
from tests.support.lives import Hands, Reached

from pulumi_isp_provider.core.ownership import Claimed, Key, Ledger
from pulumi_isp_provider.core.records import Mark, Record, Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import AlreadyExistsError, ConnectionLostError, IspError, ServerError


@pytest.fixture
def vendor() -> Exchange:
    return Exchange()


# Threads in one run


class InTurns:
    """Threads of which one runs at a time, each up to the next step; who comes next is given.

    It also stands in for the lock of the ledger, whose waiting is a step like any other.
    """

    def __init__(self, turns: Iterable[int]) -> None:
        self._turns = iter(turns)
        self._changed = threading.Condition()
        self._lock = threading.RLock()
        self._waiting: dict[threading.Thread, Callable[[], bool]] = {}
        self._running: threading.Thread | None = None

    def step(self, ready: Callable[[], bool] = lambda: True) -> None:
        me = threading.current_thread()
        with self._changed:
            self._waiting[me] = ready
            self._running = None
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: self._running is me, 60)
            del self._waiting[me]

    def run(self, jobs: list[Callable[[], Stored | None]]) -> list[Stored | IspError | None]:
        """The outcomes of the jobs."""
        outcomes: dict[int, Stored | IspError | None] = {}
        left: set[threading.Thread] = set()

        def work(number: int, job: Callable[[], Stored | None]) -> None:
            self.step()
            try:
                outcomes[number] = job()
            except IspError as error:
                outcomes[number] = error
            finally:
                with self._changed:
                    left.discard(threading.current_thread())
                    self._running = None
                    self._changed.notify_all()

        threads = [threading.Thread(target=work, args=each, daemon=True) for each in enumerate(jobs)]
        left.update(threads)
        for thread in threads:
            thread.start()
        while True:
            with self._changed:
                assert self._changed.wait_for(
                    lambda: self._running is None and len(self._waiting) == len(left), 60
                )
                if not left:
                    break
                ready = [each for each in threads if each in left and self._waiting[each]()]
                assert ready, "each waits for another"
                self._running = ready[next(self._turns, 0) % len(ready)]
                self._changed.notify_all()
        return [outcomes[number] for number in range(len(jobs))]

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def notify_all(self) -> None:
        """Whether a thread can go on is asked at each turn."""

    def wait_for(self, ready: Callable[[], bool]) -> None:
        while not ready():
            self._lock.release()
            self.step(ready)
            self._lock.acquire()


KEYS: Final = ("north", "south", "east")
declarations = st.builds(
    lambda key, note, adopt: {"key": key, "note": note, "adopt_existing": adopt},
    st.sampled_from(KEYS),
    st.sampled_from(("mine", "yours")),
    st.booleans(),
)
leaving = st.one_of(st.sampled_from(("deleted", "refused", "answer lost")), declarations)


def _north(note: str = "mine") -> dict[str, Any]:
    return {"key": "north", "note": note, "adopt_existing": False}


@example(standing=["deleted"], new=[_north()], turns=[1, 1, 1, 0, 0, 0, 1])
@example(standing=["deleted"], new=[_north("yours")], turns=[0, 1, 1, 1, 1, 0, 0, 0, 1])
@given(
    standing=st.lists(leaving, max_size=3),
    new=st.lists(declarations, max_size=3),
    turns=st.lists(st.integers(0, 5), max_size=60),
)
def test_each_object_has_one_resource_whatever_the_order(
    standing: list[str | dict[str, Any]], new: list[dict[str, Any]], turns: list[int]
) -> None:
    """Replaced, created, deleted in vain, all at once: what a create has answered is there, and its own."""
    turn, vendor, life = InTurns(turns), Exchange(), PortLifecycle(looks=True)
    before = [
        Hands(life, vendor, owner=key).create({"key": key, "note": "mine"})
        for key, _ in zip(KEYS, standing, strict=False)
    ]
    run = Run(Reached(vendor))
    run.ledger = Ledger(turn)  # type: ignore[arg-type] # what of a condition is used
    fates = {old.outputs["made"]: fate for old, fate in zip(before, standing, strict=True)}

    def at(step: str, line: Line | None) -> None:
        turn.step()
        fate = line and fates.get(line.made)
        if (step, fate) == ("destroy", "refused"):
            raise ServerError("not now")
        if (step, fate) == ("destroyed", "answer lost"):
            raise ConnectionLostError("no answer")

    def job(name: str, old: Stored | None, inputs: dict[str, Any] | None) -> Callable[[], Stored | None]:
        hands = Hands(life, run=run, owner=name)
        refused = inputs is not None and hands.check(inputs).failures

        def work() -> Stored | None:
            if old is not None:
                hands.delete(old)
            return None if inputs is None else hands.create(inputs)

        return (lambda: None) if refused else work

    jobs = [
        *(
            job(old.inputs["key"], old, fate if isinstance(fate, dict) else None)
            for old, fate in zip(before, standing, strict=True)
        ),
        *(job(f"new {number}", None, inputs) for number, inputs in enumerate(new)),
    ]
    vendor.at = at

    stored = [outcome for outcome in turn.run(jobs) if isinstance(outcome, Stored)]

    assert len({each.id for each in stored}) == len(stored)
    assert all(vendor.lines[each.id].made == each.outputs["made"] for each in stored)


def _meanwhile(vendor: Exchange, step: str, action: Callable[[], object]) -> None:
    """Do something when a step is reached for the first time."""

    def at(reached: str, _line: Line | None) -> None:
        if reached == step:
            vendor.at = lambda _step, _line: None
            action()

    vendor.at = at


def test_an_object_that_differs_and_is_going_is_no_obstacle(vendor: Exchange) -> None:
    """A key that one resource gives up and another takes in one run: the new one waits, and is made."""
    old = Hands(PortLifecycle(), vendor, owner="old").create(_north("theirs"))
    hands = Hands(PortLifecycle(looks=True), vendor, owner="new")
    _meanwhile(vendor, "found", lambda: hands.named("old").delete(old))

    stored = hands.create(_north())

    assert vendor.lines[stored.id].note == "mine"


def test_what_could_not_be_deleted_is_still_its_resources(vendor: Exchange) -> None:
    """A second resource that took it over would lose it when the delete is done again."""
    old = Hands(PortLifecycle(), vendor, owner="old").create(_north())
    hands = Hands(PortLifecycle(), vendor, owner="new")

    def refuse() -> None:
        raise ServerError("not now")

    _meanwhile(vendor, "destroy", refuse)
    with pytest.raises(ServerError):
        hands.named("old").delete(old)

    with pytest.raises(AlreadyExistsError, match=r"belongs to test\.Port 'old'"):
        hands.create(_north())

    hands.named("old").delete(old)
    assert hands.create(_north()).id in vendor.lines


def test_a_number_that_is_given_out_again_is_not_deleted_by_who_had_it_before() -> None:
    """Two resources had one object in state; its number is another's by the time of the second delete."""
    ledger, key, begun = Ledger(), Key("test.Port", "here", "1"), threading.Event()
    records = [Record("1", {}, Mark(owner)) for owner in ("first", "second")]
    keepers: list[str | None] = []

    def second() -> None:
        begun.set()
        with ledger.letting_go(key, records[1]) as keeper:
            keepers.append(keeper)

    with ledger.letting_go(key, records[0]) as keeper:
        thread = threading.Thread(target=second, daemon=True)
        thread.start()
        assert begun.wait(60)
        ledger.made("third", [key], {})
    thread.join(60)

    assert keeper is None
    assert keepers == ["third"]


# One run


def test_what_was_made_is_recorded_though_its_number_is_anothers_in_state(vendor: Exchange) -> None:
    """Somebody deleted an object, and the vendor gave its number again: who has it in state is refused."""
    old = Hands(PortLifecycle(), vendor, owner="a").create(_north())
    vendor.lines.clear()
    hands = Hands(PortLifecycle(), vendor, owner="a")
    hands.diff(old, {}, hands.check(_north("new")).inputs)

    made = hands.named("b").create({"key": "south"})

    assert made.id == old.id
    with pytest.raises(AlreadyExistsError, match=r"belongs to test\.Port 'b'"):
        hands.update(old, {}, _north("new"))
    assert vendor.lines[made.id].key == "south"
    # The next run, with the one whose object is gone taken out of the state.
    hands = Hands(PortLifecycle(), vendor, owner="b")
    assert hands.diff(made, {}, hands.check({"key": "south"}).inputs).changes == []
    assert hands.named("a").create(_north()).id == "2"


def test_two_resources_that_have_one_object_in_state_are_refused(vendor: Exchange) -> None:
    """Each would undo what the other has changed; nothing is written for the second."""
    hands = Hands(PortLifecycle(), vendor, owner="a")
    inputs = hands.check(_north()).inputs
    hands.diff("1", inputs, inputs)
    hands.diff("1", inputs, inputs)
    other = hands.named("b").check({"key": "south"}).inputs

    with pytest.raises(AlreadyExistsError, match=r"belongs to test\.Port 'a'"):
        hands.named("b").diff("1", other, other)


def test_one_key_in_two_declarations_is_refused_by_both_names(vendor: Exchange) -> None:
    """No vendor is needed to see it; one that was given up by the first is free."""
    hands = Hands(PortLifecycle(), vendor, owner="a")
    assert hands.check(_north()).failures == []

    refused = hands.named("b").check(_north())
    hands.check({"key": "south"})
    free = hands.named("b").check(_north())

    assert "declared by test.Port 'a'" in str(refused.failures[0])
    assert free.failures == []


def test_what_is_not_known_yet_is_no_second_resource(vendor: Exchange) -> None:
    """A preview compares a declaration of which the update will know more."""
    hands = Hands(PortLifecycle(), vendor)
    state = {"key": "north", "note": "here"}

    for note in (UNKNOWN, "there", UNKNOWN, "there"):
        news = hands.check({"key": "north", "note": note}).inputs
        assert [change.path for change in hands.diff("1", state, news).changes] == ["note"]


def test_what_is_lost_to_another_resource_is_made_anew(vendor: Exchange) -> None:
    """Two resources had one object in state, and one of them has deleted it: the other one is replaced."""
    old = Hands(PortLifecycle(), vendor, owner="a").create(_north())
    hands = Hands(PortLifecycle(), vendor, owner="a")
    hands.named("b").delete(replace(old, mark=replace(old.mark, owner="test.Port::b")))

    difference = hands.diff(old, {}, hands.check(_north()).inputs)

    assert difference.replaces == ["key"]


# Runs that were cut short, and what they leave in state


def test_what_a_forced_replacement_took_over_survives_the_next_run(vendor: Exchange) -> None:
    """``--replace`` creates first; the old entry is left where the run fails later, and is deleted then."""
    old = Hands(PortLifecycle(), vendor).create(_north())
    taken_over = Hands(PortLifecycle(), vendor).create(_north())
    hands = Hands(PortLifecycle(), vendor)
    hands.diff(taken_over, {}, hands.check(_north()).inputs)

    hands.delete(old)

    assert list(vendor.lines) == [taken_over.id]


def test_what_the_engine_deletes_where_a_change_was_planned_is_made_anew(vendor: Exchange) -> None:
    """``replace_on_changes``: it asks for the delete of what it has compared, and tells nobody why."""
    old = Hands(PortLifecycle(), vendor).create(_north())
    hands = Hands(PortLifecycle(), vendor)
    inputs = hands.check(_north("yours")).inputs
    assert hands.diff(old, {}, inputs).delete_before_replace

    hands.delete(old)
    hands.create(inputs)

    assert [(line.note, line.made) for line in vendor.lines.values()] == [("yours", 2)]


@pytest.mark.parametrize("fails", [True, False])
def test_what_a_replacement_has_left_spares_what_was_changed_or_should_have_been(
    vendor: Exchange, fails: bool
) -> None:
    """Its old entry is deleted at the end of a run, after the change, which may have been refused."""
    old = Hands(PortLifecycle(), vendor).create(_north())
    taken_over = Hands(PortLifecycle(), vendor).create(_north())
    hands = Hands(PortLifecycle(), vendor)
    inputs = hands.check(_north("yours")).inputs
    hands.diff(taken_over, {}, inputs)
    if fails:
        vendor.at = _refuses
    with suppress(ServerError):
        hands.update(taken_over, {}, inputs)
    vendor.at = lambda *_: None

    hands.delete(old)

    assert list(vendor.lines) == [taken_over.id]


def _refuses(step: str, _line: Line | None) -> None:
    if step == "change":
        raise ServerError("refused")


def test_what_is_taken_back_after_its_delete_is_made_and_nothing_else_goes(vendor: Exchange) -> None:
    """What was deleted to be replaced is compared, then created; its number may be another customer's."""
    old = Hands(PortLifecycle(), vendor).create(_north())
    Hands(PortLifecycle(), vendor).delete(old)
    vendor.add("another customer's", number=old.id, ours=False)
    hands = Hands(PortLifecycle(), vendor)
    inputs = hands.check(_north()).inputs
    assert hands.diff(old, {}, inputs).changes == []

    made = hands.create(inputs)

    assert [line.key for line in vendor.lines.values()] == ["another customer's", "north"]
    assert made.id == "2"


def test_what_is_created_holds_no_longer_what_state_knew_of_it(vendor: Exchange) -> None:
    """The number of what was deleted to be replaced is another resource's, once its own has a new one."""
    old = Hands(PortLifecycle(), vendor, owner="a").create(_north())
    Hands(PortLifecycle(), vendor, owner="a").delete(old)
    left = vendor.add("south")
    hands = Hands(PortLifecycle(), vendor, owner="a")
    inputs = hands.check(_north()).inputs
    hands.diff(old, {}, inputs)
    hands.create(inputs)

    taken_over = hands.named("b").create({"key": "south"})

    assert taken_over.id == old.id == left.number


@pytest.mark.parametrize("is_made", [True, False])
def test_what_a_killed_run_has_made_is_no_obstacle(vendor: Exchange, is_made: bool) -> None:
    """Old deleted, new made, nothing recorded: the next run takes it over; what differs is refused."""
    old = Hands(TerminalLifecycle(), vendor).create(_north())
    Hands(TerminalLifecycle(), vendor).delete(old)
    vendor.add("north", "mine" if is_made else "theirs", "7")
    hands = Hands(TerminalLifecycle(), vendor)
    inputs = hands.check({**_north(), "number": "7"}).inputs

    if not is_made:
        with pytest.raises(IspError, match="cannot be replaced: number: it is that of 7"):
            hands.diff(old, {}, inputs)
        return
    assert hands.diff(old, {}, inputs).replaces == ["number"]
    assert hands.create(inputs).id == "7"


def test_what_a_killed_run_has_made_is_no_obstacle_to_a_change(vendor: Exchange) -> None:
    """The old one is gone, the new one is there: no replacement for who compares, yet it will be created."""
    old = Hands(TerminalLifecycle(), vendor).create({"key": "north"})
    Hands(TerminalLifecycle(), vendor).delete(old)
    made = vendor.add("south", number="7")
    hands = Hands(TerminalLifecycle(), vendor)
    inputs = hands.check({"key": "south"}).inputs

    assert hands.diff(old, {}, inputs).replaces == []
    assert hands.create(inputs).id == made.number


# A number that was given out again, and what proves whose it is


@pytest.fixture
def stale(vendor: Exchange) -> tuple[Stored, Stored]:
    """What state knows of two resources: of one that somebody has deleted, and of one that got its number."""
    gone = Hands(TerminalLifecycle(), vendor, owner="gone").create(_north())
    vendor.lines.clear()
    there = Hands(TerminalLifecycle(), vendor, owner="there").create({"key": "south"})
    assert there.id == gone.id
    return gone, there


def _both_planned(vendor: Exchange, gone: Stored, there: Stored) -> Hands:
    hands = Hands(TerminalLifecycle(), vendor, owner="gone")
    hands.diff(gone, {}, hands.check(_north()).inputs)
    second = hands.named("there")
    second.diff(there, {}, second.check({"key": "south"}).inputs)
    return second


def test_the_plan_for_what_is_gone_stands_in_nobodys_way(
    vendor: Exchange, stale: tuple[Stored, Stored]
) -> None:
    """The one that proves to be there is changed and deleted, though another has its number in state."""
    hands = _both_planned(vendor, *stale)

    changed = hands.update(stale[1], {}, {"key": "south", "note": "new"})
    assert vendor.lines[changed.id].note == "new"

    hands = Hands(TerminalLifecycle(), vendor, owner="gone")
    hands.diff(stale[0], {}, hands.check(_north()).inputs)
    hands.named("there").delete(changed)
    assert vendor.lines == {}


def test_what_is_there_is_taken_over_though_its_number_is_in_state(
    vendor: Exchange, stale: tuple[Stored, Stored]
) -> None:
    """It was made by a run that was killed; who has its number in state does not mean it."""
    hands = Hands(TerminalLifecycle(), vendor, owner="gone")
    hands.diff(stale[0], {}, hands.check(_north()).inputs)

    assert hands.named("there").create({"key": "south"}).id == stale[1].id


def test_the_plan_for_what_is_gone_is_no_claim_to_delete(
    vendor: Exchange, stale: tuple[Stored, Stored]
) -> None:
    """What is left of a forced replacement of the one that is there means the same object as its own plan."""
    hands = _both_planned(vendor, *stale)

    hands.delete(stale[1])

    assert list(vendor.lines) == [stale[1].id]


def test_a_key_that_is_given_on_takes_nothing_along(vendor: Exchange) -> None:
    """One lost its object at the vendor and leaves the program, another one has its key by now."""
    hands = Hands(TerminalLifecycle(), vendor)
    kept, gone = (hands.named(key).create({"key": key}) for key in ("north", "south"))
    del vendor.lines[gone.id]
    hands = Hands(TerminalLifecycle(), vendor, owner="north")
    inputs = hands.check({"key": "south"}).inputs
    hands.diff(kept, {}, inputs)
    hands.update(kept, {}, inputs)

    hands.named("south").delete(gone)

    assert [line.key for line in vendor.lines.values()] == ["south"]


@pytest.mark.parametrize(
    ("before", "after"),
    [({}, {"number": "1"}), ({"number": "1"}, {})],
    ids=["declared as it stands", "no longer declared"],
)
def test_a_number_as_it_stands_is_no_change(
    vendor: Exchange, before: dict[str, str], after: dict[str, str]
) -> None:
    """Nobody is cut off because somebody writes down the number that an object has, or no longer does."""
    old = Hands(TerminalLifecycle(), vendor).create({"key": "north", **before})
    hands = Hands(TerminalLifecycle(), vendor)
    news = hands.check({"key": "south", **after}).inputs

    assert [change.path for change in hands.diff(old, {}, news).changes] == ["key"]
    assert hands.update(old, {}, news).id == old.id


def test_a_take_over_looks_again_where_the_object_has_gone_meanwhile() -> None:
    """The ledger says so by the generation that was asked for before the object was looked for."""
    ledger, key = Ledger(), Key("test.Port", "here", "1")
    since = ledger.generation
    with ledger.letting_go(key, Record("1", {}, Mark("a"))):
        pass

    assert ledger.take_over("b", [key], {}, since=since, wanted=True) is Claimed.GONE
    assert ledger.take_over("b", [key], {}, since=ledger.generation, wanted=True) is None


# Many runs

LIVES: Final = {
    "port": PortLifecycle(),
    "port that looks first": PortLifecycle(looks=True),
    "port beside another": PortLifecycle(beside=True),
    "terminal": TerminalLifecycle(),
}
"""One instance each, for all runs of all schedules."""

acts = st.sampled_from(
    (
        *("add", "add", "add", "key", "key", "number", "note", "remove", "rename", "alias"),
        *("exchange", "revert", "lose", "drift", "leave", "refresh"),
    )
)
small = st.integers(0, 3)
turns = st.builds(
    Turn,
    acts=st.lists(st.tuples(acts, small, small), min_size=1, max_size=3),
    fault=st.none() | st.builds(Fault, small, st.booleans(), st.booleans()),
    forced=st.none() | small,
    delete_first=st.none() | st.booleans(),
    order=st.lists(small, max_size=8),
)


@pytest.mark.parametrize("kind", LIVES)
@settings(max_examples=500)
@given(schedule=st.lists(turns, min_size=3, max_size=6))
def test_no_schedule_of_runs_harms_anybody_or_locks_the_stack(kind: str, schedule: list[Turn]) -> None:
    """What a run has made is recorded, what is declared is not deleted, and at the end all is as declared."""
    world = World(LIVES[kind])
    for turn in schedule:
        world.play(turn)
    world.settle()

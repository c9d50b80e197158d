"""What becomes of an object when resources create, take over and delete it at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pulumi_isp_provider.errors import AlreadyExistsError, IspError, NotFoundError
from pulumi_isp_provider.holders import Holders
from pulumi_isp_provider.lifecycle import Lifecycle, Properties, Stored
from pulumi_isp_provider.schema import UNKNOWN, InputSchema, Text


class PortInputs(InputSchema):
    name = Text(required=True, metadata={"replace": True})
    note = Text()


@dataclass(frozen=True)
class Port:
    number: str
    name: str
    note: str = ""
    made: int = 0


@dataclass
class Switch:
    """A vendor that refuses a second port of one name, and gives the first free number."""

    ports: dict[str, Port] = field(default_factory=dict)
    made: int = 0
    at: Callable[[str], None] = lambda _step: None
    """Called before and after each step that is taken here."""

    def add(self, name: str, note: str = "") -> Port:
        if any(port.name == name for port in self.ports.values()):
            raise AlreadyExistsError("port exists")
        self.made += 1
        number = next(str(n) for n in range(1, 99) if str(n) not in self.ports)
        self.ports[number] = Port(number, name, note, self.made)
        return self.ports[number]


class PortLifecycle(Lifecycle[Switch, Port]):
    vendor = "test"
    kind = "Port"
    schema = PortInputs
    computed = ("made",)

    def find(self, client: Switch, inputs: Properties) -> Port | None:
        client.at("find")
        found = next((port for port in client.ports.values() if port.name == inputs["name"]), None)
        client.at("found")
        return found

    def make(self, client: Switch, inputs: Properties) -> Port:
        client.at("make")
        port = client.add(inputs["name"], inputs.get("note", ""))
        client.at("made")
        return port

    def fetch(self, client: Switch, id_: str) -> Port | None:
        return client.ports.get(id_)

    def change(self, client: Switch, id_: str, inputs: Properties, changed: Properties) -> Port:
        client.at("change")
        if id_ not in client.ports:
            raise NotFoundError("no such port")
        client.ports[id_] = replace(client.ports[id_], **changed)
        return client.ports[id_]

    def destroy(self, client: Switch, id_: str, state: Mapping[str, Any]) -> None:
        client.at("destroy")
        if state.get("fails") == "before":
            raise IspError("refused")
        if client.ports.pop(id_, None) is None:
            raise NotFoundError("no such port")
        client.at("destroyed")
        if state.get("fails") == "after":
            raise IspError("answer lost")

    def identify(self, model: Port) -> str:
        return model.number

    def describe(self, model: Port) -> Properties:
        return {"name": model.name, "note": model.note, "made": model.made}


class InTurns:
    """Threads of which one runs at a time, each up to the next step; who comes next is given.

    It also stands in for the lock of the holders, whose waiting is a step like any other.
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


NAMES = ("north", "south", "east")
declarations = st.builds(
    lambda name, note, adopt: {"name": name, "note": note, "adopt_existing": adopt},
    st.sampled_from(NAMES),
    st.sampled_from(("mine", "yours")),
    st.booleans(),
)
leaving = st.one_of(st.sampled_from(("deleted", "before", "after")), declarations)


def _one_name(note: str = "mine") -> dict[str, Any]:
    return {"name": "north", "note": note, "adopt_existing": False}


@example(standing=[], new=[_one_name(), _one_name()], turns=[1, 1, 1, 1])
@example(standing=["deleted"], new=[_one_name(), _one_name()], turns=[0, 1, 1, 2, 2, 1, 1, 0, 0, 0, 1])
@given(
    standing=st.lists(leaving, max_size=3),
    new=st.lists(declarations, max_size=3),
    turns=st.lists(st.integers(0, 5), max_size=60),
)
def test_each_object_has_one_resource_whatever_the_order(
    standing: list[str | dict[str, Any]], new: list[dict[str, Any]], turns: list[int]
) -> None:
    """Replaced, created, deleted in vain, all at once: what a create has answered is there, and its own."""
    turn = InTurns(turns)
    life, switch = PortLifecycle(), Switch()
    life._holders._lock = turn  # type: ignore[assignment] # what of a condition is used
    olds = [switch.add(name, "mine") for name, _ in zip(NAMES, standing, strict=False)]
    switch.at = lambda _step: turn.step()

    def leave(old: Port, to: str | dict[str, Any]) -> Stored | None:
        state = {"name": old.name, "note": old.note}
        if isinstance(to, str):
            life.delete(switch, old.number, {**state, "fails": to})
            return None
        life.delete(switch, old.number, state)
        return life.create(switch, dict(to))

    outcomes = turn.run(
        [
            *(lambda old=old, to=to: leave(old, to) for old, to in zip(olds, standing, strict=True)),
            *(lambda inputs=inputs: life.create(switch, dict(inputs)) for inputs in new),
        ]
    )

    stored = [outcome for outcome in outcomes if isinstance(outcome, Stored)]
    assert len({each.id for each in stored}) == len(stored)
    assert all(switch.ports[each.id].made == each.outputs["made"] for each in stored)


def _meanwhile(switch: Switch, step: str, action: Callable[[], object]) -> None:
    """Do something when a step is reached for the first time."""

    def at(reached: str) -> None:
        if reached == step:
            switch.at = lambda _step: None
            action()

    switch.at = at


def test_an_object_that_differs_and_is_going_is_no_obstacle() -> None:
    """A key that one resource gives up and another takes in one run: the new one waits, and is made."""
    life, switch = PortLifecycle(), Switch()
    old = switch.add("north", "theirs")
    _meanwhile(switch, "found", lambda: life.delete(switch, old.number, {}))

    stored = life.create(switch, {"name": "north", "note": "mine"})

    assert switch.ports[stored.id].note == "mine"


def test_what_could_not_be_deleted_is_still_its_resources() -> None:
    """A second resource that took it over would lose it when the delete is done again."""
    life, switch = PortLifecycle(), Switch()
    old = switch.add("north")
    with pytest.raises(IspError, match="refused"):
        life.delete(switch, old.number, {"fails": "before"})

    with pytest.raises(AlreadyExistsError, match="belongs to another resource"):
        life.create(switch, {"name": "north"})

    life.delete(switch, old.number, {})
    assert life.create(switch, {"name": "north"}).id in switch.ports


def test_a_number_that_another_resource_believes_its_own_is_refused() -> None:
    """Somebody deleted its object, and the vendor gave the number again: whoever comes second is refused."""
    for create_first in (True, False):
        life, switch = PortLifecycle(), Switch()
        news = life.check({"name": "south"}).inputs

        def create(life: PortLifecycle = life, switch: Switch = switch) -> None:
            life.create(switch, {"name": "north"})

        def keep(life: PortLifecycle = life, news: Properties = news) -> None:
            life.diff("1", news, news)

        first, second = (create, keep) if create_first else (keep, create)
        first()
        with pytest.raises(AlreadyExistsError, match="belongs to another resource"):
            second()

        # The next run, with the one whose object is gone taken out of the state.
        life = PortLifecycle()
        assert [life.create(switch, {"name": name}).id for name in ("north", "south")] == ["1", "2"]


def test_two_resources_that_have_one_object_in_state_are_refused() -> None:
    """Each would undo what the other has changed; nothing is written for the second."""
    life = PortLifecycle()
    north, south = (life.check({"name": "port", "note": note}).inputs for note in ("north", "south"))
    life.diff("1", north, north)
    life.diff("1", north, north)

    with pytest.raises(AlreadyExistsError, match="belongs to another resource"):
        life.diff("1", north, south)


def test_what_is_not_known_yet_is_no_second_resource() -> None:
    """A preview compares a declaration of which the update will know more."""
    life = PortLifecycle()
    state = {"name": "port", "note": "here"}
    unknown, known = (life.check({"name": "port", "note": note}).inputs for note in (UNKNOWN, "there"))

    for news in (unknown, known, unknown, known):
        assert [change.path for change in life.diff("1", state, news).changes] == ["note"]


def test_a_number_that_is_given_out_again_is_not_deleted_by_who_had_it_before() -> None:
    """Two resources had one object in state; its number is another's by the time of the second delete."""
    holders, begun, results = Holders(), threading.Event(), []

    def second() -> None:
        begun.set()
        with holders.letting_go("switch", "1") as free:
            results.append(free)

    with holders.letting_go("switch", "1") as free:
        thread = threading.Thread(target=second, daemon=True)
        thread.start()
        assert begun.wait(60)
        assert holders.made("switch", "1")
    thread.join(60)

    assert (free, results) == (True, [False])

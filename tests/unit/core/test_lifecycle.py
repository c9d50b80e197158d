"""The rules that hold for every resource, shown on a resource of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, ClassVar

import pytest
from tests.support.lives import Hands, Reached, SomeSettings

from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.properties import Computed, Flag, InputSchema, ListOf, Text, WholeNumber, as_set
from pulumi_isp_provider.core.records import Mark, Properties, Record
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import AlreadyExistsError, NotFoundError, TooManyDeletionsError


class ShelfInputs(InputSchema):
    name = Text(required=True, longest=20)
    site = Text(required=True, replaces=True)
    slots = WholeNumber(lowest=1, highest=20, reset=2)
    tags = ListOf("", Text(), canonical=as_set)
    note = Text()
    locked = Flag(stays=True)


@dataclass(frozen=True)
class Shelf:
    id: str
    name: str
    site: str
    slots: int = 2
    tags: tuple[str, ...] = ()
    note: str = ""
    locked: bool | None = None


@dataclass
class Rack:
    """A vendor in a dict that refuses a second shelf of the same name."""

    shelves: dict[str, Shelf] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def add(self, shelf: Shelf) -> Shelf:
        self.shelves[shelf.id] = shelf
        return shelf


class ShelfLifecycle(Lifecycle[Rack, Shelf]):
    vendor = "test"
    kind = "Shelf"
    schema = ShelfInputs
    computed: ClassVar = {"serial": Computed("Serial number.", stable=False)}
    natural_key = ("name",)

    def looks_first(self, inputs: Properties) -> bool:
        return False

    def find(self, client: Rack, inputs: Properties, *, shared: bool = False) -> Shelf | None:
        client.calls.append("find")
        return next((s for s in client.shelves.values() if s.name == inputs["name"]), None)

    def make(self, client: Rack, inputs: Properties) -> Shelf:
        client.calls.append("make")
        if any(shelf.name == inputs["name"] for shelf in client.shelves.values()):
            raise AlreadyExistsError("shelf exists")
        known = {k: v for k, v in inputs.items() if k not in ("connection", "adopt_existing")}
        known["tags"] = tuple(known.get("tags", ()))
        return client.add(Shelf(id=f"s{len(client.shelves)}", **known))

    def fetch(self, client: Rack, id_: str) -> Shelf | None:
        return client.shelves.get(id_)

    def listed(self, client: Rack, place: str) -> list[Shelf]:
        return list(client.shelves.values())

    def change(self, client: Rack, id_: str, inputs: Properties, changed: Properties) -> Shelf:
        client.calls.append(f"change {sorted(changed)}")
        plain: dict[str, Any] = {key: value if value is not None else "" for key, value in changed.items()}
        return client.add(replace(client.shelves[id_], **plain))

    def destroy(self, client: Rack, id_: str, state: Mapping[str, Any]) -> None:
        if id_ not in client.shelves:
            raise NotFoundError("no such shelf")
        del client.shelves[id_]

    def identify(self, model: Shelf) -> str:
        return model.id

    def describe(self, model: Shelf) -> Properties:
        return {
            "name": model.name,
            "site": model.site,
            "slots": model.slots,
            "tags": list(model.tags),
            "note": model.note,
            "locked": model.locked,
            "serial": f"SN-{model.id}",
        }


DECLARED = {"name": "north", "site": "hill", "note": "first"}


ID = "s0"


@pytest.fixture
def rack() -> Rack:
    return Rack()


@pytest.fixture
def life(rack: Rack) -> Hands:
    return Hands(ShelfLifecycle, rack)


def test_every_refused_input_names_its_path(life: Hands) -> None:
    """All failures come at once, each with its path and what is allowed, none with the value."""
    checked = life.check({"name": "n" * 21, "slots": 99.0, "tags": ["ok", 7.0], "colour": "hush"})

    found = {failure.path: failure.reason for failure in checked.failures}
    assert set(found) == {"name", "site", "slots", "tags[1]", "colour"}
    assert found["name"] == "must be 1 to 20 characters long"
    assert found["site"] == "is required"
    assert found["slots"] == "must be a whole number from 1 to 20"
    assert "is not a property here; there are " in found["colour"]
    assert "hush" not in " ".join(found.values())


def test_unknown_values_pass_check_and_count_as_changes(life: Hands) -> None:
    """A value that is not known yet is neither refused nor taken for equal."""
    news = {"name": UNKNOWN, "site": "hill", "tags": ["a", UNKNOWN]}

    checked = life.check(news)

    assert checked.failures == []
    assert checked.inputs["name"] is UNKNOWN
    changed = life.diff(ID, {"name": "north", "site": "hill", "tags": ["a", "b"]}, checked.inputs)
    assert [change.path for change in changed.changes] == ["name", "tags"]


def test_numbers_that_arrive_as_floats_are_whole_again(life: Hands) -> None:
    """The engine sends 3 as 3.0; check makes it 3 and diff sees no difference."""
    checked = life.check({**DECLARED, "slots": 3.0})

    assert checked.inputs["slots"] == 3
    assert isinstance(checked.inputs["slots"], int)
    assert life.diff(ID, {**DECLARED, "slots": 3.0}, checked.inputs).changes == []


def test_state_holds_what_is_declared_and_what_the_vendor_assigned(life: Hands, rack: Rack) -> None:
    """Undeclared properties stay out of state, so nobody's change to them is drift."""
    stored = life.create(dict(DECLARED))
    rack.add(replace(rack.shelves[stored.id], slots=9))

    seen = life.read(stored)

    assert seen is not None
    assert seen.inputs == DECLARED
    assert seen.outputs == {**DECLARED, "serial": "SN-s0"}
    assert Hands(ShelfLifecycle).diff(ID, seen.outputs, DECLARED).changes == []


def test_drift_shows_and_update_repairs_only_it(life: Hands, rack: Rack) -> None:
    """A changed property is in the refreshed inputs, the difference and the repair; nothing else is."""
    stored = life.create(dict(DECLARED))
    rack.add(replace(rack.shelves[stored.id], note="somebody was here"))

    seen = life.read(stored)

    assert seen is not None
    assert seen.inputs["note"] == "somebody was here"
    assert [c.path for c in Hands(ShelfLifecycle).diff(ID, seen.outputs, DECLARED).changes] == ["note"]
    repaired = life.update(stored.id, seen.outputs, dict(DECLARED))
    assert rack.calls[-1] == "change ['note']"
    assert repaired.outputs["note"] == "first"


def test_drift_to_nothing_stays_declared(life: Hands, rack: Rack) -> None:
    """A text that somebody cleared is drift, and is still drift after a second refresh."""
    stored = life.create(dict(DECLARED))
    rack.add(replace(rack.shelves[stored.id], note=""))

    once = life.read(stored)
    assert once is not None
    twice = life.read(stored.id, once.outputs)

    assert twice is not None
    assert twice.outputs["note"] == ""
    assert [c.path for c in Hands(ShelfLifecycle).diff(ID, twice.outputs, DECLARED).changes] == ["note"]


def test_a_second_refresh_compares_what_the_first_has_read(life: Hands, rack: Rack) -> None:
    """A refresh compares state with state: what no program may declare is no mistake there."""
    stored = life.create(dict(DECLARED))
    rack.add(replace(rack.shelves[stored.id], note="", slots=99))
    seen = life.read(stored.id, {**stored.outputs, "slots": 3})
    assert seen is not None
    assert (seen.inputs["note"], seen.inputs["slots"]) == ("", 99)

    refresh = Hands(ShelfLifecycle, rack)
    again = refresh.read(seen)

    assert again is not None
    assert refresh.diff(again, {}, seen.inputs).changes == []


def test_what_is_no_longer_declared_is_reset(life: Hands, rack: Rack) -> None:
    """Leaving out a property that was declared resets it; one with no known default stays as it is."""
    stored = life.create({**DECLARED, "slots": 7, "locked": True})
    news = {"name": "north", "site": "hill"}

    difference = Hands(ShelfLifecycle).diff(ID, stored.outputs, news)
    updated = life.update(stored, {}, dict(news))

    assert [(c.path, c.kind) for c in difference.changes] == [("slots", "delete"), ("note", "delete")]
    assert rack.shelves[stored.id] == Shelf("s0", "north", "hill", slots=2, note="", locked=True)
    assert set(updated.inputs) == {"name", "site"}


def test_order_without_meaning_is_no_difference(life: Hands, rack: Rack) -> None:
    """A list whose order means nothing keeps the user's order in state, whatever the vendor answers."""
    stored = life.create({**DECLARED, "tags": ["b", "a"]})
    rack.add(replace(rack.shelves[stored.id], tags=("a", "b")))

    seen = life.read(stored)

    assert seen is not None
    assert seen.inputs["tags"] == ["b", "a"]
    assert Hands(ShelfLifecycle).diff(ID, seen.outputs, {**DECLARED, "tags": ["b", "a"]}).changes == []


def test_replacing_properties_and_the_connection_replace(rack: Rack) -> None:
    """A change of a key or connection means a new object; the default connection has two spellings."""
    west = SomeSettings(url="http://west.example", connection="west")
    life = Hands(ShelfLifecycle, run=Run(Reached(rack, {"west": west})))
    assert life.diff(ID, DECLARED, {**DECLARED, "site": "valley"}).replaces == ["site"]
    assert life.diff(ID, DECLARED, {**DECLARED, "connection": "west"}).replaces == ["connection"]
    assert life.diff(ID, DECLARED, {**DECLARED, "connection": "default"}).changes == []
    assert life.diff(ID, {**DECLARED, "connection": "west"}, DECLARED).replaces == ["connection"]


def test_create_takes_over_what_is_as_declared(life: Hands, rack: Rack) -> None:
    """An identical object under the natural key, left by a run that was killed, is taken over."""
    rack.add(Shelf("old", "north", "hill", slots=5, note="first"))

    stored = life.create(dict(DECLARED))

    assert stored.id == "old"
    assert len(rack.shelves) == 1


def test_create_refuses_what_differs_and_says_what_helps(life: Hands, rack: Rack) -> None:
    """A different object is left alone; the error has its id, the differences and the remedy."""
    rack.add(Shelf("old", "north", "hill", note="theirs"))

    with pytest.raises(AlreadyExistsError) as caught:
        life.create(dict(DECLARED))

    text = str(caught.value)
    assert "test.Shelf old exists already and differs in note" in text
    assert "adopt_existing=True" in text
    assert rack.shelves["old"].note == "theirs"


def test_a_take_over_without_a_word_is_a_warning_that_says_what_to_do(
    life: Hands, rack: Rack, caplog: pytest.LogCaptureFixture
) -> None:
    """Whose the object was nothing tells: perhaps another stack's. What to do is said once in a run."""
    rack.add(Shelf("s7", "north", "hill"))
    rack.add(Shelf("s8", "south", "hill"))
    with caplog.at_level("INFO", "pulumi_isp_provider.lifecycle"):
        life.create({"name": "north", "site": "hill"})
        life.named("b").create({"name": "south", "site": "hill"})

    first, second = caplog.records
    assert {first.levelname, second.levelname} == {"WARNING"}
    assert "test.Shelf s7 exists already and is as declared: taken over" in first.getMessage()
    for said in ("one object belongs in one stack", "`pulumi state delete`", "adopt_existing=True"):
        assert said in first.getMessage()
        assert said not in second.getMessage()


def test_a_preview_warns_of_a_take_over_too(life: Hands, rack: Rack) -> None:
    """That is when it can still be put right; with adopt_existing it is what was asked for."""
    rack.add(Shelf("s7", "north", "hill"))
    declared = {"name": "north", "site": "hill"}

    warned, meant = life.look(declared), life.look({**declared, "adopt_existing": True})

    assert (warned.warns, meant.warns) == (True, False)
    assert "will be taken over as it is. No resource of this stack that this run was asked about has it" in (
        warned.text
    )
    assert meant.text == "test.Shelf 'a': test.Shelf s7 will be taken over as it is"


@pytest.mark.parametrize("note", ["first", "theirs"])
def test_a_take_over_that_is_meant_is_information(
    life: Hands, rack: Rack, caplog: pytest.LogCaptureFixture, note: str
) -> None:
    """adopt_existing is the user's word, whether something is to be changed or not."""
    rack.add(Shelf("s7", "north", "hill", slots=5, note=note))
    with caplog.at_level("INFO", "pulumi_isp_provider.lifecycle"):
        life.create({**DECLARED, "adopt_existing": True})

    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_adopt_existing_brings_it_to_the_declared_shape(life: Hands, rack: Rack) -> None:
    """With adopt_existing the object is taken over and changed."""
    rack.add(Shelf("old", "north", "hill", note="theirs"))

    stored = life.create({**DECLARED, "adopt_existing": True})

    assert stored.id == "old"
    assert rack.shelves["old"].note == "first"


def test_adopt_existing_never_replaces(life: Hands, rack: Rack) -> None:
    """An object that differs in what cannot be changed is refused even with adopt_existing."""
    rack.add(Shelf("old", "north", "valley", note="first"))

    with pytest.raises(AlreadyExistsError, match="site cannot be changed"):
        life.create({**DECLARED, "adopt_existing": True})


def test_two_resources_cannot_own_one_object(life: Hands, rack: Rack) -> None:
    """An object that this very run has made is not taken over by a second resource."""
    life.create(dict(DECLARED))

    with pytest.raises(AlreadyExistsError, match=r"belongs to test\.Shelf 'a' already"):
        life.named("b").create(dict(DECLARED))


def test_a_resource_with_a_new_name_keeps_its_object(life: Hands, rack: Rack) -> None:
    """Create under the new name takes the object over; delete under the old name leaves it alone."""
    rack.add(Shelf("old", "north", "hill", note="first"))

    stored = life.create(dict(DECLARED))
    life.delete("old", stored.outputs)

    assert stored.id == "old"
    assert set(rack.shelves) == {"old"}


@pytest.mark.parametrize("written_by", ["test.Shelf::a", None], ids=["this build", "an older one"])
def test_a_renaming_that_was_interrupted_is_finished_without_loss(
    life: Hands, rack: Rack, written_by: str | None
) -> None:
    """State has the object under both names: the next run compares the new and deletes the old one."""
    rack.add(Shelf("s0", "north", "hill", slots=3, note="first"))
    renamed = life.named("b")
    news = renamed.check({**DECLARED, "slots": 3}).inputs
    renamed.diff("s0", {**DECLARED, "slots": 3.0}, {**news, "slots": 3.0})

    life.delete(Record("s0", DECLARED, Mark(owner=written_by)))

    assert set(rack.shelves) == {"s0"}


class LookedAtWhileItGoes(ShelfLifecycle):
    """A delete that ends only after a create has found the object."""

    def __init__(self) -> None:
        super().__init__()
        self.going, self.found = threading.Event(), threading.Event()

    def find(self, client: Rack, inputs: Properties, *, shared: bool = False) -> Shelf | None:
        assert self.going.wait(60)
        shelf = super().find(client, inputs)
        self.found.set()
        return shelf

    def destroy(self, client: Rack, id_: str, state: Mapping[str, Any]) -> None:
        self.going.set()
        assert self.found.wait(60)
        super().destroy(client, id_, state)


def test_what_another_resource_is_deleting_is_not_taken_over(rack: Rack) -> None:
    """The engine deletes and creates at the same time; who finds what is going waits and makes its own."""
    life = Hands(LookedAtWhileItGoes, rack)
    rack.add(Shelf("old", "north", "hill", note="first"))
    deleting = threading.Thread(target=life.delete, args=("old", DECLARED))
    deleting.start()

    stored = life.create(dict(DECLARED))
    deleting.join()

    assert stored.id in rack.shelves


def test_a_take_over_that_is_refused_holds_nothing(life: Hands, rack: Rack) -> None:
    """What a create has left alone can still be deleted by the resource that has it."""
    rack.add(Shelf("old", "north", "hill", note="theirs"))
    with pytest.raises(AlreadyExistsError):
        life.create(dict(DECLARED))

    life.delete("old", {**DECLARED, "note": "theirs"})

    assert rack.shelves == {}


def test_what_is_replaced_or_only_refreshed_is_deleted(life: Hands, rack: Rack) -> None:
    """A comparison that ends in a replacement, or that belongs to a refresh, holds nothing."""
    rack.add(Shelf("s0", "north", "hill"))
    rack.add(Shelf("s1", "south", "hill"))
    moved = life.check({**DECLARED, "site": "valley"}).inputs
    life.diff("s0", DECLARED, moved)
    life.named("b").diff("s1", {"name": "south", "site": "hill"}, {"name": "south", "site": "hill"})

    life.delete("s0", DECLARED)
    life.delete("s1", DECLARED)

    assert rack.shelves == {}


def test_what_a_create_misses_is_not_the_object_itself(
    life: Hands, rack: Rack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a create finds something missing, it is what the declaration refers to; no refresh helps."""

    def make(_client: Rack, _inputs: Properties) -> Shelf:
        raise NotFoundError("profile 999 not found")

    monkeypatch.setattr(life.life, "make", make)

    with pytest.raises(NotFoundError) as caught:
        life.create(dict(DECLARED))

    assert "refers to something that does not exist" in str(caught.value)
    assert "pulumi refresh" not in str(caught.value)


def test_delete_of_what_is_gone_succeeds(life: Hands, rack: Rack) -> None:
    """Deleting an object that is not there is not an error."""
    life.delete("never-there", {})


def test_read_of_what_is_gone_is_none(life: Hands, rack: Rack) -> None:
    """Reading an object that is not there says so, without an error."""
    assert life.read("never-there", DECLARED) is None


def test_reading_by_id_alone_gives_everything(life: Hands, rack: Rack) -> None:
    """Where nothing was declared yet, all that the vendor holds counts as declared."""
    rack.add(Shelf("s9", "north", "hill", slots=5))

    seen = life.read("s9", {"connection": "default"})

    assert seen is not None
    assert seen.inputs["slots"] == 5


def test_a_run_that_is_told_of_a_part_says_no_total(rack: Rack) -> None:
    """With --target, nothing tells how many there are."""
    none = SomeSettings(max_deletions="0")
    rack.add(Shelf("s7", "north", "hill"))
    for is_partial, says in ((True, "may delete 0 (0;"), (False, "may delete 0 of 1 (0;")):
        run = Run(Reached(rack, {"default": none}), is_partial=partial(bool, is_partial))

        with pytest.raises(TooManyDeletionsError) as caught:
            Hands(ShelfLifecycle, run=run).delete("s7", DECLARED)

        assert says in str(caught.value)

"""What all resources take means the same of each: ``adopt_existing``, ``connection``, ``force_delete``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References
from tests.support.isp import Isp, simulated_isp
from tests.support.lives import Hands
from tests.support.specimen import FRONTS, properties

from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import AlreadyExistsError, IspError
from pulumi_isp_provider.fronts.process import REGISTRY

LOG: Final = "pulumi_isp_provider.lifecycle"


def runs(kind: str, *, owner: str = "a") -> Hands:
    """The verbs of a kind in a run of its own, over the connections of today's config."""
    return Hands(FRONTS[kind].lifecycle, run=Run(REGISTRY), owner=owner)


# adopt_existing


ADOPTED: Final = [kind for kind in SPECIMENS if not FRONTS[kind].lifecycle.always_there]
"""The kinds whose objects somebody has to have made."""


def differing(kind: str) -> dict[str, Any]:
    """Other values for what can be changed in place, under the same natural key."""
    specimen = SPECIMENS[kind]
    key = FRONTS[kind].lifecycle.natural_key
    return {name: value for name, value in specimen.changed.items() if name not in key}


DIFFERING: Final = [kind for kind in ADOPTED if differing(kind)]


@dataclass
class Stood:
    """An object that somebody has made.

    Attributes:
        id: Its id.
        declared: What it is like.
        other: The same in other words: another declaration under the same natural key.
    """

    id: str
    declared: dict[str, Any]
    other: dict[str, Any]


@pytest.fixture
def stood(isp: Isp, client_of: Callable[..., Any]) -> Callable[[str], Stood]:
    """Have the full object of a kind stand at its vendor."""

    def made(kind: str) -> Stood:
        specimen = SPECIMENS[kind]
        references = References(isp, client_of(specimen.vendor))
        declared = references.resolved(specimen.vendor, specimen.full)
        other = {**declared, **references.resolved(specimen.vendor, differing(kind))}
        hands = runs(kind, owner="somebody's")
        return Stood(hands.create(hands.check(declared).inputs).id, declared, other)

    return made


@pytest.mark.parametrize("adopts", [False, True])
@pytest.mark.parametrize("kind", ADOPTED)
def test_what_stands_as_declared_is_taken_over(
    stood: Callable[[str], Stood], caplog: pytest.LogCaptureFixture, isp: Isp, kind: str, adopts: bool
) -> None:
    """Nothing is changed; it is a warning unless ``adopt_existing`` says that it is meant."""
    there, hands = stood(kind), runs(kind)
    isp.reset_logs()

    with caplog.at_level("INFO", LOG):
        stored = hands.create(hands.check({**there.declared, "adopt_existing": adopts}).inputs)

    assert stored.id == there.id
    (told,) = [each for each in caplog.records if "exists already and is as declared" in each.message]
    assert told.levelname == ("INFO" if adopts else "WARNING")
    # Where a vendor refuses the second one by itself, it is asked to make it first.
    _, update, delete = SPECIMENS[kind].operations
    assert [each for each in isp.writes() if each.partition(": ")[2] in {update, delete}] == []


@pytest.mark.parametrize("kind", DIFFERING)
def test_what_differs_is_refused_without_a_word_and_changed_with_it(
    stood: Callable[[str], Stood], isp: Isp, kind: str
) -> None:
    """In the preview and in the run; the refusal says which word is wanted. Afterwards nothing is to do."""
    there = stood(kind)
    simulator = isp.simulator(SPECIMENS[kind].vendor)
    before, hands = simulator.state(), runs(kind)

    refusals = hands.look(hands.check(there.other).inputs).refusals
    with pytest.raises(AlreadyExistsError, match="exists already and differs in") as refused:
        hands.create(hands.check(there.other).inputs)

    assert "exists already and differs in" in "\n".join(refusals)
    # `up` begins with a preview, so that is where somebody reads what to do.
    assert refused.value.hint
    assert refused.value.hint in "\n".join(refusals)
    assert "adopt_existing=True" in str(refused.value)
    assert simulator.state() == before

    hands = runs(kind)
    wanted = hands.check({**there.other, "adopt_existing": True}).inputs
    assert hands.look(wanted).refusals == ()
    stored = hands.create(wanted)

    assert stored.id == there.id
    again = runs(kind)
    seen = again.read(stored)
    assert seen is not None
    assert again.diff(seen, {}, again.check({**there.other, "adopt_existing": True}).inputs).changes == []


def test_what_has_nothing_to_differ_in_is_known() -> None:
    """All else about a VLAN member is what it is known by; what is always there wants no word."""
    always_there = {"calix.OntEthernetPort", "cloudconnexa.TenantSettings"}
    assert {*SPECIMENS} - {*DIFFERING} == {"calix.VlanMember", *always_there}


# connection


@pytest.fixture
def west(isp: Isp) -> Iterator[Isp]:
    """A second ISP, which the connection ``west`` of each vendor leads to."""
    with simulated_isp() as other:
        sections = {
            f"{vendor}:west": {
                name.partition(":")[2]: value
                for name, value in {**other.config(), **other.secrets}.items()
                if name.startswith(f"{vendor}:")
            }
            for vendor in ("calix", "cloudconnexa")
        }
        REGISTRY.configure({**isp.config(), **isp.secrets, **sections}.get)
        yield other
        REGISTRY.close()
        REGISTRY.configure(lambda _key: None)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_another_connection_is_used_for_all_that_is_asked(isp: Isp, west: Isp, kind: str) -> None:
    """Looked for, made, read, changed and deleted there; the system of the default one hears nothing."""
    specimen = SPECIMENS[kind]
    client = REGISTRY.client(specimen.vendor, "west")
    references = References(west, client)
    full = {**references.resolved(specimen.vendor, specimen.full), "connection": "west"}
    changed = {**full, **references.resolved(specimen.vendor, specimen.changed)}
    there = west.simulator(specimen.vendor)
    before = there.state()
    isp.reset_logs()

    hands = runs(kind)
    declared = hands.check(full).inputs
    assert hands.look(declared).refusals == ()
    stored = hands.create(declared)
    assert there.state() != before
    seen = runs(kind).read(stored)
    assert seen is not None
    assert seen.inputs["connection"] == "west"
    if specimen.changed:
        stored = runs(kind).update(stored, {}, hands.check(changed).inputs)
        assert stored.inputs == hands.check(changed).inputs
    west.reset_logs()
    runs(kind).delete(stored)

    # What a system has once is left as it is (decision 0024).
    assert bool(west.writes()) is not specimen.is_only_one
    assert isp.simulator(specimen.vendor).requests == []


# force_delete


HANGS_ON: Final = {
    "calix.Ont": ("calix.EthernetService", "ont"),
    "calix.Vlan": ("calix.VlanMember", "vlan"),
}
"""By kind with ``force_delete``: what hangs on it, and by which property."""


def test_force_delete_is_where_a_vendor_refuses_a_delete() -> None:
    """An E7 asks for it; CloudConnexa deletes a network with all that is in it, and has no such word."""
    have = {kind for kind in SPECIMENS if "force_delete" in properties(kind)}

    assert have == {*HANGS_ON, "calix.VlanMember"}
    for kind in have:
        declared = properties(kind)["force_delete"]
        assert declared.traits.local
        assert not declared.required


@pytest.mark.parametrize("kind", [kind for kind in SPECIMENS if "force_delete" not in properties(kind)])
def test_where_force_delete_is_not_it_is_refused(kind: str) -> None:
    """Rather than taken and not heard."""
    failures = runs(kind).check({"force_delete": True}).failures

    assert "force_delete" in {failure.path for failure in failures}


@pytest.mark.parametrize("kind", HANGS_ON)
def test_force_delete_takes_along_what_hangs_on_it(
    isp: Isp, client_of: Callable[..., Any], kind: str
) -> None:
    """Without it the delete is refused, nothing is lost, and the hint says the word."""
    child, refers = HANGS_ON[kind]
    references = References(isp, client_of("calix"))
    declared = references.resolved("calix", {**SPECIMENS[kind].full, "force_delete": False})
    parent = runs(kind).create(runs(kind).check(declared).inputs)
    hanging = {**references.resolved("calix", SPECIMENS[child].least), refers: parent.id}
    runs(child).create(runs(child).check(hanging).inputs)
    before = isp.cms.state()

    with pytest.raises(IspError, match="force_delete=True"):
        runs(kind).delete(parent)
    assert isp.cms.state() == before

    forced = runs(kind).update(parent, {}, runs(kind).check({**declared, "force_delete": True}).inputs)
    runs(kind).delete(forced)

    assert isp.objects("calix", SPECIMENS[kind].collection) == []
    assert isp.objects("calix", SPECIMENS[child].collection) == []

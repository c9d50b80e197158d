"""The life of an ONT, through the real client against the simulated CMS."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.errors import OntNotFoundError
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.core.records import Record
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    AnotherObjectError,
    NotFoundError,
    ValidationError,
)

BARE = {"network_name": "hill", "ont_profile": "162", "admin_state": "enabled"}


def test_a_profile_of_the_e7s_own_stays_as_it_is_declared(calix: SyncCMSClient) -> None:
    """An E7 answers with 162 where local:162 was written; that is no drift, and moving to 162 is a change."""
    life = Hands(OntLifecycle, calix)
    declared = {**BARE, "ont_id": "7", "ont_profile": "local:162"}

    stored = life.create(dict(declared))
    seen = Hands(OntLifecycle, calix).read(stored)

    assert seen is not None
    assert seen.inputs["ont_profile"] == "local:162"
    assert Hands(OntLifecycle).diff(stored.id, seen.outputs, declared).changes == []
    changed = Hands(OntLifecycle).diff(stored.id, seen.outputs, {**declared, "ont_profile": "162"})
    assert [change.path for change in changed.changes] == ["ont_profile"]
    assert Hands(OntLifecycle, calix).create(dict(declared)).id == stored.id


def test_a_number_is_there_once() -> None:
    """What is replaced under its own number goes first, as ``replace_on_changes`` may have it."""
    life = OntLifecycle()

    assert not life.coexist({**BARE, "ont_id": "7"}, {**BARE, "ont_id": "7", "description": "new"})
    assert life.coexist({**BARE, "ont_id": "7"}, {**BARE, "ont_id": "8"})


def test_spellings_mean_the_same(calix: SyncCMSClient) -> None:
    """NTWK- in front, vendor letters, lower case, leading zeros and numbers as numbers are no difference."""
    life = Hands(OntLifecycle, calix)
    first = life.check({"network_name": "NTWK-hill", "ont_profile": 162.0, "serial_number": "cxnk00a1b2c3"})
    second = life.check({"network_name": "hill", "ont_profile": "162", "serial_number": "A1B2C3"})

    stored = life.create(first.inputs)

    assert Hands(OntLifecycle).diff(stored, {}, second.inputs).changes == []


@pytest.mark.parametrize("name", ["ntwk-hill", "Ntwk-hill", "NTWK- hill", " hill "])
def test_however_a_network_is_written_its_onts_stay(calix: SyncCMSClient, name: str) -> None:
    """The prefix in other letters must not look like another network: that would replace every ONT in it."""
    declared = {**BARE, "network_name": name, "ont_id": "7"}
    stored = Hands(OntLifecycle, calix).create(Hands(OntLifecycle).check(declared).inputs)

    again = Hands(OntLifecycle).check(declared)

    assert again.failures == []
    assert stored.id == "hill/7"
    assert Hands(OntLifecycle).diff(stored, {}, again.inputs).changes == []


@pytest.mark.parametrize("name", ["NTWK-NTWK-hill", "ntwk-", "NTWK- "])
def test_a_prefix_is_no_name(name: str) -> None:
    """What would be another network each time that it is read is refused."""
    failures = Hands(OntLifecycle).check({**BARE, "network_name": name, "ont_id": "7"}).failures

    assert {failure.path for failure in failures} == {"network_name"}


def test_all_that_is_wrong_is_said_at_once() -> None:
    """An id out of range and thresholds in the wrong order do not wait until the profile is right."""
    wrong = {
        **BARE,
        "ont_profile": "-1",
        "ont_id": "64000001",
        "low_rx_opt_pwr_ne_thresh": -8.0,
        "high_rx_opt_pwr_ne_thresh": -9.0,
    }

    failures = Hands(OntLifecycle).check(wrong).failures

    assert {failure.path for failure in failures} == {"ont_profile", "ont_id", "low_rx_opt_pwr_ne_thresh"}


@pytest.mark.parametrize(
    "id_", ["7", "/7", "hill/", "hill/0", "hill/seven", "hill/\N{ARABIC-INDIC DIGIT SEVEN}"]
)
def test_what_is_no_id_is_told_what_an_id_is(calix: SyncCMSClient, isp: Isp, id_: str) -> None:
    """A program that asks for an ONT by half its id."""
    with pytest.raises(ValidationError, match="not the id of an ONT, which is <network name>/<ont id>"):
        Hands(OntLifecycle, calix).read(id_, {})

    assert isp.cms.requests == []


@pytest.mark.parametrize("name", ["reg_id", "subscriber_id", "description"])
def test_white_space_around_a_text_is_no_difference(calix: SyncCMSClient, name: str) -> None:
    """An E7's texts are read without it; declared with it, no run would be the last."""
    declared = {**BARE, "ont_id": "7", name: "  4711 "}
    stored = Hands(OntLifecycle, calix).create(Hands(OntLifecycle).check(declared).inputs)

    seen = Hands(OntLifecycle, calix).read(stored)

    assert seen is not None
    assert seen.outputs[name] == "4711"
    assert (
        Hands(OntLifecycle).diff(stored.id, seen.outputs, Hands(OntLifecycle).check(declared).inputs).changes
        == []
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("CXNK111112", "111112"),
        ("cxnka10061", "A10061"),
        ("CXNK00ABC123", "00ABC123"),
        ("FACE00AB", "FACE00AB"),
        ("DEADBEEF", "DEADBEEF"),
        ("43584E4B00ABC123", "00ABC123"),
        ("CXNK-00AB C123", "00ABC123"),
    ],
)
def test_a_serial_number_may_be_spelled_in_many_ways(written: str, meant: str) -> None:
    """As on labels, which have eight digits, and as in the reports of discovered ONTs, which have six.

    What was read is read as the same again: state is checked, too.
    """
    for spelling in (written, meant):
        checked = Hands(OntLifecycle).check({**BARE, "serial_number": spelling})

        assert (checked.inputs["serial_number"], checked.failures) == (meant, [])


@pytest.mark.parametrize("stored", ["00BEEF01", "BEEF01"])
@pytest.mark.parametrize("written", ["CXNK00BEEF01", "beef01", "0BEEF01", "43584E4B00BEEF01"])
def test_a_serial_number_in_state_is_unchanged_however_it_is_written(stored: str, written: str) -> None:
    """State holds digits, with or without zeros; no spelling of the same number unlinks a device."""
    life = Hands(OntLifecycle)
    state = {
        **BARE,
        "ont_id": "7",
        "serial_number": stored,
        "admin_state": "enabled",
        "node_name": "NTWK-hill",
    }
    news = life.check({**BARE, "ont_id": "7", "serial_number": written})

    assert news.failures == []
    assert life.diff("hill/7", state, news.inputs).changes == []


@pytest.mark.parametrize("written", ["HWTC12345678", "DEADBEEF1234", "FACE00ABC123", "434E584B00BEEF01"])
def test_an_ont_of_another_vendor_is_refused_with_the_reason(written: str) -> None:
    """An E7 is told the digits alone: HWTC12345678 would be CXNK12345678, somebody else's."""
    (failure,) = Hands(OntLifecycle).check({**BARE, "serial_number": written}).failures

    assert failure.path == "serial_number"
    assert "no letters in front but CXNK" in failure.reason
    assert written not in failure.reason


@pytest.mark.parametrize(
    "written",
    ["12CXNK00ABC123", "CXNK", "CXN00ABC123", "CXNK0000000000001", "261412345678", "00", "CXNK00000000"],
)
def test_a_serial_number_that_is_none_is_refused_once(written: str) -> None:
    """One message about the value, and none that says that there is no key."""
    failures = Hands(OntLifecycle).check({**BARE, "serial_number": written}).failures

    assert [failure.path for failure in failures] == ["serial_number"]


def test_one_device_is_declared_in_one_place(calix: SyncCMSClient) -> None:
    """However its serial number is written, and on whichever E7 of the CMS."""
    life = Hands(OntLifecycle, calix)
    life.check({**BARE, "ont_id": "7", "serial_number": "BEEF01"})

    for other in (
        {**BARE, "network_name": "mill", "ont_id": "8", "serial_number": "CXNK00BEEF01"},
        {**BARE, "ont_id": "8", "serial_number": "43584E4B00BEEF01"},
    ):
        (failure,) = life.named("b").check(other).failures
        assert str(failure).startswith("serial_number 'CXNK00BEEF01' is declared by calix.Ont 'a' already")


def test_a_serial_number_and_an_ont_id_may_move_within_a_program(calix: SyncCMSClient) -> None:
    """To another E7, to another resource, and both ways at once: what counts is what the program says now."""
    first = {**BARE, "ont_id": "7", "serial_number": "BEEF01"}
    second = {**BARE, "ont_id": "8", "serial_number": "BEEF02"}
    life = Hands(OntLifecycle, calix)
    a, b = life.create(first), life.named("b").create(second)

    for news in ({"network_name": "mill"}, {"serial_number": "BEEF02"}, {"ont_id": "9"}):
        swapped = {**second, **({"serial_number": "BEEF01"} if "serial_number" in news else {})}
        run = Hands(OntLifecycle, calix)
        assert run.check({**first, **news}, a.record).failures == []
        assert run.named("b").check(swapped, b.record).failures == []
    assert Hands(OntLifecycle, calix).named("c").check(first).failures == []


def test_create_finds_an_ont_of_the_same_serial_number(calix: SyncCMSClient, isp: Isp) -> None:
    """Without an id of its own, an ONT is known by its serial number: it is not made twice."""
    inputs = {**BARE, "serial_number": "00A1B2C3"}
    first = Hands(OntLifecycle, calix).create(dict(inputs))

    again = Hands(OntLifecycle, calix).create(dict(inputs))

    assert again.id == first.id
    assert len(isp.cms.state()["networks"][0]["onts"]) == 1


def test_an_ont_with_services_is_deleted_only_by_force(calix: SyncCMSClient, isp: Isp) -> None:
    """The E7 refuses to delete an ONT that carries services unless the program says force_delete."""
    life = Hands(OntLifecycle, calix)
    stored = life.create({**BARE, "ont_id": "7"})
    state = isp.cms.state()
    state["networks"][0]["onts"][0]["services"] = [
        {"slot": 3, "port": 1, "service": 1, "admin": "enabled", "tag-action": 1, "bw-prof": 1}
    ]
    isp.cms.load(state)

    with pytest.raises(Exception, match="force_delete"):
        Hands(OntLifecycle, calix).delete(stored)
    Hands(OntLifecycle, calix).delete(stored.id, {**stored.outputs, "force_delete": True})

    assert life.read(stored) is None


def test_an_ont_that_differs_is_refused_with_its_id(calix: SyncCMSClient) -> None:
    """Another ONT under the same id is an error that names it and what differs."""
    Hands(OntLifecycle, calix).create({**BARE, "ont_id": "7", "description": "theirs"})

    with pytest.raises(AlreadyExistsError, match="hill/7 exists already and differs in description"):
        Hands(OntLifecycle, calix).create({**BARE, "ont_id": "7", "description": "ours"})


def test_a_swap_that_took_effect_unseen_is_no_refusal(calix: SyncCMSClient, isp: Isp) -> None:
    """State still has the old serial number; the ONT that holds the new one is the very one that is meant."""
    before = Hands(OntLifecycle, calix).create({**BARE, "serial_number": "A1"})
    news = {**BARE, "serial_number": "B2"}
    Hands(OntLifecycle, calix).update(before, {}, dict(news))

    again = Hands(OntLifecycle, calix).update(before, {}, dict(news))

    assert again.inputs["serial_number"] == "B2"
    other = Hands(OntLifecycle, calix).create({**BARE, "serial_number": "C3"})
    with pytest.raises(AlreadyExistsError, match=f"that of ONT {before.id}"):
        Hands(OntLifecycle, calix).update(other, {}, dict(news))


def test_a_profile_that_is_missing_is_not_cured_by_a_refresh(calix: SyncCMSClient) -> None:
    """The remedy of an update is that of what is missing: the profile in one case, the ONT in the other."""
    stored = Hands(OntLifecycle, calix).create({**BARE, "ont_id": "7"})

    for name in ("ont_profile", "pwe3_profile"):
        with pytest.raises(NotFoundError, match="999") as caught:
            Hands(OntLifecycle, calix).update(stored, {}, {**BARE, "ont_id": "7", name: "999"})
        assert not isinstance(caught.value, OntNotFoundError)
        assert "correct that" in str(caught.value)
        assert "refresh" not in str(caught.value)

    calix.e7.delete_ont("hill", 7)
    with pytest.raises(NotFoundError, match="pulumi refresh"):
        Hands(OntLifecycle, calix).update(stored, {}, {**BARE, "ont_id": "7", "description": "x"})


@pytest.mark.parametrize("order", [1, -1], ids=["as written", "the other way round"])
def test_another_ont_is_told_by_its_device_first(calix: SyncCMSClient, order: int) -> None:
    """A witness comes out of state in any order; the refusal names the serial number in each."""
    declared = {**BARE, "ont_id": "7", "serial_number": "A1", "subscriber_id": "s-1"}
    stored = Hands(OntLifecycle, calix).create(declared)
    witness = dict(list(stored.mark.witness.items())[::order])
    record = Record(
        stored.id,
        {**stored.outputs, "serial_number": "B2", "subscriber_id": "s-2"},
        replace(stored.mark, witness=witness),
    )
    run = Hands(OntLifecycle, calix)
    run.check(declared)

    with pytest.raises(AnotherObjectError, match="it has serial_number"):
        run.diff(record, {}, declared)

    calix.e7.update_ont("hill", 7, serial_number="B2", subscriber_id="s-2")
    with pytest.raises(AnotherObjectError, match="it has serial_number"):
        Hands(OntLifecycle, calix).delete(record)


def test_an_ont_that_has_lost_its_serial_number_is_deleted_after_a_refresh_too(
    calix: SyncCMSClient, isp: Isp
) -> None:
    """An empty serial number is nobody else's; state must not drop what is left standing."""
    declared = {**BARE, "ont_id": "7", "serial_number": "00A1B2C3"}
    stored = Hands(OntLifecycle, calix).create(declared)
    isp.cms.change("onts", "hill/7", {"serno": "0"})
    calix.e7.snapshot("hill").drop()
    seen = Hands(OntLifecycle, calix).read(stored)
    assert seen is not None
    assert not seen.outputs["serial_number"]

    Hands(OntLifecycle, calix).delete(seen)

    assert isp.objects("calix", "onts") == []


@pytest.mark.parametrize("refreshed", [False, True], ids=["", "after a refresh"])
def test_force_takes_no_services_along_that_may_be_anothers(
    calix: SyncCMSClient, isp: Isp, refreshed: bool
) -> None:
    """The number was given to a customer whose device has not come yet; a subscriber that agrees is proof."""
    declared = {
        **BARE,
        "ont_id": "7",
        "serial_number": "00A1B2C3",
        "subscriber_id": "s-1",
        "force_delete": True,
    }
    stored = Hands(OntLifecycle, calix).create(declared)
    calix.e7.create_ethernet_service("hill", 7, 1, 1, tag_action=1, bandwidth_profile=1)
    isp.cms.change("onts", "hill/7", {"serno": "0", "subscr-id": ""})
    calix.e7.snapshot("hill").drop()
    seen = Hands(OntLifecycle, calix).read(stored) if refreshed else stored
    assert seen is not None

    with pytest.raises(AnotherObjectError, match="hill/7 is not deleted: it carries services"):
        Hands(OntLifecycle, calix).delete(seen)

    assert len(isp.objects("calix", "services")) == 1
    isp.cms.change("onts", "hill/7", {"subscr-id": "s-1"})
    calix.e7.snapshot("hill").drop()
    Hands(OntLifecycle, calix).delete(seen)
    assert isp.objects("calix", "onts") == []

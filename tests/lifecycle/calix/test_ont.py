"""The life of an ONT, through the real client against the simulated CMS."""

from __future__ import annotations

import pytest
from tests.support.isp import Isp
from tests.support.lives import Life, Step, live

from pulumi_isp_provider.calix.client import SyncCMSClient
from pulumi_isp_provider.calix.ont import OntLifecycle
from pulumi_isp_provider.errors import AlreadyExistsError

BARE = {"network_name": "hill", "ont_profile": "162", "admin_state": "enabled"}
FULL = {
    **BARE,
    "ont_id": "7",
    "serial_number": "00A1B2C3",
    "reg_id": "4711",
    "subscriber_id": "s-7",
    "description": "Hill Road 7",
    "pwe3_profile": "1",
    "us_sdber_rate": 4,
    "low_rx_opt_pwr_ne_thresh": -28.5,
    "high_rx_opt_pwr_ne_thresh": -8.0,
    "battery_present": True,
    "pse_max_power_budget": 20,
    "poe_class_control": "enabled",
}
WITHOUT = {
    name: value
    for name, value in FULL.items()
    if name not in {"description", "us_sdber_rate", "battery_present"}
}


@pytest.mark.parametrize(
    "life",
    [
        Life(born={**BARE, "reg_id": "4711"}, id="hill/1", computed={"node_name": "NTWK-hill"}),
        Life(born=FULL, id="hill/7"),
        Life(
            born=FULL,
            steps=(
                Step(
                    {**FULL, "admin_state": "disabled", "description": "moved"},
                    ("admin_state", "description"),
                ),
                Step(
                    {
                        **FULL,
                        "serial_number": "CXNK0099FFEE",
                        "admin_state": "disabled",
                        "description": "moved",
                    },
                    ("serial_number",),
                ),
            ),
        ),
        Life(born=FULL, steps=(Step(WITHOUT, ("-description", "-us_sdber_rate")),)),
        Life(born={**BARE, "ont_id": 7.0}, steps=(Step({**BARE, "ont_id": 8}, ("ont_id",), ("ont_id",)),)),
        Life(born={**BARE, "ont_id": "7", "description": 'Straße <7> & "Co"'}),
    ],
    ids=["bare", "full", "changes and a hardware swap", "no longer declared", "another id", "odd text"],
)
def test_life(calix: SyncCMSClient, life: Life) -> None:
    """Create, change, read and delete; after every step there is nothing to do."""
    live(OntLifecycle, calix, life)


def test_a_profile_of_the_e7s_own_stays_as_it_is_declared(calix: SyncCMSClient) -> None:
    """An E7 answers with 162 where local:162 was written; that is no drift, and moving to 162 is a change."""
    life = OntLifecycle()
    declared = {**BARE, "ont_id": "7", "ont_profile": "local:162"}

    stored = life.create(calix, dict(declared))
    seen = OntLifecycle().read(calix, stored.id, stored.outputs)

    assert seen is not None
    assert seen.inputs["ont_profile"] == "local:162"
    assert OntLifecycle().diff(stored.id, seen.outputs, declared).changes == []
    changed = OntLifecycle().diff(stored.id, seen.outputs, {**declared, "ont_profile": "162"})
    assert [change.path for change in changed.changes] == ["ont_profile"]
    assert OntLifecycle().create(calix, dict(declared)).id == stored.id


def test_spellings_mean_the_same(calix: SyncCMSClient) -> None:
    """NTWK- in front, vendor letters, lower case, leading zeros and numbers as numbers are no difference."""
    life = OntLifecycle()
    first = life.check({"network_name": "NTWK-hill", "ont_profile": 162.0, "serial_number": "cxnk00a1b2c3"})
    second = life.check({"network_name": "hill", "ont_profile": "162", "serial_number": "A1B2C3"})

    stored = life.create(calix, first.inputs)

    assert OntLifecycle().diff(stored.id, stored.outputs, second.inputs).changes == []


def test_create_finds_an_ont_of_the_same_serial_number(calix: SyncCMSClient, isp: Isp) -> None:
    """Without an id of its own, an ONT is known by its serial number: it is not made twice."""
    inputs = {**BARE, "serial_number": "00A1B2C3"}
    first = OntLifecycle().create(calix, dict(inputs))

    again = OntLifecycle().create(calix, dict(inputs))

    assert again.id == first.id
    assert len(isp.cms.state()["networks"][0]["onts"]) == 1


def test_an_ont_with_services_is_deleted_only_by_force(calix: SyncCMSClient, isp: Isp) -> None:
    """The E7 refuses to delete an ONT that carries services unless the program says force_delete."""
    life = OntLifecycle()
    stored = life.create(calix, {**BARE, "ont_id": "7"})
    state = isp.cms.state()
    state["networks"][0]["onts"][0]["services"] = [
        {"slot": 3, "port": 1, "service": 1, "admin": "enabled", "tag-action": 1, "bw-prof": 1}
    ]
    isp.cms.load(state)

    with pytest.raises(Exception, match="force_delete"):
        OntLifecycle().delete(calix, stored.id, stored.outputs)
    OntLifecycle().delete(calix, stored.id, {**stored.outputs, "force_delete": True})

    assert life.read(calix, stored.id, stored.outputs) is None


def test_an_ont_that_differs_is_refused_with_its_id(calix: SyncCMSClient) -> None:
    """Another ONT under the same id is an error that names it and what differs."""
    OntLifecycle().create(calix, {**BARE, "ont_id": "7", "description": "theirs"})

    with pytest.raises(AlreadyExistsError, match="hill/7 exists already and differs in description"):
        OntLifecycle().create(calix, {**BARE, "ont_id": "7", "description": "ours"})


def test_a_swap_that_took_effect_unseen_is_no_refusal(calix: SyncCMSClient, isp: Isp) -> None:
    """State still has the old serial number; the ONT that holds the new one is the very one that is meant."""
    before = OntLifecycle().create(calix, {**BARE, "serial_number": "A1"})
    news = {**BARE, "serial_number": "B2"}
    OntLifecycle().update(calix, before.id, before.outputs, dict(news))

    again = OntLifecycle().update(calix, before.id, before.outputs, dict(news))

    assert again.inputs["serial_number"] == "B2"
    other = OntLifecycle().create(calix, {**BARE, "serial_number": "C3"})
    with pytest.raises(AlreadyExistsError, match=f"that of ONT {before.id}"):
        OntLifecycle().update(calix, other.id, other.outputs, dict(news))

"""The settings of a tenant, which are neither made nor deleted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient, connect
from pulumi_isp_provider.cloudconnexa.resources.tenant_settings import TenantSettingsLifecycle
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings
from pulumi_isp_provider.core.records import Record
from pulumi_isp_provider.errors import PlanRefusedError

SET = {"dns_default_suffix": "isp.example", "wpc_snat": True, "two_factor_auth": False}
CORP = {"name": "corp.isp.example", "addresses": ["192.0.2.5"]}
NEW = {"name": "new.isp.example", "addresses": ["192.0.2.9"]}
"""Zones as the vendor has them."""
LAB = {"domain": "lab.isp.example", "addresses": ["192.0.2.6", "192.0.2.7"]}


@pytest.fixture
def hands(cloudconnexa: CloudConnexaClient) -> Hands:
    """The verbs in one run."""
    return Hands(TenantSettingsLifecycle, cloudconnexa)


@pytest.fixture
def fresh(isp: Isp) -> Any:
    """The verbs of a run of its own, whose client has read nothing."""
    settings = CloudConnexaSettings(
        url=isp.cloudconnexa.url,
        client_id="pulumi.acme",
        client_secret=isp.secrets["cloudconnexa:clientSecret"],
    )
    with connect(settings) as client:
        yield Hands(TenantSettingsLifecycle, client)


def standing(isp: Isp) -> dict[str, Any]:
    """What has been set, by path, beside what the test's tenant begins with."""
    found = {row["id"]: row["value"] for row in isp.objects("cloudconnexa", "settings")}
    del found["wpc/ip-allocation-mode"]
    return found


def asked(isp: Isp) -> Counter[str]:
    """How often what was asked, the token left out."""
    return Counter(each.operation for each in isp.cloudconnexa.requests if each.operation != "token")


def test_what_is_declared_is_set_and_the_rest_is_neither_read_nor_written(isp: Isp, hands: Hands) -> None:
    """What stands as declared costs a read; a preview says what changes, with both values."""
    isp.cloudconnexa.change("settings", "dns/default-suffix", {"value": "old.example"})
    before = standing(isp)

    outlook = hands.look(SET)
    previewed = standing(isp)
    stored = hands.create(SET)

    assert outlook.refusals == ()
    assert "will be taken over, changing" in outlook.text
    assert "dns_default_suffix (there 'old.example', here 'isp.example')" in outlook.text
    assert previewed == before
    assert (stored.id, stored.inputs) == ("settings", SET)
    assert standing(isp) == {"dns/default-suffix": "isp.example", "wpc/snat": True}
    assert asked(isp) == {"settings.get": 3, "settings.update": 2}


def test_a_read_asks_for_what_is_declared_and_an_update_sends_what_changes(
    isp: Isp, hands: Hands, fresh: Hands
) -> None:
    """Each setting is a request of its own, and a tenant's rate limit is low."""
    stored = hands.create(SET)
    isp.reset_logs()

    assert fresh.read(stored) == stored
    assert asked(isp) == {"settings.get": 3}
    isp.reset_logs()
    fresh.update(stored, {}, {**SET, "wpc_snat": False})

    assert asked(isp) == {"settings.update": 1}


def test_what_is_imported_is_read_whole(isp: Isp, cloudconnexa: CloudConnexaClient, hands: Hands) -> None:
    """By its only id; under another one there is nothing."""
    seen = hands.read(Record("settings", {}))

    assert seen is not None
    assert seen.inputs["dns_proxy_enabled"] is True
    assert seen.inputs["wpc_subnets"] == ["100.96.0.0/11", "fd:0:0:8000::/49"]
    assert ("wpc_ip_allocation_mode" in seen.inputs) == (cloudconnexa.api_version == "1.2")
    assert hands.read(Record("tenant", {})) is None


def test_what_is_no_longer_declared_stays_and_so_does_all_when_the_resource_goes(
    isp: Isp, hands: Hands, fresh: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    """What a tenant's settings were by themselves nobody knows, and everybody's lines hang on them."""
    stored = hands.create(SET)
    less = {"wpc_snat": True}
    assert fresh.diff(stored, {}, less).changes == []
    stored = fresh.update(stored, {}, less)
    before = standing(isp)
    isp.reset_logs()

    with caplog.at_level("INFO", logger="pulumi_isp_provider.lifecycle"):
        fresh.delete(stored)

    assert before == {"dns/default-suffix": "isp.example", "wpc/snat": True}
    assert standing(isp) == before
    assert asked(isp) == {}
    assert "they are no longer managed" in caplog.text


def test_two_in_one_program_are_refused_and_both_are_named(isp: Isp, hands: Hands) -> None:
    """Whatever they set: the one would undo what the other does, or a third person would look for both."""
    assert hands.named("first").check({"wpc_snat": True}).failures == []

    (failure,) = hands.named("second").check({"wpc_snat": False}).failures

    assert "has one cloudconnexa.TenantSettings" in failure.reason
    assert "cloudconnexa.TenantSettings 'first' declares it already" in failure.reason
    assert asked(isp) == {}


def test_an_empty_declaration_is_refused(hands: Hands) -> None:
    """It would mean nothing, and what it means for import is everything."""
    (failure,) = hands.check({"adopt_existing": True}).failures

    assert "declare at least one setting" in failure.reason


def test_a_zone_that_somebody_adds_between_look_and_change_stays(
    isp: Isp, hands: Hands, fresh: Hands
) -> None:
    """A refresh in the same run has read them some minutes ago; the vendor replaces all of them."""
    stored = hands.create({"dns_zones": [LAB]})
    assert fresh.read(stored) == stored
    before = standing(isp)["dns/zones"]["zones"]
    isp.cloudconnexa.change("settings", "dns/zones", {"value": {"zones": [*before, NEW]}})

    fresh.update(stored, {}, {"dns_zones": [{**LAB, "addresses": ["192.0.2.8"]}]})

    assert NEW in standing(isp)["dns/zones"]["zones"]


def test_zones_that_are_not_understood_are_not_lost(isp: Isp, hands: Hands) -> None:
    """To write the others without them would take them out of the tenant."""
    odd = {"zones": [CORP, {"addresses": ["192.0.2.77"]}]}
    isp.cloudconnexa.change("settings", "dns/zones", {"value": odd})

    with pytest.raises(PlanRefusedError, match="would be lost"):
        hands.create({"dns_zones": [LAB]})

    assert standing(isp)["dns/zones"] == odd


def test_zones_that_others_have_set_are_left_alone(isp: Isp, hands: Hands, fresh: Hands) -> None:
    """The vendor takes all of them at once, so those of others are sent along as they stand by then."""
    isp.cloudconnexa.change("settings", "dns/zones", {"value": {"zones": [CORP]}})
    stored = hands.create({"dns_zones": [LAB]})
    isp.cloudconnexa.change(
        "settings", "dns/zones", {"value": {"zones": [*standing(isp)["dns/zones"]["zones"], NEW]}}
    )

    assert stored.inputs == {"dns_zones": [LAB]}
    stored = fresh.update(stored, {}, {"dns_zones": [{**LAB, "addresses": ["192.0.2.8"]}]})
    fresh.update(stored, {}, {"dns_zones": []})

    assert standing(isp)["dns/zones"] == {"zones": [CORP, NEW]}


def test_a_suffix_in_other_letters_is_the_same(isp: Isp, hands: Hands, fresh: Hands) -> None:
    """And a domain may end with a dot, or be in other people's letters."""
    stored = hands.create({"dns_default_suffix": "bücher.isp.example."})
    isp.cloudconnexa.change("settings", "dns/default-suffix", {"value": "BÜCHER.ISP.example."})

    seen = fresh.read(stored)

    assert seen is not None
    assert fresh.diff(seen, {}, {"dns_default_suffix": "bücher.isp.example."}).changes == []


def test_a_region_that_is_not_there_is_refused_before_anything_is_set(isp: Isp, hands: Hands) -> None:
    """In the preview of the first declaration, and in that of a change."""
    refused = hands.look({**SET, "wpc_default_region": "moon-1"})

    assert refused.refusals == ("wpc_default_region: there is no region moon-1",)
    assert standing(isp) == {}


@pytest.mark.parametrize(
    ("declared", "says"),
    [
        ({"dns_custom_servers": ["192.0.2.1", "192.0.2.2", "192.0.2.3"]}, "no more than two addresses"),
        ({"wpc_domain_routing_subnets": ["100.81.0.0/16", "100.82.0.0/16"]}, "no more than one IPv4 and one"),
        ({"wpc_subnets": []}, "at least one subnet"),
        ({"dns_default_suffix": "isp example"}, "must be a domain"),
        ({"dns_default_suffix": '"isp.example"'}, "must be a domain"),
        ({"dns_default_suffix": '{"domain": "isp.example"}'}, "must be a domain"),
        ({"dns_zones": [LAB, {**LAB, "domain": "LAB.isp.example"}]}, "stands in the list before"),
    ],
)
def test_what_the_vendor_has_no_place_for_is_refused(hands: Hands, declared: Any, says: str) -> None:
    """By its path, before anything is sent."""
    (failure,) = hands.check(declared).failures

    assert failure.path.startswith(next(iter(declared)))
    assert says in failure.reason


def test_what_an_earlier_release_does_not_have_is_left_out_of_a_read(
    cloudconnexa: CloudConnexaClient, hands: Hands
) -> None:
    """A connection that goes back to it can be refreshed; check says which property is too new for it."""
    seen = hands.read(Record("settings", {"wpc_snat": False, "wpc_ip_allocation_mode": "BOTH"}))

    assert seen is not None
    there = {"wpc_ip_allocation_mode": "BOTH"} if cloudconnexa.api_version == "1.2" else {}
    assert seen.inputs == {"wpc_snat": False, **there}


def test_settings_that_another_resource_lets_go_are_not_lost(isp: Isp, hands: Hands, fresh: Hands) -> None:
    """Its delete leaves them, so there is nothing to replace for whoever has them in the same run."""
    stored = hands.named("first").create(SET)
    before = standing(isp)

    fresh.named("first").delete(stored)
    second = fresh.named("second")
    difference = second.diff(stored, {}, second.check(SET).inputs)

    assert difference.changes == []
    assert standing(isp) == before

"""Profiles and tokens of connectors: fetched where a program asks for them, and then never again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.host import HostLifecycle
from pulumi_isp_provider.cloudconnexa.resources.host_connector import HostConnectorLifecycle
from pulumi_isp_provider.cloudconnexa.resources.network import NetworkLifecycle
from pulumi_isp_provider.cloudconnexa.resources.network_connector import NetworkConnectorLifecycle
from pulumi_isp_provider.core.lifecycle import Lifecycle
from pulumi_isp_provider.core.records import Mark, Record, Stored
from pulumi_isp_provider.errors import IspError, ValidationError

KINDS: Mapping[str, tuple[type[Lifecycle[Any, Any]], type[Lifecycle[Any, Any]]]] = {
    "network": (NetworkLifecycle, NetworkConnectorLifecycle),
    "host": (HostLifecycle, HostConnectorLifecycle),
}
DIAL = {"name": "dial", "vpn_region_id": "us-east-1"}


class Site:
    """Something that a connector belongs to, and the hands for the connector in a run of its own each.

    Args:
        word: ``network`` or ``host``.
        client: The client.
        isp: The simulated vendors.
    """

    def __init__(self, word: str, client: CloudConnexaClient, isp: Isp) -> None:
        parent, self._kind = KINDS[word]
        self._client, self._isp, self._word = client, isp, word
        self.bare = {f"{word}_id": Hands(parent, client).create({"name": "Plant"}).id, **DIAL}

    @property
    def hands(self) -> Hands:
        """A new run."""
        return Hands(self._kind, self._client)

    @property
    def fetched(self) -> tuple[int, int]:
        """How often a profile and a token was asked for."""
        counts = self._isp.cloudconnexa.counts()
        return (
            counts.get(f"{self._word}-connectors.profile", 0),
            counts.get(f"{self._word}-connectors.token", 0),
        )

    def fail(self, **fault: Any) -> None:
        """Have the vendor not give a token."""
        self._isp.cloudconnexa.fault(operation=f"{self._word}-connectors.token", every=1, **fault)


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest, cloudconnexa: CloudConnexaClient, isp: Isp) -> Site:
    """Of each kind."""
    return Site(request.param, cloudconnexa, isp)


def secrets(stored: Stored | None) -> set[str]:
    """The names of the secret outputs."""
    assert stored is not None
    return stored.outputs.keys() & {"profile", "token"}


def test_nothing_is_fetched_where_nobody_asks(site: Site) -> None:
    """In a whole life."""
    stored = site.hands.create(site.bare)
    assert secrets(site.hands.read(stored)) == secrets(stored) == set()
    changed = site.hands.update(stored, {}, {**site.bare, "description": "d"})
    site.hands.delete(changed)

    assert secrets(changed) == set()
    assert site.fetched == (0, 0)


def test_they_are_fetched_once_and_stay(site: Site) -> None:
    """Reading and changing the connector hands on what state knows."""
    asked = {**site.bare, "with_profile": True}
    stored = site.hands.create(asked)
    read = site.hands.read(stored)
    changed = site.hands.update(stored, {}, {**asked, "description": "d", "name": "line"})

    assert "PRIVATE KEY" in stored.outputs["profile"]
    assert stored.outputs["token"]
    assert read == stored
    for name in ("profile", "token"):
        assert changed.outputs[name] == stored.outputs[name]
    assert site.fetched == (1, 1)


def test_the_flag_may_come_later_and_go(site: Site) -> None:
    """An update that fetches; one after which they are gone; and back, with another token."""
    asked = {**site.bare, "with_profile": True}
    stored = site.hands.create(site.bare)

    (change,) = site.hands.diff(stored, {}, asked).changes
    first = site.hands.update(stored, {}, asked)
    without = site.hands.update(first, {}, site.bare)
    again = site.hands.update(without, {}, asked)

    assert (change.path, change.replace) == ("with_profile", False)
    assert secrets(without) == set()
    assert again.outputs["token"] != first.outputs["token"]
    assert site.fetched == (2, 2)


def test_what_is_taken_over_is_asked_for_its_profile(site: Site) -> None:
    """A run that was cut short has left the connector; nobody has its token."""
    site.hands.create(site.bare)

    assert secrets(site.hands.create({**site.bare, "with_profile": True})) == {"profile", "token"}
    assert site.fetched == (1, 1)


def test_a_token_that_does_not_come_is_asked_for_by_the_next_run(site: Site, isp: Isp) -> None:
    """The connector stands by then: the next run takes it over, and makes no second one."""
    asked = {**site.bare, "with_profile": True}
    site.fail(action="status", status=400, body="nonsense")

    with pytest.raises(IspError, match="stands as declared") as raised:
        site.hands.create(asked)
    isp.cloudconnexa.clear_faults()
    stored = site.hands.create(asked)

    assert "PRIVATE KEY" not in str(raised.value)
    assert secrets(stored) == {"profile", "token"}
    assert stored.id in str(raised.value)


def test_what_is_only_read_has_none(site: Site) -> None:
    """A program that asks by id for what it does not manage would be given a new token in each run."""
    stored = site.hands.create(site.bare)

    with pytest.raises(ValidationError, match="with_profile"):
        site.hands.read(Record(stored.id, {"with_profile": True}, Mark()))

    assert site.fetched == (0, 0)


def test_a_connector_that_uses_ipsec_has_no_profile(cloudconnexa: CloudConnexaClient) -> None:
    """Whoever asks for one learns why there is none; the connector stands, without the flag too."""
    network = Hands(NetworkLifecycle, cloudconnexa).create(
        {"name": "Plant", "tunneling_protocol": "IPSEC", "internet_access": "SPLIT_TUNNEL_ON"}
    )
    bare = {"network_id": network.id, **DIAL}

    with pytest.raises(ValidationError, match="with IPsec have none"):
        Hands(NetworkConnectorLifecycle, cloudconnexa).create({**bare, "with_profile": True})

    assert secrets(Hands(NetworkConnectorLifecycle, cloudconnexa).create(bare)) == set()
    assert len(cloudconnexa.connectors.list()) == 1

"""Creates go side by side where a vendor allows it, and no wider: counted by what the simulators saw."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from tests.support.lives import Hands, Reached
from tests.support.overlap import most_at_once

from pulumi_isp_provider.calix.client.client import connect
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.calix.settings import CalixSettings
from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.user import UserLifecycle
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, CmsVendor, Simulator

SHELVES = 8
ON_EACH = 3
BURST = 20
PER = 15.0
"""The documented limit: so many at once, then one in so many seconds."""
PASSWORD = "simulated"
LONGEST = 60
"""Seconds that one waits for the others; nobody does where they come."""


class SharedTime(InstantClock):
    """A clock that takes the vendor's along: nobody really waits.

    Args:
        vendor: Whose time it is too.
    """

    def __init__(self, vendor: Simulator[CloudConnexaVendor]) -> None:
        super().__init__()
        self._vendor = vendor

    def sleep(self, seconds: float) -> None:
        self._vendor.clock.advance(seconds)
        super().sleep(seconds)


def at_once(steps: Iterable[Callable[[], object]]) -> None:
    """Take all of them at the same time, as an engine that is wide enough does."""
    todo = list(steps)
    with ThreadPoolExecutor(len(todo)) as pool:
        for each in [pool.submit(step) for step in todo]:
            each.result()


def test_all_shelves_are_written_at_the_same_time_and_each_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A create on each shelf is under way before the first of them is answered; a second on one waits."""
    vendor = CmsVendor(username="engineer", password=PASSWORD)
    seed = {"networks": [{"name": f"shelf-{number}"} for number in range(SHELVES)]}
    with Simulator(vendor, seed) as cms:
        settings = CalixSettings(url=cms.url, username="engineer", password=PASSWORD)
        with connect(settings) as client:
            hands = Hands(OntLifecycle, run=Run(Reached(client)))
            hands.look({"network_name": "shelf-0", "ont_id": "1", "ont_profile": "162"})  # signs in
            cms.reset_log()
            together = Barrier(SHELVES)
            monkeypatch.setattr(cms, "pause", lambda _: together.wait(LONGEST))  # nobody is answered alone
            places = [(f"shelf-{n % SHELVES}", str(1 + n // SHELVES)) for n in range(SHELVES * ON_EACH)]
            declared = [{"network_name": e7, "ont_id": number, "ont_profile": "162"} for e7, number in places]
            at_once(partial(hands.named(str(each)).create, each) for each in declared)
            creates = [each for each in cms.requests if each.operation == "ont.create"]
            monkeypatch.undo()

    assert len(creates) == SHELVES * ON_EACH
    assert most_at_once(creates) == SHELVES
    for number in range(SHELVES):
        on_one = [each for each in creates if f'nodename="NTWK-shelf-{number}"' in each.body]
        assert len(on_one) == ON_EACH
        assert most_at_once(on_one) == 1


@pytest.mark.parametrize("width", [1, 3 * BURST])
def test_users_are_made_as_fast_as_the_tenant_says_and_none_is_refused(width: int) -> None:
    """Under the documented limit, one by one or all at once: no answer is 429, and nobody waits in vain."""
    names = [f"user-{number}" for number in range(3 * BURST)]
    vendor = CloudConnexaVendor(client_id="pulumi.acme", client_secret=PASSWORD, rate_limit="documented")
    with Simulator(vendor) as tenant:
        clock = SharedTime(tenant)
        with CloudConnexaClient(tenant.url, "pulumi.acme", PASSWORD, clock=clock) as client:
            hands = Hands(UserLifecycle, run=Run(Reached(client)))

            def make(some: list[str]) -> None:
                for name in some:
                    declared = {"username": name, "role": "MEMBER", "email": f"{name}@isp.example"}
                    hands.named(name).create(declared)

            at_once(partial(make, names[number::width]) for number in range(width))
            seen = list(tenant.requests)

    assert [each.status for each in seen if each.status == 429] == []
    writes = sum(each.operation == "users.create" for each in seen)
    assert writes == len(names)
    if width == 1:  # else each waits by the clock for itself, and the clock goes on for each
        assert clock.now() <= (writes - BURST) * PER

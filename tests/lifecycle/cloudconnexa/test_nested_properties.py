"""Properties that stand together in one object of the vendor's, which an update replaces as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa.client.client import connect
from pulumi_isp_provider.cloudconnexa.resources.collection import Collection
from pulumi_isp_provider.cloudconnexa.settings import CloudConnexaSettings

CHANGES: Mapping[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    kind: (
        {**own, "name": "web", "service_types": ["HTTPS"]},
        {"tcp_ports": ["8080"]},
        {"service_types": ["SSH"]},
    )
    for kind, own in (
        ("cloudconnexa.IpService", {"type": "SERVICE_DESTINATION"}),
        ("cloudconnexa.HostIpService", {}),
    )
} | {
    kind: (
        {"name": "web", "domains": ["a.isp.example"]},
        {"embedded_ip_domains": ["a.isp.example"]},
        {"domains": ["a.isp.example", "b.isp.example"]},
    )
    for kind in ("cloudconnexa.Application", "cloudconnexa.HostApplication")
}
"""What is declared, what somebody sets in the portal, and what is declared then."""


@pytest.mark.parametrize("kind", CHANGES)
def test_what_somebody_has_set_since_the_listing_stays(isp: Isp, kind: str) -> None:
    """A listing serves a whole run, which may take an hour where the vendor's rate is low."""
    settings = CloudConnexaSettings(
        url=isp.cloudconnexa.url,
        client_id="pulumi.acme",
        client_secret=isp.secrets["cloudconnexa:clientSecret"],
    )
    life = SPECIMENS[kind].front.lifecycle
    assert isinstance(life, Collection)
    own, by_hand, then = CHANGES[kind]
    parent = "host_id" if "Host" in kind else "network_id"
    with connect(settings) as client, connect(settings) as other:
        owner = {parent: SPECIMENS[kind].least[parent]}
        declared = {**References(isp, client).resolved("cloudconnexa", owner), **own}
        stored = Hands(life, client).create(declared)
        assert Hands(life, client).read(stored) == stored
        Hands(life, other).update(stored, {}, {**declared, **by_hand})

        Hands(life, client).update(stored, {}, {**declared, **then})

        other_again = life.describe(getattr(other, life.service).get(stored.id))
    assert {name: other_again[name] for name in by_hand} == by_hand
    assert {name: other_again[name] for name in then} == then
